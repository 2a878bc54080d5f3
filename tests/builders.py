"""Valid things for tests with one call each; a test names only what matters to it.

Anna coordinates, Hanna is head, Bram is on the board, Carla is secretary of the council, Daan teaches, Sanne
works for the partnership; Eva works at another school and must see nothing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from sopforms.actions import published
from sopforms.core.actor import Actor
from sopforms.core.codes import CouncilKind, PupilVoice, Region, Role, SchoolKind, Sector, Step
from sopforms.settings import ROOT
from sopforms.store import cycles, dossiers
from sopforms.store.councils import CouncilLocationRow, CouncilRow
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardPartnershipRow, BoardRow, PartnershipRow
from sopforms.store.people import MembershipRow, PersonRow
from sopforms.store.questionnaires import QuestionSetRow
from sopforms.store.sessions import UserSessionRow
from sopforms.web import sessions

SETS = ROOT / "questionnaires"
TODAY = date(2027, 3, 22)

_numbers = count(1)
_partnerships = count(3000)


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def a_partnership(*, sector: Sector = Sector.PO, **changes: Any) -> PartnershipRow:
    """A partnership with a basic-support text."""
    number = next(_numbers)
    facts = {
        "code": f"{sector.value.upper()}{next(_partnerships) % 10_000:04}",
        "name": f"Samenwerkingsverband Voorbeeldregio {number}",
        "sector": sector,
        "basic_support": "Elke school biedt:\n\n- hulp bij lezen en rekenen\n- een veilig klimaat",
        "support_point": "Ouder- en jeugdsteunpunt Voorbeeldregio",
        "support_point_contact": "steunpunt@voorbeeld.example",
    }
    return _add(PartnershipRow(**(facts | changes)))


def a_board(partnership: PartnershipRow, **changes: Any) -> BoardRow:
    """A board that takes part in the partnership."""
    number = next(_numbers)
    row = _add(
        BoardRow(
            **(
                {
                    "number": f"{40000 + number}",
                    "name": f"Stichting Bestuur {number}",
                    "place": "Voorbeeldstad",
                }
                | changes
            )
        )
    )
    _add(BoardPartnershipRow(board_id=row.id, partnership_id=partnership.id))
    return row


def a_location(partnership: PartnershipRow, board: BoardRow | None = None, **changes: Any) -> LocationRow:
    """A school location of a board in the partnership."""
    number = next(_numbers)
    board = board or a_board(partnership)
    facts = {
        "partnership_id": partnership.id,
        "board_id": board.id,
        "code": f"{number % 90 + 10:02d}{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}00",
        "name": f"De Tintelgaard {number}",
        "kind": SchoolKind.VO if partnership.sector is Sector.VO else SchoolKind.BAO,
        "region": Region.MIDDEN,
        "municipality": "Voorbeeldstad",
        "place": "Voorbeeldstad",
        "phone": "000 000 00 00",
        "email": "info@tintelgaard.example",
        "contact_name": "Anna de Vries",
        "contact_role": "intern begeleider",
    }
    return _add(LocationRow(**(facts | changes)))


def a_council(location: LocationRow, **changes: Any) -> CouncilRow:
    """The council of a location, with secretary Carla and a chair."""
    facts = {
        "board_id": location.board_id,
        "name": f"MR {location.name}",
        "kind": CouncilKind.MR,
        "article": "21",
        "secretary_name": "Carla Jansen",
        "secretary_email": "carla@mr.example",
        "chair_name": "Cor Bakker",
        "chair_email": "cor@mr.example",
    }
    row = _add(CouncilRow(**(facts | changes)))
    _add(CouncilLocationRow(council_id=row.id, location_id=location.id))
    return row


def a_person(name: str = "Anna de Vries", **changes: Any) -> PersonRow:
    """Somebody with an address, without a role yet."""
    number = next(_numbers)
    email = f"{name.split(maxsplit=1)[0].lower()}{number}@school.example"
    return _add(PersonRow(**({"name": name, "email": email} | changes)))


def a_membership(person: PersonRow, role: Role, scope: Any = None, **changes: Any) -> MembershipRow:
    """A role of a person for a partnership, board or location row (or none, for an administrator)."""
    key = {PartnershipRow: "partnership_id", BoardRow: "board_id", LocationRow: "location_id"}.get(
        type(scope)
    )
    facts: dict[str, Any] = {"person_id": person.id, "role": role}
    if key:
        facts[key] = scope.id
    return _add(MembershipRow(**(facts | changes)))


def anna(location: LocationRow) -> PersonRow:
    """The coordinator of the location."""
    person = a_person("Anna de Vries")
    a_membership(person, Role.COORDINATOR, location, function="intern begeleider")
    return person


def hanna(location: LocationRow, *, mandate: bool = False) -> PersonRow:
    """The head of the location, with a mandate of the board or without."""
    person = a_person("Hanna Mulder")
    recorded = (
        {
            "mandate_recorded_on": date(2026, 9, 1),
            "mandate_until": date(2028, 7, 31),
            "mandate_source": "managementstatuut artikel 4",
        }
        if mandate
        else {}
    )
    a_membership(person, Role.HEAD, location, function="directeur", **recorded)
    return person


def bram(board: BoardRow) -> PersonRow:
    """Somebody on the board."""
    person = a_person("Bram Smit")
    a_membership(person, Role.BOARD, board, function="bestuurder")
    return person


def sanne(partnership: PartnershipRow) -> PersonRow:
    """Somebody who runs the partnership's side."""
    person = a_person("Sanne Kok")
    a_membership(person, Role.SWV, partnership, function="coördinator")
    return person


