"""The database from the command line: which folder, which account, which athlete."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from homestretch.cli.errors import bad_input

if TYPE_CHECKING:
    from homestretch.store.athletes import StoredAthlete


def add_data(command: argparse._ActionsContainer) -> None:
    command.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="folder of the database (HOMESTRETCH_DATA, else that of the pages)",
    )


def open_database(folder: Path | None) -> int:
    """Makes the database ready, new where it is.

    Args:
        folder: as asked for; the usual one for None.

    Returns:
        The number of the account that owns the installation.
    """
    from homestretch.store.migrate import open_store
    from homestretch.store.places import data_folder

    place = folder or data_folder()
    try:
        open_store(place)
    except OSError as error:
        raise bad_input(
            f"--data {place}: this folder cannot be used ({error.strerror or error}); choose another"
        ) from error
    from homestretch.store.accounts import owner

    return int(owner().pk)


def athlete_named(owner_id: int, name: str | None) -> StoredAthlete:
    """The athlete of that name, or the only one; a sentence and exit status 2 where there is none."""
    from homestretch.desk.athletes import Refused, athlete_meant

    try:
        return athlete_meant(owner_id, name)
    except Refused as error:
        raise bad_input(str(error)) from error
