"""What the specific phase holds of the key sessions (13.18), and what stands in for what is missing."""

from __future__ import annotations

from homestretch.blueprint.model import Blueprint, KeySession
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.season import PlannedSession, SpineReport, Week
from homestretch.planning.spine_task import Spine


def words(need: KeySession, blueprint: Blueprint) -> str:
    """ "2 x LT05 (400s at 1500 pace) at step 3" """

    def one(session_id: str) -> str:
        name = f" ({blueprint.sessions[session_id].name})" if session_id in blueprint.sessions else ""
        step = need.step_of(session_id)
        return session_id + name + (f" at step {step}" if step > 1 else "")

    return f"{need.count} x " + " or ".join(one(s) for s in need.any_of)


def _specific(weeks: tuple[Week, ...], frames: tuple[WeekFrame, ...]) -> list[PlannedSession]:
    """The sessions of the specific phase."""
    return [
        s
        for w, f in zip(weeks, frames, strict=True)
        if f.phase == "specific" and not f.maintain
        for d in w.days
        for s in d.sessions
    ]


def keys_held(
    weeks: tuple[Week, ...], frames: tuple[WeekFrame, ...], required: tuple[KeySession, ...]
) -> int:
    """How many of the key sessions asked for the specific phase holds, at their steps."""
    held = _specific(weeks, frames)
    return sum(
        min(sum(s.id in need.any_of and s.level >= need.step_of(s.id) for s in held), need.count)
        for need in required
    )


def spine_report(
    weeks: tuple[Week, ...],
    frames: tuple[WeekFrame, ...],
    spine: Spine,
    blueprint: Blueprint,
) -> SpineReport:
    """Counts the specific phase's sessions against the demands; a session is counted once."""
    held = _specific(weeks, frames)
    clubs = sum(1 for s in held if s.id == "CLUB")
    names, reached, missing, stands = [], [], [], []
    for need in spine.required:
        text = words(need, blueprint)
        names.append(text)
        have = sum(1 for s in held if s.id in need.any_of and s.level >= need.step_of(s.id))
        pillar = next((blueprint.sessions[i].pillar for i in need.any_of if i in blueprint.sessions), None)
        club = (
            1
            if clubs and any(s.id == "CLUB" and s.pillar == pillar for s in held) and have < need.count
            else 0
        )
        clubs -= club
        if have + club >= need.count:
            reached.append(text)
            continue
        missing.append(f"{text}: {have} placed")
        kin = sorted({s.name for s in held if s.pillar == pillar and s.quality and s.id not in need.any_of})
        stands.append(f"{text}: " + (", ".join(kin) if kin else "easy-run touches"))
    return SpineReport(
        tuple(names), tuple(reached), tuple(missing), tuple(stands), spine.reachable, spine.asked
    )
