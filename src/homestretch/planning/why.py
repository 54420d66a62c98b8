"""The words of a plan: each week's objective and each session's reason, from what stands before and after it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from homestretch.athlete.model import Abilities, Race, Span
from homestretch.athlete.riegel import riegel
from homestretch.blueprint.model import Blueprint
from homestretch.planning.away import breaks, return_row
from homestretch.planning.by_time import BY_TIME
from homestretch.planning.calendar import RaceDay, WeekFrame
from homestretch.planning.numbers import table
from homestretch.planning.rest_words import Around, rest_reason
from homestretch.planning.season import MOSTLY_AWAY, Day, PlannedSession, Week, days_away
from homestretch.planning.sentences import event_words, plain, say, within
from homestretch.units import format_mark, format_time

PILLAR_WORDS = {
    "aerobic_base": "aerobic base",
    "lactate_tolerance": "lactate tolerance",
    "transition_speed": "transition speed",
    "finishing_kick": "finishing kick",
}
REST = "RC01"
OWN = ("RACE", "CLUB")  # sessions that are no part of the library
METRIC_MILE_M = 1500.0  # the ability that the mile is predicted from
TENTHS_UNDER_S = 180  # a race that is shorter is predicted in tenths
PREPARES_DAYS = 42  # how far ahead a session that rests on this one is named
TEST = "TT"  # the letters with which the ids of tests begin


MORE_RUNNING = 1.02  # of the loading week before: less than that no runner would call more (design choice)


def objective(
    frame: WeekFrame,
    days: tuple[tuple[PlannedSession, ...], ...],
    metres: float = 0.0,
    before: float | None = None,
) -> str:
    """One sentence: what this week is for (M33).

    Args:
        frame: the week's place in the season.
        days: its sessions.
        metres: what it runs.
        before: what the loading week before it ran; None where there is none.
    """
    event = event_words(frame.goal.distance_m)
    if frame.races:
        return _race_week(min(frame.races, key=lambda r: (r.race.priority, r.date)), frame)
    if frame.emphasis == "test":
        return "An easier week with a controlled test in it: fresh legs, an honest number."
    if frame.deload:
        return "An easier week: let the work of the last weeks settle in, keep the legs quick."
    if frame.phase == "transition":
        return "Come back gently after the race: easy running only, no hurry."
    if frame.emphasis == "taper":
        return f"Less running, same speed: save the legs for the {event}."
    hard = [s for d in days for s in d if s.quality and s.id != "RACE"]
    if not hard:
        return "Easy running on most days and quick feet after it: make the routine hold."
    main = max(hard, key=lambda s: (s.id != "CLUB", s.load, s.id))
    aim = {
        "general base": "Build the base",
        "build": "Raise the pace that lasts",
        "specific": f"Make {event} rhythm hold",
    }.get(frame.phase, "Keep the work going")
    count = "one hard day" if len(hard) == 1 else "the hard days"
    if frame.emphasis == "volume":
        more = before is not None and metres >= MORE_RUNNING * before
        turn = "with a little more running" if more else f"with easy running around {count}"
    else:
        turn = f"with the weight on {count}"
    notation = f", {main.notation}," if main.notation and main.notation not in main.name else ""
    name = main.name if main.id == "CLUB" else within(main.name)  # the club's is as the athlete wrote it
    return f"{aim} {turn}: {name}{notation} leads the week."


def _race_week(first: RaceDay, frame: WeekFrame) -> str:
    name = event_words(first.race.distance_m)
    if first.race.priority == "A":
        return f"Race week: arrive fresh and run the {name} on {say(first.date)}."
    if first.date > frame.goal.date:
        return f"Race the {name} on {say(first.date)}, on the form that the season has built."
    goal = f"{event_words(frame.goal.distance_m)} on {say(frame.goal.date)}"
    return f"Race the {name} on {say(first.date)} as a step towards the {goal}."


@dataclass(frozen=True, slots=True)
class Told:
    """The whole season while its reasons are written, and what was run before the session in hand."""

    blueprint: Blueprint
    around: Around
    abilities: Abilities | None = None
    later: dict[str, list[date]] = field(default_factory=dict)
    seen: dict[tuple[str, bool], list[tuple[date, PlannedSession]]] = field(default_factory=dict)

    def before(self, s: PlannedSession) -> list[tuple[date, PlannedSession]]:
        """Earlier rounds: a set is counted among sets, a taste of it inside an easy run among those."""
        return self.seen.setdefault((s.id, s.quality), [])


def reasons(
    weeks: tuple[Week, ...],
    frames: tuple[WeekFrame, ...],
    blueprint: Blueprint,
    away: tuple[Span, ...] = (),
    abilities: Abilities | None = None,
) -> tuple[Week, ...]:
    """Every session with its reason, and every week with its objective.

    Args:
        away: days that the athlete is busy.
        abilities: what the races are predicted from; None: nothing is predicted.
    """
    days = {d.date: d.sessions for w in weeks for d in w.days if d.sessions}
    told = Told(blueprint, Around(days, away), abilities)
    for when in sorted(days):
        for s in days[when]:
            told.later.setdefault(s.id, []).append(when)
    out = []
    before: float | None = None
    for week, frame in zip(weeks, frames, strict=True):
        written = []
        for day in week.days:
            sessions = []
            for s in day.sessions:
                sessions.append(replace(s, why=_reason(s, day.date, frame, told)))
                told.before(s).append((day.date, s))
            written.append(Day(day.date, tuple(sessions)))
        sessions_of = tuple(d.sessions for d in week.days)
        words = _away(week, frame, told) or objective(frame, sessions_of, week.distance_m, before)
        out.append(replace(week, days=tuple(written), objective=words))
        if frame.loading and not frame.races and week.distance_m and not _cut(week, away):
            before = week.distance_m
    return tuple(out)


def _away(week: Week, frame: WeekFrame, told: Told) -> str:
    """The objective of a week that days away leave nothing hard, or that comes back from them; else nothing."""
    sessions = [s for d in week.days for s in d.sessions]
    if frame.races or any(s.quality for s in sessions):
        return ""
    away = told.around.away
    if (gone := days_away(week, away)) >= MOSTLY_AWAY:
        if not any(s.distance_m for s in sessions):
            return "A week away: no running is planned, and none of it is made up for later."
        return f"{gone} days away: easy running on the others keeps the habit."
    rules = table(told.blueprint, "season.re_entry")
    for last, length in reversed(breaks(away, int(rules["from_days"][0]))):
        row = return_row(length, rules)
        way = max(int(rules["no_quality"][row]), min(length, int(rules["back_days"][row])))
        if -7 < (week.start - last).days <= way:
            return f"Back after {length} days away: easy running first, until the legs know it again."
    return ""


def _cut(week: Week, away: tuple[Span, ...]) -> bool:
    """Do days away, or days before the plan's first, make a week shorter than it would be?"""
    return days_away(week, away) > 0 or any(not d.sessions for d in week.days)  # rest is a session too


