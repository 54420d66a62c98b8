"""Where tests stand in a season, what keeps its place beside them, and what the week of a race holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from homestretch.athlete.file import read_athlete
from homestretch.athlete.model import Athlete
from homestretch.planning import plan_season
from homestretch.planning.season import PlannedSession, Season, Week
from tools.examples import FOLDER, STARTS

DAY = timedelta(days=1)
THURSDAY = 3


@cache
def example(name: str) -> tuple[Athlete, Season]:
    athlete = read_athlete(FOLDER / f"{name}.toml")
    season = plan_season(athlete, STARTS[name])
    assert season.refused is None
    assert season.violations == ()
    return athlete, season


def sessions(week: Week) -> Iterator[tuple[date, PlannedSession]]:
    for day in week.days:
        for s in day.sessions:
            yield day.date, s


def controlled(season: Season) -> list[tuple[Week, date, PlannedSession]]:
    return [(w, d, s) for w in season.weeks for d, s in sessions(w) if s.id.startswith("TT")]


def test_every_test_week_holds_a_test_or_one_hard_session_instead() -> None:
    """The master's only track day is two days after Sunday's hard session: the test is run on a measured loop."""
    _, season = example("master-3000")
    weeks = [w for w in season.weeks if w.emphasis == "test"]
    assert len(weeks) == 3
    assert [w.number for w, _, _ in controlled(season)] == [w.number for w in weeks]
    for name in STARTS:
        for week in example(name)[1].weeks:
            hard = any(s.quality for _, s in sessions(week))
            assert hard or week.emphasis != "test", (name, week.number)


def test_a_test_stands_late_in_its_easy_week() -> None:
    """The intermediate's tracks are open on Tuesday and Thursday: a test two days after a full week is no honest one."""
    found = controlled(example("intermediate-1500")[1])
    assert len(found) == 3
    assert all(d.weekday() == THURSDAY and "loop" not in s.terrain for _, d, s in found)
    assert all(d.weekday() >= THURSDAY for name in STARTS for _, d, _ in controlled(example(name)[1]))


def test_a_club_session_keeps_its_place_where_a_test_was_due() -> None:
    """At 15 one session of this kind is allowed in seven days: the club's stays, and the plan says what is left out."""
    athlete, season = example("junior-800")
    club = athlete.availability.fixed[0].weekday
    for week in season.weeks:
        assert any(s.id == "CLUB" and d.weekday() == club for d, s in sessions(week)), week.number
    assert controlled(season) == []
    said = [n for w in season.weeks for n in w.notes if "Controlled 2K is left out" in n]
    assert said
    assert all("the club session keeps its place" in n for n in said)
