"""A newcomer with a season as the planner really makes it: each page sound, narrow and wide, light and dark."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from homestretch.desk.fields import FIELDS_OF_STEP
from homestretch.desk.setup import issue_season, save_setup_step
from homestretch.store import accounts
from tests.builders.answers import typed_answers
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

START = date(2027, 2, 22)
PAGES = (
    ("quality", "/day/2027-04-06/"),
    ("week", "/week/7/"),
    ("season", "/season/"),
    ("athlete", "/athlete/"),
    ("library", "/library/"),
    ("strength", "/library/ST02/"),
    ("ladder", "/library/LT05/"),
)


def test_every_page_of_a_planned_season_is_sound(visitor: Visitor, on_day: Any) -> None:
    owner = accounts.owner().pk
    answers = typed_answers(
        other_distance="800", other_date="2027-05-08", holiday1_from="2027-04-09", holiday1_to="2027-04-11",
        club1_day="thu", club1_what="Track session", flying30="3.9",
    )  # fmt: skip
    for step, fields in FIELDS_OF_STEP.items():
        save_setup_step(owner, step, {k: v for k, v in answers.items() if k in fields}, START)
    issue = issue_season(owner, START)
    assert issue.issued, issue
    on_day(date(2027, 4, 6))
    for name, path in PAGES:
        visitor.open(path)
        visitor.check(f"planned-{name}")


def test_a_preview_longer_than_the_window_is_reached_by_keyboard(
    visitor: Visitor, on_day: Any, sample_planner: None
) -> None:
    owner = accounts.owner().pk
    race = {k: v for k, v in typed_answers().items() if k in FIELDS_OF_STEP["race"]}
    save_setup_step(owner, "race", race, START)
    visitor.page.set_viewport_size({"width": visitor.page.viewport_size["width"], "height": 420})
    visitor.open("/setup/race/")
    visitor.page.wait_for_selector("#preview svg")
    visitor.check("setup-low-window")
    for _ in range(40):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.matches('.preview')"):
            break
    else:
        raise AssertionError("the preview was not reached")
