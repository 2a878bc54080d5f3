"""`make bench`: print a table of what things cost; nothing is written anywhere."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks import documents, engine, growth, load, pages, partnership, results
from tests.benchmarks.engine import Line

PARTS: Mapping[str, Callable[..., Iterator[Line]]] = {
    "engine": engine.lines, "pages": pages.lines, "growth": growth.lines, "results": results.lines,
    "load": load.lines, "documents": documents.lines, "partnership": partnership.lines,
}  # fmt: skip


def main() -> None:
    """Measure the parts that are asked for, all of them when none is named."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="|".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    for name in asked.parts or PARTS:
        sys.stdout.write(f"\n{name}\n")
        for line in PARTS[name](asked.rounds):
            sys.stdout.write(written(line))
            sys.stdout.flush()


def written(line: Line) -> str:
    """Return one line of the table; a mark before what does not reach its aim."""
    found = line.found
    spread = f"{_time(found.least)} - {_time(found.most)}"
    return (
        f"{' ' if line.holds else '!'} {line.what:<56}{_time(found.median):>10}  ({spread:<19}) {line.aim}\n"
    )


def _time(seconds: float) -> str:
    return f"{1000 * seconds:.2f} ms" if seconds >= 1e-3 else f"{1e6 * seconds:.1f} µs"


if __name__ == "__main__":
    main()
