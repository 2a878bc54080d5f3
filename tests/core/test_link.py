"""Tokens: only the holder of the key makes one, and it opens one thing for one purpose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import link
from sopforms.core.codes import LinkPurpose

selectors = st.binary(min_size=16, max_size=16)
keys = st.binary(min_size=32, max_size=64)
purposes = st.sampled_from(LinkPurpose)
tenants = st.none() | st.integers(1, 10**9)
objects = st.integers(1, 10**9)


@given(selectors, purposes, tenants, objects, keys)
def test_P08_a_token_is_genuine_for_what_it_was_made_for(selector, purpose, tenant, thing, key):
    token = link.make(selector, purpose, tenant, thing, key)

    parts = link.split(token)

    assert re.fullmatch(r"[A-Za-z0-9_-]{64}", token)
    assert parts is not None
    assert parts[0] == selector
    assert link.is_genuine(parts, purpose, tenant, thing, key)


@given(selectors, st.tuples(purposes, tenants, objects, keys), st.tuples(purposes, tenants, objects, keys))
def test_P08_a_token_is_false_for_another_purpose_tenant_object_or_key(selector, made_for, used_for):
    parts = link.split(link.make(selector, *made_for))

    assert parts is not None
    assert link.is_genuine(parts, *used_for) == (made_for == used_for)


@given(selectors, purposes, tenants, objects, keys, st.integers(0, 63), st.sampled_from("AZaz09-_"))
def test_P08_one_changed_character_makes_a_token_false(selector, purpose, tenant, thing, key, place, other):
    token = link.make(selector, purpose, tenant, thing, key)
    changed = token[:place] + other + token[place + 1 :]

    parts = link.split(changed)

    assert parts is not None
    same = changed == token
    assert (parts[0] == selector and link.is_genuine(parts, purpose, tenant, thing, key)) == same


@given(st.text(max_size=80))
def test_whatever_is_no_token_is_told_apart_without_an_error(text):
    parts = link.split(text)

    assert parts is None or re.fullmatch(r"[A-Za-z0-9_-]{64}", text)


@pytest.mark.parametrize(
    "text", ["", "a" * 63, "a" * 65, "a" * 63 + "\n", "a" * 64 + "\n", "é" * 64, "a" * 63 + "="]
)
def test_a_token_has_64_safe_characters(text):
    assert link.split(text) is None


def test_a_selector_has_16_bytes():
    with pytest.raises(ValueError, match="16 bytes"):
        link.make(b"short", LinkPurpose.ADVICE, 1, 1, b"k" * 32)


def test_the_name_of_a_key_does_not_hold_the_key():
    assert link.key_version(b"k" * 40) != link.key_version(b"l" * 40)
    assert "kkk" not in link.key_version(b"k" * 40)


def test_every_purpose_has_a_path_and_a_life():
    assert set(link.PATHS) == set(link.LIFETIME) == set(LinkPurpose)
