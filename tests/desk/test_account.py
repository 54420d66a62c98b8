"""The owner's account: claimed once with the code of the terminal, and guessing is slowed down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from homestretch.desk import account
from homestretch.store import accounts

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 22, 6, 40, tzinfo=UTC)
PASSWORD = "eight hundred and a bit"


def test_the_code_makes_the_account_once() -> None:
    code = accounts.new_setup_code(NOW)
    user = account.claim(code.lower(), "ines", PASSWORD, "192.168.1.5", NOW)
    assert user.pk == accounts.owner().pk
    assert account.sign_in("ines", PASSWORD, "192.168.1.5", NOW).pk == user.pk
    with pytest.raises(account.Refused, match="made already"):
        account.claim(code, "mallory", PASSWORD, "192.168.1.6", NOW)


def test_a_new_code_makes_the_one_before_worthless() -> None:
    old = accounts.new_setup_code(NOW)
    accounts.new_setup_code(NOW)
    with pytest.raises(account.Refused, match="not the code"):
        account.claim(old, "ines", PASSWORD, "192.168.1.5", NOW)


def test_without_a_code_nobody_claims() -> None:
    with pytest.raises(account.Refused, match="not the code"):
        account.claim("", "mallory", PASSWORD, "192.168.1.6", NOW)


def test_weak_passwords_are_refused_with_what_is_wrong() -> None:
    code = accounts.new_setup_code(NOW)
    with pytest.raises(account.Refused, match="too short"):
        account.claim(code, "ines", "short", "192.168.1.5", NOW)
    assert not accounts.owner_has_password()


def test_five_wrong_tries_shut_the_door_for_that_address_and_name_alone() -> None:
    account.claim(accounts.new_setup_code(NOW), "ines", PASSWORD, "192.168.1.5", NOW)
    for _ in range(5):
        with pytest.raises(account.Refused, match="do not fit"):
            account.sign_in("Ines ", "guess", "192.168.1.6", NOW)
    with pytest.raises(account.Refused, match="Too many"):
        account.sign_in("ines", PASSWORD, "192.168.1.6", NOW)
    assert account.sign_in("ines", PASSWORD, "192.168.1.5", NOW)
    later = NOW + account.WINDOW + timedelta(seconds=1)
    assert account.sign_in("ines", PASSWORD, "192.168.1.6", later)


def test_many_addresses_do_not_help_guessing() -> None:
    account.claim(accounts.new_setup_code(NOW), "ines", PASSWORD, "192.168.1.5", NOW)
    for k in range(account.TRIES_FOR_ONE_NAME):
        accounts.count_failure("anywhere ines", NOW, account.WINDOW)
        assert accounts.failures("anywhere ines", NOW, account.WINDOW) == k + 1
    with pytest.raises(account.Refused, match="Too many"):
        account.sign_in("ines", "guess", "192.168.99.1", NOW)


def test_guessing_the_code_is_slowed_down_as_well() -> None:
    code = accounts.new_setup_code(NOW)
    for _ in range(account.TRIES_FROM_ONE_PLACE):
        with pytest.raises(account.Refused, match="not the code"):
            account.claim("AAAAA-AAAAA", "mallory", PASSWORD, "192.168.1.6", NOW)
    with pytest.raises(account.Refused, match="Too many"):
        account.claim(code, "mallory", PASSWORD, "192.168.1.6", NOW)
