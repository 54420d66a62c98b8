"""What a season took as given, and the answers that it could not use or keep everywhere: a sentence each."""

from __future__ import annotations

from homestretch.athlete.model import WEEKDAYS, Athlete
from homestretch.athlete.unused import unused_answers
from homestretch.blueprint.model import LONG_RUNS
from homestretch.planning.season import Season, Week


def given(season: Season, athlete: Athlete) -> tuple[str, ...]:
    """Everything that is said beside a season of ``athlete``, on every face alike."""
    return (*season.assumptions, *not_kept(season, athlete))


def not_kept(season: Season, athlete: Athlete) -> tuple[str, ...]:
    """Answers without effect, and those that hold in some weeks only."""
    return (*unused_answers(athlete), *long_runs_elsewhere(season, athlete))


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
    elif len(weeks) == 1:
        which = f"The long run is on {day}, but not in week {weeks[0]}"
    else:
        which = f"The long run is on {day}, but not in weeks {', '.join(weeks[:-1])} and {weeks[-1]}"
    return (f"{which}: the hard days and the rest around them come first.",)


def _long_days(week: Week) -> set[int]:
    return {day.date.weekday() for day in week.days if any(s.id in LONG_RUNS for s in day.sessions)}
