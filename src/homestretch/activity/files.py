"""Any activity file as a recording: the format is told by its bytes, `.gz` is inflated within a limit."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.fit.decode import SIGNATURE, SIGNATURE_AT
from homestretch.activity.fit.recording import read_fit
from homestretch.activity.gpx import Gpx, gpx_recording
from homestretch.activity.health import ROOT as HEALTH
from homestretch.activity.health import HealthWorkout, health_recording
from homestretch.activity.markup import Handler, read_markup
from homestretch.activity.recording import Damage, Recording
from homestretch.activity.tcx import Tcx, tcx_recording

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
GZIP_WINDOW = 31  # zlib's window size for gzip with its header
LARGEST_FILE = 128 << 20  # bytes, inflated; a day of one-second TCX is a third of that
PIECE = 1 << 20  # bytes inflated at once


def inflate(data: bytes, most: int = LARGEST_FILE) -> tuple[bytes, tuple[Damage, ...]]:
    """The content of a gzip file.

    Args:
        data: the compressed file.
        most: bytes that it may hold.

    Returns:
        What it holds, up to the first damage, and what is wrong with it.

    Raises:
        UnreadableFile: it holds more than `most` bytes.
    """
    pieces: list[bytes] = []
    size = 0
    rest = data
    while rest.startswith(GZIP):
        machine = zlib.decompressobj(GZIP_WINDOW)
        while not machine.eof:
            try:
                piece = machine.decompress(rest, PIECE)
            except zlib.error:
                return b"".join(pieces), (Damage("the compressed file is damaged", len(data) - len(rest)),)
            rest = machine.unconsumed_tail
            size += len(piece)
            if size > most:
                raise UnreadableFile(
                    f"This file holds more than {most >> 20} MB when unpacked, which no activity does. "
                    "It was not read."
                )
            pieces.append(piece)
            if not piece and not rest and not machine.eof:
                return b"".join(pieces), (Damage("the compressed file breaks off", len(data)),)
        rest = machine.unused_data
    return b"".join(pieces), ()


def _markup(data: bytes) -> Recording:
    def begin(name: str) -> Handler:
        if name in ("TrainingCenterDatabase", "Activities"):  # some files lost their outermost element
            return Tcx()
        if name == "gpx":
            return Gpx()
        if name == HEALTH:
            return HealthWorkout()
        raise UnreadableFile(f"This is no FIT, TCX or GPX file: it begins with <{name[:40]}>.")

    handler, damage = read_markup(data.lstrip(), begin)  # Strava's TCX files begin with blanks
    if isinstance(handler, Tcx):
        return tcx_recording(handler, damage)
    if isinstance(handler, HealthWorkout):
        return health_recording(handler, damage)
    assert isinstance(handler, Gpx)
    return gpx_recording(handler, damage)


def read_activity(data: bytes) -> Recording:
    """Read a FIT, TCX or GPX file, gzipped or not; its bytes say which it is.

    Args:
        data: the whole file.

    Returns:
        What it says; of a damaged file everything up to the damage, with `damage` set.

    Raises:
        UnreadableFile: it is none of these, is too large, or declares entities; the message says which.
    """
    wrong: tuple[Damage, ...] = ()
    if data.startswith(GZIP):
        data, wrong = inflate(data)
    elif len(data) > LARGEST_FILE:
        raise UnreadableFile(f"This file is larger than {LARGEST_FILE >> 20} MB, which no activity is.")
    if data.startswith(ZIP):
        raise UnreadableFile("This is a zip archive: import it whole, or unpack it and choose a file.")
    if not data.strip():
        raise UnreadableFile("This file is empty. Export the activity again.")
    recording = read_fit(data) if data[SIGNATURE_AT] == SIGNATURE else _markup(data)
    return replace(recording, damage=wrong + recording.damage) if wrong else recording


def read_activity_file(path: Path | str) -> Recording:
    """As `read_activity`, from a file.

    Raises:
        UnreadableFile: also if the file cannot be opened.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be opened: {fault.strerror}.") from fault
    return read_activity(data)
