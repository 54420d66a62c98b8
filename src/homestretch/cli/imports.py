"""`homestretch import`: files, folders and archives into the database, with progress and a report.

In: paths, and an athlete's name where there are several. Out: what was imported, skipped and failed, with reasons, as
text or JSON. With `--again`, no paths: stored activities are analysed again where their profile or the analysis has
changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from homestretch.cli.database import add_data, athlete_named, open_database
from homestretch.cli.errors import FAILURE, Stop, bad_input
from homestretch.cli.options import Commands, add_json, day
from homestretch.cli.terminal import shows_progress

if TYPE_CHECKING:
    from homestretch.desk.imports import Progress
    from homestretch.store.activity_values import ImportState

FEW_FILES = 4  # up to here starting other processes takes longer than the work
TOLD = 20  # files of a kind that a terminal lists; JSON lists all


def add_to(commands: Commands) -> None:
    command = commands.add_parser(
        "import",
        help="watch files, folders and whole exports into the database",
        description="Imports FIT, TCX and GPX files (.gz as well), folders, zips, and whole exports of Strava, "
        "Garmin and Apple Health. Stopped at any moment, the same command goes on.",
        allow_abbrev=False,
    )
    command.add_argument("paths", metavar="PATH", type=Path, nargs="*")
    command.add_argument(
        "--athlete", metavar="NAME", help="who ran; may be left out where there is one athlete"
    )
    command.add_argument(
        "--again",
        action="store_true",
        help="instead of importing: analyse the stored activities again whose analysis is older than the profile "
        "or than Homestretch",
    )
    command.add_argument("--date", type=day, metavar="DATE", help="today's date for this call")
    add_data(command)
    add_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    now = datetime.now(UTC) if options.date is None else datetime.combine(options.date, time.max, UTC)
    if options.again:
        return _again(options, now)
    if not options.paths:
        raise bad_input("there is nothing to import; name files, folders or archives, or give --again")
    for path in options.paths:
        if not path.exists():
            raise bad_input(f"{path} was not found; check its name and folder")
    athlete = athlete_named(open_database(options.data), options.athlete)
    from homestretch.desk.imports import ImportStopped, import_files
    from homestretch.desk.workers import worker_pool
    from homestretch.store.zone import machine_zone

    small = len(options.paths) <= FEW_FILES and not any(
        path.is_dir() or path.suffix.lower() == ".zip" for path in options.paths
    )
    try:
        with _bar() as progress, nullcontext() if small else worker_pool() as pool:
            report = import_files(athlete.id, options.paths, now, machine_zone(), pool, progress)
    except ImportStopped as error:
        raise Stop(str(error), FAILURE) from error
    except OSError as error:
        raise Stop(
            f"the import stopped: {error.strerror or error}; make room or change permissions", FAILURE
        ) from error
    if options.json:
        document = report_document(report, athlete.name)
        sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n")
    else:
        print("\n".join(report_lines(report)))
    return _status(report, options.paths)


def _again(options: argparse.Namespace, now: datetime) -> int:
    if options.paths:
        raise bad_input("--again analyses what is stored and takes no PATH; give the one or the other")
    athlete = athlete_named(open_database(options.data), options.athlete)
    from homestretch.desk.analyse_again import analyse_again, count_stale
    from homestretch.desk.imports import ImportStopped
    from homestretch.desk.workers import worker_pool
    from homestretch.store.zone import machine_zone

    small = count_stale(athlete.id) <= FEW_FILES
    try:
        with _bar("Analysing again") as progress, nullcontext() if small else worker_pool() as pool:
            found = analyse_again(athlete.id, now, machine_zone(), pool, progress)
    except ImportStopped as error:
        raise Stop(str(error), FAILURE) from error
    if options.json:
        document = {
            "athlete": athlete.name,
            "analysed": found.analysed,
            "unchanged": found.unchanged,
            "failed": [{"name": name, "reason": reason} for name, reason in found.failed],
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n")
        return 0
    print(f"{found.analysed} analysed again, {found.unchanged} as they were, {len(found.failed)} failed.")
    for name, reason in found.failed[:TOLD]:
        print(f"  {name}: {reason}")
    if len(found.failed) > TOLD:
        print(f"  and {len(found.failed) - TOLD} more; --json lists all.")
    return 0


def report_document(report: ImportState, athlete: str) -> dict[str, object]:
    """The report as programs read it."""
    return {
        "athlete": athlete,
        "imported": report.imported,
        "skipped": report.skipped,
        "failed": report.failed,
        "wellness": report.wellness,
        "files": [
            {"name": one.name, "outcome": one.outcome, "reason": one.reason, "activity": one.activity_id}
            for one in report.files
        ],
    }


def report_lines(report: ImportState) -> Iterator[str]:
    """The report as people read it: the sums, then what failed, what was skipped and why."""
    yield f"{report.imported} imported, {report.skipped} skipped, {report.failed} failed."
    if report.wellness:
        yield f"{report.wellness} numbers of sleep, resting heart rate and its variability."
    for outcome, heading in (("failed", "Failed"), ("skipped", "Skipped")):
        lines = [one for one in report.files if one.outcome == outcome]
        if not lines:
            continue
        yield ""
        yield f"{heading}:"
        reasons: dict[str, list[str]] = {}
        for one in lines:
            reasons.setdefault(one.reason, []).append(one.name)
        for reason, names in list(reasons.items())[:TOLD]:
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            yield f"  {names[0]}{more}: {reason}"
        if len(reasons) > TOLD:
            yield f"  and {len(reasons) - TOLD} further reasons; --json lists all."


def _status(report: ImportState, paths: list[Path]) -> int:
    """0 where something came of it; bad input where nothing did."""
    if report.imported or report.skipped or report.wellness:
        return 0
    where = ", ".join(str(path) for path in paths[:3])
    first = next((one for one in report.files if one.outcome == "failed"), None)
    if first is None:
        raise bad_input(f"{where}: there is no FIT, TCX or GPX file in it; name the export or its folder")
    many = f"none of the {report.failed} files could be imported; the first was {first.name}: "
    raise bad_input((many if report.failed > 1 else f"{where}: ") + first.reason)


@contextmanager
def _bar(doing: str = "Importing") -> Iterator[Callable[[Progress], None] | None]:
    """A bar on standard error while something is done; nothing where that is no terminal."""
    if not shows_progress(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Looking through", total=None)

        def told(step: Progress) -> None:
            if step.total:
                bar.update(task, description=doing, total=step.total, completed=step.done)

        yield told
