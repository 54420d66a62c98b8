"""What has to hold between the parts of a blueprint: names that exist, caps that are kept, no circles."""

from __future__ import annotations

from typing import cast

from homestretch.blueprint.errors import BlueprintError
from homestretch.blueprint.fields import LEVELS, nearest
from homestretch.blueprint.layers import Layers, dotted
from homestretch.blueprint.model import Blueprint, KeySession, LevelName, SessionType
from homestretch.blueprint.tables import CHILDREN, section


def check(blueprint: Blueprint, layers: Layers) -> None:
    """Read every session and compare it with the rest of the blueprint.

    Raises:
        BlueprintError: the first thing found wrong, with its file and line.
    """
    _groups(blueprint, layers)
    for session in blueprint.sessions.values():
        _names(session, blueprint, layers)
        _caps(session, blueprint, layers)
    _key_sessions(blueprint, layers)
    _reachable(blueprint, layers)


def _names(session: SessionType, blueprint: Blueprint, layers: Layers) -> None:
    known = blueprint.sessions
    path = ("session", session.id)
    for index, cue in enumerate(session.cues):
        if cue not in blueprint.cues:
            raise layers.error(f"there is no cue '{cue}'{nearest(cue, blueprint.cues)}", *path, "cues", index)
    for index, other in enumerate(session.siblings):
        if other not in known:
            raise layers.error(
                f"there is no session '{other}'{nearest(other, known)}", *path, "siblings", index
            )
    for prerequisite in session.requires:
        for other in prerequisite.any_of:
            if other not in known:
                problem = f"the prerequisite names '{other}', which is no session and no group"
                raise layers.error(problem + nearest(other, known), *path, "requires")
    if session.zone not in blueprint.caps and session.zone not in ("EZ", "-"):
        problem = f"zone '{session.zone}' has no cap{nearest(session.zone, (*blueprint.caps, 'EZ', '-'))}"
        raise layers.error(problem, *path, "zone")


def _caps(session: SessionType, blueprint: Blueprint, layers: Layers) -> None:
    cap = blueprint.caps.get(session.zone)
    if cap is None:
        return
    path = ("session", session.id)
    for index, rung in enumerate(session.ladder):
        if rung.quality_m > max(cap.values()):
            most = f"the highest cap of zone {session.zone}, {max(cap.values())} m"
            problem = f"this rung holds {rung.quality_m} m, over {most}"
            raise layers.error(problem, *layers.latest((*path, "ladder", index), ("cap", session.zone)))
    for level in LEVELS:
        top = session.max_step[level]
        if top and session.ladder[top - 1].quality_m > cap[level]:
            problem = (
                f"rung {top} holds {session.ladder[top - 1].quality_m} m, over the {level}'s cap of zone "
                f"{session.zone}, {cap[level]} m; lower this step or the rung"
            )
            places = (*path, "max_step", level), (*path, "ladder"), ("cap", session.zone, level)
            raise layers.error(problem, *layers.latest(*places))


def _groups(blueprint: Blueprint, layers: Layers) -> None:
    groups = section(layers, "group")
    for name in groups.values:
        ids = groups.texts(name)
        if not ids:
            raise groups.error("a group names at least one session", name)
        for index, other in enumerate(ids):
            if other not in blueprint.sessions:
                problem = f"there is no session '{other}'{nearest(other, blueprint.sessions)}"
                raise groups.error(problem, name, index)


def _key_sessions(blueprint: Blueprint, layers: Layers) -> None:
    for event, by_level in blueprint.key_sessions.items():
        for level, demands in by_level.items():
            least = cast(LevelName, "beginner" if level == CHILDREN else level)
            for demand in demands:
                for other in demand.any_of:
                    if other not in blueprint.sessions:
                        problem = f"there is no session '{other}'{nearest(other, blueprint.sessions)}"
                        raise layers.error(problem, "key_session", level, event)
                if all(
                    blueprint.sessions[other].max_step[least] < demand.step_of(other)
                    for other in demand.any_of
                ):
                    raise _out_of_reach(demand, level, event, least, layers)


def _out_of_reach(
    demand: KeySession, level: str, event: str, least: LevelName, layers: Layers
) -> BlueprintError:
    """A key session at a step that its level may not do: told where the last word on it was said."""
    asked = ("key_session", level, event)
    steps = ((("session", other, "max_step", least), ("session", other, "ladder")) for other in demand.any_of)
    told = layers.latest(asked, *(place for pair in steps for place in pair))
    problem = f"no {level} may do {' or '.join(demand.any_of)} at step {demand.step}"
    if told != asked:
        problem += f", which {dotted(asked)} asks for; change that as well"
    return layers.error(problem, *told)


def _reachable(blueprint: Blueprint, layers: Layers) -> None:
    """Every session can be reached from those that need nothing, or the prerequisites run in a circle."""
    open_ = dict(blueprint.sessions)
    reached: set[str] = set()
    while True:
        now = [
            key
            for key, session in open_.items()
            if all(any(other in reached for other in need.any_of) for need in session.requires)
        ]
        if not now:
            break
        reached.update(now)
        for key in now:
            del open_[key]
    if open_:
        circle = _circle(open_)
        last = max(circle, key=lambda key: layers.said_by("session", key, "requires"))
        turned = circle[circle.index(last) :] + circle[: circle.index(last) + 1]
        problem = f"the prerequisites run in a circle: {' needs '.join(turned)}; one of them has to go"
        raise layers.error(problem, "session", last, "requires")


def _circle(open_: dict[str, SessionType]) -> list[str]:
    """Sessions of which each needs the next, and the last the first."""
    walked: list[str] = [min(open_)]
    while True:
        session = open_[walked[-1]]
        need = next(n for n in session.requires if all(other in open_ for other in n.any_of))
        following = min(need.any_of)
        if following in walked:
            return walked[walked.index(following) :]
        walked.append(following)
