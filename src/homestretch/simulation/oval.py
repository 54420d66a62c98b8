"""A 400 m track: where on the ground a runner in a lane is after so many metres.

Measures of the standard track (World Athletics, Track and Field Facilities Manual 2019, 2.2): two straights of
84.39 m, bends of 36.50 m radius to the kerb, lanes of 1.22 m; lane 1 is measured 0.30 m from the kerb, the others
0.20 m from the line inside.
"""

from __future__ import annotations

import numpy as np

from homestretch.simulation.model import Floats, Place

STRAIGHT = 84.39  # m
RADIUS = 36.50  # m to the kerb
LANE = 1.22  # m
FROM_KERB, FROM_LINE = 0.30, 0.20  # m that lanes are measured outside their inner edge
LANES = 8
EQUATOR, SQUARED_ECCENTRICITY = 6_378_137.0, 6.694_379_990_14e-3  # m and pure number, WGS 84
FARTHEST_NORTH = 60.0  # degrees; few tracks lie nearer to the poles
SHARE_OF_LANE_1 = 0.8


def lane_radius(lane: int) -> float:
    """m from the centre of the bend to the line along which a lane is measured."""
    return RADIUS + (FROM_KERB if lane == 1 else (lane - 1) * LANE + FROM_LINE)


def lap_length(lane: int) -> float:
    """m of one lap in a lane."""
    return 2 * STRAIGHT + 2 * np.pi * lane_radius(lane)


def draw_place(random: np.random.Generator, lane: int | None = None) -> Place:
    """A track anywhere and a runner on it: lane 1 four times in five, and nearly always against the clock.

    Args:
        random: the dice.
        lane: to fix the lane.
    """
    if lane is None:
        lane = 1 if random.random() < SHARE_OF_LANE_1 else int(random.integers(2, LANES + 1))
    return Place(
        latitude=float(random.uniform(-FARTHEST_NORTH, FARTHEST_NORTH)),
        longitude=float(random.uniform(-180, 180)),
        heading=float(random.uniform(0, np.pi)),
        lane=lane,
        clockwise=bool(random.random() < 0.2),
        start_m=float(random.uniform(0, lap_length(lane))),
        lap_m=lap_length(lane),
    )


def on_track(place: Place, distance: Floats) -> tuple[Floats, Floats]:
    """m east and north of the track's centre after so many metres, each of the shape of `distance`."""
    radius = lane_radius(place.lane)
    way = distance + place.start_m
    along = np.mod(-way if place.clockwise else way, place.lap_m)
    half = place.lap_m / 2
    second = along >= half  # the other straight and its bend are the first half turned round
    rest = np.where(second, along - half, along)
    angle = np.maximum(rest - STRAIGHT, 0.0) / radius - np.pi / 2
    straight = rest < STRAIGHT
    x = np.where(straight, rest - STRAIGHT / 2, STRAIGHT / 2 + radius * np.cos(angle))
    y = np.where(straight, -radius, radius * np.sin(angle))
    x, y = np.where(second, -x, x), np.where(second, -y, y)
    cos, sin = np.cos(place.heading), np.sin(place.heading)
    return np.asarray(x * cos - y * sin), np.asarray(x * sin + y * cos)


def degrees(place: Place, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude of points near a track, by the ellipsoid's radii of curvature at its centre."""
    parallel = np.radians(place.latitude)
    flat = 1 - SQUARED_ECCENTRICITY * np.sin(parallel) ** 2
    across = EQUATOR / np.sqrt(flat)
    along = across * (1 - SQUARED_ECCENTRICITY) / flat
    latitude = place.latitude + np.degrees(y / along)
    longitude = place.longitude + np.degrees(x / (across * np.cos(parallel)))
    return latitude, np.mod(longitude + 180, 360) - 180
