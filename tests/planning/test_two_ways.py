"""What the season's spine and the second look promise, held against code that shares nothing with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete, Availability, FixedSession
from homestretch.blueprint.read import builtin
from homestretch.planning.balance import blocks_within
from homestretch.planning.plan import attempt, prepare
from homestretch.planning.report import keys_held
from homestretch.planning.season import Season
from homestretch.planning.slots import day_minutes
from homestretch.planning.spine_task import WAYS
from studies.athletes import random_athlete
from studies.measures import dose_blocks, event_of, spine_count
from tests.builders.sample_season import START, sample_athlete

# Made-up runners with a track and 13 to 31 weeks; the first look lacks key sessions for some of them.
SEEDS = (41000498, 41002676, 41004329, 41003785, 41000177)
GAIN_M, SHARE = 400, 1.15  # INV-12


def planned(seed: int, count: int) -> tuple[Athlete, date, Season]:
    athlete, start = random_athlete(seed)
    return athlete, start, attempt(athlete, start, builtin(), ways=WAYS[:count])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_second_look_never_holds_fewer_key_sessions(seed: int) -> None:
    athlete, start, first = planned(seed, 1)
    _, _, best = planned(seed, 2)
    assert not best.violations
    assert spine_count(best, athlete, start)[0] >= spine_count(first, athlete, start)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_key_sessions_and_blocks_are_counted_as_the_study_counts_them(seed: int) -> None:
    athlete, start = random_athlete(seed)
    planner, _ = prepare(athlete, start, builtin(), estimate(athlete, start))
    weeks = planner.weeks()
    season = replace(attempt(athlete, start, builtin(), ways=WAYS[:1]), weeks=weeks)
    assert (
        blocks_within(zip(planner.frames, weeks, strict=True), planner.balance)
        == dose_blocks(season, event_of(athlete))[0]
    )
    assert (
        keys_held(weeks, planner.frames, planner.spine.required, builtin())
        == spine_count(season, athlete, start)[0]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_spine_asks_for_no_more_fast_metres_than_may_grow(seed: int) -> None:
    athlete, start = random_athlete(seed)
    planner, _ = prepare(athlete, start, builtin(), estimate(athlete, start))
    level = planner.history.before_hsr
    asked = [level] * 4 + [float(w.fast_m) for w in planner.spine.weeks]
    assert max(asked) > level  # the season does grow
    for k in range(4, len(asked)):
        top = max(asked[k - 4 : k])
        assert asked[k] <= max(top + GAIN_M, top * SHARE)


def test_few_runs_hold_their_kilometres_by_longer_warm_ups() -> None:
    athlete = sample_athlete(availability=Availability(days=(0, 1, 3, 6)))
    season = attempt(athlete, START, builtin())
    assert not season.violations
    hard = [
        s
        for w in season.weeks
        if w.emphasis in ("volume", "intensity")
        for d in w.days
        for s in d.sessions
        if s.quality and s.steps[0].kind == "warmup" and s.id != "RACE"
    ]
    assert any(s.steps[0].duration_s == 20 * 60 and s.steps[-1].duration_s == 20 * 60 for s in hard)


def test_a_club_session_brings_its_own_minutes() -> None:
    short = (None, 25, None, None, None, None, None)
    athlete = sample_athlete(
        availability=Availability(
            days=(0, 1, 3, 6), minutes=short, fixed=(FixedSession(1, "Track", minutes=75),)
        )
    )
    tuesday = date.fromordinal(START.toordinal() + (1 - START.weekday()) % 7)
    assert day_minutes(athlete, tuesday, START) == 75
