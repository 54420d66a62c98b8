"""How well runs on a track are recognised and measured, and what else is taken for one.

Run: python -m studies.track_recognition --sessions 200 --seed 1 [--corpus FOLDER] [--drawings FOLDER]

Two makers of runs: `studies.track_runs` (runs to the track and back, walks on the infield, pauses) and
`homestretch.simulation` (all of the session on the track, recoveries too). Both put 3 m of noise on each coordinate
that lasts for 10 to 60 s, and lane 1 four times in five. Nothing is known but the file, unless the line says so.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity_file
from homestretch.activity.preparing import streams_of
from homestretch.activity.streams import Streams
from homestretch.activity.track import Track, find_track
from homestretch.activity.track.drawing import track_svg
from homestretch.simulation import KINDS, simulated_session
from studies.track_runs import elsewhere_run, track_run

LEAST_LAPS = 5  # of a session that counts
MANY_LAPS = 10  # of one whose distance is judged
CLOSE = 0.005  # share of the distance
SAME_LAP = 0.05  # share of a lap that a whole one may lack, in the truth as in the answer
ON_TRACK = tuple(kind for kind in KINDS if kind not in ("hills", "steady"))


@dataclass(frozen=True)
class Truth:
    """A run on a track: what the watch wrote, and what is true."""

    kind: str
    streams: Streams
    metres: float
    lap_m: float
    lane: int
    reps: tuple[tuple[float, float, int], ...]

    @property
    def laps(self) -> float:
        return self.metres / self.lap_m


@dataclass
class Score:
    """What was right."""

    sessions: int = 0
    found: int = 0
    lane: int = 0
    count: int = 0
    many: int = 0
    close: int = 0
    close_given: int = 0
    errors: list[float] = field(default_factory=list)
    reps: int = 0
    snapped: int = 0
    snapped_wrongly: int = 0
    watch_error: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, truth: Truth) -> None:
        self.sessions += 1
        begun = time.perf_counter()
        track = find_track(truth.streams)
        self.seconds.append(time.perf_counter() - begun)
        given = find_track(truth.streams, lane=truth.lane)
        many = truth.laps >= MANY_LAPS
        self.many += many
        if track is None or given is None:
            return
        self.found += 1
        self.lane += track.lane == truth.lane
        self.count += track.lap_count == math.floor(truth.laps + SAME_LAP)
        self.close += many and abs(track.distance_m / truth.metres - 1) <= CLOSE
        self.close_given += many and abs(given.distance_m / truth.metres - 1) <= CLOSE
        self.errors.append(abs(given.distance_m / truth.metres - 1))
        self.watch_error.append(abs(given.gps_error_pct or 0.0))
        self._snap(given, truth)

    def _snap(self, track: Track, truth: Truth) -> None:
        for start, end, metres in truth.reps:
            nominal = track.rep(start, end).nominal
            self.reps += 1
            self.snapped += nominal == metres
            self.snapped_wrongly += nominal not in (metres, None)

    def print(self, name: str) -> None:
        def share(part: int, whole: int) -> str:
            return f"{100 * part / max(whole, 1):5.1f} % of {whole}"

        print(f"\n{name}")
        print(f"  found                                            {share(self.found, self.sessions)}")
        print(f"  lap count exact (goal 95)                        {share(self.count, self.sessions)}")
        print(f"  lane right                                       {share(self.lane, self.sessions)}")
        print(f"  distance within 0.5 %, 10 laps or more (goal 90) {share(self.close, self.many)}")
        print(f"  the same with the lane given (goal 95)           {share(self.close_given, self.many)}")
        print(f"  distance off with the lane given, median         {100 * np.median(self.errors):5.2f} %")
        print(f"  watch's distance off by, as told, median         {np.median(self.watch_error):5.2f} %")
        print(f"  reps snapped to what was meant                   {share(self.snapped, self.reps)}")
        print(f"  reps snapped to another distance                 {self.snapped_wrongly}")
        print(
            f"  s for a session, median and most                 {np.median(self.seconds):.3f} {max(self.seconds):.3f}"
        )


def own_sessions(seed: int) -> Iterator[Truth]:
    """Sessions of this folder's maker, without end."""
    number = 0
    while True:
        run = track_run(np.random.default_rng([seed, number]))
        number += 1
        reps = tuple((start, end, round(metres)) for start, end, metres in run.reps)
        yield Truth(run.kind, run.streams, run.track_m, run.track_m / run.laps, run.lane, reps)


