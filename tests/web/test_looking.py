"""P07: whatever looks at an address, in whichever way, changes nothing; P08: a link is a key for one lock."""

from __future__ import annotations

import re
import shutil
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.actions import links
from sopforms.core import link
from sopforms.core.codes import LinkPurpose, Role
from sopforms.core.errors import LinkGone
from sopforms.store import clock, scope
from sopforms.store.db import db, set_read_only
from sopforms.web.policy import POLICY
from tests.conftest import make_app
from tests.web import tenants
from tests.web.browsing import digest_of_all_tables
from tests.web.calendar import on
from tests.web.tenants import ELSEWHERE, OWN
from tests.web.test_walls import ALL, everybody, values_at

# What opens a mail before its reader does, as their requests look. One more runs the scripts of a page
# and clicks about: tests/journeys/test_looking_in_a_browser.py.
SCANNERS = {
    "safe links": {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) SafeLinks", "X-MS-Exchange": "1"},
    "headless": {
        "User-Agent": "HeadlessChrome/140.0",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Site": "none",
    },
    "proxy of images": {"User-Agent": "GoogleImageProxy", "Accept": "image/*"},
    "preview": {"User-Agent": "SkypeUriPreview Preview/0.5", "Range": "bytes=0-1023"},
    "prefetch": {"Purpose": "prefetch", "Sec-Purpose": "prefetch;prerender", "Sec-Fetch-Site": "cross-site"},
    "cache": {"If-None-Match": '"x"', "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT"},
    "override": {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"},
    "nameless": {"User-Agent": "", "Accept": "*/*", "Connection": "close"},
    "virus scanner": {"User-Agent": "Mozilla/4.0 (compatible; MSIE 8.0)", "Accept-Encoding": "identity"},
    "mail gateway": {
        "User-Agent": "python-requests/2.32",
        "Via": "1.1 gateway",
        "X-Forwarded-For": "192.0.2.9",
    },
    "chat preview": {"User-Agent": "facebookexternalhit/1.1 Facebot Twitterbot/1.0", "Accept": "text/html"},
    "reader of words": {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)", "From": "bot@example.org"},
    "script of a page": {
        "X-Requested-With": "XMLHttpRequest",
        "Sec-Fetch-Mode": "cors",
        "Accept": "application/json",
    },
}
TOKEN_OF_FORM = re.compile(r'name="csrf_token" value="[^"]+"')
COUNCIL = (LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ)
PRESSED_THERE = link.ONCE | {LinkPurpose.PROGRESS}  # whose buttons send to the address of the link itself


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenants.filled(tenants.shared(tmp_path_factory))


def test_P07_looking_at_every_address_in_every_way_changes_nothing(app: Flask, filled: Path) -> None:
    tenants.take_over(filled, app)
    with on(tenants.TODAY):
        own = tenants.schools()[OWN]
        people = everybody(app, own)
        tokens = {
            link.PATHS[purpose]: tenants.token(purpose, own, person_id(own) if purpose in link.ONCE else None)
            for purpose in LinkPurpose
        }
        before = digest_of_all_tables()
        seen: set[int] = set()
        for place, rule in enumerate(app.url_map.iter_rules()):
            names = set(rule.arguments) - set(rule.defaults or ())
            values = {**(rule.defaults or {}), **values_at(own, names, rule.rule)}
            if "token" in names:
                values["token"] = tokens[rule.rule.partition("<")[0]]
            built = rule.build(values)
            assert built is not None
            for turn, who in enumerate(people):
                may = who.role in POLICY[rule.endpoint].roles or who.purpose in POLICY[rule.endpoint].purposes
                if not (ALL or (place + turn) % 4 == 0 or (may and (place + turn) % 3 == 0)):
                    continue
                method = ("GET", "HEAD", "OPTIONS")[(place + turn) % 3 if "token" not in names else 0]
                headers = list(SCANNERS.values())[(place * 9 + turn) % len(SCANNERS)]
                seen.add(who.client.open(built[1], method=method, headers=headers).status_code)
        for path, token in tokens.items():
            for headers in SCANNERS.values():
                for method in ("GET", "HEAD", "OPTIONS"):
                    answer = app.test_client().open(f"{path}{token}", method=method, headers=headers)
                    assert answer.status_code == 200

        assert digest_of_all_tables() == before
    assert max(seen) < 500
    assert {200, 302, 404, 405, 410} <= seen


def person_id(school: tenants.School) -> int:
    """The head of the school: a sign-in link is about a person."""
    return tenants.person(Role.HEAD, school).id


Keys = dict[LinkPurpose, list[str]]


@pytest.fixture(scope="module")
def locks(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Keys, Keys]]:
    """An application, and of every purpose links that work and links that ended: expired or revoked."""
    file = tmp_path_factory.mktemp("locks") / "sop.db"
    shutil.copy(filled, file)
    app = make_app(f"sqlite:///{file}")
    with app.app_context(), on(tenants.TODAY):
        set_read_only(False)
        scope.enter_everywhere()
        known = tenants.schools()
        good: Keys = {purpose: [] for purpose in LinkPurpose}
        dead: Keys = {purpose: [] for purpose in LinkPurpose}
        for purpose in LinkPurpose:
            for school in (known[OWN], known[ELSEWHERE]):
                thing = person_id(school) if purpose in link.ONCE else school.object_of(purpose)
                with on(tenants.TODAY - timedelta(days=9)):
                    until = clock.now() + timedelta(days=2)
                    dead[purpose].append(tenants.token(purpose, school, thing, until=until))
                dead[purpose].append(_revoked(purpose, school, thing))
                good[purpose].append(tenants.token(purpose, school, thing))
        yield app, good, dead
        db.session.remove()
        db.engine.dispose()


