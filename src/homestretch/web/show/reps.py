"""Reps as the page of an activity shows them: each set as a table, and how it held up in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from homestretch.activity.reps import RepFigures, Reps, SetFigures
from homestretch.monitoring import RepsAgainst
from homestretch.units import format_distance, format_rep, format_time
from homestretch.web import wording
from homestretch.web.pictures.charts import Shade

REP_S = 600.0  # reps up to here are told to the tenth
NEAR_S = 0.05  # s; what rounds to nothing beside a target is on it
SOURCES = {
    "planned": "told by the planned session",
    "laps": "told by the lap button",
    "detected": "found in the speed",
    "typed": "typed by you",
}


@dataclass(frozen=True, slots=True)
class RepRow:
    """One rep: `off` is its difference from the target in words, `hit` whether it was met."""

    number: int
    start_s: float
    end_s: float
    done: str
    target: str
    off: str
    hit: bool
    heart: str
    stride: str
    cadence: str
    rest: str


@dataclass(frozen=True, slots=True)
class SetShow:
    """One set with what it came to."""

    name: str
    source: str
    start_s: float
    end_s: float
    rows: tuple[RepRow, ...]
    has_target: bool
    sentences: tuple[str, ...]
    strides: bool


def rep_time_text(seconds: float) -> str:
    """`71.8`, `3:05.2`, `12:40`."""
    return format_rep(seconds) if seconds <= REP_S else format_time(seconds, 0)


def set_name(found: SetFigures) -> str:
    """`6 × 400 m`, `4 × 100 m strides`, `3 reps`."""
    strides = "strides" if found.reps[0].rep.kind == "stride" else ""
    lengths = [
        row.rep.nominal_m if row.rep.nominal_m is not None else row.rep.distance_m for row in found.reps
    ]
    known = [round(length) for length in lengths if isfinite(length)]
    equal = len(known) == len(lengths) and max(known) - min(known) <= 1
    nominal = all(row.rep.nominal_m is not None for row in found.reps)
    if len(lengths) == 1 and equal:
        return f"{format_distance(float(known[0]))} {strides}".rstrip()
    if equal or (nominal and len(set(known)) == 1):
        return f"{len(known)} × {format_distance(float(known[0]))} {strides}".rstrip()
    if nominal and len(known) <= 8:
        return "-".join(str(metres) for metres in known) + " m"
    return f"{len(lengths)} {strides or 'reps'}"


def show_sets(
    sets: Sequence[SetFigures], reps: Reps, kept: Mapping[int, float], against: RepsAgainst | None = None
) -> tuple[SetShow, ...]:
    """The sets in order of time.

    Args:
        sets: their figures.
        reps: what they stand on.
        kept: percent of the planned recovery that was taken, by set, where stored.
        against: the reps beside the planned session; what met its target is told by it, and by its verdict.
    """
    met = {row.rep.start for row in against.rows if row.rep and row.word == "at target"} if against else set()
    return tuple(
        SetShow(
            set_name(found),
            SOURCES.get(reps.source, ""),
            found.reps[0].rep.start,
            found.reps[-1].rep.end,
            tuple(_row(number, row, row.rep.start in met) for number, row in enumerate(found.reps, 1)),
            any(row.target_low_s for row in found.reps),
            tuple(_sentences(found, kept.get(found.set_index), against is None)),
            found.reps[0].rep.kind == "stride",
        )
        for found in sets
        if found.reps
    )


def shades_of(sets: Sequence[SetFigures]) -> tuple[Shade, ...]:
    """The reps as shaded stretches of the charts, in order of time."""
    found = []
    for group in sets:
        stride = group.reps[0].rep.kind == "stride"
        for number, row in enumerate(group.reps, 1):
            length = row.rep.length_m
            metres = f", {format_distance(float(round(length)))}" if isfinite(length) and length >= 1 else ""
            said = f"{'stride' if stride else 'rep'} {number}{metres}, {rep_time_text(row.time_s)}"
            found.append(Shade(row.rep.start, row.rep.end, "" if stride else str(number), said))
    return tuple(sorted(found, key=lambda shade: shade.start))


def against_target(sets: Sequence[SetFigures]) -> str:
    """`all on target`, `4 of 6 on target, 2 quicker`, `all quicker than the target`; empty without targets."""
    off = [row.off_target_s for found in sets for row in found.reps if row.off_target_s is not None]
    if not off:
        return ""
    quicker, slower = sum(beside < -NEAR_S for beside in off), sum(beside > NEAR_S for beside in off)
    met = len(off) - quicker - slower
    if met == len(off):
        return "all on target" if met > 1 else "on target"
    if len(off) in (quicker, slower):
        way = "quicker" if quicker else "slower"
        return f"{'all ' if len(off) > 1 else ''}{way} than the target"
    beside = [f"{count} {word}" for count, word in ((quicker, "quicker"), (slower, "slower")) if count]
    return ", ".join([f"{met} of {len(off)} on target", *beside])


def _row(number: int, row: RepFigures, met: bool) -> RepRow:
    target = off = ""
    if row.target_low_s and row.target_high_s:
        low, high = rep_time_text(row.target_low_s), rep_time_text(row.target_high_s)
        target = low if low == high else f"{low} to {high}"
    if row.off_target_s is not None:
        beside = row.off_target_s
        way = "over" if beside > 0 else "under"
        off = "on target" if abs(beside) <= NEAR_S else f"{abs(beside):.1f} s {way}"
    return RepRow(
        number,
        round(row.rep.start, 1),
        round(row.rep.end, 1),
        rep_time_text(row.time_s),
        target,
        off,
        met or off == "on target",
        f"{row.heart_rate:.0f}" if row.heart_rate else "",
        f"{row.step_length:.2f} m" if row.step_length else "",
        f"{row.cadence:.0f}" if row.cadence else "",
        wording.duration(round(row.recovery_s)) if row.recovery_s else "",
    )


def _sentences(found: SetFigures, kept: float | None, judge: bool) -> Iterator[str]:
    """What the set came to; an uneven set of unequal reps is never held against the runner."""
    if judge and (said := against_target([found])):
        yield f"{wording.capital(said)}."
    if found.pace_cv_pct is not None:
        mean = f"{rep_time_text(found.mean_s)} on average; the " if found.mean_s else "The "
        yield f"{mean}times vary by {found.pace_cv_pct:.1f} %: {_pace_words(found.pace_word)}."
    if found.fade_pct is not None:
        yield _fade(found.fade_pct)
    if found.last_rep_gain_pct is not None and abs(found.last_rep_gain_pct) >= 0.5:
        gain = found.last_rep_gain_pct
        yield f"The last rep was {abs(gain):.1f} % {'faster' if gain > 0 else 'slower'} than the others."
    if found.heart_rate_rise is not None and found.heart_rate_word:
        yield f"Heart rate {found.heart_rate_word}: {_beats(round(found.heart_rate_rise))}."
    if found.recovery_heart_rate_60s is not None:
        yield f"The heart fell by {found.recovery_heart_rate_60s:.0f} beats in the minute after a rep."
    if kept is not None:
        yield f"Recoveries were {kept:.0f} % of what was planned."
    if found.step_length_change_pct is not None and found.cadence_change_pct is not None:
        step = _change(found.step_length_change_pct, "became", "longer", "shorter", "kept their length")
        rate = _change(found.cadence_change_pct, "came", "quicker", "slower", "kept their rate")
        yield f"Across the set the steps {step} and {rate}."
    if found.tightening:
        yield "The stride shortened at the same speed while the steps came quicker: shoulders down, run tall."


def _beats(rise: int) -> str:
    if rise == 0:
        return "the same in the second rep and the last"
    count = "1 beat" if abs(rise) == 1 else f"{abs(rise)} beats"
    return f"{count} {'more' if rise > 0 else 'fewer'} in the last rep than in the second"


def _change(percent: float, verb: str, more: str, less: str, same: str) -> str:
    """`became 1.2 % shorter`; `same` for what prints as nothing."""
    said = f"{abs(percent):.1f}"
    return same if float(said) == 0 else f"{verb} {said} % {more if percent > 0 else less}"


def _pace_words(word: str) -> str:
    return {
        "even": "even",
        "uneven": "a little uneven",
        "pacing lesson": "the first reps have something to teach",
    }.get(word, word)


def _fade(percent: float) -> str:
    """`held` up to 2 %, `faded` over 5 % (SCIENCE 6.2), as `activity.reps.figures` says it."""
    if percent < -0.5:
        return f"The last third was {-percent:.1f} % quicker than the first."
    if abs(percent) <= 0.5:
        return "The last third was as quick as the first."
    return f"The last third took {percent:.1f} % longer than the first{': it held' if percent <= 2 else ''}."
