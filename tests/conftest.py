"""What all tests share: Django's settings, data that are thrown away, properties that are not timed."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

# At import, because a room's own conftest may ask for the settings before any hook has run.
os.environ["HOMESTRETCH_DATA"] = tempfile.mkdtemp(prefix="homestretch-tests-")
os.environ["HOMESTRETCH_SERVED_TO_OTHERS"] = "0"
os.environ["DJANGO_SETTINGS_MODULE"] = "homestretch.web.settings"

# A busy machine is no failure: properties are not timed. On CI they are the same examples each time as well.
settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("untimed")


def pytest_configure() -> None:
    import django

    django.setup()
