"""The list of activities: what it can be narrowed to, and what an address may ask for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from homestretch.store import athletes
from homestretch.web.show.activities import read_wanted
from tests.builders.stored_runs import new_activity, stored


@pytest.fixture
def four(ines: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> int:
    """A run on the track, an easy one, a ride, and something of no sport, over two years."""
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path))
    found = athletes.athlete_of(ines)
    assert found is not None
    for name, sport, on, more in (
        (
            "Track night",
            "running",
            date(2025, 5, 4),
            {"reps": 6, "reps_words": "6 x 400 m in 68.2", "on_track": True},
        ),
        ("Along the river", "running", date(2024, 6, 1), {"distance_m": 12_000.0}),
        ("To work", "cycling", date(2025, 5, 3), {}),
        ("Mystery", "", date(2025, 4, 30), {}),
    ):
        begun = datetime(on.year, on.month, on.day, 7, tzinfo=UTC)
        new = new_activity(name=name, sport=sport, local_date=on, started_at=begun, **more)
        stored(found.id, new)
    return found.id


def names(client: Client, query: str) -> set[str]:
    page = unescape(client.get(f"/activities/?{query}").content.decode())
    return {name for name in ("Track night", "Along the river", "To work", "Mystery") if name in page}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Track night", "Along the river", "To work", "Mystery"}),
        ("kind=running", {"Track night", "Along the river"}),
        ("kind=unsaid", {"Mystery"}),
        ("kind=with-reps", {"Track night"}),
        ("kind=on-track", {"Track night"}),
        ("year=2024", {"Along the river"}),
        ("text=river+along", {"Along the river"}),
        ("text=400&year=2025", {"Track night"}),
        ("least=12", {"Along the river"}),
        ("least=12%2C1", set()),
        ("most=0.4&kind=cycling", {"To work"}),
        ("least=0%2C3&most=11", {"Track night", "To work", "Mystery"}),
        ("least=far&most=-1", {"Track night", "Along the river", "To work", "Mystery"}),
        ("text=nothing+like+it", set()),
        ("year=soon&page=x&kind=%00", {"Track night", "Along the river", "To work", "Mystery"}),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(
    client: Client, on_day: Any, four: int, query: str, expected: set[str]
) -> None:
    assert names(client, query) == expected


@pytest.mark.django_db(transaction=True)
def test_everything_is_chosen_until_a_kind_is(client: Client, on_day: Any, four: int) -> None:
    page = client.get("/activities/").content.decode()
    assert '<option value="" selected>Everything</option>' in page
    assert page.count(" selected>") == 1


@pytest.mark.django_db(transaction=True)
def test_the_longest_come_first_when_asked(client: Client, on_day: Any, four: int) -> None:
    page = client.get("/activities/?sort=longest").content.decode()
    assert page.index("Along the river") < page.index("Track night")


@pytest.mark.django_db(transaction=True)
def test_somebody_elses_activity_is_not_there(client: Client, on_day: Any, four: int) -> None:
    from django.contrib.auth.models import User

    other = athletes.add_athlete(User.objects.create_user("other").pk, date(2026, 1, 1))
    number = stored(other.id, new_activity(name="Not yours"))
    for path in ("", "charts/", "drawing/"):
        assert client.get(f"/activities/{number}/{path}").status_code == 404


@given(least=st.decimals(0, 9999, places=3).map(str), most=st.decimals(0, 9999, places=1).map(str))
def test_a_range_of_kilometres_survives_its_own_address(least: str, most: str) -> None:
    wanted = read_wanted({"least": least.replace(".", ","), "most": most})
    assert read_wanted(dict(parse_qsl(wanted.query()))) == wanted
    assert wanted.filter().least_m == pytest.approx(1000 * float(least), abs=51)
    assert wanted.filter().most_m == pytest.approx(1000 * float(most), abs=51)


@given(
    st.dictionaries(
        st.sampled_from(["text", "kind", "year", "sort", "page", "least", "most"]), st.text(max_size=300)
    )
)
def test_no_address_breaks_the_list(asked: dict[str, str]) -> None:
    wanted = read_wanted(asked)
    assert wanted.page >= 1
    assert "\0" not in wanted.text + wanted.kind
    assert len(wanted.text) <= 100
    wanted.filter()
