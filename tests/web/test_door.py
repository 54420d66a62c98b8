"""Who comes in: no header opens a door, and no other host name is answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from homestretch.store import accounts
from homestretch.web.door import host_is_known
from tests.web.visitor import at_home

pytestmark = pytest.mark.django_db
PASSWORD = "eight hundred and a bit"
LAN = "192.168.1.6"


@pytest.fixture
def here() -> Client:
    return Client(SERVER_NAME="localhost", REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost:8400")


@pytest.fixture
def served(settings: Any) -> None:
    settings.SERVED_TO_OTHERS = True


def from_lan(**headers: str) -> Client:
    return Client(REMOTE_ADDR=LAN, **{"HTTP_HOST": "192.168.1.2:8400", **headers})


@pytest.mark.parametrize(
    ("host", "alone", "served"),
    [
        ("localhost:8400", True, True),
        ("127.0.0.1", True, True),
        ("[::1]:8400", True, True),
        ("192.168.1.2:8400", False, True),
        ("10.0.0.7", False, True),
        ("[fd00::5]:8400", False, True),
        ("evil.example", False, False),
        ("evil.example:8400", False, False),
        ("localhost.evil.example", False, False),
        ("127.0.0.1.evil.example", False, False),
        ("8.8.8.8", False, False),
        ("0.0.0.0", False, False),
        ("localhost:8400@evil.example", False, False),
        ("[::1", False, False),
        ("", False, False),
    ],
)
def test_only_names_of_this_computer_are_answered(host: str, alone: bool, served: bool) -> None:
    assert host_is_known(host, served_to_others=False) is alone
    assert host_is_known(host, served_to_others=True) is served


def test_a_named_host_is_answered() -> None:
    assert host_is_known("runs.example:443", True, ("runs.example",))


def test_another_host_name_is_refused_before_anything_is_read(here: Client) -> None:
    response = here.get("/setup/race/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert b"HOMESTRETCH_HOSTS" in response.content


def test_at_this_computer_no_password_is_asked(here: Client) -> None:
    assert here.get("/setup/race/").status_code == 200


@pytest.mark.parametrize(
    "header",
    ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST"],
)
def test_a_relayed_request_is_not_from_this_computer(here: Client, header: str) -> None:
    response = here.get("/setup/race/", **{header: "127.0.0.1"})
    assert response.status_code == 302
    assert response["Location"].startswith("/claim/")


def test_another_computer_gets_in_by_no_header(here: Client) -> None:
    stranger = Client(REMOTE_ADDR=LAN, HTTP_HOST="localhost:8400", HTTP_X_FORWARDED_FOR="127.0.0.1")
    assert stranger.get("/setup/race/")["Location"].startswith("/claim/")


def test_served_to_others_even_this_computer_signs_in(here: Client, served: None) -> None:
    assert here.get("/season/")["Location"] == "/claim/?next=%2Fseason%2F"


def test_a_stranger_cannot_claim_without_the_code(served: None) -> None:
    accounts.new_setup_code(timezone.now())
    answer = from_lan().post("/claim/", {"code": "AAAAA-AAAAA", "name": "mallory", "password": PASSWORD})
    assert answer.status_code == 422
    assert not accounts.owner_has_password()


def test_with_the_code_the_owner_comes_in_and_out(served: None) -> None:
    code = accounts.new_setup_code(timezone.now())
    client = from_lan()
    form = {"code": code, "name": "ines", "password": PASSWORD, "next": "/setup/you/"}
    assert client.post("/claim/", form)["Location"] == "/setup/you/"
    assert client.get("/setup/you/").status_code == 200
    client.post("/logout/")
    assert client.get("/setup/you/")["Location"].startswith("/login/")
    assert client.post("/login/", {"name": "ines", "password": PASSWORD})["Location"] == "/"


def test_changing_x_forwarded_for_does_not_reset_the_counter(served: None) -> None:
    accounts.claim_owner("ines", PASSWORD)
    for k in range(6):
        client = from_lan(HTTP_X_FORWARDED_FOR=f"10.0.0.{k}")
        said = client.post("/login/", {"name": "ines", "password": "guess"}).content.decode()
    assert "Too many tries" in said


def test_after_signing_in_nobody_is_sent_elsewhere(served: None) -> None:
    accounts.claim_owner("ines", PASSWORD)
    form = {"name": "ines", "password": PASSWORD, "next": "https://evil.example/"}
    assert from_lan().post("/login/", form)["Location"] == "/"


def test_a_form_from_another_site_is_refused() -> None:
    strict = at_home(enforce_csrf_checks=True)
    answer = strict.post("/athlete/units/", {"unit": "min/mile"}, HTTP_ORIGIN="https://evil.example")
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_each_page_forbids_foreign_and_inline_code(here: Client) -> None:
    response = here.get("/setup/race/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    html = response.content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
