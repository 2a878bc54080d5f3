"""Every table of the first version, and the triggers that keep some rows as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sopforms.store import immutable, row_security
from sopforms.store.tenancy import Way

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UNCHANGING = (
    "event",
    "snapshot",
    "decision",
    "correction",
    "reopening",
    "reaction",
    "questionnaire_version",
    "artifact",
)
WALLED = {
    "advice": Way(column="request_id", table="advice_request", key="id", optional=False),
    "advice_draft": Way(column="request_id", table="advice_request", key="id", optional=False),
    "advice_point": Way(column="advice_id", table="advice", key="id", optional=False),
    "advice_request": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "api_token": Way(column="partnership_id", table="", key="", optional=False),
    "approved_text": Way(column="survey_id", table="survey", key="id", optional=False),
    "artifact": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "board_partnership": Way(column="partnership_id", table="", key="", optional=False),
    "chore": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "concept": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "consultation": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "correction": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "council": Way(column="board_id", table="board_partnership", key="board_id", optional=False),
    "council_location": Way(column="location_id", table="location", key="id", optional=False),
    "council_question": Way(column="request_id", table="advice_request", key="id", optional=False),
    "coverage_remark": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "cycle": Way(column="partnership_id", table="", key="", optional=False),
    "decision": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "delivery": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "dossier": Way(column="partnership_id", table="", key="", optional=False),
    "draft_comment": Way(column="part_id", table="draft_part", key="id", optional=False),
    "draft_part": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "draft_typed": Way(column="part_id", table="draft_part", key="id", optional=False),
    "draft_version": Way(column="part_id", table="draft_part", key="id", optional=False),
    "earlier_value": Way(column="partnership_id", table="", key="", optional=False),
    "event": Way(column="partnership_id", table="", key="", optional=True),
    "guide_editor": Way(column="location_id", table="location", key="id", optional=False),
    "instruction": Way(column="partnership_id", table="", key="", optional=False),
    "instruction_guide": Way(column="partnership_id", table="", key="", optional=False),
    "job": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "joint_dossier": Way(column="partnership_id", table="", key="", optional=False),
    "joint_request": Way(column="partnership_id", table="", key="", optional=False),
    "judgement": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "letter_words": Way(column="partnership_id", table="", key="", optional=False),
    "link": Way(column="partnership_id", table="", key="", optional=True),
    "location": Way(column="partnership_id", table="", key="", optional=False),
    "need_words": Way(column="partnership_id", table="", key="", optional=False),
    "outbox": Way(column="partnership_id", table="", key="", optional=True),
    "participation": Way(column="survey_id", table="survey", key="id", optional=False),
    "partnership": Way(column="id", table="", key="", optional=False),
    "placement": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "point": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "previous_text": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "pupil_voice": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "question_draft": Way(column="partnership_id", table="", key="", optional=False),
    "question_set": Way(column="partnership_id", table="", key="", optional=False),
    "questionnaire_version": Way(column="question_set_id", table="question_set", key="id", optional=False),
    "reaction": Way(column="advice_id", table="advice", key="id", optional=False),
    "read_remark": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "region_file": Way(column="partnership_id", table="", key="", optional=False),
    "reopening": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "response": Way(column="survey_id", table="survey", key="id", optional=False),
    "school_agreement": Way(column="partnership_id", table="", key="", optional=False),
    "school_holiday": Way(column="partnership_id", table="", key="", optional=True),
    "school_value": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "signed_letter": Way(column="request_id", table="advice_request", key="id", optional=False),
    "snapshot": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "staff": Way(column="location_id", table="location", key="id", optional=False),
    "survey": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "talk": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "talk_draft": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "talk_outcome": Way(column="talk_id", table="talk", key="id", optional=False),
    "typed_form": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "word_template": Way(column="location_id", table="location", key="id", optional=False),
    "work": Way(column="partnership_id", table="", key="", optional=False),
    "work_item": Way(column="work_id", table="work", key="id", optional=False),
    "year_paper": Way(column="dossier_id", table="dossier", key="id", optional=False),
    "year_paper_handed_in": Way(column="paper_id", table="year_paper", key="id", optional=False),
    "year_paper_part": Way(column="paper_id", table="year_paper", key="id", optional=False),
    "year_paper_version": Way(column="part_id", table="year_paper_part", key="id", optional=False),
}


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("window", sa.String(length=30), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "window", name=op.f("pk_attempt")),
    )
    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("second_person_required", sa.Boolean(), nullable=False),
        sa.Column("judgement_required", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("number", name=op.f("uq_board_number")),
    )
    op.create_table(
        "partnership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "sector",
            sa.Enum("po", "vo", name="sector", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("basic_support", sa.Text(), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("support_point", sa.String(length=120), nullable=False),
        sa.Column("support_point_contact", sa.String(length=200), nullable=False),
        sa.Column("coordinator_label", sa.String(length=60), nullable=False),
        sa.Column("needs_sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("threshold BETWEEN 5 AND 10", name=op.f("ck_partnership_threshold")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
        sa.UniqueConstraint("code", name=op.f("uq_partnership_code")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("deactivated_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "submission",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submission")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_api_token_token_hash")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_api_token_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "board_partnership",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_partnership_board_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_board_partnership_partnership_id")
        ),
        sa.PrimaryKeyConstraint("board_id", "partnership_id", name=op.f("pk_board_partnership")),
    )
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "mr",
                "deelraad",
                "gmr",
                name="councilkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "right",
            sa.Enum(
                "advies", "instemming", name="right", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("holidays_count", sa.Boolean(), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column("secretary_name", sa.String(length=120), nullable=False),
        sa.Column("secretary_email", sa.String(length=254), nullable=False),
        sa.Column("chair_name", sa.String(length=120), nullable=False),
        sa.Column("chair_email", sa.String(length=254), nullable=False),
        sa.CheckConstraint(
            "\"right\" = 'advies' OR valid_until IS NOT NULL", name=op.f("ck_council_consent_has_an_end")
        ),
        sa.CheckConstraint("weeks BETWEEN 1 AND 26", name=op.f("ck_council_weeks")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_council_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council")),
    )
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_council_board_id"), ["board_id"], unique=False)

    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("subject <> ''", name=op.f("ck_identity_subject")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identity_issuer_subject")),
        sa.UniqueConstraint("person_id", "issuer", name=op.f("uq_identity_person_id_issuer")),
    )
    op.create_table(
        "instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 5", name=op.f("ck_instruction_number")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_instruction_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction")),
        sa.UniqueConstraint(
            "partnership_id", "number", "version", name=op.f("uq_instruction_partnership_id_number_version")
        ),
    )
    with op.batch_alter_table("instruction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_instruction_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "instruction_guide",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_instruction_guide_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", name=op.f("pk_instruction_guide")),
    )
    op.create_table(
        "kept_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column(
            "fields",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_form_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
    )
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_form_person_id"), ["person_id"], unique=False)

    op.create_table(
        "letter_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sign_in",
                "cycle_opened",
                "school_reminder",
                "survey_opened",
                "survey_reminder",
                "survey_closed",
                "talk_recorded",
                "read_round_opened",
                "point_progress",
                "year_paper_due",
                "draft_ready",
                "advice_requested",
                "advice_reminder",
                "council_asked",
                "council_answered",
                "waiver_recorded",
                "text_corrected",
                "text_reopened",
                "change_dropped",
                "secretary_replaced",
                "advice_code",
                "advice_expired",
                "advice_received",
                "advice_receipt",
                "reaction_sent",
                "decision_deviates",
                "adopted",
                "section_ready",
                "published",
                "day_mail",
                "new_link",
                "rights_changed",
                "address_changed",
                "board_seat",
                "second_factor",
                "test",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_letter_words_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_words")),
        sa.UniqueConstraint("partnership_id", "kind", name=op.f("uq_letter_words_partnership_id_kind")),
    )
    with op.batch_alter_table("letter_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_words_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("selector", sa.String(length=32), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "sign_in",
                "survey",
                "read_round",
                "progress",
                "advice",
                "advice_read",
                "guide",
                name="linkpurpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("key_version", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_link_expires")),
        sa.CheckConstraint("length(selector) = 32", name=op.f("ck_link_selector")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_link_partnership_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("selector", name=op.f("uq_link_selector")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_link_purpose_object_id", ["purpose", "object_id"], unique=False)

    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "bao",
                "sbo",
                "so",
                "vso",
                "so-vso",
                "vo",
                "pro",
                name="schoolkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "region",
            sa.Enum(
                "noord", "midden", "zuid", name="region", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("municipality", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_role", sa.String(length=80), nullable=False),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("holidays_checked", sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_location_board_id")),
        sa.ForeignKeyConstraint(["consultant_id"], ["person.id"], name=op.f("fk_location_consultant_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_location_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
        sa.UniqueConstraint("code", name=op.f("uq_location_code")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_location_partnership_id_id")),
    )
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_location_board_id"), ["board_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_location_consultant_id"), ["consultant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_location_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "need_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_need_words_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_words")),
        sa.UniqueConstraint(
            "partnership_id", "key", "version", name=op.f("uq_need_words_partnership_id_key_version")
        ),
    )
    with op.batch_alter_table("need_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_words_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "question_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column(
            "shipped",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("withdrawn_on IS NULL OR reason <> ''", name=op.f("ck_question_set_reason")),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= published_on", name=op.f("ck_question_set_closed")
        ),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR closed_on IS NOT NULL", name=op.f("ck_question_set_withdrawn")
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_question_set_closed_by")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_question_set_partnership_id")
        ),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_question_set_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_question_set_partnership_id_id")),
    )
    with op.batch_alter_table("question_set", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_set_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("selector", sa.String(length=4), nullable=False),
        sa.Column("hash", sa.String(length=200), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("person_id", "selector", name=op.f("uq_recovery_code_person_id_selector")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "second_factor",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=40), nullable=False),
        sa.Column("key_version", sa.String(length=12), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_factor_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "user_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("idle_minutes", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("factor_owed", sa.Boolean(), nullable=False),
        sa.Column("factor_given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_provider", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_user_session_person_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_user_session")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "school_import",
                "guide_sections",
                "instruction_guide",
                name="work",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "options",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_work_partnership_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_work_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "council_location",
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_council_location_council_id")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_council_location_location_id")
        ),
        sa.PrimaryKeyConstraint("council_id", "location_id", name=op.f("pk_council_location")),
    )
    op.create_table(
        "cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column("question_set_id", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("survey_by", sa.Date(), nullable=False),
        sa.Column("draft_by", sa.Date(), nullable=False),
        sa.Column("request_by", sa.Date(), nullable=False),
        sa.Column("plan_by", sa.Date(), nullable=True),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("basic_support", sa.Text(), nullable=False),
        sa.Column(
            "pupil_voice",
            sa.Enum(
                "verplicht",
                "aan",
                "uit",
                name="pupilvoice",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("guide_consent_required", sa.Boolean(), nullable=False),
        sa.Column("shortened", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "question_set_id"],
            ["question_set.partnership_id", "question_set.id"],
            name=op.f("fk_cycle_partnership_id_question_set_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_cycle_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_cycle_partnership_id_id")),
        sa.UniqueConstraint(
            "partnership_id", "school_year", name=op.f("uq_cycle_partnership_id_school_year")
        ),
    )
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "earlier_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column("indicator", sa.String(length=8), nullable=False),
        sa.Column(
            "value",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("brought_on", sa.Date(), nullable=False),
        sa.Column("brought_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "location_id"],
            ["location.partnership_id", "location.id"],
            name=op.f("fk_earlier_value_partnership_id_location_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_value")),
        sa.UniqueConstraint(
            "location_id",
            "school_year",
            "indicator",
            name=op.f("uq_earlier_value_location_id_school_year_indicator"),
        ),
    )
    with op.batch_alter_table("earlier_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_value_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_earlier_value_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "guide_editor",
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_guide_editor_location_id")),
        sa.PrimaryKeyConstraint("location_id", name=op.f("pk_guide_editor")),
    )
    op.create_table(
        "joint_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_joint_request_council_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_joint_request_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_request")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_joint_request_partnership_id_id")),
    )
    with op.batch_alter_table("joint_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_request_council_id"), ["council_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_request_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "link_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_link_session_link_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_link_session")),
    )
    with op.batch_alter_table("link_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_session_link_id"), ["link_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "swv",
                "consultant",
                "board",
                "head",
                "coordinator",
                "staff",
                "pupil_leader",
                "secretary",
                "member",
                "guide_editor",
                "calendar",
                "reader",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column("mandate_recorded_on", sa.Date(), nullable=True),
        sa.Column("mandate_until", sa.Date(), nullable=True),
        sa.Column("mandate_source", sa.String(length=200), nullable=False),
        sa.Column("waits_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "waits_until IS NULL OR role IN ('board', 'head')", name=op.f("ck_membership_waits")
        ),
        sa.CheckConstraint(
            "(CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END + CASE WHEN board_id IS NULL THEN 0 ELSE 1 END + CASE WHEN location_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_membership_one_scope"),
        ),
        sa.CheckConstraint(
            "mandate_until IS NULL OR mandate_recorded_on IS NOT NULL", name=op.f("ck_membership_mandate")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_membership_board_id")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_membership_location_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_membership_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_board_id"), ["board_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_set_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("questionnaire_id", sa.String(length=50), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("shape_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "breaks",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "reworded",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("break_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_set_id"], ["question_set.id"], name=op.f("fk_questionnaire_version_question_set_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint(
            "question_set_id", "name", name=op.f("uq_questionnaire_version_question_set_id_name")
        ),
    )
    with op.batch_alter_table("questionnaire_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questionnaire_version_question_set_id"), ["question_set_id"], unique=False
        )

    op.create_table(
        "school_holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column(
            "region",
            sa.Enum(
                "noord", "midden", "zuid", name="region", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(region IS NULL) <> (location_id IS NULL)", name=op.f("ck_school_holiday_region_or_location")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_school_holiday_order")),
        sa.CheckConstraint(
            "location_id IS NULL OR partnership_id IS NOT NULL",
            name=op.f("ck_school_holiday_own_is_somebodys"),
        ),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_school_holiday_location_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_school_holiday_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_holiday")),
    )
    with op.batch_alter_table("school_holiday", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_school_holiday_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_school_holiday_school_year"), ["school_year"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_staff_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("location_id", "email", name=op.f("uq_staff_location_id_email")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_location_id"), ["location_id"], unique=False)

    op.create_table(
        "word_template",
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "lacks",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_word_template_content")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_word_template_location_id")),
        sa.PrimaryKeyConstraint("location_id", name=op.f("pk_word_template")),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "open",
                "survey",
                "talk",
                "consolidated",
                "draft",
                "requested",
                "advised",
                "no_advice",
                "reacted",
                "adopted",
                "in_guide",
                "published",
                "active",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("question_set_id", sa.Integer(), nullable=True),
        sa.Column("survey_by", sa.Date(), nullable=True),
        sa.Column("draft_by", sa.Date(), nullable=True),
        sa.Column("request_by", sa.Date(), nullable=True),
        sa.Column("otherwise_because", sa.Text(), nullable=False),
        sa.Column("absent_on", sa.Date(), nullable=True),
        sa.Column("small_team", sa.Boolean(), nullable=False),
        sa.Column("survey_skipped_reason", sa.Text(), nullable=False),
        sa.Column("consolidated_on", sa.Date(), nullable=True),
        sa.Column("draft_made_on", sa.Date(), nullable=True),
        sa.Column("read_round_from", sa.Date(), nullable=True),
        sa.Column("read_round_until", sa.Date(), nullable=True),
        sa.Column("read_round_closed_on", sa.Date(), nullable=True),
        sa.Column("draft_ready_on", sa.Date(), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("received_how", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_agreed_with", sa.String(length=120), nullable=False),
        sa.Column("no_advice_on", sa.Date(), nullable=True),
        sa.Column("reacted_on", sa.Date(), nullable=True),
        sa.Column("followed", sa.Boolean(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("suspended_until", sa.Date(), nullable=True),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.Column("guide_section_on", sa.Date(), nullable=True),
        sa.Column("guide_consent_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("absent_on IS NULL OR step = 'open'", name=op.f("ck_dossier_absent")),
        sa.CheckConstraint(
            "step NOT IN ('adopted', 'in_guide', 'published', 'active') OR adopted_on IS NOT NULL",
            name=op.f("ck_dossier_adopted"),
        ),
        sa.CheckConstraint(
            "step NOT IN ('published', 'active') OR published_on IS NOT NULL",
            name=op.f("ck_dossier_published"),
        ),
        sa.CheckConstraint(
            "step NOT IN ('requested', 'advised', 'reacted') OR requested_on IS NOT NULL",
            name=op.f("ck_dossier_requested"),
        ),
        sa.CheckConstraint("due_on IS NULL OR received_on IS NOT NULL", name=op.f("ck_dossier_due")),
        sa.CheckConstraint(
            "published_on IS NULL OR suspended_until IS NULL OR published_on > suspended_until OR waived_on IS NOT NULL",
            name=op.f("ck_dossier_suspension"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "cycle_id"],
            ["cycle.partnership_id", "cycle.id"],
            name=op.f("fk_dossier_partnership_id_cycle_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "location_id"],
            ["location.partnership_id", "location.id"],
            name=op.f("fk_dossier_partnership_id_location_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "question_set_id"],
            ["question_set.partnership_id", "question_set.id"],
            name=op.f("fk_dossier_partnership_id_question_set_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("cycle_id", "location_id", name=op.f("uq_dossier_cycle_id_location_id")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_dossier_partnership_id_id")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "question_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["questionnaire_version.id"], name=op.f("fk_question_draft_based_on_id")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_question_draft_changed_by")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_question_draft_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_draft")),
        sa.UniqueConstraint("partnership_id", "name", name=op.f("uq_question_draft_partnership_id_name")),
    )
    with op.batch_alter_table("question_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_draft_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "region_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="making",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'running') = (lease_owner IS NOT NULL)", name=op.f("ck_region_file_lease")
        ),
        sa.CheckConstraint("(content IS NULL) = (made_on IS NULL)", name=op.f("ck_region_file_made")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "cycle_id"],
            ["cycle.partnership_id", "cycle.id"],
            name=op.f("fk_region_file_partnership_id_cycle_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_file")),
        sa.UniqueConstraint("cycle_id", "name", name=op.f("uq_region_file_cycle_id_name")),
    )
    with op.batch_alter_table("region_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_file_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_region_file_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index("ix_region_file_state", ["state"], unique=False)

    op.create_table(
        "school_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("other_location_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=120), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(confirmed_on IS NULL) = (confirmed_by = '')", name=op.f("ck_school_agreement_confirmed")
        ),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_by = '')", name=op.f("ck_school_agreement_ended")),
        sa.CheckConstraint("location_id <> other_location_id", name=op.f("ck_school_agreement_two_schools")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "cycle_id"],
            ["cycle.partnership_id", "cycle.id"],
            name=op.f("fk_school_agreement_partnership_id_cycle_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "location_id"],
            ["location.partnership_id", "location.id"],
            name=op.f("fk_school_agreement_partnership_id_location_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "other_location_id"],
            ["location.partnership_id", "location.id"],
            name=op.f("fk_school_agreement_partnership_id_other_location_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_agreement")),
    )
    with op.batch_alter_table("school_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_agreement_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_school_agreement_location_id"), ["location_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_school_agreement_other_location_id"), ["other_location_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_school_agreement_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "artifact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_artifact_content")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_artifact_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artifact")),
        sa.UniqueConstraint("dossier_id", "name", name=op.f("uq_artifact_dossier_id_name")),
    )
    with op.batch_alter_table("artifact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_artifact_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "chore",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column(
            "chore",
            sa.Enum(
                "site_page",
                "site_file",
                "menu",
                "guide_copy",
                "elsewhere",
                name="chore",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_chore_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", "chore", name=op.f("pk_chore")),
    )
    op.create_table(
        "concept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column(
            "fields",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('reaction', 'adoption')", name=op.f("ck_concept_kind")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_concept_dossier_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_concept_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept")),
        sa.UniqueConstraint("dossier_id", "kind", name=op.f("uq_concept_dossier_id_kind")),
    )
    with op.batch_alter_table("concept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concept_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("planned_for", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('overleg', 'nader_overleg')", name=op.f("ck_consultation_kind")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_consultation_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint(
            "dossier_id", "edition", "kind", name=op.f("uq_consultation_dossier_id_edition_kind")
        ),
    )
    op.create_table(
        "coverage_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("remark", "burden", name="remark", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "swv",
                "consultant",
                "board",
                "head",
                "coordinator",
                "staff",
                "pupil_leader",
                "secretary",
                "member",
                "guide_editor",
                "calendar",
                "reader",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=120), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(answered_on IS NULL) = (answer = '')", name=op.f("ck_coverage_remark_answer")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_coverage_remark_text")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_coverage_remark_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_remark")),
    )
    with op.batch_alter_table("coverage_remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coverage_remark_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column(
            "receiver",
            sa.Enum(
                "parents",
                "council",
                "inspectorate",
                name="receiver",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_delivery_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", "receiver", "edition", name=op.f("pk_delivery")),
    )
    op.create_table(
        "draft_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=4), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "generated",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("edited", sa.Text(), nullable=True),
        sa.Column(
            "left_out",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            server_default="[]",
            nullable=False,
        ),
        sa.Column("name_suspected", sa.Boolean(), nullable=False),
        sa.Column("names_checked", sa.Boolean(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_draft_part_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_part")),
        sa.UniqueConstraint("dossier_id", "key", name=op.f("uq_draft_part_dossier_id_key")),
    )
    with op.batch_alter_table("draft_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_part_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
                "open_cycle",
                "except_school",
                "remind_school",
                "bring_text",
                "open_survey",
                "invite_staff",
                "remind_staff",
                "send_answers",
                "extend_survey",
                "close_survey",
                "skip_survey",
                "record_pupil_voice",
                "record_talk",
                "set_value",
                "consolidate",
                "make_draft",
                "edit_chapter",
                "comment_chapter",
                "remark_coverage",
                "object_burden",
                "answer_remark",
                "agree_with_school",
                "confirm_agreement",
                "end_agreement",
                "resolve_comment",
                "open_read_round",
                "close_read_round",
                "finish_draft",
                "complete_papers",
                "request_advice",
                "confirm_receipt",
                "stop_clock",
                "replace_secretary",
                "record_consultation",
                "remind_council",
                "ask_board",
                "answer_council",
                "attach_letter",
                "give_advice",
                "withdraw_advice",
                "record_no_advice",
                "react",
                "record_further_talks",
                "judge_offer",
                "adopt",
                "correct_text",
                "reopen_text",
                "drop_change",
                "record_waiver",
                "make_guide_section",
                "name_guide_editor",
                "place_text",
                "tidy_old_text",
                "record_guide_consent",
                "publish",
                "record_delivery",
                "enter_into_force",
                "keep_document",
                "hand_in_plan",
                "hand_in_report",
                "take_back_paper",
                name="deed",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "act",
            sa.Enum(
                "give_role",
                "take_role",
                "give_mandate",
                "end_mandate",
                "change_address",
                "confirm_seat",
                "reset_second_factor",
                "publish_questions",
                "close_questions",
                "withdraw_questions",
                "go_on_with_questions",
                "set_paper_dates",
                "remind_papers",
                name="act",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "step",
            sa.Enum(
                "open",
                "survey",
                "talk",
                "consolidated",
                "draft",
                "requested",
                "advised",
                "no_advice",
                "reacted",
                "adopted",
                "in_guide",
                "published",
                "active",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "swv",
                "consultant",
                "board",
                "head",
                "coordinator",
                "staff",
                "pupil_leader",
                "secretary",
                "member",
                "guide_editor",
                "calendar",
                "reader",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=80), nullable=False),
        sa.Column(
            "details",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(deed IS NULL) <> (act IS NULL)", name=op.f("ck_event_deed_or_act")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_event_dossier_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "dossier_id"],
            ["dossier.partnership_id", "dossier.id"],
            name=op.f("fk_event_partnership_id_dossier_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_event_partnership_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="making",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'failed') = (failure <> '')", name=op.f("ck_job_failure")),
        sa.CheckConstraint("(state = 'running') = (lease_owner IS NOT NULL)", name=op.f("ck_job_lease")),
        sa.CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name=op.f("ck_job_lease_until")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_job_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("dossier_id", "name", name=op.f("uq_job_dossier_id_name")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index("ix_job_state", ["state"], unique=False)

    op.create_table(
        "joint_dossier",
        sa.Column("dossier_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("joint_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "dossier_id"],
            ["dossier.partnership_id", "dossier.id"],
            name=op.f("fk_joint_dossier_partnership_id_dossier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "joint_id"],
            ["joint_request.partnership_id", "joint_request.id"],
            name=op.f("fk_joint_dossier_partnership_id_joint_id"),
        ),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_joint_dossier")),
        sa.UniqueConstraint("joint_id", "place", name=op.f("uq_joint_dossier_joint_id_place")),
    )
    with op.batch_alter_table("joint_dossier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_dossier_joint_id"), ["joint_id"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.CheckConstraint("verdict IN ('toereikend', 'deels', 'niet')", name=op.f("ck_judgement_verdict")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_judgement_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("dossier_id", "edition", name=op.f("uq_judgement_dossier_id_edition")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sign_in",
                "cycle_opened",
                "school_reminder",
                "survey_opened",
                "survey_reminder",
                "survey_closed",
                "talk_recorded",
                "read_round_opened",
                "point_progress",
                "year_paper_due",
                "draft_ready",
                "advice_requested",
                "advice_reminder",
                "council_asked",
                "council_answered",
                "waiver_recorded",
                "text_corrected",
                "text_reopened",
                "change_dropped",
                "secretary_replaced",
                "advice_code",
                "advice_expired",
                "advice_received",
                "advice_receipt",
                "reaction_sent",
                "decision_deviates",
                "adopted",
                "section_ready",
                "published",
                "day_mail",
                "new_link",
                "rights_changed",
                "address_changed",
                "board_seat",
                "second_factor",
                "test",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("copy", sa.Boolean(), nullable=False),
        sa.Column("to_name", sa.String(length=120), nullable=False),
        sa.Column("to_email", sa.String(length=254), nullable=False),
        sa.Column("reply_name", sa.String(length=120), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("date", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dedupe", sa.String(length=400), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "queued",
                "bundled",
                "sending",
                "retry",
                "uncertain",
                "sent",
                "failed",
                "bounced",
                "cancelled",
                name="deliverystate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("useless_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("data_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("matter_text", sa.Text(), nullable=False),
        sa.Column("matter_html", sa.Text(), nullable=False),
        sa.Column("carried_by", sa.Integer(), nullable=True),
        sa.Column("day_mail", sa.String(length=300), nullable=True),
        sa.CheckConstraint("(state = 'sending') = (lease_owner IS NOT NULL)", name=op.f("ck_outbox_lease")),
        sa.CheckConstraint("link_id IS NULL OR path = ''", name=op.f("ck_outbox_one_link")),
        sa.CheckConstraint("state != 'bundled' OR carried_by IS NOT NULL", name=op.f("ck_outbox_carried")),
        sa.CheckConstraint(
            "state NOT IN ('queued', 'retry') OR next_at IS NOT NULL", name=op.f("ck_outbox_next")
        ),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'bounced') OR sent_at IS NOT NULL", name=op.f("ck_outbox_sent")
        ),
        sa.CheckConstraint(
            "(lease_owner IS NULL) = (lease_until IS NULL)", name=op.f("ck_outbox_lease_until")
        ),
        sa.ForeignKeyConstraint(["carried_by"], ["outbox.id"], name=op.f("fk_outbox_carried_by")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_outbox_dossier_id")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_outbox_link_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "dossier_id"],
            ["dossier.partnership_id", "dossier.id"],
            name=op.f("fk_outbox_partnership_id_dossier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_outbox_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("day_mail", name=op.f("uq_outbox_day_mail")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_outbox_dedupe")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_carried_by"), ["carried_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_link_id"), ["link_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index("ix_outbox_state_next_at", ["state", "next_at"], unique=False)
        batch_op.create_index("ix_outbox_to_email", ["to_email"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=4), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pasted", sa.Text(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_placement_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("dossier_id", "key", name=op.f("uq_placement_dossier_id_key")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=8), nullable=False),
        sa.Column("goal", sa.String(length=300), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("means", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("progress_on", sa.Date(), nullable=True),
        sa.Column("owner_email", sa.String(length=254), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("carried_from", sa.Integer(), nullable=True),
        sa.Column("carried_reason", sa.Text(), nullable=False),
        sa.Column("onward_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("in_guide", sa.Boolean(), nullable=False),
        sa.Column("earlier", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('scholing', 'middelen', 'aanpak')", name=op.f("ck_point_kind")),
        sa.CheckConstraint(
            "status IN ('open', 'busy', 'done', 'carried', 'stopped')", name=op.f("ck_point_status")
        ),
        sa.ForeignKeyConstraint(["carried_from"], ["point.id"], name=op.f("fk_point_carried_from")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_point_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "previous_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_previous_text_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_previous_text")),
        sa.UniqueConstraint("dossier_id", "key", name=op.f("uq_previous_text_dossier_id_key")),
    )
    with op.batch_alter_table("previous_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_previous_text_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "pupil_voice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("leader", sa.String(length=120), nullable=False),
        sa.Column(
            "answers",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_pupil_voice_dossier_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_pupil_voice_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupil_voice")),
    )
    with op.batch_alter_table("pupil_voice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pupil_voice_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "read_remark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=4), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'left_out')", name=op.f("ck_read_remark_state")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_read_remark_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_remark")),
        sa.UniqueConstraint(
            "dossier_id",
            "edition",
            "key",
            "reader",
            name=op.f("uq_read_remark_dossier_id_edition_key_reader"),
        ),
    )
    with op.batch_alter_table("read_remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_read_remark_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "school_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=8), nullable=False),
        sa.Column(
            "value",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "answers",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "talk",
                "consolidation",
                "last_year",
                name="valuesource",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_school_value_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_value")),
        sa.UniqueConstraint("dossier_id", "indicator", name=op.f("uq_school_value_dossier_id_indicator")),
    )
    with op.batch_alter_table("school_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_value_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("guide", sa.Text(), nullable=False),
        sa.Column("chapters", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('papers', 'adopted') OR kind LIKE 'version.%' OR kind LIKE 'papers.%'",
            name=op.f("ck_snapshot_kind"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_snapshot_sha256")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_snapshot_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
    )
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snapshot_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("talk_on", sa.Date(), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= opens_on", name=op.f("ck_survey_closed")),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_survey_order")),
        sa.CheckConstraint("threshold BETWEEN 5 AND 10", name=op.f("ck_survey_threshold")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_survey_dossier_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_survey_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("dossier_id", name=op.f("uq_survey_dossier_id")),
    )
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("leader", sa.String(length=120), nullable=False),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column(
            "answers",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("agreements", sa.Text(), nullable=False),
        sa.CheckConstraint("present >= 1", name=op.f("ck_talk_present")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_talk_dossier_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_talk_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "talk_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column(
            "data",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_talk_draft_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_draft")),
    )
    with op.batch_alter_table("talk_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_draft_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "typed_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=120), nullable=False),
        sa.Column(
            "fields",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_typed_form_dossier_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_typed_form_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_form")),
        sa.UniqueConstraint(
            "dossier_id", "person_id", "page", name=op.f("uq_typed_form_dossier_id_person_id_page")
        ),
    )
    with op.batch_alter_table("typed_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_typed_form_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_typed_form_person_id"), ["person_id"], unique=False)

    op.create_table(
        "work_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column(
            "given",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "made",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="making",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'failed') = (failure <> '')", name=op.f("ck_work_item_failure")),
        sa.CheckConstraint(
            "(state = 'running') = (lease_owner IS NOT NULL)", name=op.f("ck_work_item_lease")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_work_item_dossier_id")),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_work_item_work_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
    )
    with op.batch_alter_table("work_item", schema=None) as batch_op:
        batch_op.create_index("ix_work_item_state", ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_item_work_id"), ["work_id"], unique=False)

    op.create_table(
        "year_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column(
            "paper",
            sa.Enum(
                "jaarplan",
                "jaarverslag",
                name="yearpaper",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("received", sa.Integer(), nullable=True),
        sa.Column(
            "amounts",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("received IS NULL OR received >= 0", name=op.f("ck_year_paper_received")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_year_paper_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_paper")),
        sa.UniqueConstraint("dossier_id", "paper", name=op.f("uq_year_paper_dossier_id_paper")),
    )
    with op.batch_alter_table("year_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_paper_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "advice_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("consequences", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("swv_remark", sa.Text(), nullable=False),
        sa.Column("talk_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("agreed_with", sa.String(length=120), nullable=False),
        sa.Column("decision_maker", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column("mandate", sa.String(length=200), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("papers_sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "outcomes",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "sent_on IS NULL OR snapshot_id IS NOT NULL", name=op.f("ck_advice_request_sent_with_text")
        ),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_advice_request_council_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_advice_request_dossier_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_advice_request_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_request")),
        sa.UniqueConstraint("dossier_id", "edition", name=op.f("uq_advice_request_dossier_id_edition")),
    )
    with op.batch_alter_table("advice_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advice_request_council_id"), ["council_id"], unique=False)

    op.create_table(
        "approved_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=110), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'left_out')", name=op.f("ck_approved_text_state")
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_approved_text_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_text")),
    )
    with op.batch_alter_table("approved_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approved_text_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=4), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("now", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_correction_reason")),
        sa.CheckConstraint("version > 1", name=op.f("ck_correction_version")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_correction_dossier_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_correction_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("dossier_id", "version", name=op.f("uq_correction_dossier_id_version")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column("mandate", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("deviates", sa.Boolean(), nullable=False),
        sa.Column("suspended_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "NOT deviates OR suspended_until IS NOT NULL", name=op.f("ck_decision_deviating_is_suspended")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_decision_dossier_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_decision_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("dossier_id", "edition", name=op.f("uq_decision_dossier_id_edition")),
    )
    op.create_table(
        "draft_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "swv",
                "consultant",
                "board",
                "head",
                "coordinator",
                "staff",
                "pupil_leader",
                "secretary",
                "member",
                "guide_editor",
                "calendar",
                "reader",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("resolved_by", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(resolved_on IS NULL) = (resolved_by IS NULL)", name=op.f("ck_draft_comment_resolved")
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_draft_comment_text")),
        sa.ForeignKeyConstraint(["part_id"], ["draft_part.id"], name=op.f("fk_draft_comment_part_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_comment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comment")),
    )
    with op.batch_alter_table("draft_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_comment_part_id"), ["part_id"], unique=False)

    op.create_table(
        "draft_typed",
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["draft_part.id"], name=op.f("fk_draft_typed_part_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_typed_person_id")),
        sa.PrimaryKeyConstraint("part_id", "person_id", name=op.f("pk_draft_typed")),
    )
    op.create_table(
        "draft_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["draft_part.id"], name=op.f("fk_draft_version_part_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_version_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_version")),
    )
    with op.batch_alter_table("draft_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_version_part_id"), ["part_id"], unique=False)

    op.create_table(
        "reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column(
            "facts",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "draft",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint("edition > 1", name=op.f("ck_reopening_edition")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_reopening_reason")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_reopening_dossier_id")),
        sa.ForeignKeyConstraint(["public_id"], ["snapshot.id"], name=op.f("fk_reopening_public_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_reopening_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening")),
        sa.UniqueConstraint("dossier_id", "edition", name=op.f("uq_reopening_dossier_id_edition")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column(
            "answers",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("submitted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_response_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "talk_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=8), nullable=False),
        sa.Column(
            "value",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "agreement",
            sa.Enum(
                "agreed",
                "most",
                "none",
                name="agreement",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name=op.f("fk_talk_outcome_talk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_outcome")),
        sa.UniqueConstraint("talk_id", "indicator", name=op.f("uq_talk_outcome_talk_id_indicator")),
    )
    with op.batch_alter_table("talk_outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_outcome_talk_id"), ["talk_id"], unique=False)

    op.create_table(
        "year_paper_handed_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("handed_in_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "money",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "points",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_year_paper_handed_in_sha256")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["year_paper.id"], name=op.f("fk_year_paper_handed_in_paper_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_year_paper_handed_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_paper_handed_in")),
    )
    with op.batch_alter_table("year_paper_handed_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_paper_handed_in_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "year_paper_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name_suspected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["year_paper.id"], name=op.f("fk_year_paper_part_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_paper_part")),
        sa.UniqueConstraint("paper_id", "key", name=op.f("uq_year_paper_part_paper_id_key")),
    )
    with op.batch_alter_table("year_paper_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_paper_part_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("submit_id", sa.String(length=40), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "positief",
                "positief_opm",
                "positief_voorw",
                "negatief",
                "verdeeld",
                "geen",
                "kennisgeving",
                name="adviceform",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("minority", sa.Text(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_blank", sa.Integer(), nullable=True),
        sa.Column("chair", sa.String(length=120), nullable=False),
        sa.Column("secretary", sa.String(length=120), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["advice_request.id"], name=op.f("fk_advice_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sa.UniqueConstraint("submit_id", name=op.f("uq_advice_submit_id")),
    )
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advice_request_id"), ["request_id"], unique=False)
        batch_op.create_index(
            "uq_advice_in_force",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "advice_draft",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "fields",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("code_seen", sa.String(length=64), nullable=False),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["advice_request.id"], name=op.f("fk_advice_draft_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_advice_draft")),
    )
    op.create_table(
        "council_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "wish",
            sa.Enum(
                "information", "later_day", name="wish", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "wish <> 'later_day' OR wanted IS NOT NULL", name=op.f("ck_council_question_wanted_day")
        ),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (length(answer) = 0)", name=op.f("ck_council_question_answer_has_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["advice_request.id"], name=op.f("fk_council_question_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_question")),
    )
    with op.batch_alter_table("council_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_council_question_request_id"), ["request_id"], unique=False)

    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.Column("slip_number", sa.Integer(), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("response_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("(email = '') = (slip_number IS NOT NULL)", name=op.f("ck_participation_slip")),
        sa.CheckConstraint(
            "(slip_number IS NULL) = (code_digest IS NULL)", name=op.f("ck_participation_code")
        ),
        sa.CheckConstraint("NOT cut OR response_id IS NULL", name=op.f("ck_participation_cut")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_participation_response_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_participation_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_participation_code_digest")),
        sa.UniqueConstraint("response_id", name=op.f("uq_participation_response_id")),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_survey_id"), ["survey_id"], unique=False)
        batch_op.create_index(
            "ix_participation_survey_id_email",
            ["survey_id", "email"],
            unique=True,
            sqlite_where=sa.text("email <> ''"),
            postgresql_where=sa.text("email <> ''"),
        )

    op.create_table(
        "year_paper_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["part_id"], ["year_paper_part.id"], name=op.f("fk_year_paper_version_part_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_year_paper_version_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_paper_version")),
    )
    with op.batch_alter_table("year_paper_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_paper_version_part_id"), ["part_id"], unique=False)

    op.create_table(
        "advice_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "aandachtspunt",
                "voorwaarde",
                name="pointkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("part_of_advice", sa.Boolean(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "overgenomen",
                "deels",
                "niet",
                name="pointanswer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("part", sa.String(length=4), nullable=False),
        sa.CheckConstraint(
            "answer IS NULL OR length(reason) > 0", name=op.f("ck_advice_point_answer_has_a_reason")
        ),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_point_advice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_point")),
    )
    with op.batch_alter_table("advice_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advice_point_advice_id"), ["advice_id"], unique=False)

    op.create_table(
        "reaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column(
            "coverage",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_reaction_advice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reaction")),
        sa.UniqueConstraint("advice_id", name=op.f("uq_reaction_advice_id")),
    )
    op.create_table(
        "signed_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_signed_letter_content")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_signed_letter_sha256")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_signed_letter_advice_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["advice_request.id"], name=op.f("fk_signed_letter_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_letter")),
    )
    with op.batch_alter_table("signed_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signed_letter_advice_id"), ["advice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signed_letter_request_id"), ["request_id"], unique=False)
    for statement in immutable.triggers(op.get_bind().dialect.name, UNCHANGING):
        op.execute(statement)
    for statement in row_security.policies(op.get_bind().dialect.name, WALLED):
        op.execute(statement)


def downgrade() -> None:
    for statement in row_security.removal(op.get_bind().dialect.name, WALLED):
        op.execute(statement)
    for statement in immutable.removal(op.get_bind().dialect.name, UNCHANGING):
        op.execute(statement)
    with op.batch_alter_table("signed_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signed_letter_request_id"))
        batch_op.drop_index(batch_op.f("ix_signed_letter_advice_id"))

    op.drop_table("signed_letter")
    op.drop_table("reaction")
    with op.batch_alter_table("advice_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advice_point_advice_id"))

    op.drop_table("advice_point")
    with op.batch_alter_table("year_paper_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_paper_version_part_id"))

    op.drop_table("year_paper_version")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_participation_survey_id_email",
            sqlite_where=sa.text("email <> ''"),
            postgresql_where=sa.text("email <> ''"),
        )
        batch_op.drop_index(batch_op.f("ix_participation_survey_id"))

    op.drop_table("participation")
    with op.batch_alter_table("council_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_council_question_request_id"))

    op.drop_table("council_question")
    op.drop_table("advice_draft")
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_advice_in_force",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_advice_request_id"))

    op.drop_table("advice")
    with op.batch_alter_table("year_paper_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_paper_part_paper_id"))

    op.drop_table("year_paper_part")
    with op.batch_alter_table("year_paper_handed_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_paper_handed_in_paper_id"))

    op.drop_table("year_paper_handed_in")
    with op.batch_alter_table("talk_outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_outcome_talk_id"))

    op.drop_table("talk_outcome")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_survey_id"))

    op.drop_table("response")
    op.drop_table("reopening")
    with op.batch_alter_table("draft_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_version_part_id"))

    op.drop_table("draft_version")
    op.drop_table("draft_typed")
    with op.batch_alter_table("draft_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_comment_part_id"))

    op.drop_table("draft_comment")
    op.drop_table("decision")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_dossier_id"))

    op.drop_table("correction")
    with op.batch_alter_table("approved_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approved_text_survey_id"))

    op.drop_table("approved_text")
    with op.batch_alter_table("advice_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advice_request_council_id"))

    op.drop_table("advice_request")
    with op.batch_alter_table("year_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_paper_dossier_id"))

    op.drop_table("year_paper")
    with op.batch_alter_table("work_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_item_work_id"))
        batch_op.drop_index("ix_work_item_state")

    op.drop_table("work_item")
    with op.batch_alter_table("typed_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_typed_form_person_id"))
        batch_op.drop_index(batch_op.f("ix_typed_form_dossier_id"))

    op.drop_table("typed_form")
    with op.batch_alter_table("talk_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_draft_dossier_id"))

    op.drop_table("talk_draft")
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_dossier_id"))

    op.drop_table("talk")
    op.drop_table("survey")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshot_dossier_id"))

    op.drop_table("snapshot")
    with op.batch_alter_table("school_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_value_dossier_id"))

    op.drop_table("school_value")
    with op.batch_alter_table("read_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_read_remark_dossier_id"))

    op.drop_table("read_remark")
    with op.batch_alter_table("pupil_voice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pupil_voice_dossier_id"))

    op.drop_table("pupil_voice")
    with op.batch_alter_table("previous_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_previous_text_dossier_id"))

    op.drop_table("previous_text")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_dossier_id"))

    op.drop_table("point")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_dossier_id"))

    op.drop_table("placement")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_to_email")
        batch_op.drop_index("ix_outbox_state_next_at")
        batch_op.drop_index(batch_op.f("ix_outbox_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_link_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_dossier_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_carried_by"))

    op.drop_table("outbox")
    op.drop_table("judgement")
    with op.batch_alter_table("joint_dossier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_dossier_joint_id"))

    op.drop_table("joint_dossier")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state")
        batch_op.drop_index(batch_op.f("ix_job_dossier_id"))

    op.drop_table("job")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_event_dossier_id"))

    op.drop_table("event")
    with op.batch_alter_table("draft_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_part_dossier_id"))

    op.drop_table("draft_part")
    op.drop_table("delivery")
    with op.batch_alter_table("coverage_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coverage_remark_dossier_id"))

    op.drop_table("coverage_remark")
    op.drop_table("consultation")
    with op.batch_alter_table("concept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concept_dossier_id"))

    op.drop_table("concept")
    op.drop_table("chore")
    with op.batch_alter_table("artifact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_artifact_dossier_id"))

    op.drop_table("artifact")
    with op.batch_alter_table("school_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_agreement_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_school_agreement_other_location_id"))
        batch_op.drop_index(batch_op.f("ix_school_agreement_location_id"))
        batch_op.drop_index(batch_op.f("ix_school_agreement_cycle_id"))

    op.drop_table("school_agreement")
    with op.batch_alter_table("region_file", schema=None) as batch_op:
        batch_op.drop_index("ix_region_file_state")
        batch_op.drop_index(batch_op.f("ix_region_file_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_region_file_cycle_id"))

    op.drop_table("region_file")
    with op.batch_alter_table("question_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_draft_partnership_id"))

    op.drop_table("question_draft")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_dossier_location_id"))
        batch_op.drop_index(batch_op.f("ix_dossier_cycle_id"))

    op.drop_table("dossier")
    op.drop_table("word_template")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_location_id"))

    op.drop_table("staff")
    with op.batch_alter_table("school_holiday", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_holiday_school_year"))
        batch_op.drop_index(batch_op.f("ix_school_holiday_partnership_id"))

    op.drop_table("school_holiday")
    with op.batch_alter_table("questionnaire_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_version_question_set_id"))

    op.drop_table("questionnaire_version")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))
        batch_op.drop_index(batch_op.f("ix_membership_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_membership_location_id"))
        batch_op.drop_index(batch_op.f("ix_membership_board_id"))

    op.drop_table("membership")
    with op.batch_alter_table("link_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_session_link_id"))

    op.drop_table("link_session")
    with op.batch_alter_table("joint_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_request_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_joint_request_council_id"))

    op.drop_table("joint_request")
    op.drop_table("guide_editor")
    with op.batch_alter_table("earlier_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_value_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_earlier_value_location_id"))

    op.drop_table("earlier_value")
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_partnership_id"))

    op.drop_table("cycle")
    op.drop_table("council_location")
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_partnership_id"))

    op.drop_table("work")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_session_person_id"))

    op.drop_table("user_session")
    op.drop_table("second_factor")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_person_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("question_set", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_set_partnership_id"))

    op.drop_table("question_set")
    with op.batch_alter_table("need_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_words_partnership_id"))

    op.drop_table("need_words")
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_location_consultant_id"))
        batch_op.drop_index(batch_op.f("ix_location_board_id"))

    op.drop_table("location")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index("ix_link_purpose_object_id")
        batch_op.drop_index(batch_op.f("ix_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_link_partnership_id"))

    op.drop_table("link")
    with op.batch_alter_table("letter_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_words_partnership_id"))

    op.drop_table("letter_words")
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_form_person_id"))

    op.drop_table("kept_form")
    op.drop_table("instruction_guide")
    with op.batch_alter_table("instruction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_instruction_partnership_id"))

    op.drop_table("instruction")
    op.drop_table("identity")
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_council_board_id"))

    op.drop_table("council")
    op.drop_table("board_partnership")
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_token_partnership_id"))

    op.drop_table("api_token")
    op.drop_table("submission")
    op.drop_table("setting")
    op.drop_table("person")
    op.drop_table("partnership")
    op.drop_table("board")
    op.drop_table("attempt")
