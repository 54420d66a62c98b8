"""The tempo session that climbs (method 13.18, 13.24): which one, at which step, in each loading week of base and build.

One step up each loading week; at its top, or where the week can hold no more of it, on to the next of the chain.
"""

from __future__ import annotations

from homestretch.blueprint.model import SessionType
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility
from homestretch.planning.history import History
from homestretch.planning.numbers import table
from homestretch.planning.repair import step_allowed
from homestretch.planning.spine_task import ROUNDS

BASE_WEEKS = 4  # of easy running before the first threshold work of a runner without base (13.25)


def chain(eligibility: Eligibility) -> tuple[SessionType, ...]:
    """The tempo ladders open to this athlete, in the order of 13.24."""
    library = eligibility.blueprint.sessions
    names = table(eligibility.blueprint, "season.tempo")["ladder"]
    return tuple(library[i] for i in names if i in library and eligibility.allowed(library[i]))


def schedule(
    frames: tuple[WeekFrame, ...],
    targets_m: tuple[float, ...],
    open_weeks: tuple[bool, ...],
    fast_m: list[float],
    history: History,
    eligibility: Eligibility,
    done: int,
) -> dict[int, tuple[str, int]]:
    """The tempo of each loading week from ``done`` on: session and step.

    Args:
        targets_m: metres of each week.
        open_weeks: whether a hard day is there at all.
        fast_m: fast metres that each week may hold.
        history: what was placed before week ``done``.
    """
    kinds = chain(eligibility)
    if not kinds:
        return {}
    since = history.days[0].date if history.days else frames[0].start
    rounds = {k.id: 0 for k in kinds}
    for _, s in history.sessions(since):
        if s.id in rounds:
            rounds[s.id] += 1
    at = max((n for n, k in enumerate(kinds) if rounds[k.id]), default=0)
    top = {
        k.id: step_allowed(k, history, frames[min(done, len(frames) - 1)].start, eligibility) for k in kinds
    }
    out: dict[int, tuple[str, int]] = {}
    for k in range(done, len(frames)):
        f = frames[k]
        if not (f.loading and f.phase in ("general base", "build") and open_weeks[k]):
            continue
        if k < BASE_WEEKS and not eligibility.based:
            continue
        while at < len(kinds) - 1 and (
            rounds[kinds[at].id] >= ROUNDS
            or top[kinds[at].id] > eligibility.step_within(kinds[at], targets_m[k])
        ):
            if not _may_follow(kinds[at + 1], rounds, fast_m[k], targets_m[k], eligibility):
                break
            at += 1
        kind = kinds[at]
        step = min(top[kind.id], eligibility.step_within(kind, targets_m[k]))
        if step < 1:
            continue
        out[k] = (kind.id, step)
        rounds[kind.id] += 1
        top[kind.id] = step + 1
    return out


def _may_follow(
    kind: SessionType, rounds: dict[str, int], fast_m: float, km_m: float, eligibility: Eligibility
) -> bool:
    """Are the rounds before it done, and has the week room for its fast metres?"""
    for need in eligibility.open_prerequisites(kind):
        have = sum(rounds.get(s, 0) for s in need.any_of)
        if have < need.count and any(s in rounds for s in need.any_of):
            return False
    return kind.ladder[0].hsr_m <= fast_m and eligibility.step_within(kind, km_m) > 0
