"""Which day a session stands on beside its neighbours: fresh sprints, a quiet long run, easy days after days away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

import pytest

from homestretch.athlete.model import Health, Injury, Span
from homestretch.blueprint.model import LONG_RUNS
from homestretch.planning import plan_season
from homestretch.planning.away import breaks
from homestretch.planning.season import Day, PlannedSession, Season
from studies.athletes import random_athlete
from tests.builders.runners import START, runner

SPRINTS = ("HI03", "SP02", "SP03")


@lru_cache(maxsize=8)
def made_up(seed: int) -> Season:
    athlete, start = random_athlete(seed)
    season = plan_season(athlete, start)
    assert season.refused is None
    return season


def successive(season: Season) -> Iterator[tuple[Day, Day]]:
    return pairwise(d for w in season.weeks for d in w.days)


def held(day: Day, ids: tuple[str, ...]) -> list[PlannedSession]:
    return [s for s in day.sessions if s.id in ids]


@pytest.mark.parametrize("seed", [41000003, 41000054])
def test_sprints_stand_fresh_uphill_as_well(seed: int) -> None:
    """Method MC13, MC12: not the day after a hard session, nor after plyometrics."""
    season = made_up(seed)
    assert any(held(d, SPRINTS) for w in season.weeks for d in w.days)
    for before, day in successive(season):
        if held(day, SPRINTS):
            assert not any(s.quality or s.contacts for s in before.sessions), day.date


@pytest.mark.parametrize("seed", [41000038, 41000054])
def test_no_lactate_work_on_the_day_before_the_long_run(seed: int) -> None:
    """Method MC08, 13.27: hills that count as lactate work are no exception."""
    season = made_up(seed)
    assert any(held(d, LONG_RUNS) for w in season.weeks for d in w.days)
    for before, day in successive(season):
        if held(day, LONG_RUNS):
            assert not any(s.quality and s.pillar == "lactate_tolerance" for s in before.sessions), day.date


@pytest.mark.parametrize(
    ("away", "easy"),
    [
        (Span(date(2027, 3, 1), date(2027, 3, 5)), 2),
        (Span(date(2027, 4, 12), date(2027, 4, 16)), 2),
        (Span(date(2027, 3, 1), date(2027, 3, 7)), 4),
    ],
)
def test_days_away_are_followed_by_easy_days(away: Span, easy: int) -> None:
    """Method 3.7: two easy days after four or five away, no hard work before the fifth day after six or more."""
    season = plan_season(runner(busy=(away,)), START)
    assert season.refused is None
    days = {d.date: d for w in season.weeks for d in w.days}
    back = [days[away.end + timedelta(days=n + 1)] for n in range(easy)]
    assert not any(s.quality for d in back for s in d.sessions)
    ran = {s.id for d in back for s in d.sessions if s.distance_m}
    assert ran
    assert ran <= {"AB01", "AB02"}


def test_spans_that_touch_are_one_break() -> None:
    spans = (Span(date(2027, 3, 4), date(2027, 3, 6)), Span(date(2027, 3, 1), date(2027, 3, 3)))
    assert breaks(spans, 4) == [(date(2027, 3, 6), 6)]
    assert breaks(spans[:1], 4) == []


@pytest.mark.parametrize("seed", [41000031, 41000054])
def test_the_long_run_is_the_longest_easy_run_of_its_week(seed: int) -> None:
    """Method MC06, MC07: what is called the long run is one, but for a day of few minutes now and then."""
    weeks, longer = 0, 0
    for week in made_up(seed).weeks:
        runs = [s for d in week.days for s in d.sessions if s.distance_m and not s.quality and s.id != "RACE"]
        long = [s.duration_s for s in runs if s.id in LONG_RUNS]
        weeks += bool(long)
        longer += bool(long) and max(s.duration_s for s in runs) > max(long) + 60
    assert weeks > 8
    assert longer <= weeks / 10


@pytest.mark.parametrize("seed", [41000036, 41000054])
def test_a_masters_long_run_keeps_off_the_day_after_hard_work(seed: int) -> None:
    """Method MC08: a less intense day; from 40 years recovery takes longer."""
    assert any(held(d, LONG_RUNS) for w in made_up(seed).weeks for d in w.days)
    for before, day in successive(made_up(seed)):
        if held(day, LONG_RUNS):
            assert not any(s.quality for s in before.sessions), day.date


def test_contacts_stay_fewer_and_climb_slower_for_older_tendons() -> None:
    """M55, INV-55, INV-57: 52 years old with an Achilles tendon that was sore two years ago."""
    achilles = Injury("achilles", Span(date(2024, 10, 1), date(2024, 11, 15)))
    season = plan_season(runner(born=date(1974, 5, 14), health=Health(injuries=(achilles,))), START)
    assert season.refused is None
    days = [d for w in season.weeks for d in w.days]
    contacts = [(d.date, s.contacts) for d in days for s in d.sessions if s.contacts]
    assert contacts
    assert season.abilities.level == "advanced"
    assert max(n for _, n in contacts) <= 60  # half of the level's 120 (MC11)
    best, since = contacts[0][1], contacts[0][0]
    for day, n in contacts:
        if n > best:
            assert (day - since).days >= 12
            best, since = n, day


def test_the_core_circuit_keeps_a_day_between() -> None:
    season = plan_season(runner(), START)
    assert any(held(d, ("ST01",)) for w in season.weeks for d in w.days)
    for before, day in successive(season):
        assert not (held(before, ("ST01",)) and held(day, ("ST01",))), day.date


@pytest.mark.parametrize("seed", [41000003, 41000054])
def test_a_day_holds_an_hour_of_strength_and_a_recovery_run_no_jumps(seed: int) -> None:
    days = [d for w in made_up(seed).weeks for d in w.days]
    support = [sum(s.duration_s for s in d.sessions if s.id[:2] == "ST") for d in days]
    assert max(support) <= 3600
    assert any(s.contacts for d in days for s in d.sessions)
    for day in days:
        recovery = any(s.id == "AB01" for s in day.sessions) and not any(s.quality for s in day.sessions)
        assert not (
            recovery
            and len([s for s in day.sessions if s.distance_m]) == 1
            and any(s.contacts for s in day.sessions)
        )
