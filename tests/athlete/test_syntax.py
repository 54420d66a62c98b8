"""A line of an athlete file that is no TOML is told in words, with its number and what to write."""

from __future__ import annotations

import tomllib

import pytest

from homestretch.athlete.errors import AthleteFileError
from homestretch.athlete.source import Source


@pytest.mark.parametrize(
    ("line", "wrong", "remedy"),
    [
        ("date = 2026-13-40", "2026-13-40 is no date", "write YYYY-MM-DD"),
        ("date = 2026-02-30", "2026-02-30 is no date", "date = 2026-06-02"),
        ("date = 02.09.2026", "02.09.2026 is no date", "write YYYY-MM-DD"),
        ("weekly_km = lots", "lots is no number", "weekly_km = 40"),
        ("weekly_km = 40,5", "40,5 is no number", "weekly_km = 40.5"),
        ("weekly_km = 44 km", "44 km is no number", "weekly_km = 44"),
        ("weekly_km = 044", "044 is no number", "weekly_km = 44"),
        ("weekly_km =", "has no value", "leave the line out"),
        ("weekly_km 40", "there is no =", "write weekly_km ="),
        ("weekly_km = 40\nweekly_km = 41", "a second time", "leave one of the two lines out"),
        ("name = Ines # me", "Ines is neither", 'name = "Ines"'),
        ('name = "Ines', "no closing quote", "at both ends"),
        ("time = 2:05.3", "a time stands in", 'time = "2:05.3"'),
        ("days = [tue, sat]", "days is a list", '["tue", "sat"]'),
        ("hills = True", "small letters", "hills = true"),
        ("[athlete", "a table's name", "[athlete]"),
        ("???", "this is not TOML", "write one key = value a line"),
    ],
)
def test_what_is_wrong_has_its_line_and_its_remedy(line: str, wrong: str, remedy: str) -> None:
    text = f"# a file\n[athlete]\n{line}\n"
    with pytest.raises(AthleteFileError) as found:
        Source("a.toml", text).table()
    said = str(found.value)
    assert said.startswith(f"a.toml, line {2 + line.count(chr(10)) + 1}: ")
    assert wrong in said
    assert remedy in said


@pytest.mark.parametrize("line", ["weekly_km = 40.5", "date = 2026-06-02", 'time = "2:05.3"', "hills = true"])
def test_the_remedies_are_toml(line: str) -> None:
    assert tomllib.loads(line)
