"""Threshold through the specific phase: a progression run where no hard day is a touch of it (method 13.18, 13.23)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Availability
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.numbers import table
from homestretch.planning.plan import prepare
from homestretch.planning.planner import Planner
from homestretch.planning.season import Season
from homestretch.planning.spine_task import Item, SpineWeek
from tests.builders.runners import START, runner

TOUCH = frozenset(table(builtin(), "season.tempo")["touch"])
WHO = runner(
    availability=Availability(hills=True), weekly_km=60.0
)  # seven days: a run is free beside two hard ones
LACTATE = (Item("LT05", 1), Item("FK01", 1))  # two hard days, neither of them threshold
KEPT = (Item("LT05", 1), Item("AB13", 1))


@pytest.fixture(scope="module")
def planner() -> Planner:
    return prepare(WHO, START, builtin(), estimate(WHO, START))[0]


def step(planner: Planner, phase: str, quality: tuple[Item, ...], **changes: object) -> int:
    """Of the progression run in the phase's last loading week; 0: none."""
    k = max(n for n, f in enumerate(planner.frames) if f.phase == phase and f.loading)
    frames = tuple(replace(f, **changes) if n == k else f for n, f in enumerate(planner.frames))
    return replace(planner, frames=frames).progression(k, SpineWeek(quality))


@pytest.mark.parametrize("phase", ["build", "specific"])
def test_two_hard_days_without_threshold_leave_it_to_a_progression_run(planner: Planner, phase: str) -> None:
    assert step(planner, phase, LACTATE) > 0
    assert step(planner, phase, KEPT) == 0  # one of them is threshold


def test_early_build_base_and_light_weeks_need_none(planner: Planner) -> None:
    assert step(planner, "general base", LACTATE) == 0
    assert step(planner, "build", LACTATE, phase_week=1) == 0
    assert step(planner, "specific", LACTATE, emphasis="deload") == 0


def test_it_takes_no_run_that_strides_or_the_long_run_need(planner: Planner) -> None:
    k = max(n for n, f in enumerate(planner.frames) if f.phase == "specific" and f.loading)
    few = replace(
        planner.slots[k], minutes=(240, 0, 240, 0, 240, 0, 240)
    )  # four days: two hard, long run, strides
    slots = tuple(few if n == k else s for n, s in enumerate(planner.slots))
    assert replace(planner, slots=slots).progression(k, SpineWeek(LACTATE)) == 0


@pytest.fixture(scope="module")
def season() -> Season:
    found = plan_season(WHO, START)
    assert found.refused is None
    return found


def test_the_season_runs_it_in_specific_weeks_of_two_hard_days(season: Season) -> None:
    weeks = [w for w in season.weeks if w.phase == "specific"]
    held = [{s.id: s.quality for d in w.days for s in d.sessions} for w in weeks]
    assert any("AB11" in own and sum(own.values()) > 1 and not TOUCH & set(own) for own in held)
    assert not any("AB11" in own and TOUCH & set(own) for own in held)
