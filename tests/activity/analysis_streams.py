"""Streams made by hand for tests of the analysis, and an athlete to judge them by."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Flag, Interval, Streams
from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Abilities, Athlete, Result, Sex

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
