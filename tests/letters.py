"""One letter of every kind and variant, for the tests of wording and delivery."""

from __future__ import annotations

from datetime import date

from sopforms.core import (
    account_letter,
    change_letter,
    letter,
    point_letter,
    question_letter,
    secretary_letter,
    waiver_letter,
    year_paper_letter,
)
from sopforms.core.codes import LinkPurpose, Right
from sopforms.core.mailing import Address, Letter, LinkTo
from sopforms.core.year_paper import YearPaper
from tests.mail_app import ABOUT, ANNA, BRAM, CARLA, DAAN

DIRK = Address("Dirk Mulder", "dirk@mr.voorbeeld.nl")
BOARD = "Stichting Zonneboog"
PAGE = "/dossier/7"


def of_every_kind(right: Right = Right.ADVIES) -> list[Letter]:
    """Every letter, copies and variants included."""
    by, decided = date(2027, 5, 21), date(2027, 6, 7)
    link = LinkTo(LinkPurpose.ADVICE, 5)
    return [
        letter.sign_in(BRAM, 3, "s1", 1, ANNA),
        letter.sign_in(BRAM, 3, "s2"),
        letter.school_reminder(
            ABOUT,
            1,
            BRAM,
            today=date(2027, 2, 1),
            page=PAGE,
            own_words="Wij helpen graag.",
            last_day=date(2027, 3, 12),
        ),
        letter.cycle_opened(ABOUT, 1, BRAM, swv="SWV De Wijde Blik", publish_by=date(2027, 7, 31), page=PAGE),
        letter.survey_opened(ABOUT, 11, DAAN, date(2027, 1, 22), 8),
        letter.survey_reminder(ABOUT, 11, DAAN, closes=date(2027, 1, 22), today=date(2027, 1, 11)),
        letter.survey_reminder(
            ABOUT, 12, DAAN, closes=date(2027, 1, 22), today=date(2027, 1, 18), steps_left=2, minutes_left=3
        ),
        letter.survey_closed(ABOUT, 4, ANNA, PAGE, date(2027, 2, 3)),
        letter.survey_closed(ABOUT, 5, ANNA, PAGE),
        letter.talk_recorded(ABOUT, 2, DAAN, date(2027, 2, 3), LinkTo(LinkPurpose.SURVEY, 11)),
        letter.read_round_opened(ABOUT, 11, DAAN, date(2027, 3, 12)),
        point_letter.point_progress(
            ABOUT,
            12,
            DAAN,
            goal="Elke groep een rustige plek.",
            due=date(2028, 4, 3),
            today=date(2028, 1, 10),
        ),
        *(
            year_paper_letter.year_paper_due(
                ABOUT, paper, BRAM, swv="SWV De Wijde Blik", last_day=date(2027, 10, 31), today=day, page=PAGE
            )
            for paper, day in ((YearPaper.PLAN, date(2027, 10, 4)), (YearPaper.REPORT, date(2027, 11, 8)))
        ),
        *letter.draft_ready(ABOUT, 6, [BRAM], PAGE, consultant=DIRK),
        *letter.draft_ready(ABOUT, 6, [BRAM], PAGE, consultant=DIRK, edition=2),
        *letter.advice_requested(
            ABOUT, 5, CARLA, DIRK, board=BOARD, advise_by=by, consultation_on=date(2027, 4, 14), right=right
        ),
        *letter.advice_requested(ABOUT, 6, CARLA, None, board=BOARD, advise_by=by, right=right),
        letter.advice_reminder(
            ABOUT, 5, CARLA, board=BOARD, advise_by=by, today=date(2027, 5, 7), right=right
        ),
        question_letter.council_asked(
            ABOUT, 4, BRAM, asked=date(2027, 4, 20), page=PAGE, later=True, right=right
        ),
        question_letter.council_asked(
            ABOUT, 5, BRAM, asked=date(2027, 4, 20), page=PAGE, later=False, right=right
        ),
        question_letter.council_answered(
            ABOUT, 5, 4, CARLA, board=BOARD, asked=date(2027, 4, 20), right=right
        ),
        question_letter.council_answered(
            ABOUT, 5, 5, CARLA, board=BOARD, asked=date(2027, 4, 20), answer_by=by, right=right
        ),
        letter.advice_code(ABOUT, 5, CARLA, code="204816", request="s3", right=right),
        *letter.advice_expired(ABOUT, 5, [BRAM], CARLA, due=by, page=PAGE, right=right),
        letter.advice_received(ABOUT, 8, BRAM, received=by, page=PAGE, right=right),
        *letter.advice_receipt(
            ABOUT, 5, 8, CARLA, DIRK, received=by, received_at="16.42", sha256="a1" * 32, right=right
        ),
        *letter.reaction_sent(ABOUT, 5, 9, CARLA, DIRK, board=BOARD, talks_offered=True, right=right),
        *letter.reaction_sent(ABOUT, 5, 10, CARLA, None, board=BOARD, talks_offered=False, right=right),
        *letter.decision_deviates(
            ABOUT, 5, 2, CARLA, DIRK, board=BOARD, decided=decided, suspended_until=date(2027, 7, 19)
        ),
        letter.adopted(ABOUT, 2, CARLA, board=BOARD, decided=decided, link=link),
        letter.adopted(ABOUT, 2, ANNA, board=BOARD, decided=decided, link=LinkTo(path=PAGE)),
        letter.adopted(
            ABOUT, 3, CARLA, board=BOARD, decided=decided, link=link, suspended_until=date(2027, 7, 19)
        ),
        letter.adopted(
            ABOUT,
            3,
            ANNA,
            board=BOARD,
            decided=decided,
            link=LinkTo(path=PAGE),
            suspended_until=date(2027, 7, 19),
        ),
        *waiver_letter.waiver_recorded(ABOUT, 5, CARLA, DIRK, [BRAM], recorded=date(2027, 6, 28), page=PAGE),
        *secretary_letter.secretary_replaced(ABOUT, 5, CARLA, DIRK, by="Bram Smit", occasion="1"),
        *change_letter.text_corrected(
            ABOUT, 7, [CARLA], corrected=date(2027, 9, 2), version=2, page="/school/09QA00"
        ),
        *change_letter.text_corrected(ABOUT, 7, [DIRK], corrected=date(2027, 9, 2), version=2),
        *change_letter.text_reopened(
            ABOUT, 2, [ANNA], [CARLA, DIRK], board=BOARD, reopened=date(2027, 9, 6), page=PAGE, right=right
        ),
        *change_letter.change_dropped(
            ABOUT,
            2,
            [ANNA],
            change_letter.CouncilTo(5, CARLA, DIRK),
            board=BOARD,
            dropped=date(2027, 9, 20),
            page=PAGE,
            right=right,
            asked=True,
        ),
        letter.section_ready(ABOUT, 3, ANNA, LinkTo(path=PAGE), date(2027, 7, 9)),
        letter.section_ready(
            ABOUT, 3, ANNA, LinkTo(path=PAGE), date(2027, 11, 30), occasion="f", waits=date(2027, 11, 22)
        ),
        letter.section_ready(
            ABOUT, 3, DIRK, LinkTo(LinkPurpose.GUIDE, 7), date(2027, 7, 9), occasion="e", replaces=True
        ),
        letter.published(ABOUT, 3, BRAM, date(2027, 7, 20), "/school/09QA00"),
        letter.new_link(ABOUT, CARLA, LinkTo(LinkPurpose.ADVICE, 5), "s6"),
        account_letter.rights_changed(
            BRAM, "1", given=True, role="directeur", place="De Regenboog", by="Sanne Kok"
        ),
        account_letter.rights_changed(
            BRAM, "2", given=False, role="directeur", place="De Regenboog", by="Sanne Kok"
        ),
        account_letter.rights_changed(
            BRAM,
            "3",
            given=True,
            role="directeur met mandaat",
            place="De Regenboog",
            by="Bram Smit",
            until=date(2028, 7, 31),
        ),
        account_letter.address_changed(BRAM, "4", new="bram@nieuw.example", by="Sanne Kok"),
        account_letter.rights_changed(
            BRAM,
            "9",
            given=True,
            role="bestuurder",
            place="Stichting",
            by="Sanne Kok",
            waits=date(2027, 7, 31),
        ),
        account_letter.rights_changed(
            BRAM, "10", given=True, role="bestuurder", place="Stichting", by="Bo Prins", confirmed=True
        ),
        *(
            account_letter.board_seat(
                BRAM,
                f"{moved}{page}",
                who="Nieuwe Bestuurder",
                email="nieuw@bestuur.example",
                place=BOARD,
                by="Sanne Kok",
                waits=date(2027, 7, 31),
                moved=moved,
                page=page,
            )
            for moved in (False, True)
            for page in ("", "/bestuur/1/mandaten")
        ),
        account_letter.factor_set(BRAM, "5"),
        account_letter.factor_reset(BRAM, "6", by="Sanne Kok"),
        account_letter.recovery_code_used(BRAM, "7", left=9),
        account_letter.identity_linked(BRAM, "8", provider="SURFconext", label="b.smit@bestuur.example"),
        letter.test(BRAM, "s4", ANNA),
        letter.test(BRAM, "s5", None),
    ]
