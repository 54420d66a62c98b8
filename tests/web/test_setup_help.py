"""The set-up while it works and while answers need another look."""

from __future__ import annotations

import threading
from html import unescape
from typing import Any

import pytest
from django.test import Client

from homestretch.desk import planner
from homestretch.planning.season import Season
from tests.builders.answers import typed_answers
from tests.builders.sample_season import START, sample_season
from tests.web.visitor import Visitor, text

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_preview_has_the_legend_of_its_bars(client: Client, on_day: Any, sample_planner: None) -> None:
    page = client.post("/setup/preview/race/", typed_answers()).content.decode()
    for said in ("Finishing kick", "Transition speed", "Lactate tolerance", "in minutes a week"):
        assert said in page


def test_a_check_keeps_nothing_and_names_what_still_needs_a_look(client: Client, on_day: Any) -> None:
    told = client.post("/setup/check/race/", {"race_distance": "", "race_date": "2027-06-12"}).json()
    assert told["problems"].keys() == {"race_distance"}
    assert told["summary"].startswith("1 answer needs")
    assert 'value="2027-06-12"' not in text(client, "/setup/race/")
    assert client.post("/setup/check/race/", typed_answers()).json()["problems"] == {}
    assert client.post("/setup/check/shoes/").status_code == 404


def test_results_that_contradict_each_other_are_asked_about_and_taken(
    client: Client, on_day: Any, sample_planner: None
) -> None:
    pair = typed_answers(
        result1_distance="800", result1_time="2:05.3", result2_distance="1500", result2_time="6:50"
    )
    for step, answers in (("you", pair), ("race", typed_answers())):  # before the race is known, and after
        page = unescape(client.post(f"/setup/preview/{step}/", answers).content.decode())
        assert "Are both right: 800 m in 2:05.3 and 1500 m in 6:50.0?" in page
    assert client.post("/setup/you/", pair).status_code == 302
    assert "Are both right" not in client.post("/setup/preview/you/", typed_answers()).content.decode()


@pytest.mark.browser
def test_after_a_fault_the_summary_has_the_keyboard_and_goes_with_the_correction(
    visitor: Visitor, on_day: Any, sample_planner: None
) -> None:
    page = visitor.page
    visitor.open("/setup/race/")
    page.get_by_role("button", name="Save and go on").click()
    summary = page.locator("#faults")
    summary.wait_for()
    assert page.evaluate("document.activeElement.id") == "faults"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "race_distance"
    page.get_by_label("Distance").first.select_option("1500")
    page.get_by_text("1 answer needs another look").wait_for()
    assert page.locator("#race_distance").get_attribute("aria-invalid") is None
    assert page.get_by_text("Choose the distance of your race.").count() == 0
    page.get_by_label("Date", exact=True).first.fill("2027-06-12")
    summary.wait_for(state="hidden")
    assert page.locator(".wrong, .problem").count() == 0


@pytest.mark.browser
def test_an_answer_that_becomes_wrong_is_listed_and_counted(
    visitor: Visitor, on_day: Any, sample_planner: None
) -> None:
    """The summary counts what it lists, and what it lists has its sentence beside it."""
    page = visitor.page
    visitor.open("/setup/race/")
    page.get_by_label("Date", exact=True).first.fill("2027-06-12")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("1 answer needs another look").wait_for()
    page.get_by_label("Goal time").first.fill("soon")
    page.get_by_text("2 answers need another look").wait_for()
    assert page.locator("#faults li").count() == page.locator(".field .problem").count() == 2
    assert page.locator("#race_goal").get_attribute("aria-invalid") == "true"
    visitor.check("setup-faults")
    page.get_by_label("Goal time").first.fill("4:28")
    page.get_by_text("1 answer needs another look").wait_for()
    assert page.locator("#faults li").count() == page.locator(".field .problem").count() == 1


@pytest.mark.browser
def test_the_preview_says_that_it_works(
    visitor: Visitor, on_day: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(athlete: Any, start: Any, blueprint: Any) -> Season:
        go_on.wait(20)
        return sample_season(START)

    monkeypatch.setattr(planner, "_once", planner.PlanningOnce(slow))
    page = visitor.page
    visitor.open("/setup/race/")
    page.get_by_text("It is drawn again with each answer.").wait_for()
    page.get_by_label("Distance").first.select_option("1500")
    page.get_by_label("Date", exact=True).first.fill("2027-06-12")
    page.get_by_text("Your season is being worked out; a few seconds.").wait_for()
    assert page.locator(".preview").get_attribute("aria-busy") == "true"
    visitor.check("setup-working")
    go_on.set()
    page.wait_for_selector("#preview svg")
    page.get_by_text("It is drawn again with each answer.").wait_for()
    assert page.locator(".preview").get_attribute("aria-busy") == "false"
    visitor.check("setup-worked")
