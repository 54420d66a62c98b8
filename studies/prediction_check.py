"""How far predictions miss, and how often their 80 % ranges hold: each season's marks, one distance left out.

    python -m studies.prediction_check

Reads results/club_marks.csv and results/season_bests.csv from the folder in HOMESTRETCH_CORPUS, else from the
data folder beside the checkout. Prints two tables: by data set and method, and by pair of distances.
"""

from __future__ import annotations

import csv
import math
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final, cast

from homestretch.athlete.model import Result, Sex
from homestretch.athlete.predict import predict

SETS: Final = ("club_marks", "season_bests")
SHORTEST_M: Final = 800.0  # shorter marks are evidence, but not predicted
LEAST_CASES: Final = 4  # a pair with fewer is not shown
INDOOR_SEASON_END: Final = date(2026, 3, 15)


@dataclass(frozen=True)
class Season:
    sex: Sex
    marks: tuple[Result, ...]


@dataclass(frozen=True)
class Case:
    """One mark predicted from others; errors are logarithms of true over predicted time."""

    source: str
    target_m: float
    error: float
    inside: bool
    width: float
    others: tuple[tuple[str, float], ...]


def corpus() -> Path:
    """The data folder."""
    named = os.environ.get("HOMESTRETCH_CORPUS")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"


def seasons(name: str) -> list[Season]:
    """Seasons with marks at two or more distances."""
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with (corpus() / "results" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["athlete"], row["season"]].append(row)
    return [
        Season(cast(Sex, rows[0]["sex"][0].upper()), tuple(_result(row) for row in rows))
        for _, rows in sorted(found.items())
        if len(rows) > 1
    ]


def _result(row: dict[str, str]) -> Result:
    """Indoor marks are taken as they are: both sides of a prediction come from the same kind of track."""
    day = date.fromisoformat(row["date"]) if "date" in row else INDOOR_SEASON_END
    return Result(float(row["distance_m"]), float(row["time_s"]), day)


def cases(season: Season, single: bool) -> Iterator[Case]:
    """Each distance predicted from all the others, or from each other one alone."""
    on = max(mark.date for mark in season.marks)
    for target in season.marks:
        if target.distance_m < SHORTEST_M:
            continue
        rest = tuple(mark for mark in season.marks if mark.distance_m != target.distance_m)
        for evidence in [(mark,) for mark in rest] if single else [rest] if rest else []:
            said = predict(evidence, season.sex, on, [target.distance_m]).predictions[0]
            yield Case(
                source=_name(evidence[0].distance_m) if single else "all",
                target_m=target.distance_m,
                error=math.log(target.time_s / said.time_s),
                inside=said.low_s <= target.time_s <= said.high_s,
                width=math.log(said.high_s / said.low_s) / 2,
                others=tuple((name, math.log(target.time_s / time)) for name, time in said.others),
            )


def methods_table(name: str, found: list[Case]) -> list[str]:
    """Median absolute error of each method, beside that of the curve in the same cases."""
    lines = [f"\n{name}: each distance from all others of the season, {len(found)} cases"]
    lines.append(f"{'method':<16}{'cases':>7}{'error %':>9}{'bias %':>8}{'curve, same cases %':>21}")
    errors: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for case in found:
        errors["curve"].append((case.error, case.error))
        for method, error in case.others:
            errors[method].append((error, case.error))
    for method, pairs in errors.items():
        lines.append(
            f"{method:<16}{len(pairs):>7}{_middle(e for e, _ in pairs):>9.2f}"
            f"{100 * median(e for e, _ in pairs):>8.2f}{_middle(c for _, c in pairs):>21.2f}"
        )
    held = sum(case.inside for case in found) / len(found)
    lines.append(f"80 % range: holds {held:.1%} of marks, half width {_middle(c.width for c in found):.1f} %")
    return lines


def pairs_table(name: str, found: list[Case]) -> list[str]:
    """Error and coverage by pair of distances."""
    by_pair: dict[tuple[str, float], list[Case]] = defaultdict(list)
    for case in found:
        by_pair[case.source, case.target_m].append(case)
    lines = [f"\n{name}: from one mark alone", f"{'from':>9}{'to':>9}{'cases':>7}{'error %':>9}{'held %':>8}"]
    order = sorted(by_pair.items(), key=lambda item: (item[0][1], item[0][0]))
    for (source, target), group in order:
        if len(group) >= LEAST_CASES:
            held = 100 * sum(case.inside for case in group) / len(group)
            error = _middle(case.error for case in group)
            lines.append(f"{source:>9}{_name(target):>9}{len(group):>7}{error:>9.2f}{held:>8.0f}")
    held = sum(case.inside for case in found) / len(found)
    lines.append(f"all pairs: {len(found)} cases, range holds {held:.1%}")
    return lines


def _middle(errors: Iterator[float]) -> float:
    """Median of the absolute values, in per cent."""
    return 100 * median(abs(error) for error in errors)


def _name(distance_m: float) -> str:
    return "mile" if round(distance_m) == 1609 else f"{distance_m:.0f}"


def main() -> int:
    """Print the tables."""
    if not (corpus() / "results").is_dir():
        print("No data: set HOMESTRETCH_CORPUS to the folder that holds results/.", file=sys.stderr)
        return 2
    for name in SETS:
        known = seasons(name)
        together = [case for season in known for case in cases(season, single=False)]
        alone = [case for season in known for case in cases(season, single=True)]
        print("\n".join([*methods_table(name, together), *pairs_table(name, alone)]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
