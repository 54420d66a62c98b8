"""The table of what the method asks is whole, and the files it names are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "homestretch"
TEXT = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TEXT.splitlines()
        if line.startswith("| M")
    ]


def test_every_demand_has_one_row_in_order() -> None:
    assert [row[0] for row in rows()] == [f"M{number:02}" for number in range(1, 56)]


def test_every_row_says_where_it_is_answered_or_that_it_is_not_built_yet() -> None:
    for name, asked, answered, shown in rows():
        assert asked, name
        assert re.search(r"`[a-z_/]+(\.py|\.toml|`)|[A-Z]{2}\d\d|not built yet", answered), name
        assert shown or "not built yet" in answered or "yet" in answered, name


def test_every_file_that_a_row_names_is_there() -> None:
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*\.(?:py|toml))`", TEXT))
    assert named
    missing = [
        name
        for name in sorted(named)
        if not (HOUSE / name).exists() and not (HOUSE / "blueprint" / "builtin" / name).exists()
    ]
    assert missing == []


def test_every_session_that_a_row_names_is_in_the_library() -> None:
    from homestretch.blueprint.read import builtin

    named = set(re.findall(r"\b(?:AB|LT|TS|FK|SP|HI|RS|TT|ST|MO|RC)\d\d\b", TEXT))
    assert named - set(builtin().sessions) == set()
