"""Everything of the method that is not a session: caps, shares, key sessions, guidance, texts and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from homestretch.blueprint.fields import EVENTS, LEVELS, PHASES, PILLARS, Table
from homestretch.blueprint.layers import Layers
from homestretch.blueprint.model import Guidance, KeySession, LevelName, PhaseName, Value

_VALUE: Final = ("value", "unit", "source")
_EVERY: Final = "every_event"
CHILDREN: Final = "under_14"  # row of key sessions beside the levels
_SHARES: Final = PHASES[1:4]  # general base, build, specific


def section(layers: Layers, name: str) -> Table:
    """The top-level table of that name, empty where no file has it."""
    return Table(layers, layers.merged.get(name, {}), name)


def texts_of(layers: Layers, name: str, known: tuple[str, ...] | None = None) -> dict[str, str]:
    """A table of texts, such as the cues."""
    table = section(layers, name)
    if known is not None:
        table.only(known, name)
    return {key: table.text(key) for key in table.values}


def caps(layers: Layers) -> dict[str, dict[LevelName, int]]:
    """Most quality metres in a session by zone and level."""
    table = section(layers, "cap")
    out: dict[str, dict[LevelName, int]] = {}
    for zone in table.values:
        levels = table.table(zone)
        levels.only(LEVELS, "level")
        out[zone] = {level: levels.whole(level, 0, 50_000) for level in LEVELS}
    return out


def weekly_caps(layers: Layers) -> dict[str, dict[LevelName, float]]:
    """The most in a week by kind and level."""
    table = section(layers, "weekly_cap")
    return {kind: _by_level(table.table(kind), 100_000) for kind in table.values}


def _by_level(table: Table, high: float) -> dict[LevelName, float]:
    table.only(LEVELS, "level")
    return {level: table.number(level, 0, high) for level in LEVELS}


def volume_km(layers: Layers) -> dict[str, dict[LevelName, tuple[int, int]]]:
    """Kilometres a week at the peak, by event and level."""
    table = section(layers, "volume_km")
    table.only(EVENTS, "event")
    out: dict[str, dict[LevelName, tuple[int, int]]] = {}
    for event in table.values:
        levels = table.table(event)
        levels.only(LEVELS, "level")
        out[event] = {level: _low_high(levels, level) for level in LEVELS}
    return out


def _low_high(table: Table, key: str) -> tuple[int, int]:
    if not table.has(key):
        raise table.error(f"'{key}' is missing; write {key} = [least, most]")
    low, high = table.wholes(key, 2, 300)
    if low > high:
        raise table.error("the least comes before the most", key)
    return low, high


def pillar_share(layers: Layers) -> dict[str, dict[PhaseName, tuple[int, int, int, int]]]:
    """Per cent of quality load by event and phase, in the order of the pillars."""
    table = section(layers, "pillar_share")
    table.only(EVENTS, "event")
    out: dict[str, dict[PhaseName, tuple[int, int, int, int]]] = {}
    for event in table.values:
        phases = table.table(event)
        phases.only(_SHARES, "phase with shares")
        out[event] = {}
        for phase in phases.values:
            shares = phases.wholes(phase, 4, 100)
            if sum(shares) != 100:
                raise phases.error(f"the four shares add up to {sum(shares)} %, not 100 %", phase)
            out[event][cast(PhaseName, phase)] = cast(tuple[int, int, int, int], shares)
    return out


def key_sessions(layers: Layers) -> dict[str, dict[str, tuple[KeySession, ...]]]:
    """What the specific phase must hold, by event and level, and for children (``under_14``)."""
    table = section(layers, "key_session")
    rows = (*LEVELS, CHILDREN)
    table.only(rows, "level")
    out: dict[str, dict[str, tuple[KeySession, ...]]] = {event: {} for event in EVENTS}
    for level in table.values:
        own = table.table(level)
        own.only((*EVENTS, _EVERY, "same_as"), "event")
        other = table.table(own.text("same_as", rows)) if own.has("same_as") else own
        for event in EVENTS:
            source, key = next(
                (
                    (t, k)
                    for t, k in ((own, event), (own, _EVERY), (other, event), (other, _EVERY))
                    if t.has(k)
                ),
                (own, event),
            )
            out[event][level] = _demands(source, key)
    return out


def _demands(table: Table, event: str) -> tuple[KeySession, ...]:
    listed = table.values.get(event, [])
    if not isinstance(listed, list):
        raise table.error("a list such as [{ any_of = ['LT05'], count = 2 }] belongs here", event)
    demands = []
    for index, entry in enumerate(listed):
        one = Table(table.layers, entry, *table.path, event, index)
        one.only(("any_of", "count", "step"), "key of a key session")
        step = one.whole("step", 1, 20) if one.has("step") else 1
        names, own = [], []
        for text in one.texts("any_of"):  # "LT04@2": this one at step 2
            name, at, rung = text.partition("@")
            if at and not (rung.isdecimal() and int(rung) <= 20):  # step 0: a small part inside an easy run
                raise one.error(f"'{text}': a session, or a session and its step such as 'LT04@2'", "any_of")
            names.append(name)
            own += [(name, int(rung))] if at else []
        demands.append(KeySession(tuple(names), one.whole("count", 1, 20), step, tuple(own)))
    return tuple(demands)


def guidance(layers: Layers) -> dict[str, Guidance]:
    """Sleep, food and the rest of life, by type of day."""
    table = section(layers, "guidance")
    out = {}
    for day in table.values:
        one = table.table(day)
        one.only(("sleep", "food", "other"), "key of guidance")
        out[day] = Guidance(day, one.text("sleep"), one.text("food"), one.text("other"))
    return out


def limits(layers: Layers) -> dict[str, Value]:
    """Every ``[limit.a.b]`` with value, unit and source, by its dotted name ``a.b``."""
    found: dict[str, Value] = {}
    _collect(section(layers, "limit"), found)
    return found


def _collect(table: Table, found: dict[str, Value]) -> None:
    if any(table.has(key) and not isinstance(table.values[key], Mapping) for key in ("unit", "source")) or (
        table.has("value")
    ):
        table.only(_VALUE, "key of a limit")
        if not table.has("value"):
            raise table.error("'value' is missing; write value = the number")
        name = ".".join(str(step) for step in table.path[1:])
        found[name] = Value(_plain(table, table.values["value"]), table.text("unit"), table.text("source"))
        return
    for key, value in table.values.items():
        if not isinstance(value, Mapping):
            raise table.error("a limit is a table with value, unit and source", key)
        _collect(table.table(key), found)


def _plain(table: Table, value: Any) -> Any:
    """Numbers, texts, and lists and tables of them; nothing else is a limit."""
    if isinstance(value, Mapping):
        return {key: _plain(table, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(table, item) for item in value]
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return value
    raise table.error("a limit is made of numbers and texts", "value")


def phases(layers: Layers) -> dict[PhaseName, str]:
    return cast(dict[PhaseName, str], texts_of(layers, "phase", PHASES))


def pillars(layers: Layers) -> dict[Any, str]:
    return texts_of(layers, "pillar", PILLARS)
