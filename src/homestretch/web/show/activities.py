"""The list of activities: what is asked for, and its rows by month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from homestretch.desk.activities import Kinds, whole_year
from homestretch.monitoring import SessionMatch
from homestretch.store.activity_values import ActivityLine, Filter, Page
from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.show.activity import LineShow, show_line, sport_name
from homestretch.web.show.matches import STATUS
from homestretch.web.show.session import mark_of

LONGEST_SEARCH = 100  # characters
WITH_REPS, ON_TRACK, UNSAID = "with-reps", "on-track", "unsaid"
FIRST_YEAR, LAST_YEAR = 1970, 2200
MOST_PAGES = 1_000_000
HALF_SHOWN_M = 50.0  # the list shows tenths of a km: what reads 10.0 km is ten kilometres
KILOMETRES = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as it stands in the address: a sport or one of two kinds of run, a year, words, km."""

    text: str = ""
    kind: str = ""
    year: int | None = None
    longest: bool = False
    page: int = 1
    least_km: str = ""
    most_km: str = ""

    @property
    def folds_out(self) -> bool:
        """Whether anything is set that a phone keeps folded away."""
        return bool(self.kind or self.year or self.least_km or self.most_km or self.longest)

    def filter(self) -> Filter:
        """As the store asks for it."""
        since, until = whole_year(self.year) if self.year else (None, None)
        special = self.kind in (WITH_REPS, ON_TRACK)
        return Filter(
            text=self.text,
            sport=None if special or not self.kind else "" if self.kind == UNSAID else self.kind,
            since=since,
            until=until,
            with_reps=self.kind == WITH_REPS,
            on_track=self.kind == ON_TRACK,
            longest_first=self.longest,
            least_m=_metres(self.least_km, -HALF_SHOWN_M),
            most_m=_metres(self.most_km, HALF_SHOWN_M),
        )

    def query(self) -> str:
        """As it stands in an address."""
        told = {
            "text": self.text,
            "kind": self.kind,
            "year": self.year or "",
            "least": self.least_km,
            "most": self.most_km,
            "sort": "longest" if self.longest else "",
            "page": self.page if self.page > 1 else "",
        }
        return urlencode({key: value for key, value in told.items() if value})


@dataclass(frozen=True, slots=True)
class MonthShow:
    """The activities of one month; without a name where the list is not in order of time."""

    name: str
    lines: tuple[LineShow, ...]


@dataclass(frozen=True, slots=True)
class ListShow:
    """A page of the list."""

    months: tuple[MonthShow, ...]
    title: str
    total: int
    is_empty: bool
    is_narrowed: bool
    kinds: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    older: str
    newer: str
    place: str


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for; what makes no sense is left out."""
    year, number = _whole(asked.get("year", "")), _whole(asked.get("page", ""))
    return Wanted(
        text=" ".join(asked.get("text", "")[:LONGEST_SEARCH].replace("\0", "").split()),
        kind=asked.get("kind", "")[:32].replace("\0", ""),
        year=year if year and FIRST_YEAR <= year <= LAST_YEAR else None,
        longest=asked.get("sort") == "longest",
        page=min(max(number or 1, 1), MOST_PAGES),
        least_km=_kilometres(asked.get("least", "")),
        most_km=_kilometres(asked.get("most", "")),
    )


def show_list(
    found: Page, wanted: Wanted, kinds: Kinds, unit: PaceUnit, served: Mapping[int, SessionMatch]
) -> ListShow:
    """A page of the list, with what it can be narrowed to and the planned session that each activity served."""
    total = sum(kinds.sports.values())
    narrowed = bool(wanted.text or wanted.kind or wanted.year or wanted.least_km or wanted.most_km)
    first = (found.number - 1) * max(1, -(-found.total // found.pages)) + 1 if found.total else 0
    return ListShow(
        months=_by_month(found.lines, wanted.longest, unit, served),
        title=_title(found.total, narrowed),
        total=found.total,
        is_empty=total == 0,
        is_narrowed=narrowed,
        kinds=(
            ("", "Everything"),
            *((sport or UNSAID, f"{_plural(sport)} ({count})") for sport, count in kinds.sports.items()),
            (WITH_REPS, "Runs with reps"),
            (ON_TRACK, "On a track"),
        ),
        years=kinds.years,
        older=replace(wanted, page=found.number + 1).query() if found.number < found.pages else "",
        newer=replace(wanted, page=found.number - 1).query() if found.number > 1 else "",
        place=f"Page {found.number} of {found.pages}" if found.pages > 1 and first else "",
    )


def _by_month(
    lines: tuple[ActivityLine, ...], longest: bool, unit: PaceUnit, served: Mapping[int, SessionMatch]
) -> tuple[MonthShow, ...]:
    def shown(some: Iterable[ActivityLine]) -> tuple[LineShow, ...]:
        return tuple(show_line(line, unit, _served(served.get(line.id))) for line in some)

    if longest:
        return (MonthShow("", shown(lines)),)
    return tuple(
        MonthShow(f"{wording.MONTHS[month - 1]} {year}", shown(group))
        for (year, month), group in groupby(
            lines, key=lambda line: (line.figures.local_date.year, line.figures.local_date.month)
        )
    )


def _served(match: SessionMatch | None) -> tuple[str, str]:
    """A session's mark and `400s at 1500 pace: done`."""
    if match is None:
        return "", ""
    return mark_of(match.session), f"{match.session.name}: {STATUS[match.status].lower()}"


def _title(total: int, narrowed: bool) -> str:
    if total == 0:
        return "Nothing fits" if narrowed else "Nothing here yet"
    many = f"{total:,}".replace(",", " ")  # thin space between thousands
    return f"{many} activit{'y' if total == 1 else 'ies'}{' fit' + ('s' if total == 1 else '') if narrowed else ''}"


def _plural(sport: str) -> str:
    names = {
        "running": "Runs",
        "cycling": "Rides",
        "swimming": "Swims",
        "walking": "Walks",
        "": "Of no sport",
    }
    return names.get(sport, sport_name(sport))


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _kilometres(text: str) -> str:
    """A number of kilometres as typed, with a point; empty for what is none."""
    typed = text.strip()
    return typed.replace(",", ".") if KILOMETRES.fullmatch(typed) else ""


def _metres(kilometres: str, room: float) -> float | None:
    return 1000 * float(kilometres) + room if kilometres else None