def simulated(seed: int) -> Iterator[Truth]:
    """Sessions of the project's simulator, without end."""
    number = 0
    while True:
        session = simulated_session(ON_TRACK[number % len(ON_TRACK)], (seed, number))
        number += 1
        assert session.place is not None
        metres = float(session.true_distance[-1] - session.true_distance[0])
        reps = tuple(
            (piece.start, piece.end, round(leg.distance_m))
            for piece, leg in zip(session.pieces, session.legs, strict=True)
            if piece.kind == "rep" and leg.distance_m
        )
        yield Truth(session.kind, session.streams, metres, session.place.lap_m, session.place.lane, reps)


def score(sessions: Iterator[Truth], count: int, name: str) -> None:
    result = Score()
    while result.sessions < count:
        truth = next(sessions)
        if truth.laps >= LEAST_LAPS:
            result.add(truth)
    result.print(name)


def false_claims(count: int, seed: int) -> None:
    """Runs elsewhere: what is taken for a track."""
    made: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for number in range(count):
        run = elsewhere_run(np.random.default_rng([seed, number, 1]))
        made[run.kind] += 1
        claimed[run.kind] += find_track(run.streams) is not None
    print(f"\nRuns elsewhere taken for a track: {claimed.total()} of {count}")
    for kind in sorted(made):
        print(f"  {kind:14} {claimed[kind]} of {made[kind]}")


def long_runs(seed: int) -> None:
    """How long a file of three hours at one sample a second takes to be told that it is no track."""
    print("\nThree hours at one sample a second, no track: s, median of five")
    for kind in ("road", "park loop", "out and back", "block"):
        rng = np.random.default_rng([seed, 9])
        streams = elsewhere_run(rng, kind, smart=False).streams
        times = -(-10_800 // len(streams))
        step = streams.total_distance
        assert step is not None
        long = Streams(
            0.0,
            np.arange(10_800.0),
            distance=np.concatenate([streams.distance + k * step for k in range(times)])[:10_800],
            speed=np.tile(streams.speed, times)[:10_800],
            latitude=np.tile(streams.latitude, times)[:10_800],
            longitude=np.tile(streams.longitude, times)[:10_800],
        )
        seconds = []
        for _ in range(5):
            begun = time.perf_counter()
            track = find_track(long)
            seconds.append(time.perf_counter() - begun)
        print(f"  {kind:14} {np.median(seconds):.3f}{'' if track is None else '  CLAIMED'}")


def real_files(folder: Path, drawings: Path | None) -> None:
    """Which real files look like a run on a track."""
    read = with_positions = 0
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".fit", ".tcx", ".gpx", ".gz"):
            continue
        try:
            recording = read_activity_file(path)
        except UnreadableFile:
            continue
        read += 1
        streams = streams_of(recording)
        with_positions += bool(np.isfinite(streams.latitude).any())
        track = find_track(streams, recording.laps)
        if track is None:
            continue
        error = "unknown" if track.gps_error_pct is None else f"{track.gps_error_pct:+.1f} %"
        found.append(
            f"  {path.name}: by {track.source}, {track.lap_count} laps of {track.lap_m:.1f} m, "
            f"{track.distance_m:.0f} m, watch {error}"
        )
        if drawings and track.place:
            drawings.mkdir(parents=True, exist_ok=True)
            (drawings / f"{path.stem}.svg").write_text(track_svg(track, streams), encoding="utf-8")
    print(f"\nReal files: {read} read, {with_positions} with positions, {len(found)} on a track")
    print("\n".join(found) if found else "  none")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("HOMESTRETCH_CORPUS"))
    parser.add_argument("--drawings", type=Path, help="folder for the drawings of real files")
    given = parser.parse_args()
    score(own_sessions(given.seed), given.sessions, "Track sessions with ways to and from the track")
    score(simulated(given.seed), given.sessions, "Track sessions of homestretch.simulation")
    false_claims(given.sessions * 2, given.seed)
    long_runs(given.seed)
    if given.corpus:
        real_files(Path(given.corpus), given.drawings)


if __name__ == "__main__":
    main()
