"""A session as bars of pace over time: easy stays low and grey, fast stands up in its pillar's colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homestretch.planning.season import PlannedSession, Step
from homestretch.web import wording
from homestretch.web.pictures.svg import FONT_PX, Box, Label, line, picture, rect, text_width

WIDE, NARROW = 600.0, 300.0  # px, the width of the card on a desk and on a phone
HEIGHT = 96.0
AXIS = HEIGHT - 18.0
TOP = 6.0
GAP = 1.0  # px between bars
STILL = 0.10  # height of standing and walking, of all the room
LOWEST, HIGHEST = 0.28, 1.0  # height of the slowest and of the fastest running
SLOWEST_MPS = 2.0  # m/s at the foot of the scale
WALK_MPS = 1.4  # comfortable walking speed, Bohannon 1997
EFFORT_HEIGHT = 0.85  # uphill work has no speed on the flat
COLOURS = {
    "aerobic_base": "fill-a",
    "lactate_tolerance": "fill-l",
    "transition_speed": "fill-t",
    "finishing_kick": "fill-k",
    "support": "fill-s",
}
TICKS_MIN = (5, 10, 15, 20, 30, 60)
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a session: s, m/s (None: still, walking or by effort), and whether it is the work."""

    seconds: float
    speed: float | None
    work: bool
    still: bool


def bars(steps: tuple[Step, ...]) -> tuple[Bar, ...]:
    """The stretches of a session in the order in which they are run; the last rest of a repeat is kept."""
    return tuple(_bars(steps))


def _bars(steps: tuple[Step, ...]) -> Iterator[Bar]:
    for step in steps:
        if step.repeat is not None:
            for _ in range(step.repeat):
                yield from _bars(step.steps)
            continue
        low, high = step.target.speed_low, step.target.speed_high
        speed = (low + high) / 2 if low and high else None
        still = step.kind in ("drills", "strength") or (
            step.kind == "recovery" and (speed is None or step.text in ("walk", "stand"))
        )
        pace = WALK_MPS if still or speed is None else speed
        seconds = float(step.duration_s or (step.distance_m or 0) / pace)
        if seconds > 0:
            yield Bar(seconds, None if still else speed, step.kind == "work", still)


def session_picture(session: PlannedSession, width: float) -> str:
    """Pace over time for a session.

    Args:
        session: with at least one step that takes time.
        width: px of the place where it is shown, ``WIDE`` or ``NARROW``.

    Returns:
        SVG; empty where nothing takes time.
    """
    stretches = bars(session.steps)
    total = sum(bar.seconds for bar in stretches)
    if not total:
        return ""
    fastest = max((bar.speed for bar in stretches if bar.speed), default=SLOWEST_MPS + 1)
    colour = COLOURS.get(session.pillar or "", "fill-ink")
    room = AXIS - TOP
    marks, x = [], 0.0
    for bar in stretches:
        wide = bar.seconds / total * width
        tall = _height(bar, fastest) * room
        box = Box(x, AXIS - tall, max(wide - GAP, 0.8), tall)
        marks.append(rect(box, colour if bar.work else "fill-rule"))
        x += wide
    marks.append(line(0, AXIS, width, AXIS, "line-rule"))
    return picture(width, HEIGHT, _name(session), marks, ticks(total, width))


def _height(bar: Bar, fastest: float) -> float:
    if bar.still:
        return STILL
    if bar.speed is None:
        return EFFORT_HEIGHT if bar.work else LOWEST
    share = (bar.speed - SLOWEST_MPS) / max(fastest - SLOWEST_MPS, 0.5)
    return LOWEST + (HIGHEST - LOWEST) * min(max(share, 0.0), 1.0)


def ticks(total_s: float, width: float) -> list[Label]:
    """Minutes along the axis, as many as fit without touching."""
    minutes = total_s / 60
    every = next((t for t in TICKS_MIN if minutes / t <= MOST_TICKS), TICKS_MIN[-1])
    labels = [Label(0, HEIGHT - 3, "0 min")]
    for k in range(1, int(minutes // every) + 1):
        at = k * every / minutes * width
        text = str(k * every)
        half = text_width(text) / 2
        if at - half > labels[-1].box.x + labels[-1].box.width + FONT_PX / 2 and at + half <= width:
            labels.append(Label(at, HEIGHT - 3, text, "middle"))
    return labels


def _name(session: PlannedSession) -> str:
    return f"Pace over time: {session.notation}, {wording.duration(session.duration_s)} in all"
