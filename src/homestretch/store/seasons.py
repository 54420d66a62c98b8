"""Issued seasons in the database: added, read, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Max

from homestretch.athlete.model import Athlete
from homestretch.planning.codec import (
    SEASON_SCHEMA,
    athlete_from_json,
    athlete_to_json,
    digest,
    season_from_json,
    season_to_json,
)
from homestretch.planning.season import Season
from homestretch.store.models import IssuedSeason

KEPT = 16  # decoded seasons kept in memory: an issued season never changes


@dataclass(frozen=True, slots=True)
class StoredSeason:
    """A season with the athlete as known on the day it was issued."""

    number: int
    issued_on: date
    season: Season
    athlete: Athlete
    document_hash: str
    blueprint_hash: str


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """One issued season in a list."""

    number: int
    issued_on: date
    start: date


def add_season(
    athlete_id: int, season: Season, athlete: Athlete, issued_on: date, blueprint_hash: str
) -> StoredSeason:
    """Keeps a season for good under the athlete's next number; the caller opens the transaction."""
    document = season_to_json(season)
    last = IssuedSeason.objects.filter(athlete_id=athlete_id).aggregate(last=Max("number"))["last"] or 0
    row = IssuedSeason(
        athlete_id=athlete_id,
        number=last + 1,
        issued_on=issued_on,
        start=season.start,
        schema=SEASON_SCHEMA,
        document=document,
        document_hash=digest(document),
        profile=athlete_to_json(athlete),
        blueprint_hash=blueprint_hash,
    )
    row.save(force_insert=True)
    return _value(row)


def latest_season(athlete_id: int) -> StoredSeason | None:
    row = IssuedSeason.objects.filter(athlete_id=athlete_id).order_by("-number").first()
    return None if row is None else _value(row)


def season_before(athlete_id: int, number: int) -> StoredSeason | None:
    """The season issued before that of ``number``, None before the first."""
    rows = IssuedSeason.objects.filter(athlete_id=athlete_id, number__lt=number)
    row = rows.order_by("-number").first()
    return None if row is None else _value(row)


def issued_seasons(athlete_id: int) -> tuple[SeasonLine, ...]:
    """All seasons of an athlete, the newest first."""
    rows = IssuedSeason.objects.filter(athlete_id=athlete_id).order_by("-number")
    return tuple(
        SeasonLine(r.number, r.issued_on, r.start) for r in rows.only("number", "issued_on", "start")
    )


@lru_cache(maxsize=KEPT)
def _season(document: str) -> Season:
    return season_from_json(document)


def _value(row: IssuedSeason) -> StoredSeason:
    return StoredSeason(
        row.number,
        row.issued_on,
        _season(row.document),
        athlete_from_json(row.profile),
        row.document_hash,
        row.blueprint_hash,
    )
