"""Which lane was run in: how far outside the kerb the runner was, with errors that are alike for a minute or more.

Generalised least squares of centre, heading and offset. An error of the position in space is alike from one sample
to the next while the direction across the track turns with the runner, so going round whole laps takes most
of it out. How long errors last is chosen by likelihood.

Errors that forget themselves exponentially are Markov chains, so that the inverse of their covariance is banded and
all is solved in time that grows with the number of points (Rue & Held 2005, Gaussian Markov Random Fields, 1.2.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgError, cho_solve_banded, cholesky_banded

from homestretch.activity.track.fit import Ground, slopes
from homestretch.activity.track.geometry import LANES, Floats, Oval, lane_offset

FIRST_LANE = 0.8  # share of runs in lane 1, before anything is seen; the others alike (design choice)
WITHIN_LANE = 0.2  # m, sd of where in the lane people run (design choice)
LASTING = (6.0, 12.0, 25.0, 50.0, 90.0)  # s over which an error may forget itself; chosen by likelihood
DRIFT = 900.0  # s, of the slow part: satellites move through the sky
DRIFT_SHARE = 0.15  # of the variance (design choice; a third of the error's size would be 0.1)
ALONE = 0.1  # m, sd of what is each sample's own: rounding, swaying
MOST_POINTS = 450  # samples used
APART = 3.0  # s between them at least
PRIOR = (30.0, 30.0, 0.5, 30.0)  # m, m, rad, m: sd of the changes to the oval and the offset; loose


@dataclass(frozen=True, slots=True)
class Across:
    """Where across the track the run was.

    Attributes:
        oval: the track, refined.
        offset: m outside the kerb.
        offset_sd: m, its standard error.
        sigma: m, error of one position in one direction.
        lasting: s over which errors are alike.
    """

    oval: Oval
    offset: float
    offset_sd: float
    sigma: float
    lasting: float

    def odds(self) -> Floats:
        """Probability of lanes 1 to 8, (8,)."""
        lines = np.array([lane_offset(lane) for lane in range(1, LANES + 1)])
        before = np.full(LANES, (1 - FIRST_LANE) / (LANES - 1))
        before[0] = FIRST_LANE
        spread = np.hypot(self.offset_sd, WITHIN_LANE)
        log = np.log(before) - 0.5 * ((self.offset - lines) / spread) ** 2
        odds = np.exp(log - log.max())
        shares: Floats = odds / odds.sum()
        return shares


def across(ground: Ground, oval: Oval, offset: float) -> Across:
    """How far outside the kerb points on the track lie, and the track refined.

    Args:
        ground: points that were run on the track.
        oval: the track, nearly right.
        offset: m outside the kerb, nearly right.
    """
    ground = _thinned(ground)
    along, away, outward = oval.locate(ground.east, ground.north, offset)
    matrix = slopes(oval, ground, outward)
    errors = Errors(ground.time, outward)
    best: tuple[float, Floats, Floats, float, float] | None = None
    for lasting in LASTING:
        try:
            solved, log_det_errors = errors.solved(np.column_stack([matrix, away]), lasting)
        except LinAlgError:  # rounding; the other times will do
            continue
        precision = matrix.T @ solved[:, :4]
        sigma = 3.0
        for _ in range(3):  # the prior is in metres, the errors in units of sigma
            whole = precision + np.diag(sigma**2 / np.square(PRIOR))
            change = -np.linalg.solve(whole, matrix.T @ solved[:, 4])
            left = away + matrix @ change
            square = float(away @ solved[:, 4] + change @ (matrix.T @ solved[:, 4]))
            sigma = float(np.sqrt(max(square, 1e-9) / max(len(left) - 4, 1)))
        log_det = log_det_errors + np.linalg.slogdet(whole)[1]
        likelihood = -0.5 * (log_det + 2 * max(len(left) - 4, 1) * np.log(sigma))
        if best is None or likelihood > best[0]:
            inverse = np.asarray(np.linalg.inv(whole), float)
            best = (float(likelihood), np.asarray(change, float), inverse * sigma**2, sigma, lasting)
    if best is None:
        return Across(oval, offset, float("inf"), float("nan"), float("nan"))
    _, change, covariance, sigma, lasting = best
    # A point that is off along a bend lies further from its middle: sigma squared over twice the radius.
    curved = float(oval.on_bend(along, offset).mean()) * sigma**2 / (2 * (oval.radius + offset))
    return Across(
        oval.moved(change[0], change[1], change[2]),
        offset + float(change[3]) - curved,
        float(np.sqrt(covariance[3, 3])),
        sigma,
        lasting,
    )


@dataclass(frozen=True, slots=True)
class Errors:
    """How errors across the track are alike, in units of sigma: a quick and a slow chain east, the same two north.

    Attributes:
        time: s of the points, (points,).
        outward: direction away from the track at each, rad.
    """

    time: Floats
    outward: Floats

    def solved(self, right: Floats, lasting: float) -> tuple[Floats, float]:
        """The inverse of the errors' covariance times columns, (points, columns), and the log of its determinant.

        With P the precision of the chains, H what of them lies across the track and r the variance of each point's
        own, the inverse of H P^-1 H' + r is 1/r - H (P + H'H/r)^-1 H'/r^2 (Woodbury).

        Args:
            right: (points, columns).
            lasting: s of the quick chains; the slow ones forget themselves over `DRIFT`.

        Raises:
            LinAlgError: the matrix cannot be factored.
        """
        count, own = len(self.time), (ALONE / 3) ** 2
        shares, memories = (1 - DRIFT_SHARE, DRIFT_SHARE), (lasting, DRIFT)
        east_north = np.stack([np.cos(self.outward), np.sin(self.outward)])
        across = np.concatenate([east_north, east_north])  # quick east, quick north, slow east, slow north
        bands = np.zeros((len(across) + 1, count, len(across)))  # row k: k below the diagonal
        log_det = count * np.log(own)
        for chain in range(len(across)):
            keep = np.exp(-np.diff(self.time) / memories[chain // 2])
            fresh = shares[chain // 2] * (1 - keep**2)  # variance that each step brings
            bands[0, 0, chain] = 1 / shares[chain // 2]
            bands[0, 1:, chain] = 1 / fresh
            bands[0, :-1, chain] += keep**2 / fresh
            bands[-1, :-1, chain] = -keep / fresh
            log_det += np.log(fresh).sum() + np.log(shares[chain // 2])
            for other in range(chain, len(across)):
                bands[other - chain, :, chain] += across[chain] * across[other] / own
        factor = cholesky_banded(bands.reshape(len(bands), -1), lower=True, check_finite=False)
        log_det += 2 * np.log(factor[0]).sum()
        spread = (right[:, None, :] * across.T[:, :, None] / own).reshape(count * len(across), -1)
        chains = cho_solve_banded((factor, True), spread, check_finite=False).reshape(count, len(across), -1)
        solved: Floats = (right - np.einsum("cp,pck->pk", across, chains)) / own
        return solved, float(log_det)


def _thinned(ground: Ground) -> Ground:
    """At most MOST_POINTS of the points, APART s or more from each other."""
    apart = max(APART, float(ground.time[-1] - ground.time[0]) / (MOST_POINTS * 4))
    for _ in range(20):
        slots = np.floor(ground.time / apart).astype(np.int64)
        first = np.concatenate([[True], np.diff(slots) > 0])
        if first.sum() <= MOST_POINTS:
            break
        apart *= 1.3
    return ground.at(first)
