"""How well reps are found in simulated sessions whose truth is known.

Run: python -m studies.rep_detection --sessions 400 --seed 1. A rep is found if its start and its end both lie within
max(3 s, 1.5 x the gap between samples there) of the truth; F1 counts what was found, missed and made up.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from homestretch.activity.reps import Rep, find_reps
from homestretch.simulation import Simulated, TruePiece, simulated_sessions

LEAST_TOLERANCE = 3.0  # s
TOLERANCE_BY_GAP = 1.5


@dataclass
class Score:
    """Efforts found, missed and made up, and how far the edges of those found are off, s."""

    found: int = 0
    missed: int = 0
    made_up: int = 0
    wrong_kind: int = 0
    sessions: int = 0
    flawless: int = 0
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """1 where there was nothing to find and nothing was found."""
        wrong = self.missed + self.made_up
        return 2 * self.found / (2 * self.found + wrong) if self.found or wrong else 1.0


def tolerance(time: np.ndarray, moment: float) -> float:
    """s that an edge may be off at a moment."""
    at = int(np.clip(np.searchsorted(time, moment), 1, len(time) - 1))
    return max(LEAST_TOLERANCE, TOLERANCE_BY_GAP * float(time[at] - time[at - 1]))


def matches(true: Sequence[TruePiece], reps: Sequence[Rep], time: np.ndarray) -> list[tuple[TruePiece, Rep]]:
    """Each true effort with the rep that meets both of its edges, no rep twice."""
    pairs, left = [], list(reps)
    for piece in true:
        for rep in left:
            if abs(rep.start - piece.start) <= tolerance(time, piece.start) and abs(
                rep.end - piece.end
            ) <= tolerance(time, piece.end):
                pairs.append((piece, rep))
                left.remove(rep)
                break
    return pairs


def add(score: Score, session: Simulated, reps: Sequence[Rep]) -> bool:
    """Count one session; whether it is flawless."""
    true = session.efforts
    pairs = matches(true, reps, session.streams.time)
    score.sessions += 1
    score.found += len(pairs)
    score.missed += len(true) - len(pairs)
    score.made_up += len(reps) - len(pairs)
    score.wrong_kind += sum(piece.kind != rep.kind for piece, rep in pairs)
    score.starts += [rep.start - piece.start for piece, rep in pairs]
    score.ends += [rep.end - piece.end for piece, rep in pairs]
    flawless = len(pairs) == len(true) == len(reps)
    score.flawless += flawless
    return flawless


def group_of(session: Simulated) -> str:
    """The row of the table that a session counts in."""
    how = "smart-recorded" if session.watch.smart else "1 Hz"
    laps = ", with laps" if session.pressed else ""
    floats = "fast floats, " if session.kind == "floats" else ""
    return floats + how + laps


def evaluate(sessions: Iterable[Simulated], *, verbose: bool = False) -> dict[str, Score]:
    """Scores by group, and by kind of session without laps."""
    scores: dict[str, Score] = defaultdict(Score)
    for number, session in enumerate(sessions):
        reps = find_reps(session.streams, session.laps).reps
        flawless = add(scores[group_of(session)], session, reps)
        if not session.pressed:
            add(scores[f"  {session.kind}, {'smart' if session.watch.smart else '1 Hz'}"], session, reps)
        if verbose and not flawless:
            tau = session.watch.tau
            print(f"{number:4} {session.kind:13} {group_of(session):28} tau {tau:.1f}", end=" ")
            print(f"true {len(session.efforts)}, found {len(reps)}")
    return scores


def table(scores: dict[str, Score]) -> str:
    """The scores as lines of text."""
    lines = [f"{'':36}sessions  flawless  efforts     F1  wrong kind  start off (s)  end off (s)"]
    for name in sorted(scores):
        score = scores[name]
        count = score.found + score.missed
        line = f"{name:36}{score.sessions:8}{score.flawless:10}{count:9}{score.f1:7.3f}{score.wrong_kind:12}"
        for errors in (score.starts, score.ends):
            line += f"{np.mean(errors):8.2f} ±{np.std(errors):4.2f}" if errors else ""
        lines.append(line)
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="name each session with a fault")
    asked = parser.parse_args()
    print(table(evaluate(simulated_sessions(asked.sessions, asked.seed), verbose=asked.verbose)))


if __name__ == "__main__":
    main()
