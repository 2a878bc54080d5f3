"""The order in which people look a name up: without accents and capitals."""

from __future__ import annotations

import unicodedata


def place(name: str) -> tuple[str, str]:
    """Return what to sort a name by: De Ééndracht stands at the E; the name itself where that is equal."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.casefold(), name
