"""A season that has just lost a key session, placed otherwise from a few weeks before (method 13.18, 13.19).

In: a planner, the states before each of its weeks. Out: the planner in the best state found, and what it then promises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from homestretch.planning.numbers import table
from homestretch.planning.spine import solve_spine
from homestretch.planning.spine_task import TOUCH

if TYPE_CHECKING:
    from homestretch.planning.planner import Planner, State

Barred = frozenset[tuple[int, str]]  # sessions that a week is not to hold
Way = tuple[int, Barred]  # weeks to go back, and what is not to stand where it stood


def short(planner: Planner, k: int) -> list[str]:
    """Key sessions and rounds of the tempo that week ``k`` does not hold at the step counted on."""
    held = {s.id: s.level for d in planner.history.weeks[k].days for s in d.sessions}
    own = planner.spine.weeks[k]
    out = [
        i.id
        for i in (*own.quality, *own.sparks)
        if (i.key or i.tempo) and held.get(i.id, 0) < (max(i.aim, 1) if i.key else 1)
    ]
    return [*out, TOUCH] if own.fast_finish and TOUCH not in held else out


def ways(planner: Planner, k: int) -> list[Way]:
    """Other ways around a loss of week ``k``, which has just been placed."""
    lost = short(planner, k)
    if not lost:
        return []
    own = [i.id for i in planner.spine.weeks[k].quality]
    every = frozenset((k, kind.id) for kind in planner.pool)
    fewer = every - {
        (k, s) for s in own if s not in lost
    }  # what has found its place, and no other hard session
    without = frozenset((k, s) for s in lost)
    alone = frozenset((k, s) for s in own if s not in lost)
    back = range(1, int(table(planner.blueprint, "spine.mend")["back"]) + 1)
    tries = [(0, without), (0, alone), *((n, fewer) for n in back), *((n, without) for n in back)]
    return [(n, barred) for n, barred in tries if n <= k and barred]


def mend(planner: Planner, k: int, states: list[State], others: list[Way], promised: int, now: int) -> int:
    """Tries them while there is hope and time; returns the key sessions promised then. ``states``: before each week."""
    rules = table(planner.blueprint, "spine.mend")
    most = max(float(rules["effort"]), float(rules["week"]) * len(planner.frames))
    best, best_state, best_states = now, planner.state(), list(states)
    for back, barred in others:
        if planner.history.effort > most:
            break
        first = k - back
        planner.restore(states[first])
        if not bar(planner, first, barred, best):
            planner.restore(best_state)
            continue
        tried = states[:first]
        for n in range(first, k + 1):
            tried.append(planner.state())
            planner.put(n)
            planner.look_ahead(n, planner.history.weeks[n])
            if planner.promised(n) <= best:
                break
        else:
            best, best_state, best_states = planner.promised(k), planner.state(), tried
            if best >= promised:
                break
        planner.restore(best_state)
    planner.restore(best_state)
    states[:] = best_states
    return best


def bar(planner: Planner, first: int, barred: Barred, best: int) -> bool:
    """The spine from week ``first`` on once more, without these; False where it holds no more than ``best``."""
    planner.spine_task.barred |= barred
    planner.spine_task.done = first
    again = solve_spine(planner.spine_task, best + 1)
    if again.found:
        planner.spine = again
    return again.found
