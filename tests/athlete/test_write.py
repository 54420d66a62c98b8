"""An athlete written as a file reads back to the same value; and each key is found on its line."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.file import parse_athlete, write_athlete
from homestretch.athlete.locate import key_lines
from homestretch.athlete.model import (
    INJURY_SITES,
    MILE_M,
    PILLARS,
    Athlete,
    Availability,
    FixedSession,
    Health,
    Injury,
    Race,
    Restriction,
    Result,
    Span,
)
from homestretch.athlete.records import fastest_possible

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and text
)
DATES = st.dates(date(2020, 1, 1), date(2035, 12, 31))
FLAGS = st.booleans()
SPANS = st.builds(lambda start, days: Span(start, start + timedelta(days=days)), DATES, st.integers(0, 60))


def maybe(strategy):  # type: ignore[no-untyped-def]
    return st.none() | strategy


def times(metres: float):  # type: ignore[no-untyped-def]
    """Hundredths mostly, any number now and then; from possible to 8:00/km."""
    low, high = fastest_possible(metres, "F") * 1.02, metres * 0.48
    return st.floats(low, high).map(lambda s: round(s, 2)) | st.floats(low, high)


@st.composite
def results(draw) -> Result:  # type: ignore[no-untyped-def]
    metres = draw(st.sampled_from([200.0, 400.0, 800.0, 1000.0, MILE_M, 3000.0, 10000.0, 1234.5]))
    return Result(
        metres,
        draw(times(metres)),
        draw(DATES),
        draw(st.sampled_from(["race", "trial", "test"])),
        draw(st.sampled_from(["track", "indoor", "road", "xc"])),
        draw(maybe(st.floats(-5, 5))),
        draw(maybe(st.floats(0, 3000))),
    )


@st.composite
def races(draw) -> tuple[Race, ...]:  # type: ignore[no-untyped-def]
    """Up to three races a month apart, so that rounds cannot clash."""
    found = []
    for month in draw(st.lists(st.integers(1, 12), unique=True, max_size=3)):
        metres = draw(st.sampled_from([800.0, 1500.0, MILE_M, 3000.0, 5000.0]))
        standard = draw(maybe(times(metres)))
        found.append(
            Race(
                date(2027, month, 3),
                metres,
                draw(st.sampled_from(["A", "B", "C"])),
                draw(maybe(times(metres))),
                draw(FLAGS),
                tuple(date(2027, month, 3 + d) for d in sorted(draw(st.sets(st.integers(1, 9), max_size=2)))),
                standard,
                draw(maybe(DATES)) if standard is not None else None,
            )
        )
    return tuple(sorted(found, key=lambda race: race.date))


@st.composite
def availabilities(draw) -> Availability:  # type: ignore[no-untyped-def]
    some = st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))
    days = draw(some.filter(bool))
    fixed = st.builds(
        FixedSession,
        st.sampled_from(days),
        TEXTS,
        maybe(st.sampled_from(PILLARS)),
        maybe(st.integers(10, 240)),
        maybe(st.integers(0, 5000)),
    )
    return Availability(
        days=days,
        minutes=tuple(draw(maybe(st.integers(25, 240))) for _ in range(7)),
        track=draw(maybe(some)),
        gym=draw(some),
        hills=draw(FLAGS),
        doubles=draw(FLAGS),
        long_run=draw(maybe(st.sampled_from(days))),
        fixed=tuple(draw(st.lists(fixed, max_size=2))),
    )


HEALTH = st.builds(
    Health,
    *[FLAGS] * 7,
    maybe(st.integers(0, 52)),
    st.integers(0, 6),
    st.lists(st.builds(Injury, st.sampled_from(INJURY_SITES), SPANS, FLAGS), max_size=2).map(tuple),
    st.lists(
        st.builds(Restriction, SPANS, st.just("max_minutes"), st.integers(0, 90), TEXTS)
        | st.builds(Restriction, SPANS, st.sampled_from(["no spikes", "no quality"]), st.none(), TEXTS),
        max_size=2,
    ).map(tuple),
)


@st.composite
def athletes(draw) -> Athlete:  # type: ignore[no-untyped-def]
    flying = draw(maybe(st.floats(2.5, 5.5)))
    km = draw(maybe(st.floats(0, 200)))
    return Athlete(
        name=draw(TEXTS),
        born=draw(st.dates(date(1940, 1, 1), date(2012, 1, 1))),
        sex=draw(st.sampled_from(["F", "M", "X"])),
        training_years=draw(maybe(st.floats(0, 50))),
        weekly_km=km,
        longest_run_km=draw(maybe(st.integers(0, 40).map(float))),
        quality_per_week=draw(maybe(st.floats(0, 7))),
        weekly_km_max_12mo=draw(maybe(st.floats(km or 0, 250))),
        hsr_m_per_week=draw(maybe(st.floats(0, 5000))),
        contacts_per_week=draw(maybe(st.floats(0, 500))),
        max_hr=draw(maybe(st.integers(200, 230))),
        rest_hr=draw(maybe(st.integers(28, 90))),
        threshold_hr=draw(maybe(st.integers(120, 190))),
        supervised_strength=draw(FLAGS),
        guardian_contact=draw(maybe(TEXTS)),
        time_zone=draw(maybe(st.just("Europe/Vienna"))),
        results=tuple(draw(st.lists(results(), max_size=3))),
        flying30_s=flying,
        flying30_date=draw(maybe(DATES)) if flying is not None else None,
        availability=draw(availabilities()),
        races=draw(races()),
        busy=tuple(draw(st.lists(SPANS, max_size=2))),
        health=draw(HEALTH),
    )


@settings(max_examples=80, deadline=None)
@given(athletes())
def test_a_written_athlete_reads_back_to_the_same_value(athlete: Athlete) -> None:
    assert parse_athlete(write_athlete(athlete)) == athlete


@settings(max_examples=30, deadline=None)
@given(athletes())
def test_each_key_is_found_on_its_line(athlete: Athlete) -> None:
    text = write_athlete(athlete)
    lines = text.split("\n")
    places = key_lines(text)

    def visit(value: object, path: tuple[str | int, ...]) -> None:
        if path:
            name = next(part for part in reversed(path) if isinstance(part, str))
            assert name in lines[places[path] - 1]
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for key, inner in items:
            visit(inner, (*path, key))

    visit(tomllib.loads(text), ())


def test_a_time_is_written_as_the_track_writes_it() -> None:
    text = write_athlete(Athlete("A", date(2000, 1, 1), "F", results=(Result(800, 132.4, date(2026, 6, 2)),)))
    assert 'time = "2:12.4"' in text


def test_what_is_as_usual_is_left_out() -> None:
    assert write_athlete(Athlete("A", date(2000, 1, 1), "F")).splitlines() == [
        "[athlete]",
        'name = "A"',
        "born = 2000-01-01",
        'sex = "F"',
    ]


TRICKY = '''\
# comment with [brackets] and key = value
title = """
races = [
"""  # closes here
"odd key" = 'literal # not a comment'
races.first = { a = 1, "b.c" = [1, [2,
  3], "x ] }"] }

[[results]]  # first
time = "1"
[[results]]
time = "2"
  [results.more]
  deep = true
[a.b]
c = 1979-05-27 07:32:00
'''


def test_lines_are_found_in_strange_but_valid_texts() -> None:
    tomllib.loads(TRICKY)
    places = key_lines(TRICKY)
    assert places["title",] == 2
    assert places["odd key",] == 5
    assert places["races", "first", "b.c"] == 6
    assert places["races", "first", "b.c", 1, 1] == 7
    assert places["races", "first", "b.c", 2] == 7
    assert places["results", 0, "time"] == 10
    assert places["results", 1, "time"] == 12
    assert places["results", 1, "more", "deep"] == 14
    assert places["a", "b", "c"] == 16
