"""Each limit around races lets a legal season pass and names itself when broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from homestretch.athlete.model import Athlete, Availability, Race, Result, Span
from homestretch.planning.invariants.book import join_meetings
from homestretch.planning.season import PlannedSession, Season
from tests.builders.checks import broken
from tests.builders.seasons import (
    START,
    athlete,
    easy,
    fast,
    hard,
    light,
    long,
    plain,
    race,
    season,
    strength,
)

DAY = timedelta(days=1)
RACE_WEEK = 7
RACE_DAY = START + 7 * DAY * RACE_WEEK + 5 * DAY  # the Saturday of week 8


def racer(priority: Any = "A", **changes: Any) -> Athlete:
    return athlete(races=(Race(RACE_DAY, 1500.0, priority),), hsr_m_per_week=1500, **changes)


def final_week(**days: PlannedSession | tuple[PlannedSession, ...]) -> dict[str, tuple[PlannedSession, ...]]:
    """About 60 % of a plain week, the race on Saturday."""
    calm = {
        "tue": easy(minutes=35),
        "wed": easy(minutes=30),
        "thu": easy(minutes=25),
        "sat": race(),
        "sun": (),
    }
    return plain(**{**calm, **days})


def to_the_race(last: dict[str, tuple[PlannedSession, ...]], before: dict[str, Any] | None = None) -> Season:
    weeks = [plain()] * 3 + [light()] + [plain()] * 2 + [plain(**(before or {}))]
    return season(*weeks, last, emphases={RACE_WEEK: "race"}, phases={RACE_WEEK: "taper"})


def test_a_race_week_of_60_percent_breaks_nothing() -> None:
    made = to_the_race(final_week())
    share = made.weeks[-1].distance_m / made.weeks[0].distance_m
    assert 0.55 < share < 0.70
    assert broken(made, racer()) == set()


def test_a_race_week_outside_40_to_70_percent_of_the_highest_breaks_inv_29() -> None:
    full = final_week(tue=easy(minutes=45), thu=easy(minutes=40), wed=easy(minutes=35))
    assert broken(to_the_race(full), racer()) == {"INV-29"}
    empty = final_week(tue=(), wed=())
    assert broken(to_the_race(empty), racer()) == {"INV-29"}
    assert broken(to_the_race(full), racer("B")) == set()


def test_the_lower_bound_shrinks_with_days_that_cannot_be_used() -> None:
    empty = final_week(tue=(), wed=())
    monday = RACE_DAY - 5 * DAY
    away = racer(busy=(Span(monday, monday + 2 * DAY),))
    assert broken(to_the_race(empty), away) == set()
    assert broken(to_the_race(empty), racer(availability=Availability(days=(3, 5)))) == {"INV-29"}


def test_the_second_a_race_of_one_peak_has_its_small_taper() -> None:
    second = RACE_DAY + 7 * DAY
    races = (Race(RACE_DAY, 1500.0), Race(second, 1500.0))
    who = athlete(races=races, hsr_m_per_week=1500)
    made = season(
        *list(_plans(to_the_race(final_week()))),
        final_week(tue=easy(minutes=45), wed=easy(minutes=45)),
    )
    assert "INV-29" not in broken(made, who)


def _plans(made: Season) -> list[dict[str, tuple[PlannedSession, ...]]]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return [dict(zip(names, (d.sessions for d in w.days), strict=True)) for w in made.weeks]


def test_nothing_harder_than_an_opener_stands_in_the_last_three_days() -> None:
    assert broken(to_the_race(final_week(tue=hard("AB07", 1, metres=2400))), racer()) == set()
    assert broken(
        to_the_race(final_week(thu=hard("AB07", 1, metres=1600), tue=easy(minutes=25))), racer()
    ) == {"INV-29"}


def test_tests_and_race_rehearsals_end_more_than_five_days_before() -> None:
    rehearsal = hard("TT01", 1, 8, 2000, 5.0)
    assert "INV-29" in broken(to_the_race(final_week(tue=rehearsal)), racer())
    assert "INV-29" not in broken(to_the_race(final_week(), {"tue": rehearsal}), racer())


def test_heavy_strength_ends_ten_and_bounding_seven_days_before() -> None:
    heavy = (easy(minutes=40), strength("ST03"))
    early = {"tue": (hard(), strength("ST03"))}
    assert "INV-29" in broken(to_the_race(final_week(), {"wed": heavy}), racer())
    assert "INV-29" not in broken(to_the_race(final_week(), early), racer())
    bound = (easy(minutes=40), strength("ST05", 60))
    assert "INV-29" in broken(to_the_race(final_week(tue=bound)), racer())


def test_the_last_week_brings_no_new_family() -> None:
    new = final_week(tue=fast("LT04", 1, 3))
    assert broken(to_the_race(new), racer()) == {"INV-29"}
    known = to_the_race(new, {"tue": fast("LT04", 1, 3), "thu": easy(minutes=35), "sun": long(50)})
    assert broken(known, racer()) == set()


def test_race_days_in_28_days_are_counted_with_rounds_at_half() -> None:
    def every(step: int, count: int, **more: Any) -> Athlete:
        races = tuple(Race(START + 5 * DAY + k * step * DAY, 1500.0, "C", **more) for k in range(count))
        return athlete(races=races, hsr_m_per_week=1500)

    week = plain(tue=easy(minutes=30), sat=race(), sun=(), wed=easy(minutes=30))
    assert "INV-30" not in broken(season(*[week] * 4), every(7, 4))
    beginner = season(*[week] * 4, level="beginner")
    assert "INV-30" in broken(beginner, every(7, 4))
    assert "INV-53" in broken(season(*[week] * 4), _young(every(7, 4), 15))
    past = tuple(Result(1500.0, 290.0, START - 3 * DAY * k) for k in (1, 2))
    busy = athlete(races=every(7, 3).races, results=past, hsr_m_per_week=1500)
    assert "INV-30" in broken(season(*[week] * 3), busy)


def _young(who: Athlete, age: int) -> Athlete:
    return replace(who, born=date(START.year - age, 1, 15))


def test_races_48_hours_apart_may_be_of_two_meetings_nearer_ones_not() -> None:
    week = plain(tue=(), wed=race(), fri=race(), sat=(), thu=(), sun=())
    a, b = START + 2 * DAY, START + 4 * DAY
    assert "INV-30" not in broken(season(week), athlete(races=(Race(a, 1500.0, "C"), Race(b, 1500.0, "B"))))
    near = plain(tue=(), wed=race(), thu=race(), sat=(), sun=())
    who = athlete(races=(Race(a, 1500.0, "C"), Race(a + DAY, 1500.0, "B")))
    assert "INV-30" in broken(season(near), who)


def test_race_days_are_joined_to_meetings() -> None:
    day = START
    rounds = Race(day, 800.0, "A", rounds=(day + DAY, day + 3 * DAY))
    joined = join_meetings([(day, 800), (day + DAY, 800), (day + 3 * DAY, 800)], (rounds,))
    assert [m.days for m in joined] == [(day, day + DAY, day + 3 * DAY)]
    assert joined[0].race_days == 2.0
    other = Race(day + 10 * DAY, 5000.0, "B")
    apart = join_meetings([(day, 800), (day + 10 * DAY, 5000)], (rounds, other))
    assert [(m.priority, m.distance_m) for m in apart] == [("A", 800.0), ("B", 5000.0)]


def test_children_race_3000_m_at_most() -> None:
    week = plain(tue=easy(minutes=30), sat=race(5000, 4.7), sun=())
    races = (Race(START + 5 * DAY, 5000.0, "C"),)
    assert "INV-53" in broken(season(week), athlete(13, races=races))
    assert "INV-53" not in broken(season(week), athlete(15, races=races, weekly_km=36))
