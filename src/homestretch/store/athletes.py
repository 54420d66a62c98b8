"""Athletes in the database, read and written as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import Athlete
from homestretch.planning.codec import ATHLETE_SCHEMA, athlete_from_json, athlete_to_json
from homestretch.store.models import AthleteRecord

Answer = str | list[str]


@dataclass(frozen=True, slots=True)
class StoredAthlete:
    """``draft`` holds the answers as typed; ``athlete`` is None until a season was asked for."""

    id: int
    name: str
    draft: Mapping[str, Answer]
    athlete: Athlete | None
    pace_unit: str


def athlete_of(owner_id: int) -> StoredAthlete | None:
    """The owner's athlete, None before the set-up began."""
    row = AthleteRecord.objects.filter(owner_id=owner_id).order_by("id").first()
    return None if row is None else _value(row)


def athlete_by_id(athlete_id: int) -> StoredAthlete:
    """Raises:
    AthleteRecord.DoesNotExist: there is none of that number.
    """
    return _value(AthleteRecord.objects.get(pk=athlete_id))


def athletes_of(owner_id: int) -> tuple[StoredAthlete, ...]:
    """All athletes of an account, in the order in which they were added."""
    return tuple(_value(row) for row in AthleteRecord.objects.filter(owner_id=owner_id).order_by("id"))


def add_athlete(owner_id: int, today: date) -> StoredAthlete:
    return _value(AthleteRecord.objects.create(owner_id=owner_id, created_on=today))


def save_draft(athlete_id: int, draft: Mapping[str, Answer]) -> None:
    AthleteRecord.objects.filter(pk=athlete_id).update(draft=dict(draft))


def save_profile(athlete_id: int, athlete: Athlete) -> None:
    AthleteRecord.objects.filter(pk=athlete_id).update(
        profile=athlete_to_json(athlete), profile_schema=ATHLETE_SCHEMA, name=athlete.name
    )


def save_pace_unit(athlete_id: int, pace_unit: str) -> None:
    AthleteRecord.objects.filter(pk=athlete_id).update(pace_unit=pace_unit)


def _value(row: AthleteRecord) -> StoredAthlete:
    athlete = athlete_from_json(row.profile) if row.profile else None
    return StoredAthlete(row.pk, row.name, row.draft, athlete, row.pace_unit)
