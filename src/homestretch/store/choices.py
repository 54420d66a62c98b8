"""Matches chosen by hand and answers to planned sessions, in the database, written and read as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from homestretch.monitoring import Answer, SessionRef
from homestretch.store.activity_tables import Activity
from homestretch.store.choice_tables import MatchChoice, SessionAnswer


def save_choice(athlete_id: int, activity_id: int, ref: SessionRef | None) -> None:
    """Keeps which planned session an activity serves, None for unplanned; an earlier choice is replaced.

    Raises:
        LookupError: the athlete has no activity of that number.
    """
    _own(athlete_id, activity_id)
    MatchChoice.objects.update_or_create(
        activity_id=activity_id,
        defaults={
            "session_day": None if ref is None else ref.day,
            "session_id": "" if ref is None else ref.session_id,
            "session_number": 0 if ref is None else ref.number,
        },
    )


def forget_choice(athlete_id: int, activity_id: int) -> None:
    """Takes a choice back, so that the activity is matched as found; without one nothing happens.

    Raises:
        LookupError: the athlete has no activity of that number.
    """
    _own(athlete_id, activity_id)
    MatchChoice.objects.filter(activity_id=activity_id).delete()


def choices_of(activity_ids: Iterable[int]) -> dict[int, SessionRef | None]:
    """What was chosen for some activities, None for unplanned; those without a choice are left out."""
    rows = MatchChoice.objects.filter(activity_id__in=list(activity_ids)).order_by("activity_id")
    return {
        row.activity_id: None
        if row.session_day is None
        else SessionRef(row.session_day, row.session_id, row.session_number)
        for row in rows
    }


def save_answer(athlete_id: int, ref: SessionRef, answer: Answer | None) -> None:
    """Keeps what became of a planned session without an activity; None opens it again."""
    named = {
        "athlete_id": athlete_id,
        "session_day": ref.day,
        "session_id": ref.session_id,
        "session_number": ref.number,
    }
    if answer is None:
        SessionAnswer.objects.filter(**named).delete()
    else:
        SessionAnswer.objects.update_or_create(**named, defaults={"answer": answer})


def answers_between(athlete_id: int, first: date, last: date) -> dict[SessionRef, Answer]:
    """What was said of the sessions planned for these days, both included."""
    rows = SessionAnswer.objects.filter(
        athlete_id=athlete_id, session_day__gte=first, session_day__lte=last
    ).order_by("session_day", "session_id", "session_number")
    return {
        SessionRef(row.session_day, row.session_id, row.session_number): cast(Answer, row.answer)
        for row in rows
    }


def _own(athlete_id: int, activity_id: int) -> None:
    if not Activity.objects.filter(athlete_id=athlete_id, pk=activity_id).exists():
        raise LookupError(f"There is no activity {activity_id}.")