def a_question_set(partnership: PartnershipRow, today: date = TODAY) -> QuestionSetRow:
    """The shipped set of the partnership's sector, published."""
    folder = SETS / partnership.sector.value
    return published.publish_set.__wrapped__(partnership.id, folder, folder, today)  # type: ignore[attr-defined]


def a_cycle(partnership: PartnershipRow, **changes: Any) -> CycleRow:
    """A cycle for 2027-2028 on the shipped set."""
    facts = {
        "partnership_id": partnership.id,
        "school_year": "2027-2028",
        "opened_on": date(2026, 9, 14),
        "survey_by": date(2027, 1, 22),
        "draft_by": date(2027, 3, 12),
        "request_by": date(2027, 3, 31),
        "basic_support": partnership.basic_support,
        "pupil_voice": PupilVoice.AAN,
    }
    if "question_set_id" not in changes:
        facts["question_set_id"] = a_question_set(partnership).id
    return _add(CycleRow(**(facts | changes)))


def a_dossier(
    step: Step = Step.OPEN,
    *,
    location: LocationRow | None = None,
    cycle: CycleRow | None = None,
    **facts: Any,
) -> DossierRow:
    """A dossier at a step, with the partnership, board, school, council and cycle it needs."""
    if location is None:
        location = a_location(a_partnership())
        a_council(location)
    if cycle is None:
        found = cycles.of_partnership(location.partnership_id)
        cycle = found[0] if found else a_cycle(db.session.get(PartnershipRow, location.partnership_id))
    known: dict[str, Any] = {
        "partnership_id": location.partnership_id,
        "location_id": location.id,
        "cycle_id": cycle.id,
        "step": step,
    }
    known |= _facts_at(step)
    return _add(DossierRow(**(known | facts)))


def _facts_at(step: Step) -> dict[str, Any]:
    """The dates that the database demands at a step."""
    order = list(Step)
    facts: dict[str, Any] = {}
    if order.index(step) >= order.index(Step.REQUESTED):
        facts |= {
            "requested_on": date(2027, 3, 22),
            "received_on": date(2027, 3, 22),
            "due_on": date(2027, 5, 12),
            "draft_made_on": date(2027, 3, 1),
        }
    if step in {Step.REACTED, Step.ADOPTED, Step.IN_GUIDE, Step.PUBLISHED, Step.ACTIVE}:
        facts |= {"reacted_on": date(2027, 5, 20), "followed": True}
    if step in {Step.ADOPTED, Step.IN_GUIDE, Step.PUBLISHED, Step.ACTIVE}:
        facts |= {"adopted_on": date(2027, 6, 7)}
    if step in {Step.PUBLISHED, Step.ACTIVE}:
        facts |= {"published_on": date(2027, 7, 1)}
    return facts


def reload(row: DossierRow) -> DossierRow:
    """The dossier as the database has it now."""
    db.session.expire_all()
    return dossiers.get(row.id)


def an_actor(*roles: Role, person: PersonRow | None = None, mandate: str = "") -> Actor:
    """Somebody who does a deed in a test of actions."""
    return Actor(roles, person.id if person else None, person.name if person else "Test", "functie", mandate)


def sign_in(client: FlaskClient, person: PersonRow) -> None:
    """Let a test client in as this person, by a session row like any other, the second factor given."""
    db.session.commit()
    session_id = f"{person.id:064x}"
    now = datetime.now(UTC)
    if db.session.get(UserSessionRow, sessions.hash_of(session_id)) is None:
        db.session.add(
            UserSessionRow(
                id_hash=sessions.hash_of(session_id),
                person_id=person.id,
                created_at=now,
                ends_at=now + timedelta(hours=12),
                factor_given_at=now,
            )
        )
        db.session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = session_id
        cookie["_fresh"] = True
