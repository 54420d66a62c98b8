"""Imports and analyses that pages ask for: one at a time for each athlete runs in the background.

The files sent are laid down and stay on the disk until their import ends, so that one that was killed can go on.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock, Thread

from django.core.files.uploadedfile import UploadedFile
from django.db import connections

from homestretch.desk.analyse_again import Again, analyse_again, count_stale
from homestretch.desk.imports import ImportStopped, Progress, import_files
from homestretch.desk.workers import worker_pool
from homestretch.store.places import data_folder
from homestretch.store.zone import machine_zone

BUSY = "An import is running. Wait until it is done; then send the next."
BUSY_AGAIN = "Your activities are being analysed again. Wait until that is done."
FOLDER = "uploads"
FEW_FILES = 4  # up to here starting other processes takes longer than the work
MOST_PARTS = 12  # folders deep
LONGEST_PART = 120  # characters of a name
WORKERS = 2  # processes that decode and analyse while the pages are served


class Busy(RuntimeError):
    """Another import or analysis of this athlete still runs."""


@dataclass(frozen=True, slots=True)
class State:
    """Work in this process.

    Attributes:
        progress: how far it is.
        stopped: why it stopped, "" while all is well.
        again: what came of analysing again; None for an import.
    """

    progress: Progress
    running: bool
    stopped: str = ""
    again: Again | None = None


class Imports:
    """The imports and analyses of this process, one for each athlete at a time."""

    def __init__(self) -> None:
        self._states: dict[int, State] = {}
        self._lock = Lock()

    def state(self, athlete_id: int) -> State | None:
        """How far the athlete's work is; None before the first since this process began."""
        return self._states.get(athlete_id)

    def told(self, athlete_id: int) -> None:
        """What came of analysing again was shown, so that the next page need not say it once more."""
        with self._lock:
            known = self._states.get(athlete_id)
            if known is not None and known.again is not None and not known.running:
                del self._states[athlete_id]

    def start(self, athlete_id: int, folder: Path, now: datetime) -> None:
        """Import what lies in a folder of `lay_down`, in the background.

        Raises:
            Busy: something runs already.
        """

        def work(tell: Callable[[Progress], None]) -> None:
            paths = _paths(folder)
            with nullcontext() if _is_small(paths) else worker_pool(WORKERS) as pool:
                import_files(athlete_id, paths, now, machine_zone(), pool, tell)
            shutil.rmtree(folder, ignore_errors=True)

        self._begin(athlete_id, work, None)

    def start_again(self, athlete_id: int, now: datetime) -> None:
        """Analyse again what is older than the profile or the analysis, in the background.

        Raises:
            Busy: something runs already.
        """
        found = Again()

        def work(tell: Callable[[Progress], None]) -> None:
            small = count_stale(athlete_id) <= FEW_FILES
            with nullcontext() if small else worker_pool(WORKERS) as pool:
                analyse_again(athlete_id, now, machine_zone(), pool, tell, found)

        self._begin(athlete_id, work, found)

    def _begin(
        self, athlete_id: int, work: Callable[[Callable[[Progress], None]], None], again: Again | None
    ) -> None:
        with self._lock:
            known = self._states.get(athlete_id)
            if known is not None and known.running:
                raise Busy(BUSY_AGAIN if known.again is not None else BUSY)
            self._states[athlete_id] = State(Progress(0, 0, ""), True, again=again)
        Thread(target=self._run, args=(athlete_id, work, again), name="import", daemon=True).start()

    def _run(
        self, athlete_id: int, work: Callable[[Callable[[Progress], None]], None], again: Again | None
    ) -> None:
        stopped = "Something broke; what was done stays. Go on with it, and look into the terminal."
        done = Progress(0, 0, "")

        def tell(progress: Progress) -> None:
            nonlocal done
            done = progress
            self._states[athlete_id] = State(progress, True, again=again)

        try:
            work(tell)
            stopped = ""
        except ImportStopped as fault:
            stopped = str(fault)
        except OSError as fault:
            why = fault.strerror or fault
            stopped = f"It stopped: {why}. Make room on the disk, then go on with it."
        finally:
            connections.close_all()
            self._states[athlete_id] = State(done, False, stopped, again)


imports = Imports()


def lay_down(athlete_id: int, files: Sequence[UploadedFile], places: Sequence[str]) -> Path:
    """Write files that were sent into a folder of their own.

    Args:
        athlete_id: whose they are.
        files: as sent.
        places: their place in the folder they were taken from, such as `export/activities.csv`; "" for
            single files. It is read as names alone and never leads out of the folder.

    Raises:
        OSError: they cannot be written; nothing is left of them then.
    """
    root = data_folder() / FOLDER
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(mkdtemp(prefix=f"{athlete_id}-", dir=root))
    try:
        for number, file in enumerate(files):
            place = _parts(places[number]) if number < len(places) else []
            name = _parts(file.name or "")[-1:] or ["file"]
            target = folder.joinpath("tree", *place) if len(place) > 1 else folder / f"{number}" / name[0]
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                for chunk in file.chunks():
                    out.write(chunk)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def left_over(athlete_id: int) -> Path | None:
    """What was sent for an import that did not come to its end."""
    root = data_folder() / FOLDER
    found = sorted(root.glob(f"{athlete_id}-*")) if root.is_dir() else []
    return found[-1] if found else None


def forget(athlete_id: int) -> None:
    """Take away what is left of imports that did not come to their end."""
    while (folder := left_over(athlete_id)) is not None:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            return


def _paths(folder: Path) -> list[Path]:
    """Single files, and the outermost folders of those that were sent with their places."""
    return [path for child in sorted(folder.iterdir()) for path in sorted(child.iterdir())]


def _is_small(paths: Sequence[Path]) -> bool:
    return len(paths) <= FEW_FILES and not any(p.is_dir() or p.suffix.lower() == ".zip" for p in paths)


def _parts(place: str) -> list[str]:
    """The names of a path without anything that could lead elsewhere."""
    names = (part.strip().strip(".") and part.strip() for part in place.replace("\\", "/").split("/"))
    kept = [_printable(name)[-LONGEST_PART:] for name in names if name and name not in (".", "..")]
    return kept[-MOST_PARTS:]


def _printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "_" for letter in name)
