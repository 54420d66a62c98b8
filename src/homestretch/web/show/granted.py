"""What the plan took for granted, and which answers it could not keep everywhere."""

from __future__ import annotations

from homestretch.athlete.model import WEEKDAYS, Athlete
from homestretch.athlete.unused import unused_answers
from homestretch.planning.season import Season, Week
from homestretch.web import wording

LONG_RUNS = ("AB04", "AB05", "FK05")  # long run, progressive long run, fast finish


def plan_assumptions(season: Season, athlete: Athlete) -> tuple[str, ...]:
    """What the plan took for granted; what the abilities did stands on the athlete's page.

    Two sentences that end alike after their colon say the same: it is said once.
    """
    said = {text.rpartition(": ")[2] for text in season.abilities.assumptions}
    return (
        *(
            wording.dates_in_words(text)
            for text in dict.fromkeys(season.assumptions)
            if text.rpartition(": ")[2] not in said
        ),
        *unused_answers(athlete),
        *long_runs_elsewhere(season, athlete),
    )


def long_runs_elsewhere(season: Season, athlete: Athlete) -> tuple[str, ...]:
    """The weeks whose long run is on another day than the one asked for, in a sentence."""
    asked = athlete.availability.long_run
    if asked is None:
        return ()
    weeks = [str(week.number) for week in season.weeks if (on := _long_days(week)) and asked not in on]
    if not weeks:
        return ()
    day = WEEKDAYS[asked]
    if len(weeks) == sum(bool(_long_days(week)) for week in season.weeks):
        which = f"You asked for the long run on {day}, and no week has it there"
    else:
        which = f"The long run is on {day}, but not in week{'' if len(weeks) == 1 else 's'} {wording.listing(weeks)}"
    return (f"{which}: the hard days and the rest around them come first.",)


def _long_days(week: Week) -> set[int]:
    return {day.date.weekday() for day in week.days if any(s.id in LONG_RUNS for s in day.sessions)}
