"""Where a person's data live on this computer, and the secrets made there at the first run."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

DATA_VARIABLE = "HOMESTRETCH_DATA"
SECRET_BYTES = 48  # 384 bits, more than the 50 characters that Django asks for
OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700


def default_data_folder() -> Path:
    """``homestretch/data`` under the folder in which this platform keeps a person's data."""
    home = Path.home()
    if sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "homestretch" / "data"


def data_folder() -> Path:
    """The folder that ``HOMESTRETCH_DATA`` names, else the default one. Nothing is made."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named).expanduser() if named else default_data_folder()


def make_data_folder(folder: Path) -> Path:
    """The folder, made for its owner alone where it is new.

    Raises:
        OSError: it cannot be made or written to.
    """
    folder = folder.expanduser().absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written to")
    return folder


def database_file(folder: Path) -> Path:
    return folder / "homestretch.sqlite3"


def secret_file(folder: Path) -> Path:
    return folder / "secret-key"


def make_secret_key(folder: Path) -> None:
    """Writes a random key that only its owner can read, unless there is one."""
    try:
        handle = os.open(secret_file(folder), os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    except FileExistsError:
        secret_file(folder).chmod(OWNER_ONLY_FILE)
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))


def secret_key(folder: Path) -> str:
    """The folder's key; where none was made yet, one that lasts as long as this process."""
    try:
        return secret_file(folder).read_text().strip() or secrets.token_urlsafe(SECRET_BYTES)
    except OSError:
        return secrets.token_urlsafe(SECRET_BYTES)
