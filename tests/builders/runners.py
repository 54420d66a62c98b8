"""A runner whose season is planned for a test: plain, with the change that the test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from homestretch.athlete.model import Athlete, Availability, Race, Result

START = date(2026, 12, 28)  # first day of the seasons planned for the runner
GOAL = Race(date(2027, 6, 12), 1500.0)


def runner(**changes: object) -> Athlete:
    """An intermediate 1500 m runner of 24 with all days, a track and hills."""
    plain = Athlete(
        name="Made up",
        sex="F",
        born=date(2002, 5, 14),
        training_years=4.0,
        weekly_km=48.0,
        longest_run_km=13.0,
        quality_per_week=1.0,
        races=(GOAL,),
        results=(Result(800.0, 131.0, date(2026, 8, 1)), Result(1500.0, 268.0, date(2026, 8, 20))),
        availability=Availability(hills=True),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
