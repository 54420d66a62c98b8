"""How the terminal and the written seasons say things: days, kilometres, minutes, targets.

In: values of a season. Out: short plain text. Paces come from `units`, the only room that knows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import zip_longest

from homestretch.athlete.effort import effort
from homestretch.athlete.model import PILLARS, Race
from homestretch.planning.by_time import BY_EFFORT
from homestretch.planning.season import PlannedSession, Season, Step, Week
from homestretch.units import PaceUnit, format_distance, format_mark, format_pace, format_rep

LETTERS = {
    "aerobic_base": "A",
    "lactate_tolerance": "L",
    "transition_speed": "T",
    "finishing_kick": "K",
    "support": "S",
}
MARKS = {
    "aerobic_base": "●",
    "lactate_tolerance": "■",
    "transition_speed": "◆",
    "finishing_kick": "▲",
    "support": "▬",
}
REST_MARK = "○"
RACE_MARK = "★"
PILLAR_NAMES = {pillar: pillar.replace("_", " ") for pillar in (*PILLARS, "support")}

REP_M = 600  # a repetition up to here is said as its own time, a longer one as a pace
RUN_S = 180  # from here on an effort by the clock is a run, said per kilometre
MOST_TARGETS = 5  # what a table's cell holds
TRACK_SPEED_MPS = 4.0  # repetitions faster than this (100 s a lap) are said per 400 m

_NAMED_ID = re.compile(r"\b[A-Z]{2}\d{2} \(([^()]+)\)")
_ID = re.compile(r"\b[A-Z]{2}\d{2}\b")


def plain(text: str) -> str:
    """Text of the user's own without anything that steers a terminal."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def day_text(day: date) -> str:
    """`Tue 26 Jan`."""
    return f"{day:%a} {day.day} {day:%b}"


def date_text(day: date) -> str:
    """`Sat 12 Jun 2027`."""
    return f"{day_text(day)} {day.year}"


def week_span(week: Week) -> str:
    """`25 Jan to 31 Jan`."""
    end = week.start + timedelta(days=6)
    return f"{week.start.day} {week.start:%b} to {end.day} {end:%b}"


def km(distance_m: float) -> str:
    return f"{distance_m / 1000:.1f} km"


def minutes(duration_s: float) -> str:
    """`52 min`, `1 h 20`."""
    total = round(duration_s / 60)
    return f"{total} min" if total < 90 else f"{total // 60} h {total % 60:02d}"


def rpe_text(rpe: float) -> str:
    """`RPE 7, very hard`."""
    return f"RPE {rpe:g}, {effort(rpe).name}"


def between(slow: str, fast: str) -> str:
    """Two ends of a band, the faster first; one when they print alike."""
    return fast if slow == fast else f"{fast}-{slow}"


def pace_band(low: float, high: float, unit: PaceUnit) -> str:
    """Two speeds in m/s as a band of paces with the unit once: `4:55-5:20/km`, `72.0-73.5 s/400`."""
    slow, fast = format_pace(low, unit), format_pace(high, unit)
    cut = fast.index("/") if unit.startswith("min") else fast.index(" ")
    return between(slow, fast[:cut]) if slow != fast else fast


def by_name(text: str, names: Mapping[str, str]) -> str:
    """Sessions by their names alone: `2 x LT07 (600s at 1500 pace)` is `2 x 600s at 1500 pace`."""
    return _ID.sub(lambda found: names.get(found[0], found[0]), _NAMED_ID.sub(r"\1", text))


def session_names(season: Season) -> dict[str, str]:
    """Names by id of the sessions that a season holds and of the method's own."""
    from homestretch.blueprint.read import builtin

    found = {kind.id: kind.name for kind in builtin().sessions.values()}
    return found | {s.id: s.name for week in season.weeks for day in week.days for s in day.sessions}


def not_reached(season: Season, names: Mapping[str, str]) -> list[str]:
    """Each key session that is missing: how often it was placed, and what stands in its place."""
    spine = season.spine
    if spine is None:
        return []
    said = []
    for missing, stand in zip_longest(spine.missing, spine.stands_in[: len(spine.missing)], fillvalue=""):
        place = by_name(stand, names).rpartition(": ")[2]
        said.append(by_name(missing, names) + (f"; in its place: {place}" if place else ""))
    return said


