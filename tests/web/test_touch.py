"""What a finger is to hit is at least 24 px high and wide on a phone (WCAG 2.2, 2.5.8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.builders.recorded_runs import four_hundreds, store_recording
from tests.builders.sample_season import sample_season
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEAST_PX = 24
SMALL = """least => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
  .filter(e => e.getClientRects().length && !e.matches('.skip, .unseen'))
  .map(e => [e.closest('label.box') || e, e])
  .map(([box, e]) => [e.textContent.trim().slice(0, 40) || e.id, box.getBoundingClientRect().width,
                      Math.min(...[...box.getClientRects()].map(r => r.height))])
  .filter(([name, wide, high]) => wide < least || high < least)"""
PATHS = (
    "/today/", "/week/", "/season/", "/activities/", "/progress/", "/library/", "/library/LT05/", "/athlete/",
    "/import/", "/setup/weeks/",
)  # fmt: skip


def test_a_finger_hits_what_it_means(visitor: Visitor, on_day: Any, athlete_id: int) -> None:
    on_day(date(2027, 4, 8))
    number = store_recording(athlete_id, four_hundreds(date(2027, 4, 6)), sample_season().abilities)
    for path in (*PATHS, f"/activities/{number}/"):
        visitor.open(path)
        visitor.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert visitor.page.evaluate(SMALL, LEAST_PX) == [], path


def test_the_season_s_table_fits_a_phone(visitor: Visitor, on_day: Any, ines: int) -> None:
    on_day(date(2027, 4, 6))
    visitor.open("/season/")
    visitor.page.get_by_text("The season as a table").click()
    region = visitor.page.get_by_role("region", name="The season as a table")
    assert region.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    assert region.get_by_text("1500 m").locator("visible=true").count() == 1


def test_the_title_of_an_empty_list_keeps_off_the_button(
    visitor: Visitor, on_day: Any, athlete_id: int
) -> None:
    visitor.open("/activities/")
    title = visitor.page.get_by_role("heading", level=1).bounding_box()
    button = visitor.page.get_by_role("link", name="Import files").bounding_box()
    below = button["y"] - title["y"] - title["height"]
    assert below >= 8 or button["x"] - title["x"] - title["width"] >= 8
    assert visitor.page.get_by_role("search").count() == 0
    visitor.page.get_by_text("Apple Health").wait_for()
    visitor.check("activities-empty")
