"""`homestretch predict` and `homestretch zones`: what results are worth, and the zones that follow.

In: results on the command line or an athlete file. Out: tables to read, or a JSON document.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from homestretch.athlete.model import MILE_M, Athlete
from homestretch.cli.errors import bad_input, reading
from homestretch.cli.options import Commands, add_json, day, distance, mark, results, seconds, whole

if TYPE_CHECKING:
    from homestretch.cli.picture import Row
    from homestretch.planning.document import Document

# Without a birth date: an age without any age factor. It moves only the estimated largest heart rate.
UNKNOWN_AGE = 25
SHORTEST_M, LONGEST_M = 100, 42_195
SLOWEST_MPS = 5000 / (45 * 60)  # method 1.1: 5000 m in 45 min
DISTANCES = (800.0, 1500.0, MILE_M, 3000.0, 5000.0)  # m, predicted where none is asked for
FLYING30_S = (2.3, 6.0)  # method 1.1
HEART_RATES = {"max_hr": (120, 230), "rest_hr": (28, 100), "threshold_hr": (100, 215)}  # beats a minute


def add_to(commands: Commands) -> None:
    predict = commands.add_parser(
        "predict",
        help="race times from results",
        description="What results are worth at other distances, with 80 % intervals.",
        allow_abbrev=False,
    )
    _add_evidence(predict)
    predict.add_argument(
        "--distance",
        type=distance,
        action="append",
        default=[],
        metavar="METRES",
        help="a distance to predict, in metres or `mile`; may be repeated",
    )
    predict.set_defaults(run=run_predict)
    zones = commands.add_parser(
        "zones",
        help="training zones from results",
        description="Training zones of pace, heart rate and effort.",
        allow_abbrev=False,
    )
    _add_evidence(zones)
    for name, (low, high) in HEART_RATES.items():
        zones.add_argument(
            "--" + name.replace("_", "-"), type=whole, metavar="BPM", help=f"measured, {low} to {high}"
        )
    zones.set_defaults(run=run_zones)


def _add_evidence(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="ATHLETE.toml", type=Path, nargs="?", help="an athlete file, or:")
    command.add_argument(
        "--result",
        type=mark,
        action="append",
        default=[],
        metavar="DISTANCE=TIME@DATE",
        help="such as 800=1:58.2@2026-05-01 or mile=4:20; undated counts as today; may be repeated",
    )
    command.add_argument("--date", type=day, metavar="DATE", help="today's date for this call")
    command.add_argument("--sex", choices=("F", "M", "X"), default="X", help="F, M or X (X)")
    command.add_argument(
        "--born", type=day, metavar="DATE", help="for the estimate of the largest heart rate"
    )
    command.add_argument(
        "--flying30", type=seconds, metavar="SECONDS", help="30 m at full speed, such as 3.35"
    )
    add_json(command)


def run_predict(options: argparse.Namespace) -> int:
    from homestretch.athlete.predict import predict
    from homestretch.cli.tables import prediction_document, prediction_rows

    on: date = options.date or date.today()
    athlete = _athlete(options, on)
    distances = options.distance or DISTANCES
    with reading(str(options.file)):
        found = predict(athlete.results, athlete.sex, on, distances, athlete.flying30_s)
    if options.json:
        return _print_json(prediction_document(found))
    return _print_rows(prediction_rows(found))


def run_zones(options: argparse.Namespace) -> int:
    from homestretch.athlete.abilities import estimate
    from homestretch.athlete.zones import zones
    from homestretch.cli.tables import zone_document, zone_rows

    on: date = options.date or date.today()
    abilities = estimate(_athlete(options, on), on)
    found = zones(abilities)
    if options.json:
        return _print_json(zone_document(abilities, found))
    return _print_rows(zone_rows(abilities, found))


def _athlete(options: argparse.Namespace, on: date) -> Athlete:
    """The athlete of the file, or one made of the marks on the command line."""
    if options.file is not None:
        if options.result or options.flying30 is not None:
            raise bad_input(f"give either {options.file} or --result, not both")
        from homestretch.athlete.file import read_athlete

        with reading(str(options.file)):
            return read_athlete(options.file)
    if not options.result:
        raise bad_input("there is no result to go by; add one, such as --result 800=1:58.2@2026-05-01")
    from homestretch.athlete.abilities import DEFAULT_WEEKLY_KM

    made = Athlete(
        name="",
        born=options.born or on.replace(year=on.year - UNKNOWN_AGE, day=min(on.day, 28)),
        sex=options.sex,
        weekly_km=DEFAULT_WEEKLY_KM,
        results=results(options.result, on),
        flying30_s=options.flying30,
        max_hr=_heart_rate(options, "max_hr"),
        rest_hr=_heart_rate(options, "rest_hr"),
        threshold_hr=_heart_rate(options, "threshold_hr"),
    )
    _check(made, on)
    return made


def _heart_rate(options: argparse.Namespace, name: str) -> int | None:
    """A heart rate that was measured; `predict` asks for none."""
    value: int | None = getattr(options, name, None)
    low, high = HEART_RATES[name]
    if value is not None and not low <= value <= high:
        flag = name.replace("_", "-")
        raise bad_input(f"--{flag} {value} is no such heart rate; it lies between {low} and {high}")
    return value


def _check(athlete: Athlete, on: date) -> None:
    """Refuses what nobody can have run, and results that do not count on that day."""
    from homestretch.athlete.evidence import marks_from
    from homestretch.athlete.records import fastest_possible
    from homestretch.cli.words import distance_time

    for result in athlete.results:
        what = distance_time(result.distance_m, result.time_s)
        if not SHORTEST_M <= result.distance_m <= LONGEST_M:
            raise bad_input(f"{what}: results count from {SHORTEST_M} to {LONGEST_M} m; leave it out")
        if result.date > on:
            raise bad_input(f"{what} on {result.date} lies after {on}; check the date, or give --date")
        if result.time_s < fastest_possible(result.distance_m, athlete.sex):
            raise bad_input(f"{what} is faster than anybody has run; check distance and time")
        if result.distance_m / result.time_s < SLOWEST_MPS:
            raise bad_input(f"{what} is slower than running; check distance and time")
    low, high = FLYING30_S
    if athlete.flying30_s is not None and not low <= athlete.flying30_s <= high:
        raise bad_input(
            f"--flying30 {athlete.flying30_s:g} is not possible; it lies between {low} and {high} s"
        )
    if not marks_from(athlete.results, on):
        raise bad_input(f"no result counts on {on}: they are older than 24 months; add a newer one")


def _print_json(document: Document) -> int:
    from homestretch.planning.document import canonical

    sys.stdout.write(canonical(document).decode())
    return 0


def _print_rows(rows: Iterable[Row]) -> int:
    from homestretch.cli.terminal import show

    show(rows)
    return 0
