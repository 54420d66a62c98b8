"""Run: python -m studies.import_killed [KILLS] [SEED]. Kills imports (SIGKILL) at random moments and goes on.

One import is left in peace. Then imports of the same files into fresh databases are killed, each again and again
until it gets through: at a random moment, and every second time at a random statement that it sends to the
database, as most moments are spent between two files. After each kill every activity must be whole or absent; in the end the
database must hold, row for row, what the undisturbed import left, and the same originals. The journal of the
imports themselves is left out: it tells of each attempt.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

KILLS = 200
FILES = 24
POOL_EVERY = 4  # every fourth database is filled with processes at work, as the command line does it
JOURNAL = ("store_importrun", "store_importedfile")
OF_ACTIVITY = ("store_activitydetail", "store_activitylap", "store_streamcolumn", "store_besteffort")
# Columns of an activity that a richer recording of the same run may change later.
LATER = ("same_as_id", "name", "note", "rpe", "srpe")
READY = "ready"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PATIENCE_S = 300.0

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class Count:
    """What was tried: kills by how many activities were there, attempts, and what was found wrong."""

    kills: int = 0
    databases: int = 0
    stored_at_kill: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def make_files(folder: Path, files: int = FILES) -> Path:
    """A small export: runs in a zip with names, one twice, one from two watches, one damaged, and wellness."""
    import zipfile

    from homestretch.simulation import simulated_session
    from studies.watch_files import fit_file

    start = datetime(2026, 3, 1, 16, tzinfo=UTC)
    made: dict[str, bytes] = {}
    for number in range(files):
        kind = "hills" if number % 4 == 1 else "steady"
        begun = start + timedelta(days=number)
        made[f"{number:03d}.fit"] = fit_file(simulated_session(kind, number, smart=True), begun)
    made["900-twice.fit"] = made["000.fit"]
    made["000-phone.fit"] = fit_file(simulated_session("steady", 0, smart=True), start + timedelta(seconds=5))
    made["901-damaged.fit"] = made["002.fit"][:-900]
    made["902-nothing.fit"] = b"nothing"
    sleep = [
        {"calendarDate": str(date(2026, 1, 1) + timedelta(days=day)), "deepSleepSeconds": 20_000 + day}
        for day in range(200)
    ]
    archive = folder / "export.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in sorted(made.items()):
            packed.writestr(f"activities/{name}", data)
        packed.writestr("DI_CONNECT/DI-Connect-Wellness/2026_sleepData.json", json.dumps(sleep))
    return archive


def child(data: Path, archive: Path, pool: bool, at_statement: int) -> None:
    """The import that is killed; says on standard output when it begins, and how many statements it took.

    Args:
        data: folder of the database.
        archive: what is imported.
        pool: whether processes do the analysis.
        at_statement: it kills itself before the statement of that number; 0 for never.
    """
    from django.db import connection

    from homestretch.store.migrate import open_store

    open_store(data)
    from homestretch.desk.imports import import_files
    from homestretch.desk.workers import worker_pool
    from homestretch.store import accounts, athletes

    sent = 0

    def counted(execute: Any, *words: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == at_statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*words)

    owner = accounts.owner().pk
    athlete = athletes.athlete_of(owner) or athletes.add_athlete(owner, NOW.date())
    with worker_pool() if pool else nullcontext() as executor, connection.execute_wrapper(counted):
        if executor is not None:
            executor.submit(os.getpid).result()  # started before the clock runs
        print(READY, flush=True)
        import_files(athlete.id, [archive], NOW, "Europe/Berlin", executor)
    print(sent, flush=True)


@dataclass(frozen=True)
class Attempt:
    """One import: whether it got through, the s that it ran, and the statements that it took if it did."""

    through: bool
    ran_s: float
    statements: int


def attempt(
    data: Path, archive: Path, pool: bool, after_s: float | None = None, at_statement: int = 0
) -> Attempt:
    """One import, killed so many seconds after it began or before that statement; left in peace without both."""
    words = [sys.executable, "-m", "studies.import_killed", "child", str(data), str(archive)]
    words += [str(int(pool)), str(at_statement)]
    quiet = {
        **os.environ,
        "PYTHONWARNINGS": "ignore",
    }  # a killed process leaves semaphores, and Python says so
    running = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=quiet)
    assert running.stdout is not None
    if running.stdout.readline().strip() != READY:
        raise RuntimeError("the import did not begin")
    begun = time.monotonic()
    try:
        running.wait(PATIENCE_S if after_s is None else after_s)
    except subprocess.TimeoutExpired:
        if after_s is None:
            raise
        running.send_signal(signal.SIGKILL)
        running.wait()
    ran = time.monotonic() - begun
    if running.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"the import ended with {running.returncode}")
    through = running.returncode == 0
    return Attempt(through, ran, int(running.stdout.read()) if through else 0)


def rows_of(data: Path) -> Rows:
    """Every row of every table of the store but the journal, with its columns' names first."""
    database = sqlite3.connect(data / "homestretch.sqlite3")
    try:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise RuntimeError("the database is damaged")
        if database.execute("PRAGMA foreign_key_check").fetchone():
            raise RuntimeError("a row points to one that is not there")
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'store_%' ORDER BY name"
        found: Rows = {}
        for (table,) in database.execute(names).fetchall():
            if table in JOURNAL:
                continue
            rows = database.execute(f"SELECT * FROM {table}")
            found[table] = [tuple(column[0] for column in rows.description), *sorted(rows, key=repr)]
        return found
    finally:
        database.close()


