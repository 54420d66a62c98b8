"""ATHLETE.toml into an Athlete: every fault is one sentence with file, line and remedy.

``check_against`` adds what needs the plan's first day; ``write_athlete`` (write.py) makes such a file.
"""

from __future__ import annotations

import pathlib
from dataclasses import replace
from itertools import pairwise
from typing import Final, cast

from homestretch.athlete.checks import check_against
from homestretch.athlete.errors import AthleteFileError
from homestretch.athlete.file_days import read_availability, read_health, read_span
from homestretch.athlete.file_marks import read_races, read_result
from homestretch.athlete.model import (
    Athlete,
    Availability,
    Health,
    Sex,
)
from homestretch.athlete.source import Source, Table
from homestretch.athlete.write import write_athlete

__all__ = ["Source", "check_against", "parse_athlete", "read_athlete", "write_athlete"]

_LARGEST_FILE: Final = 1_000_000  # bytes
_TABLES: Final = ("athlete", "results", "sprint", "availability", "races", "busy", "health")


def read_athlete(path: str | pathlib.Path) -> Athlete:
    """An athlete from a file.

    Args:
        path: the file, TOML in UTF-8.

    Raises:
        AthleteFileError: the file cannot be read or has a fault; one sentence with file, line and remedy.
    """
    source = read_source(path)
    return parse_athlete(source.text, source.name)


def read_source(path: str | pathlib.Path) -> Source:
    """A file's text with its name.

    Raises:
        AthleteFileError: there is no such file, or it is no text.
    """
    name = str(path)
    try:
        raw = pathlib.Path(path).read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise AthleteFileError(f"{name}: {reason}; give the path of an athlete file.") from None
    if len(raw) > _LARGEST_FILE:
        raise AthleteFileError(f"{name}: this is far too large for an athlete file.")
    try:
        return Source(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise AthleteFileError(f"{name}, line {line}: this is not UTF-8 text; save it as UTF-8.") from None


def parse_athlete(text: str, name: str = "ATHLETE.toml") -> Athlete:
    """An athlete from the text of a file.

    Args:
        text: TOML.
        name: what to call the file in errors.

    Raises:
        AthleteFileError: a fault; one sentence with file, line and remedy.
    """
    whole = Source(name, text).table()
    whole.only(*_TABLES)
    profile = whole.child("athlete")
    if profile is None:
        whole.fail(None, "there is no [athlete] table; add one with name, born and sex.")
    sex = _sex(profile)
    sprint = whole.child("sprint")
    if sprint is not None:
        sprint.only("flying30_s", "date")
        sprint.need("flying30_s", "3.72")
    availability = whole.child("availability")
    health = whole.child("health")
    return replace(
        _profile(profile, sex),
        results=tuple(read_result(table, sex) for table in whole.children("results")),
        flying30_s=sprint.number("flying30_s", 2.3, 6.0) if sprint else None,
        flying30_date=sprint.day("date") if sprint else None,
        availability=read_availability(availability) if availability else Availability(),
        races=read_races(whole.children("races"), sex),
        busy=tuple(read_span(table, "from", "to") for table in whole.children("busy")),
        health=read_health(health) if health else Health(),
    )


def _sex(profile: Table) -> Sex:
    profile.need("sex", '"F"')
    return cast(Sex, profile.choice("sex", ("F", "M", "X")))


def _profile(table: Table, sex: Sex) -> Athlete:
    """The [athlete] table."""
    table.only(
        *("name", "born", "sex", "training_years", "weekly_km", "longest_run_km", "quality_per_week"),
        *("weekly_km_max_12mo", "hsr_m_per_week", "contacts_per_week", "max_hr", "rest_hr", "threshold_hr"),
        *("supervised_strength", "guardian_contact", "time_zone"),
    )
    athlete = Athlete(
        name=table.needed_text("name", '"Example"'),
        born=table.needed_day("born", "1999-05-14"),
        sex=sex,
        training_years=table.number("training_years", 0, 50),
        weekly_km=table.number("weekly_km", 0, 250),
        longest_run_km=table.number("longest_run_km", 0, 40),
        quality_per_week=table.number("quality_per_week", 0, 7),
        weekly_km_max_12mo=table.number("weekly_km_max_12mo", 0, 250),
        hsr_m_per_week=table.number("hsr_m_per_week", 0, 20_000),
        contacts_per_week=table.number("contacts_per_week", 0, 2_000),
        max_hr=table.whole("max_hr", 120, 230),
        rest_hr=table.whole("rest_hr", 28, 100),
        threshold_hr=table.whole("threshold_hr", 100, 215),
        supervised_strength=table.flag("supervised_strength"),
        guardian_contact=table.text("guardian_contact"),
        time_zone=table.text("time_zone"),
    )
    _heart_rates(table, athlete)
    _kilometres(table, athlete)
    return athlete


def _heart_rates(table: Table, athlete: Athlete) -> None:
    """Resting below threshold below largest heart rate."""
    given = [
        (key, value)
        for key, value in (
            ("rest_hr", athlete.rest_hr),
            ("threshold_hr", athlete.threshold_hr),
            ("max_hr", athlete.max_hr),
        )
        if value is not None
    ]
    for (low_key, low), (high_key, high) in pairwise(given):
        if low >= high:
            table.fail(
                high_key,
                f"{high_key} ({high}) must be above {low_key} ({low}); "
                "put right whichever is wrong or leave it out.",
            )


def _kilometres(table: Table, athlete: Athlete) -> None:
    most, now = athlete.weekly_km_max_12mo, athlete.weekly_km
    if most is not None and now is not None and most < now:
        table.fail(
            "weekly_km_max_12mo",
            f"weekly_km_max_12mo ({most:g}) is below weekly_km ({now:g}); "
            "write the largest week of the year or leave it out.",
        )
