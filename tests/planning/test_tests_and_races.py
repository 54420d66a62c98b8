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
THURSDAY, SATURDAY = 3, 5


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
    assert len(found) == 2  # the week away takes the place of a third
    assert all(d.weekday() == THURSDAY and "loop" not in s.terrain for _, d, s in found)
    assert all(THURSDAY <= d.weekday() <= SATURDAY for _, d, _ in controlled(example("speed-800")[1]))


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


def test_a_test_off_the_track_is_late_in_its_week() -> None:
    """The master's track is open on Tuesdays alone: what can't stand there is run fresh on a measured loop."""
    athlete, season = example("master-3000")
    assert athlete.availability.track == (1,)
    for _, day, s in controlled(season):
        assert day.weekday() in (1, 4), day
        assert ("loop" in s.terrain) == (day.weekday() == 4)


def test_a_beginner_is_not_tested_in_the_first_week() -> None:
    found = controlled(example("beginner-5000")[1])
    assert found[0][0].number == 2


def test_the_week_of_heat_and_final_holds_race_pace_four_or_five_days_out() -> None:
    """Heat and final are one meeting: the last hard session before them stays (method 3.5, 13.12)."""
    _, season = example("speed-800")
    last = season.weeks[-1]
    raced = [d for d, s in sessions(last) if s.id == "RACE"]
    assert len(raced) == 2
    sharp = [(d, s) for d, s in sessions(last) if s.quality and s.id != "RACE"]
    assert [(s.id, (min(raced) - d).days) for d, s in sharp] == [("LT04", 4)]
    assert sharp[0][1].level == 1


def test_the_last_weeks_hold_the_race_pace_of_the_event() -> None:
    """3 x 400 m for 1500 m, in the taper and in the week of the race."""
    _, season = example("intermediate-1500")
    for week in season.weeks[-2:]:
        assert any(s.id == "LT05" for _, s in sessions(week)), week.number
    last = next(s for _, s in sessions(season.weeks[-1]) if s.id == "LT05")
    assert last.notation.startswith("3 x 400 m")


def test_strides_stand_in_the_last_three_days_and_none_after_the_race() -> None:
    for name in STARTS:
        athlete, season = example(name)
        goal = min(min((r.date, *r.rounds)) for r in athlete.races if r.priority == "A")
        over = max(max((r.date, *r.rounds)) for r in athlete.races if r.priority == "A")
        strides = [d for w in season.weeks for d, s in sessions(w) if s.id == "AB03"]
        assert any(2 <= (goal - d).days <= 3 for d in strides), name
        after = [s for w in season.weeks for d, s in sessions(w) if d == over + DAY and s.distance_m]
        assert all(s.id in ("AB01", "AB02") for s in after), name


def test_the_week_of_a_b_race_is_a_quarter_smaller_and_without_maximal_strength() -> None:
    athlete, season = example("speed-800")
    race = next(r for r in athlete.races if r.priority == "B")
    k = next(n for n, w in enumerate(season.weeks) if w.start <= race.date < w.start + 7 * DAY)
    before, week = season.weeks[k - 1], season.weeks[k]
    assert any(s.id == "ST03" for _, s in sessions(before))
    assert not any(s.id == "ST03" for _, s in sessions(week))
    assert 0.65 * before.distance_m < week.distance_m < 0.80 * before.distance_m
