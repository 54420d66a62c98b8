"""Pictures are measured, not only drawn: no label meets another, nothing leaves its frame."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.model import Race, Span
from homestretch.web.pictures.dose import dose_bar
from homestretch.web.pictures.season_across import season_across
from homestretch.web.pictures.season_down import season_down
from homestretch.web.pictures.season_parts import MIDDLE, NARROW, WIDE, Drawing
from homestretch.web.pictures.session import bars, session_picture, ticks
from homestretch.web.pictures.svg import Label, collisions
from tests.builders.sample_season import START, WEEKS, reps_400, sample_athlete, sample_season

SEASON = sample_season()
LAST = WEEKS * 7 - 1
races = st.lists(
    st.builds(
        lambda k, d, p: Race(START + timedelta(days=k), d, p),
        st.integers(0, LAST),
        st.sampled_from([800.0, 1500.0, 1609.344, 3000.0, 5000.0]),
        st.sampled_from(["A", "B", "C"]),
    ),
    max_size=6,
).map(tuple)
todays = st.integers(-10, LAST + 10).map(lambda k: START + timedelta(days=k))


def assert_tidy(drawing: Drawing) -> None:
    assert collisions(drawing.labels) == []
    for label in drawing.labels:
        assert label.box.x >= -0.5, label
        assert label.box.x + label.box.width <= drawing.width + 0.5, label
        assert label.box.y + label.box.height <= drawing.height + 0.5, label


@settings(max_examples=60, deadline=None)
@given(races, todays, st.sampled_from([WIDE, MIDDLE]))
def test_no_label_of_the_wide_season_meets_another(
    goals: tuple[Race, ...], today: date, width: float
) -> None:
    assert_tidy(season_across(SEASON, goals, today, width))


@settings(max_examples=40, deadline=None)
@given(races, todays)
def test_no_label_of_the_tall_season_meets_another(goals: tuple[Race, ...], today: date) -> None:
    assert_tidy(season_down(SEASON, goals, today, NARROW))


def test_a_week_away_says_so_on_its_bar() -> None:
    """An empty place in the picture was a riddle: nothing said that the runner is away."""
    week = SEASON.weeks[3].start  # a low bar, as that of a week away is
    gone = (Span(week, week + timedelta(days=4)),)
    for drawing in (
        season_across(SEASON, (), START, WIDE, gone),
        season_down(SEASON, (), START, NARROW, gone),
    ):
        assert_tidy(drawing)
        assert sum("away" in label.text for label in drawing.labels) == 1
    short = (Span(week, week + timedelta(days=2)),)
    assert not any("away" in label.text for label in season_across(SEASON, (), START, WIDE, short).labels)


def test_labels_that_touch_are_found() -> None:
    assert collisions([Label(0, 10, "3K test"), Label(20, 12, "today")]) == [("3K test", "today")]


def test_every_week_has_its_bar_and_its_number_on_a_desk() -> None:
    drawing = season_across(SEASON, sample_athlete().races, START, WIDE)
    assert sum("fill-bar" in mark for mark in drawing.marks) == WEEKS
    numbers = {label.text for label in drawing.labels}
    assert {str(k) for k in range(1, WEEKS + 1)} <= numbers


def test_a_longer_week_has_a_taller_bar() -> None:
    drawing = season_across(SEASON, (), START, WIDE)
    heights = [float(re.search(r'height="([\d.]+)"', m)[1]) for m in drawing.marks if "fill-bar" in m]  # type: ignore[index]
    km = [week.distance_m for week in SEASON.weeks]
    assert sorted(range(WEEKS), key=lambda k: heights[k]) == sorted(range(WEEKS), key=lambda k: km[k])


def test_pictures_carry_a_name_and_no_inline_style() -> None:
    for svg in (
        season_across(SEASON, (), START, WIDE).svg(),
        season_down(SEASON, (), START).svg(),
        session_picture(reps_400(6), 600),
        dose_bar("finishing_kick", 20, (8, 32), "20 % of the quality load"),
    ):
        assert 'role="img" aria-label="' in svg
        assert "style=" not in svg


def test_bars_of_a_session_last_as_long_as_the_session() -> None:
    session = reps_400(6)
    seconds = sum(bar.seconds for bar in bars(session.steps))
    # 15 + 5 + 10 min, 3 strides with a minute each, 6 x 400 m at 5.5 m/s with 90 s each
    assert seconds == pytest.approx(1800 + 3 * (80 / 5.95 + 60) + 6 * (400 / 5.5 + 90))


@pytest.mark.parametrize("width", [300, 600])
@pytest.mark.parametrize("minutes", [12, 35, 58, 90, 150])
def test_minutes_on_the_axis_never_touch(width: float, minutes: int) -> None:
    labels = ticks(minutes * 60, width)
    assert collisions(labels, 2) == []
    assert len(labels) >= 3
    assert all(label.box.x + label.box.width <= width + 0.5 for label in labels)


def test_what_a_user_typed_cannot_leave_its_label() -> None:
    assert "<script" not in Label(0, 0, "<script>alert(1)</script>").svg()
