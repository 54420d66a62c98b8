"""`homestretch serve`: starts the pages. The one door from the command line to another face."""

from __future__ import annotations

import argparse
from pathlib import Path

from homestretch.cli.errors import bad_input
from homestretch.cli.options import Commands, whole

PORT = 8400
LAST_PORT = 65535


def add_to(commands: Commands) -> None:
    command = commands.add_parser("serve", help="start Homestretch in the browser", allow_abbrev=False)
    command.add_argument("--host", default=None, help="address to listen on")
    command.add_argument("--port", type=whole, default=PORT, help=f"port to listen on ({PORT})")
    command.add_argument("--data", type=Path, default=None, help="folder of the database")
    command.add_argument("--no-browser", action="store_true", help="do not open the browser")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if not 0 <= options.port <= LAST_PORT:
        raise bad_input(f"--port {options.port} is no port; choose one from 1024 to {LAST_PORT}")
    from homestretch.web.serve import serve

    return serve(options.host, options.port, options.data, open_browser=not options.no_browser)