def _reason(s: PlannedSession, when: date, frame: WeekFrame, told: Told) -> str:
    if s.id == "RACE":
        return " ".join(part for part in (_race_reason(when, frame), _outlook(when, frame, told)) if part)
    if s.id == "CLUB":
        return "Your club session keeps its place; the other hard days stand around it."
    if s.id == REST:
        return rest_reason(when, told.around)
    if s.pillar == "support":
        return (
            f"{s.objective.rstrip('.')}. Strength that serves the running and does not compete with it."
            if s.id.startswith("ST")
            else f"{s.objective.rstrip('.')}."
        )
    if not s.quality:
        parts = [_easy_reason(s, frame, PILLAR_WORDS.get(str(s.pillar), ""))]
    elif s.id.startswith(TEST):
        parts = _test_reason(s, told)
    else:
        parts = [_round_reason(s, when, frame, told), _leads_to(s.id, when, frame, told)]
    parts.append(_sized(s, told.blueprint))
    return " ".join(part for part in parts if part)


def _race_reason(when: date, frame: WeekFrame) -> str:
    own = next((r for r in frame.races if r.date == when), None)
    if own is None or own.race.priority != "A":
        if when > frame.goal.date:
            return "A race on the form that the season has built."
        return "A race to learn from on the way."
    last = max((own.race.date, *own.race.rounds))
    if not own.race.rounds:
        return "The race this season was built for."
    if when == last:
        return (
            "The final of the race this season was built for: the rounds are behind you, run for the place."
        )
    return f"The way into the final on {say(last)}: do what gets you through, and keep the rest for that day."


def _outlook(when: date, frame: WeekFrame, told: Told) -> str:
    """The goal beside what the results predict, on the day that decides."""
    own = next((r for r in frame.races if r.date == when), None)
    if own is None or not own.decides or own.race.goal_s is None or told.abilities is None:
        return ""
    goal = f"the goal of {format_mark(own.race.goal_s)}"
    if not told.abilities.has_result:
        return f"How near {goal} is, the first result will say."
    time, best, worst = _predicted(own.race, told.abilities)
    decimals = 0 if time >= TENTHS_UNDER_S else 1
    likely, low, high = (format_time(t, decimals) for t in (time, best, worst))
    apart = round(abs(time - own.race.goal_s))
    where = f"{apart} s {'faster' if time > own.race.goal_s else 'slower'}" if apart else "as fast"
    return f"When the season was made your results predicted {likely}, most likely {low} to {high}; {goal} is {where}."


def _predicted(race: Race, abilities: Abilities) -> tuple[float, float, float]:
    """Time in s for a race, with the ends of its 80 % interval, the faster first."""
    metres = round(race.distance_m)
    own = {800: abilities.v800, 3000: abilities.v3000, 5000: abilities.v5000}.get(metres)
    if own is None:
        speed = abilities.v1500
        times = [
            riegel(METRIC_MILE_M, METRIC_MILE_M / v, race.distance_m)
            for v in (speed.value, speed.high, speed.low)
        ]
    else:
        times = [race.distance_m / v for v in (own.value, own.high, own.low)]
    return times[0], times[1], times[2]


