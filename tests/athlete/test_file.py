"""The athlete file: the example is read, and each kind of fault gets one sentence with line and remedy."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest

from homestretch.athlete.errors import AthleteFileError
from homestretch.athlete.file import Source, check_against, parse_athlete, read_athlete
from homestretch.athlete.model import MILE_M, Availability, FixedSession, Injury, Restriction, Span

START = date(2026, 11, 23)
EXAMPLE = """\
[athlete]
name = "Example"
born = 1999-05-14
sex = "F"
training_years = 4
weekly_km = 48
longest_run_km = 13
quality_per_week = 2
max_hr = 194
rest_hr = 52

[[results]]
distance_m = 800
time = "2:12.4"
date = 2026-06-02

[[results]]
distance_m = "mile"
time = "4:58"
date = 2026-05-02
kind = "trial"
surface = "road"

[sprint]
flying30_s = 3.72

[availability]
days = ["mon", "tue", "thu", "Friday", "sat", "sun"]
minutes = { tue = 90, sat = 120 }
track = ["tue", "thu"]
gym = ["mon", "thu"]
long_run = "sun"
fixed = [
  { day = "tue", what = "club track session", pillar = "lactate_tolerance", minutes = 60, hsr_m = 1500 },
  { day = "fri", what = "hills with the club" },
]

[[races]]
date = 2027-06-12
distance_m = 1500
priority = "A"
goal = "4:28"
standard = "4:20.0"
standard_by = 2027-06-30

[[races]]
date = 2027-05-08
distance_m = 800
priority = "B"
rounds = [2027-05-09]

[[busy]]
from = 2027-03-01
to = 2027-03-05