def speed_text(step: Step) -> str:
    """A step's speed band: its own time for a repetition, else a pace. Empty without a band."""
    low, high, distance = step.target.speed_low, step.target.speed_high, step.distance_m
    if low is None or high is None or low <= 0:
        return ""
    if step.in_all:
        return pace_band(low, high, "s/400")
    if distance is not None and distance <= REP_M:
        times = between(format_rep(distance / low), format_rep(distance / high))
        return times if ":" in times else f"{times} s"
    run = step.duration_s is not None and step.duration_s >= RUN_S
    by_lap = not run and (low + high) / 2 > TRACK_SPEED_MPS
    return pace_band(low, high, "s/400" if by_lap else "min/km")


def step_size(step: Step) -> str:
    if step.in_all and step.distance_m is not None:
        return f"about {format_distance(step.distance_m)} fast in all"
    if step.distance_m is not None:
        return format_distance(step.distance_m) if step.distance_m <= 3000 else km(step.distance_m)
    if step.duration_s is not None:
        whole, rest = divmod(step.duration_s, 60)
        return (
            f"{step.duration_s} s"
            if step.duration_s < 120 and rest
            else f"{whole} min" + (f" {rest} s" if rest else "")
        )
    return ""


def target_text(step: Step) -> str:
    """Everything that the runner aims at in a step: `4:55-5:20 min/km, HR 135-150, RPE 3, moderate`."""
    target = step.target
    speed = speed_text(step)
    heart = f"HR {target.hr_low}-{target.hr_high}" if target.hr_low and target.hr_high else ""
    effort = rpe_text(target.rpe) if target.rpe else ""
    anchor = target.anchor or ""
    return ", ".join(part for part in (anchor, speed, heart, effort) if part)


def session_mark(session: PlannedSession) -> str:
    """Shape and letter of a session's pillar, a star for a race, a ring for rest."""
    if session.id == "RACE":
        return RACE_MARK
    return MARKS.get(session.pillar or "", REST_MARK)


def session_letter(session: PlannedSession) -> str:
    if session.id == "RACE":
        return "R"
    return LETTERS.get(session.pillar or "", "-")


def is_rest(session: PlannedSession) -> bool:
    return session.pillar is None and session.id != "RACE"


def main_steps(steps: tuple[Step, ...]) -> list[Step]:
    """The efforts of a session and its easy running, out of their repeats; no warm-up, no recovery."""
    found: list[Step] = []
    for step in steps:
        if step.steps:
            found += main_steps(step.steps)
        elif step.kind in ("work", "easy"):
            found.append(step)
    return found


def session_targets(session: PlannedSession) -> str:
    """The targets of a session in one line: its easy pace and each different effort, once."""
    steps = main_steps(session.steps)
    mixed = any(s.kind == "easy" for s in steps) and any(s.kind == "work" for s in steps)
    texts = [_one_target(step, named=mixed) for step in steps]
    return ", ".join(list(dict.fromkeys(text for text in texts if text))[:MOST_TARGETS])


def _one_target(step: Step, named: bool) -> str:
    """`400 m in 73.4-74.8 s`, `4:33-5:12/km`; ``named``: paces a kilometre with their name."""
    speed, anchor = speed_text(step), step.target.anchor or ""
    if not speed:
        return anchor  # uphill, by effort
    if step.text == BY_EFFORT:
        return anchor.replace(" pace", " effort")
    if step.in_all:
        return f"{step_size(step)} at {speed}"
    if "/" not in speed:
        return f"{step_size(step)} in {speed}"
    return f"{anchor.rpartition(', ')[2]} {speed}".strip() if named and speed.endswith("km") else speed


def distance_time(distance_m: float, time_s: float) -> str:
    """`800 m in 1:58.2`."""
    return f"{format_distance(distance_m)} in {format_mark(time_s)}"


def race_text(race: Race) -> str:
    """`1500 m on Sat 12 Jun 2027 (A, goal 4:28)`."""
    goal = f", goal {format_mark(race.goal_s)}" if race.goal_s else ""
    return f"{format_distance(race.distance_m)} on {date_text(race.date)} ({race.priority}{goal})"


def level_text(season: Season) -> str:
    abilities = season.abilities
    sure = "" if abilities.type_confidence == "high" else ", not yet sure"
    return f"{abilities.level}, {abilities.type} type{sure}"
