"""The athlete says of a planned session that it was done or skipped, on Today and in the week, and takes it back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from homestretch.desk.matches import matches_of_week
from homestretch.monitoring import SessionRef
from tests.builders.recorded_runs import four_hundreds, store_recording
from tests.builders.sample_season import sample_season
from tests.web.visitor import Visitor, at_home, text

pytestmark = pytest.mark.django_db(transaction=True)

TRACK_DAY = date(2027, 4, 6)  # 6 x 400 m at 1500 pace
TRACK = "2027-04-06/LT05"


def status(athlete_id: int) -> str:
    return matches_of_week(athlete_id, TRACK_DAY).of(SessionRef(TRACK_DAY, "LT05")).status


def asked(page: str) -> set[str]:
    """The sessions that a page asks for."""
    return set(re.findall(r'name="session" value="([^"]+)"', page))


def test_done_and_skipped_are_kept_from_both_pages_and_taken_back(
    client: Client, on_day: Any, athlete_id: int
) -> None:
    on_day(TRACK_DAY)
    assert "Did you do it?" in text(client, "/today/")
    answer = client.post("/answer/", {"session": TRACK, "answer": "done", "back": "day"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/today/#done")
    assert status(athlete_id) == "done"
    assert "As planned, by your word." in text(client, "/today/")

    client.post("/answer/", {"session": TRACK, "answer": "missed", "back": "day"})
    page = text(client, "/week/")
    assert "Skipped." in page
    assert "Nothing to make up" in page
    assert "Take it back" in page

    answer = client.post("/answer/", {"session": TRACK, "answer": "open", "back": "week"})
    week = re.search(r"<title>\s*Week (\d+)", page)
    assert week is not None
    assert answer.headers["Location"] == f"/week/{week[1]}/#on-2027-04-06"
    assert 'id="on-2027-04-06"' in text(client, "/week/")
    assert status(athlete_id) == "planned"


def test_nobody_is_asked_of_what_is_to_come_of_rest_or_of_what_a_file_tells(
    client: Client, on_day: Any, athlete_id: int
) -> None:
    on_day(TRACK_DAY)
    names = asked(text(client, "/week/"))
    assert TRACK in names
    assert {name[:10] for name in names} == {"2027-04-05", "2027-04-06"}
    assert asked(text(client, "/day/2027-04-07/")) == set()
    assert not any("RC01" in name for name in asked(text(client, "/week/1/")))
    store_recording(athlete_id, four_hundreds(TRACK_DAY), sample_season().abilities)
    assert TRACK not in asked(text(client, "/week/"))


def test_an_answer_that_makes_no_sense_is_told_and_changes_nothing(
    client: Client, on_day: Any, athlete_id: int
) -> None:
    on_day(TRACK_DAY)
    wrong: tuple[dict[str, str], ...] = (
        {"session": TRACK, "answer": "failed"},
        {"session": "2027-04-07/LT05", "answer": "done"},
        {"session": "2027-04-08/AB01", "answer": "done"},
        {"session": "<script>", "answer": "done"},
        {},
    )
    for sent in wrong:
        answer = client.post("/answer/", sent)
        assert answer.status_code == 422
        assert "This could not be answered" in answer.content.decode()
    assert client.get("/answer/").status_code == 405
    assert status(athlete_id) == "planned"


def test_an_answer_from_another_site_is_refused(on_day: Any, athlete_id: int) -> None:
    on_day(TRACK_DAY)
    strict = at_home(enforce_csrf_checks=True)
    assert strict.post("/answer/", {"session": TRACK, "answer": "done"}).status_code == 403
    assert status(athlete_id) == "planned"


def test_the_words_do_not_scold(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(TRACK_DAY)
    pages = text(client, "/week/") + text(client, "/today/")
    client.post("/answer/", {"session": TRACK, "answer": "missed"})
    pages += text(client, "/week/") + text(client, "/today/")
    for word in ("missed a", "you missed", "You missed", "You failed", "should have", "unfortunately"):
        assert word not in pages
    assert "Skipped is not failed" in pages


@pytest.mark.browser
def test_answers_are_given_by_hand_and_by_key_on_both_pages(
    visitor: Visitor, on_day: Any, athlete_id: int
) -> None:
    on_day(TRACK_DAY)
    page = visitor.page
    visitor.open("/today/")
    visitor.check("today-ask")
    page.get_by_role("button", name="Done: 400s at 1500 pace").click()
    page.get_by_text("As planned, by your word.").first.wait_for()
    assert status(athlete_id) == "done"
    visitor.check("today-answered")
    visitor.open("/week/")
    visitor.check("week-ask")
    page.get_by_role("button", name="Take it back: 400s at 1500 pace").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#on-2027-04-06")
    page.get_by_role("button", name="Skipped: 400s at 1500 pace").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Nothing to make up").wait_for()
    assert status(athlete_id) == "missed"
    visitor.check("week-skipped")


@pytest.mark.browser
def test_answers_need_no_script(browser: Any, live_server: Any, on_day: Any, athlete_id: int) -> None:
    on_day(TRACK_DAY)
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/week/")
    page.get_by_role("button", name="Done: 400s at 1500 pace").click()
    page.get_by_text("As planned, by your word.").wait_for()
    assert status(athlete_id) == "done"
    context.close()
