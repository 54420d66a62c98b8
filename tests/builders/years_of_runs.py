"""A made-up athlete of two years whose truth is known: speed at 140 beats and steps a minute move as told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from homestretch.activity.recording import RUNNING
from homestretch.activity.streams import Streams
from homestretch.simulation import Leg
from homestretch.simulation.runner import STEP, run
from homestretch.simulation.watch import draw_watch, record, smoothed

BEATS_BY_SPEED = 28.0  # beats a minute for each m/s
REFERENCE = 140.0  # beats a minute
BEATS_AN_HOUR = 5.0  # drift
HEART_TAU = 30.0  # s
DAY_TO_DAY = 2.5  # beats a minute, standard deviation


@dataclass(frozen=True, slots=True)
class Growth:
    """What changes evenly from the first day to the last.

    Attributes:
        speed: m/s at 140 beats a minute; cadence: steps a minute at 3 m/s; contact: s on the ground at 3 m/s.
    """

    speed: tuple[float, float] = (2.95, 3.25)
    cadence: tuple[float, float] = (164.0, 168.0)
    contact: tuple[float, float] = (0.262, 0.250)
    balance: tuple[float, float] = (50.9, 50.2)


def easy_run(
    share: float,
    seed: int,
    growth: Growth | None = None,
    *,
    minutes: float | None = None,
    speed: float | None = None,
    grade: float = 0.0,
    dynamics: bool = True,
    heart: bool = True,
) -> Streams:
    """One steady run.

    Args:
        share: of the way from the first day to the last.
        seed: of everything drawn.
        growth: of the athlete.
        minutes, speed: of the run, m/s; drawn where not given, the speed around that at 136 beats.
        grade: of hills up and down again, each of about ten minutes.
        dynamics: whether the watch has ground contact and balance.
        heart: whether it has heart rate.
    """
    growth = growth or Growth()
    random = np.random.default_rng(seed)

    def now(pair: tuple[float, float]) -> float:
        return pair[0] + (pair[1] - pair[0]) * share

    at_reference = now(growth.speed)
    speed = at_reference - 4 / BEATS_BY_SPEED + 0.15 * random.standard_normal() if speed is None else speed
    minutes = float(random.uniform(35, 75)) if minutes is None else minutes
    legs = [Leg("easy", speed, duration_s=minutes * 60)]
    if grade:
        count = max(round(minutes / 10), 1)
        legs = [
            Leg("easy", speed * (0.85 if k % 2 == 0 else 1.05), duration_s=minutes * 60 / count,
                grade=grade if k % 2 == 0 else -grade)
            for k in range(count)
        ]  # fmt: skip
    motion = run(legs, random)
    watch = draw_watch(random, smart=False)
    channels = record(motion, watch, random)
    time = channels["time"]
    at = np.minimum(np.round(time / STEP).astype(int), len(motion.time) - 1)
    day = DAY_TO_DAY * random.standard_normal()
    cost = np.gradient(motion.altitude, motion.time) * 8  # a climb of 5 % costs about as much as 0.9 m/s more
    wanted = REFERENCE + BEATS_BY_SPEED * (motion.speed + cost - at_reference) + day
    rate = smoothed(wanted, HEART_TAU, 90.0) + BEATS_AN_HOUR * motion.time / 3600
    cadence = channels["cadence"]
    cadence = np.where(cadence > 0, np.round(cadence + now(growth.cadence) - 164.0), 0.0)
    moving = channels["speed"] > 0.6
    extra = {}
    if dynamics:
        contact = now(growth.contact) - 0.02 * (channels["speed"] - 3.0)
        extra["ground_contact"] = np.where(moving, np.round(contact, 3), np.nan)
        left = now(growth.balance) + 0.3 * random.standard_normal(len(time))
        extra["stance_balance"] = np.where(moving, np.round(left, 1), np.nan)
    return Streams(
        1_780_000_000.0,
        time,
        distance=channels["distance"],
        speed=channels["speed"],
        heart_rate=np.round(rate + random.standard_normal(len(rate)))[at] if heart else np.empty(0),
        cadence=cadence,
        altitude=channels["altitude"],
        sport=RUNNING,
        distance_from="device",
        speed_from="device",
        **extra,
    )


def days_of_runs(first: date, last: date, every: int = 3) -> Iterator[tuple[date, float]]:
    """The days of the runs with their share of the way."""
    days = (last - first).days
    for k in range(0, days + 1, every):
        yield first + timedelta(days=k), k / max(days, 1)


def morning(on: date) -> datetime:
    """Seven o'clock of a day."""
    return datetime(on.year, on.month, on.day, 7, tzinfo=UTC)
