"""Runs that the track room is tried on: where a runner truly was, and what a watch wrote of it.

Written apart from what it tests: the oval is walked along here in small steps, never by a formula for arcs, and the
ground is the ellipsoid's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from homestretch.activity.streams import Streams

Floats = NDArray[np.float64]

NOISE = 3.0  # m, of each coordinate
SPEED_NOISE = 0.15  # m/s
STEP = 0.25  # s between the moments at which the true run is known


@dataclass
class Course:
    """A way on the plane: corners close enough together to be a curve, m east and north."""

    east: Floats
    north: Floats

    def at(self, distance: Floats) -> tuple[Floats, Floats]:
        """The points after `distance` m along it; a closed way goes round and round."""
        steps = np.hypot(np.diff(self.east), np.diff(self.north))
        so_far = np.concatenate([[0.0], np.cumsum(steps)])
        closed = math.hypot(self.east[0] - self.east[-1], self.north[0] - self.north[-1]) < 1e-6
        where = distance % so_far[-1] if closed else distance
        return np.interp(where, so_far, self.east), np.interp(where, so_far, self.north)


def oval(lane: int, axis: float = 0.0, clockwise: bool = False, kerb: float = 36.5) -> Course:
    """The line on which a lane is measured, walked in 2 cm steps of turning and going on; it starts at the finish line.

    `kerb` is the radius of the bends in m; the straights are such that lane 1 has 400 m.
    """
    radius = kerb + (0.3 if lane == 1 else 1.22 * (lane - 1) + 0.2)
    straight = 84.39 - math.pi * (kerb - 36.5)
    pieces = [(straight, 0.0), (math.pi * radius, math.pi)] * 2
    heading, x, y = 0.0, 0.0, 0.0
    xs, ys = [0.0], [0.0]
    for length, turn in pieces:
        count = round(length / 0.02)
        headings = heading + turn * (np.arange(count) + 0.5) / count
        xs += (x + np.cumsum(np.cos(headings)) * length / count).tolist()
        ys += (y + np.cumsum(np.sin(headings)) * length / count).tolist()
        x, y, heading = xs[-1], ys[-1], heading + turn
    east, north = np.array(xs) - straight / 2, np.array(ys) - radius
    east[-1], north[-1] = east[0], north[0]
    # The start is at the end of a straight, as on a real track.
    at = round(straight / 0.02)
    east, north = np.roll(east[:-1], -at), np.roll(north[:-1], -at)
    east, north = np.append(east, east[0]), np.append(north, north[0])
    if clockwise:
        east, north = east[::-1], north[::-1]
    return Course(
        east * math.cos(axis) - north * math.sin(axis), east * math.sin(axis) + north * math.cos(axis)
    )


@dataclass
class Leg:
    """One part of a run, on one way, at one speed."""

    kind: str  # warmup, rep, jog, walk, stand, cooldown
    course: Course
    begins: float  # m along the course
    metres: float
    speed: float  # m/s; of standing the seconds are `metres`


@dataclass
class Run:
    """A run that was simulated, with the truth that a watch does not know.

    Attributes:
        streams: what the watch wrote.
        reps: start and end in s, and m, of each rep.
        laps: rounds of the track in all, run forwards on it.
        track_m: m run on it.
    """

    streams: Streams
    reps: list[tuple[float, float, float]]
    laps: float
    track_m: float
    lane: int = 0
    clockwise: bool = False
    centre: tuple[float, float] = (0.0, 0.0)
    axis: float = 0.0
    kind: str = ""
    note: dict[str, float] = field(default_factory=dict)


def degrees(east: Floats, north: Floats, place: tuple[float, float]) -> tuple[Floats, Floats]:
    """Latitude and longitude of metres around a place, by the radii of curvature of WGS 84."""
    a, f = 6378137.0, 1 / 298.257223563
    e2 = f * (2 - f)
    phi = math.radians(place[0])
    w = math.sqrt(1 - e2 * math.sin(phi) ** 2)
    meridian, normal = a * (1 - e2) / w**3, a / w
    return (
        place[0] + np.degrees(north / meridian),
        place[1] + np.degrees(east / (normal * math.cos(phi))),
    )


def correlated(rng: np.random.Generator, count: int, step: float, tau: float, sd: float) -> Floats:
    """A first-order autoregressive noise of `sd` that forgets itself over `tau` s."""
    keep = math.exp(-step / tau)
    shocks = rng.normal(0.0, sd * math.sqrt(1 - keep**2), count)
    shocks[0] = rng.normal(0.0, sd)
    return np.asarray(lfilter([1.0], [1.0, -keep], shocks))


def watch(
    legs: list[Leg],
    rng: np.random.Generator,
    *,
    place: tuple[float, float],
    smart: bool = False,
    noise: float = NOISE,
    tau: float = 30.0,
    scale: float = 1.0,
    device_speed: bool = True,
    lag: float | None = None,
) -> tuple[Streams, list[tuple[float, float]]]:
    """What a watch writes of a run: noisy positions, smoothed noisy speed, and the distance that it sums.

    Args:
        legs: the run.
        rng: the chance.
        place: latitude and longitude of the plane's origin.
        smart: samples 2 to 8 s apart in place of one a second.
        noise: m, of each coordinate, with a slow drift of a third of it on top.
        tau: s over which the noise forgets itself.
        scale: what the watch's speed is multiplied by.
        device_speed: whether the watch measured speed and distance, else both come from positions.
        lag: s, time constant with which the watch smooths its speed.

    Returns:
        The streams, and start and end of each leg in s.
    """
    easts, norths, speeds, bounds = [], [], [], []
    clock = 0.0
    speed = 0.0
    for leg in legs:
        if leg.kind == "stand":
            count = round(leg.metres / STEP)
            done = np.full(count, leg.begins)
            velocity = np.zeros(count)
            speed = 0.0
        else:
            ramp = rng.uniform(1.0, 3.0)  # s
            count = round((leg.metres / leg.speed + 60.0) / STEP)
            grown = np.minimum(np.arange(1, count + 1) * STEP / ramp, 1.0)
            velocity = speed + (leg.speed - speed) * grown
            covered = np.cumsum(velocity) * STEP
            count = int(np.searchsorted(covered, leg.metres)) + 1
            velocity, done = velocity[:count], leg.begins + covered[:count]
            speed = leg.speed
        east, north = leg.course.at(done)
        easts.append(east)
        norths.append(north)
        speeds.append(velocity)
        bounds.append((clock, clock + count * STEP))
        clock += count * STEP
    east, north, true_speed = np.concatenate(easts), np.concatenate(norths), np.concatenate(speeds)
    count = len(east)
    lag = rng.uniform(1.0, 5.0) if lag is None else lag
    keep = math.exp(-STEP / lag)
    smoothed = lfilter([1 - keep], [1.0, -keep], true_speed)
    for_each = [correlated(rng, count, STEP, tau, noise) for _ in range(2)]
    drift = [correlated(rng, count, STEP, 1200.0, noise / 3) for _ in range(2)]
    noisy = correlated(rng, count, STEP, 3.0, SPEED_NOISE) * np.minimum(smoothed, 1.0)  # none while standing
    measured = np.maximum(scale * smoothed + noisy, 0.0)
    distance = np.cumsum(measured) * STEP
    moments = np.arange(count) * STEP
    if smart:
        picks = np.cumsum(rng.integers(2, 9, int(moments[-1] / 2) + 2)).astype(float)
        picks = np.concatenate([[0.0], picks[picks < moments[-1] - 1], [moments[-1]]])
    else:
        picks = np.arange(0.0, moments[-1])
    at = np.rint(picks / STEP).astype(int)
    latitude, longitude = degrees(
        (east + for_each[0] + drift[0])[at], (north + for_each[1] + drift[1])[at], place
    )
    semicircle = 180 / 2**31  # degrees; what FIT keeps of a position
    latitude, longitude = (np.rint(v / semicircle) * semicircle for v in (latitude, longitude))
    if device_speed:
        own_distance, own_speed = np.rint(distance[at] * 100) / 100, np.rint(measured[at] * 1000) / 1000
    else:
        cos = math.cos(math.radians(place[0]))
        metres = np.hypot(np.diff(latitude), np.diff(longitude) * cos) * 111_195
        own_distance = np.concatenate([[0.0], np.cumsum(metres)])
        own_speed = np.gradient(own_distance, picks)
    streams = Streams(
        start=1_700_000_000.0,
        time=picks,
        distance=own_distance,
        speed=own_speed,
        latitude=latitude,
        longitude=longitude,
        sport="running",
        distance_from="device" if device_speed else "positions",
        speed_from="device" if device_speed else "distance",
        step=float(np.median(np.diff(picks))),
    )
    return streams, bounds


def road(
    rng: np.random.Generator, metres: float, start: tuple[float, float] = (0.0, 0.0), heading: float = 0.0
) -> Course:
    """A way that wanders off from a place, turning at corners every 50 to 400 m."""
    xs, ys = [start[0]], [start[1]]
    gone = 0.0
    while gone < metres + 100:
        piece = rng.uniform(50, 400)
        heading += rng.normal(0.0, 0.7)
        xs.append(xs[-1] + piece * math.cos(heading))
        ys.append(ys[-1] + piece * math.sin(heading))
        gone += piece
    return Course(np.array(xs), np.array(ys))


def to_track(rng: np.random.Generator, course: Course, begins: float, metres: float) -> Course:
    """A road of `metres` that ends at a point of the track."""
    x, y = (float(v[0]) for v in course.at(np.array([begins])))
    heading = math.atan2(y, x) + rng.normal(0.0, 0.3)
    away = road(rng, metres, (x, y), heading)
    so_far = np.concatenate([np.arange(0.0, metres, 2.0), [metres]])
    east, north = away.at(so_far)
    return Course(east[::-1], north[::-1])


PLANS: dict[str, list[tuple[str, float, float]]] = {
    # (what, m or s, speed as a share of the reps' speed); what: rep, jog (on the track), infield (walk), stand
    "tempo": [("rep", 4800, 0.85)],
    "3000 m": [("rep", 3000, 1.0)],
    "12 x 400, jog 200": [("rep", 400, 1.0), ("jog", 200, 0.55)] * 12,
    "8 x 400, stand": [("rep", 400, 1.0), ("stand", 90, 0)] * 8,
    "10 x 400, walk on the infield": [("rep", 400, 1.0), ("infield", 60, 0.3)] * 10,
    "5 x 1000, stand": [("rep", 1000, 0.9), ("stand", 120, 0)] * 5,
    "6 x 800, jog 400": [("rep", 800, 0.95), ("jog", 400, 0.5)] * 6,
    "10 x 300, jog 100": [("rep", 300, 1.05), ("jog", 100, 0.5)] * 10,
    "12 x 200, jog 200": [("rep", 200, 1.1), ("jog", 200, 0.5)] * 12,
    "4 x 1600, stand": [("rep", 1600, 0.85), ("stand", 150, 0)] * 4,
    "600s and 200s": [("rep", 600, 0.95), ("jog", 200, 0.5), ("rep", 200, 1.1), ("jog", 200, 0.5)] * 5,
    "25 laps": [("rep", 10_000, 0.75)],
}


def track_run(
    rng: np.random.Generator,
    plan: str | None = None,
    *,
    lane: int | None = None,
    warm_up: bool | None = None,
    smart: bool | None = None,
    noise: float = NOISE,
    tau: float | None = None,
    device_speed: bool | None = None,
    clockwise: bool | None = None,
) -> Run:
    """A session on a track somewhere on earth; what is not given is drawn.

    Lane 1 four times in five; warm-up and cool-down off the track, clockwise one time in ten, positions that
    are noisy over 10 to 60 s.
    """
    plan = plan or str(rng.choice(list(PLANS)))
    lane = lane or (1 if rng.random() < 0.8 else int(rng.integers(2, 9)))
    warm_up = rng.random() < 0.6 if warm_up is None else warm_up
    smart = rng.random() < 1 / 3 if smart is None else smart
    tau = rng.uniform(10, 60) if tau is None else tau
    device_speed = rng.random() < 0.8 if device_speed is None else device_speed
    clockwise = rng.random() < 0.1 if clockwise is None else clockwise
    axis = rng.uniform(0, math.pi)
    place = (float(rng.uniform(-60, 65)), float(rng.uniform(-180, 180)))
    course = oval(lane, axis, clockwise)
    begins = float(rng.choice([0.0, 0.0, 100.0, 200.0, 300.0]))
    top = rng.uniform(3.3, 6.4)
    legs: list[Leg] = []
    if warm_up:
        metres = rng.uniform(800, 3000)
        jog = rng.uniform(2.5, 3.2)
        legs.append(Leg("warmup", to_track(rng, course, begins, metres), 0.0, metres, jog))
        legs.append(Leg("stand", course, begins, rng.uniform(30, 240), 0.0))
    here = begins
    on_track = 0.0
    for what, amount, share in PLANS[plan]:
        speed = min(max(top * share * rng.normal(1.0, 0.015), 2.5 if what != "infield" else 1.0), 7.0)
        if what == "stand":
            legs.append(Leg("stand", course, here, amount * rng.uniform(0.7, 1.4), 0.0))
        elif what == "infield":
            x, y = (float(v[0]) for v in course.at(np.array([here])))
            aim = 0.35 * rng.uniform(0.8, 1.2)
            loop = Course(np.array([x, x * aim, x]), np.array([y, y * aim, y]))
            legs.append(
                Leg("walk", loop, 0.0, 2 * math.hypot(x * (1 - aim), y * (1 - aim)), rng.uniform(1.2, 1.6))
            )
        else:
            legs.append(Leg(what, course, here, amount, speed))
            here += amount
            on_track += amount
    if warm_up:
        metres = rng.uniform(500, 2000)
        away = to_track(rng, course, here, metres)
        legs.append(Leg("stand", course, here, rng.uniform(10, 120), 0.0))
        legs.append(
            Leg("cooldown", Course(away.east[::-1], away.north[::-1]), 0.0, metres, rng.uniform(2.5, 3.0))
        )
    scale = float(rng.normal(1.0, 0.012))
    lag = float(rng.uniform(1.0, 5.0))
    streams, bounds = watch(
        legs,
        rng,
        place=place,
        smart=smart,
        noise=noise,
        tau=tau,
        scale=scale,
        device_speed=device_speed,
        lag=lag,
    )
    reps = [
        (start, end, leg.metres) for leg, (start, end) in zip(legs, bounds, strict=True) if leg.kind == "rep"
    ]
    radius = 36.5 + (0.3 if lane == 1 else 1.22 * (lane - 1) + 0.2)
    lap = 2 * 84.39 + 2 * math.pi * radius
    return Run(
        streams,
        reps,
        on_track / lap,
        on_track,
        lane,
        clockwise,
        place,
        axis % math.pi,
        plan,
        {"tau": tau, "lag": lag},
    )


def elsewhere_run(rng: np.random.Generator, kind: str | None = None, *, smart: bool | None = None) -> Run:
    """A run that is not on a track: road, out and back, a loop in a park, round a block or a pitch."""
    kinds = ["road", "out and back", "park loop", "block", "pitch", "circle", "wiggly loop", "shuttle"]
    kind = kind or str(rng.choice(kinds))
    smart = rng.random() < 1 / 3 if smart is None else smart
    metres = rng.uniform(4000, 12_000)
    axis = rng.uniform(0, 2 * math.pi)
    if kind == "road":
        course = road(rng, metres)
    elif kind in ("out and back", "shuttle"):
        course = road(rng, metres / 2 if kind == "out and back" else rng.uniform(80, 300))
        turn = metres / 2 if kind == "out and back" else rng.uniform(80, 300)
        so_far = np.linspace(0, turn, 2000)
        east, north = course.at(so_far)
        course = Course(np.concatenate([east, east[-2::-1]]), np.concatenate([north, north[-2::-1]]))
    elif kind in ("block", "pitch"):
        wide, high = (
            (rng.uniform(80, 250), rng.uniform(60, 200))
            if kind == "block"
            else (rng.uniform(95, 125), rng.uniform(60, 80))
        )
        course = _around([(0, 0), (wide, 0), (wide, high), (0, high)], rng.uniform(2, 12))
    else:
        angle = np.linspace(0, 2 * math.pi, 800)
        a = rng.uniform(45, 160)
        b = a if kind == "circle" else a * rng.uniform(0.5, 1.0)
        wobble = 1 + (
            sum(rng.normal(0, 0.12 / k) * np.sin(k * angle + rng.uniform(0, 6)) for k in range(2, 6))
            if kind == "wiggly loop"
            else 0.0
        )
        east, north = a * np.cos(angle) * wobble, b * np.sin(angle) * wobble
        east[-1], north[-1] = east[0], north[0]
        course = Course(east, north)
    turned = Course(
        course.east * math.cos(axis) - course.north * math.sin(axis),
        course.east * math.sin(axis) + course.north * math.cos(axis),
    )
    place = (float(rng.uniform(-60, 65)), float(rng.uniform(-180, 180)))
    legs = [Leg("rep", turned, 0.0, metres, rng.uniform(2.5, 5.0))]
    streams, _ = watch(legs, rng, place=place, smart=smart, tau=rng.uniform(10, 60))
    return Run(streams, [], 0.0, 0.0, kind=kind)


def _around(corners: list[tuple[float, float]], cut: float) -> Course:
    """A closed way with its corners cut off by `cut` m."""
    xs, ys = [], []
    for k, (x, y) in enumerate(corners):
        for other in (corners[k - 1], corners[(k + 1) % len(corners)]):
            length = math.hypot(other[0] - x, other[1] - y)
            xs.append(x + (other[0] - x) * cut / length)
            ys.append(y + (other[1] - y) * cut / length)
    return Course(np.array([*xs, xs[0]]), np.array([*ys, ys[0]]))
