"""The tables of what the athlete says of a match: which session an activity serves, and what became of a session.

A planned session is named by its day, its id and its number on that day, so that a choice outlives the season.
"""

from __future__ import annotations

from django.db import models

from homestretch.store.activity_tables import Activity


class MatchChoice(models.Model):
    """The session that an activity serves by the athlete's own choice; without a day it was not planned."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="match_choice"
    )
    session_day = models.DateField(null=True)
    session_id = models.CharField(max_length=40, blank=True)
    session_number = models.PositiveSmallIntegerField(default=0)  # which of that id on that day, from 0


class SessionAnswer(models.Model):
    """What the athlete said of a planned session without an activity."""

    athlete = models.ForeignKey(
        "store.AthleteRecord", on_delete=models.CASCADE, related_name="session_answers"
    )
    session_day = models.DateField()
    session_id = models.CharField(max_length=40)
    session_number = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=8)  # done, missed

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("athlete", "session_day", "session_id", "session_number"), name="answer_once"
            ),
        )
