"""The pages in a real browser, as a new user drives them: narrow and wide, light and dark."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RACE_DAY = date(2027, 6, 12)


def test_a_new_user_sets_up_sees_the_season_and_opens_today(
    visitor: Visitor, on_day: Any, sample_planner: None
) -> None:
    page = visitor.page
    visitor.open("/")
    assert "/setup/race/" in page.url
    visitor.check("setup-empty")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("Choose the distance of your race.").first.wait_for()
    page.get_by_label("Distance").first.select_option("1500")
    page.get_by_label("Date", exact=True).first.fill("2027-06-12")
    page.get_by_label("Goal time").fill("4:28")
    page.wait_for_selector("#preview svg")
    visitor.check("setup-race")
    page.get_by_role("button", name="Save and go on").click()

    page.wait_for_url("**/setup/you/")
    page.get_by_label("Name").fill("Ines")
    page.get_by_label("Date of birth").fill("1999-05-14")
    page.get_by_label("Sex").select_option("F")
    page.get_by_label("Distance", exact=True).select_option("800")
    page.get_by_label("Time", exact=True).fill("1:10")
    page.get_by_label("Date", exact=True).fill("2026-09-02")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("faster than anybody has run").first.wait_for()
    visitor.check("setup-you-wrong")
    page.get_by_label("Time", exact=True).fill("2:12.4")
    page.get_by_role("button", name="Save and go on").click()

    page.wait_for_url("**/setup/weeks/")
    for day in ("Mon", "Tue", "Thu", "Sat", "Sun"):
        page.get_by_role("group", name="Days on which you can run").get_by_label(day).check()
    page.get_by_label("Kilometres a week").fill("44")
    page.wait_for_selector("#preview svg")
    visitor.check("setup-weeks")
    page.get_by_role("button", name="Make my season").click()

    page.wait_for_url("**/season/")
    page.get_by_text("16 weeks to the 1500 m on 12 June").first.wait_for()
    visitor.check("season-new")
    page.get_by_role("link", name="Today").click()
    page.wait_for_url("**/today/")
    assert page.get_by_role("heading", level=1).inner_text() == "Easy run"


@pytest.mark.parametrize(
    ("name", "path", "day"),
    [
        ("today", "/today/", date(2027, 4, 6)),
        ("rest", "/today/", date(2027, 4, 9)),
        ("race-day", "/today/", RACE_DAY),
        ("before", "/today/", date(2027, 2, 18)),
        ("after", "/today/", date(2027, 6, 20)),
        ("kick-day", "/day/2027-04-10/", date(2027, 4, 6)),
        ("week", "/week/", date(2027, 4, 6)),
        ("season", "/season/", date(2027, 4, 6)),
        ("athlete", "/athlete/", date(2027, 4, 6)),
        ("library", "/library/", date(2027, 4, 6)),
        ("library-session", "/library/LT05/", date(2027, 4, 6)),
        ("not-found", "/week/99/", date(2027, 4, 6)),
    ],
)
def test_each_page_is_sound(
    visitor: Visitor, on_day: Any, ines: int, name: str, path: str, day: date
) -> None:
    on_day(day)
    visitor.open(path)
    if name == "not-found":
        visitor.complaints = [c for c in visitor.complaints if "404" not in c]
    visitor.check(name)


def test_the_season_as_a_table_shows_its_numbers_on_a_phone(visitor: Visitor, on_day: Any, ines: int) -> None:
    on_day(date(2027, 4, 6))
    visitor.open("/season/")
    visitor.page.get_by_text("The season as a table").click()
    visitor.check("season-table")
    kick = visitor.page.locator("table.weeks tbody tr").first.locator("td.num").last.bounding_box()
    assert kick["x"] + kick["width"] <= visitor.page.viewport_size["width"], (
        "minutes of the kick are off the screen"
    )


def test_what_how_fast_and_why_stand_on_the_first_phone_screen(
    visitor: Visitor, on_day: Any, ines: int
) -> None:
    on_day(date(2027, 4, 6))
    visitor.open("/today/")
    bottom = visitor.page.viewport_size["height"] - 52  # the navigation covers the foot on a phone
    for text in ("400s at 1500 pace", "6 × 400 m @ 1500", "one rep more than last time", "72 to 73 s"):
        box = visitor.page.get_by_text(re.compile(text)).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= bottom, f"{text} needs a scroll"


def test_all_of_today_can_be_reached_by_keyboard(visitor: Visitor, on_day: Any, ines: int) -> None:
    on_day(date(2027, 4, 6))
    visitor.open("/today/")
    reached = set()
    for _ in range(40):
        visitor.page.keyboard.press("Tab")
        reached.add(visitor.page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
    assert {"To the page", "Today", "Week", "Season", "Library", "You", "Yesterday", "Tomorrow"} <= reached


def test_a_refused_plan_says_what_to_loosen_and_keeps_the_answers(
    visitor: Visitor, on_day: Any, sample_planner: None
) -> None:
    page = visitor.page
    visitor.open("/setup/race/")
    page.get_by_label("Distance").first.select_option("3000")
    page.get_by_label("Date", exact=True).first.fill("2027-06-12")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Name").fill("Ines")
    page.get_by_label("Date of birth").fill("2012-05-14")
    page.get_by_label("Sex").select_option("F")
    page.get_by_label("None yet").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("My parent or guardian agrees").check()
    page.get_by_label("How to reach them").fill("020 7946 0000")
    visitor.check("setup-under-18")
    page.get_by_role("button", name="Make my season").click()
    page.get_by_text("Move one of the club sessions").first.wait_for()
    assert page.get_by_label("How to reach them").input_value() == "020 7946 0000"
    visitor.check("setup-refused")


def test_more_is_folded_and_can_be_given_and_changed_later(
    visitor: Visitor, on_day: Any, sample_planner: None
) -> None:
    page = visitor.page
    visitor.open("/setup/race/")
    page.get_by_label("Distance").first.select_option("1500")
    page.get_by_label("Date", exact=True).first.fill("2027-06-12")
    page.get_by_text("More, if you want: a second race").click()
    page.get_by_label("How much it counts").select_option("C")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Name").fill("Ines")
    page.get_by_label("Date of birth").fill("1999-05-14")
    page.get_by_label("Sex").select_option("F")
    page.get_by_label("None yet").check()
    page.get_by_text("More, if you want: flying 30 m").click()
    page.get_by_label("Flying 30 m").fill("3.9")
    visitor.check("setup-you-more")
    page.get_by_role("button", name="Save and go on").click()
    for summary in ("Gym and hills", "Days with a limit", "Club sessions", "Holidays", "Injuries"):
        page.get_by_text(summary).first.click()
    club = page.get_by_role("group", name="Club session 1")
    club.get_by_label("What it is").fill("Track session")
    page.wait_for_selector("#preview svg")
    visitor.check("setup-weeks-more")
    page.get_by_role("button", name="Make my season").click()
    page.get_by_text("Say on which day the club meets").first.wait_for()
    visitor.check("setup-weeks-more-wrong")
    club.get_by_label("Day", exact=True).select_option("thu")
    page.get_by_role("button", name="Make my season").click()
    page.wait_for_url("**/season/")

    visitor.open("/athlete/")
    page.get_by_text("Club: Track session on Thursday").first.wait_for()
    visitor.check("athlete-answers")
    page.get_by_role("link", name="Change weeks").click()
    page.get_by_text("Holidays and days without running").click()
    holiday = page.get_by_role("group", name="Holiday 1")
    holiday.get_by_label("First day").fill("2027-04-05")
    holiday.get_by_label("Last day").fill("2027-04-09")
    page.wait_for_selector("#preview svg")
    visitor.check("athlete-change")
    page.get_by_role("button", name="Save and issue the season again").click()
    page.wait_for_url("**/season/")
    page.get_by_text("The holiday 5 to 9 April is new").first.wait_for()
    visitor.check("season-again")
