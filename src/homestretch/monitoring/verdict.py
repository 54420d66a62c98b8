"""What became of a session, in a sentence or two that a runner likes to read: plain, warm, and about the very rep.

Each rep is held against its own target, so that pyramids, floats, cut-downs and progressions are uneven by right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from homestretch.activity.reps import Rep
from homestretch.athlete.model import WEEKDAYS
from homestretch.monitoring.doing import is_run
from homestretch.monitoring.model import RepAgainst, RepsAgainst, SessionMatch
from homestretch.monitoring.planned import is_run_session
from homestretch.units import PaceUnit, format_distance, format_pace, format_rep

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
# Design choices: when something is worth a word.
NAMED = 2  # reps off target that are named one by one
LAST_QUICKER = 0.007  # of the others' mean time, by which a last rep is the quickest
RESTS_SHORT, RESTS_LONG = 80.0, 130.0  # per cent of the planned recoveries
RPE_HARDER = 2.0  # over the planned (SCIENCE 4.1)
QUICKER_THAN_EASY = 1.03  # of the fastest easy speed
MORE_THAN_PLANNED = 1.15  # of the minutes
MOST_TOLD = 3  # groups of equal reps that are told by their length and time
SET_OF = 3  # reps of which a range and a last one are told


def verdict(found: SessionMatch, unit: PaceUnit = "min/km") -> str:
    """The verdict on one planned session.

    Args:
        found: its match.
        unit: of paces.

    Returns:
        One to four short sentences; what was skipped or missed is said without blame.
    """
    if found.status == "planned":
        return "Open: nothing is entered yet."
    if found.status == "missed":
        return "Skipped. Nothing to make up: carry on with the next day."
    if not found.activities:
        return "Done as planned, by your word."
    if found.status == "replaced":
        return _instead(found)
    said = [_of_running(found, unit) if is_run_session(found.session) else _of_minutes(found)]
    said += [_of_recoveries(found.reps), _of_effort(found), _of_day(found)]
    return " ".join(sentence for sentence in said if sentence)


# -- small words -------------------------------------------------------------------------------


def _number(count: int) -> str:
    return NUMBERS[count] if 0 < count < len(NUMBERS) else str(count)


def _ordinal(number: int, last: int) -> str:
    if number == last and last > SET_OF:
        return "last"
    return ORDINALS[number] if number < len(ORDINALS) else f"{number}th"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _seconds(value: float) -> str:
    """1.2 s, 14 s."""
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s"


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _time_of(seconds: float) -> str:
    return f"{format_rep(seconds)} s" if seconds < 100 else format_rep(seconds)


# -- running -----------------------------------------------------------------------------------


def _of_running(found: SessionMatch, unit: PaceUnit) -> str:
    reps = found.reps
    if reps is None:
        return f"{_of_minutes(found)} {_of_pace(found, unit)}".strip()
    if found.session.quality or found.session.pillar is None:
        return _of_reps(reps, unit)
    return f"{_of_minutes(found)} {_of_touch(reps, unit)}".strip()


def _of_minutes(found: SessionMatch) -> str:
    """How long it was, against the plan."""
    done = found.duration_s
    meant = found.session.duration_s
    share = found.share if found.share is not None else 1.0
    if found.status == "shortened":
        return f"{done / 60:.0f} of {_minutes(meant)}: what you did counts."
    if meant and done > MORE_THAN_PLANNED * meant:
        return f"{_minutes(done)}, {(done - meant) / 60:.0f} more than planned."
    if meant and share >= 1 and done < meant / MORE_THAN_PLANNED:
        return f"All the kilometres in {_minutes(done)}, planned were {meant / 60:.0f}."
    return f"{_minutes(done)}, as planned."


def _of_pace(found: SessionMatch, unit: PaceUnit) -> str:
    """A word where easy running was quicker than easy."""
    easy = [step.target.speed_high for step in found.session.steps if step.kind == "easy"]
    fastest = max((speed for speed in easy if speed), default=None)
    metres, seconds = found.distance_m, found.duration_s
    if fastest is None or len(easy) != len(found.session.steps) or not metres or seconds <= 0:
        return ""
    if metres / seconds <= QUICKER_THAN_EASY * fastest:
        return ""
    ran, ends = format_pace(metres / seconds, unit), format_pace(fastest, unit)
    return f"A little quicker than easy: {ran}, where easy ends at {ends}."


def _of_touch(reps: RepsAgainst, unit: PaceUnit) -> str:
    """The fast part of an easy run; strides are counted, not timed."""
    if any(row.planned is not None and row.planned.kind == "rep" for row in reps.rows):
        return _of_reps(reps, unit) if any(row.rep for row in reps.rows) else ""
    run = sum(row.rep is not None for row in reps.rows)
    if not run:
        return ""
    return f"{_counted(reps, run, 'strides run')}."


def _of_reps(reps: RepsAgainst, unit: PaceUnit) -> str:
    if reps.planned == 1:
        return _of_one(reps.rows[0], unit)
    run = [row for row in reps.rows if row.rep is not None]
    judged = [row for row in run if row.word in ("at target", "slow", "fast")]
    at = sum(row.word == "at target" for row in judged)
    clauses = []
    if not judged:
        clauses.append(_counted(reps, len(run), "done" if len(run) == reps.planned else "run"))
    elif at == 0 and len(judged) > 1:
        return _all_beside(reps, judged) + _more(reps)
    elif len(run) < reps.planned:
        part = "all " if at == len(run) > 1 else f"{_number(at)} of them " if at < len(run) else ""
        clauses.append(_counted(reps, len(run), "run") + (f", {part}at target" if at else ""))
    else:
        clauses.append(_counted(reps, at, "at target"))
    clauses += _off_target(run) or _praise(run, at)
    clauses += [
        f"the {_ordinal(row.number, reps.planned)} was cut short at {_length(row.rep)}"
        for row in run
        if row.word == "cut short" and row.rep is not None
    ]
    return "; ".join(clauses) + "." + _more(reps)


def _counted(reps: RepsAgainst, count: int, what: str) -> str:
    if count == reps.planned:
        return f"{'Both' if count == 2 else f'All {_number(count)}'} {what}"
    return f"{_capital(_number(count)) if count else 'None'} of {_number(reps.planned)} {what}"


def _more(reps: RepsAgainst) -> str:
    if not reps.added:
        return ""
    return f" And {_number(len(reps.added))} more than planned."


def _off(row: RepAgainst) -> str:
    """How far a rep was beside its target: s, or s a kilometre for a rep by time."""
    off = abs(row.off_s or 0.0)
    if row.planned is not None and row.planned.distance_m is None and row.rep is not None:
        return f"{1000 * off / row.rep.length_m:.0f} s/km"
    return _seconds(off)


def _length(rep: Rep) -> str:
    if rep.planned is not None and rep.planned.distance_m is None:
        return _time_of(rep.duration)
    return f"{round(rep.distance_m, -1):.0f} m"


def _off_target(run: Sequence[RepAgainst]) -> list[str]:
    """The reps that were slow and those that were fast, the few named, the many described."""
    clauses = []
    last = max(row.number for row in run) if run else 0
    for word in ("slow", "fast"):
        off = [row for row in run if row.word == word]
        if not off:
            continue
        if word == "fast" and [row.number for row in off] == [last] and last > 1 and off[0].rep is not None:
            clauses.append(f"you lifted the last to {_time_of(off[0].rep.duration)}")
            continue
        clause = _few(off, word, last) if len(off) <= NAMED else _many(off, run, word, last)
        after = [row for row in run if row.number > off[-1].number]
        if word == "slow" and len(off) <= NAMED and any(row.word == "at target" for row in after):
            clause += ", then you came back"
        clauses.append(clause)
    return clauses


def _few(off: Sequence[RepAgainst], word: str, last: int) -> str:
    names = _listed([f"the {_ordinal(row.number, last)}" for row in off])
    by = [_off(row) for row in off]
    if len(by) == 2 and by[0].split(" ")[1] == by[1].split(" ")[1]:
        by[0] = by[0].split(" ")[0]
    if len(by) == 2 and _off(off[0]) == _off(off[1]):
        return f"{names} were {_off(off[0])} {word} each"
    return f"{names} {'was' if len(off) == 1 else 'were'} {_listed(by)} {word}"


def _many(off: Sequence[RepAgainst], run: Sequence[RepAgainst], word: str, last: int) -> str:
    most = max(off, key=lambda row: abs(row.off_pct or 0.0))
    at_most = f"the {_ordinal(most.number, last)} most, by {_off(most)}"
    numbers = [row.number for row in off]
    if numbers == [row.number for row in run][-len(off) :]:
        how = "slowed" if word == "slow" else "got faster than the target"
        return f"the last {_number(len(off))} {how}, {at_most}"
    if numbers == [row.number for row in run][: len(off)]:
        return f"the first {_number(len(off))} were {word}, {at_most}"
    return f"{_number(len(off))} were {word}, {at_most}"


def _all_beside(reps: RepsAgainst, judged: Sequence[RepAgainst]) -> str:
    """No rep within its target: said as what it was, with the one that came nearest."""
    run = sum(row.rep is not None for row in reps.rows)
    last = max(row.number for row in judged)
    nearest = min(judged, key=lambda row: abs(row.off_pct or 0.0))
    words = {row.word for row in judged}
    how = "slower than the target" if words == {"slow"} else "faster than the target"
    if len(words) > 1:
        how = "beside the target, some slower and some faster"
    each = ", each " if len(words) == 1 else ", "
    return (
        f"{_counted(reps, run, 'done' if run == reps.planned else 'run')}{each}{how}; "
        f"the {_ordinal(nearest.number, last)} came nearest, {_off(nearest)} {nearest.word}."
    )


def _praise(run: Sequence[RepAgainst], at: int) -> list[str]:
    """The times of equal reps that all met the target, and a quick last one."""
    lengths = {(row.planned.distance_m, row.planned.duration_s) for row in run if row.planned}
    times = [row.rep.duration for row in run if row.rep is not None]
    if at < len(run) or len(run) < SET_OF or len(lengths) != 1 or run[0].planned is None:
        return []
    if run[0].planned.distance_m is None:
        return []
    others = sum(times[:-1]) / (len(times) - 1)
    if times[-1] == min(times) and times[-1] <= (1 - LAST_QUICKER) * others:
        return [f"the last was the quickest, {_time_of(times[-1])}"]
    quickest, slowest = format_rep(min(times)), format_rep(max(times))
    if quickest == slowest:
        return [f"each {_time_of(times[0])}"]
    return [f"{quickest} to {_time_of(max(times))}"]


def _of_one(row: RepAgainst, unit: PaceUnit) -> str:
    """A session of one rep: a tempo run, a test, a race."""
    rep = row.rep
    if rep is None:
        return "The main part was left out."
    by_time = row.planned is not None and row.planned.distance_m is None
    if by_time:
        what = _minutes(rep.duration)
        if rep.distance_m > 0 and row.word != "done":
            what += f" at {format_pace(rep.distance_m / rep.duration, unit)}"
    else:
        what = f"{format_distance(round(rep.length_m))} in {_time_of(rep.duration)}"
    if row.word == "cut short" and row.planned is not None:
        whole = row.planned.distance_m or row.planned.duration_s or 0.0
        meant = _minutes(whole) if by_time else format_distance(whole)
        return f"{what}, of {meant} planned: what you ran counts."
    if row.word in ("slow", "fast"):
        return f"{what}, {_off(row)} {'slower' if row.word == 'slow' else 'faster'} than the target."
    return f"{what}, at target." if row.word == "at target" else f"{what}, done."


# -- beside the reps ---------------------------------------------------------------------------


def _of_recoveries(reps: RepsAgainst | None) -> str:
    """Recoveries that were much shorter or longer than planned."""
    if reps is None or reps.recovery_kept_pct is None:
        return ""
    if RESTS_SHORT <= reps.recovery_kept_pct <= RESTS_LONG:
        return ""
    known = [row for row in reps.rows if row.recovery_s is not None and row.recovery_planned_s]
    taken = sum(row.recovery_s or 0.0 for row in known) / len(known)
    asked = sum(row.recovery_planned_s or 0.0 for row in known) / len(known)
    word = "shorter" if reps.recovery_kept_pct < RESTS_SHORT else "longer"
    return f"The recoveries were {word} than planned, {taken:.0f} s for {asked:.0f} s."


def _of_effort(found: SessionMatch) -> str:
    rpe = found.rpe
    if rpe is None or rpe < found.session.felt_rpe + RPE_HARDER:
        return ""
    return f"It felt harder than planned, RPE {rpe:g} for {found.session.felt_rpe:g}."


def _of_day(found: SessionMatch) -> str:
    if not found.days_moved:
        return ""
    ran = max(found.activities, key=lambda done: done.duration_s).day
    return f"Done on {WEEKDAYS[ran.weekday()]} instead of {WEEKDAYS[found.ref.day.weekday()]}."


def _instead(found: SessionMatch) -> str:
    """What was done in place of a session."""
    longest = max(found.activities, key=lambda done: done.duration_s)
    long = _minutes(found.duration_s)
    if is_run(longest.sport):
        what = _reps_run(found) or ("An easier run" if found.session.quality else "Another run")
        return f"{what} in its place, {long}: it counts for your load."
    sport = _capital(longest.sport.replace("_", " "))
    return f"{sport} in its place, {long}: it counts for your load."


def _reps_run(found: SessionMatch) -> str:
    """`6 x 800 m in 2:26.0`, as its reps were run; empty where none were."""
    hard = [rep for done in found.activities for rep in done.reps.reps if rep.kind == "rep"]
    told = []
    for nominal, group in groupby(hard, key=lambda rep: rep.nominal_m):
        same = list(group)
        count = f"{len(same)} x " if len(same) > 1 else ""
        mean = sum(rep.duration for rep in same) / len(same)
        told.append(f"{count}{format_distance(nominal)} in {_time_of(mean)}" if nominal else "")
    if not told:
        return ""
    if len(told) > MOST_TOLD or not all(told):
        return f"Another session of {_number(len(hard))} rep{'' if len(hard) == 1 else 's'}"
    return _listed(told)
