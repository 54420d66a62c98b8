"""Answers that the plan cannot use as they stand, a sentence each, to be said beside what was taken as given."""

from __future__ import annotations

from homestretch.athlete.model import WEEKDAYS, Athlete


def unused_answers(athlete: Athlete) -> tuple[str, ...]:
    """What was stated and has no effect: a track on days without running."""
    track = athlete.availability.track or ()
    idle = [day for day in track if day not in athlete.availability.days]
    if not idle:
        return ()
    names = [WEEKDAYS[day] for day in idle]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    them, are = ("it", "is") if len(names) == 1 else ("they", "are")
    left = "" if len(idle) < len(track) else ", so the plan has no track"
    return (
        f"The track on {listed} cannot be used, for {them} {are} not among your days for running{left}. Add the day "
        "there, or name a track on a day on which you run.",
    )
