"""What a season is judged by in the studies: limits, key sessions, pillar doses, a tempo that climbs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from homestretch.athlete.model import PILLARS, Athlete
from homestretch.planning.invariants import check
from homestretch.planning.invariants.facts import fact
from homestretch.planning.season import PlannedSession, Season, Week

LOADING = ("volume", "intensity")
BLOCK_WEEKS = 4  # method 13.23
TOLERANCE, TOLERANCE_5000 = 8, 10  # points, method 13.23
TOUCH_SHARE = 0.4  # a touch counts its fast part (method 13.23)
TEMPO = ("AB11", "AB07", "AB08", "AB09", "TS01", "TS02")  # in the order of the chain (13.18, 13.24)
CLIMB_STEPS = 3  # rises in successive loading weeks that make a climb to be seen
FAST_SHARE = 0.08  # of a week's metres (INV-12)
TRACK_MINUTES = 40  # warm-up, a small set and cool-down
LONG_PLAN, FULL_SPINE = 12, 16  # weeks, method 13.18
PHASES = {"general base": 0, "build": 1, "specific": 2}
TYPE_POINTS = {"speed": (-5, 0, 0, 5), "endurance": (5, -5, 0, 0), "balanced": (0, 0, 0, 0)}  # method 1.6
# % of quality load, AB / LTOL / TS / FK in G, B, S (method 1.5)
SHARES = {
    800: ((55, 15, 20, 10), (35, 30, 20, 15), (20, 40, 18, 22)),
    1500: ((60, 10, 20, 10), (40, 25, 22, 13), (25, 32, 23, 20)),
    3000: ((70, 5, 18, 7), (48, 20, 22, 10), (35, 22, 25, 18)),
    5000: ((75, 5, 15, 5), (55, 12, 25, 8), (42, 15, 27, 16)),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """``count`` sessions in the specific phase of any of ``steps``: ids with the least step that counts."""

    steps: tuple[tuple[str, int], ...]
    count: int

    @property
    def pillar(self) -> str:
        known = fact(self.steps[0][0])
        return known.pillar if known else ""

    def counts(self, s: PlannedSession) -> bool:
        return any(s.id == name and s.level >= step for name, step in self.steps)


def _demands(text: str) -> tuple[Demand, ...]:
    """``2 LT05|LT04@2, 1 LT07``: counts, alternatives, least steps."""
    out = []
    for part in text.split(","):
        count, names = part.split()
        pairs = (name.partition("@") for name in names.split("|"))
        out.append(Demand(tuple((name, int(step or 0)) for name, _, step in pairs), int(count)))
    return tuple(out)


# the table of method 13.18: intermediate; advanced and elite; beginners of any event
SPINE = {
    (800, "I"): _demands("2 LT01|LT02, 1 LT12|RS02, 2 FK01|FK08, 1 SP04|LT11"),
    (1500, "I"): _demands("2 LT05@3, 1 LT07, 1 TS04|TS05, 2 FK01"),
    (3000, "I"): _demands("2 AB17|AB15, 1 RS03|TS05, 1 LT05, 2 FK01|FK03"),
    (5000, "I"): _demands("2 AB15, 1 TS02|RS03, 1 TS08|RS05, 2 FK03|FK10"),
    (800, "A"): _demands("2 LT02, 1 RS02, 1 FK04, 1 LT11, 1 SP04|FK08"),
    (1500, "A"): _demands("2 LT07, 1 RS01, 1 FK02, 1 LT05@4, 1 TS05"),
    (3000, "A"): _demands("2 AB17, 1 RS04, 1 TS09|TS05, 1 LT05|LT06, 1 FK03@3"),
    (5000, "A"): _demands("2 AB15, 1 RS05, 1 TS08, 1 AB10, 2 FK03"),
}
BEGINNER = _demands("2 LT05|LT04@2, 2 TS07, 3 FK09|FK10, 2 AB03|SP01")
CHILD = _demands("1 LT04, 1 AB11, 2 FK09, 2 AB03|SP01")  # under 14 (method 13.23)


def measure(season: Season, athlete: Athlete, start: date) -> dict[str, Any]:
    """Everything that the summary needs of one season, as plain values."""
    common: dict[str, Any] = {
        "level": season.abilities.level,
        "event": event_of(athlete),
        "days": run_days(athlete),
    }
    common["track"] = has_track(athlete)
    common["club"] = bool(athlete.availability.fixed)
    if season.refused is not None:
        found = sorted({v.id for v in season.violations})
        status = "failed" if found else "refused"
        reason = ", ".join(found) if found else season.refused.rule or _reason(season.refused.reason)
        return {"status": status, "reason": reason, "said": season.refused.reason[:300], **common}
    broken = check(season, athlete, start)
    held, wanted, missing = spine_count(season, athlete, start)
    good, blocks = dose_blocks(season, event_of(athlete))
    report = season.spine
    return {
        "status": "issued",
        "violations": sorted({v.id for v in broken}),
        "broken": [f"{v.id} {v.where}: {v.text}" for v in broken[:5]],
        "weeks": len(season.weeks),
        "spine": [held, wanted],
        "spine_own": spine_count(season, athlete, start, standing=False)[0],
        "spine_missing": missing,
        "short_of_km": short_of_km(season, athlete, start),
        "spine_said": [len(report.reached), len(report.required)] if report else None,
        "spine_room": [report.room, report.asked] if report else None,
        "two_thirds": len(season.weeks) < FULL_SPINE or age_on(athlete.born, season.weeks[-1].start) >= 50,
        "blocks": [good, blocks],
        "climbs": climbs(season),
        "threshold_rests": bool(report and report.threshold_said),
        **common,
    }


def _reason(text: str) -> str:
    """The first words of a refusal without dates and numbers."""
    return re.sub(r"\d[\d.:-]*", "#", text)[:60]


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def event_of(athlete: Athlete) -> int:
    """Distance of the first A race (of the first race without one), the mile as 1500."""
    goals = [r for r in athlete.races if r.priority == "A"] or list(athlete.races)
    metres = round(min(goals, key=lambda r: r.date).distance_m)
    return 1500 if metres == 1609 else metres


def run_days(athlete: Athlete) -> int:
    minutes = athlete.availability.minutes
    return sum(1 for d in athlete.availability.days if minutes[d] is None or (minutes[d] or 0) >= 25)


def sessions(weeks: Sequence[Week]) -> Iterator[PlannedSession]:
    return (s for week in weeks for day in week.days for s in day.sessions)


def has_track(athlete: Athlete) -> bool:
    """A track that is open on a day with at least 40 minutes."""
    a = athlete.availability
    return a.track is None or any(d in a.days and (a.minutes[d] or 240) >= TRACK_MINUTES for d in a.track)


# -- the spine -------------------------------------------------------------------------------------
def spine_count(
    season: Season, athlete: Athlete, start: date, standing: bool = True
) -> tuple[int, int, list[str]]:
    """Key sessions found and asked for in the specific weeks, and what is missing, by the days alone.

    ``standing``: whether club sessions stand for key sessions, each for one and one of a demand.
    """
    specific = [w for w in season.weeks if w.phase == "specific"]
    if not specific:
        return 0, 0, []
    held = list(sessions(specific))
    found = wanted = 0
    missing = []
    whole = sessions([w for w in specific if w.emphasis in LOADING])
    clubs = Counter(s.pillar for s in whole if s.id == "CLUB" and standing)
    for demand in column(season, athlete, start):
        have = sum(map(demand.counts, held))
        if have < demand.count and clubs[demand.pillar]:  # a club session may stand for one (13.28)
            have += 1
            clubs[demand.pillar] -= 1
        found += min(have, demand.count)
        wanted += demand.count
        if have < demand.count:
            missing.append("|".join(name for name, _ in demand.steps))
    return found, wanted, missing


def short_of_km(season: Season, athlete: Athlete, start: date) -> list[str]:
    """Demands that 8 % of the plan's largest week cannot hold in any of their sessions (INV-12)."""
    most = FAST_SHARE * max(w.distance_m for w in season.weeks)
    out = []
    for demand in column(season, athlete, start):
        facts = [(fact(name), step) for name, step in demand.steps]
        least = [f.hsr_m[max(step, 1) - 1] if f and f.hsr_m else 0 for f, step in facts]
        if not any(step == 0 for _, step in demand.steps) and min(least) > most:
            out.append("|".join(name for name, _ in demand.steps))
    return out


