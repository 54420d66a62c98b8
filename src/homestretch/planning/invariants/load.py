"""INV-10 to INV-15 and INV-27: how much, week by week, and how fast it may grow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from homestretch.planning.invariants.book import Book, Planned, day_name
from homestretch.planning.invariants.breaks import Breaks
from homestretch.planning.invariants.facts import RACE
from homestretch.planning.invariants.numbers import by_age, by_level, mapping, number, words
from homestretch.planning.season import Violation

KM = 1000
NO_TRAINING = frozenset({"RC01", "MO01", "MO02"})  # rest and mobility do not make a training day (13.8)


def run_distance(book: Book) -> Iterator[Violation]:
    """INV-10: no run longer than 1.10 times the longest of the last 30 days."""
    a = book.athlete
    stated = a.longest_run_km
    if stated is None:
        stated = number("history.long_share") * book.past.distance_m / KM
    window = timedelta(days=number("load.run_days"))
    for p in book.runs:
        if p.id == RACE and _race_metres(p) <= number("load.race_exempt_m"):
            continue
        known = [q.session.distance_m for q in book.runs if p.date - window <= q.date < p.date]
        if p.date - window < book.start:  # the stated run counts as the day before the plan
            known.append(round(stated * KM))
        longest = max(known, default=0)
        most = _run_limit(longest)
        if p.session.distance_m > most + number("rounding.metres"):
            yield Violation(
                "INV-10",
                p.where,
                f"The run is {p.session.distance_m / KM:.2f} km; "
                f"after a longest run of {longest / KM:.2f} km "
                f"in 30 days at most {most / KM:.2f} km is allowed.",
            )


def _race_metres(p: Planned) -> float:
    return max((s.distance_m or 0 for s in p.session.steps if s.kind == "work"), default=p.session.distance_m)


def _run_limit(longest_m: float) -> float:
    most = longest_m * number("load.run_growth")
    if longest_m < number("load.run_short_km") * KM:
        most = max(most, longest_m + number("load.run_short_gain_km") * KM)
    return max(most, number("load.run_floor_km") * KM)


def week_distance(book: Book) -> Iterator[Violation]:
    """INV-11 (ramp limits halved by INV-57): the week's distance against the four before."""
    values = book.series(lambda w: w.distance_m)
    factor = number("health.ramp_factor") if book.bone_stress else 1.0
    breaks = Breaks(book)
    for k in range(len(book.weeks)):
        before = book.before(values, k)
        most, why = week_limit(book, values, k, factor, breaks)
        now = values[k + len(before)]
        if now > most + number("rounding.week_metres"):
            yield Violation(
                "INV-57" if factor < 1 and now <= week_limit(book, values, k, 1.0, breaks)[0] else "INV-11",
                book.week_where(k),
                f"The week is {now / KM:.1f} km; {why} at most {most / KM:.1f} km is allowed.",
            )


def week_limit(book: Book, values: list[float], k: int, factor: float, breaks: Breaks) -> tuple[float, str]:
    """Largest week ``k`` in m, and the reason in words; a break in the four weeks before is not in their mean (3.7)."""
    before = book.before(values, k)
    plain = ramp_limit(max(before), sum(before) / len(before), factor)
    mean = breaks.steady(k, values)
    if mean is None:
        return plain
    most, why = ramp_limit(max(before), mean, factor)
    back = breaks.returned(k, values)
    if back is not None and back < most:
        most, why = back, "on the way back from a break"
    return max(plain, (most, why), key=lambda x: x[0])


def ramp_limit(ref: float, mean: float, factor: float) -> tuple[float, str]:
    """Largest next week in m, and the reason in words."""
    km = ref / KM
    if km < number("load.ramp_small_km"):
        gain = max(number("load.ramp_small") * ref, number("load.ramp_small_gain_km") * KM)
    elif km <= number("load.ramp_large_km"):
        gain = number("load.ramp_middle") * ref
    else:
        gain = number("load.ramp_large") * ref
    floor = number("load.ramp_floor_km") * KM
    by_ref = ref + gain * factor
    by_mean = mean * (1 + number("load.ramp_mean") * factor)
    most = max(min(by_ref, by_mean), floor)
    if by_mean < by_ref:
        return most, f"after a mean of {mean / KM:.1f} km in the four weeks before"
    return most, f"after at most {ref / KM:.1f} km in the four weeks before"


