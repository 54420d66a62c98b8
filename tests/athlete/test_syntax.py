"""A line of an athlete file that is no TOML is told in words, with its number and what to write."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from homestretch.athlete.errors import AthleteFileError
from homestretch.athlete.source import Source

LINES = [
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
]
PAIR = re.compile(r"write (?:.*such as )?(\w+ = .+)\.$")
LIST = re.compile(r"such as (\[.+\])\.$")
TABLE = re.compile(r"such as (\[\w+\]) or")
START = re.compile(r"write (\w+ =) and its value")
QUOTE = re.compile("put ([\"']) at both ends")


def said_of(line: str) -> str:
    """The sentence about a line in the athlete's table."""
    with pytest.raises(AthleteFileError) as found:
        Source("a.toml", f"# a file\n[athlete]\n{line}\n").table()
    return str(found.value)


def mended(line: str, said: str) -> str:
    """The line as the sentence tells to write it."""
    *before, last = line.splitlines()
    if start := START.search(said):
        last = f"{start[1]} {last.split()[-1]}"
    elif table := TABLE.search(said):
        last = table[1].replace("athlete", "health")  # a table of the same name stands above already
    elif pair := PAIR.search(said):
        last = pair[1]
    elif items := LIST.search(said):
        last = f"{last.partition('=')[0]}= {items[1]}"
    elif quote := QUOTE.search(said):
        last = f"{last}{quote[1]}"
    else:
        assert "leave the line out" in said or "leave one of the two lines out" in said, said
        last = ""
    return "\n".join([*before, last])


@pytest.mark.parametrize(("line", "wrong", "remedy"), LINES)
def test_what_is_wrong_has_its_line_and_its_remedy(line: str, wrong: str, remedy: str) -> None:
    said = said_of(line)
    assert said.startswith(f"a.toml, line {2 + line.count(chr(10)) + 1}: ")
    assert wrong in said
    assert remedy in said


@pytest.mark.parametrize("line", [line for line, _, _ in LINES if line != "???"])
def test_a_line_written_as_its_sentence_says_is_read(line: str) -> None:
    after = mended(line, said_of(line))
    assert after != line
    Source("a.toml", f"# a file\n[athlete]\n{after}\n").table()


@given(
    st.sampled_from(["name", "weekly_km", "date", "what"]), st.text(st.characters(exclude_characters="#\r\n"))
)
@example("name", 'Ines "Bo" Berg')
@example("name", "Ines\\Berg")
@example("weekly_km", "007 km")
@example("weekly_km", "00,5")
def test_what_is_offered_in_place_of_any_value_is_read(key: str, value: str) -> None:
    try:
        Source("a.toml", f"{key} = {value}\n").table()
    except AthleteFileError as error:
        if pair := PAIR.search(str(error)):
            Source("a.toml", pair[1]).table()
