"""A 400 m track as a curve: two straights and two bends, its lanes, and where a point lies on it.

Measures: World Athletics, Track and Field Facilities Manual: straights of 84.39 m, kerb radius 36.50 m, lanes 1.22 m
wide, measured 0.30 m from the kerb in lane 1 and 0.20 m from the line in others. Older tracks have tighter or wider
bends with longer or shorter straights; all are 400 m in lane 1, and each further lane is as much longer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STRAIGHT = 84.39  # m
KERB_RADIUS = 36.50  # m
LANE_WIDTH = 1.22  # m
LANES = 8
FROM_KERB = 0.30  # m, where lane 1 is measured
FROM_LINE = 0.20  # m, where the other lanes are measured

# The ellipsoid of satellite positions (WGS 84, EPSG 7030). A sphere would be wrong by 0.5 % in one direction,
# which is as much as a lane.
EQUATORIAL_RADIUS = 6_378_137.0  # m
ECCENTRICITY_SQUARED = 6.694_379_990_14e-3


def lane_offset(lane: int) -> float:
    """m from the kerb to where a lane is measured."""
    return FROM_KERB if lane == 1 else LANE_WIDTH * (lane - 1) + FROM_LINE


def lane_length(lane: int) -> float:
    """m of one lap in a lane: 400.00 in lane 1, 407.04 in lane 2, 453.03 in lane 8."""
    return 2 * STRAIGHT + 2 * math.pi * (KERB_RADIUS + lane_offset(lane))


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of a place, on the plane that touches the ellipsoid there."""

    latitude: float
    longitude: float

    @property
    def _scale(self) -> tuple[float, float]:
        """m a degree east and north."""
        phi = math.radians(self.latitude)
        bulge = 1 - ECCENTRICITY_SQUARED * math.sin(phi) ** 2
        north = EQUATORIAL_RADIUS * (1 - ECCENTRICITY_SQUARED) / bulge**1.5
        east = EQUATORIAL_RADIUS / math.sqrt(bulge) * math.cos(phi)
        return math.radians(east), math.radians(north)

    def metres(self, latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
        """East and north in m of positions in degrees."""
        east, north = self._scale
        turned = (longitude - self.longitude + 180.0) % 360.0 - 180.0  # a track may lie across the date line
        return turned * east, (latitude - self.latitude) * north

    def degrees(self, east: Floats, north: Floats) -> tuple[Floats, Floats]:
        """Latitude and longitude of points given in m."""
        per_east, per_north = self._scale
        longitude = (self.longitude + east / per_east + 180.0) % 360.0 - 180.0
        return self.latitude + north / per_north, longitude


@dataclass(frozen=True, slots=True)
class Oval:
    """A 400 m track somewhere on a plane.

    Attributes:
        east, north: m, of its centre.
        axis: rad, anticlockwise from east to its straights; half a turn more is the same track.
        radius: m, of its bends to the kerb.
    """

    east: float
    north: float
    axis: float
    radius: float = KERB_RADIUS

    @property
    def straight(self) -> float:
        """m of each straight, so that lane 1 measures what the standard track's does."""
        return STRAIGHT - math.pi * (self.radius - KERB_RADIUS)

    def moved(self, east: float, north: float, turned: float) -> Oval:
        """The same track a little elsewhere; m, m and rad."""
        axis = (self.axis + turned) % math.pi
        return Oval(float(self.east + east), float(self.north + north), float(axis), self.radius)

    def own(self, east: Floats, north: Floats) -> tuple[Floats, Floats]:
        """Points as seen from the centre with the straights along the first direction."""
        cos, sin = math.cos(self.axis), math.sin(self.axis)
        x, y = east - self.east, north - self.north
        return cos * x + sin * y, cos * y - sin * x

    def locate(self, east: Floats, north: Floats, offset: float) -> tuple[Floats, Floats, Floats]:
        """Where points lie with respect to the line that runs `offset` m outside the kerb.

        Args:
            east, north: m, (points,).
            offset: m.

        Returns:
            Metres along the line, anticlockwise from the start of one bend; metres outside the line
            (negative: inside); and the direction that points away from the track, rad anticlockwise from
            east. Each (points,).
        """
        x, y = self.own(east, north)
        half, radius = self.straight / 2, self.radius + offset
        past = np.maximum(np.abs(x) - half, 0.0)  # m beyond the straights
        side = np.where(x > 0, 1.0, -1.0)
        bend = past > 0
        angle = np.arctan2(side * y, past)  # on either bend, -pi/2 to pi/2 the way of running
        away = np.where(bend, np.hypot(past, y), np.abs(y)) - radius
        half_lap = math.pi * radius + self.straight
        along_bend = radius * (angle + math.pi / 2) + np.where(x > 0, 0.0, half_lap)
        along_straight = math.pi * radius + np.where(y > 0, half - x, half + x + half_lap)
        along = np.where(bend, along_bend, along_straight)
        outward = np.where(
            bend, angle + np.where(x > 0, 0.0, math.pi), np.where(y > 0, math.pi / 2, -math.pi / 2)
        )
        return along, away, outward + self.axis

    def on_bend(self, along: Floats, offset: float) -> NDArray[np.bool_]:
        """Which points, `along` m down the line `offset` m outside the kerb, lie on a bend."""
        bend = math.pi * (self.radius + offset)
        bends: NDArray[np.bool_] = along % (bend + self.straight) < bend
        return bends

    def points(self, along: Floats, offset: float) -> tuple[Floats, Floats]:
        """East and north in m of points `along` m down the line `offset` m outside the kerb."""
        half, radius = self.straight / 2, self.radius + offset
        bend, half_lap = math.pi * radius, math.pi * radius + self.straight
        lap = np.asarray(along) % (2 * half_lap)
        second = lap >= half_lap  # the far half is the near one turned round
        within = np.where(second, lap - half_lap, lap)
        angle = np.minimum(within, bend) / radius - math.pi / 2
        x = half + radius * np.cos(angle) - np.maximum(within - bend, 0.0)
        x = np.where(within > bend, half - (within - bend), x)
        y = radius * np.sin(angle)
        x, y = np.where(second, -x, x), np.where(second, -y, y)
        cos, sin = math.cos(self.axis), math.sin(self.axis)
        return self.east + cos * x - sin * y, self.north + sin * x + cos * y
