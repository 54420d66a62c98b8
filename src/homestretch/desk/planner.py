"""Where the desk asks for a season: the planner is slow to load, so it waits for the first question.

The planner gives the same season for the same question, so an answer is kept for a while and asked for once.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from functools import cache
from threading import Lock

from homestretch.athlete.model import Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning.codec import athlete_to_json
from homestretch.planning.season import Season

Planner = Callable[[Athlete, date, Blueprint], Season]
KEPT = 32  # seasons of half-finished answers kept in memory, so that going back costs nothing


def plan(athlete: Athlete, start: date, blueprint: Blueprint) -> Season:
    """The season of an athlete from ``start`` on, issued or refused."""
    from homestretch.planning import plan_season

    return plan_season(athlete, start, blueprint)


@cache
def method() -> Blueprint:
    """The built-in method, read once."""
    from homestretch.blueprint.read import builtin

    return builtin()


class PlanningOnce:
    """Plans each question once, also when two ask for the same at the same time."""

    def __init__(self, planner: Planner | None = None) -> None:
        self._planner = planner
        self._kept: dict[str, Future[Season]] = {}
        self._lock = Lock()

    def season(self, athlete: Athlete, start: date) -> Season:
        """The season of ``athlete`` from ``start`` on by the built-in method."""
        key = f"{start} {athlete_to_json(athlete)}"
        with self._lock:
            answer = self._kept.get(key)
            mine = answer is None
            if answer is None:
                answer = self._kept[key] = Future()
                self._forget_oldest()
        if mine:
            try:
                answer.set_result((self._planner or plan)(athlete, start, method()))
            except BaseException as error:
                with self._lock:
                    self._kept.pop(key, None)
                answer.set_exception(error)
        return answer.result()

    def _forget_oldest(self) -> None:
        if len(self._kept) > KEPT:
            self._kept.pop(next(iter(self._kept)))


_once = PlanningOnce()


def season_for(athlete: Athlete, start: date) -> Season:
    """The season by the built-in method, from memory where it was asked for before."""
    return _once.season(athlete, start)
