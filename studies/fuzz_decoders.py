"""Many thousands of broken activity files through the readers: no crash, no hang, no growth of memory.

Run: python -m studies.fuzz_decoders FOLDER [INPUTS [SEED]] [--analysis]. Each input is a file of the folder, cut to
a few kilobytes, with bytes changed, dropped, repeated or taken from another file; some are gzipped first. A workout
of Apple Health, as it is kept without a route, is among them. With `--analysis` each goes the whole way of an import,
which ends in what would be stored; the files are cut later, so that whole sessions are left, and simulated sessions
on a track and on hills are among them.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity
from homestretch.activity.preparing import streams_of

ENDINGS = (".fit", ".tcx", ".gpx")
LARGEST_SEED = 6_000  # bytes of a file that are used
LARGEST_ANALYSED = 60_000  # bytes of a file that goes the whole way
HEALTH_ONE_IN = 10  # inputs that begin as a workout of Apple Health
SIMULATED = 16  # sessions among those
BEGUN = datetime(2026, 4, 1, 16, tzinfo=UTC)  # the simulated sessions
LATEST = datetime(2040, 1, 1, tzinfo=UTC)  # no later clock is believed
MOST_CHANGES = 12
FAULT = "This file could not be analysed"  # how an import tells of a fault of ours
SLOWEST = 2.0  # s for one input before it counts as a hang
NASTY = (
    b"\xff" * 4, b"\0" * 8, b"\x40\0\0\x14\0\0", b"\x60\0\0\x14\0\xff", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>",
    b"&a;", b"<trkpt ", b"</trk>", b"1e999", b"-0", b"\x8f", b"<a>" * 40,
)  # fmt: skip


def mutated(seeds: list[bytes], chance: random.Random) -> bytes:
    """One broken file."""
    content = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, MOST_CHANGES)):
        if not content:
            break
        at = chance.randrange(len(content))
        match chance.randrange(6):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                content[at] ^= 1 << chance.randrange(8)
            case 2:
                del content[at : at + chance.randint(1, 40)]
            case 3:
                content[at:at] = content[at : at + chance.randint(1, 200)]
            case 4:
                content[at:at] = chance.choice(NASTY)
            case _:
                other = chance.choice(seeds)
                start = chance.randrange(len(other))
                content[at : at + 30] = other[start : start + chance.randint(1, 60)]
    return bytes(content)


def read(content: bytes) -> str:
    """What came of reading one input, in a word or two.

    Raises:
        Exception: a fault of the readers.
    """
    try:
        streams = streams_of(read_activity(content))
    except UnreadableFile:
        return "refused in a sentence"
    return "read, damaged" if any(flag.kind == "damaged" for flag in streams.flags) else "read, sound"


def whole_way(athletes: list[str]) -> Callable[[bytes], str]:
    """What comes of one input that is imported, for athletes by turns, each canonical JSON or "" for none."""
    from homestretch.activity.archives.model import Hints
    from homestretch.desk.import_digest import Job, digest

    def imported(content: bytes) -> str:
        job = Job(content, Hints(), athletes[len(content) % len(athletes)], "Europe/Berlin", LATEST)
        made = digest(job)
        if made.reason.startswith(FAULT):
            raise AssertionError(made.reason)
        if not made.activities:
            return "empty" if made.empty else "refused in a sentence"
        figures = [one.figures for one in made.activities]
        if any(one.on_track for one in figures):
            return "analysed, on a track"
        return "analysed, with reps" if any(one.reps for one in figures) else "analysed"

    return imported


def an_athlete() -> str:
    """Somebody with results, as an import gets them."""
    from homestretch.athlete.model import Athlete, Result
    from homestretch.planning.codec import athlete_to_json

    results = (Result(800, 130.0, date(2026, 3, 1)), Result(3000, 590.0, date(2026, 3, 10)))
    made = Athlete(name="A miler", born=date(2000, 1, 1), sex="F", weekly_km=50.0, results=results)
    return athlete_to_json(made)


def health_workout() -> bytes:
    """A run of half an hour as the excerpt of an Apple Health export, a heart rate every five seconds."""
    from homestretch.activity.health import Workout, workout_excerpt

    lasted = 1800.0
    moments = BEGUN.timestamp() + np.arange(0.0, lasted, 5.0)
    beats = np.column_stack((moments, 120.0 + np.arange(len(moments)) % 50))
    workout = Workout(
        "running", "treadmill", BEGUN, BEGUN + timedelta(seconds=lasted), lasted, 5400.0, 390.0, 144.0
    )
    return workout_excerpt(workout, beats)


def simulated_files() -> list[bytes]:
    """Sessions of all kinds as FIT files."""
    from homestretch.simulation import simulated_sessions
    from studies.watch_files import fit_file

    return [fit_file(session, BEGUN) for session in simulated_sessions(SIMULATED, 1)]


def fuzz(
    seeds: list[bytes], inputs: int, seed: int, attempt: Callable[[bytes], str], keep: Path | None
) -> int:
    """Try `inputs` broken files; exit status 1 if one was a fault of ours or took too long.

    Args:
        seeds: the files that are broken.
        inputs: how many.
        seed: of chance.
        attempt: what is done with each.
        keep: a folder for the inputs that crashed.
    """
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    before = 0
    for number in range(inputs):
        content = mutated(seeds, chance)
        start = time.process_time()
        try:
            outcomes[attempt(content)] += 1
        except Exception as fault:
            outcomes[f"CRASH {type(fault).__name__}: {fault}"] += 1
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}").write_bytes(content)
        took = time.process_time() - start
        if took > SLOWEST and keep:
            (keep / f"slow-{seed}-{number}").write_bytes(content)
        slowest = max(slowest, took)
        if number == inputs // 10:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for outcome, count in outcomes.most_common():
        print(f"{count:8} {outcome}")
    print(
        f"slowest {slowest * 1000:.0f} ms; peak memory {peak / 1024:.0f} MB, grown by {(peak - before) / 1024:.1f} MB "
        "after the first tenth"
    )
    return 1 if slowest > SLOWEST or any(outcome.startswith("CRASH") for outcome in outcomes) else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("inputs", type=int, nargs="?", default=100_000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--analysis", action="store_true", help="carry each on to what an import would store")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that crashed or took too long")
    given = parser.parse_args()
    largest = LARGEST_ANALYSED if given.analysis else LARGEST_SEED
    files = (path for path in sorted(given.folder.iterdir()) if path.suffix in ENDINGS)
    seeds = [path.read_bytes()[:largest] for path in files]
    if given.analysis:
        seeds += simulated_files()
    seeds += [health_workout()[:largest]] * max(len(seeds) // HEALTH_ONE_IN, 1)
    seeds += [gzip.compress(content) for content in seeds[::5]]
    attempt = whole_way(["", an_athlete()]) if given.analysis else read
    return fuzz(seeds, given.inputs, given.seed, attempt, given.keep)


if __name__ == "__main__":
    sys.exit(main())