def high_speed(book: Book) -> Iterator[Violation]:
    """INV-12: metres at or above 1500 m speed: the level's cap, growth, and 8 % of the week."""
    values = book.series(lambda w: w.hsr_m)
    metres = book.series(lambda w: w.distance_m)
    cap = by_level("load.hsr_cap_m", book.level)
    for k, week in enumerate(book.weeks):
        before = book.before(values, k)
        now = values[k + len(before)]
        grown = max(max(before) * number("load.hsr_growth"), max(before) + number("load.hsr_gain_m"))
        racing = any(p.id == RACE and p.week == k for p in book.sessions)
        km_before = book.before(metres, k)
        base = sum(km_before) / len(km_before) if racing else week.distance_m
        share = number("load.hsr_share") * base
        room = number("rounding.metres")
        if week.hsr_m > cap + room:
            yield _hsr(book, k, week.hsr_m, cap, "the level's cap is")
        if now > grown + room:
            yield _hsr(
                book,
                k,
                now,
                grown,
                f"after at most {max(before):.0f} m in the four weeks before the limit is",
            )
        if week.hsr_m > share + room:
            yield _hsr(book, k, week.hsr_m, share, f"8 % of {base / KM:.1f} km is")


def _hsr(book: Book, k: int, now: float, most: float, why: str) -> Violation:
    return Violation(
        "INV-12",
        book.week_where(k),
        f"The week holds {now:.0f} m at 1500 m speed or faster; {why} {most:.0f} m.",
    )


def sprinting(book: Book) -> Iterator[Violation]:
    """INV-13: sprint metres of the week and of the session. INV-55 lowers the cap from 50 and from 60."""
    cap = by_level("load.sprint_cap_m", book.level)
    older = cap * _sprint_factor(book.oldest)
    room = number("rounding.metres")
    for k, week in enumerate(book.weeks):
        if week.sprint_m > older + room:
            over = week.sprint_m > cap + room
            yield Violation(
                "INV-13" if over else "INV-55",
                book.week_where(k),
                f"The week holds {week.sprint_m:.0f} m of sprinting; the cap is {older:.0f} m.",
            )
    window = timedelta(days=number("load.sprint_days"))
    fast = [p for p in book.sessions if p.session.sprint_m > 0]
    for p in fast:
        largest = max((q.session.sprint_m for q in fast if p.date - window <= q.date < p.date), default=0)
        most = max(largest * number("load.sprint_growth"), largest + number("load.sprint_gain_m"))
        if p.session.sprint_m > most:
            yield Violation(
                "INV-13",
                p.where,
                f"{p.session.sprint_m} m of sprinting follow at most {largest} m a session in 30 days; "
                f"at most {most:.0f} m is allowed.",
            )


def _sprint_factor(age: int) -> float:
    if age >= number("ages.old"):
        return number("health.sprint_60")
    return number("health.sprint_50") if age >= number("ages.older") else 1.0


def contacts(book: Book) -> Iterator[Violation]:
    """INV-14: ground contacts of session and week (INV-54: youth 0.6; INV-57: half after bone stress)."""
    youth = number("youth.contacts") if book.young else 1.0
    for p in book.sessions:
        factor, inv = _contacts_factor(book, p, youth)
        most = by_level("load.contacts_session", book.level) * factor
        if p.session.contacts > most:
            yield Violation(
                inv, p.where, f"{p.session.contacts} ground contacts; at most {most:.0f} are allowed."
            )
    values = book.series(lambda w: w.contacts)
    for k, week in enumerate(book.weeks):
        first = next((p for p in book.sessions if p.week == k and p.session.contacts), None)
        if first is None:
            continue
        factor, inv = _contacts_factor(book, first, youth)
        before = book.before(values, k)
        grown = max(max(before) * number("load.contacts_growth"), max(before) + number("load.contacts_gain"))
        cap = by_level("load.contacts_week", book.level) * factor
        if week.contacts > cap:
            yield Violation(
                inv, book.week_where(k), f"{week.contacts:.0f} ground contacts; the week's cap is {cap:.0f}."
            )
        if values[k + len(before)] > grown:
            yield Violation(
                "INV-14",
                book.week_where(k),
                f"{values[k + len(before)]:.0f} ground contacts after "
                f"at most {max(before):.0f} in the four weeks before; "
                f"at most {grown:.0f} are allowed.",
            )


