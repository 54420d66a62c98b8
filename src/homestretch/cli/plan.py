"""`homestretch plan`: a whole season from an athlete file, without a database.

In: the file, a start date, further blueprints. Out: a season to read, or its JSON document.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from homestretch.cli.errors import BAD_INPUT, FAILURE, bad_input, reading
from homestretch.cli.options import Commands, add_json, day, whole

if TYPE_CHECKING:
    from homestretch.athlete.model import Athlete
    from homestretch.blueprint.model import Blueprint
    from homestretch.planning.season import Season


def add_to(commands: Commands) -> None:
    command = commands.add_parser(
        "plan",
        help="a whole season from an athlete file",
        description="Plans a whole season from an athlete file: a picture of it, then week by week.",
        allow_abbrev=False,
    )
    command.add_argument("file", metavar="ATHLETE.toml", type=Path, help="who trains, and for which race")
    command.add_argument(
        "--start", type=day, metavar="DATE", help="first day of the plan, such as 2026-05-01 (today)"
    )
    command.add_argument("--week", type=whole, metavar="N", help="show one week with every session in full")
    command.add_argument(
        "--blueprint",
        type=Path,
        action="append",
        default=[],
        metavar="PATH",
        help="a method file or folder of your own, laid over the built-in one; may be repeated",
    )
    form = command.add_mutually_exclusive_group()
    add_json(form)
    form.add_argument("--markdown", action="store_true", help="print the season as Markdown tables")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    start: date = options.start or date.today()
    athlete = _athlete(options.file, start)
    blueprint = _blueprint(options.blueprint)
    season = _planned(athlete, start, blueprint)
    if options.json:
        _print_json(season, athlete)
    if season.refused is not None:
        return _refuse(season, options.json)
    if not options.json:
        _print_text(season, athlete, options)
    if season.violations:
        first = season.violations[0]
        print(
            f"homestretch: this season breaks {len(season.violations)} safety limits, the first of them "
            f"{first.id} ({first.where}: {first.text}); do not train by it, and report it.",
            file=sys.stderr,
        )
        return FAILURE
    return 0


def _athlete(path: Path, start: date) -> Athlete:
    from homestretch.athlete.checks import check_against
    from homestretch.athlete.file import read_athlete

    with reading(str(path)):
        athlete = read_athlete(path)
        check_against(athlete, start, path)
    return athlete


def _blueprint(paths: list[Path]) -> Blueprint | None:
    if not paths:
        return None
    from homestretch.blueprint.read import load

    with reading(", ".join(str(path) for path in paths)):
        return load(*paths)


def _planned(athlete: Athlete, start: date, blueprint: Blueprint | None) -> Season:
    from homestretch.cli.terminal import progress

    with progress("Planning the season"):
        from homestretch.planning import plan_season

        return plan_season(athlete, start, blueprint)


def _print_json(season: Season, athlete: Athlete) -> None:
    from homestretch.planning.document import canonical, season_document

    sys.stdout.write(canonical(season_document(season, athlete)).decode())


def _print_text(season: Season, athlete: Athlete, options: argparse.Namespace) -> None:
    from homestretch.cli.report import season_report, week_report
    from homestretch.cli.terminal import show, text_width

    if options.markdown:
        from homestretch.cli.markdown import season_markdown

        sys.stdout.write(season_markdown(season, athlete))
        return
    width = text_width(sys.stdout)
    if options.week is None:
        show(season_report(season, athlete, width))
        return
    if not any(week.number == options.week for week in season.weeks):
        last = season.weeks[-1].number
        raise bad_input(f"this season has no week {options.week}; choose one from 1 to {last}")
    show(week_report(season, options.week, width))


def _refuse(season: Season, as_json: bool) -> int:
    """The refusal's sentence on standard error, and below it what to loosen for people."""
    from homestretch.cli.report import refusal_report
    from homestretch.cli.terminal import show, text_width

    if season.refused is None:
        return 0
    print(f"homestretch: {season.refused.reason}", file=sys.stderr)
    if not as_json:
        show(refusal_report(season, text_width(sys.stderr)), sys.stderr)
    return BAD_INPUT
