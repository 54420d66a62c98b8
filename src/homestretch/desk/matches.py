"""What was done against what was planned, week by week: the plan as it stood, the activities of the week, the match.

Working it out reads every activity of a week, so the weeks looked at last are kept until something in them changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from homestretch.activity.analysis.load import Load
from homestretch.activity.recording import Lap
from homestretch.activity.reps import PlannedRep, Reps, find_reps
from homestretch.athlete.model import Level
from homestretch.desk.activities import reps_from_document, streams_of
from homestretch.monitoring import Answer, Done, Matches, SessionMatch, SessionRef, match, references
from homestretch.monitoring.doing import edge_of
from homestretch.monitoring.planned import is_rest
from homestretch.planning.season import Day, PlannedSession
from homestretch.store import activities, choices, seasons, stale
from homestretch.store.activity_values import ActivityLine, StoredActivity

WEEK = timedelta(days=7)
WEEKS_KEPT = 64
AS_FOUND, UNPLANNED = "as-found", "unplanned"  # choices that are no session
DAY_LETTERS = 10  # of a date such as 2027-04-06
OPEN = "open"  # takes an answer back
ANSWERS: tuple[Answer, ...] = ("done", "missed")
PLANS_KEPT = 4  # readings of an activity, each with another session of its day in mind


@dataclass(frozen=True, slots=True)
class _Week:
    """Everything that a week's match hangs on."""

    days: tuple[Day, ...]
    lines: tuple[ActivityLine, ...]
    level: Level
    athlete_id: int
    marks: tuple[tuple[int, int, str], ...]  # of the analyses
    by_hand: tuple[tuple[str, SessionRef | None], ...]
    answers: tuple[tuple[SessionRef, Answer], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What an activity can be matched to by hand.

    Attributes:
        sessions: of its week, in the order of the plan; days of rest are left out.
        by_hand: whether the athlete chose.
        chosen: the session, None for unplanned.
        lost: whether the chosen session is no longer planned, so that the match is as found.
    """

    sessions: tuple[tuple[SessionRef, PlannedSession], ...]
    by_hand: bool
    chosen: SessionRef | None
    lost: bool


def matches_of_week(athlete_id: int, day: date) -> Matches:
    """All sessions of the week that holds a day, with the activities that serve them."""
    monday = day - timedelta(days=day.weekday())
    days, level = _planned_days(athlete_id, monday)
    if not days:
        return Matches(())
    sunday = monday + WEEK - timedelta(days=1)
    lines = activities.activities_between(athlete_id, monday, sunday)
    answers = choices.answers_between(athlete_id, monday, sunday)
    if not lines:
        return match(days, (), answers=answers, level=level)
    chosen = choices.choices_of(line.id for line in lines)
    by_hand = tuple((str(number), ref) for number, ref in chosen.items())
    marks = stale.analysis_marks(line.id for line in lines)
    return _matched(_Week(days, lines, level, athlete_id, marks, by_hand, tuple(answers.items())))


def choices_of_activity(athlete_id: int, activity_id: int, on: date) -> Choices:
    """The sessions that an activity of a day can be matched to, and what was chosen.

    Args:
        athlete_id: whose.
        activity_id: which.
        on: its local day.
    """
    days, _ = _planned_days(athlete_id, on - timedelta(days=on.weekday()))
    sessions = tuple((ref, session) for ref, session in references(days) if not is_rest(session))
    made = choices.choices_of([activity_id])
    chosen = made.get(activity_id)
    lost = chosen is not None and all(ref != chosen for ref, _ in sessions)
    return Choices(sessions, activity_id in made, chosen, lost)


def choose_match(athlete_id: int, activity_id: int, choice: str) -> None:
    """Keeps the athlete's choice of what an activity serves.

    Args:
        athlete_id: whose.
        activity_id: which.
        choice: a session of its week by its name, `UNPLANNED`, or `AS_FOUND`, which takes a choice back.

    Raises:
        LookupError: the athlete has no activity of that number.
        ValueError: no session of its week has that name.
    """
    if choice == AS_FOUND:
        return choices.forget_choice(athlete_id, activity_id)
    if choice == UNPLANNED:
        return choices.save_choice(athlete_id, activity_id, None)
    day = activities.get_activity(athlete_id, activity_id).figures.local_date
    for ref, _ in choices_of_activity(athlete_id, activity_id, day).sessions:
        if str(ref) == choice:
            return choices.save_choice(athlete_id, activity_id, ref)
    raise ValueError("No session of this week has that name; choose one from the list.")


def answer_session(athlete_id: int, name: str, answer: str, today: date) -> SessionRef:
    """Keeps what the athlete says of a planned session that no activity serves.

    Args:
        athlete_id: whose.
        name: of the session, as `str` gives it of a reference.
        answer: one of `ANSWERS`, or `OPEN`, which takes an answer back.
        today: a session of a later day can't be answered yet.

    Returns:
        The session that was meant.

    Raises:
        ValueError: the plan holds no session of that name, it is still to come, or this is no answer.
    """
    if answer not in (*ANSWERS, OPEN):
        raise ValueError("Say done or skipped, or take the answer back.")
    ref = _planned_session(athlete_id, name)
    if ref.day > today:
        raise ValueError("This session is still to come; answer it on its day.")
    choices.save_answer(athlete_id, ref, next((one for one in ANSWERS if one == answer), None))
    return ref


def can_be_answered(found: SessionMatch, today: date) -> bool:
    """Whether a session is the athlete's to answer: no activity serves it, and it is not still to come."""
    return not found.activities and found.ref.day <= today and not is_rest(found.session)


def _planned_session(athlete_id: int, name: str) -> SessionRef:
    try:
        day = date.fromisoformat(name[:DAY_LETTERS])
    except ValueError:
        day = None
    if day is not None:
        days, _ = _planned_days(athlete_id, day - timedelta(days=day.weekday()))
        for ref, session in references(days):
            if str(ref) == name and not is_rest(session):
                return ref
    raise ValueError("The plan holds no such session; load the page again and answer there.")


def match_of_activity(athlete_id: int, activity_id: int, on: date) -> SessionMatch | None:
    """The planned session that an activity serves; None where it was not planned."""
    return by_activity(matches_of_week(athlete_id, on)).get(activity_id)


def by_activity(matches: Matches) -> dict[int, SessionMatch]:
    """Which session each activity serves."""
    return {int(done.id): one for one in matches.sessions for done in one.activities}


def matches_of_lines(athlete_id: int, lines: Iterable[ActivityLine]) -> dict[int, SessionMatch]:
    """Which session each activity of a list serves; those that were not planned are left out."""
    found: dict[int, SessionMatch] = {}
    first = seasons.latest_season(athlete_id)
    if first is None:
        return found
    days = {line.figures.local_date - timedelta(days=line.figures.local_date.weekday()) for line in lines}
    for monday in sorted(days):
        found |= by_activity(matches_of_week(athlete_id, monday))
    return found


def _planned_days(athlete_id: int, monday: date) -> tuple[tuple[Day, ...], Level]:
    """The seven days as planned by the season that stood then, and the athlete's level in the newest of them.

    A season that is issued again begins on the day of the change; what lay before is in those before it.
    """
    days: list[Day] = []
    missing = {monday + timedelta(days=k) for k in range(7)}
    level: Level = "intermediate"
    stored = seasons.latest_season(athlete_id)
    while stored is not None and missing:
        season = stored.season
        here = {day.date: day for week in season.weeks for day in week.days if day.date in missing}
        known = {on: day for on, day in here.items() if on >= season.start}
        if known and not days:
            level = season.abilities.level
        days += known.values()
        missing -= known.keys()
        missing = {on for on in missing if on < season.start}
        stored = seasons.season_before(athlete_id, stored.number) if missing else None
    return tuple(sorted(days, key=lambda day: day.date)), level


@lru_cache(maxsize=WEEKS_KEPT)
def _matched(week: _Week) -> Matches:
    done = [_done(activities.get_activity(week.athlete_id, line.id)) for line in week.lines]
    return match(week.days, done, dict(week.by_hand), dict(week.answers), week.level)


def _done(stored: StoredActivity) -> Done:
    """A stored activity as matching needs it; its streams are read only where a plan asks for another look."""
    figures = stored.figures
    clock = streams_of(stored, ())
    recorded = len(clock) > 1
    begun = figures.started_at.timestamp()
    reps = reps_from_document(stored.document, clock.start - begun if recorded else 0.0)
    laps = tuple(
        Lap(
            begun + lap.start_s, lap.duration_s, lap.moving_s, lap.distance_m, lap.avg_hr, lap.max_hr,
            lap.trigger, lap.intensity,
        )
        for lap in stored.laps
    )  # fmt: skip

    @lru_cache(maxsize=PLANS_KEPT)
    def find(planned: tuple[PlannedRep, ...]) -> Reps:
        return find_reps(streams_of(stored), laps, planned)

    return Done(
        id=str(stored.id),
        day=figures.local_date,
        sport=figures.sport,
        duration_s=figures.moving_s,
        distance_m=figures.distance_m,
        start_s=begun,
        lasted_s=figures.duration_s,
        reps=reps,
        located=recorded and bool(clock.speed_from),
        edge_s=edge_of(reps, clock.step if recorded else 0.0),
        load=_load(stored.document["load"]),
        rpe=figures.rpe,
        find=find if recorded and reps.source != "typed" else None,
    )


def _load(document: Mapping[str, Any]) -> Load:
    """The load by kind as stored."""
    return Load(
        aerobic_min={int(zone): minutes for zone, minutes in document["aerobic_min"].items()},
        above_cs_s=document["above_cs_s"],
        d_prime_min_m=document["d_prime_min_m"],
        d_prime_end_m=document["d_prime_end_m"],
        near_max_m=document["near_max_m"],
        fast_m=document["high_speed_m"],
        contacts=document["contacts"],
        srpe=document["srpe"],
        trimp=document["trimp"],
        zones_by=document["zones_by"],
        notes=tuple(document["notes"]),
    )
