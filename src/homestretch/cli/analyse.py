"""`homestretch analyse`: one activity, from a watch file or from typed splits, as text or JSON.

In: the file, the session that was meant, the runner's own splits, the athlete file. Out: a report.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from homestretch.cli.errors import bad_input, reading
from homestretch.cli.options import Commands, add_json, day
from homestretch.units import UnitError, parse_time

if TYPE_CHECKING:
    from homestretch.activity.analysis.model import Analysis
    from homestretch.activity.recording import Recording
    from homestretch.athlete.model import Abilities, Athlete

MOST_SPLITS = 200  # far more reps than anybody runs in a session
HARDEST = 10.0  # CR10


def add_to(commands: Commands) -> None:
    command = commands.add_parser(
        "analyse",
        help="what was done: one watch file, or typed splits",
        description="Analyses one activity: reps against what was meant, heart, stride, load and kick.",
        allow_abbrev=False,
    )
    command.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="a FIT, TCX or GPX file, gzipped or not"
    )
    command.add_argument(
        "--session", metavar="NOTATION", help='what was meant, such as "6 x 400 m @ 1500 (90 s jog)"'
    )
    command.add_argument(
        "--splits",
        type=splits,
        metavar="TIMES",
        help='times of the reps by your own watch, such as "61.2 61.8 62.0"',
    )
    command.add_argument(
        "--athlete",
        type=Path,
        metavar="ATHLETE.toml",
        help="who ran: zones, critical speed, D' and sprint speed",
    )
    command.add_argument(
        "--date", type=day, metavar="DATE", help="judge by the abilities of this day (the activity's)"
    )
    command.add_argument("--rpe", type=effort, metavar="0..10", help="how hard the whole session was")
    command.add_argument(
        "--lane", type=int, choices=range(1, 9), metavar="1..8", help="the lane, if it was on a track"
    )
    add_json(command)
    command.set_defaults(run=run)


def splits(text: str) -> tuple[float, ...]:
    """`61.2 61.8 1:02.0` as seconds, parted by blanks, commas, semicolons or strokes."""
    comma = r"," if "." in text else r",(?=\s|$)"  # 61.2,61.8 and 61,2, 61,8: a comma also writes decimals
    words = re.sub(comma, " ", text).replace(";", " ").replace("/", " ").split()
    if not words:
        raise argparse.ArgumentTypeError('there is no time in it; write them such as "61.2 61.8 62.0"')
    if len(words) > MOST_SPLITS:
        raise argparse.ArgumentTypeError(
            f"{len(words)} splits are too many for one session; give up to {MOST_SPLITS}"
        )
    try:
        return tuple(parse_time(word) for word in words)
    except UnitError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def effort(text: str) -> float:
    """An RPE of the CR10 scale."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= HARDEST:
        raise argparse.ArgumentTypeError(f'"{text}" is no RPE; give a number from 0 to 10')
    return value


def run(options: argparse.Namespace) -> int:
    if options.file is None and not (options.splits and options.session):
        raise bad_input("there is nothing to analyse; name a file, or give both --splits and --session")
    recording = _recording(options.file)
    athlete, abilities = _athlete(options, recording)
    analysis = _analysed(options, recording, athlete, abilities)
    if options.json:
        from homestretch.activity.analysis.document import analysis_document

        document = analysis_document(analysis)
        sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n")
        return 0
    from homestretch.cli.activity_report import activity_report
    from homestretch.cli.terminal import show, text_width

    show(activity_report(analysis, text_width(sys.stdout)))
    return 0


def _recording(path: Path | None) -> Recording | None:
    if path is None:
        return None
    from homestretch.activity.errors import UnreadableFile
    from homestretch.activity.files import read_activity

    with reading(str(path)):
        content = path.read_bytes()
        try:
            return read_activity(content)
        except UnreadableFile as error:
            raise bad_input(f"{path}: {error}") from error


def _athlete(
    options: argparse.Namespace, recording: Recording | None
) -> tuple[Athlete | None, Abilities | None]:
    """The athlete and what they could run on the day; a result that is newer serves where there is no older."""
    if options.athlete is None:
        return None, None
    from homestretch.athlete.abilities import estimate
    from homestretch.athlete.file import read_athlete

    with reading(str(options.athlete)):
        athlete = read_athlete(options.athlete)
    on: date = options.date or _day_of(recording)
    if options.date is None:
        on = max([on, *([min(result.date for result in athlete.results)] if athlete.results else [])])
    return athlete, estimate(athlete, on)


def _day_of(recording: Recording | None) -> date:
    """The activity's own day, as near as the file says; today without one."""
    from homestretch.activity.preparing import main_session

    session = main_session(recording) if recording else None
    try:
        return datetime.fromtimestamp(session.start, UTC).date() if session else date.today()
    except (OverflowError, ValueError, OSError):  # a clock that never was set
        return date.today()


def _analysed(
    options: argparse.Namespace,
    recording: Recording | None,
    athlete: Athlete | None,
    abilities: Abilities | None,
) -> Analysis:
    from homestretch.activity.analysis.report import analyse
    from homestretch.activity.errors import UnreadableFile
    from homestretch.blueprint.errors import NotationError

    try:
        return analyse(
            recording,
            abilities=abilities,
            sex=athlete.sex if athlete else "X",
            planned_notation=options.session,
            splits=options.splits,
            rpe=options.rpe,
            lane=options.lane,
        )
    except NotationError as error:
        raise bad_input(f"--session: {error}") from error
    except UnreadableFile as error:
        raise bad_input(f"{options.file}: {error}") from error
    except ValueError as error:
        raise bad_input(str(error)) from error