def column(season: Season, athlete: Athlete, start: date) -> tuple[Demand, ...]:
    """Which demands hold (method 13.18, 13.23): by level; beginners' for youth and few days; children's."""
    age = age_on(athlete.born, start)
    if age < 14:
        return CHILD
    level = season.abilities.level
    if level == "beginner" or age < 16 or run_days(athlete) < 4:
        return BEGINNER
    return SPINE[(event_of(athlete), "I" if level == "intermediate" else "A")]


# -- pillar doses ----------------------------------------------------------------------------------
def quality_load(week: Week) -> tuple[float, ...]:
    """AU of quality sessions and touches by pillar (method 1.5, 13.23)."""
    out = dict.fromkeys(PILLARS, 0.0)
    for s in sessions([week]):
        if s.id in ("AB03", "SP01") or (s.id == "TS07" and s.level == 1):
            out["transition_speed"] += TOUCH_SHARE * s.load
        elif s.id in ("FK09", "HI03", "SP03"):
            out["finishing_kick"] += TOUCH_SHARE * s.load
        elif s.id == "LT04" and s.level == 0:
            out["lactate_tolerance"] += TOUCH_SHARE * s.load
        elif (s.quality or s.id == "SP02") and s.pillar in out:
            out[s.pillar] += s.load
    return tuple(out[p] for p in PILLARS)


