"""A pillar's share of the week's quality load as a slim bar, over the stretch that the week asks for."""

from __future__ import annotations

from homestretch.web.pictures.session import COLOURS
from homestretch.web.pictures.svg import Box, picture, rect

WIDTH, HEIGHT = 160.0, 14.0
FULL = 80.0  # % of the quality load at the right end; no pillar is asked for more


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
    return picture(WIDTH, HEIGHT, name, marks, [])
