"""What the columns and figures of the matrix are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from sopforms.actions.coverage import View

VIEWS: Mapping[View, LazyString] = MappingProxyType(
    {
        View.NEEDS: _("Per behoefte"),
        View.PROVISIONS: _("Voorzieningen"),
        View.EXPERTISE: _("Deskundigheid"),
        View.LIMITS: _("Grenzen"),
        View.BUILDING: _("Gebouw"),
        View.CHAPTERS: _("Per hoofdstuk"),
        View.TOPICS: _("Alle onderwerpen"),
    }
)

Words = Mapping[int, LazyString]
_PRESENT: Words = {
    1: _("Ontbreekt"),
    2: _("Gepland of basis"),
    3: _("Via bestuur of regio"),
    4: _("Op school"),
}
_RANKS: Mapping[View, Words] = MappingProxyType(
    {
        View.EXPERTISE: {
            1: _("Geen"),
            2: _("Basiskennis"),
            3: _("Van buiten te halen"),
            4: _("Specialist in het team"),
        },
        View.LIMITS: {
            1: _("Kan de school nu niet bieden"),
            3: _("Met extra hulp of middelen"),
            4: _("Biedt de school"),
        },
        View.BUILDING: {1: _("Nee"), 2: _("Gedeeltelijk"), 4: _("Ja")},
    }
)


def ranks(view: View) -> Words:
    """Return what each figure means in this view."""
    return _RANKS.get(view, _PRESENT)
