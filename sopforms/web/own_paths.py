"""Where somebody wanted to go before signing in: only ever a page of ours."""

from __future__ import annotations

import re

# One slash and then no second one and no backslash: browsers read both as another host.
_OWN = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def own_path(path: str | None) -> str:
    """Return the path when it surely stays on this site, else an empty string."""
    if not path or len(path) > 500 or _OWN.fullmatch(path) is None:
        return ""
    return path.rstrip("?")
