"""Where the real files are: the data folder that HOMESTRETCH_CORPUS names, else ``shared/data`` beside the checkout.

They are not part of the project. Activities lie in the folder ``activities`` of it; a folder of files alone will do.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "HOMESTRETCH_CORPUS"
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
WHY_SKIPPED = f"no activity files: {VARIABLE} names no data folder, and none lies beside the checkout"


def corpus(*endings: str) -> list[Path]:
    """The files of the corpus with one of these endings; none if there is no corpus."""
    folder = Path(os.environ.get(VARIABLE) or BESIDE)
    if (folder / "activities").is_dir():
        folder = folder / "activities"
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in endings)
