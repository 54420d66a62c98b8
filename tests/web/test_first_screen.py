"""Whatever the day holds, a phone's first screen says what to run, how fast and why (planned seasons, not made-up ones)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from homestretch.athlete.model import Athlete, Health
from homestretch.planning import plan_season
from homestretch.planning.season import Day, Season
from homestretch.store import accounts, athletes, seasons
from tests.builders.sample_season import START, sample_athlete
from tests.web.visitor import NAVIGATION_PX, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = {"what": ".session h1, #rest", "why": ".why-short, #rest + p", "how fast": ".how-fast"}
KINDS: dict[str, Callable[[Day], bool]] = {
    "quality": lambda day: any(s.quality and s.id != "RACE" for s in day.sessions),
    "easy": lambda day: not any(s.quality for s in day.sessions) and any(s.distance_m for s in day.sessions),
    "rest": lambda day: bool(day.sessions) and not any(s.distance_m for s in day.sessions),
    "race": lambda day: any(s.id == "RACE" for s in day.sessions),
    "test": lambda day: any(s.id.startswith("TT") for s in day.sessions),
}


@pytest.fixture(scope="module")
def miler() -> tuple[Athlete, Season]:
    athlete = sample_athlete()
    from homestretch.blueprint.read import builtin

    return athlete, plan_season(athlete, START, builtin())


@pytest.fixture(scope="module")
def beginner() -> tuple[Athlete, Season]:
    """Fifteen years old without a result: paces are a guess, and the page says so."""
    from homestretch.blueprint.read import builtin

    athlete = sample_athlete(
        results=(), born=date(2012, 1, 5), weekly_km=15.0, longest_run_km=6.0, training_years=0.5,
        health=Health(guardian_consent=True), guardian_contact="a parent", flying30_s=None,
    )  # fmt: skip
    return athlete, plan_season(athlete, START, builtin())


def issue(athlete: Athlete, season: Season) -> None:
    assert season.refused is None
    stored = athletes.add_athlete(accounts.owner().pk, START)
    seasons.add_season(stored.id, season, replace(athlete), START, "0" * 64)


def days_of(season: Season, kind: str) -> list[Day]:
    """Days of a kind, those with the longest reasons first."""
    found = [d for w in season.weeks for d in w.days if d.date >= season.start and KINDS[kind](d)]
    return sorted(found, key=lambda d: -max(len(s.why) + len(s.notation) for s in d.sessions))


def check_first_screen(visitor: Visitor, kind: str, day: Day) -> None:
    visitor.open("/today/")
    bottom = visitor.page.viewport_size["height"] - NAVIGATION_PX
    for part, where in PARTS.items():
        if kind == "rest" and part == "how fast":
            continue
        box = visitor.page.locator(where).first.bounding_box()
        assert box is not None, f"{part} is missing on {day.date}"
        assert box["y"] + box["height"] <= bottom, f"{part} needs a scroll on {day.date} ({kind})"


@pytest.mark.parametrize("kind", KINDS)
def test_a_planned_day_needs_no_scroll(
    visitor: Visitor, on_day: Any, miler: tuple[Athlete, Season], kind: str
) -> None:
    issue(*miler)
    days = days_of(miler[1], kind)
    assert days, f"the season has no {kind} day"
    for day in days[:4]:
        on_day(day.date)
        check_first_screen(visitor, kind, day)
    visitor.shot(f"today-{kind}")


@pytest.mark.parametrize("kind", ["easy", "rest", "quality", "race"])
def test_neither_does_a_beginners_day(
    visitor: Visitor, on_day: Any, beginner: tuple[Athlete, Season], kind: str
) -> None:
    issue(*beginner)
    days = days_of(beginner[1], kind)
    first = [d for d in days if (d.date - START).days < 14]  # where the page says that paces are a guess
    for day in [*first[:2], *days[:2]]:
        on_day(day.date)
        check_first_screen(visitor, kind, day)
    visitor.shot(f"beginner-{kind}")
