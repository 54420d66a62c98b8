"""The study of rep detection counts as it says: both edges, each rep once, tolerance by the gap."""

from __future__ import annotations

import numpy as np
import pytest

from homestretch.activity.reps import Rep
from homestretch.simulation import simulated_session
from studies.rep_detection import Score, add, matches, table, tolerance


def rep(start: float, end: float, kind: str = "rep") -> Rep:
    return Rep(start, end, 0.0, None, kind, "detected", 0, 0)


def test_the_tolerance_grows_with_the_gap_between_samples() -> None:
    time = np.array([0.0, 1.0, 2.0, 10.0, 11.0])

    assert tolerance(time, 1.5) == 3.0
    assert tolerance(time, 5.0) == 12.0


def test_both_edges_count_and_no_rep_twice() -> None:
    session = simulated_session("equal reps", 1, smart=False)
    true = session.efforts
    exact = [rep(piece.start, piece.end, piece.kind) for piece in true]
    time = session.streams.time

    assert len(matches(true, exact, time)) == len(true)
    assert len(matches(true, [rep(p.start, p.end + 3.1) for p in true], time)) == 0
    assert len(matches(true, [rep(p.start + 3.1, p.end) for p in true], time)) == 0
    assert len(matches(true, exact[:1] * 5, time)) == 1


def test_f1_is_that_of_the_definition() -> None:
    session = simulated_session("equal reps", 1, smart=False)
    true = session.efforts
    score = Score()
    found = [rep(piece.start, piece.end, piece.kind) for piece in true[:-1]] + [rep(1.0, 2.0), rep(3.0, 4.0)]

    assert not add(score, session, found)
    hits = len(true) - 1
    precision, recall = hits / (hits + 2), hits / len(true)
    assert score.f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert score.wrong_kind == 0
    assert "equal" in table({"equal": score})