[health]
injuries = [{ site = "calf", from = 2026-01-10, to = 2026-02-02 }]
restrictions = [
  { from = 2026-12-01, to = 2026-12-20, what = "max_minutes", minutes = 45, by = "physio" },
]
"""


def edited(old: str, new: str) -> str:
    assert EXAMPLE.count(old) >= 1, old
    return EXAMPLE.replace(old, new, 1)


def fault_in(text: str) -> str:
    """The sentence about a text with a fault, from the reader or from the check against the first day."""
    with pytest.raises(AthleteFileError) as error:
        check_against(parse_athlete(text, "a.toml"), START, Source("a.toml", text))
    return str(error.value)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_example_is_read() -> None:
    athlete = parse_athlete(EXAMPLE)
    assert (athlete.name, athlete.born, athlete.sex) == ("Example", date(1999, 5, 14), "F")
    assert (athlete.weekly_km, athlete.max_hr, athlete.threshold_hr) == (48.0, 194, None)
    assert [(r.distance_m, r.time_s, r.kind, r.surface) for r in athlete.results] == [
        (800.0, 132.4, "race", "track"),
        (MILE_M, 298.0, "trial", "road"),
    ]
    assert athlete.flying30_s == 3.72
    assert athlete.busy == (Span(date(2027, 3, 1), date(2027, 3, 5)),)


def test_availability_is_read() -> None:
    given = parse_athlete(EXAMPLE).availability
    assert given.days == (0, 1, 3, 4, 5, 6)
    assert given.minutes == (None, 90, None, None, None, 120, None)
    assert (given.track, given.gym, given.long_run) == ((1, 3), (0, 3), 6)
    assert given.fixed == (
        FixedSession(1, "club track session", "lactate_tolerance", 60, 1500),
        FixedSession(4, "hills with the club"),
    )


def test_races_are_in_the_order_of_their_dates() -> None:
    first, second = parse_athlete(EXAMPLE).races
    assert (first.date, first.priority, first.rounds) == (date(2027, 5, 8), "B", (date(2027, 5, 9),))
    assert (second.goal_s, second.standard_s, second.standard_by) == (268.0, 260.0, date(2027, 6, 30))


def test_health_is_read() -> None:
    health = parse_athlete(EXAMPLE).health
    assert health.injuries == (Injury("calf", Span(date(2026, 1, 10), date(2026, 2, 2))),)
    span = Span(date(2026, 12, 1), date(2026, 12, 20))
    assert health.restrictions == (Restriction(span, "max_minutes", 45, "physio"),)


def test_name_born_sex_and_a_race_are_enough() -> None:
    athlete = parse_athlete(
        '[athlete]\nname = "A"\nborn = 2000-01-01\nsex = "X"\n'
        "[[races]]\ndate = 2027-05-08\ndistance_m = 1609.34\n"
    )
    assert athlete.availability == Availability()
    assert athlete.weekly_km is None
    assert athlete.races[0].distance_m == MILE_M
    check_against(athlete, START)


def test_no_track_days_is_not_the_same_as_no_word_about_the_track() -> None:
    assert parse_athlete(edited('track = ["tue", "thu"]', "track = []")).availability.track == ()
    assert parse_athlete(edited('track = ["tue", "thu"]\n', "")).availability.track is None


FAULTS = [
    ("unknown key", "weekly_km = 48", "weekly_kms = 48", "weekly_kms", "did you mean weekly_km?"),
    ("unknown table", "[[busy]]", "[[bussy]]", "bussy", "did you mean busy?"),
    ("unknown weekday in minutes", "tue = 90", "tues = 90", "tues = 90", "did you mean tue?"),
    ("text for a number", "weekly_km = 48", 'weekly_km = "lots"', "weekly_km", 'not the text "lots"'),
    ("true for a number", "weekly_km = 48", "weekly_km = true", "weekly_km", "must be a number"),
    ("nan", "weekly_km = 48", "weekly_km = nan", "weekly_km", "real number, not nan"),
    ("infinity", "training_years = 4", "training_years = inf", "training_years", "real number, not inf"),
    ("number for text", 'name = "Example"', "name = 7", "name", "not the number 7"),
    ("empty name", 'name = "Example"', 'name = " "', "name", "fill it in"),
    ("text for a date", "born = 1999-05-14", 'born = "1999-05-14"', "born", "a date such as"),
    ("time of day", "born = 1999-05-14", "born = 1999-05-14T10:00:00", "born", "time of day"),
    ("unknown sex", 'sex = "F"', 'sex = "W"', "sex", "write one of F, M, X"),
    ("kilometres out of range", "weekly_km = 48", "weekly_km = 480", "weekly_km", "from 0 to 250"),
    ("heart rate out of range", "max_hr = 194", "max_hr = 19", "max_hr", "from 120 to 230"),
    ("heart rates crossed", "rest_hr = 52", "threshold_hr = 195", "max_hr", "above threshold_hr"),
    ("half a beat", "rest_hr = 52", "rest_hr = 52.5", "rest_hr", "whole number"),
    (
        "largest week too small",
        "rest_hr = 52",
        "weekly_km_max_12mo = 40",
        "weekly_km_max_12mo",
        "below weekly_km",
    ),
    ("impossible time", '"2:12.4"', '"1:10"', '"1:10"', "faster than any woman has run"),
    ("impossible goal", 'goal = "4:28"', 'goal = "3:00"', 'goal = "3:00"', "faster than any woman has run"),
    ("absurdly slow", '"2:12.4"', '"22:12.4"', '"22:12.4"', "slower than 9:00/km"),
    ("no time", '"2:12.4"', '"2:72.4"', '"2:72.4"', "is not a time"),
    ("negative time", '"2:12.4"', "-5", "-5", "write a number from 1"),
    (
        "text for a distance",
        "distance_m = 800",
        'distance_m = "fast"',
        'distance_m = "fast"',
        "number of metres",
    ),
    ("distance out of range", "distance_m = 800", "distance_m = 8", "distance_m = 8", "from 100"),
    ("unknown kind", 'kind = "trial"', 'kind = "fun"', "kind", "race, trial, test"),
    ("unknown surface", 'surface = "road"', 'surface = "sand"', "surface", "track, indoor, road, xc"),
    ("sprint out of range", "flying30_s = 3.72", "flying30_s = 1.5", "flying30_s", "from 2.3 to 6"),
    (
        "no days",
        'days = ["mon", "tue", "thu", "Friday", "sat", "sun"]',
        "days = []",
        "days = []",
        "name at least one",
    ),
    ("bad weekday", '"thu", "Friday"', '"thx", "Friday"', "thx", "is no weekday"),
    ("number for a weekday", '"thu", "Friday"', '4, "Friday"', '4, "Friday"', "is no weekday"),
    ("minutes out of range", "sat = 120", "sat = 1200", "sat = 1200", "from 0 to 240"),
    ("long run on a day off", 'long_run = "sun"', 'long_run = "wed"', "long_run", "not among the days"),
    ("club on a day off", 'day = "fri"', 'day = "wed"', 'day = "wed"', "not among the days"),
    ("unknown pillar", "lactate_tolerance", "lactate", '"lactate"', "aerobic_base"),
    ("fixed without what", ', what = "hills with the club"', "", 'day = "fri"', "needs what"),
    (
        "race distance",
        "distance_m = 1500",
        "distance_m = 1000",
        "distance_m = 1000",
        "800, 1500, mile, 3000 or 5000",
    ),
    ("unknown priority", 'priority = "A"', 'priority = "AA"', 'priority = "AA"', "write one of A, B, C"),
    (
        "two races on a day",
        "rounds = [2027-05-09]",
        "rounds = [2027-05-09]\n[[races]]\ndate = 2027-05-09\ndistance_m = 800",
        "date = 2027-05-09",
        "two races",
    ),
    ("round on a race day", "[2027-05-09]", "[2027-06-12]", "rounds", "more than 21 days"),
    ("standard_by alone", 'standard = "4:20.0"\n', "", "standard_by", "needs a standard"),
    ("race in single brackets", "[[busy]]\nfrom", "[busy]\nfrom", "[busy]", "double brackets"),
    ("span backwards", "to = 2027-03-05", "to = 2027-02-05", "to = 2027-02-05", "swap the two"),
    ("injury without site", 'site = "calf", ', "", "injuries", "needs site"),
    ("injury of no known site", 'site = "calf"', 'site = "brain"', 'site = "brain"', "write one of achilles"),
    ("more training than life", "training_years = 4", "training_years = 30", "training_years", "check both"),
    ("limit without minutes", "minutes = 45, ", "", "{ from = 2026-12-01", "needs minutes"),
    ("limit without author", ', by = "physio"', "", "{ from = 2026-12-01", "needs by"),
    ("missing sex", 'sex = "F"\n', "", "[athlete]", "needs sex"),
    ("race gone by", "date = 2027-05-08", "date = 2026-05-08", "rounds", "more than 21 days"),
    (
        "race before the start",
        "date = 2027-06-12",
        "date = 2026-11-22",
        "date = 2026-11-22",
        "before 2026-11-23",
    ),
    ("result to come", "date = 2026-06-02", "date = 2026-12-02", "date = 2026-12-02", "after 2026-11-23"),
    ("too young", "born = 1999-05-14", "born = 2015-05-14", "born", "runners of 12 and more"),
    ("too old", "born = 1999-05-14", "born = 1899-05-14", "born", "check the year"),
    ("not yet born", "born = 1999-05-14", "born = 2027-05-14", "born", "check the year"),
    ("no quotes", 'name = "Example"', "name = Example", "name", 'in "quotes"'),
    (
        "key twice",
        "weekly_km = 48",
        "weekly_km = 48\nweekly_km = 50",
        "weekly_km = 50",
        "leave one of the two lines out",
    ),
]


@pytest.mark.parametrize(("fault", "old", "new", "where", "remedy"), FAULTS, ids=[f[0] for f in FAULTS])
def test_each_fault_gets_one_sentence_with_line_and_remedy(
    fault: str, old: str, new: str, where: str, remedy: str
) -> None:
    text = edited(old, new)
    sentence = fault_in(text)
    assert sentence.startswith(f"a.toml, line {line_of(text, where)}: "), sentence
    assert remedy in sentence
    assert "\n" not in sentence
    assert sentence[-1] in ".?"


def test_days_without_time_are_no_days() -> None:
    limits = "{ mon = 0, tue = 20, thu = 0, fri = 0, sat = 24, sun = 0 }"
    sentence = fault_in(edited("{ tue = 90, sat = 120 }", limits))
    assert "no available day has 25 minutes" in sentence


def test_a_file_without_a_race_cannot_start_a_plan() -> None:
    text = EXAMPLE[: EXAMPLE.index("[[races]]")]
    assert parse_athlete(text).races == ()
    assert "there is no [[races]]" in fault_in(text)


def test_an_empty_file_lacks_its_athlete() -> None:
    assert "there is no [athlete] table" in fault_in("")


def test_without_a_file_the_sentence_stands_alone() -> None:
    athlete = parse_athlete(edited("born = 1999-05-14", "born = 2015-05-14"))
    with pytest.raises(AthleteFileError, match=r"^Example is 11 years old"):
        check_against(athlete, START)


@pytest.mark.parametrize(
    ("born", "young"),
    [(date(2014, 11, 23), False), (date(2014, 11, 24), True)],
    ids=["12 today", "12 tomorrow"],
)
def test_twelve_counts_from_the_birthday(born: date, young: bool) -> None:
    athlete = parse_athlete(edited("born = 1999-05-14", f"born = {born}"))
    if young:
        with pytest.raises(AthleteFileError, match="11 years old"):
            check_against(athlete, START)
    else:
        check_against(athlete, START)


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "athlete.toml"
    path.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode())
    assert read_athlete(path) == parse_athlete(EXAMPLE)
    with pytest.raises(AthleteFileError, match=r"athlete\.toml, line 47: the race on 2027-05-08 is before"):
        check_against(read_athlete(path), date(2027, 6, 13), path)


def test_a_missing_file_and_no_text_are_said(tmp_path: Path) -> None:
    with pytest.raises(AthleteFileError, match="no such file"):
        read_athlete(tmp_path / "none.toml")
    with pytest.raises(AthleteFileError, match="directory"):
        read_athlete(tmp_path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes('[athlete]\nname = "J\xf6rg"'.encode("latin-1"))
    with pytest.raises(AthleteFileError, match="line 2: this is not UTF-8"):
        read_athlete(latin)
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 2_000_000)
    with pytest.raises(AthleteFileError, match="far too large"):
        read_athlete(large)


def test_a_damaged_file_gives_a_sentence_or_an_athlete_and_never_a_traceback() -> None:
    chance = random.Random(12)
    scraps = [
        "=",
        "[",
        "]",
        '"',
        "{",
        "}",
        ",",
        "nan",
        "-1",
        "1e999",
        "true",
        "[[",
        "1979-05-27",
        "\n",
        "x",
        "\\",
        "99999999",
    ]
    for _ in range(1500):
        text = EXAMPLE
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(scraps) + text[at + chance.randint(0, 6) :]
        assert re.fullmatch(r"fine|a\.toml, line \d+: [^\n]+", verdict(text)), text


def verdict(text: str) -> str:
    """The sentence about a text, or "fine"."""
    try:
        check_against(parse_athlete(text, "a.toml"), START, Source("a.toml", text))
    except AthleteFileError as error:
        return str(error)
    return "fine"
