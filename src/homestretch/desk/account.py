"""Signing in and claiming the owner's account, with guessing slowed down for everybody.

Failures are counted in the database, by the address the connection really comes from and by the name tried.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from homestretch.store import accounts

WINDOW = timedelta(minutes=15)
TRIES_FROM_ONE_PLACE = 5  # failures in the window, by address and name
TRIES_FOR_ONE_NAME = 50  # failures in the window, from anywhere: many addresses do not help
CODE = "set-up code"
LONGEST_NAME = 150  # characters, the column's width


class Refused(ValueError):
    """The door stays shut; the sentence says why and what to do."""


def sign_in(name: str, password: str, peer: str, now: datetime) -> User:
    """The account of that name and password.

    Args:
        name: as typed.
        password: as typed.
        peer: address of the connection, never of a header.
        now: the clock of the face.

    Raises:
        Refused: wrong, or tried too often.
    """
    name = name.strip()[:LONGEST_NAME]
    keys = _keys(name, peer)
    _stop_guessing(keys, now)
    account = authenticate(username=name, password=password)
    if account is None:
        _count(keys, now)
        raise Refused("This name and password do not fit together. Try again.")
    accounts.forget_failures(keys[0])
    return User.objects.get(pk=account.pk)


def claim(code: str, name: str, password: str, peer: str, now: datetime) -> User:
    """The owner's account, made with the set-up code that stands in the terminal.

    Raises:
        Refused: it was claimed before, the code is wrong, or name or password will not do.
    """
    if accounts.owner_has_password():
        raise Refused("The account was made already. Sign in with its name and password.")
    keys = _keys(CODE, peer)
    _stop_guessing(keys, now)
    if not accounts.setup_code_fits(code):
        _count(keys, now)
        raise Refused(
            "This is not the code that stands in the terminal. Look again; a restart shows a new one."
        )
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or accounts.name_is_taken(name):
        raise Refused(f"Choose a name of 1 to {LONGEST_NAME} letters.")
    try:
        validate_password(password, User(username=name))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    accounts.forget_failures(keys[0])
    return accounts.claim_owner(name, password)


def _keys(name: str, peer: str) -> tuple[str, str]:
    return f"{peer[:45]} {name.lower()}"[:200], f"anywhere {name.lower()}"[:200]


def _stop_guessing(keys: tuple[str, str], now: datetime) -> None:
    limits = zip(keys, (TRIES_FROM_ONE_PLACE, TRIES_FOR_ONE_NAME), strict=True)
    if any(accounts.failures(key, now, WINDOW) >= most for key, most in limits):
        minutes = round(WINDOW.total_seconds() / 60)
        raise Refused(f"Too many tries. Wait {minutes} minutes, then try again.")


def _count(keys: tuple[str, str], now: datetime) -> None:
    for key in keys:
        accounts.count_failure(key, now, WINDOW)
