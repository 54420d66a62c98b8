"""What collides is the smallest set, and what to loosen has been planned: on made-up conflicts, and on real plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.model import Athlete, Availability, FixedSession, Race, Span
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.collide import MOST_PLANS, Collision, find, only_races, week_of, why_none
from homestretch.planning.fixed import Item, items_of, without
from homestretch.planning.plan import attempt
from homestretch.planning.season import Season, Violation
from tests.builders.sample_season import START, sample_athlete, sample_season

DAY = timedelta(days=1)
BROKEN = Violation("INV-11", "week 3, from Mon 8 March", "Too much.")
FIXED = sample_athlete(
    races=(
        Race(date(2027, 3, 10), 3000, "C"),
        Race(date(2027, 3, 13), 1500, "B", rounds=(date(2027, 3, 14),)),
        Race(date(2027, 6, 12), 1500, "A"),
    ),
    availability=Availability(days=(0, 1, 3, 5, 6), fixed=(FixedSession(1, "Track session"),)),
    busy=(Span(date(2027, 3, 1), date(2027, 3, 4)),),
)
ITEMS = items_of(FIXED)


class Pretended:
    """A planner for which these things, and only they, collide. Counts what it is asked."""

    def __init__(self, core: frozenset[Item]) -> None:
        self.core, self.asked, self.parts = core, 0, 0

    def holds(self, athlete: Athlete, item: Item) -> bool:
        """Is the thing still fixed in a changed athlete?"""
        if item.kind == "race":
            return FIXED.races[item.index].date in {r.date for r in athlete.races}
        if item.kind == "rounds":
            return any(r.rounds == FIXED.races[item.index].rounds for r in athlete.races)
        if item.kind == "club":
            return bool(athlete.availability.fixed)
        if item.kind == "busy":
            return bool(athlete.busy)
        return athlete.availability.days == FIXED.availability.days

    def __call__(self, athlete: Athlete, until: int | None = None) -> Season:
        self.asked += 1
        self.parts += until is not None
        broken = all(self.holds(athlete, i) for i in self.core)
        return replace(sample_season(), violations=(BROKEN,) if broken else ())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sets(st.sampled_from(ITEMS), min_size=1).map(frozenset))
def test_a_made_up_conflict_is_found_to_the_last_thing(core: frozenset[Item]) -> None:
    planner = Pretended(core)
    found = find(BROKEN, planner(FIXED), FIXED, planner)
    whole = planner.asked - planner.parts
    assert whole <= MOST_PLANS + 1  # the plan that is refused was the first
    assert set(found.items) >= core
    if found.smallest:
        races = {Item("race", i.index) for i in core if i.kind == "rounds"}
        assert set(found.items) == core | races  # rounds do not stand without their race
    assert found.remedies
    for remedy in found.remedies:
        assert planner(remedy.athlete).violations == ()


def test_where_nothing_helps_it_says_what_was_tried() -> None:
    broken = replace(sample_season(), violations=(BROKEN,))
    refused = why_none(broken.violations, broken, FIXED, lambda *_: broken)
    assert "Tried without success: " in refused.reason
    assert refused.loosen
    assert refused.colliding
    assert refused.rule == "INV-11"


# In the third week of a plan that starts from 2 km a week, two 5000 m races are more than the 9 km always allowed.
TWO_RACES = sample_athlete(
    weekly_km=2.0,
    longest_run_km=2.0,
    results=(),
    training_years=0.5,
    races=(
        Race(START + 16 * DAY, 5000, "C"),
        Race(START + 19 * DAY, 5000, "C"),
        Race(START + 60 * DAY, 1500, "A"),
    ),
)
ROUNDS = replace(TWO_RACES, races=(Race(START + 18 * DAY, 5000, "A", rounds=(START + 19 * DAY,)),))
NEXT_DAY = replace(TWO_RACES, weekly_km=0.0, races=(Race(START + 6 * DAY, 3000, "A"),))


def searched(athlete: Athlete, start: date) -> tuple[Violation, Collision]:
    def plan(other: Athlete, until: int | None) -> Season:
        return attempt(other, start, builtin(), until)

    season = plan(athlete, None)
    weeks = [(v, week_of(v, season)) for v in season.violations]
    first = next(v for v, week in weeks if week is not None and only_races(week))
    return first, find(first, season, athlete, plan)


@pytest.mark.parametrize(
    ("athlete", "start", "colliding"),
    [
        (TWO_RACES, START, ("race 2027-03-10", "race 2027-03-13")),
        (ROUNDS, START, ("race 2027-03-12", "rounds of race 2027-03-12")),
    ],
)
def test_each_way_out_gives_a_season_and_each_thing_of_the_set_is_needed(
    athlete: Athlete, start: date, colliding: tuple[str, ...]
) -> None:
    season = plan_season(athlete, start)
    assert season.refused is not None
    assert season.violations == ()
    assert season.weeks == ()
    assert season.refused.colliding == colliding
    first, found = searched(athlete, start)
    assert found.smallest
    assert tuple(r.text for r in found.remedies) == season.refused.loosen
    for remedy in found.remedies:
        mended = plan_season(remedy.athlete, start)
        assert mended.refused is None
        assert mended.weeks
    others = set(items_of(athlete)) - set(found.items)
    alone = without(athlete, others)
    assert alone is not None
    left = attempt(alone, start, builtin()).violations
    assert first.id in {v.id for v in left}
    for item in found.items:
        fewer = without(athlete, others | {item})
        if fewer is not None:
            place = first.where
            kept = attempt(fewer, start, builtin()).violations
            assert (first.id, place) not in {(v.id, v.where) for v in kept}


def test_a_race_that_what_is_run_now_does_not_allow_says_how_to_come_to_it() -> None:
    """The only race cannot be left out: it is moved, or more is run before the plan."""
    start = START + 5 * DAY
    season = plan_season(NEXT_DAY, start)
    assert season.refused is not None
    assert season.violations == ()
    assert season.refused.colliding[0] == "race 2027-02-28"
    assert "the only race, so it cannot be left out" in season.refused.reason
    assert not any("leave out" in hint for hint in season.refused.loosen)
    _, found = searched(NEXT_DAY, start)
    assert found.remedies
    for remedy in found.remedies:
        assert plan_season(remedy.athlete, start).refused is None


def test_the_same_question_gets_the_same_answer() -> None:
    assert plan_season(TWO_RACES, START).refused == plan_season(TWO_RACES, START).refused
