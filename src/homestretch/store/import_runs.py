"""Imports and what came of each of their files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from homestretch.store.activity_tables import ImportedFile, ImportRun
from homestretch.store.activity_values import FileLine, ImportState


def begin_run(athlete_id: int, asked: Sequence[str], now: datetime) -> int:
    """A new import; returns its number."""
    return ImportRun.objects.create(athlete_id=athlete_id, started_at=now, asked=json.dumps(list(asked))).pk


def count_found(run_id: int, total: int) -> None:
    """So many files are known of by now."""
    ImportRun.objects.filter(pk=run_id).update(total=total)


def add_line(run_id: int, line: FileLine) -> None:
    """What came of one file; the caller opens the transaction, together with the activity's own."""
    ImportedFile.objects.create(
        run_id=run_id,
        name=line.name[-300:],
        outcome=line.outcome,
        reason=line.reason,
        activity_id=line.activity_id,
    )
    ImportRun.objects.filter(pk=run_id).update(**{line.outcome: F(line.outcome) + 1})


def count_wellness(run_id: int, numbers: int) -> None:
    ImportRun.objects.filter(pk=run_id).update(wellness=F("wellness") + numbers)


def end_run(run_id: int, now: datetime) -> None:
    ImportRun.objects.filter(pk=run_id).update(finished_at=now)


def run_state(athlete_id: int, run_id: int, with_files: bool = True) -> ImportState:
    """An import as it stands.

    Raises:
        LookupError: the athlete has no import of that number.
    """
    row = ImportRun.objects.filter(athlete_id=athlete_id, pk=run_id).first()
    if row is None:
        raise LookupError(f"There is no import {run_id}.")
    return _state(row, with_files)


def latest_runs(athlete_id: int, most: int = 10) -> tuple[ImportState, ...]:
    """The last imports without their files, the newest first."""
    return tuple(_state(row, False) for row in ImportRun.objects.filter(athlete_id=athlete_id)[:most])


def _state(row: ImportRun, with_files: bool) -> ImportState:
    lines = row.files.all() if with_files else ()
    return ImportState(
        id=row.pk,
        started_at=row.started_at,
        finished_at=row.finished_at,
        asked=tuple(json.loads(row.asked)),
        total=row.total,
        imported=row.imported,
        skipped=row.skipped,
        failed=row.failed,
        wellness=row.wellness,
        files=tuple(FileLine(line.name, line.outcome, line.reason, line.activity_id) for line in lines),
    )
