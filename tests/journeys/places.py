"""What stands in the addresses of pages, found or made in a filled database. Each may be asked twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sopforms.actions import (
    advice,
    answering,
    authoring,
    consolidation,
    council_questions,
    decision,
    helping,
    instructions,
    login,
    needs,
    outcomes,
    placement,
    points,
    published,
    reaction,
    schools,
    year_paper_writing,
)
from sopforms.actions import long_work as works
from sopforms.actions import talk as talking
from sopforms.actions import year_papers as papers
from sopforms.core.actor import Actor
from sopforms.core.codes import Agreement, LetterKind, LinkPurpose, Region, Role, SchoolKind
from sopforms.core.council_question import Wish
from sopforms.core.mailing import DeliveryState
from sopforms.core.needs import OwnWords
from sopforms.core.talk import Outcome
from sopforms.core.year_paper import YearPaper
from sopforms.output import to_text
from sopforms.settings import ROOT
from sopforms.store import (
    advice_drafts,
    advices,
    clock,
    councils,
    cycles,
    drafts,
    joint_requests,
    kept_forms,
    letters,
    locations,
    partnerships,
    question_drafts,
    questionnaires,
    second_factors,
    surveys,
    talks,
    year_papers,
)
from sopforms.store import council_questions as questions
from sopforms.store import instructions as instruction_rows
from sopforms.store.councils import CouncilLocationRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.second_factors import SecondFactorRow
from tests.builders import SETS
from tests.journeys.world import World

Values = Mapping[str, Any]


# What links without an account are for


def dossier_id(world: World, school: str) -> int:
    """The dossier of this year."""
    return world.dossier(school).id


def head_id(world: World, school: str) -> int:
    """The head, as a sign-in link names a person."""
    return world.membership(Role.HEAD, school).person_id


def participation(world: World, school: str) -> int:
    """Somebody who was asked and has not sent anything; where the survey is closed, anybody."""
    asked = surveys.participations_of(surveys.get_of_dossier(dossier_id(world, school)).id)
    return next((row.id for row in asked if not row.done), asked[0].id)


def done(world: World, school: str) -> int:
    """Somebody who has sent the answers."""
    asked = surveys.participations_of(surveys.get_of_dossier(dossier_id(world, school)).id)
    return next(row.id for row in asked if row.done)


def named_a_pupil(world: World, school: str) -> int:
    """Somebody who wrote what looks like the name of a pupil, and has not sent anything."""
    asked = surveys.participations_of(surveys.get_of_dossier(dossier_id(world, school)).id)
    found = [row.id for row in asked if not row.done][-1]
    answering.save(found, {"de10": "Voor Sanne Bakker was er te weinig rust."}, ["de10"], clock.today())
    return found


def request_id(world: World, school: str) -> int:
    """What the council was asked."""
    found = advices.find_request(dossier_id(world, school))
    assert found is not None
    return found.id


def council_of_several(world: World, school: str) -> Values:
    """The council of the school covers another one too."""
    row = world.dossier(school)
    council = councils.find_of_location(row.location_id)
    assert council is not None
    other = next(one for one in locations.of_partnership(row.partnership_id) if one.id != row.location_id)
    if other.id not in councils.locations_of(council.id):
        db.session.add(CouncilLocationRow(council_id=council.id, location_id=other.id))
        db.session.commit()
    return {}


def joint_request(world: World, school: str) -> int:
    """The request about the school, which was sent together with that about another one."""
    row, other = world.dossier(school), world.dossier("De Sterrenschuit")
    request = advices.find_request(row.id)
    assert request is not None
    if joint_requests.find(row.id) is None:
        joint_requests.put(row.partnership_id, request.council_id, [row.id, other.id])
        joint = joint_requests.find(row.id)
        assert joint is not None
        joint.sent_on = request.sent_on
        db.session.commit()
    return request.id


def token_for(purpose: LinkPurpose, found: Callable[[World, str], int]) -> Callable[[World, str], Values]:
    """A link that nobody has opened yet."""
    return lambda world, school: {"token": world.token(purpose, found(world, school), school)}


# Organisation


def location_id(world: World, school: str) -> Values:
    """The school itself."""
    return {"location_id": world.school(school).id}


def board_id(world: World, school: str) -> Values:
    """Its board."""
    return {"board_id": world.school(school).board_id}


def person_id(world: World, school: str) -> Values:
    """Its head."""
    return {"person_id": head_id(world, school)}


def typed_before(world: World, school: str) -> Values:
    """Whoever works for the partnership typed something when their session was over."""
    member = world.membership(Role.SWV, school)
    if not kept_forms.of_person(member.person_id):
        path = f"/samenwerkingsverband/{member.partnership_id}/instellingen"
        login.keep_form(member.person_id, path, [("name", "Een andere naam voor ons"), ("threshold", "7")])
    return {}


def phone(world: World, school: str) -> Values:
    """The administrator has set a phone up."""
    person_id = world.membership(Role.ADMINISTRATOR, school).person_id
    if second_factors.find(person_id) is None:
        second_factors.put(
            SecondFactorRow(
                person_id=person_id, salt="ab" * 20, key_version="x", set_at=clock.now(), last_step=1
            )
        )
        db.session.commit()
    return {}


def correspondent(world: World, school: str) -> Values:
    """Somebody whom the school wrote to."""
    return {"key": helping.correspondents(world.school(school))[-1].key}


def council_id(world: World, school: str) -> Values:
    """Its council."""
    row = councils.find_of_location(world.school(school).id)
    assert row is not None
    return {"council_id": row.id}


def waiting_school(world: World, school: str) -> Values:
    """A school that no round was opened for."""
    return {"location_id": _new(world, school).id}


def new_school(world: World, school: str) -> Values:
    """A school that has published nothing."""
    return {"code": _new(world, school).code}


def _new(world: World, school: str) -> LocationRow:
    near = world.school(school)
    if "new" not in world.made:
        entry = schools.SchoolEntry(
            near.board_id, "99ZZ00", "De Nieuwe Weg", SchoolKind.BAO, Region.MIDDEN, place="Voorbeelddorp"
        )
        world.made["new"] = schools.save_school(near.partnership_id, None, entry)
    return world.school("De Nieuwe Weg")


# Questions that the partnership writes


def changed_questions(world: World, school: str) -> Values:
    """A set that is being written: something reworded, something changed, nothing wrong."""
    text = _written(world, school).replace("Ik bied dagelijks", "Ik bied elke dag")
    return _keep(world, school, text.replace('"maxLength": 1000', '"maxLength": 900'))


def broken_questions(world: World, school: str) -> Values:
    """A set that is being written, with mistakes in it."""
    return _keep(world, school, _written(world, school).replace('"comment"', '"coment"'))


def school_questions(world: World, school: str) -> Values:
    """What coordinator and head fill in, in a set without mistakes."""
    return {**changed_questions(world, school), "name": "schoolwaarden"}


def question_set(world: World, school: str) -> Values:
    """The set that is in use."""
    found = questionnaires.newest_set(world.school(school).partnership_id)
    assert found is not None
    return {"set_id": found.id}


def _written(world: World, school: str) -> str:
    """Begin to write, and return the text the product ships."""
    partnership = world.school(school).partnership_id
    authoring.begin(partnership, SETS / "po", world.actor(Role.SWV, school), clock.today())
    return (SETS / "po" / "evaluatie.json").read_text("utf-8")


def _keep(world: World, school: str, text: str) -> Values:
    partnership = world.school(school).partnership_id
    row = question_drafts.get(partnership, "evaluatie")
    actor = world.actor(Role.SWV, school)
    authoring.put(partnership, "evaluatie", text.encode(), row.version, actor=actor, today=clock.today())
    return {"name": "evaluatie"}


# Survey and answers


def lost_mail(world: World, school: str) -> Values:
    """An invitation that came back."""
    found = letters.of_dossier(dossier_id(world, school))
    row = next(one for one in found if one.kind is LetterKind.SURVEY_OPENED)
    row.state, row.last_error, row.sent_at = DeliveryState.FAILED, "550 5.1.1 unknown address", None
    db.session.commit()
    return {"mail_id": row.id}


def page(world: World, school: str, number: int) -> Values:
    """A page of the survey."""
    row = world.dossier(school)
    _version, form = published.questionnaire_of(cycles.get(row.cycle_id).question_set_id, "evaluatie")
    return {"page": form.pages[number].name}


# Conversation, values, points


def talk(world: World, school: str) -> Values:
    """A conversation that is being held, with something agreed."""
    row = world.dossier(school)
    held = talks.drafts_of(row.id)
    if not held:
        actor = world.actor(Role.COORDINATOR, school)
        draft = talking.start(row.id, clock.today(), actor.name, 8, actor=actor, today=clock.today())
        first = topic(world, school)["indicator"]
        talking.keep_outcome(row.id, draft, first, Outcome(first, 3, Agreement.AGREED))
        held = talks.drafts_of(row.id)
    return {"draft_id": held[0].id}


def topic(world: World, school: str) -> Values:
    """A topic of the survey, one that divides the team when there is one."""
    known = consolidation.states(world.dossier(school))
    return {"indicator": next((one for one in known if one.flagged), known[0]).topic.indicator}


def divided_topic(world: World, school: str) -> Values:
    """A topic of which the median lies between two answers, so that nothing is ticked beforehand."""
    known = consolidation.states(world.dossier(school))
    return {"indicator": next(one for one in known if one.offered is None and not one.value).topic.indicator}


def talk_topic(world: World, school: str) -> Values:
    """A topic in a conversation."""
    return {**talk(world, school), **topic(world, school)}


def talk_page(world: World, school: str) -> Values:
    """The first page of questions of a conversation."""
    _version, form = talking.conversation(world.dossier(school))
    return {**talk(world, school), "page": form.pages[0].name}


def report(world: World, school: str) -> Values:
    """A conversation that was recorded."""
    return {"talk_id": talks.of_dossier(dossier_id(world, school))[0].id}


def own_page(world: World, school: str, number: int) -> Values:
    """A page of what coordinator and head fill in."""
    return {"page": consolidation.own_form(world.dossier(school)).pages[number].name}


def point(world: World, school: str) -> Values:
    """A development point of this year."""
    return {"point_id": talks.points_of(dossier_id(world, school))[0].id}


def own_instruction(world: World, school: str, *, version: bool = True) -> Values:
    """An instruction of which the partnership saved a text of its own."""
    partnership_id = world.school(school).partnership_id
    if not instruction_rows.history(partnership_id, 5):
        text = instructions.standard(5).replace("Zwijgen is geen ja.", "Wie zwijgt, zegt geen ja.")
        instructions.save(partnership_id, 5, text, version=0, by="Sanne Kok")
    return {"number": 5, "version": 1} if version else {"number": 5}


def own_need(world: World, school: str) -> Values:
    """A need that the partnership gave words of its own."""
    partnership_id = world.school(school).partnership_id
    need, version = needs.one(partnership_id, "lezen")
    if not version:
        own = OwnWords("lezen en spelling", need.name, (*need.words, "flitskaart"))
        needs.save(partnership_id, "lezen", own, version=0, by="Sanne Kok")
    return {"key": "lezen"}


def long_work(world: World, school: str) -> Values:
    """A work that waits for the worker."""
    actor = Actor((Role.SWV,), None, "Sanne Kok", "coördinator")
    return {"work_id": works.print_guide(world.school(school).partnership_id, actor)}


def round_only(world: World, school: str) -> Values:
    """The round of a school."""
    return {"cycle_id": world.dossier(school).cycle_id}


def in_round(world: World, school: str) -> Values:
    """A school in its round."""
    return round_only(world, school) | {"location_id": world.school(school).id}


def old_point(world: World, school: str) -> Values:
    """A development point of last year."""
    return {"point_id": points.of_last_year(world.dossier(school))[-1].id}


def handed_in(world: World, school: str) -> Values:
    """A jaarplan that the school handed in."""
    _hand_in(world.dossier(school))
    return {"name": "jaarplan"}


def _hand_in(row: DossierRow) -> None:
    actor = Actor((Role.COORDINATOR,), None, "Anna de Vries", "intern begeleider")
    if year_papers.find_handed_in(row.id, YearPaper.PLAN) is None:
        whole = papers.whole(row, YearPaper.PLAN)
        amounts = dict.fromkeys(whole.lines, 1500)
        year_paper_writing.save_money(row.id, YearPaper.PLAN, 7500, amounts, "", version=0)
        year_paper_writing.mark_ready(row.id, YearPaper.PLAN, ready=True, today=clock.today())
        year_paper_writing.hand_in(row.id, YearPaper.PLAN, actor=actor, today=clock.today())


def cycle(world: World, school: str) -> Values:
    """The round of this year."""
    return {"cycle_id": world.dossier(school).cycle_id}


def cycle_with_plan(world: World, school: str) -> Values:
    """The round of this year, of which the plan is waited for."""
    return {**cycle(world, school), "name": "jaarplan"}


def handed_in_region(world: World, school: str) -> Values:
    """The plan of the running school year, for the list of the partnership."""
    before = outcomes.previous_dossier(world.dossier(school))
    assert before is not None
    _hand_in(before)
    return {}


def voice(world: World, school: str) -> Values:
    """What a group of pupils said."""
    return {"voice_id": talks.pupil_voices_of(dossier_id(world, school))[0].id}


def part(_world: World, _school: str, key: str) -> Values:
    """A chapter or part of the draft."""
    return {"key": key}


def stale_part(world: World, school: str) -> Values:
    """A chapter under which an answer changed since the text was made."""
    value = talks.values_of(dossier_id(world, school))["DE-01"]
    value.value = "extern"
    db.session.commit()
    return {"key": "ch5"}


# Council, board, public


def written_advice(world: World, school: str) -> Values:
    """An advice that is written and not sent."""
    asked = request_id(world, school)
    advice.start_draft(asked)
    draft = advice_drafts.find(asked)
    assert draft is not None
    fields = {
        "form": "positief_opm",
        "text": "De MR adviseert positief. Wij vragen aandacht voor de tijd van de onderwijsassistent.",
        "points-0-text": "Houd de tijd van de onderwijsassistent ook na de kerst vrij.",
        "points-0-kind": "aandachtspunt",
        "secretary": "Carla Jansen",
        "role": "secretaris",
    }
    advice.save_draft(asked, fields, draft.version)
    return {}


def not_yet_received(world: World, school: str) -> Values:
    """A request of which nobody knows yet that it arrived."""
    row = world.dossier(school)
    row.due_on = row.received_on = row.handed_over_on = None
    return {}


def written_reaction(world: World, school: str) -> Values:
    """A reaction that is written and not sent."""
    row = world.dossier(school)
    _given, said = reaction.given_advice(row.id)
    fields = {
        "text": "Dank voor uw advies.",
        "name": "Gerda Yildiz",
        "function": "bestuurder",
        "follows": "ja",
    }
    for place in range(len(said.points)):
        fields |= {f"points-{place}-answer": "overgenomen", f"points-{place}-reason": "Dit nemen wij over."}
    actor = world.actor(Role.BOARD, school)
    reaction.save_reaction(row.id, fields, 0, actor=actor, today=clock.today())
    return {}


def question(world: World, school: str, *, name: str = "evaluatie", **values: str) -> Values:
    """A file of the set that the partnership writes, and something in it."""
    row = world.school(school)
    sector = partnerships.get(row.partnership_id).sector.value
    actor = world.actor(Role.SWV, school)
    authoring.begin(row.partnership_id, ROOT / "questionnaires" / sector, actor, clock.today())
    db.session.commit()
    return {"name": name, **values}


def decider(world: World, school: str) -> Values:
    """A decision that is prepared and not taken."""
    actor = world.actor(Role.HEAD, school)
    fields = {
        "place": "Voorbeelddal",
        "name": actor.name,
        "function": actor.function,
        "mandate": actor.mandate,
        "deviations": "niet overgenomen: “De leerkrachten krijgen scholing in het werken met plusgroepen”",
    }
    decision.save_adoption(dossier_id(world, school), fields, 0, actor=actor, today=clock.today())
    return {}


def year(world: World, school: str) -> Values:
    """The school year of the text."""
    return {"school_year": cycles.get(world.dossier(school).cycle_id).school_year}


def year_version(world: World, school: str, number: int) -> Values:
    """A version of its text."""
    return {**year(world, school), "number": number}


def fingerprint(world: World, school: str) -> Values:
    """The fingerprint of what was adopted."""
    row = drafts.find_snapshot(dossier_id(world, school), "adopted")
    assert row is not None
    return {"sha256": row.sha256}


def asked_board(world: World, school: str) -> Values:
    """The council asked for more time, and the board has not answered."""
    asked = request_id(world, school)
    if not questions.questions_of(asked):
        wanted = clock.today() + timedelta(days=300)
        why = "Onze raad vergadert pas na de vakantie."
        actor = Actor((Role.SECRETARY,))
        council_questions.ask_board(asked, Wish.LATER_DAY, why, wanted, actor=actor, today=clock.today())
    return {}


def placed_part(world: World, school: str) -> Values:
    """A part that stands on the site with another word in it."""
    found = dossier_id(world, school)
    said = placement.of_dossier(found)[1]
    if said.row is None:
        actor = Actor((Role.GUIDE_EDITOR,))
        text = to_text.part(said.part).replace("wij", "wij altijd", 1)
        placement.place_text(
            found, said.part.key, "https://school.example/hulp", text, actor=actor, today=clock.today()
        )
    return {"key": said.part.key}
