"""Importing activities: files, folders and archives in; whole activities, wellness and a report out.

Other processes decode and analyse; this one alone writes, one transaction for each file. Killed at any moment,
it leaves each file whole or absent, and the same import goes on where it stopped, for what is there is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from homestretch.activity.archives.model import Hints, Refused, Search
from homestretch.activity.archives.search import search
from homestretch.activity.archives.zips import OpenArchives
from homestretch.activity.errors import UnreadableFile
from homestretch.desk.import_digest import Digest, Job
from homestretch.desk.in_flight import hand_over, in_order
from homestretch.desk.same_run import richer, same_run
from homestretch.planning.codec import athlete_to_json
from homestretch.store import activities, athletes, import_runs, originals, wellness
from homestretch.store.activity_values import ActivityLine, FileLine, ImportState, NewActivity

CLOCK_AHEAD = timedelta(days=1)  # that a watch's clock may be ahead
WELLNESS_AT_ONCE = 500  # numbers in one transaction
SAME_FILE = "This file was imported before."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is; `total` is 0 while the archives are still looked through."""

    done: int
    total: int
    name: str


class ImportStopped(RuntimeError):
    """The import ended before its end; the sentence says why and what to do. What was imported stays."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file on its way: its bytes, and its digest to come; or the line that it already has come to."""

    name: str
    data: bytes
    answer: Future[Digest] | FileLine


