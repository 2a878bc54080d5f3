"""What somebody signed in with, by the name that browsers give themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.device import browser_and_system


@pytest.mark.parametrize(
    ("user_agent", "found"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox/Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge/Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/18 Safari/605", "Safari/Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari/iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537", "Chrome/Android"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0 Safari/537.36", "Chrome/Chromebook"),
        ("curl/8.5", "/"),
        ("", "/"),
    ],
)
def test_a_browser_is_told_by_its_own_name_and_not_by_whom_it_pretends_to_be(user_agent, found):
    assert "/".join(browser_and_system(user_agent)) == found


@given(st.text())
def test_whatever_a_browser_says_what_we_keep_is_short(user_agent):
    assert len("/".join(browser_and_system(user_agent))) <= 60
