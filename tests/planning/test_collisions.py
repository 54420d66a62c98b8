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
from homestretch.planning.collide import (
    LAST_EFFORT,
    MOST_EFFORT,
    Collision,
    find,
    only_races,
    week_of,
    why_none,
)
from homestretch.planning.fixed import Item, items_of, without
from homestretch.planning.plan import Begun, attempt
from homestretch.planning.season import Season, Violation
from homestretch.planning.solving import Account
from homestretch.planning.spine_task import WAYS
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
    """A planner for which these things, and only they, collide; each season has its price."""

    def __init__(self, core: frozenset[Item], price: float) -> None:
        self.core, self.price = core, price
        self.account = Account(spent=price, seasons=1)  # the plan that is refused was the first

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

    def season(self, athlete: Athlete) -> Season:
        broken = all(self.holds(athlete, i) for i in self.core)
        return replace(sample_season(), violations=(BROKEN,) if broken else ())

    def __call__(self, athlete: Athlete) -> PretendedSeason:
        return PretendedSeason(self.season(athlete), self)


class PretendedSeason:
    """Pays for its weeks as they are asked for."""

    def __init__(self, season: Season, planner: Pretended) -> None:
        self.season, self.planner, self.placed = season, planner, 0

    def until(self, week: int | None, most: float) -> Season | None:
        weeks = len(self.season.weeks)
        account = self.planner.account
        while self.placed < min(weeks if week is None else week, weeks):
            if account.spent >= most:
                return None
            account.spent += self.planner.price / weeks
            self.placed += 1
        return self.season


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sets(st.sampled_from(ITEMS), min_size=1).map(frozenset), st.sampled_from((0.02, 0.2, 0.6)))
def test_a_made_up_conflict_is_found_to_the_last_thing(core: frozenset[Item], price: float) -> None:
    planner = Pretended(core, price)
    found = find(BROKEN, planner.season(FIXED), FIXED, planner, planner.account)
    assert planner.account.spent <= MOST_EFFORT + LAST_EFFORT + price
    assert set(found.items) >= core
    assert found.smallest or price > 0.02
    if found.smallest:
        races = {Item("race", i.index) for i in core if i.kind == "rounds"}
        assert set(found.items) == core | races  # rounds do not stand without their race
    assert found.remedies
    for remedy in found.remedies:
        assert planner.season(remedy.athlete).violations == ()


def test_where_nothing_helps_it_says_what_was_tried() -> None:
    planner = Pretended(frozenset(), 0.02)  # broken, whatever is left out
    broken = planner.season(FIXED)
    refused = why_none(broken.violations, broken, FIXED, planner, planner.account)
    assert "Tried without success: " in refused.reason
    assert refused.loosen
    assert refused.colliding
    assert refused.rule == "INV-11"


@pytest.mark.parametrize("price", [1.0, 3.0])
def test_a_dear_season_is_refused_at_a_bounded_effort(price: float) -> None:
    """However dear a season is: no more than what is asked, and the set is not said to be smallest."""
    planner = Pretended(frozenset(ITEMS), price)
    found = find(BROKEN, planner.season(FIXED), FIXED, planner, planner.account)
    assert planner.account.spent <= max(MOST_EFFORT + LAST_EFFORT, 2 * price) + price
    assert set(found.items) >= planner.core


def test_answers_kept_change_nothing() -> None:
    """A season planned beside others is the season that its athlete gets alone."""
    athlete = replace(TWO_RACES, races=TWO_RACES.races[1:])
    account = Account(asking_again=True)
    known = []
    for _ in range(2):
        beside = Begun(athlete, START, builtin(), account).until()
        known.append(len(account.known))
    assert beside == attempt(athlete, START, builtin(), WAYS[:1])
    assert known[0] == known[1] > 0  # the second time nothing was searched for


def test_a_beginner_is_not_looked_for_in_a_way_that_finds_the_same() -> None:
    """No block of a beginner is held against its bands (13.7), and in nothing else do the ways differ."""
    account = Account()
    season = attempt(TWO_RACES, START, builtin(), account=account)
    assert season.violations
    assert account.seasons == 1
    other = Begun(TWO_RACES, START, builtin(), Account(), WAYS[1]).until()
    assert other == season


def test_a_season_placed_in_parts_is_the_season_placed_at_once() -> None:
    athlete = replace(TWO_RACES, races=TWO_RACES.races[1:])
    parts, whole = (Begun(athlete, START, builtin(), Account()) for _ in range(2))
    for week in (1, 3, 4):
        begun = parts.until(week)
        assert begun is not None
        assert len(begun.weeks) == week
    assert parts.until() == whole.until()
    assert parts.account.spent == whole.account.spent
    assert Begun(athlete, START, builtin(), Account()).until(most=0.0) is None


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
    account = Account()
    season = attempt(athlete, start, builtin(), account=account)
    account.asking_again = True
    weeks = [(v, week_of(v, season)) for v in season.violations]
    first = next(v for v, week in weeks if week is not None and only_races(week))
    return first, find(first, season, athlete, lambda a: Begun(a, start, builtin(), account), account)


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
