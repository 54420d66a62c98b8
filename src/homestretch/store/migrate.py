"""Makes the database ready: Django is set up, the tables are made or brought up to date."""

from __future__ import annotations

import os
from pathlib import Path

from homestretch.store.places import DATA_VARIABLE, make_data_folder, make_secret_key


def open_store(folder: Path, settings: str = "homestretch.store.settings") -> None:
    """Makes the folder and its key, sets up Django with ``settings`` and migrates.

    Raises:
        OSError: the folder cannot be made or written to.
    """
    folder = make_data_folder(folder)
    make_secret_key(folder)
    os.environ[DATA_VARIABLE] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
