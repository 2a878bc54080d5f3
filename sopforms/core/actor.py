"""Who acts: a person in one or more roles towards one school, with or without a mandate of the board."""

from __future__ import annotations

from dataclasses import dataclass

from sopforms.core import roles
from sopforms.core.codes import Deed, Role

_ORDER = tuple(Role)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does a deed. `roles` are those towards the dossier at hand; the calendar has no person.

    `mandate` holds the text of a recorded mandate that is valid today, or is empty.
    """

    roles: tuple[Role, ...]
    person_id: int | None = None
    name: str = ""
    function: str = ""
    mandate: str = ""

    def role_for(self, deed: Deed) -> Role:
        """Return the role in which this person does `deed`; when none may, the first, so that it is refused.

        Who is on the board and also head acts for the board: that needs no mandate.
        """
        able = [role for role in self.roles if roles.may(role, deed)]
        return min(able or self.roles, key=_ORDER.index)


CALENDAR = Actor((Role.CALENDAR,))
