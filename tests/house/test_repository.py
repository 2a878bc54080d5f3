"""The repository speaks of the product alone."""

from __future__ import annotations

import re
import subprocess

from sopforms.settings import ROOT


def tracked() -> list[str]:
    """The files that belong to the repository, or every file in a copy without history."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []


def test_no_file_names_a_download_address_or_a_path_of_a_machine() -> None:
    pattern = re.compile(r"--(extra-)?index-url|\"resolved\": \"http|/(home|root)/[a-z.]|/work/(main|shared)")
    named = []
    for name in tracked():
        path = ROOT / name
        if (
            path.suffix in {".png", ".ttf", ".pdf", ".docx"}
            or not path.is_file()
            or name.startswith("tests/house")
        ):
            continue
        if pattern.search(path.read_text("utf-8", errors="replace")):
            named.append(name)

    assert named == []
