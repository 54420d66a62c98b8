"""Days away in a season: the easy week that they are, the test that they move, and the order in which hard work returns."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete, Health, Injury, Span
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.away import breaks, too_early
from homestretch.planning.calendar import WeekFrame, frame
from homestretch.planning.numbers import table
from tests.builders.runners import START, runner

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
LAST = date(2027, 3, 7)  # of the days away below


def away(days: int) -> list[tuple[date, int]]:
    return breaks([Span(LAST - (days - 1) * DAY, LAST)], 4)


def first_days(session_id: str, days: int) -> int:
    """Days back in which a session is too early after ``days`` away."""
    kind, rules = builtin().sessions[session_id], table(builtin(), "season.re_entry")
    early = [too_early(kind, LAST + n * DAY, away(days), rules) for n in range(1, 100)]
    assert early == sorted(early, reverse=True)  # once it may stand, it may for good
    return sum(early)


@pytest.mark.parametrize(
    ("days", "threshold", "faster", "rest"),
    [
        (3, 0, 0, 0),  # "resume"
        (4, 0, 2, 2),  # "after 2 easy days"
        (7, 0, 7, 7),  # "from day 5: strides, then 1 LT", over as many days as the break
        (13, 0, 10, 10),  # at most ten
        (14, 0, 14, 14),  # "LT wk2, CS/VO2 wk3"
        (21, 0, 14, 21),
        (30, 0, 21, 28),  # "LTOL not before wk5"
        (70, 0, 35, 63),
    ],
)
def test_threshold_comes_first_then_faster_work_then_the_rest(
    days: int, threshold: int, faster: int, rest: int
) -> None:
    assert first_days("AB07", days) == threshold  # its own first days: `no_quality`
    assert first_days("AB10", days) == first_days("AB12", days) == faster
    assert {first_days(s, days) for s in ("LT05", "LT01", "FK01", "HI02", "TT01")} == {rest}
    assert first_days("AB02", days) == 0


def frames(who: Athlete) -> tuple[WeekFrame, ...]:
    return frame(who, START, estimate(who, START).level, builtin(), True, lambda _: True)[0]


HURT = Health(
    injuries=(Injury("calf", Span(START - 100 * DAY, START - 80 * DAY)),)
)  # four loading weeks at the most


@pytest.mark.parametrize("health", [Health(), HURT], ids=["sound", "hurt last year"])
@pytest.mark.parametrize("week", range(5, 15))
def test_a_week_away_is_the_easy_one_and_none_stands_right_before_it(week: int, health: Health) -> None:
    monday = START + week * WEEK
    found = frames(runner(health=health, busy=(Span(monday, monday + 4 * DAY),)))
    assert found[week].deload
    assert found[week].test is None
    assert not found[week - 1].deload


@pytest.mark.parametrize(("days", "week"), [(7, 9), (12, 4), (16, 9)])
def test_the_hard_work_of_a_season_comes_back_in_that_order(days: int, week: int) -> None:
    first = START + week * WEEK
    found = plan_season(runner(busy=(Span(first, first + (days - 1) * DAY),)), START)
    assert found.refused is None
    assert found.violations == ()
    back = first + days * DAY
    rules = table(builtin(), "season.re_entry")
    hard = [
        (d.date, s.id)
        for w in found.weeks
        for d in w.days
        for s in d.sessions
        if s.quality and s.id in builtin().sessions and back <= d.date < back + min(days, 28) * DAY
    ]
    gone = breaks([Span(first, back - DAY)], 4)
    assert hard
    assert not [x for x in hard if too_early(builtin().sessions[x[1]], x[0], gone, rules)]
