"""What is wrong with an athlete only in view of the plan's first day: age, races gone by, results to come."""

from __future__ import annotations

import pathlib
from datetime import date
from typing import Final

from homestretch.athlete.errors import AthleteFileError
from homestretch.athlete.locate import Path
from homestretch.athlete.model import Athlete
from homestretch.athlete.performance import age_on
from homestretch.athlete.source import Source

YOUNGEST: Final = 12
OLDEST: Final = 90


def check_against(athlete: Athlete, start: date, source: Source | str | pathlib.Path | None = None) -> None:
    """Refuse an athlete for whom no plan can start on that day.

    Args:
        athlete: as read.
        start: the plan's first day.
        source: the file or its text, to name the line; None where there is no file.

    Raises:
        AthleteFileError: under 12 or over 90, more years of training than of life, no race, a race before
            ``start``, a result after it.
    """
    text = _source(source)
    _check_age(athlete, start, text)
    if not athlete.races:
        raise _fault(text, ("races",), "there is no [[races]]; add one with date and distance_m.")
    for path, sentence in _wrong_dates(athlete, start, text):
        raise _fault(text, path, sentence)


def _check_age(athlete: Athlete, start: date, text: Source | None) -> None:
    age = age_on(athlete.born, start)
    if athlete.born > start:
        raise _fault(text, ("athlete", "born"), f"born is {athlete.born}, after {start}; check the year.")
    if age < YOUNGEST:
        raise _fault(
            text,
            ("athlete", "born"),
            f"{athlete.name} is {age} years old on {start}; plans are for runners of {YOUNGEST} and more, "
            "so let a younger child play, not train.",
        )
    if athlete.training_years is not None and athlete.training_years > age:
        raise _fault(
            text,
            ("athlete", "training_years"),
            f"training_years is {athlete.training_years:g}, but {athlete.name} is {age} years old on {start}; "
            "check both.",
        )
    if age > OLDEST:
        raise _fault(
            text,
            ("athlete", "born"),
            f"{athlete.name} would be {age} years old on {start}; check the year in born.",
        )


def _wrong_dates(athlete: Athlete, start: date, text: Source | None) -> list[tuple[Path, str]]:
    """Places and sentences of all dates on the wrong side of the start, in the file's order of tables."""
    found: list[tuple[Path, str]] = []
    for result in athlete.results:
        if result.date > start:
            path = _place(text, "results", result.date)
            found.append((path, f"the result of {result.date} lies after {start}; check its date."))
    if athlete.flying30_date is not None and athlete.flying30_date > start:
        day = athlete.flying30_date
        found.append((("sprint", "date"), f"the sprint of {day} lies after {start}; check its date."))
    for race in athlete.races:
        for day in (race.date, *race.rounds):
            if day < start:
                path = _place(text, "races", race.date, "date" if day == race.date else "rounds")
                found.append((path, f"the race on {day} is before {start}; remove it or check its date."))
    return found


def _place(text: Source | None, table: str, day: date, key: str = "date") -> Path:
    """Path of the entry with this date: races are sorted after reading, so it is looked up."""
    entries = text.table().values.get(table, []) if text is not None else []
    if isinstance(entries, list):
        for place, entry in enumerate(entries):
            if isinstance(entry, dict) and entry.get("date") == day:
                return (table, place, key)
    return (table,)


def _fault(text: Source | None, path: Path, sentence: str) -> AthleteFileError:
    return text.fault(path, sentence) if text is not None else AthleteFileError(sentence)


def _source(given: Source | str | pathlib.Path | None) -> Source | None:
    if given is None or isinstance(given, Source):
        return given
    try:
        return Source(str(given), pathlib.Path(given).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
