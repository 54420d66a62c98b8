"""What the list of activities is narrowed by: folded away on a phone, in one row on a desk."""

from __future__ import annotations

from typing import Any

import pytest

from homestretch.store import athletes
from tests.builders.stored_runs import new_activity, stored
from tests.web.visitor import WIDTHS, Visitor, at_home

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def athlete_id(ines: int) -> int:
    found = athletes.athlete_of(ines)
    assert found is not None
    stored(found.id, new_activity(name="Evening run"))
    return found.id


@pytest.mark.parametrize(
    ("asked", "unfolded"),
    [
        ("", False),
        ("?text=run", False),
        ("?kind=running", True),
        ("?year=2026", True),
        ("?least=5", True),
        ("?most=5", True),
        ("?sort=longest", True),
        ("?least=x", False),
    ],
)
def test_the_fold_is_open_where_something_in_it_is_set(
    on_day: Any, athlete_id: int, asked: str, unfolded: bool
) -> None:
    client = at_home()
    page = client.get(f"/activities/{asked}").content.decode()
    assert ("<details open><summary>Kind" in page) is unfolded
    assert ("<details><summary>Kind" in page) is not unfolded


@pytest.mark.browser
def test_the_first_screen_belongs_to_the_runs(visitor: Visitor, on_day: Any, athlete_id: int) -> None:
    on_phone = visitor.label.startswith("phone")
    visitor.open("/activities/")
    visitor.check("finder")
    kind = visitor.page.get_by_label("Kind", exact=True)
    assert kind.is_visible() is not on_phone
    height = visitor.page.locator(".finder").bounding_box()["height"]
    assert height < WIDTHS["phone"][1] / 5
    if on_phone:
        visitor.page.get_by_text("Kind, year, distance, order").click()
    kind.focus()
    kind.select_option("running")
    visitor.page.wait_for_url("**kind=running**")
    visitor.page.get_by_role("heading", name="1 activity fits").wait_for()
    visitor.check("finder-set")
    visitor.page.reload()
    assert visitor.page.get_by_label("Kind", exact=True).is_visible()