def _revoked(purpose: LinkPurpose, school: tenants.School, thing: int | None) -> str:
    token = tenants.token(purpose, school, thing)
    links.revoke(links.resolve(token, purpose))
    db.session.commit()
    return token


def no_keys(good: Keys, dead: Keys) -> st.SearchStrategy[tuple[LinkPurpose, str]]:
    """A purpose with what does not open anything of it, made of what does."""
    purposes, every = st.sampled_from(LinkPurpose), [one for keys in good.values() for one in keys]
    place, letter = st.integers(0, 63), st.sampled_from("ABCxyz019-_")
    changed = st.tuples(st.sampled_from(every), place, letter).map(
        lambda one: one[0][: one[1]] + one[2] + one[0][one[1] + 1 :]
    )
    cut = st.tuples(st.sampled_from(every), st.integers(1, 63)).map(lambda one: one[0][: one[1]])
    longer = st.tuples(st.sampled_from(every), letter).map("".join)
    swapped = st.tuples(st.sampled_from(every), st.sampled_from(every)).map(
        lambda two: _token(_parts(two[0])[0] + _parts(two[1])[1])
    )
    ended = purposes.flatmap(lambda purpose: st.tuples(st.just(purpose), st.sampled_from(dead[purpose])))
    other = st.tuples(purposes, purposes).filter(
        lambda two: not (two[0] == two[1] or set(two) <= set(COUNCIL))
    )
    elsewhere = other.flatmap(lambda two: st.tuples(st.just(two[0]), st.sampled_from(good[two[1]])))
    untrue = (changed | cut | longer | swapped).filter(lambda one: one not in every)
    return st.tuples(purposes, untrue) | ended | elsewhere


def _lock_of(purpose: LinkPurpose) -> str:
    """Where a link for this purpose opens something: those of the council at one address."""
    return link.PATHS[purpose]


def _parts(token: str) -> tuple[bytes, bytes]:
    parts = link.split(token)
    assert parts is not None
    return parts


def _token(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


def test_P08_what_is_no_key_opens_nothing(locks: tuple[Flask, Keys, Keys]) -> None:
    _app, good, dead = locks

    @settings(max_examples=175_000 if ALL else 1750)
    @given(no_keys(good, dead))
    def nothing_opens(one: tuple[LinkPurpose, str]) -> None:
        with pytest.raises(LinkGone):
            links.resolve(one[1], *([one[0]] if one[0] not in COUNCIL else COUNCIL))

    with on(tenants.TODAY):
        assert all(links.resolve(key, purpose) for purpose, keys in good.items() for key in keys)
        nothing_opens()


def test_P08_what_is_no_key_shows_one_and_the_same_page(locks: tuple[Flask, Keys, Keys]) -> None:
    app, good, dead = locks
    pages: dict[tuple[LinkPurpose, str], set[str]] = defaultdict(set)

    @settings(max_examples=12_500 if ALL else 125)
    @given(no_keys(good, dead))
    def the_same_page(one: tuple[LinkPurpose, str]) -> None:
        purpose, token = one
        opening = f"{link.PATHS[purpose]}{token}{'' if purpose in PRESSED_THERE else '/openen'}"
        for method, path in (("GET", f"{link.PATHS[purpose]}{token}"), ("POST", opening)):
            answer = app.test_client().open(path, method=method)
            assert answer.status_code == 410, path
            assert len(token) < 16 or token not in answer.text
            pages[purpose, method].add(TOKEN_OF_FORM.sub("", answer.text))

    with on(tenants.TODAY):
        before = digest_of_all_tables()
        the_same_page()
        assert digest_of_all_tables() == before
    assert set(map(len, pages.values())) == {1}
    looked_at = {page for (_purpose, method), found in pages.items() for page in found if method == "GET"}
    assert len(looked_at) == 1
