"""The pages' clock: the one place of this face that asks what time it is."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """The date where this computer stands."""
    return timezone.localdate()