def dose_blocks(season: Season, event: int) -> tuple[int, int]:
    """Blocks of four loading weeks within tolerance, and all blocks; none for beginners (method 13.23)."""
    if season.abilities.level == "beginner":
        return 0, 0
    weeks = [
        w
        for w in season.weeks
        if w.emphasis in LOADING and w.phase in PHASES and sum(s.quality for s in sessions([w])) > 1
    ]
    whole = [weeks[i : i + BLOCK_WEEKS] for i in range(0, len(weeks) - BLOCK_WEEKS + 1, BLOCK_WEEKS)]
    return sum(_in_band(block, event, season.abilities.type) for block in whole), len(whole)


def _in_band(block: Sequence[Week], event: int, runner: str) -> bool:
    sums = [sum(x) for x in zip(*(quality_load(w) for w in block), strict=True)]
    total = sum(sums) or 1.0
    target = [
        sum(SHARES[event][PHASES[w.phase]][p] for w in block) / len(block) + TYPE_POINTS[runner][p]
        for p in range(len(PILLARS))
    ]
    room = TOLERANCE_5000 if event == 5000 else TOLERANCE
    return all(abs(100 * s / total - t) <= room for s, t in zip(sums, target, strict=True))


# -- the tempo that climbs -------------------------------------------------------------------------
def climbs(season: Season) -> bool:
    """Does one tempo or threshold session rise through successive loading weeks (method 13.18, 13.24)?

    A week may hold another one beside it, such as surges in a tempo run; the one that rises is looked for. As many rises
    are asked for as the loading weeks of base and build can hold, where that is fewer than ``CLIMB_STEPS``.
    """
    weeks = [w for w in season.weeks if w.emphasis in LOADING]
    room = sum(w.phase in ("general base", "build") and w.distance_m > 0 for w in weeks) - 1
    best = 0
    rises: dict[tuple[int, int], int] = {}  # by this week's sessions: rises that end with each
    for week in weeks:
        rises = {
            rank: max((n + 1 for before, n in rises.items() if before < rank), default=0)
            for rank in _tempo_ranks(week)
        }
        best = max(best, *rises.values(), 0)
    return best >= min(CLIMB_STEPS, max(room, 1))


def _tempo_ranks(week: Week) -> set[tuple[int, int]]:
    """Place in the chain and step of the week's tempo sessions; a higher pair is a harder one."""
    return {(TEMPO.index(s.id), s.level) for s in sessions([week]) if s.id in TEMPO}
