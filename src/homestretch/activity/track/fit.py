"""Where a 400 m track lies under a run: candidates where much was run on little ground, then the oval itself.

Positions are first laid on an image in which ovals of every heading are looked for at once (correlation by fast
Fourier transform), so that a warm-up elsewhere or walks on the infield do no harm; the best is then refined by
robust least squares of the distances across the track.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from homestretch.activity.track.geometry import KERB_RADIUS, STRAIGHT, Floats, Oval

# All below are design choices, tried on the runs of studies/track_recognition.py.
COARSE = 50.0  # m, side of the squares in which metres are counted
REACH = 190.0  # m from any point of a track to all others of it, lane 8 and noise included
LEAST_RUN = 600.0  # m that must have been run within that reach: a lap and a half
CANDIDATES = 3  # places looked at, the one with most metres first
GLANCE = 15.0  # m over which a direction is taken
DIRECTIONS = 6  # parts of half a turn; which way along them does not matter
LEAST_TURN = 30.0  # m to be run in each; 1.9 laps have 72, and a third of that where a bend was seldom run
BETWEEN = 4  # directions for each sample, between its own and the next one's: few samples may tell of a bend
CELL = 3.0  # m, side of a cell of the image
CELLS = 128  # cells of the image along a side: 384 m
HEADINGS = 30  # tried, 6 degrees apart
OFFSETS = (0.5, 5.0)  # m outside the kerb of the lines that are looked for
RING = 4.0  # m, how far from the line a point may be and still count much
ROUNDS = 15  # of refinement
OUTLIER = (
    20.0,
    8.0,
)  # m across the track at which a point loses its weight, in the first and in the last round
MOST_POINTS = 1500  # used for refinement
FEW_POINTS = 600  # used where a guess is tried
OFFSET_PRIOR = (2.0, 4.0)  # m outside the kerb, mean and sd; what a few points cannot tell stays in the lanes


@dataclass(frozen=True, slots=True)
class Ground:
    """Positions on a plane with what was run between them.

    Attributes:
        time: s, (points,), growing.
        east, north: m.
        run: m of running that each point stands for; 0 while standing.
    """

    time: Floats
    east: Floats
    north: Floats
    run: Floats

    def at(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Ground:
        """Some of the points."""
        return Ground(self.time[which], self.east[which], self.north[which], self.run[which])


def places(ground: Ground) -> Iterator[NDArray[np.intp]]:
    """Which points lie around each place where enough was run on little ground, the place with most first."""
    left = np.arange(len(ground.time))
    squares = np.floor(np.stack([ground.east, ground.north]) / COARSE).astype(np.int64)
    _, square = np.unique(squares[0] * 1_000_003 + squares[1], return_inverse=True)
    for _ in range(CANDIDATES):
        metres = np.bincount(square[left], ground.run[left])
        if metres.sum() < LEAST_RUN:
            return
        here = left[square[left] == metres.argmax()]
        east, north = ground.east[here].mean(), ground.north[here].mean()
        near = np.hypot(ground.east[left] - east, ground.north[left] - north) < REACH
        if ground.run[left[near]].sum() < LEAST_RUN:
            return
        yield left[near]
        left = left[~near]


def goes_round(ground: Ground) -> bool:
    """Whether points were run in all directions, as a bend is; most places of a road are told from a track by it."""
    so_far = np.cumsum(ground.run)
    ahead = np.minimum(np.searchsorted(so_far, so_far + GLANCE), len(so_far) - 1)
    way = np.arctan2(ground.north[ahead] - ground.north, ground.east[ahead] - ground.east)
    way = np.unwrap(way, period=math.pi)
    shares = np.arange(BETWEEN)[:, None] / BETWEEN
    ways = way + shares * np.diff(way, append=way[-1])
    part = (ways % math.pi / math.pi * DIRECTIONS).astype(int) % DIRECTIONS
    metres = np.bincount(part.ravel(), np.tile(ground.run / BETWEEN, BETWEEN), DIRECTIONS)
    return bool(metres.min() >= LEAST_TURN)


@lru_cache(maxsize=1)
def _templates() -> NDArray[np.complex64]:
    """Spectra of rings around the image's first cell, (offsets, headings, …)."""
    steps = np.fft.fftfreq(CELLS, 1 / (CELLS * CELL))
    east, north = np.meshgrid(steps, steps, indexing="ij")
    rings = np.empty((len(OFFSETS), HEADINGS, CELLS, CELLS), np.float32)
    for row, offset in enumerate(OFFSETS):
        for column in range(HEADINGS):
            away = Oval(0.0, 0.0, math.pi * column / HEADINGS).locate(east, north, offset)[1]
            rings[row, column] = np.exp(-0.5 * (away / RING) ** 2)
    spectra: NDArray[np.complex64] = fft.rfft2(rings).conj()
    return spectra


