"""The owner's account, the one-time set-up code, and the counter that slows down guessing."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from homestretch.store.models import FailedAttempt, SetupCode

OWNER = "owner"  # name of the account until its owner chooses one
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, 1, I and O, which look alike
CODE_LETTERS = 10  # 50 bits


def owner() -> User:
    """The account that owns this installation, made without a password at the first run."""
    found = User.objects.filter(is_superuser=True).order_by("id").first()
    if found is not None:
        return found
    account = User(username=OWNER, is_superuser=True)
    account.set_unusable_password()
    account.save()
    return account


def owner_has_password() -> bool:
    return owner().has_usable_password()


def claim_owner(username: str, password: str) -> User:
    """Gives the owner's account its name and password, and spends the set-up code."""
    account = owner()
    account.username = username
    account.set_password(password)
    account.save()
    SetupCode.objects.all().delete()
    return account


def name_is_taken(username: str) -> bool:
    """Another account than the owner's has that name, whatever its capitals."""
    return User.objects.filter(username__iexact=username).exclude(pk=owner().pk).exists()


def new_setup_code(now: datetime) -> str:
    """A fresh code, in two halves with a dash; those before it no longer count."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LETTERS))
    with transaction.atomic():
        SetupCode.objects.all().delete()
        SetupCode.objects.create(code_hash=make_password(letters), made_at=now)
    half = CODE_LETTERS // 2
    return f"{letters[:half]}-{letters[half:]}"


def setup_code_fits(code: str) -> bool:
    plain = "".join(code.upper().split()).replace("-", "")
    row = SetupCode.objects.order_by("-id").first()
    return row is not None and check_password(plain, row.code_hash)


def failures(key: str, now: datetime, window: timedelta) -> int:
    """Failed attempts for ``key`` in the window that is open now."""
    row = FailedAttempt.objects.filter(key=key, since__gt=now - window).first()
    return 0 if row is None else row.count


def count_failure(key: str, now: datetime, window: timedelta) -> None:
    """One failure more; a window that has passed begins anew."""
    with transaction.atomic():
        FailedAttempt.objects.filter(key=key, since__lte=now - window).delete()
        FailedAttempt.objects.get_or_create(key=key, defaults={"since": now})
        FailedAttempt.objects.filter(key=key).update(count=F("count") + 1)


def forget_failures(key: str) -> None:
    FailedAttempt.objects.filter(key=key).delete()
