"""The command line: `homestretch COMMAND`. Options in; text for people or JSON for programs out.

Errors are one sentence on standard error: exit status 2 for bad input, 1 for a failure, never a traceback.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import homestretch
from homestretch.cli import abilities, analyse, athlete, imports, plan, serve
from homestretch.cli.errors import BAD_INPUT, FAILURE, Stop

INTERRUPTED = 130  # 128 + SIGINT, as shells say it
COMMANDS = (plan, analyse, abilities, athlete, imports, serve)  # each adds its own commands


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        hint = "" if ";" in message else f"; see `{self.prog} --help`"
        self.exit(say(message + hint, BAD_INPUT))


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    made = Parser(
        prog="homestretch",
        description="Training seasons for middle-distance runners: endurance and speed in one plan.",
        allow_abbrev=False,
    )
    made.add_argument("--version", action="version", version=f"homestretch {homestretch.__version__}")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for room in COMMANDS:
        room.add_to(commands)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        argv: the words after `homestretch`; those of the process when None.

    Returns:
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without the pillars' shapes still gets its plan
    try:
        whole = parser()
        options = whole.parse_args(argv)
        if options.command is None:
            whole.print_help(sys.stderr)
            return BAD_INPUT
        status = int(options.run(options) or 0)
        sys.stdout.flush()
        return status
    except Stop as stop:
        return say(str(stop), stop.status)
    except KeyboardInterrupt:
        return say("stopped", INTERRUPTED)
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the last door: whatever it is, the user gets a sentence
        if os.environ.get("HOMESTRETCH_TRACEBACK"):
            traceback.print_exc()
        what = " ".join(str(error).split()) or "no further word"
        return say(
            f"this should not have happened ({type(error).__name__}: {what}); "
            "set HOMESTRETCH_TRACEBACK=1 to see where, and report it",
            FAILURE,
        )


def say(sentence: str, status: int) -> int:
    """One sentence on standard error; gives the status back."""
    said = " ".join(sentence.split())
    print(f"homestretch: {said}" + ("" if said.endswith((".", "!", "?")) else "."), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
