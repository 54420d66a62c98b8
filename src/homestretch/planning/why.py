"""The words of a plan: each week's objective and each session's reason, from what stands before and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from homestretch.blueprint.model import Blueprint
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.season import Day, PlannedSession, Week

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
PILLAR_WORDS = {
    "aerobic_base": "aerobic base",
    "lactate_tolerance": "lactate tolerance",
    "transition_speed": "transition speed",
    "finishing_kick": "finishing kick",
}
EVENTS = {800: "800 m", 1500: "1500 m", 1609: "mile", 3000: "3000 m", 5000: "5000 m"}


def say(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def event_words(distance_m: float) -> str:
    return EVENTS.get(round(distance_m), f"{distance_m:.0f} m")


def _plain(sentence: str) -> str:
    """A blueprint's objective as the end of a sentence: small first letter, no full stop."""
    return sentence[0].lower() + sentence[1:].rstrip(".")


def _within(name: str) -> str:
    """A session's name within a sentence: `continuous tempo`, but `CS intervals`."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]


def objective(frame: WeekFrame, days: tuple[tuple[PlannedSession, ...], ...]) -> str:
    """One sentence: what this week is for (M33)."""
    event = event_words(frame.goal.distance_m)
    hard = [s for d in days for s in d if s.quality and s.id not in ("RACE", "CLUB")]
    raced = list(frame.races)
    if raced:
        first = raced[0]
        name = event_words(first.race.distance_m)
        if first.race.priority == "A":
            return f"Race week: arrive fresh and run the {name} on {say(first.date)}."
        return f"Race the {name} on {say(first.date)} as a step towards the {event}."
    if frame.emphasis == "test":
        return "An easier week with a controlled test in it: fresh legs, an honest number."
    if frame.emphasis == "deload":
        return "An easier week: let the work of the last weeks settle in, keep the legs quick."
    if frame.phase == "transition":
        return "Come back gently after the race: easy running only, no hurry."
    if frame.emphasis == "taper":
        return f"Less running, same speed: save the legs for the {event}."
    if not hard:
        return "Easy running on most days and quick feet after it: make the routine hold."
    main = max(hard, key=lambda s: (s.load, s.id))
    aim = {
        "general base": "Build the base",
        "build": "Raise the pace that lasts",
        "specific": f"Make {event} rhythm hold",
    }.get(frame.phase, "Keep the work going")
    turn = "with a little more running" if frame.emphasis == "volume" else "with the weight on the hard days"
    notation = f", {main.notation}," if main.notation and main.notation not in main.name else ""
    return f"{aim} {turn}: {_within(main.name)}{notation} leads the week."


def reasons(weeks: tuple[Week, ...], frames: tuple[WeekFrame, ...], blueprint: Blueprint) -> tuple[Week, ...]:
    """Every session with its reason."""
    flat = [(d.date, s, w) for w in weeks for d in w.days for s in d.sessions]
    seen: dict[str, list[tuple[date, PlannedSession]]] = {}
    later: dict[str, list[date]] = {}
    for when, s, _ in flat:
        later.setdefault(s.id, []).append(when)
    out = []
    for week, frame in zip(weeks, frames, strict=True):
        days = []
        for day in week.days:
            sessions = []
            for s in day.sessions:
                text = _reason(s, day.date, frame, seen, later, blueprint)
                sessions.append(replace(s, why=text))
                seen.setdefault(s.id, []).append((day.date, s))
            days.append(Day(day.date, tuple(sessions)))
        out.append(replace(week, days=tuple(days)))
    return tuple(out)


def _reason(
    s: PlannedSession,
    when: date,
    frame: WeekFrame,
    seen: dict[str, list[tuple[date, PlannedSession]]],
    later: dict[str, list[date]],
    blueprint: Blueprint,
) -> str:
    event = event_words(frame.goal.distance_m)
    if s.id == "RACE":
        return (
            "The race this season was built for."
            if frame.goal.date == when
            else "A race to learn from on the way."
        )
    if s.id == "CLUB":
        return "Your club session keeps its place; the other hard days stand around it."
    if s.id == "RC01":
        return "A day without running: the training of the last days settles in. Sleep and food do the work today."
    if s.pillar == "support":
        return (
            f"{s.objective.rstrip('.')}. Strength that serves the running and does not compete with it."
            if s.id.startswith("ST")
            else f"{s.objective.rstrip('.')}."
        )
    before = seen.get(s.id, [])
    parts = []
    pillar = PILLAR_WORDS.get(str(s.pillar), "")
    if not s.quality:
        return _easy_reason(s, frame, pillar)
    if not before:
        parts.append(f"First {_within(s.name)} of the season, for {pillar}: {_plain(s.objective)}.")
    else:
        last_day, last = before[-1]
        change = (
            "one step up from"
            if s.level > last.level
            else "the same step as"
            if s.level == last.level
            else "a step lighter than"
        )
        was = "" if last.notation == s.notation else f" ({last.notation})"
        parts.append(
            f"Round {len(before) + 1} for {pillar}, {change} {say(last_day)}{was}: {_plain(s.objective)}."
        )
    nxt = _prepares(s.id, when, later, blueprint)
    if nxt:
        parts.append(nxt)
    elif frame.phase in ("specific", "taper"):
        parts.append(f"It serves the {event} on {say(frame.goal.date)} directly.")
    return " ".join(parts)


def _prepares(session_id: str, when: date, later: dict[str, list[date]], blueprint: Blueprint) -> str:
    best: tuple[date, str] | None = None
    for other in blueprint.sessions.values():
        if other.id == session_id or not any(session_id in p.any_of and not p.weeks for p in other.requires):
            continue
        dates = [d for d in later.get(other.id, []) if 0 < (d - when).days <= 42]
        if dates and (best is None or dates[0] < best[0]):
            best = (dates[0], other.name)
    return f"It prepares {_within(best[1])} on {say(best[0])}." if best else ""


def _easy_reason(s: PlannedSession, frame: WeekFrame, pillar: str) -> str:
    texts = {
        "AB01": "Recovery between harder days: slow enough to feel better at the end than at the start.",
        "AB02": "Easy running builds the base that every fast session stands on. Good in company.",
        "AB04": "The long run, on a less intense day: durability for the last third of a race.",
        "AB14": "Easy over hills: strength and balance at low cost, and a change of ground.",
        "AB03": "Easy running with strides: quick, relaxed steps for transition speed without fatigue.",
        "FK09": "Easy running that ends fast and relaxed: the habit of lifting on tired legs, for the kick.",
        "LT04": "A taste of race rhythm with full walks between: lactate tolerance at low cost.",
    }
    base = texts.get(s.id, f"For {pillar}: {_plain(s.objective)}.")
    if frame.emphasis in ("deload", "test") and s.id in ("AB02", "AB04"):
        base += " Shorter this week on purpose."
    return base
