"""The search: paths in, activity files and wellness out, in the same order each time.

Folders, zips and zips within zips are one kind of tree: members with names, each taken by its name for what it
is. Zips within zips are unpacked to a scratch folder under numbers.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import BinaryIO

from homestretch.activity.archives import apple, garmin, strava
from homestretch.activity.archives.model import Found, Hints, Refused, Search
from homestretch.activity.archives.zips import (
    MOST_TIMES_NESTED,
    ZIP,
    Member,
    OpenArchives,
    members_of_zip,
)
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import LARGEST_FILE

ACTIVITY = re.compile(r"\.(fit|tcx|gpx)(\.gz)?$", re.IGNORECASE)
DEEPEST = 3  # archives within archives; Garmin's has two
MOST_SCRATCH = 16 << 30  # bytes that unpacked archives may take together
HIDDEN = ("__MACOSX",)  # what macOS adds to zips

Tell = Callable[[str], None]


def search(paths: Iterable[Path], scratch: Path, archives: OpenArchives, tell: Tell | None = None) -> Search:
    """Look through files, folders and archives.

    Args:
        paths: as given; each is looked through on its own.
        scratch: an empty folder for archives within archives. What is found reads from it, so it must stay
            until everything was read.
        archives: where archives stay open; close it in the end.
        tell: told the name of each folder or archive that is begun.

    Returns:
        What was found; files are read only when `Found.read` is called. A path that is not there is among
        them as refused.
    """
    looking = _Looking(scratch, archives, tell or (lambda name: None))
    for path in paths:
        looking.look(path)
    return looking.found


class _Looking:
    def __init__(self, scratch: Path, archives: OpenArchives, tell: Tell) -> None:
        self.found = Search()
        self._scratch = scratch
        self._archives = archives
        self._tell = tell
        self._unpacked = 0
        self._room = MOST_SCRATCH

    def look(self, path: Path) -> None:
        """One path as it was given."""
        name = path.name or str(path)
        try:
            kind = path.stat().st_mode
            if stat.S_ISDIR(kind):
                self._tree(name, _members_of_folder(path))
            elif not stat.S_ISREG(kind):
                self._refuse(str(path), "This is no file and no folder; it was not read.")
            elif _is_zip(path):
                self._zip(name, path, 1)
            else:
                member = _member_of_file(path, name)
                if name.lower().endswith(".xml") and self._is_health(member):
                    self._tree("", iter([member]))
                else:
                    self._file(name, member, Hints())
        except FileNotFoundError:
            self._refuse(str(path), "This was not found; check its name and folder.")
        except OSError as fault:
            self._refuse(str(path), f"This cannot be read: {fault.strerror or fault}.")

    def _refuse(self, name: str, reason: str) -> None:
        self.found.files.append(Refused(name, reason))

    def _file(self, name: str, member: Member, hints: Hints) -> None:
        self.found.files.append(Found(name, partial(member.read, LARGEST_FILE), hints))

    def _zip(self, name: str, path: Path, depth: int) -> None:
        try:
            self._tree(name, members_of_zip(path, self._archives), depth)
        except UnreadableFile as fault:
            self._refuse(name, str(fault))

    def _tree(self, root: str, members: Iterator[Member | Refused], depth: int = 0) -> None:
        """All members of a folder or an archive: first what tells of the files, then the files."""
        self._tell(root)
        files: list[Member | Refused] = []
        nested: list[Member] = []
        hints: dict[str, Hints] = {}
        workouts: list[tuple[str, apple.KeptWorkout]] = []
        for member in members:
            name = member.name
            parts = name.split("/")
            if isinstance(member, Refused):
                files.append(member)
            elif parts[-1].startswith(".") or any(part in HIDDEN for part in parts):
                continue
            elif ACTIVITY.search(name):
                files.append(member)
            elif name.lower().endswith(".zip"):
                nested.append(member)
            else:
                self._beside(root, member, hints, workouts)
        for file in files:
            shown = join(root, file.name)
            if isinstance(file, Refused):
                self._refuse(shown, file.reason)
            else:
                self._file(shown, file, hints.get(normpath(file.name), Hints()))
        self._without_route(root, workouts, {normpath(file.name) for file in files})
        for archive in nested:
            self._nested(join(root, archive.name), archive, depth + 1)

    def _beside(
        self,
        root: str,
        member: Member,
        hints: dict[str, Hints],
        workouts: list[tuple[str, apple.KeptWorkout]],
    ) -> None:
        """A member that is no activity: does it tell of activities or of wellness?"""
        name = member.name
        try:
            if basename(name).lower() == strava.TABLE:
                hints.update(strava.read_table(member.read(strava.LARGEST_TABLE), name))
            elif garmin.NAMES.search(name):
                self.found.by_start.update(garmin.read_names(member.read(garmin.LARGEST_JSON)))
            elif garmin.WELLNESS.search(name):
                self.found.wellness += garmin.read_wellness(member.read(garmin.LARGEST_JSON))
            elif name.lower().endswith(".xml") and self._is_health(member):
                health = apple.read_export(member.pieces(apple.LARGEST_EXPORT))
                self.found.wellness += health.wellness
                for route, told in health.routes.items():
                    hints[normpath(join(dirname(name), route))] = told
                workouts += [(name, workout) for workout in health.workouts]
                if health.damaged:
                    self._refuse(join(root, name), health.damaged)
            else:
                self.found.ignored += 1
        except UnreadableFile as fault:
            self._refuse(join(root, name), str(fault))

    def _without_route(
        self, root: str, workouts: Iterable[tuple[str, apple.KeptWorkout]], files: Container[str]
    ) -> None:
        """Workouts of which no route lies in this tree: each is an activity by itself."""
        for name, kept in workouts:
            if any(normpath(join(dirname(name), route)) in files for route in kept.routes):
                continue
            shown = f"{join(root, name)}: workout of {kept.workout.start:%Y-%m-%d %H:%M}"
            self.found.files.append(Found(shown, kept.excerpt))

    def _is_health(self, member: Member) -> bool:
        with member.open() as stream:
            return apple.is_export(stream.read(apple.FIRST_BYTES))

    def _nested(self, name: str, member: Member, depth: int) -> None:
        if depth > DEEPEST:
            self._refuse(name, f"Archives lie more than {DEEPEST} deep within each other; it was not read.")
            return
        if member.bursts(MOST_TIMES_NESTED):
            self._refuse(name, "This archive is far larger than it was packed; it was not unpacked.")
            return
        self._unpacked += 1
        path = self._scratch / f"{self._unpacked}.zip"
        try:
            with path.open("wb") as file:
                for piece in member.pieces(self._room):
                    file.write(piece)
                    self._room -= len(piece)
        except UnreadableFile as fault:
            path.unlink(missing_ok=True)
            self._refuse(name, str(fault))
            return
        self._zip(name, path, depth)


def _is_zip(path: Path) -> bool:
    if path.suffix.lower() == ".zip":
        return True
    with path.open("rb") as file:
        return file.read(len(ZIP)) == ZIP


def _member_of_file(path: Path, name: str) -> Member:
    def open_it() -> BinaryIO:
        return path.open("rb")

    return Member(name, path.stat().st_size, open_it)


def _members_of_folder(path: Path) -> Iterator[Member | Refused]:
    """The regular files of a folder and the folders in it, by name; links to folders are not followed."""
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(one for one in inner if not one.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            shown = file.relative_to(path).as_posix()
            try:
                if stat.S_ISREG(file.stat().st_mode):
                    yield _member_of_file(file, shown)
            except OSError as fault:
                if ACTIVITY.search(name):
                    yield Refused(shown, f"This cannot be read: {fault.strerror or fault}.")
