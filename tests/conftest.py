"""Django is told once, for all tests, where its settings are; data go to a folder that is thrown away."""

from __future__ import annotations

import os
import tempfile

# At import, because a room's own conftest may ask for the settings before any hook has run.
os.environ["HOMESTRETCH_DATA"] = tempfile.mkdtemp(prefix="homestretch-tests-")
os.environ["HOMESTRETCH_SERVED_TO_OTHERS"] = "0"
os.environ["DJANGO_SETTINGS_MODULE"] = "homestretch.web.settings"


def pytest_configure() -> None:
    import django

    django.setup()
