"""The few SVG marks that the pictures need, as text, and how much room a label takes."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

Anchor = Literal["start", "middle", "end"]
FONT_PX = 12.0  # drawn size; the pages never show it under 11 px
LETTER_EM = 0.58  # width of a letter of the system fonts, on the generous side


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, y downwards."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the two come nearer than ``gap``."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Text whose baseline begins (or has its middle or end) at x, y."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    strong: bool = False

    @property
    def box(self) -> Box:
        width = text_width(self.text)
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return Box(left, self.y - 0.8 * FONT_PX, width, FONT_PX)

    def svg(self) -> str:
        strong = ' class="strong"' if self.strong else ""
        place = f'x="{n(self.x)}" y="{n(self.y)}" text-anchor="{self.anchor}"'
        return f"<text {place}{strong}>{escape(self.text)}</text>"


def text_width(text: str) -> float:
    """Room in px that a text takes at ``FONT_PX``, rather more than less."""
    return len(text) * FONT_PX * LETTER_EM


def n(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def rect(box: Box, fill: str, radius: float = 1.5, title: str = "") -> str:
    """A filled rectangle; ``fill`` is a class such as "fill-a" or "fill-rule"."""
    inside = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<rect class="{fill}" x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}"'
        f' rx="{n(radius)}">{inside}</rect>'
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A line; ``kind`` is a class such as "line-rule" or "line-ink"."""
    return f'<line class="{kind}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"/>'


def flag(x: float, y: float) -> str:
    """A small race flag whose pole stands at x, its top at y."""
    return f'<path class="fill-ink" d="M{n(x)} {n(y + 14)}V{n(y)}h16l-3.5 4 3.5 4h-14.5v6z"/>'


def picture(
    width: float, height: float, name: str, marks: list[str], labels: list[Label], stretched: bool = False
) -> str:
    """The whole SVG with a name for those who cannot see it; ``stretched`` fills whatever width it gets."""
    inside = "".join(marks) + "".join(label.svg() for label in labels)
    stretch = ' preserveAspectRatio="none"' if stretched else ""
    return (
        f'<svg viewBox="0 0 {n(width)} {n(height)}" width="{n(width)}" height="{n(height)}"{stretch} role="img"'
        f' aria-label="{escape(name)}">{inside}</svg>'
    )


def collisions(labels: list[Label], gap: float = 0.0) -> list[tuple[str, str]]:
    """Pairs of labels that touch."""
    return [
        (a.text, b.text) for k, a in enumerate(labels) for b in labels[k + 1 :] if a.box.overlaps(b.box, gap)
    ]
