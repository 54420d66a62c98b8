"""Athletes for property tests: a Hypothesis strategy over the made-up athletes of the studies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from homestretch.athlete.model import Athlete
from studies.athletes import random_athlete

SEEDS = st.integers(min_value=0, max_value=999_999)


@st.composite
def athletes(draw: st.DrawFn, most_weeks: int = 40) -> tuple[Athlete, date]:
    """A made-up athlete and a first day.

    Habits shrink towards the plainest that still fail: no busy days, no injuries, no results, one race.
    ``most_weeks`` moves all races nearer where plans of that length are too slow for the test.
    """
    athlete, start = random_athlete(draw(SEEDS))
    athlete = _nearer(athlete, start, most_weeks)
    if not draw(st.booleans()):
        athlete = replace(athlete, busy=())
    if not draw(st.booleans()):
        athlete = replace(athlete, health=replace(athlete.health, injuries=(), restrictions=()))
    results = draw(st.integers(0, len(athlete.results)))
    goal = next((r for r in athlete.races if r.priority == "A"), athlete.races[0])
    if not draw(st.booleans()):
        athlete = replace(athlete, races=(goal,))
    return replace(athlete, results=athlete.results[:results]), start


def _nearer(athlete: Athlete, start: date, most_weeks: int) -> Athlete:
    """The same athlete without races beyond ``most_weeks``; where none is left, the first is moved nearer."""
    limit = start + timedelta(weeks=most_weeks)
    kept = tuple(r for r in athlete.races if max((r.date, *r.rounds)) <= limit)
    if kept:
        return replace(athlete, races=kept)
    first = min(athlete.races, key=lambda r: r.date)
    shift = timedelta(weeks=(first.date - limit).days // 7 + 2)
    day = max(first.date - shift, start)
    return replace(athlete, races=(replace(first, date=day, rounds=()),))
