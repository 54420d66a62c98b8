"""Strava's export: `activities.csv` says the name, the sport and the runner's own rating of each file."""

from __future__ import annotations

import csv
import io
from posixpath import dirname, join, normpath

from homestretch.activity.archives.model import Hints
from homestretch.activity.markup import number

TABLE = "activities.csv"
LARGEST_TABLE = 64 << 20  # bytes; ten years are about 3 MB
FOLDER = "activities/"  # in which the files lie
# The headings are in the runner's language, the order of the columns is not (seen in exports since 2018).
ORDER = {"Activity Name": 2, "Activity Type": 3, "Activity Description": 4}
SPORTS = {
    "run": "running",
    "trail run": "running",
    "virtual run": "running",
    "ride": "cycling",
    "virtual ride": "cycling",
    "mountain bike ride": "cycling",
    "gravel ride": "cycling",
    "e-bike ride": "cycling",
    "swim": "swimming",
    "walk": "walking",
    "hike": "hiking",
    "rowing": "rowing",
    "nordic ski": "cross_country_skiing",
    "weight training": "training",
    "workout": "training",
    "elliptical": "fitness_equipment",
}


def read_table(data: bytes, place: str) -> dict[str, Hints]:
    """What the table says of each file.

    Args:
        data: the table.
        place: its own name in the archive; the files' names are relative to its folder.

    Returns:
        Hints by the file's name in the archive. Rows that cannot be understood are left out.
    """
    text = data.decode("utf-8-sig", errors="replace")
    csv.field_size_limit(1 << 24)
    rows = csv.reader(io.StringIO(text, newline=""))
    found: dict[str, Hints] = {}
    try:
        heading = next(rows, [])
        columns = {name: at for at, name in reversed(list(enumerate(heading)))}
        for row in rows:
            file = next((cell for cell in row if cell.startswith(FOLDER)), "")
            if file:
                found[normpath(join(dirname(place), file))] = _hints(row, columns)
    except csv.Error:  # what follows is no table
        pass
    return found


def _hints(row: list[str], columns: dict[str, int]) -> Hints:
    def cell(name: str) -> str:
        at = columns.get(name, ORDER.get(name, len(row)))
        return row[at].strip() if at < len(row) else ""

    effort = number(cell("Perceived Exertion"))
    return Hints(
        name=cell("Activity Name"),
        note=cell("Activity Description"),
        sport=SPORTS.get(cell("Activity Type").lower(), ""),
        rpe=effort if 0 < effort <= 10 else None,
    )
