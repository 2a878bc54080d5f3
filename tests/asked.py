"""A council that was asked: rows as a request leaves them, and a browser that opened its link."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import links, proof
from sopforms.core import blocks_json
from sopforms.core.actor import Actor
from sopforms.core.blocks import Part, Text, paragraph
from sopforms.core.codes import AdviceForm, Deed, LinkPurpose, PointKind, Role, Step
from sopforms.core.document import CHAPTERS, GUIDE
from sopforms.store import dossiers, joint_requests, logbook
from sopforms.store.advices import (
    AdvicePointRow,
    AdviceRequestRow,
    AdviceRow,
    ConsultationRow,
    ReactionRow,
)
from sopforms.store.councils import CouncilLocationRow, CouncilRow
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.decisions import DecisionRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow, SnapshotRow
from sopforms.store.links import LinkRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardRow, PartnershipRow
from sopforms.store.people import MembershipRow, PersonRow
from tests import builders

ASKED = date(2027, 3, 22)
DUE = date(2027, 5, 12)
SECRETARY = Actor((Role.SECRETARY,), None, "Carla Jansen", "secretaris")

THIS_YEAR = (
    ("g1", "Hulp die elke school in onze regio biedt", ("Alle scholen bieden hulp bij lezen.",)),
    ("g2", "Extra hulp op onze school", ("Oefenen in een groep van vier kinderen. De hulp duurt 10 weken.",)),
    ("g3", "Ons gebouw", ("De stille ruimte is de hele dag open.", "Onze school heeft geen lift.")),
    ("g4", "Wat lastig is op onze school", ("Medische handelingen doen wij alleen na afspraak.",)),
    ("g8", "Wie u kunt bellen", ("Bel of mail ons gerust.",)),
    ("g9", "Vaststelling", ("De raad gaf advies op 10 mei 2027.",)),
)
LAST_YEAR = (
    ("g1", "Hulp die elke school in onze regio biedt", ("Alle scholen bieden hulp bij lezen.",)),
    (
        "g2",
        "Extra hulp op onze school",
        ("Oefenen in een groep van zes kinderen. De hulp duurt een half jaar.",),
    ),
    ("g3", "Ons gebouw", ("Onze school heeft geen lift.",)),
    ("g4", "Wat lastig is op onze school", ("Wij kunnen geen medische handelingen doen.",)),
    ("g8", "Wie u kunt bellen", ("Bel of mail ons gerust.",)),
    ("g9", "Vaststelling", ("De raad gaf advies op 12 mei 2026.",)),
)


@dataclass
class Asked:
    """A school whose council was asked, with the people around it."""

    partnership: PartnershipRow
    board: BoardRow
    location: LocationRow
    council: CouncilRow
    cycle: CycleRow
    dossier: DossierRow
    request: AdviceRequestRow
    hanna: PersonRow
    bram: PersonRow
    anna: PersonRow

    @property
    def id(self) -> int:
        """The id of the dossier."""
        return self.dossier.id

    @property
    def head(self) -> Actor:
        """The head, with a mandate."""
        return Actor((Role.HEAD,), self.hanna.id, self.hanna.name, "directeur", "managementstatuut artikel 4")

    @property
    def board_member(self) -> Actor:
        """Somebody on the board."""
        return Actor((Role.BOARD,), self.bram.id, self.bram.name, "bestuurder")


def text_of(parts: tuple[tuple[str, str, tuple[str, ...]], ...], title: str = "Ondersteuningsaanbod") -> Text:
    """A text of these parts."""
    return Text(title, tuple(Part(key, name, (paragraph(*said),)) for key, name, said in parts))


def a_snapshot(dossier: DossierRow, kind: str = "papers", parts: Any = THIS_YEAR) -> SnapshotRow:
    """A sealed text of a dossier."""
    guide = text_of(parts)
    row = SnapshotRow(
        dossier_id=dossier.id,
        kind=kind,
        taken_on=ASKED,
        guide=blocks_json.dump(guide),
        chapters=blocks_json.dump(
            text_of((("ch1", "School en populatie", ("Wij zijn een kleine school.",)),))
        ),
        sha256=blocks_json.digest(guide),
    )
    db.session.add(row)
    db.session.flush()
    return row


def an_asked_school(
    step: Step = Step.REQUESTED, *, last_year: bool = True, offered: bool = True, **facts: Any
) -> Asked:
    """A school at this step, its council asked on 22 March 2027 for 12 May."""
    partnership = builders.a_partnership()
    board = builders.a_board(partnership)
    location = builders.a_location(partnership, board)
    council = builders.a_council(location)
    cycle = builders.a_cycle(partnership)
    if last_year:
        _last_year(location, cycle)
    dossier = builders.a_dossier(step, location=location, cycle=cycle, **facts)
    request = sent(dossier, council, offered=offered)
    people = (builders.hanna(location, mandate=True), builders.bram(board), builders.anna(location))
    db.session.commit()
    return Asked(partnership, board, location, council, cycle, dossier, request, *people)


def the_asked_school() -> Asked:
    """The school of a database that holds one alone, as it is there now."""
    get, dossier = db.session.get_one, db.session.scalars(sa.select(DossierRow)).one()
    location, cycle = get(LocationRow, dossier.location_id), get(CycleRow, dossier.cycle_id)
    request = db.session.scalars(sa.select(AdviceRequestRow).order_by(AdviceRequestRow.id.desc())).first()
    assert request is not None
    people = (get(PersonRow, _who(role)) for role in (Role.HEAD, Role.BOARD, Role.COORDINATOR))
    board, partnership = get(BoardRow, location.board_id), get(PartnershipRow, location.partnership_id)
    council = get(CouncilRow, request.council_id)
    return Asked(partnership, board, location, council, cycle, dossier, request, *people)


def _who(role: Role) -> int:
    return db.session.scalars(sa.select(MembershipRow.person_id).where(MembershipRow.role == role)).one()


def going_along(first: Asked, step: Step | None = None, **facts: Any) -> Asked:
    """A second school of the same board and council, sent to it in the same request; at `step`, or as far."""
    location = builders.a_location(first.partnership, first.board, name="De Beuk")
    db.session.add(CouncilLocationRow(council_id=first.council.id, location_id=location.id))
    dossier = builders.a_dossier(step or first.dossier.step, location=location, cycle=first.cycle, **facts)
    request = sent(dossier, first.council)
    joint_requests.put(first.partnership.id, first.council.id, [first.id, dossier.id])
    joint_requests.find(first.id).sent_on = ASKED
    people = (builders.hanna(location, mandate=True), first.bram, builders.anna(location))
    db.session.commit()
    return Asked(
        first.partnership, first.board, location, first.council, first.cycle, dossier, request, *people
    )


def sent(dossier: DossierRow, council: CouncilRow, *, offered: bool = True) -> AdviceRequestRow:
    """Draft, papers and request of a dossier, as sent; the talk is offered."""
    drafted(dossier)
    request = AdviceRequestRow(
        dossier_id=dossier.id,
        council_id=council.id,
        snapshot_id=a_snapshot(dossier).id,
        reasons="Het team zag dat hulp in grote groepen te weinig opleverde.",
        consequences="Leerlingen krijgen korter en vaker hulp.",
        measures="Wij kijken in februari of het werkt.",
        talk_on=date(2027, 4, 13),
        answer_by=DUE,
        decision_maker="Bram Smit",
        function="bestuurder",
        sent_on=ASKED,
        outcomes={name: _kept(name) for name in ("letter", "outcomes", "pupils")},
    )
    db.session.add(request)
    if offered:
        db.session.add(
            ConsultationRow(
                dossier_id=dossier.id, kind="overleg", offered_on=ASKED, planned_for=date(2027, 4, 13)
            )
        )
    db.session.flush()
    return request


def drafted(dossier: DossierRow) -> None:
    """Every chapter and part, as written by the school."""
    known = {key: (title, said) for key, title, said in THIS_YEAR}
    for place, key in enumerate(CHAPTERS + GUIDE):
        title, said = known.get(key, (key, ("Zo werken wij.",)))
        part = Part(key, title, (paragraph(*said),))
        db.session.add(
            DraftPartRow(
                dossier_id=dossier.id,
                key=key,
                place=place,
                title=part.title,
                generated=json.loads(blocks_json.dump_blocks(part.blocks)),
                ready_on=ASKED,
            )
        )


def _kept(name: str) -> dict[str, Any]:
    return {
        "title": name.capitalize(),
        "schema": 1,
        "blocks": [
            {
                "kind": "paragraph",
                "sentences": [{"spans": [{"text": f"Dit is {name}, zoals verstuurd."}]}],
            }
        ],
    }


def _last_year(location: LocationRow, cycle: CycleRow) -> None:
    before = builders.a_cycle(
        db.session.get(PartnershipRow, location.partnership_id),
        school_year="2026-2027",
        question_set_id=cycle.question_set_id,
    )
    old = builders.a_dossier(
        Step.ACTIVE,
        location=location,
        cycle=before,
        adopted_on=date(2026, 6, 8),
        published_on=date(2026, 7, 1),
        requested_on=date(2026, 3, 23),
        received_on=date(2026, 3, 23),
        due_on=date(2026, 5, 13),
        reacted_on=date(2026, 5, 20),
    )
    a_decision(old, a_snapshot(old, "adopted", LAST_YEAR), date(2026, 6, 8))


def a_decision(
    dossier: DossierRow, snapshot: SnapshotRow, decided: date, until: date | None = None
) -> DecisionRow:
    """The decision of a dossier."""
    row = DecisionRow(
        dossier_id=dossier.id,
        snapshot_id=snapshot.id,
        decided_on=decided,
        place="Voorbeeldstad",
        name="Bram Smit",
        function="bestuurder",
        text="Besluit: Het bevoegd gezag stelt het ondersteuningsaanbod vast.",
        deviates=until is not None,
        suspended_until=until,
    )
    db.session.add(row)
    db.session.flush()
    logbook.write(
        decided, Deed.ADOPT, Role.BOARD, partnership_id=dossier.partnership_id, dossier_id=dossier.id,
        details={"sha256": {**proof.hashes_of(snapshot), **proof.hash_of_decision(row)}},
    )  # fmt: skip
    return row


def an_advice(
    asked: Asked,
    form: AdviceForm = AdviceForm.POSITIEF_VOORW,
    points: tuple[tuple[PointKind, str, bool], ...] = (
        (PointKind.VOORWAARDE, "De onderwijsassistent blijft na de kerst.", False),
        (PointKind.AANDACHTSPUNT, "Let op de tijd voor overleg.", False),
    ),
) -> AdviceRow:
    """An advice in force, with its points."""
    row = AdviceRow(
        request_id=asked.request.id,
        submit_id=f"advies-{asked.request.id}",
        form=form,
        text="De MR adviseert positief, als de onderwijsassistent ook na de kerst blijft.",
        secretary="Carla Jansen",
        chair="Cor Bakker",
        meeting_on=date(2027, 5, 10),
        received_at=datetime(2027, 5, 10, 18, 0, tzinfo=UTC),
        sha256="a" * 64,
    )
    db.session.add(row)
    db.session.flush()
    for place, (kind, text, part) in enumerate(points):
        db.session.add(
            AdvicePointRow(advice_id=row.id, place=place, kind=kind, text=text, part_of_advice=part)
        )
    db.session.commit()
    return row


def a_reaction(asked: Asked, advice: AdviceRow, *, follows: bool = True) -> ReactionRow:
    """The board's reaction; the dossier is at REACTED."""
    row = ReactionRow(
        advice_id=advice.id,
        text="Dank voor uw advies, wij nemen het over.",
        follows=follows,
        sent_on=date(2027, 5, 20),
        name="Bram Smit",
        function="bestuurder",
    )
    db.session.add(row)
    dossiers.get(asked.id).followed = follows
    db.session.commit()
    return row


def a_link(asked: Asked, purpose: LinkPurpose = LinkPurpose.ADVICE) -> LinkRow:
    """A link of the council."""
    row = links.issue(
        purpose,
        asked.request.id,
        asked.partnership.id,
        asked.council.secretary_email,
        datetime.now(UTC) + timedelta(days=365),
    )
    db.session.commit()
    return row


def token_of(row: LinkRow) -> str:
    """The token of a link."""
    return links.token_of(row)


def opened(app: Flask, asked: Asked, purpose: LinkPurpose = LinkPurpose.ADVICE) -> FlaskClient:
    """A browser that opened the link of the council."""
    client = app.test_client()
    answer = client.post(f"/a/{token_of(a_link(asked, purpose))}/openen")
    assert answer.status_code == 303
    return client
