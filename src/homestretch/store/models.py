"""The tables. They keep what was said and what was issued; no training logic lives here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from homestretch.store.activity_tables import (
    Activity,
    ActivityDetail,
    ActivityLap,
    BestEffort,
    ImportedFile,
    ImportRun,
    Original,
    RunBand,
    StreamColumn,
    Wellness,
)
from homestretch.store.choice_tables import MatchChoice, SessionAnswer

__all__ = (
    "Activity",
    "ActivityDetail",
    "ActivityLap",
    "AthleteRecord",
    "BestEffort",
    "FailedAttempt",
    "ImportRun",
    "ImportedFile",
    "IssuedSeason",
    "MatchChoice",
    "NeverOverwritten",
    "Original",
    "RunBand",
    "SessionAnswer",
    "SetupCode",
    "StreamColumn",
    "Wellness",
)


class NeverOverwritten(RuntimeError):
    """Somebody tried to change a season that was issued; issue a new one instead."""


class AthleteRecord(models.Model):
    """An athlete: the answers as typed, and the profile once they made sense."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="athletes")
    name = models.CharField(max_length=120, blank=True)
    draft = models.JSONField(default=dict)  # answers of the set-up as typed, by field
    profile = models.TextField(blank=True)  # canonical JSON of an Athlete, "" before the first season
    profile_schema = models.PositiveSmallIntegerField(default=0)
    pace_unit = models.CharField(max_length=8, default="min/km")
    created_on = models.DateField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name or f"athlete {self.pk}"


class IssuedSeason(models.Model):
    """A season as it was issued. Rows are added, never changed."""

    athlete = models.ForeignKey(AthleteRecord, on_delete=models.CASCADE, related_name="seasons")
    number = models.PositiveIntegerField()  # 1 is the athlete's first
    issued_on = models.DateField()
    start = models.DateField()
    schema = models.PositiveSmallIntegerField()
    document = models.TextField()  # canonical JSON of a Season
    document_hash = models.CharField(max_length=64)
    profile = models.TextField()  # canonical JSON of the Athlete it was made from
    blueprint_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("athlete", "number")
        constraints = (
            models.UniqueConstraint(fields=("athlete", "number"), name="season_number_once_per_athlete"),
        )

    def __str__(self) -> str:
        return f"season {self.number} of {self.athlete}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise NeverOverwritten(f"{self} was issued on {self.issued_on} and is not overwritten.")
        super().save(*args, **kwargs)


class FailedAttempt(models.Model):
    """How often a door was tried with a wrong key, since when."""

    key = models.CharField(max_length=200, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class SetupCode(models.Model):
    """The one-time code with which the owner claims the account; only its hash is kept."""

    code_hash = models.CharField(max_length=128)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"set-up code of {self.made_at:%Y-%m-%d %H:%M}"
