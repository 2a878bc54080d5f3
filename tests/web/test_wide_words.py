"""Words, addresses and tables that are wider than a phone still read as words."""

from __future__ import annotations

from sopforms.web.filters import breakable


def test_a_long_address_breaks_at_its_signs_only():
    assert breakable("c.dewit@lang-adres.example") == ("c<wbr>.dewit<wbr>@lang<wbr>-adres<wbr>.example")
    assert breakable("<b>@x") == "&lt;b&gt;<wbr>@x"
