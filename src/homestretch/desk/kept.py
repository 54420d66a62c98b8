"""How an activity kept inside its window: that of the planned session it serves, else that of the athlete's own zone.

In: an activity with its streams, and its match. Out: minutes on either side of the edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from homestretch.activity.analysis.document import kept_document
from homestretch.activity.analysis.kept import LONG_REP_S, KeptOf, kept_within, whole_run
from homestretch.activity.analysis.seconds import seconds_of
from homestretch.activity.streams import Interval
from homestretch.athlete.zones import zones
from homestretch.desk.activities import ActivityView
from homestretch.monitoring import SessionMatch
from homestretch.planning.season import Step, Target

if TYPE_CHECKING:
    from homestretch.athlete.model import Abilities

# What a target's anchor, such as "long, easy", is called here; others are harder, and judged rep by rep.
NAMES: tuple[tuple[str, KeptOf], ...] = (
    ("recovery", "easy"),
    ("easy", "easy"),
    ("steady", "steady"),
    ("threshold", "tempo"),
    ("critical speed", "critical speed"),
)
ZONES: dict[KeptOf, int] = {"tempo": 4, "critical speed": 5}
NARROWEST = 0.98 / 0.93  # high by low edge of the tempo's own window: a single planned pace is no window


def kept_of_activity(
    view: ActivityView, match: SessionMatch | None, abilities: Abilities | None = None
) -> Mapping[str, Any] | None:
    """As `kept` of the document; None where there is no window, or where an older analysis looked for none.

    Args:
        view: the activity.
        match: the planned session that it serves.
        abilities: of the athlete; the edges of a planned tempo are those of their own threshold (SCIENCE 2.1).
    """
    planned = None if match is None else _planned(view, match, abilities)
    return planned or view.stored.document.get("kept")


def _planned(
    view: ActivityView, match: SessionMatch, abilities: Abilities | None
) -> Mapping[str, Any] | None:
    target = _only_window(match.session.steps)
    if target is None or len(view.streams) < 2 or len(match.activities) != 1:
        return None
    of = _name(target)
    assert of is not None
    seconds = seconds_of(view.streams)
    if match.reps is not None and of in ("tempo", "critical speed"):
        where = tuple(
            Interval(rep.start, rep.end)
            for rep in match.reps.reps.reps
            if rep.kind == "rep" and rep.duration >= LONG_REP_S
        )
    else:
        where = whole_run(seconds)
    if not where:
        return None
    kept = kept_within(
        seconds,
        where,
        of,
        _speeds(target, of, abilities),
        _pair(target.hr_low, target.hr_high),
        planned=True,
    )
    return kept_document(kept, view.late)


def _only_window(steps: Sequence[Step]) -> Target | None:
    """The one window that a session's main part has; None where it has several, or none that the heart can keep."""
    found = {
        (step.target.anchor, step.target.hr_low, step.target.hr_high): step.target
        for step in _flat(steps)
        if step.kind in ("work", "easy") and step.target.hr_low is not None
    }
    targets = list(found.values())
    return targets[0] if len(targets) == 1 and _name(targets[0]) is not None else None


def _name(target: Target) -> KeptOf | None:
    return next((name for word, name in NAMES if word in (target.anchor or "")), None)


def _speeds(target: Target, of: KeptOf, abilities: Abilities | None) -> tuple[float, float] | None:
    """Both edges in m/s; a band too narrow for any watch is widened around its middle."""
    if of in ZONES and abilities is not None:
        zone = zones(abilities).pace[ZONES[of] - 1]
        return zone.speed_low, zone.speed_high
    found = _pair(target.speed_low, target.speed_high)
    if found is None or found[1] >= NARROWEST * found[0]:
        return found
    middle, wide = (found[0] + found[1]) / 2, NARROWEST**0.5
    return middle / wide, middle * wide


def _flat(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        if step.repeat is None:
            yield step
        else:
            yield from _flat(step.steps)


def _pair(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (float(low), float(high))
