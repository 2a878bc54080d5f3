"""Who may do what, and what people call them."""

import pytest

from sopforms.core import roles
from sopforms.core.codes import Deed, Role, SchoolKind, Sector


def test_every_deed_has_somebody_who_does_it():
    assert set(roles.DOERS) == set(Deed)
    assert all(roles.DOERS.values())


@pytest.mark.parametrize("role", [Role.SWV, Role.CONSULTANT, Role.COORDINATOR, Role.STAFF, Role.CALENDAR])
@pytest.mark.parametrize("deed", [Deed.REQUEST_ADVICE, Deed.REACT, Deed.ADOPT, Deed.PUBLISH])
def test_only_board_and_head_decide(role, deed):
    assert not roles.may(role, deed)
    assert roles.may(Role.BOARD, deed)


def test_only_the_secretary_gives_or_withdraws_an_advice():
    assert roles.DOERS[Deed.GIVE_ADVICE] == {Role.SECRETARY}
    assert roles.DOERS[Deed.WITHDRAW_ADVICE] == {Role.SECRETARY}


def test_the_partnership_opens_the_cycle_and_remarks_and_its_consultant_only_remarks():
    opens, remark, objection = Deed.OPEN_CYCLE, Deed.REMARK_COVERAGE, Deed.OBJECT_BURDEN

    allowed = [deed for deed in Deed if roles.may(Role.SWV, deed)]

    assert allowed == [opens, Deed.EXCEPT_SCHOOL, Deed.REMIND_SCHOOL, remark, objection]
    assert [deed for deed in Deed if roles.may(Role.CONSULTANT, deed)] == [Deed.COMMENT_CHAPTER, remark]


@pytest.mark.parametrize("role", [Role.READER, Role.MEMBER])
def test_who_only_reads_does_nothing(role):
    assert not any(roles.may(role, deed) for deed in Deed)


@pytest.mark.parametrize(
    ("sector", "own", "name"),
    [
        (Sector.PO, "", "intern begeleider"),
        (Sector.VO, "", "ondersteuningscoördinator"),
        (Sector.PO, "kwaliteitscoördinator", "kwaliteitscoördinator"),
        (Sector.VO, "  ", "ondersteuningscoördinator"),
    ],
)
def test_the_coordinator_is_called_as_the_sector_or_the_school_does(sector, own, name):
    assert roles.label(Role.COORDINATOR, sector, own=own) == name


def test_every_role_has_a_name_in_both_sectors():
    assert all(roles.label(role, sector) for role in Role for sector in Sector)


def test_the_short_word_for_the_coordinator():
    assert roles.coordinator_short(Sector.PO) == "IB'er"
    assert roles.coordinator_short(Sector.VO) == "ondersteuningscoördinator"
    assert roles.coordinator_short(Sector.VO, own="zorgcoördinator") == "zorgcoördinator"


def test_the_short_word_stands_behind_the_full_one_where_it_may_not_be_known():
    assert roles.coordinator_in_full(Sector.PO) == "intern begeleider (IB'er)"
    assert roles.coordinator_in_full(Sector.VO) == "ondersteuningscoördinator"
    assert roles.coordinator_in_full(Sector.PO, own="kwaliteitscoördinator") == "kwaliteitscoördinator"


@pytest.mark.parametrize(
    ("kind", "sector"),
    [
        ("bao", "po"),
        ("sbo", "po"),
        ("so", "po"),
        ("so-vso", "po"),
        ("vso", "vo"),
        ("vo", "vo"),
        ("pro", "vo"),
    ],
)
def test_special_schools_follow_primary_or_secondary(kind, sector):
    assert roles.sector_of(SchoolKind(kind)) is Sector(sector)


@pytest.mark.parametrize(
    ("held", "together"),
    [
        ((Role.SWV, Role.BOARD), False),
        ((Role.CONSULTANT, Role.BOARD), False),
        ((Role.SWV, Role.CONSULTANT), True),
        ((Role.HEAD, Role.COORDINATOR), True),
        ((Role.BOARD, Role.HEAD), True),
    ],
)
def test_nobody_works_for_the_partnership_and_decides_for_a_board(
    held: tuple[Role, ...], together: bool
) -> None:
    assert roles.may_be_held_together(held) is together


ALONE, WITH_MANDATE = False, True


@pytest.mark.parametrize(
    ("held", "mandate", "needed"),
    [
        ([Role.ADMINISTRATOR], ALONE, True),
        ([Role.BOARD], ALONE, True),
        ([Role.SWV], ALONE, True),
        ([Role.CONSULTANT], ALONE, True),
        ([Role.HEAD], WITH_MANDATE, True),
        ([Role.HEAD], ALONE, False),
        ([Role.COORDINATOR, Role.PUPIL_LEADER], ALONE, False),
        ([Role.COORDINATOR, Role.BOARD], ALONE, True),
        ([], ALONE, False),
    ],
)
def test_who_sees_or_decides_much_gives_a_code_of_a_phone_too(held, mandate, needed):
    assert roles.needs_second_factor(held, mandate=mandate) is needed


@pytest.mark.parametrize(("actor", "person", "allowed"), [(1, 2, True), (1, 1, False), (None, 1, True)])
def test_nobody_changes_their_own_rights(actor, person, allowed):
    assert roles.may_change_rights_of(actor, person) is allowed


@pytest.mark.parametrize("role", [Role.SWV, Role.CONSULTANT])
def test_who_works_for_the_partnership_holds_no_mandate_of_a_board_either(role):
    assert roles.may_be_held_together([role, Role.HEAD])
    assert not roles.may_be_held_together([role, Role.HEAD], mandate=True)
    assert roles.may_be_held_together([Role.HEAD, Role.COORDINATOR], mandate=True)


@pytest.mark.parametrize(
    ("role", "mandate", "decides"),
    [
        (Role.BOARD, False, True),
        (Role.HEAD, True, True),
        (Role.HEAD, False, False),
        (Role.COORDINATOR, True, False),
        (Role.SWV, True, False),
        (Role.ADMINISTRATOR, True, False),
    ],
)
def test_the_board_decides_or_a_head_whom_it_gave_a_mandate(role, mandate, decides):
    assert roles.decides(role, mandate=mandate) is decides
