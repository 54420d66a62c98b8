"""The page of a week that has begun shows what was done of its plan, pillar by pillar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from homestretch.desk.matches import answer_session, matches_of_week
from homestretch.monitoring import compliance
from homestretch.store import accounts, athletes, seasons
from homestretch.web.pictures.dose import done_bar
from homestretch.web.show.compliance import show_done
from tests.builders.recorded_runs import four_hundreds, long_run_streams, recording_of, store_recording
from tests.builders.sample_season import START, sample_athlete, sample_season
from tests.web.visitor import Visitor, text

pytestmark = pytest.mark.django_db(transaction=True)

TRACK_DAY = date(2027, 4, 6)  # 6 x 400 m at 1500 pace
SUNDAY = date(2027, 4, 11)
TRACK, EASY = "2027-04-06/LT05", "2027-04-05/AB02"


def bars(page: str) -> dict[str, str]:
    """What each pillar's bar of done minutes says, by its colour's letter."""
    found = re.findall(
        r'<li class="done-dose">.*?class="mark (\w)".*?<svg[^>]*aria-label="([^"]*)"', page, re.S
    )
    return dict(found)


def test_the_bars_say_what_compliance_counts(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(TRACK_DAY)
    assert "Nothing is entered yet" in text(client, "/week/")
    store_recording(athlete_id, four_hundreds(TRACK_DAY), sample_season().abilities)
    answer_session(athlete_id, EASY, "missed", TRACK_DAY)
    told = compliance(matches_of_week(athlete_id, TRACK_DAY))
    page = text(client, "/week/")
    lactate = told.pillars["lactate_tolerance"]
    assert lactate.done > 10
    assert bars(page)["l"] == f"{round(lactate.done)} of {round(lactate.planned)} min"
    base = told.pillars["aerobic_base"]
    assert base.open > 0
    assert bars(page)["a"] == (
        f"{round(base.done)} of {round(base.planned)} min, {round(base.open)} min open"
    )
    assert "1 of 7 sessions done, 1 skipped, 5 open" in page
    assert f"<b>{told.distance_m.done / 1000:.1f} km</b>" in page
    assert "In all</h2>" not in page


def test_a_week_that_is_over_has_nothing_more_to_come(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(date(2027, 4, 12))
    answer_session(athlete_id, TRACK, "done", SUNDAY)
    page = text(client, "/week/7/")
    assert "1 of 7 sessions done, 6 without an answer" in page
    assert "about 16 of 16 min" in page or "about 15 of 15 min" in page
    assert "“About” stands on the plan" in page
    assert " open" not in bars(page)["a"]


def test_a_week_to_come_shows_its_plan_alone(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(TRACK_DAY)
    page = text(client, "/week/8/")
    assert "Done of the plan" not in page
    assert "In all</h2>" in page


def test_what_nobody_planned_counts_and_is_told(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(SUNDAY)
    ride = recording_of(
        replace(long_run_streams(0.4), sport="cycling"), start=datetime(2027, 4, 6, 6, 0, tzinfo=UTC)
    )
    store_recording(athlete_id, ride, sample_season().abilities)
    matches = matches_of_week(athlete_id, TRACK_DAY)
    found = show_done(matches, SUNDAY, TRACK_DAY, "min/km")
    assert found is not None
    assert "1 activity beside the plan" in found.finding
    assert (
        show_done(matches.between(date(2020, 1, 6), date(2020, 1, 12)), SUNDAY, TRACK_DAY, "min/km") is None
    )


def begins_on_wednesday(athlete_id: int) -> date:
    """Issues the sample season again with the plan beginning on the Wednesday of its first week."""
    season = sample_season()
    first = season.start + timedelta(days=2)
    days = tuple(day if day.date >= first else replace(day, sessions=()) for day in season.weeks[0].days)
    begun = replace(season, start=first, weeks=(replace(season.weeks[0], days=days), *season.weeks[1:]))
    seasons.add_season(athlete_id, begun, sample_athlete(), first, "0" * 64)
    return first


def test_runs_from_before_the_plan_do_not_fill_its_bars(
    client: Client, on_day: Any, transactional_db: None
) -> None:
    stored = athletes.add_athlete(accounts.owner().pk, START)
    athletes.save_profile(stored.id, sample_athlete())
    first = begins_on_wednesday(stored.id)
    on_day(first)
    before = recording_of(long_run_streams(0.8), start=datetime(2027, 2, 22, 6, 0, tzinfo=UTC))
    store_recording(stored.id, before, sample_season().abilities)
    page = text(client, "/week/")
    assert "before your plan begins" in page
    assert "Unplanned: " in page
    assert bars(page)["a"].startswith("0 of ")
    assert "beside the plan" not in page
    assert "Your plan begins on Wednesday 24 February; what you did before it is not counted here." in page


def test_the_week_and_the_activity_say_alike_why_unplanned_reps_are_in_no_pillar(
    client: Client, on_day: Any, athlete_id: int
) -> None:
    on_day(SUNDAY)
    number = store_recording(athlete_id, four_hundreds(TRACK_DAY), sample_season().abilities)
    client.post(f"/activities/{number}/match/", {"session": "unplanned"})
    said = re.search(
        r"\d+ min of reps that were not planned count for no pillar[^<]*", text(client, "/week/")
    )
    assert said is not None
    assert said.group() in text(client, f"/activities/{number}/")
    assert bars(text(client, "/week/"))["l"].startswith("0 of ")
    client.post(f"/activities/{number}/match/", {"session": "as-found"})
    assert "count for no pillar" not in text(client, "/week/") + text(client, f"/activities/{number}/")


def widths(svg: str) -> dict[str, float]:
    """Width of each part of a bar by its class."""
    return {kind: float(wide) for kind, wide in re.findall(r'class="([\w-]+)"[^>]*?\bwidth="([\d.]+)"', svg)}


def test_the_bar_is_drawn_to_scale_with_the_plan_under_it() -> None:
    half, over, beyond, none = (
        widths(done_bar("finishing_kick", *pair, "x")) for pair in ((20, 10), (10, 20), (0, 10), (0, 0))
    )
    assert half["fill-k"] == pytest.approx(half["fill-band"] / 2, abs=0.1)
    assert over["fill-band"] == pytest.approx(over["fill-k"] / 2, abs=0.1)
    assert "fill-band" not in beyond
    assert beyond["fill-k"] > 150
    assert none.keys() == {"fill-rule"}


@pytest.mark.browser
def test_the_week_with_what_was_done_is_sound(visitor: Visitor, on_day: Any, athlete_id: int) -> None:
    on_day(date(2027, 4, 8))
    store_recording(athlete_id, four_hundreds(TRACK_DAY), sample_season().abilities)
    answer_session(athlete_id, EASY, "missed", TRACK_DAY)
    visitor.open("/week/")
    visitor.check("week-compliance")
