"""Blocks brought into their bands once a season stands; touches of pillars that are due; rest before a fixed Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.abilities import estimate
from homestretch.blueprint.read import builtin
from homestretch.planning import invariants, plan_season
from homestretch.planning.balance import blocks_within
from homestretch.planning.plan import prepare
from homestretch.planning.planner import Planner
from homestretch.planning.polish import Account, Edit, _sets, blocks, polish
from homestretch.planning.report import keys_held
from homestretch.planning.season import Day, Season, Week
from homestretch.planning.sums import phase_spans, pillar_load
from studies.athletes import random_athlete
from tests.builders.runners import START, runner

# made-up athletes with a block that a few changes bring into its band
HELPED = (41000014, 41000079, 41000081)
DAY = timedelta(days=1)


def placed(key: int) -> tuple[Planner, date]:
    """A made-up athlete's season with all its weeks, as it stands before it is polished."""
    athlete, start = random_athlete(key)
    planner, _ = prepare(athlete, start, builtin(), estimate(athlete, start))
    planner.weeks()
    return planner, start


def keeps(planner: Planner, weeks: tuple[Week, ...]) -> bool:
    spans = phase_spans(planner.frames, builtin())
    season = Season("Made up", planner.abilities, planner.start, spans, weeks)
    return not invariants.check(season, planner.athlete, planner.start)


def good(planner: Planner) -> int:
    return blocks_within(zip(planner.frames, planner.history.weeks, strict=True), planner.balance)


@pytest.mark.parametrize("key", HELPED)
def test_more_blocks_lie_in_their_bands_and_all_else_is_kept(key: int) -> None:
    planner, _ = placed(key)
    before, had = tuple(planner.history.weeks), good(planner)
    keys = keys_held(before, planner.frames, planner.spine.required, builtin())
    assert keeps(planner, before)
    assert polish(planner, lambda weeks: keeps(planner, weeks))
    after = tuple(planner.history.weeks)
    assert good(planner) > had
    assert keeps(planner, after)
    assert keys_held(after, planner.frames, planner.spine.required, builtin()) >= keys
    for old, new in zip(before, after, strict=True):
        assert [d.date for d in new.days] == [d.date for d in old.days]
        for was, now in zip(old.days, new.days, strict=True):  # a hard day stays one, an easy day as well
            assert [s.quality for s in now.sessions] == [s.quality for s in was.sessions]
        assert new.pillar_load == pillar_load(new.days)
        assert abs(new.distance_m - old.distance_m) <= 0.1 * old.distance_m
    stood = [d for w in after for d in w.days if d.date >= planner.start]
    assert planner.history.days == stood


@pytest.mark.parametrize("key", HELPED)
def test_nothing_changes_that_would_break_a_limit(key: int) -> None:
    planner, _ = placed(key)
    before = tuple(planner.history.weeks)
    asked: list[tuple[Week, ...]] = []

    def never(weeks: tuple[Week, ...]) -> bool:
        asked.append(weeks)
        return False

    assert not polish(planner, never)
    assert tuple(planner.history.weeks) == before
    assert asked  # there were changes to ask about
    assert len(asked) <= 24  # limit.polish.search


def test_only_weeks_of_blocks_outside_their_bands_change() -> None:
    planner, _ = placed(HELPED[0])
    off = {k for b in blocks(planner) if Account(planner, b).over(Account(planner, b).sums) > 0 for k in b}
    before = list(planner.history.weeks)
    polish(planner, lambda weeks: keeps(planner, weeks))
    changed = {
        k
        for k, (a, b) in enumerate(zip(before, planner.history.weeks, strict=True))
        if pillar_load(a.days) != pillar_load(b.days)
    }
    assert changed
    assert changed <= off


class Scale(Account):
    """A block's account with sums and targets of the test's own."""

    def __init__(self, sums: tuple[float, ...], target: list[float]) -> None:
        self.sums, self.target, self.points = sums, target, 8.0


moves = st.tuples(*[st.floats(-150, 150)] * 4)


@given(st.lists(moves, max_size=7), st.tuples(*[st.floats(200, 900)] * 4))
@settings(max_examples=200, deadline=None)
def test_every_set_offered_brings_the_block_into_its_band_with_the_fewest_changes(
    moved: list[tuple[float, float, float, float]], sums: tuple[float, ...]
) -> None:
    account = Scale(sums, [40.0, 25.0, 22.0, 13.0])
    edits = [Edit(n % 4, f"kind {n}", (((0, n), None),), m, 1.0) for n, m in enumerate(moved)]  # type: ignore[arg-type]
    limits = {"edits": 3, "width": 1000}
    offered = list(_sets(account, edits, limits))
    assert len(offered) == len(set(offered))
    assert [len(s) for s in offered] == sorted(len(s) for s in offered)
    for chosen in offered:
        total = [x + sum(edits[n].moved[p] for n in chosen) for p, x in enumerate(sums)]
        assert all(
            abs(100 * x / (sum(total) or 1.0) - t) <= account.points + 1e-9
            for x, t in zip(total, account.target, strict=True)
        )
    single = [
        (n,)
        for n, e in enumerate(edits)
        if account.over(tuple(a + b for a, b in zip(sums, e.moved, strict=True))) <= 0
    ]
    assert {s for s in offered if len(s) == 1} == set(single)


def test_a_pillar_is_due_when_the_week_before_was_without_it() -> None:
    """1.5: in build and specific each pillar in any 14 days; in general base none is asked for."""
    athlete = runner()
    planner, _ = prepare(athlete, START, builtin(), estimate(athlete, START))
    build = next(f for f in planner.frames if f.phase == "build")
    base = next(f for f in planner.frames if f.phase == "general base")
    assert planner.due(build) == {
        "aerobic_base",
        "lactate_tolerance",
        "transition_speed",
        "finishing_kick",
    }
    kick, set_of_200s = planner.menu.easy("FK09", 40, 1), planner.menu.easy("LT04", 40, 0)
    planner.history.days.append(Day(build.start - 7 * DAY, (kick,)))
    planner.history.days.append(Day(build.start - DAY, (set_of_200s,)))
    assert planner.due(build) == {"aerobic_base", "transition_speed"}
    assert planner.due(replace(build, start=build.start + DAY)) == {
        "aerobic_base",
        "transition_speed",
        "finishing_kick",
    }
    assert planner.due(base) == frozenset()


def test_a_race_on_a_monday_is_counted_with_the_days_of_running_before_it() -> None:
    """INV-25: seven days at home and a race on the eighth, a Monday; without a day of rest among them no week of it."""
    athlete, start = random_athlete(41000664)
    assert athlete.races[0].date.weekday() == 0
    season = plan_season(athlete, start)
    assert season.refused is None
    ran = {d.date for w in season.weeks for d in w.days if any(s.distance_m for s in d.sessions)}
    race = athlete.races[0].date
    assert race in ran
    assert not all(race - n * DAY in ran for n in range(7))
