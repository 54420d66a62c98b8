"""Analysing stored activities again where the athlete's profile or the analysis itself has changed since.

Each original is decoded and analysed as at its import, with what was said beside it, and the new analysis takes the
old one's place in one transaction. Killed at any moment, each activity has the one or the other, and those still to
do are found again. A new result leaves the abilities of most days as they were: such activities are only ticked off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from homestretch.activity.archives.model import Hints, pack_heart
from homestretch.activity.errors import UnreadableFile
from homestretch.desk import import_digest, judging
from homestretch.desk.import_digest import Digest, Job
from homestretch.desk.imports import CLOCK_AHEAD, ImportStopped, Progress
from homestretch.desk.in_flight import hand_over, in_order
from homestretch.planning.codec import athlete_to_json
from homestretch.store import activities, athletes, originals, stale
from homestretch.store.stale import StaleActivity

GONE = "Its original file is not there any more, so it stays as it was."
HEART_BESIDE = "gpx"  # files of this kind may have had their heart rate from an export beside them


@dataclass
class Again:
    """What came of analysing again.

    Attributes:
        analysed: a new analysis is there.
        unchanged: what they are judged by had not changed on their day.
        failed: those that stay as they were, each with its reason.
    """

    analysed: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An activity on its way: its original's size and its digest to come, or what it has come to already."""

    stale: StaleActivity
    size: int
    answer: Future[Digest] | str  # a reason, "" where the old analysis stands


def count_stale(athlete_id: int) -> int:
    """How many activities of an athlete were analysed by an older version, or judged by another profile."""
    profile = _profile(athlete_id)
    return stale.count_stale(athlete_id, import_digest.ANALYSIS_VERSION, judging.profile_hash(profile))


def analyse_again(
    athlete_id: int,
    now: datetime,
    zone: str,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
    found: Again | None = None,
) -> Again:
    """Analyse all activities again whose analysis is older than the profile or the analysis itself.

    Args:
        athlete_id: whose.
        now: the clock of the face.
        zone: the time zone by name, as for an import.
        executor: does the decoding and analysis; without one it is done here.
        progress: told after each activity.
        found: what is filled in while it goes on, for those who look at it from elsewhere.

    Raises:
        AthleteRecord.DoesNotExist: there is no such athlete.
        ImportStopped: a process of the executor died.
    """
    stored = athletes.athlete_by_id(athlete_id)
    profile = athlete_to_json(stored.athlete) if stored.athlete else ""
    own_zone = (stored.athlete.time_zone if stored.athlete else None) or zone
    judged_by = judging.profile_hash(profile)
    numbers = stale.stale_ids(athlete_id, import_digest.ANALYSIS_VERSION, judged_by)
    found = Again() if found is None else found

    def waiting() -> Iterator[_Waiting]:
        for number in numbers:
            try:
                one = stale.stale_activity(number)
            except LookupError:  # deleted since
                continue
            yield _begin(one, profile, own_zone, now, executor)

    try:
        for done, one in enumerate(in_order(waiting(), lambda item: item.size, _is_done), 1):
            _finish(one, judged_by, found)
            if progress is not None:
                progress(Progress(done, len(numbers), one.stale.named))
    except BrokenProcessPool as fault:
        raise ImportStopped(
            "A process that analyses files died, perhaps for want of memory; "
            "what was analysed stays. Start it again to go on."
        ) from fault
    return found


def _profile(athlete_id: int) -> str:
    stored = athletes.athlete_by_id(athlete_id)
    return athlete_to_json(stored.athlete) if stored.athlete else ""


def _begin(one: StaleActivity, profile: str, zone: str, now: datetime, executor: Executor | None) -> _Waiting:
    current = one.version >= import_digest.ANALYSIS_VERSION
    if current and one.abilities == judging.abilities_hash(profile, one.local_date):
        return _Waiting(one, 0, "")
    try:
        data = originals.read(one.file_hash)
    except OSError:
        return _Waiting(one, 0, GONE)
    job = Job(data, _hints(one), profile, zone, now + CLOCK_AHEAD)
    return _Waiting(one, len(data), hand_over(executor, job))


def _is_done(waiting: _Waiting) -> bool:
    return isinstance(waiting.answer, str) or waiting.answer.done()


def _hints(one: StaleActivity) -> Hints:
    """What was known beside the file when it was imported, as it stands by now."""
    return Hints(
        name=one.name,
        note=one.note,
        sport=one.sport,
        rpe=one.rpe,
        utc_offset=one.utc_offset_s,
        heart=_heart(one) if one.source == HEART_BESIDE else b"",
    )


def _heart(one: StaleActivity) -> bytes:
    try:
        streams = activities.streams_of_activity(one.id, ("heart_rate",))
    except UnreadableFile:  # the stored stream is damaged; the file's own is still there
        return b""
    known = np.isfinite(streams.heart_rate) if len(streams.heart_rate) else np.zeros(0, bool)
    if not known.any():
        return b""
    return pack_heart(streams.start + streams.time[known], streams.heart_rate[known])


def _finish(waiting: _Waiting, judged_by: str, found: Again) -> None:
    one = waiting.stale
    if waiting.answer == "":
        stale.mark_judged(one.id, judged_by)
        found.unchanged += 1
        return
    reason = waiting.answer if isinstance(waiting.answer, str) else _put(one, waiting.answer.result())
    if reason:
        found.failed.append((one.named, reason))
    else:
        found.analysed += 1


def _put(one: StaleActivity, digest: Digest) -> str:
    """Stores the new analysis; a sentence where there is none."""
    new = next((new for new in digest.activities if new.part == one.part), None)
    if new is None:
        return digest.reason or "Its file no longer holds this activity, so it stays as it was."
    try:
        stale.replace_analysis(one, new)
    except LookupError as gone:
        return str(gone)
    return ""
