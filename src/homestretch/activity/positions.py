"""Positions mended where they jump away and back, and the ground they cover."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Floats, Interval

EARTH_RADIUS = 6_371_008.8  # m, mean (IUGG)
FASTEST_ON_FOOT = 12.5  # m/s, just above the fastest sprint ever timed
FASTEST = 45.0  # m/s, of other sports
LONGEST_SPIKE = 30.0  # s that a jump away may last and still be taken for one
NEAR_ZERO = 1e-4  # degrees; a watch without a position writes 0, 0


def ground(latitude: Floats, longitude: Floats) -> Floats:
    """Metres between each position and the one before, (positions - 1,); haversine formula.

    Args:
        latitude, longitude: degrees, (positions,).
    """
    phi, lam = np.radians(latitude), np.radians(longitude)
    along, across = np.sin(np.diff(phi) / 2) ** 2, np.sin(np.diff(lam) / 2) ** 2
    half = along + np.cos(phi[:-1]) * np.cos(phi[1:]) * across
    metres: Floats = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return metres


def valid_positions(latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
    """Which positions are on the globe and not the 0, 0 of a watch that had none."""
    on_globe = (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
    return on_globe & ((np.abs(latitude) > NEAR_ZERO) | (np.abs(longitude) > NEAR_ZERO))


def mend_spikes(
    time: Floats, latitude: Floats, longitude: Floats, fastest: float
) -> tuple[Floats, Floats, tuple[Interval, ...], tuple[float, ...]]:
    """Straight lines in place of positions that jump away and come back.

    A spike begins and ends with a step faster than anybody moves, lasts `LONGEST_SPIKE` at most, and without
    it the way is one that can be run.

    Args:
        time: s, (samples,).
        latitude, longitude: degrees, (samples,), NaN where missing.
        fastest: m/s that a step may have.

    Returns:
        Latitude and longitude, mended; the stretches that were mended; times of jumps that do not come back.
    """
    usable = valid_positions(latitude, longitude)
    latitude, longitude = np.where(usable, latitude, np.nan), np.where(usable, longitude, np.nan)
    at = np.flatnonzero(usable)
    if len(at) < 3:
        return latitude, longitude, (), ()
    when, lat, lon = time[at], latitude[at], longitude[at]
    jumps = np.flatnonzero(ground(lat, lon) > fastest * np.maximum(np.diff(when), 1.0))
    spikes: list[tuple[int, int]] = []
    lone: list[float] = []
    k = 0
    while k < len(jumps):
        before = int(jumps[k])
        back = _way_back(k, jumps, when, lat, lon, fastest)
        if back is None:
            lone.append(float(when[before + 1]))
            k += 1
            continue
        spikes.append((before, int(jumps[back]) + 1))
        k = back + 1
    keep = np.ones(len(at), bool)
    for before, after in spikes:
        keep[before + 1 : after] = False
    for values, own in ((latitude, lat), (longitude, lon)):
        values[at[~keep]] = np.interp(when[~keep], when[keep], own[keep])
    mended = tuple(Interval(float(when[before]), float(when[after])) for before, after in spikes)
    return latitude, longitude, mended, tuple(lone)


MOST_JUMPS_AHEAD = 20  # looked at for the way back


def _way_back(
    k: int, jumps: NDArray[np.intp], when: Floats, lat: Floats, lon: Floats, fastest: float
) -> int | None:
    """Which later jump leads back to where the k-th left from, within the time of a spike."""
    before = int(jumps[k])
    for back in range(k + 1, min(k + 1 + MOST_JUMPS_AHEAD, len(jumps))):
        after = int(jumps[back]) + 1
        lasted = when[after] - when[before]
        if lasted > LONGEST_SPIKE:
            return None
        straight = ground(lat[[before, after]], lon[[before, after]])[0]
        if straight <= fastest * lasted:
            return back
    return None
