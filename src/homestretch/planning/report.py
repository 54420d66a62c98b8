"""What the specific phase holds of the key sessions (13.18), and what stands in for what is missing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from homestretch.blueprint.model import Blueprint, KeySession
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession, SpineReport, Week
from homestretch.planning.sentences import say
from homestretch.planning.spine_task import Spine, pillar_of

TEST = "TT"  # the letters with which the ids of tests begin


def words(need: KeySession, blueprint: Blueprint) -> str:
    """ "2 x LT05 (400s at 1500 pace) at step 3" """

    def one(session_id: str) -> str:
        name = f" ({blueprint.sessions[session_id].name})" if session_id in blueprint.sessions else ""
        step = need.step_of(session_id)
        return session_id + name + (f" at step {step}" if step > 1 else "")

    return f"{need.count} x " + " or ".join(one(s) for s in need.any_of)


def _specific(weeks: tuple[Week, ...], frames: tuple[WeekFrame, ...]) -> list[tuple[WeekFrame, Week]]:
    return [(f, w) for w, f in zip(weeks, frames, strict=True) if f.phase == "specific" and not f.maintain]


def _sessions(specific: list[tuple[WeekFrame, Week]]) -> list[PlannedSession]:
    """The sessions of the specific phase."""
    return [s for _, w in specific for d in w.days for s in d.sessions]


def _clubs(specific: list[tuple[WeekFrame, Week]]) -> Counter[str]:
    """Club sessions by pillar that may stand for key sessions: whole ones, so not those of light weeks (13.28)."""
    weeks = [w for f, w in specific if f.loading]
    return Counter(str(s.pillar) for w in weeks for d in w.days for s in d.sessions if s.id == "CLUB")


def _counted(
    specific: list[tuple[WeekFrame, Week]], required: tuple[KeySession, ...], blueprint: Blueprint
) -> list[tuple[KeySession, int, int]]:
    """For each demand: its own sessions at their steps, and the club sessions that stand for one of it (0 or 1)."""
    held, clubs = _sessions(specific), _clubs(specific)
    out = []
    for need in required:
        own = min(
            sum(s.id in need.any_of and s.level >= need.step_of(s.id) for s in held),
            need.count,
        )
        pillar = pillar_of(need, blueprint)
        club = int(own < need.count and clubs[pillar] > 0)
        clubs[pillar] -= club
        out.append((need, own, club))
    return out


def keys_held(
    weeks: tuple[Week, ...],
    frames: tuple[WeekFrame, ...],
    required: tuple[KeySession, ...],
    blueprint: Blueprint,
) -> int:
    """How many of the key sessions asked for the specific phase holds, at their steps."""
    return sum(own + club for _, own, club in _counted(_specific(weeks, frames), required, blueprint))


def spine_report(
    weeks: tuple[Week, ...],
    frames: tuple[WeekFrame, ...],
    spine: Spine,
    blueprint: Blueprint,
) -> SpineReport:
    """Counts the specific phase's sessions against the demands; a session is counted once."""
    specific = _specific(weeks, frames)
    held = _sessions(specific)
    names, reached, missing, stands = [], [], [], []
    for need, own, club in _counted(specific, spine.required, blueprint):
        text = words(need, blueprint)
        names.append(text)
        if own + club >= need.count:
            reached.append(
                f"{text}: a club session stands for {'it' if need.count == 1 else 'one'}" if club else text
            )
            continue
        beside = ", a club session stands for one" if club else ""
        missing.append(f"{text}: {own} placed{beside}")
        stands.append(f"{text}: {_stand_in(need, held, pillar_of(need, blueprint), blueprint)}")
    return SpineReport(
        tuple(names),
        tuple(reached),
        tuple(missing),
        tuple(stands),
        spine.reachable,
        spine.asked,
        threshold_said(weeks, frames, blueprint),
    )


def _stand_in(need: KeySession, held: list[PlannedSession], pillar: str, blueprint: Blueprint) -> str:
    """The sessions of the phase that come nearest to the one asked for: its zone, else its pillar; never a test."""
    zones = {blueprint.sessions[i].zone for i in need.any_of if i in blueprint.sessions}
    kin = [s for s in held if s.pillar == pillar and s.quality and s.id not in need.any_of]
    kin = [s for s in kin if not s.id.startswith(TEST) and s.id != "RACE"]
    near = [s for s in kin if s.id in blueprint.sessions and blueprint.sessions[s.id].zone in zones]
    touches = [s for s in held if s.pillar == pillar and not s.quality and s.hsr_m]
    chosen = near or kin or touches
    return ", ".join(sorted({s.name for s in chosen})) if chosen else "nothing of its kind"


def threshold_said(weeks: tuple[Week, ...], frames: tuple[WeekFrame, ...], blueprint: Blueprint) -> str:
    """One sentence where threshold rests for too long in the specific phase (13.18: all through it).

    Counted from the last touch before the phase, and on to its end: the taper is for race pace.
    """
    rules = table(blueprint, "season.threshold_kept")
    touch = {*table(blueprint, "season.tempo")["touch"], *rules["also"]}
    touched = [d.date for w in weeks for d in w.days if any(_touches(s, touch) for s in d.sessions)]
    spans: dict[
        date, tuple[date, date]
    ] = {}  # first day of the specific phase and of what follows, by its race
    for f in frames:
        if f.phase == "specific" and not f.maintain:
            start = spans.get(f.goal.date, (f.start, f.start))[0]
            spans[f.goal.date] = start, min(f.start + timedelta(days=7), f.goal.date)
    long = []
    for start, end in spans.values():
        before = [d for d in touched if d < start]
        marks = [*(before[-1:] or [start]), *(d for d in touched if start <= d < end), end]
        long += [(b - a, a, b) for a, b in pairwise(marks) if (b - a).days > rules["days"]]
    if not long:
        return ""
    gap, first, last = max(long, key=lambda x: (x[0], x[1]))
    until = "the phase's end" if last in {end for _, end in spans.values()} else "the next one"
    more = "" if len(long) == 1 else f", the longest of {len(long)} such gaps"
    return (
        f"Threshold is not kept alive through the specific phase: from {say(first)} to {until} on {say(last)} there "
        f"are {gap.days} days without it, where one touch in {rules['asked']} days is asked for{more}."
    )


def _touches(s: PlannedSession, touch: set[str]) -> bool:
    return s.id in touch or (s.id == "CLUB" and s.pillar == "aerobic_base")
