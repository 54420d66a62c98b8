"""`homestretch athlete add|list`: the athletes in the database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from homestretch.cli.database import add_data, open_database
from homestretch.cli.errors import FAILURE, bad_input, reading
from homestretch.cli.options import Commands, add_json, day


def add_to(commands: Commands) -> None:
    command = commands.add_parser("athlete", help="the athletes in the database", allow_abbrev=False)
    verbs = command.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser(
        "add",
        help="keep an athlete, and issue the first season",
        description="Keeps the athlete of a file in the database and issues the first season.",
        allow_abbrev=False,
    )
    add.add_argument("file", metavar="ATHLETE.toml", type=Path)
    add.add_argument("--start", type=day, metavar="DATE", help="first day of the season (today)")
    add.add_argument("--no-season", action="store_true", help="keep the athlete alone")
    add.set_defaults(run=run_add)
    show = verbs.add_parser("list", help="names of the athletes", allow_abbrev=False)
    show.set_defaults(run=run_list)
    for verb in (add, show):
        add_data(verb)
        add_json(verb)


def run_add(options: argparse.Namespace) -> int:
    from homestretch.athlete.checks import check_against
    from homestretch.athlete.file import read_athlete
    from homestretch.cli.terminal import progress
    from homestretch.planning.document import season_document

    today: date = options.start or date.today()
    with reading(str(options.file)):
        athlete = read_athlete(options.file)
        check_against(athlete, today, options.file)
    owner_id = open_database(options.data)
    from homestretch.desk.athletes import Refused, add_athlete

    try:
        with progress("Planning the season"):
            stored, season = add_athlete(owner_id, athlete, today, with_season=not options.no_season)
    except Refused as error:
        raise bad_input(str(error)) from error
    document = season_document(season, athlete) if season else None
    if options.json:
        about = document.get("athlete") if document else None
        shown = {"name": stored.name, **(about if isinstance(about, dict) else {})}
        _print({"athlete": shown, "season": document})
    if season is not None and season.refused is not None:
        raise bad_input(season.refused.reason)
    if season is not None and season.violations:
        print("homestretch: the season breaks safety limits and was not kept; report it.", file=sys.stderr)
        return FAILURE
    if not options.json:
        until = f" with a season from {season.start}" if season else ""
        print(f"{stored.name} was added{until}.")
    return 0


def run_list(options: argparse.Namespace) -> int:
    owner_id = open_database(options.data)
    from homestretch.desk.athletes import all_athletes

    names = [one.name for one in all_athletes(owner_id)]
    if options.json:
        _print({"athletes": [{"name": name} for name in names]})
    else:
        print("\n".join(name or "(without a name yet)" for name in names) or "There is no athlete yet.")
    return 0


def _print(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n")
