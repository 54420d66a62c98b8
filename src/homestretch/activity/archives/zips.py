"""Zip archives read within limits: what would burst, overlap, lead astray or cannot be opened is refused in words."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from homestretch.activity.archives.model import Refused
from homestretch.activity.errors import UnreadableFile

ZIP = b"PK\x03\x04"
MOST_ENTRIES = 200_000  # files in one archive; ten years of a watch are about 50 000
MOST_DIRECTORY = 64 << 20  # bytes of an archive's own list of files
# TCX and GPX shrink to a fortieth at most (tried on the corpus: a seventeenth), zips within zips hardly at all.
MOST_TIMES = 200  # that a file may be larger than it was packed
MOST_TIMES_NESTED = 20
SMALL = 1 << 20  # bytes; below, the ratio does not matter
PIECE = 1 << 20  # bytes unpacked at once
KEPT_OPEN = 8  # archives open at the same time
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)

END = struct.Struct("<4s4H2LH")  # end of central directory: …, entries, size and place of the directory, …
END_SIGNATURE = b"PK\x05\x06"
LOCATOR = struct.Struct("<4sLQL")
LOCATOR_SIGNATURE = b"PK\x06\x07"
END64 = struct.Struct("<4sQ2H2L4Q")
LONGEST_COMMENT = 1 << 16


class Member:
    """A file in an archive or a folder: its name there, its size, and its bytes."""

    def __init__(
        self, name: str, size: int, open_it: Callable[[], BinaryIO], packed: int | None = None
    ) -> None:
        self.name = name
        self.size = size
        self.packed = packed
        self._open = open_it

    def open(self) -> BinaryIO:
        """A stream of its bytes, to be closed.

        Raises:
            UnreadableFile: it cannot be opened.
        """
        try:
            return self._open()
        except BROKEN as fault:
            raise UnreadableFile(_why(fault)) from fault

    def pieces(self, most: int) -> Iterator[bytes]:
        """Its bytes, piece by piece.

        Args:
            most: bytes that it may hold, whatever it says of itself.

        Raises:
            UnreadableFile: it holds more, far more than it was packed to, or is damaged.
        """
        if self.size > most or self.bursts(MOST_TIMES):
            raise UnreadableFile(_too_large(most))
        size = 0
        with self.open() as stream:
            while True:
                try:
                    piece = stream.read(PIECE)
                except BROKEN as fault:
                    raise UnreadableFile(_why(fault)) from fault
                if not piece:
                    return
                size += len(piece)
                if size > most:
                    raise UnreadableFile(_too_large(most))
                yield piece

    def read(self, most: int) -> bytes:
        """All of its bytes, within the limit of `pieces`."""
        return b"".join(self.pieces(most))

    def bursts(self, times: int) -> bool:
        """Whether it says to be that many times larger than it was packed."""
        return self.packed is not None and self.size > SMALL and self.size > times * max(self.packed, 1)


def _too_large(most: int) -> str:
    return f"This is larger than {most >> 20} MB or far larger than it was packed; it was not unpacked."


def _why(fault: Exception) -> str:
    if isinstance(fault, RuntimeError) and "password" in str(fault):
        return "This is locked with a password; unpack it yourself and import the files."
    if isinstance(fault, FileNotFoundError):
        return "This file was not found."
    if isinstance(fault, PermissionError):
        return "This file may not be read; change its permissions."
    return "This is damaged and could not be unpacked; download the archive again."


class OpenArchives:
    """Archives that stay open while their files are read, a few at a time."""

    def __init__(self) -> None:
        self._open: OrderedDict[Path, zipfile.ZipFile] = OrderedDict()

    def get(self, path: Path) -> zipfile.ZipFile:
        """The archive, opened if it was not."""
        found = self._open.pop(path, None) or zipfile.ZipFile(path)
        self._open[path] = found
        while len(self._open) > KEPT_OPEN:
            self._open.popitem(last=False)[1].close()
        return found

    def close(self) -> None:
        """Closes all of them."""
        while self._open:
            self._open.popitem()[1].close()


def members_of_zip(path: Path, archives: OpenArchives) -> Iterator[Member | Refused]:
    """The files of a zip archive in the order of their names.

    Args:
        path: of the archive.
        archives: where it is kept open.

    Yields:
        Each file, or why it is not read. Nothing is unpacked yet.

    Raises:
        UnreadableFile: the whole archive is refused.
    """
    try:
        with path.open("rb") as file:
            size = _directory_size(file)
        if size > MOST_DIRECTORY:
            raise UnreadableFile("This archive's list of files is far too long; it was not read.")
        entries = archives.get(path).infolist()
    except BROKEN as fault:
        if isinstance(fault, UnreadableFile):
            raise
        if isinstance(fault, PermissionError | FileNotFoundError):
            raise UnreadableFile(_why(fault)) from fault
        raise UnreadableFile("This is no zip archive, or a damaged one; download it again.") from fault
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFile(f"This archive holds more than {MOST_ENTRIES:,} files; it was not read.")
    if _overlap(entries):
        raise UnreadableFile("The files of this archive overlap, as in a zip bomb; it was not read.")
    for entry in sorted(entries, key=lambda one: one.filename):
        if entry.is_dir():
            continue
        wrong = _wrong_with(entry)
        if wrong:
            yield Refused(entry.filename, wrong)
            continue
        yield Member(entry.filename, entry.file_size, _opener(path, entry, archives), entry.compress_size)


def _opener(path: Path, entry: zipfile.ZipInfo, archives: OpenArchives) -> Callable[[], BinaryIO]:
    def open_it() -> BinaryIO:
        return archives.get(path).open(entry)  # type: ignore[return-value]

    return open_it


def _wrong_with(entry: zipfile.ZipInfo) -> str:
    """Why an entry is not read, "" where it may be."""
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in (name.parts or ("",))[0]:
        return "Its name leads out of the archive; it was not read."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "This is a link to another file; it was not followed."
    if entry.flag_bits & 1:
        return "This is locked with a password; unpack it yourself and import the files."
    if entry.compress_type not in METHODS:
        return "This is packed in a way that cannot be read; unpack it yourself and import the files."
    return ""


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes of the archive."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + entry.compress_size
    return False


def _directory_size(file: BinaryIO) -> int:
    """Bytes of an archive's list of files as its end says, so that a huge one is never loaded.

    Raises:
        BadZipFile: there is no such end.
    """
    whole = file.seek(0, 2)
    start = max(0, whole - END.size - LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(END_SIGNATURE)
    if at < 0 or len(tail) - at < END.size:
        raise zipfile.BadZipFile("no end of central directory")
    size = int(END.unpack_from(tail, at)[5])
    if start + at >= LOCATOR.size:
        file.seek(start + at - LOCATOR.size)
        signature, _, place, _ = LOCATOR.unpack(file.read(LOCATOR.size))
        if signature == LOCATOR_SIGNATURE and place <= whole - END64.size:
            file.seek(place)
            size = max(size if size != 0xFFFFFFFF else 0, int(END64.unpack(file.read(END64.size))[8]))
    return size
