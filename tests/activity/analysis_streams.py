"""Streams made by hand for tests of the analysis, and an athlete to judge them by."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Flag, Interval, Streams
from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Abilities, Athlete, Result, Sex
from tests.activity.fit_bytes import ENUM, LAP, RECORD, SESSION, TIME_FIELD, UINT8, UINT16, UINT32, FitWriter

Floats = NDArray[np.float64]
START = 1_700_000_000.0
TODAY = date(2026, 6, 1)


def run_at(
    speed: Floats,
    *,
    pauses: tuple[Interval, ...] = (),
    gaps: tuple[Interval, ...] = (),
    flags: tuple[Flag, ...] = (),
    sport: str = "running",
    **channels: Floats,
) -> Streams:
    """A run with a sample a second; `speed` (m/s) holds from each sample to the next."""
    distance = np.concatenate(([0.0], np.cumsum(speed)))[: len(speed)]
    return Streams(
        START,
        np.arange(float(len(speed))),
        distance=channels.pop("distance", distance),
        speed=speed.astype(float),
        **channels,
        sport=sport,
        distance_from="device",
        speed_from="device",
        pauses=pauses,
        gaps=gaps,
        flags=flags,
    )


def miler(sex: Sex = "F", rest_hr: int | None = 50, max_hr: int | None = 190) -> Abilities:
    """Somebody with a 2:10 and a 4:28, whose heart rates were measured."""
    results = (Result(800, 130.0, date(2026, 5, 1)), Result(1500, 268.0, date(2026, 5, 10)))
    made = Athlete(
        name="A miler",
        born=date(2000, 1, 1),
        sex=sex,
        weekly_km=50.0,
        results=results,
        flying30_s=3.7,
        max_hr=max_hr,
        rest_hr=rest_hr,
    )
    return estimate(made, TODAY)


FIT_START = 1_000_000_000  # s of FIT's own clock, which began at the end of 1989
FIT_EPOCH = 631_065_600


def fit_file(
    speed: Floats, heart: Floats | None = None, laps: tuple[tuple[int, int], ...] = (), sport: int = 1
) -> bytes:
    """A FIT file of one record a second: speed in m/s, heart rate in beats, laps as (from, to) pressed by hand."""
    writer = FitWriter().define(
        0, RECORD, TIME_FIELD, (3, 1, UINT8), (4, 1, UINT8), (5, 4, UINT32), (6, 2, UINT16)
    )
    heart = np.full(len(speed), 150.0) if heart is None else heart
    covered = np.concatenate(([0.0], np.cumsum(speed)))[: len(speed)]
    for at, (pace, beats, metres) in enumerate(zip(speed, heart, covered, strict=True)):
        writer.write(0, FIT_START + at, round(beats), 88, round(100 * metres), round(1000 * pace))
    writer.define(
        1, LAP, TIME_FIELD, (2, 4, UINT32), (7, 4, UINT32), (8, 4, UINT32), (9, 4, UINT32), (24, 1, ENUM)
    )
    for begun, done in laps:
        metres = round(100 * (covered[done] - covered[begun]))
        took = 1000 * (done - begun)
        writer.write(1, FIT_START + done, FIT_START + begun, took, took, metres, 0)
    writer.define(
        2, SESSION, TIME_FIELD, (2, 4, UINT32), (5, 1, ENUM), (7, 4, UINT32), (8, 4, UINT32), (9, 4, UINT32)
    )
    took = 1000 * (len(speed) - 1)
    writer.write(2, FIT_START + len(speed), FIT_START, sport, took, took, round(100 * covered[-1]))
    return writer.file()
