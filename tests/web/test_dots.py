"""Figures over months as dots: where months are named, where the line breaks, and many dots under their line."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.web.pictures.dots import MANY, MOST_MONTHS, Dot, dot_chart

FIRST = date(2025, 4, 1)


def texts(first: date, days: int) -> list[str]:
    span = (first, first + timedelta(days=days))
    plot = dot_chart([], [], span, (0.0, 1.0), [], "name").plot
    return re.findall(r"<text[^>]*>([^<]*)</text>", plot)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (150, ["Apr", "May", "Jun", "Jul", "Aug"]),
        (365, ["May", "Jul", "Sep", "Nov", "2026"]),
        (735, ["Jul", "2026", "Jul", "2027"]),
        (3650, ["2026", "2028", "2030", "2032", "2034"]),
    ],
)
def test_months_are_named_and_each_january_by_its_year(days: int, said: list[str]) -> None:
    found = texts(FIRST, days)
    assert found[: len(said)] == said


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)), st.integers(0, 12_000))
def test_there_are_never_more_names_than_there_is_room_for(first: date, days: int) -> None:
    assert len(texts(first, days)) <= MOST_MONTHS


def test_lines_are_drawn_apart_and_single_points_make_none() -> None:
    def line(*days: int) -> list[tuple[date, float]]:
        return [(FIRST + timedelta(days=day), 0.5) for day in days]

    span = (FIRST, FIRST + timedelta(days=100))
    plot = dot_chart([], [line(1, 2, 3), line(10), line(20, 30)], span, (0.0, 1.0), [], "name").plot
    way = re.search(r'class="dots-line" d="([^"]*)"', plot)
    assert way is not None
    assert way[1].count("M") == 2


def test_the_line_stands_over_very_many_dots() -> None:
    dots = [Dot(FIRST + timedelta(days=k), 0.5, "said") for k in range(MANY + 1)]
    ends = [(FIRST, 0.5), (FIRST + timedelta(days=100), 0.5)]
    plot = dot_chart(dots, [ends], (FIRST, FIRST + timedelta(days=120)), (0.0, 1.0), [], "name").plot
    assert plot.index("dots-over") > plot.rindex("<circle")
    few = dot_chart(dots[:5], [ends], (FIRST, FIRST + timedelta(days=120)), (0.0, 1.0), [], "name").plot
    assert few.index("dots-line") < few.index("<circle")