def _contacts_factor(book: Book, p: Planned, youth: float) -> tuple[float, str]:
    """Factor on the adult limits on that day, and which invariant it comes from."""
    if book.bone_stress:
        ends = [i.span.end for i in book.athlete.health.injuries if i.bone_stress]
        since = max(ends) if ends else book.start
        if (p.date - since).days < number("health.contacts_days"):
            return youth * number("health.contacts_factor"), "INV-57"
    return youth, "INV-54" if youth < 1 else "INV-14"


def level_volume(book: Book) -> Iterator[Violation]:
    """INV-15: the upper end of the level's weekly volume for the event."""
    names = {800: "800", 1500: "1500", 1609: "1500", 3000: "3000", 5000: "5000"}
    most = max(
        (by_level(f"load.volume_{names[e]}", book.level) for e in book.events if e in names), default=0.0
    )
    for k, week in enumerate(book.weeks):
        if most and week.distance_m > most * KM + number("rounding.week_metres"):
            yield Violation(
                "INV-15",
                book.week_where(k),
                f"The week is {week.distance_m / KM:.1f} km; at this "
                f"level and event at most {most:.0f} km is allowed.",
            )


def week_load(book: Book) -> Iterator[Violation]:
    """INV-27: the ceiling of the week's load, and its growth over the four weeks before."""
    values = book.series(lambda w: w.load)
    ceiling = by_level("load.week_load", book.level)
    room = number("rounding.load") * 7
    for k, week in enumerate(book.weeks):
        if week.load > ceiling + room:
            yield Violation(
                "INV-27",
                book.week_where(k),
                f"The week's load is {week.load:.0f} AU; the ceiling is {ceiling:.0f} AU.",
            )
        before = book.before(values, k)
        ref = max(*before, number("history.week_load_least"))
        most = ref * (1 + number("load.week_load_growth"))
        now = values[k + len(before)]
        if now > most + room:
            yield Violation(
                "INV-27",
                book.week_where(k),
                f"The week's load is {now:.0f} AU after at most {ref:.0f} AU in the four weeks before; "
                f"at most {most:.0f} AU is allowed.",
            )


def monotony(book: Book) -> Iterator[Violation]:
    """INV-27: mean over standard deviation of the seven daily loads, all sessions (13.8, 13.20, 13.26)."""
    limit = by_level("load.monotony", book.level)
    for k, week in enumerate(book.season.weeks):
        loads = [float(sum(s.load for s in day.sessions)) for day in week.days]
        training = sum(1 for day in week.days if any(s.id not in NO_TRAINING for s in day.sessions))
        if training < number("load.monotony_days") or sum(loads) < number("load.monotony_load"):
            continue
        mean = sum(loads) / len(loads)
        deviation = (sum((x - mean) ** 2 for x in loads) / len(loads)) ** 0.5
        value = mean / deviation if deviation > 0 else number("load.monotony_flat")
        if value > limit + 0.005:  # printed with two decimals
            yield Violation(
                "INV-27",
                book.week_where(k),
                f"The week's monotony is {value:.2f}; at most {limit:.1f} is allowed.",
            )


def strain_return(book: Book) -> Iterator[Violation]:
    """INV-58: no fast running while a hamstring or calf strain lasts, no sprinting for 14 days after."""
    sites = mapping("health.sites")
    for injury in book.athlete.health.injuries:
        if sites.get(injury.site.lower(), injury.site.upper()) not in words("health.strain_sites"):
            continue
        until = injury.span.end + timedelta(days=number("health.strain_days"))
        for p in book.sessions:
            s = p.session
            early = injury.span.start <= p.date < until and s.sprint_m > 0
            during = injury.span.start <= p.date <= injury.span.end and s.hsr_m > 0
            if early or during:
                metres = s.sprint_m if early else s.hsr_m
                yield Violation(
                    "INV-58",
                    p.where,
                    f"{metres} m of fast running; the {injury.site} "
                    f"injury ended on {day_name(injury.span.end)} "
                    f"and sprinting waits until {day_name(until)}.",
                )


def youth_volume(book: Book) -> Iterator[Violation]:
    """INV-50: the week's distance by age."""
    most = by_age("youth.week_km", book.youngest)
    for k, week in enumerate(book.weeks):
        if most is not None and week.distance_m > most * KM + number("rounding.week_metres"):
            yield Violation(
                "INV-50",
                book.week_where(k),
                f"The week is {week.distance_m / KM:.1f} km; at "
                f"{book.youngest} at most {most:.0f} km is allowed.",
            )


CHECKS = (
    run_distance,
    week_distance,
    high_speed,
    sprinting,
    contacts,
    level_volume,
    week_load,
    monotony,
    strain_return,
    youth_volume,
)
