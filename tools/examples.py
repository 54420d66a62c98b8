"""Writes the example seasons of docs/examples: a readable table and the fingerprint of the exact document.

In: docs/examples/*.toml. Out, beside each: NAME.md, and one line in SHA256SUMS for its canonical JSON.
`python -m tools.examples` writes; with `--check` it only says what would change. `make examples` calls it.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from homestretch import canonical, plan_season, read_athlete, season_document
from homestretch.cli.markdown import season_markdown

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "examples"
SUMS = "SHA256SUMS"

# The day on which each season is planned; the files say the same.
STARTS = {
    "beginner-5000": date(2027, 1, 4),
    "intermediate-1500": date(2026, 12, 28),
    "junior-800": date(2027, 1, 11),
    "master-3000": date(2027, 2, 1),
    "speed-800": date(2027, 1, 18),
}


def written(name: str) -> tuple[str, bytes]:
    """An example season as Markdown and as canonical JSON.

    Args:
        name: a key of STARTS, the file's name without its ending.
    """
    start = STARTS[name]
    athlete = read_athlete(FOLDER / f"{name}.toml")
    season = plan_season(athlete, start)
    return season_markdown(season, athlete), canonical(season_document(season, athlete))


def files() -> Iterator[tuple[str, str]]:
    """Every file that belongs beside the athlete files: its name and text."""
    sums = []
    for name in STARTS:
        markdown, document = written(name)
        yield f"{name}.md", markdown
        sums.append(f"{hashlib.sha256(document).hexdigest()}  {name}.json\n")
    yield SUMS, "".join(sums)


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--check", action="store_true", help="write nothing; fail where something would change"
    )
    check = options.parse_args(argv).check
    changed = []
    for name, text in files():
        path = FOLDER / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        changed.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    word = "would change" if check else "written"
    print(f"{len(changed)} files {word}" + (f": {', '.join(changed)}" if changed else ""))
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
