"""Strength, plyometrics and mobility of a week (MC10 to MC12, INV-14, INV-35, INV-36, 13.23).

In: frame, history, eligibility, menu. Out: the support sessions for the week's model, and mobility added afterwards.
"""

from __future__ import annotations

from datetime import date, timedelta

from homestretch.athlete.model import Athlete
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility
from homestretch.planning.history import History
from homestretch.planning.menu import Menu
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession
from homestretch.planning.week_task import Strength

HEAVY_WEEKS = 6  # ST03 after six weeks of ST02 (INV-36)
LAST_HEAVY_DAYS = 10  # no ST03 in the last ten days before an A race (INV-29)
LAST_PLYO_DAYS = 7  # method 3.5
SORE_SITES = frozenset({"achilles", "calf", "shin", "shin_focal", "foot"})
TENDONS = frozenset({"achilles", "calf"})  # with an injury there on record contacts stay fewer
SORE_DAYS = 84  # twelve weeks after an injury there, or a bone stress injury: no or half contacts


def _weeks_with(history: History, session_id: str, before: date) -> int:
    since = before - timedelta(days=42)
    return len({(d - timedelta(days=d.weekday())) for d, s in history.sessions(since) if s.id == session_id})


def _next_step(history: History, session_id: str, top: int, before: date, deload: bool) -> int:
    """One rung up a fortnight at most, one down in a de-load."""
    done = [(d, s.level) for d, s in history.sessions(before - timedelta(days=42)) if s.id == session_id]
    if not done:
        return 1
    last = done[-1][1]
    back = max(0, -(-((before - done[-1][0]).days + 6 - 21) // 7))
    if deload:
        return max(last - max(back, 1), 1)
    at_last = [d for d, level in done if level == last]
    if back:
        return max(last - back, 1)
    return min(last + 1, top) if (before - at_last[0]).days >= 12 else last


def contacts_for(frame: WeekFrame, history: History, eligibility: Eligibility, race_days: list[int]) -> int:
    """Ground contacts of one ST04 session this week; 0 where there is none."""
    blueprint, level = eligibility.blueprint, eligibility.abilities.level
    rules = table(blueprint, "season.plyo")
    athlete = eligibility.athlete
    if frame.phase == "taper" or frame.emphasis in ("race", "return") or race_days:
        return 0
    if _weeks_with(history, "ST01", frame.start) + _weeks_with(history, "ST02", frame.start) < 2 * int(
        rules["base_weeks"]
    ):
        return 0
    if any(
        i.site in SORE_SITES and (frame.start - i.span.end).days < SORE_DAYS for i in athlete.health.injuries
    ):
        return 0
    cap = float(rules["per_session"][level])
    weekly = float(table(blueprint, "season.weekly_zone")["contacts"][level])
    if eligibility.age_first < 18:
        cap, weekly = cap * rules["youth_share"], weekly * rules["youth_share"]
    if athlete.health.bone_stress_history:
        cap, weekly = cap / 2, weekly / 2
    older = eligibility.age_last >= rules["older_from"]
    tender = any(i.site in TENDONS for i in athlete.health.injuries)
    if older or tender:
        share = min(rules["older_share"] if older else 1.0, rules["tendon_share"] if tender else 1.0)
        cap, weekly = cap * share, weekly * share
    before = history.sessions(frame.start - timedelta(days=35))
    done = [s.contacts for _, s in before if s.contacts]
    wish = (max(done) + 10) if done else int(rules["first"])
    if done and (older or tender):  # a rung a fortnight, as in the strength ladders
        first = next(d for d, s in before if s.contacts == max(done))
        if (frame.start - first).days < rules["slow_days"]:
            wish = max(done)
    growth = table(blueprint, "season.contact_growth")
    recent = max(history.recent("contacts", history.before_contacts))
    most = min(cap, weekly, max(recent * growth["share"], recent + growth["gain"]))
    count = int(min(wish, most))
    if frame.deload and done:
        count = max(done) // 2
    return count // 10 * 10 if count >= int(rules["least"]) else 0


def strength_for(
    frame: WeekFrame,
    history: History,
    eligibility: Eligibility,
    menu: Menu,
    gym: bool,
    days_to_race: int | None,
) -> tuple[Strength, ...]:
    """The support sessions that this week asks for."""
    blueprint, level = eligibility.blueprint, eligibility.abilities.level
    names = {
        "general base": "general",
        "build": "build",
        "specific": "specific",
        "taper": "taper",
        "race": "taper",
    }
    if frame.phase == "transition":
        return (Strength(menu.support("ST01", 1), heavy=False),)
    count = int(table(blueprint, "season.strength")[level][names[frame.phase]])
    library = blueprint.sessions
    steps = {s: int(library[s].max_step[level]) for s in ("ST01", "ST02", "ST03", "ST06")}
    out: list[Strength] = []
    deload = frame.deload
    heavy_ok = _heavy_allowed(eligibility, gym, frame.start) and steps["ST03"] > 0
    heavy_ok = (
        heavy_ok
        and _weeks_with(history, "ST02", frame.start) + _weeks_with(history, "ST03", frame.start)
        >= HEAVY_WEEKS
    )
    heavy_ok = heavy_ok and _seen(history, "ST02") >= HEAVY_WEEKS
    near = days_to_race is not None and days_to_race - 6 <= LAST_HEAVY_DAYS
    near = near or any(d.race.priority == "B" for d in frame.races)  # freshened for it (3.6)
    for k in range(count):
        if (level == "beginner" and k == 0 and count > 1) or frame.phase == "taper":
            out.append(
                Strength(
                    menu.support("ST01", _next_step(history, "ST01", steps["ST01"], frame.start, deload)),
                    False,
                )
            )
        elif heavy_ok and not near and k == 0 and not deload:
            top = _heavy_top(eligibility, steps["ST03"])
            out.append(
                Strength(menu.support("ST03", _next_step(history, "ST03", top, frame.start, deload)), True)
            )
        elif k == 1 and deload:
            out.append(
                Strength(
                    menu.support("ST01", _next_step(history, "ST01", steps["ST01"], frame.start, deload)),
                    False,
                )
            )
        else:
            out.append(
                Strength(
                    menu.support("ST02", _next_step(history, "ST02", steps["ST02"], frame.start, deload)),
                    True,
                )
            )
    if level != "beginner" and frame.phase != "taper":
        out.append(
            Strength(
                menu.support("ST01", _next_step(history, "ST01", steps["ST01"], frame.start, deload)), False
            )
        )
    if frame.phase != "taper":
        out.append(
            Strength(
                menu.support("ST06", _next_step(history, "ST06", steps["ST06"], frame.start, deload)), False
            )
        )
    races = [d.date.weekday() for d in frame.races]
    contacts = contacts_for(frame, history, eligibility, races)
    if contacts and (days_to_race is None or days_to_race - 6 > LAST_PLYO_DAYS):
        step = min(max(1, round((contacts - 20) / 20)), int(library["ST04"].max_step[level]))
        out.append(Strength(menu.support("ST04", step, contacts), heavy=False, plyo=True))
    return tuple(out)


def _seen(history: History, session_id: str) -> int:
    return len({w.number for w in history.weeks for d in w.days for s in d.sessions if s.id == session_id})


def _heavy_allowed(eligibility: Eligibility, gym: bool, day: date) -> bool:
    athlete: Athlete = eligibility.athlete
    if not gym or eligibility.age_first < 15:
        return False
    return eligibility.age_first >= 18 or athlete.supervised_strength


def _heavy_top(eligibility: Eligibility, top: int) -> int:
    """15 to 17 years: at most 80 % of 1RM, the third rung (INV-36)."""
    return min(top, 3) if eligibility.age_first < 18 else top


def with_mobility(days: list[list[PlannedSession]], menu: Menu, level: str, minutes: tuple[int, ...]) -> None:
    """Mobility on two easy days, after the run (M25); rest days carry their own in RC01."""
    step = {"beginner": 1, "intermediate": 2, "advanced": 2, "elite": 3}[level]
    session = menu.support("MO01", step)
    placed = 0
    for d in range(7):
        easy = [s for s in days[d] if s.id in ("AB01", "AB02", "AB03")]
        used = sum(s.duration_s for s in days[d])
        if placed < 2 and easy and len(days[d]) == 1 and used + session.duration_s <= minutes[d] * 60:
            days[d].append(session)
            placed += 1
