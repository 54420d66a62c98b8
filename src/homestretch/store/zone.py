"""This computer's time zone by name, so that "today" is the day outside the window."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONE_LINK = Path("/etc/localtime")
ZONE_NAME = Path("/etc/timezone")
UNKNOWN = "UTC"


def machine_zone() -> str:
    """A name such as Europe/Berlin; UTC where the machine does not say."""
    for name in (os.environ.get("TZ", "").lstrip(":"), _linked(), _written()):
        if name and _exists(name):
            return name
    return UNKNOWN


def _linked() -> str:
    try:
        return str(ZONE_LINK.resolve(strict=True)).partition("/zoneinfo/")[2]
    except OSError:
        return ""


def _written() -> str:
    try:
        return ZONE_NAME.read_text().strip()
    except OSError:
        return ""


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
