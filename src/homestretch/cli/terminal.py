"""Where rows of text meet the terminal: width, colour, progress. Colour only on a terminal that wants it.

In: rows of (text, style) pieces. Out: characters. `rich` is loaded only where colour or a spinner is shown.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

from homestretch.cli.picture import Row

# The pillars have their colours everywhere and nothing else has these; red is for what stands against a plan.
STYLES = {
    "": "",
    "bold": "bold",
    "dim": "dim",
    "alarm": "bold red",
    "aerobic_base": "bright_blue",
    "lactate_tolerance": "yellow",
    "transition_speed": "green",
    "finishing_kick": "magenta",
    "support": "bright_black",
}
DEFAULT_WIDTH = 80
NARROWEST, WIDEST = 60, 100


def wants_colour(stream: TextIO) -> bool:
    """Colour on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def text_width(stream: TextIO) -> int:
    """Columns to write in: the terminal's, within reason; 80 where there is none."""
    if not stream.isatty():
        return DEFAULT_WIDTH
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns))


def show(rows: Iterable[Row], stream: TextIO | None = None) -> None:
    """Writes rows, coloured where that is wanted."""
    out = stream or sys.stdout
    if not wants_colour(out):
        for row in rows:
            out.write("".join(text for text, _ in row).rstrip() + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False, soft_wrap=True)
    for row in rows:
        console.print(Text.assemble(*((text, STYLES.get(style, "")) for text, style in row)), end="\n")


def shows_progress(stream: TextIO) -> bool:
    """Whether something may move on it: a terminal that can."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(sentence: str) -> Iterator[None]:
    """A spinner on standard error while something long is made; silent where that is no terminal."""
    if not shows_progress(sys.stderr):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(sentence):
        yield
