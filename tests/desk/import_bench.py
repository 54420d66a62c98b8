"""What the tests of imports share: an athlete, an import in this process, the whole content of the database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps

from homestretch.desk.imports import import_files
from homestretch.store.activity_values import ImportState

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ZONE = "Europe/Berlin"


def imported(athlete_id: int, *paths: Path, **options: Any) -> ImportState:
    return import_files(athlete_id, paths, NOW, ZONE, **options)


def outcomes(report: ImportState) -> dict[str, str]:
    """Outcome of each file by its name."""
    return {line.name: line.outcome for line in report.files}


def content() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of what was done, table by table; the journal of imports aside."""
    tables = (
        "Activity",
        "ActivityDetail",
        "ActivityLap",
        "BestEffort",
        "Original",
        "StreamColumn",
        "Wellness",
    )
    return {
        name: sorted(apps.get_model("store", name).objects.order_by().values_list(), key=repr)
        for name in tables
    }
