"""A file with its problems: every line is there once, in order, and the problem is at its own line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire.problems import Problem
from sopforms.web.source_view import AROUND, LONGEST_LINE, MOST_FOLDED, stretches


def a_problem(line: int, column: int = 1) -> Problem:
    return Problem("evaluatie.json", line, column, "", None, "wrong", None, "Q003")


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n\ufeff", exclude_categories=["Cs"]), max_size=20)),
    st.lists(st.integers(1, 80), max_size=6),
)
def test_every_line_is_shown_once_and_problems_are_never_folded(lines: list[str], wrong: list[int]) -> None:
    source = "\n".join(lines).encode()

    found = stretches(source, [a_problem(line) for line in wrong])

    shown = [line for part in found for line in part.lines]
    assert [line.number for line in shown] == list(range(1, max(1, len(lines)) + 1))
    assert [line.text for line in shown] == (lines or [""])
    for part in found:
        assert not (part.is_folded and any(line.problems for line in part.lines))
    told = sorted(line.number for line in shown for _problem in line.problems)
    assert told == sorted(line for line in wrong if line <= max(1, len(lines)))


def test_a_sound_file_is_one_fold() -> None:
    (part,) = stretches(b"\n".join(b"{}" for _line in range(50)), [])

    assert (part.is_folded, part.first, part.last) == (True, 1, 50)


def test_lines_around_a_problem_stay_open() -> None:
    before, here, after = stretches(b"\n".join(b"{}" for _line in range(100)), [a_problem(50)])

    assert (here.first, here.last) == (50 - AROUND, 50 + AROUND)
    assert before.is_folded
    assert after.is_folded


def test_a_very_long_line_shows_what_stands_around_the_problem() -> None:
    text = b"x" * 5000 + b"HERE" + b"y" * 5000

    (part,) = stretches(text, [a_problem(1, 5001)])

    assert "HERE" in part.lines[0].text
    assert len(part.lines[0].text) <= LONGEST_LINE + 2


def test_a_huge_file_is_not_written_out() -> None:
    (part,) = stretches(b"\n" * 90_000, [])

    assert len(part.lines) == MOST_FOLDED
    assert part.last == 90_001


def test_what_is_no_text_is_shown_all_the_same() -> None:
    (part,) = stretches(b"\xff\xfe{", [a_problem(1)])

    assert part.lines[0].text.endswith("{")
