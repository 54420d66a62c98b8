"""Why no plan could be issued: what stands fixed in the weeks that break a limit, and what to loosen."""

from __future__ import annotations

from homestretch.athlete.model import Athlete
from homestretch.planning.season import Refusal, Season, Violation, Week
from homestretch.planning.why import say

NO_PLAN = "No plan was found that keeps every safety limit"


def why_none(found: tuple[Violation, ...], season: Season, athlete: Athlete) -> Refusal:
    """The refusal for violations that remain.

    Where races are all that is run in the weeks concerned, the races and the running before them collide: that is a
    reason of the athlete's own dates. Anything else is said as what it is: the planner found no plan.
    """
    weeks = {v: _week_of(v, season) for v in found}
    raced = [w for w in weeks.values() if w is not None and _only_races(w)]
    if raced:
        races = sorted({d.date for w in raced for d in w.days for s in d.sessions if s.id == "RACE"})
        first = next(v for v in found if weeks[v] in raced)
        return Refusal(
            f"Even with the shortest warm-up the races of {', '.join(map(say, races))} break a safety limit by themselves: "
            f"{first.text}",
            (*(f"race {d.isoformat()}" for d in races), "athlete.weekly_km"),
            (
                "drop one of these races",
                "start the plan earlier, so that the weeks before can build up to it",
            ),
            rule=first.id,
        )
    text = "; ".join(f"{v.where}: {v.text}" for v in found[:3])
    return Refusal(
        f"{NO_PLAN}: {text}",
        tuple(sorted({v.id for v in found})),
        ("choose fewer or later races", "free more days"),
        rule=found[0].id if found else "",
    )


def _week_of(v: Violation, season: Season) -> Week | None:
    parts = v.where.split()
    number = parts[1].rstrip(",") if len(parts) > 1 and parts[0] == "week" else ""
    return next((w for w in season.weeks if number.isdigit() and w.number == int(number)), None)


def _only_races(week: Week) -> bool:
    runs = [s.id for d in week.days for s in d.sessions if s.distance_m]
    return bool(runs) and all(r == "RACE" for r in runs)
