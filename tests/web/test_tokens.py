"""The colours of the stylesheet can be told apart, in light and in dark; axe does not look at SVG."""

from __future__ import annotations

import re

import pytest

from tests.web.kit import ROOT

CSS = (ROOT / "sopforms" / "static" / "sop.css").read_text(encoding="utf-8")
LIGHT, DARK = "light", "dark"
TEXT, SHAPE = 4.5, 3.0
TONES = ["lo1", "lo2", "lo3", "lo4", "lo5", "mid", "hi5", "hi4", "hi3", "hi2", "hi1", "h1", "h2", "h3", "h4"]


def tokens(theme: str) -> dict[str, str]:
    """Return token → colour; the later block gives pairs of light and dark."""
    layer = CSS[CSS.index("@layer tokens {") : CSS.index("@layer base {")]
    found: dict[str, str] = {}
    for name, light, dark in re.findall(r"--([\w-]+):\s*light-dark\((#\w+),\s*(#\w+)\)", layer):
        found[name] = light if theme == LIGHT else dark
    for name, plain in re.findall(r"--([\w-]+):\s*(#\w{6});", layer):
        found.setdefault(name, plain)
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ["paper", "card", "strip"]
TEXTS = [(ink, ground) for ink in ("ink", "ink-soft", "brand", "bad", "ok") for ground in GROUNDS]
TEXTS += [(f"{tone}", f"{tone}-soft") for tone in ("bad", "warn", "ok", "info")]
TEXTS += [("ink", f"{tone}-soft") for tone in ("bad", "warn", "ok", "info", "brand")]
TEXTS += [
    ("brand-ink", "brand"),
    ("top-ink", "top"),
    ("brand", "brand-soft"),
    ("card", "ok"),
    ("card", "bad"),
]
TEXTS += [(f"{tone}-t", tone) for tone in TONES] + [("hx-t", "hx"), ("hx-t", "hx-b")]
SHAPES = [("line-strong", ground) for ground in GROUNDS] + [("brand", ground) for ground in GROUNDS]
SHAPES += [("focus", ground) for ground in GROUNDS] + [
    ("bad", "card"),
    ("warn", "warn-soft"),
    ("info", "info-soft"),
]
SHAPES += [("ink-soft", "card"), ("logo-a", "top"), ("logo-c", "top")]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(theme, ink, ground):
    colours = tokens(theme)

    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out_from_their_ground(theme, shape, ground):
    colours = tokens(theme)

    assert contrast(colours[shape], colours[ground]) >= SHAPE


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("tone", TONES)
def test_each_bar_of_a_chart_stands_out_by_its_fill_or_its_edge(theme, tone):
    colours = tokens(theme)

    assert (
        max(contrast(colours[tone], colours["card"]), contrast(colours[f"{tone}-e"], colours["card"]))
        >= SHAPE
    )


def test_the_heat_map_gets_darker_the_weaker_it_is():
    colours = tokens(LIGHT)

    weights = [luminance(colours[tone]) for tone in ("h1", "h2", "h3", "h4")]

    assert weights == sorted(weights)


def test_old_browsers_get_every_colour_before_the_pairs_of_light_and_dark():
    layer = CSS[CSS.index("@layer tokens {") : CSS.index("@layer base {")]
    plain, _, pairs = layer.partition("@supports")

    names = set(re.findall(r"--([\w-]+):\s*light-dark", pairs))

    assert names
    assert all(f"--{name}:" in plain for name in names)


def test_colours_stand_in_the_tokens_only():
    rest = CSS[: CSS.index("@layer tokens {")] + CSS[CSS.index("@layer base {") :]

    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", rest)


def test_every_token_that_is_used_exists():
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    made = set(re.findall(r"--([\w-]+):", CSS))

    assert used <= made


def test_braces_are_balanced_so_that_no_layer_swallows_the_next():
    assert CSS.count("{") == CSS.count("}")
    assert re.findall(r"^@layer (\w+) \{", CSS, re.M) == [
        "reset",
        "tokens",
        "base",
        "layout",
        "components",
        "state",
        "print",
    ]


def test_the_script_stays_small():
    assert len((ROOT / "sopforms" / "static" / "sop.js").read_bytes()) <= 8 * 1024
