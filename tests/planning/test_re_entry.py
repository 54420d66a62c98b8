"""Kilometres after a break: INV-11's mean leaves out the break and the way back, which method 3.7 measures."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete, Race, Span
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.invariants import check
from homestretch.planning.invariants.book import Book
from homestretch.planning.invariants.breaks import Breaks
from homestretch.planning.invariants.load import week_limit
from homestretch.planning.plan import prepare
from homestretch.planning.re_entry import PAST_WEEKS, WayBack, way_back
from homestretch.planning.season import PlannedSession
from homestretch.planning.volume import ramp_limit
from tests.builders.checks import broken
from tests.builders.runners import START, runner
from tests.builders.seasons import START as CHECKED
from tests.builders.seasons import athlete, easy, plain, season

KM = 1000.0
DAY = timedelta(days=1)
MONDAY = date(2027, 2, 1)  # week 6 of the runner's season
WEEK = (MONDAY - START).days // 7
FAR = 1e9  # no 12-month highest


def away(first: date, days: int) -> Span:
    return Span(first, first + (days - 1) * DAY)


def frames(who: Athlete) -> tuple[WeekFrame, ...]:
    return prepare(who, START, builtin(), estimate(who, START))[0].frames


def back(who: Athlete) -> WayBack:
    return way_back(who, frames(who), builtin())


def test_a_week_away_comes_back_over_as_many_days_at_half_and_three_quarters() -> None:
    found = back(runner(busy=(away(MONDAY, 7),)))
    assert found.began[WEEK - 1 : WEEK + 3] == (None, WEEK, WEEK, None)
    assert found.shares[WEEK] is None
    assert found.shares[WEEK + 1] == pytest.approx((4 * 0.50 + 3 * 0.75) / 7)


def test_a_way_back_has_at_most_ten_days_after_thirteen_away() -> None:
    found = back(runner(busy=(away(MONDAY, 13),)))  # home from the second Sunday on
    assert found.shares[WEEK + 1] == pytest.approx(0.50 / 7)
    assert found.shares[WEEK + 2] == pytest.approx((4 * 0.50 + 3 * 0.75) / 7)
    assert found.shares[WEEK + 3] == pytest.approx((2 * 0.75 + 5) / 7)
    assert found.began[WEEK + 3] == WEEK
    assert found.began[WEEK + 4] is None


def test_five_days_away_are_no_break() -> None:
    assert set(back(runner(busy=(away(MONDAY, 5),))).began) == {None}


def test_two_times_away_that_touch_are_one_break() -> None:
    one, two = away(MONDAY, 3), away(MONDAY + 3 * DAY, 4)
    assert back(runner(busy=(two, one))) == back(runner(busy=(away(MONDAY, 7),)))


def test_the_kilometres_come_back_as_3_7_says() -> None:
    """Ten days away at 48 km a week held the next five weeks under 18 km, as a week of 0 km stood in the mean of four."""
    who = runner(busy=(away(MONDAY, 10),))
    found = plan_season(who, START)
    assert found.refused is None
    assert not found.violations
    km = [w.distance_m / KM for w in found.weeks]
    usual = sum(km[WEEK - PAST_WEEKS : WEEK]) / PAST_WEEKS
    assert km[WEEK + 1] <= 0.4 * usual  # Thursday to Sunday, at half
    assert 0.5 * usual < km[WEEK + 2] <= 0.77 * usual
    assert all(x > 0.6 * usual for x in km[WEEK + 3 : -2] if x)


def test_who_ran_nothing_before_a_break_comes_back_to_what_is_always_allowed() -> None:
    """A share of nothing is nothing: it counts from the 8.9 km a week that a plan gives anybody (INV-11)."""
    few: dict[str, object] = {
        "training_years": 0.1,
        "quality_per_week": 0.0,
        "longest_run_km": 0.0,
        "results": (),
    }
    who = runner(weekly_km=0.0, busy=(away(START + 7 * DAY, 7),), **few)
    volume = prepare(who, START, builtin(), estimate(who, START))[0].volume
    weeks = [0.0] * PAST_WEEKS + [8.3 * KM, 0.0]
    assert volume.returned_m(2, weeks, builtin()) == pytest.approx((4 * 0.50 + 3 * 0.75) / 7 * 8.9 * KM)
    assert volume.returned_m(4, [*weeks, 5 * KM, 8 * KM], builtin()) == math.inf
    assert plan_season(who, START).weeks[2].distance_m > 4.5 * KM


def test_without_a_break_nothing_changes() -> None:
    weeks = [40 * KM] * PAST_WEEKS + [42 * KM, 12 * KM, 10 * KM]
    none = WayBack((None,) * 8, (None,) * 8)
    assert ramp_limit(weeks, FAR, False, builtin(), none, 3) == ramp_limit(weeks, FAR, False, builtin())


def test_after_the_way_back_the_mean_is_of_ordinary_weeks() -> None:
    """42 km and 30 km a week as before, 0 km away, 20 km on the way back: 1.3 times the mean of all would be 30 km."""
    weeks = [42 * KM] * PAST_WEEKS + [42 * KM, 0.0, 20 * KM, 30 * KM]
    gap = WayBack((None, 1, 1, 1, None), (None, None, 0.5, 0.75, None))
    assert ramp_limit(weeks, FAR, False, builtin()) == pytest.approx(1.3 * 92 * KM / 4)
    # largest of the four before: 42 km, 8 % more
    assert ramp_limit(weeks, FAR, False, builtin(), gap, 4) == pytest.approx(1.08 * 42 * KM)
    assert gap.most_m(3, weeks) == pytest.approx(0.75 * 42 * KM)


def test_the_check_lets_a_week_after_a_break_reach_what_3_7_gives_back_and_no_more() -> None:
    first = CHECKED + timedelta(weeks=4)
    who = athlete(weekly_km=40, busy=(away(first, 14),))
    km = sum(s.distance_m for d in plain().values() for s in d) / KM

    def of_usual(share: float) -> dict[str, tuple[PlannedSession, ...]]:
        minutes = round(share * km * KM / 4 / 3.383 / 60)  # at the middle of the easy target
        return {d: (easy(minutes=minutes),) for d in ("mon", "wed", "fri", "sun")}

    before = [*[plain()] * 4, {"sun": ()}, {"sun": ()}, of_usual(0.5)]
    assert "INV-11" not in broken(season(*before, of_usual(0.73)), who)  # 49 % by the mean of all four weeks
    assert "INV-11" in broken(season(*before, of_usual(0.78)), who)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 110), st.integers(1, 70)), min_size=1, max_size=3),
    st.lists(st.floats(0.0, 70.0), min_size=16, max_size=16),
    st.booleans(),
)
def test_planner_and_check_know_the_same_limit(
    spans: list[tuple[int, int]], km: list[float], bone: bool
) -> None:
    """Two ways to the same number, for any breaks: the plan is made with one, and judged by the other."""
    who = runner(
        busy=tuple(away(START + n * DAY, days) for n, days in spans),
        races=(Race(START + 16 * 7 * DAY - 2 * DAY, 1500.0),),
    )
    own = frames(who)
    found = way_back(who, own, builtin())
    made = season(*[plain()] * len(own), start=START)
    book = Book(made, who, START)
    values = [48 * KM] * PAST_WEEKS + [x * KM for x in km]
    for k in range(len(own)):
        most, _ = week_limit(book, values, k, 0.5 if bone else 1.0, Breaks(book))
        planned = ramp_limit(values[: PAST_WEEKS + k], FAR, bone, builtin(), found, k)
        assert planned <= most + 1
        assert planned >= most * 0.98 - 200  # the plan's floor is a little lower than the check's


def test_the_check_still_finds_nothing_in_seasons_with_breaks() -> None:
    for days in (7, 10, 14, 21):
        who = runner(busy=(away(MONDAY, days),))
        found = plan_season(who, START)
        assert found.weeks, days
        assert check(found, who, START) == (), days
