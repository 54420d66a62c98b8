"""Original files, kept byte for byte under the hash of their bytes in `originals/` of the data folder.

Beside the database rather than in it: ten years of files are several times the database, which stays quick to
copy and to check; a name that is the hash can be written twice and by whoever comes first. The file is on the
disk before the row that names it, so a row never lacks its file; a file without a row does no harm and is
found again.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from homestretch.store.places import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, data_folder

FOLDER = "originals"
UNFINISHED = ".part"  # what a killed import leaves of a file


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


def sweep() -> None:
    """Takes away what killed imports left half written; call it while no other import runs."""
    for part in originals_folder().glob(f"*/*{UNFINISHED}"):
        part.unlink(missing_ok=True)
