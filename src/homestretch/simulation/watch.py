"""What a watch makes of a true motion: smoothed and noisy speed, slow heart rate, few samples, pressed laps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.signal import lfilter

from homestretch.activity.recording import Lap
from homestretch.simulation.model import EFFORTS, Floats, Motion, Watch
from homestretch.simulation.runner import STEP, wandering

SHORTEST_TAU, LONGEST_TAU = 1.0, 5.0  # s, smoothing of speed
SPEED_NOISE = 0.15  # m/s, standard deviation
NOISE_MEMORY = (1.0, 6.0)  # s, design choice: from nearly white to as slow as the smoothing
GPS_NOISE = 3.0  # m along each axis
GPS_MEMORY = (10.0, 60.0)  # s
SMART_STEPS = (2, 8)  # s between samples of smart recording, whole seconds
SCALE_DEVIATION = 0.008  # of measured distance by true distance; watches on tracks err by about one per cent
HEART_TAU = 30.0  # s
REST_RATE, MOST_RATE = (45.0, 65.0), (180.0, 205.0)  # beats a minute
RATE_NOISE = 1.0  # beats a minute
CADENCE_AT_3, CADENCE_BY_SPEED = 164.0, 9.5  # steps a minute at 3 m/s, and for each m/s more
STEPPING = 0.6  # m/s; slower is standing
PRESS_ERROR = 0.5  # s, standard deviation of the moment at which the button is pressed
PRESS_LATE = 0.3  # s that a press comes late on average
LATEST_PRESS = 1.6  # s, from which a runner would have noticed
FORGETFUL = 0.3  # share of the sessions in which presses are forgotten, one or two
AUTO_LAP = 1000.0  # m


def draw_watch(random: np.random.Generator, smart: bool) -> Watch:
    """A watch from among those that are about."""
    return Watch(
        tau=float(random.uniform(SHORTEST_TAU, LONGEST_TAU)),
        noise_memory=float(random.uniform(*NOISE_MEMORY)),
        smart=smart,
        gps_memory=float(random.uniform(*GPS_MEMORY)),
        gps_noise=GPS_NOISE,
        distance_scale=float(1 + SCALE_DEVIATION * random.standard_normal()),
    )


def smoothed(values: Floats, tau: float, first: float | None = None) -> Floats:
    """Values on the grid of the true motion after a first-order lag of `tau` s, from `first` on."""
    keep = float(np.exp(-STEP / tau))
    start = values[0] if first is None else first
    return np.asarray(lfilter([1 - keep], [1.0, -keep], values, zi=[keep * start])[0], dtype=float)


def sample_times(duration: float, smart: bool, random: np.random.Generator) -> Floats:
    """s of the samples: each second, or 2 to 8 s apart."""
    if not smart:
        return np.arange(0.0, np.floor(duration) + 1)
    low, high = SMART_STEPS
    steps = random.integers(low, high + 1, size=int(duration // low) + 1)
    times = np.concatenate(([0.0], np.cumsum(steps, dtype=float)))
    return np.asarray(times[times <= duration], dtype=float)


def record(motion: Motion, watch: Watch, random: np.random.Generator) -> dict[str, Floats]:
    """The channels of a watch at its samples, without positions.

    Args:
        motion: the truth.
        watch: the device.
        random: the dice.

    Returns:
        time, speed, distance, altitude, heart_rate, cadence and step_length, each (samples,). The distance is
        what the smoothed speed adds up to.
    """
    noise = wandering(len(motion.time), SPEED_NOISE, watch.noise_memory, STEP, random)
    slow = smoothed(motion.speed, watch.tau)
    seen = np.maximum(slow + noise * np.clip(slow / 1.0, 0.0, 1.0), 0.0)  # a standing watch shows no speed
    distance = np.cumsum(seen) * STEP * watch.distance_scale
    time = sample_times(float(motion.time[-1]), watch.smart, random)
    at = np.minimum(np.round(time / STEP).astype(int), len(motion.time) - 1)
    cadence = CADENCE_AT_3 + CADENCE_BY_SPEED * (slow - 3.0)
    cadence = np.where(slow < STEPPING, 0.0, np.maximum(cadence, 0.0))
    cadence = np.round(cadence + wandering(len(slow), 1.0, 5.0, STEP, random) * (cadence > 0))
    steps = np.where(cadence > 0, slow / np.maximum(cadence, 1.0) * 60, np.nan)
    return {
        "time": time,
        "speed": np.round(seen, 3)[at],
        "distance": np.round(distance - distance[0], 2)[at],
        "altitude": np.round(motion.altitude + wandering(len(slow), 0.5, 60.0, STEP, random), 1)[at],
        "heart_rate": _heart_rate(motion, random)[at],
        "cadence": cadence[at],
        "step_length": np.round(steps, 3)[at],
    }


def _heart_rate(motion: Motion, random: np.random.Generator) -> Floats:
    """Beats a minute that follow the speed with a lag, and drift upward with the time."""
    rest, most = random.uniform(*REST_RATE), random.uniform(*MOST_RATE)
    fast = max(float(np.quantile(motion.speed, 0.98)), 4.5)
    wanted = np.clip(0.15 + 0.8 * motion.speed / fast, 0.15, 1.0)
    drift = 0.03 * motion.time / 3600
    rate = rest + (most - rest) * np.minimum(smoothed(wanted, HEART_TAU, 0.15) + drift, 1.0)
    return np.round(rate + wandering(len(rate), RATE_NOISE, 10.0, STEP, random))


def positions(
    x: Floats, y: Floats, time: Floats, watch: Watch, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """Where the watch believes to be, m east and north, at samples in time."""
    seconds = int(time[-1]) + 1 if len(time) else 0
    at = time.astype(int)
    east = wandering(seconds, watch.gps_noise, watch.gps_memory, 1.0, random)[at]
    north = wandering(seconds, watch.gps_noise, watch.gps_memory, 1.0, random)[at]
    return x + east, y + north


def pressed_laps(
    motion: Motion, time: Floats, distance: Floats, start: float, random: np.random.Generator
) -> tuple[Lap, ...]:
    """Laps of a runner who presses at the starts and ends of reps, a little off, and forgets some presses.

    Strides are pressed by few.
    """
    strides_too = random.random() < 0.3
    wanted = sorted(
        {
            moment
            for piece in motion.pieces
            if piece.kind == "rep" or (strides_too and piece.kind in EFFORTS)
            for moment in (piece.start, piece.end)
        }
    )
    if wanted and random.random() < FORGETFUL:
        for _ in range(int(random.integers(1, 3))):
            if len(wanted) > 2:
                wanted.pop(int(random.integers(0, len(wanted))))
    end = float(time[-1])
    errors = np.clip(
        PRESS_LATE + PRESS_ERROR * random.standard_normal(len(wanted)), -LATEST_PRESS, LATEST_PRESS
    )
    presses = [float(p) for p in np.sort(np.array(wanted) + errors) if 1.0 < p < end - 1.0]
    return _laps([*presses], "manual", time, distance, start)


def automatic_laps(time: Floats, distance: Floats, start: float, trigger: str) -> tuple[Lap, ...]:
    """Laps at each kilometre that the watch measured; `trigger` is what the file says of them."""
    marks = np.arange(AUTO_LAP, float(distance[-1]), AUTO_LAP)
    return _laps([float(x) for x in np.interp(marks, distance, time)], trigger, time, distance, start)


def _laps(
    moments: list[float], trigger: str, time: Floats, distance: Floats, start: float
) -> tuple[Lap, ...]:
    edges = [0.0, *moments, float(time[-1])]
    covered = np.interp(edges, time, distance)
    laps = []
    for number, (first, last) in enumerate(pairwise(edges)):
        laps.append(
            Lap(
                start=start + first,
                elapsed=last - first,
                timer=last - first,
                distance=float(covered[number + 1] - covered[number]),
                trigger=trigger if number < len(moments) else "session",
            )
        )
    return tuple(laps)
