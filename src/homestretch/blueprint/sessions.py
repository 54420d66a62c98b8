"""A session of the library, from its table to a SessionType."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from homestretch.blueprint.doses import count_dose
from homestretch.blueprint.errors import NotationError
from homestretch.blueprint.fields import LEVELS, NEEDS, PHASES, PILLARS, SITES, Table
from homestretch.blueprint.grammar import parse
from homestretch.blueprint.layers import Layers
from homestretch.blueprint.model import (
    Contraindication,
    LadderStep,
    LevelName,
    PhaseName,
    PillarName,
    Prerequisite,
    SessionType,
)

KEYS: Final = (
    "name", "pillar", "objective", "phases", "zone", "rpe", "minutes", "recovery_h", "quality",
    "easy_up_to_m", "sized_in_minutes", "needs", "terrain", "requires", "min_age", "min_weekly_km",
    "min_training_years", "contra", "cues", "siblings", "max_step", "exercises", "ladder", "quality_m",
    "hsr_m", "sprint_m", "contacts", "ladder_minutes", "touch", "variants",
)  # fmt: skip
_NO_NOTATION: Final = (
    "support"  # rest, strength and mobility are told in plain words, not in the track's notation
)


class Sessions(Mapping[str, SessionType]):
    """The library by id. A session is built when it is first asked for: a command pays for what it uses."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._tables: Mapping[str, Any] = layers.merged.get("session", {})
        self._groups: Mapping[str, Any] = layers.merged.get("group", {})
        self._built: dict[str, SessionType] = {}

    def __getitem__(self, key: str) -> SessionType:
        found = self._built.get(key)
        if found is None:
            found = _session(Table(self._layers, self._tables[key], "session", key), self._groups)
            self._built[key] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def _session(table: Table, groups: Mapping[str, Any]) -> SessionType:
    table.only(KEYS, "key of a session")
    pillar = cast(PillarName, table.text("pillar", PILLARS))
    zone = table.text("zone")
    ladder = _ladder(table, pillar, zone)
    return SessionType(
        id=str(table.path[-1]),
        name=table.text("name"),
        pillar=pillar,
        phases=frozenset(cast(tuple[PhaseName, ...], table.texts("phases", PHASES))),
        zone=zone,
        rpe=table.number("rpe", 0, 10),
        minutes=table.whole("minutes", 1, 300),
        ladder=ladder,
        max_step=_max_step(table, len(ladder)),
        recovery_h=table.whole("recovery_h", 0, 168) if table.has("recovery_h") else 0,
        needs=frozenset(table.texts("needs", NEEDS)),
        terrain=table.text("terrain") if table.has("terrain") else "any",
        requires=_requires(table, groups),
        contra=_contra(table),
        cues=table.texts("cues"),
        objective=table.text("objective"),
        quality=table.flag("quality"),
        sized_in_minutes=table.flag("sized_in_minutes"),
        siblings=table.texts("siblings"),
        min_age=table.whole("min_age", 12, 90) if table.has("min_age") else None,
        min_weekly_km=table.number("min_weekly_km", 0, 250) if table.has("min_weekly_km") else None,
        min_training_years=table.number("min_training_years", 0, 50)
        if table.has("min_training_years")
        else None,
        touch=_touch(table, zone) if table.has("touch") else None,
        easy_up_to_m=table.whole("easy_up_to_m", 0, 20_000) if table.has("easy_up_to_m") else None,
        exercises=table.texts("exercises"),
        variants=_variants(table),
    )


def _ladder(table: Table, pillar: str, zone: str) -> tuple[LadderStep, ...]:
    rungs = table.texts("ladder")
    if not rungs:
        raise table.error(
            "'ladder' is missing; write at least one rung, easiest first, as a list of notations"
        )
    written = {
        key: table.wholes(key, len(rungs))
        for key in ("quality_m", "hsr_m", "sprint_m", "contacts", "ladder_minutes")
        if table.has(key)
    }
    steps = []
    for index, text in enumerate(rungs):
        main = () if pillar == _NO_NOTATION else _parsed(table, text, "ladder", index)
        counted = None
        if main and not {"quality_m", "hsr_m", "sprint_m"} <= written.keys():
            counted = count_dose(main, zone)
        doses = {
            key: written[key][index] if key in written else getattr(counted, key, 0)
            for key in ("quality_m", "hsr_m", "sprint_m")
        }
        contacts = written["contacts"][index] if "contacts" in written else 0
        minutes = written["ladder_minutes"][index] if "ladder_minutes" in written else None
        steps.append(LadderStep(text, main, **doses, contacts=contacts, minutes=minutes))
    return tuple(steps)


def _parsed(table: Table, text: str, *path: str | int) -> tuple[Any, ...]:
    try:
        return parse(text)
    except NotationError as error:
        raise table.error(str(error), *path) from None


def _touch(table: Table, zone: str) -> LadderStep:
    touch = table.table("touch")
    touch.only(("notation", "minutes"), "key of a touch")
    text = touch.text("notation")
    main = _parsed(touch, text, "notation")
    dose = count_dose(main, zone)
    minutes = touch.whole("minutes", 1, 300) if touch.has("minutes") else None
    return LadderStep(text, main, dose.quality_m, dose.hsr_m, dose.sprint_m, 0, minutes)


def _max_step(table: Table, rungs: int) -> dict[LevelName, int]:
    levels = table.table("max_step")
    levels.only(LEVELS, "level")
    return {level: _rung(levels, level, rungs) for level in LEVELS}


def _rung(levels: Table, level: str, rungs: int) -> int:
    step = levels.whole(level, 0, 99)
    if step > rungs:
        many = f"{rungs} rung" + ("s" if rungs > 1 else "")
        places = (*levels.path, level), (*levels.path[:-1], "ladder")
        problem = f"the ladder has {many}, so {level} can't go up to {step}; lower this max_step or add rungs"
        raise levels.layers.error(problem, *levels.layers.latest(*places))
    return step


def _requires(table: Table, groups: Mapping[str, Any]) -> tuple[Prerequisite, ...]:
    listed = table.values.get("requires", [])
    if not isinstance(listed, list):
        raise table.error("a list such as [{ any_of = ['LT05'], count = 2 }] belongs here", "requires")
    found = []
    for index, entry in enumerate(listed):
        one = Table(table.layers, entry, *table.path, "requires", index)
        one.only(("any_of", "count", "weeks", "by_history"), "key of a prerequisite")
        named: list[str] = []
        for name in one.texts("any_of"):
            named.extend(groups.get(name, (name,)))
        if not named:
            raise one.error("'any_of' names no session")
        count = one.whole("count", 1, 20)
        found.append(
            Prerequisite(tuple(dict.fromkeys(named)), count, one.flag("weeks"), one.flag("by_history"))
        )
    return tuple(found)


def _contra(table: Table) -> tuple[Contraindication, ...]:
    sites = table.table("contra")
    sites.only(SITES, "site of pain")
    return tuple(Contraindication(site, sites.whole(site, 1, 10)) for site in sites.values)


def _variants(table: Table) -> dict[str, str]:
    variants = table.table("variants")
    return {name: variants.text(name) for name in variants.values}
