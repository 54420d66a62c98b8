"""Sleep, resting heart rate and heart-rate variability by day, as watches and phones recorded them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from homestretch.store.activity_tables import Wellness
from homestretch.store.activity_values import WellnessRow


def keep_wellness(athlete_id: int, rows: Iterable[WellnessRow]) -> int:
    """Stores numbers; what was known of the same day, kind and source is replaced.

    Returns:
        How many were stored.
    """
    stored = Wellness.objects.bulk_create(
        [
            Wellness(
                athlete_id=athlete_id,
                local_date=row.local_date,
                kind=row.kind,
                value=row.value,
                source=row.source,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["athlete", "kind", "local_date", "source"],
        update_fields=["value"],
    )
    return len(stored)


def wellness_between(
    athlete_id: int, first: date, last: date, kind: str | None = None
) -> tuple[WellnessRow, ...]:
    """The numbers of these days, both included, by day, kind and source."""
    rows = Wellness.objects.filter(athlete_id=athlete_id, local_date__gte=first, local_date__lte=last)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return tuple(WellnessRow(*row) for row in rows.values_list("local_date", "kind", "value", "source"))
