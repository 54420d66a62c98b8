"""Where the real files are: a folder named by HOMESTRETCH_CORPUS. They are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "HOMESTRETCH_CORPUS"
WHY_SKIPPED = f"{VARIABLE} names no folder of activity files"


def corpus(*endings: str) -> list[Path]:
    """The files of the corpus with one of these endings; none if there is no corpus."""
    folder = os.environ.get(VARIABLE, "")
    if not folder or not Path(folder).is_dir():
        return []
    return sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in endings)