def originals_of(data: Path) -> dict[str, str]:
    """Each original's name and the hash of its bytes; what is half written is none."""
    files = (path for path in (data / "originals").glob("*/*") if path.suffix != ".part")
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def halves(killed: Rows, whole: Rows, originals: dict[str, str]) -> list[str]:
    """What is half there after a kill: nothing should be."""
    wrong = []
    columns = killed["store_activity"][0]
    kept = [at for at, name in enumerate(columns) if name not in LATER]
    wanted = {row[0]: tuple(row[at] for at in kept) for row in whole["store_activity"][1:]}
    there = {row[0]: tuple(row[at] for at in kept) for row in killed["store_activity"][1:]}
    wrong += [f"activity {number} differs" for number, row in there.items() if wanted.get(number) != row]
    for table in OF_ACTIVITY:
        at = killed[table][0].index("activity_id")
        expected = [row for row in whole[table][1:] if row[at] in there]
        if sorted(expected, key=repr) != killed[table][1:]:
            wrong.append(f"{table} does not hold what its activities need")
    for row in killed["store_original"][1:]:
        name = row[killed["store_original"][0].index("file_hash")]
        if originals.get(name) != name:
            wrong.append(f"original {name} is not there byte for byte")
    return wrong


def try_kills(folder: Path, kills: int, seed: int, files: int = FILES) -> Count:
    """Kill that many imports.

    Args:
        folder: an empty folder.
        kills: how many at least; the last database is always finished.
        seed: of the moments.
        files: how many runs are imported.
    """
    chance = random.Random(seed)
    archive = make_files(folder, files)
    whole_folder = folder / "whole"
    peace = attempt(whole_folder, archive, False)
    pool_peace = attempt(folder / "pool", archive, True)
    whole, whole_originals = rows_of(whole_folder), originals_of(whole_folder)
    count = Count()
    if rows_of(folder / "pool") != whole:
        count.wrong.append("processes left another content than one process alone")
    while count.kills < kills:
        pool = count.databases % POOL_EVERY == POOL_EVERY - 1
        data = folder / "killed"
        shutil.rmtree(data, ignore_errors=True)
        count.databases += 1
        while True:
            whole_s = (pool_peace if pool else peace).ran_s
            if count.kills >= kills:
                one = attempt(data, archive, pool)
            elif count.kills % 2:
                one = attempt(data, archive, pool, at_statement=chance.randint(1, peace.statements))
            else:
                one = attempt(data, archive, pool, after_s=chance.uniform(0.0, whole_s))
            there = rows_of(data)
            if one.through:
                break
            count.kills += 1
            count.stored_at_kill.append(len(there["store_activity"]) - 1)
            count.wrong += halves(there, whole, originals_of(data))
        if there != whole:
            unequal = [table for table in whole if there.get(table) != whole[table]]
            count.wrong.append(f"database {count.databases} differs in {', '.join(unequal)}")
        if originals_of(data) != whole_originals:
            count.wrong.append(f"database {count.databases} has other originals")
    return count


def main(words: list[str]) -> int:
    if words and words[0] == "child":
        child(Path(words[1]), Path(words[2]), words[3] == "1", int(words[4]))
        return 0
    kills = int(words[0]) if words else KILLS
    seed = int(words[1]) if len(words) > 1 else 1
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        count = try_kills(Path(folder), kills, seed)
    spread = sorted(count.stored_at_kill)
    print(f"{count.kills} imports killed in {count.databases} databases, {time.monotonic() - begun:.0f} s")
    print(
        f"activities there at the kill: least {spread[0]}, median {spread[len(spread) // 2]}, most {spread[-1]}"
    )
    for fault in count.wrong:
        print(f"WRONG: {fault}")
    print(f"half activities or other content after going on: {len(count.wrong)}")
    return 1 if count.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
