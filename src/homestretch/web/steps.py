"""A session's steps as a runner reads them: repeats folded, one row each for what to do and how fast."""

from __future__ import annotations

from dataclasses import dataclass

from homestretch.planning.season import Step
from homestretch.units import PaceUnit
from homestretch.web import wording

LAP_M = 400
MOST_PACES = 4  # what a phone's first screen holds beside the reason; the table below has them all
NAMES = {
    "warmup": "Warm-up",
    "drills": "Drills",
    "easy": "Easy",
    "cooldown": "Cool-down",
    "strength": "Strength",
    "work": "Run",
}
RECOVERY_NAMES = {
    "walk": "Walk between",
    "stand": "Stand between",
    "float": "Float between",
    "jog": "Jog between",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the step table."""

    label: str
    target: str
    detail: str  # pace by another name, terrain, what to watch
    check: str  # heart rate or effort
    strong: bool = False
    inset: bool = False
    key: bool = False  # says how fast the session itself is run, warm-up and rests aside


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast, as it is said before anything else: the figure, and what it belongs to."""

    target: str
    of: str


@dataclass(frozen=True, slots=True)
class Fold:
    """``count`` times ``steps`` with ``between`` after each but the last."""

    count: int
    steps: tuple[Node, ...]
    between: Step | None


Node = Step | Fold


def fold(steps: tuple[Step, ...]) -> tuple[Node, ...]:
    """Steps with "5 x (400, jog), 400" read as "6 x 400, jog between", at every depth."""
    out: list[Node] = []
    k = 0
    while k < len(steps):
        step = steps[k]
        if step.repeat is None:
            out.append(step)
            k += 1
            continue
        body, between = _split(step.steps)
        follows = steps[k + 1 : k + 1 + len(body)]
        joined = between is not None and bool(body) and follows == body
        out.append(Fold(step.repeat + joined, fold(body), between))
        k += 1 + (len(body) if joined else 0)
    return tuple(out)


def rows(steps: tuple[Step, ...], unit: PaceUnit) -> tuple[Row, ...]:
    """The step table of a session in the athlete's units."""
    return tuple(row for node in fold(steps) for row in _rows(node, unit, inset=False))


def paces(table: tuple[Row, ...]) -> tuple[Pace, ...]:
    """How fast the session itself is run, each pace once, ``MOST_PACES`` at most; from the step table."""
    found = []
    for row in table:
        if row.key and row.strong:
            meaning = row.detail.partition(", ")[0]
            found.append(Pace(row.target, ", ".join(part for part in (row.label, meaning) if part)))
        elif row.key:
            found.append(Pace(row.target, row.check))
    return tuple(dict.fromkeys(found))[:MOST_PACES]


def _split(steps: tuple[Step, ...]) -> tuple[tuple[Step, ...], Step | None]:
    if len(steps) > 1 and steps[-1].kind == "recovery":
        return steps[:-1], steps[-1]
    return steps, None


def _rows(node: Node, unit: PaceUnit, inset: bool) -> list[Row]:
    if isinstance(node, Step):
        return [_row(node, unit, inset)]
    if len(node.steps) == 1 and isinstance(node.steps[0], Step):
        found = [_row(node.steps[0], unit, inset, node.count)]
    elif node.count == 1:
        found = [row for inner in node.steps for row in _rows(inner, unit, inset)]
    else:
        found = [Row(f"{node.count} rounds", "of what follows", "", "", strong=True, inset=inset)]
        found += [row for inner in node.steps for row in _rows(inner, unit, inset=True)]
    if node.between is not None:
        found.append(_between(node.between, inset, rounds=len(found) > 1))
    return found


def _row(step: Step, unit: PaceUnit, inset: bool, count: int = 1) -> Row:
    if step.kind == "recovery":
        return _between(step, inset, rounds=False)
    amount = _amount(step)
    target = wording.speed_target(step.target, None if step.in_all else step.distance_m, unit)
    anchor = step.target.anchor or ""
    check = wording.heart_rate(step.target)
    if not check and step.target.rpe is not None and step.kind in ("work", "strength"):
        check = f"RPE {step.target.rpe:g}"
    if step.text == "race" and step.distance_m:
        return _race_row(step, step.distance_m, check)
    if step.kind == "work":
        label = f"{count} × {amount}" if count > 1 else amount
        said = target or wording.capital(anchor)
        detail = ", ".join(part for part in (anchor if target else "", step.text) if part and part != said)
        return Row(label, said, detail, check, strong=True, inset=inset, key=bool(said))
    if count > 1:
        return Row(f"{count} × {amount}", target or anchor, step.text, check, inset=inset)
    name = NAMES.get(step.kind, wording.capital(step.kind))
    said = f"{amount} at {target}" if target else amount
    text = step.text.removeprefix(f"{name.lower()}: ")  # the name stands before it
    detail = text if text.lower() not in (name.lower(), anchor.lower(), "easy") else ""
    return Row(name, said, detail, check, inset=inset, key=step.kind == "easy")


def _race_row(step: Step, distance: float, check: str) -> Row:
    """A race by its time, with the laps that go with it."""
    low, high = step.target.speed_low, step.target.speed_high
    if not low or not high:
        return Row(wording.metres(distance), "race", "", check, strong=True, key=True)
    laps = f"laps of {wording.rep_band(low, high, LAP_M)}" if distance > LAP_M else ""
    said = wording.rep_band(low, high, distance)
    return Row(wording.metres(distance), said, laps, check, strong=True, key=True)


def _between(step: Step, inset: bool, rounds: bool) -> Row:
    label = RECOVERY_NAMES.get(step.text, "Recovery between")
    if rounds:
        label = label.replace("between", "between rounds")
    amount = _amount(step)
    low, high = step.target.speed_low, step.target.speed_high
    about = ""
    if low and high and step.duration_s and step.text not in ("walk", "stand"):
        about = f"about {round((low + high) / 2 * step.duration_s, -1):.0f} m"
    return Row(label, amount, about, "", inset=inset)


def _amount(step: Step) -> str:
    if step.distance_m is not None:
        metres = wording.metres(step.distance_m)
        return f"About {metres} fast in all" if step.in_all else metres
    return wording.duration(step.duration_s or 0)
