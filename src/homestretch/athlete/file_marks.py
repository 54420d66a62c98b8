"""The [[results]] and [[races]] of an athlete file: times that can be true, dates that do not clash."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from homestretch.athlete.model import MILE_M, Priority, Race, Result, ResultKind, Sex, Surface
from homestretch.athlete.records import fastest_possible
from homestretch.athlete.source import Table
from homestretch.units import UnitError, format_distance, format_time, parse_time

RACE_DISTANCES: Final = (800.0, 1500.0, MILE_M, 3000.0, 5000.0)
_SLOWEST: Final = 5000 / (45 * 60)  # m/s: 5000 m in 45:00 (SCIENCE 1.1)
_ROUND_DAYS: Final = 21  # rounds of one meeting lie this near its first day


def read_result(table: Table, sex: Sex) -> Result:
    table.only("distance_m", "time", "date", "kind", "surface", "wind_mps", "altitude_m")
    table.need("distance_m", "800")
    table.need("time", '"2:12.4"')
    distance = _distance(table)
    return Result(
        distance_m=distance,
        time_s=_time(table, "time", distance, sex) or 0.0,
        date=table.needed_day("date", "2026-06-02"),
        kind=cast(ResultKind, table.choice("kind", ("race", "trial", "test")) or "race"),
        surface=cast(Surface, table.choice("surface", ("track", "indoor", "road", "xc")) or "track"),
        wind_mps=table.number("wind_mps", -20, 20),
        altitude_m=table.number("altitude_m", -50, 4500),
    )


def _distance(table: Table) -> float:
    """Metres, or the word "mile"; 1609 is taken for the mile."""
    value = table.values["distance_m"]
    if isinstance(value, str):
        if value.strip().lower() == "mile":
            return MILE_M
        table.fail(
            "distance_m",
            f'distance_m in {table.title} must be a number of metres or "mile", not the text "{value[:30]}"; '
            "write for example 1500 without quotes.",
        )
    metres = table.number("distance_m", 100, 42_195) or 0.0
    return MILE_M if 1609 <= metres < 1610 else metres


def _time(table: Table, key: str, distance_m: float, sex: Sex) -> float | None:
    """A time in s (text, or a number of seconds) that a human can have run; None when the key is missing."""
    if not table.has(key):
        return None
    value = table.values[key]
    if isinstance(value, str):
        try:
            seconds = parse_time(value)
        except UnitError as error:
            table.fail(key, f"{key} in {table.title}: {error}.")
    else:
        seconds = table.number(key, 1, 36_000) or 0.0
    what = f"{format_distance(distance_m)} in {format_time(seconds)}"
    if seconds < fastest_possible(distance_m, sex):
        whose = "woman" if sex == "F" else "human"
        table.fail(key, f"{what} is faster than any {whose} has run; check the distance and the time.")
    if distance_m / seconds < _SLOWEST:
        table.fail(key, f"{what} is slower than 9:00/km, which is walking; check the distance and the time.")
    return seconds


def read_races(tables: tuple[Table, ...], sex: Sex) -> tuple[Race, ...]:
    """Goal races by date, no two on one day."""
    races = [_race(table, sex) for table in tables]
    taken: dict[date, str] = {}
    for table, race in zip(tables, races, strict=True):
        for key, day in (("date", race.date), *(("rounds", day) for day in race.rounds)):
            if day in taken:
                table.fail(key, f"there are two races on {day}; keep one, or give the other its own date.")
            taken[day] = key
    return tuple(sorted(races, key=lambda race: race.date))


def _race(table: Table, sex: Sex) -> Race:
    table.only(
        *("date", "distance_m", "priority", "goal", "indoor", "rounds", "standard", "standard_by"),
    )
    day = table.needed_day("date", "2027-06-12")
    table.need("distance_m", "1500")
    distance = _distance(table)
    if distance not in RACE_DISTANCES:
        table.fail(
            "distance_m",
            f"a season is for 800, 1500, mile, 3000 or 5000 m, not {format_distance(distance)}; "
            "write one of these.",
        )
    rounds = tuple(other for other in table.days("rounds") if other != day)
    for other in rounds:
        if abs((other - day).days) > _ROUND_DAYS:
            table.fail(
                "rounds",
                f"the round on {other} is more than {_ROUND_DAYS} days from the race on {day}; "
                "make it a race of its own.",
            )
    if table.has("standard_by") and not table.has("standard"):
        table.fail("standard_by", 'standard_by needs a standard; add a line such as standard = "4:20.0".')
    return Race(
        date=day,
        distance_m=distance,
        priority=cast(Priority, table.choice("priority", ("A", "B", "C")) or "A"),
        goal_s=_time(table, "goal", distance, sex),
        indoor=table.flag("indoor"),
        rounds=rounds,
        standard_s=_time(table, "standard", distance, sex),
        standard_by=table.day("standard_by"),
    )