def import_files(
    athlete_id: int,
    paths: Sequence[Path],
    now: datetime,
    zone: str,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> ImportState:
    """Take over all activities and wellness that files, folders and archives hold.

    Args:
        athlete_id: whose they are.
        paths: of FIT, TCX and GPX files, gzipped or not, of folders and of zip archives.
        now: the clock of the face; a file that says to be from later is refused.
        zone: the time zone by name for files that do not say how far local time was off UTC, unless the
            athlete has one.
        executor: does the decoding and analysis: a spawn process pool; without one it is done here.
        progress: told after each file.

    Returns:
        The report: what was imported, skipped and failed, file by file, with reasons.

    Raises:
        AthleteRecord.DoesNotExist: there is no such athlete.
        ImportStopped: a process of the executor died.
        OSError: the originals cannot be written.
    """
    stored = athletes.athlete_by_id(athlete_id)
    profile = athlete_to_json(stored.athlete) if stored.athlete else ""
    own_zone = stored.athlete.time_zone if stored.athlete else None
    tell = progress or (lambda step: None)
    run_id = import_runs.begin_run(athlete_id, [str(path) for path in paths], now)
    archives = OpenArchives()
    originals.sweep(now)
    with TemporaryDirectory(dir=originals.scratch_folder()) as scratch:
        try:
            found = search(paths, Path(scratch), archives, lambda name: tell(Progress(0, 0, name)))
            import_runs.count_found(run_id, len(found.files))
            _keep_wellness(athlete_id, run_id, found)
            writer = _Writer(athlete_id, run_id, found.by_start)
            make_job = _job_maker(profile, own_zone or zone, now + CLOCK_AHEAD)
            jobs = _jobs(found, writer, make_job, executor)
            for done, waiting in enumerate(in_order(jobs, lambda one: len(one.data), _is_done), 1):
                writer.write(waiting)
                tell(Progress(done, len(found.files), waiting.name))
        except BrokenProcessPool as fault:
            raise ImportStopped(
                "A process that analyses files died, perhaps for want of memory; "
                "what was imported stays. Import the same again to go on."
            ) from fault
        finally:
            archives.close()
    import_runs.end_run(run_id, now)
    return import_runs.run_state(athlete_id, run_id)


def _keep_wellness(athlete_id: int, run_id: int, found: Search) -> None:
    for at in range(0, len(found.wellness), WELLNESS_AT_ONCE):
        with transaction.atomic():
            count = wellness.keep_wellness(athlete_id, found.wellness[at : at + WELLNESS_AT_ONCE])
            import_runs.count_wellness(run_id, count)


def _job_maker(profile: str, zone: str, latest: datetime) -> Callable[[bytes, Hints], Job]:
    def make(data: bytes, hints: Hints) -> Job:
        return Job(data, hints, profile, zone, latest)

    return make


def _jobs(
    found: Search,
    writer: _Writer,
    make_job: Callable[[bytes, Hints], Job],
    executor: Executor | None,
) -> Iterator[_Waiting]:
    """Each file, read and handed to the executor, in order."""
    for file in found.files:
        if isinstance(file, Refused):
            yield _Waiting(file.name, b"", FileLine(file.name, "failed", file.reason))
            continue
        try:
            data = file.read()
        except UnreadableFile as fault:
            yield _Waiting(file.name, b"", FileLine(file.name, "failed", str(fault)))
            continue
        known = writer.known(data)
        if known:
            yield _Waiting(file.name, b"", FileLine(file.name, "skipped", known))
            continue
        yield _Waiting(file.name, data, hand_over(executor, make_job(data, file.hints)))


def _is_done(waiting: _Waiting) -> bool:
    return isinstance(waiting.answer, FileLine) or waiting.answer.done()


class _Writer:
    """The one who writes: a file's activities, its original and its line in the report, all or nothing."""

    def __init__(self, athlete_id: int, run_id: int, by_start: Mapping[int, Hints]) -> None:
        self._athlete_id = athlete_id
        self._run_id = run_id
        self._by_start = by_start
        self._hashes = activities.known_files(athlete_id)

    def known(self, data: bytes) -> str:
        """Why a file need not be looked at, "" where it is new."""
        return SAME_FILE if sha256(data).hexdigest() in self._hashes else ""

    def write(self, waiting: _Waiting) -> None:
        """Store what came of a file."""
        if isinstance(waiting.answer, FileLine):
            with transaction.atomic():
                import_runs.add_line(self._run_id, waiting.answer)
            return
        found = waiting.answer.result()
        if found.activities and not activities.has_content(self._athlete_id, found.content_hash):
            originals.keep(waiting.data)  # on the disk before any row names it
        with transaction.atomic():
            import_runs.add_line(self._run_id, self._line(waiting, found))

    def _line(self, waiting: _Waiting, found: Digest) -> FileLine:
        if found.reason:
            return FileLine(waiting.name, "skipped" if found.empty else "failed", found.reason)
        if activities.has_content(self._athlete_id, found.content_hash):
            return FileLine(waiting.name, "skipped", SAME_FILE)
        file_hash = sha256(waiting.data).hexdigest()
        original = activities.add_original(file_hash, found.content_hash, len(waiting.data), waiting.name)
        numbers: list[int] = []
        linked: list[int] = []
        said = found.remark
        for new in found.activities:
            new = self._with_words(new)
            twin = self._twin(new, numbers)
            number = activities.add_activity(self._athlete_id, original, new)
            numbers.append(number)
            if twin is None:
                continue
            when = f"{twin.figures.local_date} ({twin.figures.device or twin.figures.source.upper()})"
            if richer(new.figures, twin.figures):
                activities.link_same_run(twin.id, number)
                said = f"Tells more of the run of {when} than the file that was there; both are kept."
            else:
                activities.link_same_run(number, twin.id)
                linked.append(number)
                said = f"The same run as that of {when}, which tells more; kept beside it."
        self._hashes.add(file_hash)
        return FileLine(waiting.name, "skipped" if linked == numbers else "imported", said, numbers[0])

    def _twin(self, new: NewActivity, own: Sequence[int]) -> ActivityLine | None:
        """The activity that another watch recorded of the same run; the parts of one file are none."""
        for other in activities.near_in_time(self._athlete_id, new.figures):
            if other.id not in own and same_run(new.figures, other.figures):
                return other
        return None

    def _with_words(self, new: NewActivity) -> NewActivity:
        """With what the export lists under its start, where the file's own place said nothing."""
        figures = new.figures
        second = round(figures.started_at.timestamp())
        at = next((at for at in (second, second - 1, second + 1) if at in self._by_start), None)
        if at is None:
            return new
        hints = self._by_start[at]
        figures = replace(figures, name=hints.name[:200] or figures.name, note=figures.note or hints.note)
        if figures.utc_offset_s is None and hints.utc_offset is not None:
            offset = round(hints.utc_offset)
            local = figures.started_at + timedelta(seconds=offset)
            figures = replace(figures, utc_offset_s=offset, local_date=local.date())
        return replace(new, figures=figures)
