"""Activities whose analysis is older than the profile or than the analysis itself, and putting a new one in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from homestretch.store import activities
from homestretch.store.activity_tables import Activity, ActivityDetail
from homestretch.store.activity_values import NewActivity


@dataclass(frozen=True, slots=True)
class StaleActivity:
    """An activity to be analysed again, with what its file does not hold.

    Attributes:
        part: which session of the file.
        version: of the analysis that is there; abilities: hash of what it was judged by.
        named: as it is called in a report.
    """

    id: int
    file_hash: str
    part: int
    version: int
    abilities: str
    started_at: datetime
    utc_offset_s: int | None
    local_date: date
    source: str
    sport: str
    name: str
    note: str
    rpe: float | None
    named: str


def count_stale(athlete_id: int, version: int, judged_by: str) -> int:
    """How many activities were analysed by an older version or judged by another profile."""
    return _stale(athlete_id, version, judged_by).count()


def stale_ids(athlete_id: int, version: int, judged_by: str) -> tuple[int, ...]:
    """Their numbers, the newest first."""
    rows = _stale(athlete_id, version, judged_by).order_by("-activity__started_at", "-activity_id")
    return tuple(rows.values_list("activity_id", flat=True))


def stale_activity(activity_id: int) -> StaleActivity:
    """One of them.

    Raises:
        LookupError: it is gone.
    """
    row = Activity.objects.filter(pk=activity_id).select_related("detail", "original").first()
    if row is None:
        raise LookupError(f"There is no activity {activity_id}.")
    return StaleActivity(
        id=row.pk,
        file_hash=row.original.file_hash,
        part=row.part,
        version=row.detail.version,
        abilities=row.detail.abilities,
        started_at=row.started_at,
        utc_offset_s=row.utc_offset_s,
        local_date=row.local_date,
        source=row.source,
        sport=row.sport,
        name=row.name,
        note=row.note,
        rpe=row.rpe,
        named=f"{row.original.name} of {row.local_date}",
    )


def mark_judged(activity_id: int, judged_by: str) -> None:
    """The profile changed and the abilities of the day did not: the analysis stands."""
    ActivityDetail.objects.filter(pk=activity_id).update(judged_by=judged_by)


def replace_analysis(stale: StaleActivity, new: NewActivity) -> None:
    """Puts a new analysis in the place of the old, whole or not at all.

    The activity keeps its number, its place beside other recordings of the same run, the athlete's choices, and its
    day where it begins at the same moment.

    Raises:
        LookupError: it is gone.
    """
    figures = new.figures
    if figures.started_at == stale.started_at and figures.utc_offset_s == stale.utc_offset_s:
        figures = replace(figures, local_date=stale.local_date)
    with transaction.atomic():
        row = Activity.objects.filter(pk=stale.id).first()
        if row is None:
            raise LookupError(f"There is no activity {stale.id}.")
        activities.rewrite_activity(row, replace(new, figures=figures))


def analysis_marks(activity_ids: Iterable[int]) -> tuple[tuple[int, int, str], ...]:
    """Number, version and judge of some activities: changed whenever one of them was analysed again."""
    rows = ActivityDetail.objects.filter(pk__in=list(activity_ids)).order_by("activity_id")
    return tuple(rows.values_list("activity_id", "version", "judged_by"))


def _stale(athlete_id: int, version: int, judged_by: str) -> QuerySet[ActivityDetail]:
    older = Q(version__lt=version) | ~Q(judged_by=judged_by)
    return ActivityDetail.objects.filter(older, activity__athlete_id=athlete_id)
