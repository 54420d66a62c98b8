"""How a session kept inside its window, as a panel: minutes under, inside and over, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.pictures.charts import clock

Document = Mapping[str, Any]

MOSTLY = 0.8  # share of the time inside from which a session kept its window (design choice: watches blur the edges)
LEAST_S = 30.0  # s from which a minute is told
WORTH_S = 45.0  # s out of the window that are worth a word
NAMES = {"tempo": "Tempo", "critical speed": "Critical speed", "steady": "Steady run", "easy": "Easy run"}
UNDER = {
    "tempo": "slackened towards marathon effort",
    "critical speed": "slackened to a tempo",
    "steady": "was easier than steady",
}
OVER = {
    "tempo": "tipped over critical speed, where it is no tempo any more",
    "critical speed": "went over critical speed, where the reserve is spent",
    "steady": "was harder than steady",
    "easy": "was quicker than easy",
}


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Pace or heart against its edges."""

    name: str
    window: str
    under: str
    inside: str
    over: str


@dataclass(frozen=True, slots=True)
class KeptShow:
    """The panel: what kind of session, the finding, a row each for pace and heart, sentences."""

    name: str
    finding: str
    rows: tuple[KeptRow, ...]
    sentences: tuple[str, ...]


def show_kept(
    kept: Document | None,
    unit: PaceUnit,
    late: float = 0.0,
    rpe: tuple[float | None, float | None] = (None, None),
) -> KeptShow | None:
    """The panel; None where there is no window.

    Args:
        kept: of the document.
        unit: of paces.
        late: s by which the streams begin after the activity, to tell moments as the charts do.
        rpe: as said, and as planned.
    """
    if kept is None or not (kept["pace"] or kept["heart"]):
        return None
    rows = []
    if kept["pace"]:
        window = wording.pace_band(kept["pace"]["low"], kept["pace"]["high"], unit)
        rows.append(_row("Pace on the level", window, kept["pace"]))
    if kept["heart"] and _known(kept["heart"]):
        window = f"{kept['heart']['low']:.0f} to {kept['heart']['high']:.0f} beats"
        rows.append(_row("Heart rate", window, kept["heart"]))
    return KeptShow(
        f"{NAMES[kept['of']]} against {'the planned window' if kept['planned'] else 'your own zone'}",
        _finding(kept),
        tuple(rows),
        tuple(_sentences(kept, late, rpe)),
    )


def _known(window: Document) -> float:
    return float(window["under_s"] + window["inside_s"] + window["over_s"])


def _row(name: str, window: str, times: Document) -> KeptRow:
    under, inside, over = (
        f"{round(spent / 60)} min"
        if spent >= LEAST_S
        else ""  # also over an hour: three must stand side by side
        for spent in (times["under_s"], times["inside_s"], times["over_s"])
    )
    return KeptRow(name, window, under, inside, over)


def _finding(kept: Document) -> str:
    """What stands at the top: the side that most of what was not inside lies on, by pace first, then by heart."""
    parts = []
    for word, key in (("by pace", "pace"), ("by heart", "heart")):
        times = kept[key]
        if not times or not _known(times):
            continue
        known = _known(times)
        if times["inside_s"] >= MOSTLY * known:
            parts.append((word, "inside"))
        else:
            side = "over" if times["over_s"] >= times["under_s"] else "under"
            parts.append((word, f"{wording.duration(round(times[f'{side}_s'] / 60) * 60)} {side}"))
    if len(parts) == 2 and parts[0][1] == parts[1][1] == "inside":
        return "Inside its window, by pace and by heart"
    return wording.capital(", ".join(f"{said} {word}" for word, said in parts)) or NAMES[kept["of"]]


def _sentences(kept: Document, late: float, rpe: tuple[float | None, float | None]) -> list[str]:
    of, pace, said = kept["of"], kept["pace"], []
    if pace and kept["slackened_s"] is not None and pace["under_s"] >= WORTH_S and of != "easy":
        said.append(f"From {clock(max(kept['slackened_s'] - late, 0.0))} on it {UNDER[of]} for a while.")
    if pace and kept["tipped_s"] is not None and pace["over_s"] >= WORTH_S:
        said.append(f"From {clock(max(kept['tipped_s'] - late, 0.0))} on it {OVER[of]} for a while.")
    if of in ("tempo", "critical speed") and kept["rise_word"] in ("rising", "rising fast"):
        said.append(
            f"At the same pace the heart rose by {kept['rise_bpm']:.0f} beats: "
            + ("more than a tempo should ask; begin a little slower." if kept["rise_word"] == "rising fast"
               else "near the upper edge of what a tempo should ask.")
        )  # fmt: skip
    if (
        of == "easy"
        and kept["heart"]
        and kept["heart"]["over_s"] > (1 - MOSTLY) * max(_known(kept["heart"]), 1.0)
    ):
        said.append(
            "On easy days the heart has the last word: slower until you can speak in whole sentences."
        )
    felt, meant = rpe
    if felt is not None and meant is not None:
        words = (
            "as meant"
            if abs(felt - meant) < 1
            else "harder than meant"
            if felt > meant
            else "easier than meant"
        )
        said.append(f"You rated it RPE {felt:g}; {meant:g} was planned: {words}.")
    if kept["heart_estimated"]:
        said.append(
            "Your highest heart rate is estimated from your age, so these edges may be ten beats off."
        )
    return said
