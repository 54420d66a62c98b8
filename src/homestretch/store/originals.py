"""Original files, kept byte for byte under the hash of their bytes in `originals/` of the data folder.

Beside the database rather than in it: ten years of files are several times the database, which stays quick to
copy and to check; a name that is the hash can be written twice and by whoever comes first. The file is on the
disk before the row that names it, so a row never lacks its file; a file without a row does no harm and is
found again.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from homestretch.store.places import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, data_folder

FOLDER = "originals"
UNFINISHED = ".part"  # what a killed import leaves of a file
SCRATCH = "scratch"
STILL_IN_USE = timedelta(days=1)


def originals_folder() -> Path:
    """Where the files lie; made at first use."""
    return data_folder() / FOLDER


def file_of(file_hash: str) -> Path:
    """Where the file of that hash lies, or would."""
    return originals_folder() / file_hash[:2] / file_hash


def keep(data: bytes) -> str:
    """Keeps a file; one that is there already stays as it is.

    Args:
        data: the file.

    Returns:
        Its SHA-256 in hexadecimal digits.

    Raises:
        OSError: it cannot be written.
    """
    file_hash = sha256(data).hexdigest()
    path = file_of(file_hash)
    if path.exists():
        return file_hash
    path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
    part = path.with_name(f"{file_hash}.{os.getpid()}{UNFINISHED}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY_FILE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return file_hash


def read(file_hash: str) -> bytes:
    """The file's bytes.

    Raises:
        FileNotFoundError: there is none of that hash.
    """
    return file_of(file_hash).read_bytes()


def scratch_folder() -> Path:
    """Where an import may unpack archives; made at first use."""
    folder = data_folder() / SCRATCH
    folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
    return folder


def sweep(now: datetime) -> None:
    """Takes away what imports that were killed left half written or unpacked.

    Args:
        now: what is younger than a day may still be in use and stays.
    """
    oldest = (now - STILL_IN_USE).timestamp()
    for left in (*originals_folder().glob(f"*/*{UNFINISHED}"), *scratch_folder().iterdir()):
        try:
            if left.stat().st_mtime > oldest:
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
        except FileNotFoundError:  # another import swept it
            continue
