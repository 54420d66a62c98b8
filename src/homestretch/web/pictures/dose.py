"""A pillar's part of a week as a slim bar: its share over the stretch asked for, and what was done of the plan."""

from __future__ import annotations

from homestretch.web.pictures.session import COLOURS
from homestretch.web.pictures.svg import Box, picture, rect

WIDTH, HEIGHT = 160.0, 14.0
TICK = 1.5  # where the plan ends
FULL = 100.0  # % of the quality load at the right end


def dose_bar(pillar: str, share: float, band: tuple[int, int], name: str) -> str:
    """The bar of one pillar.

    Args:
        pillar: its key.
        share: % of the week's quality load.
        band: least and most, %.
        name: what the bar says, for those who cannot see it.
    """

    def x(value: float) -> float:
        return min(max(value, 0.0), FULL) / FULL * WIDTH

    marks = [rect(Box(0, HEIGHT / 2 - 0.5, WIDTH, 1), "fill-rule", 0)]
    if band[1] > band[0]:
        marks.append(rect(Box(x(band[0]), 0, x(band[1]) - x(band[0]), HEIGHT), "fill-band"))
    if share > 0:
        marks.append(rect(Box(0, HEIGHT / 2 - 3, x(share), 6), COLOURS[pillar]))
    return picture(WIDTH, HEIGHT, name, marks, [], stretched=True)


def done_bar(pillar: str, planned: float, done: float, name: str) -> str:
    """What was done of a pillar's plan: the plan is shaded and ends in a tick, what was done lies over it.

    Args:
        pillar: its key.
        planned: minutes.
        done: minutes; they may be more than planned.
        name: what the bar says, for those who cannot see it.
    """
    full = max(planned, done)
    marks = [rect(Box(0, HEIGHT / 2 - 0.5, WIDTH, 1), "fill-rule", 0)]
    if planned > 0:
        end = planned / full * (WIDTH - TICK)
        marks.append(rect(Box(0, 1, end, HEIGHT - 2), "fill-band"))
        marks.append(rect(Box(end, 0, TICK, HEIGHT), "fill-ink", 0))
    if done > 0:
        marks.append(rect(Box(0, HEIGHT / 2 - 3, done / full * (WIDTH - TICK), 6), COLOURS[pillar]))
    return picture(WIDTH, HEIGHT, name, marks, [], stretched=True)