def _test_reason(s: PlannedSession, told: Told) -> list[str]:
    """A test is no training round: what it measures, against which day, and how it is measured."""
    before = told.before(s)
    aim = plain(s.objective)
    first = f"{s.name}, for the first time this season: {aim}."
    again = f"{s.name} again, after {say(before[-1][0])}: {aim}." if before else first
    if s.terrain != BY_TIME or s.id not in told.blueprint.sessions:
        return [again]
    metres = told.blueprint.sessions[s.id].ladder[s.level - 1].quality_m
    return [
        again,
        f"The watch or a measured loop gives the distance; write it down. About {metres} m is an estimate from your "
        "present form, not a target.",
    ]


def _round_reason(s: PlannedSession, when: date, frame: WeekFrame, told: Told) -> str:
    pillar, before = PILLAR_WORDS.get(str(s.pillar), ""), told.before(s)
    if not before:
        return f"First {within(s.name)} of the season, for {pillar}: {plain(s.objective)}."
    last_day, last = before[-1]
    was = "" if last.notation == s.notation else f" ({last.notation})"
    change = _change(s.level - last.level, say(last_day) + was)
    if s.level < last.level:
        change += _why_lighter(when, last_day, frame, told.blueprint)
    return f"Round {len(before) + 1} for {pillar}, {change}: {plain(s.objective)}."


COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _change(steps: int, than: str) -> str:
    if steps == 0:
        return f"the same step as {than}"
    count = COUNTS[abs(steps)] if abs(steps) < len(COUNTS) else str(abs(steps))
    unit = "step" if abs(steps) == 1 else "steps"
    return f"{count} {unit} up from {than}" if steps > 0 else f"{count} {unit} lighter than {than}"


def _why_lighter(when: date, last: date, frame: WeekFrame, blueprint: Blueprint) -> str:
    """What makes a round lighter, where that is known: the week, a race, or a long pause (4.1)."""
    if frame.emphasis == "taper" or frame.races:
        return ", because a race is near"
    if frame.deload:
        return ", because this week is an easier one"
    rules, sunday = table(blueprint, "ladder"), frame.start + timedelta(days=6)
    lost = ((sunday - last).days - int(rules["unused_days"])) // int(rules["step_days"])
    return (
        f", because it was last run {(when - last).days // 7} weeks ago" if lost > 1 else ""
    )  # one is climbed


def _leads_to(session_id: str, when: date, frame: WeekFrame, told: Told) -> str:
    best: tuple[date, str] | None = None
    for other in told.blueprint.sessions.values():
        if other.id == session_id or not any(session_id in p.any_of and not p.weeks for p in other.requires):
            continue
        dates = [d for d in told.later.get(other.id, []) if 0 < (d - when).days <= PREPARES_DAYS]
        if dates and (best is None or dates[0] < best[0]):
            best = (dates[0], other.name)
    if best:
        return f"It prepares {within(best[1])} on {say(best[0])}."
    goal = frame.goal
    if frame.phase in ("specific", "taper") and when <= goal.date:
        return f"It serves the {event_words(goal.distance_m)} on {say(goal.date)} directly."
    return ""


def _sized(s: PlannedSession, blueprint: Blueprint) -> str:
    """Warm-up and cool-down where they are not the ordinary ones: why the same set takes more or less of a day."""
    if s.id not in blueprint.sessions or len(s.steps) < 2 or s.steps[0].kind != "warmup":
        return ""
    first, last = s.steps[0].duration_s, s.steps[-1].duration_s
    if last is None or first is None or s.steps[-1].kind != "cooldown":
        return ""
    warm, cool = first // 60, last // 60
    usual_warm, _, usual_cool = table(blueprint, "season.warm_up")["full"]
    if cool == usual_cool and warm >= usual_warm:
        return ""  # sprints have a longer warm-up at any time
    longer = warm + cool > usual_warm + usual_cool
    why = "for the week's easy kilometres" if longer else "to keep the day within its limits"
    word = "Longer" if longer else "Shorter"
    return f"{word} warm-up and cool-down, {warm} and {cool} min, {why}."


def _easy_reason(s: PlannedSession, frame: WeekFrame, pillar: str) -> str:
    texts = {
        "AB01": "A recovery run: slow enough to feel better at the end than at the start.",
        "AB02": "Easy running builds the base that every fast session stands on. Good in company.",
        "AB04": "The long run, on a less intense day: durability for the last third of a race.",
        "AB14": "Easy over hills: strength and balance at low cost, and a change of ground.",
        "AB03": "Easy running with strides: quick, relaxed steps for transition speed without fatigue.",
        "FK09": "Easy running that ends fast and relaxed: the habit of lifting on tired legs, for the kick.",
        "LT04": "A taste of race rhythm with full walks between: lactate tolerance at low cost.",
    }
    base = texts.get(s.id, f"For {pillar}: {plain(s.objective)}.")
    if frame.emphasis in ("deload", "test") and s.id in ("AB02", "AB04"):
        base += " An easier week on purpose."
    return base