def first_guesses(ground: Ground) -> list[tuple[Oval, float]]:
    """The best ovals on an image of the points with their offsets, and the best of a quite different heading."""
    middle = (np.average(ground.east, weights=ground.run), np.average(ground.north, weights=ground.run))
    half = CELLS * CELL / 2
    columns = np.floor((ground.east - middle[0] + half) / CELL).astype(int)
    rows = np.floor((ground.north - middle[1] + half) / CELL).astype(int)
    inside = (columns >= 0) & (columns < CELLS) & (rows >= 0) & (rows < CELLS)
    image = np.zeros(CELLS * CELLS, np.float32)
    image[:] = np.bincount(columns[inside] * CELLS + rows[inside], ground.run[inside], CELLS * CELLS)
    # The root keeps a stretch that was run again and again from outweighing the rest of the oval.
    match = fft.irfft2(fft.rfft2(np.sqrt(image).reshape(CELLS, CELLS)) * _templates(), (CELLS, CELLS))
    best = match.reshape(len(OFFSETS), HEADINGS, -1)
    scores = best.max(2)
    guesses = []
    for _ in range(2):
        row, column = np.unravel_index(scores.argmax(), scores.shape)
        east, north = np.unravel_index(best[row, column].argmax(), (CELLS, CELLS))
        oval = Oval(
            middle[0] + (float(east) + 0.5) * CELL - half,
            middle[1] + (float(north) + 0.5) * CELL - half,
            math.pi * float(column) / HEADINGS,
        )
        guesses.append((oval, OFFSETS[int(row)]))
        apart = np.abs((np.arange(HEADINGS) - column + HEADINGS // 2) % HEADINGS - HEADINGS // 2)
        scores[:, apart < HEADINGS // 10] = -np.inf
    return guesses


def slopes(oval: Oval, ground: Ground, outward: Floats) -> Floats:
    """How the distance outside the line changes with the centre (m, m), the axis (rad) and the offset (m).

    Args:
        oval: the track.
        ground: points.
        outward: direction away from the track at each, rad.

    Returns:
        (points, 4).
    """
    cos, sin = np.cos(outward), np.sin(outward)
    x, y = ground.east - oval.east, ground.north - oval.north
    return np.stack([-cos, -sin, cos * y - sin * x, np.full(len(x), -1.0)], axis=1)


def refine(ground: Ground, oval: Oval, offset: float, most: int = MOST_POINTS) -> tuple[Oval, float, float]:
    """The oval that the points lie on, by least squares in which points far off lose their weight.

    Args:
        ground: points, of which some are on the track.
        oval: a guess.
        offset: m outside the kerb of the line that they are guessed to run along.
        most: points that are used; of more some are left out, evenly.

    Returns:
        The track, the offset, and how well it explains the points: the share of what was run that counted.
    """
    if len(ground.time) > most:
        ground = ground.at(np.linspace(0, len(ground.time) - 1, most).astype(np.intp))
    share = 0.0
    for scale in np.geomspace(*OUTLIER, ROUNDS):
        _, away, outward = oval.locate(ground.east, ground.north, offset)
        weight = ground.run * np.maximum(1 - (away / (2 * scale)) ** 2, 0.0) ** 2  # Tukey's biweight
        total = weight.sum()
        share = float(total / ground.run.sum())
        if total <= 0:
            return oval, offset, 0.0
        matrix = slopes(oval, ground, outward)
        normal = (matrix * weight[:, None]).T @ matrix / total
        right = (matrix * weight[:, None]).T @ away / total
        spread = 1 / (OFFSET_PRIOR[1] ** 2 * 10)  # ten independent points' worth of data weigh as much
        normal[3, 3] += spread
        right[3] += spread * (offset - OFFSET_PRIOR[0])
        normal[np.arange(4), np.arange(4)] += (1e-6, 1e-6, 1e-3, 1e-6)
        step = -np.linalg.solve(normal, right)
        limit = 10.0 / max(
            10.0, float(np.hypot(step[0], step[1])), abs(step[2]) * (STRAIGHT / 2 + KERB_RADIUS)
        )
        step *= limit
        oval = oval.moved(step[0], step[1], step[2])
        offset += float(step[3])
    return oval, offset, share
