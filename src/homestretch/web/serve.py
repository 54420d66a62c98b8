"""`homestretch serve`: makes the data folder, migrates, says where the pages are and serves them."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

LOOPBACK = "127.0.0.1"
PORT = 8400
WORKERS = 1  # process: what was planned for the preview is at hand when the season is issued
THREADS = 8  # pages still come while a season is planned: the solver lets them pass
PLANNING_TIMEOUT_S = 120  # a worker that is silent for longer is replaced
OWNER_ONLY = 0o077  # umask: what is made here is the owner's alone
# Addresses of nobody (RFC 5737, 3849): routing towards them tells which address of ours faces the network.
NOWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
# Files of wheels that no page asks for.
UNUSED_FILES = ("htmax-*", "ext", "htmx-4*", "htmx-2.js", "django-htmx.js")


def serve(
    host: str | None = None, port: int = PORT, data: Path | None = None, open_browser: bool = True
) -> int:
    """Serves the pages until it is interrupted.

    Args:
        host: address to listen on, None: this computer alone; all but loopback serve others, who need the
            account.
        port: TCP port.
        data: folder of the database and secrets; None: ``HOMESTRETCH_DATA`` or the platform's place.
        open_browser: shows the first page, where there is a browser.

    Returns:
        Exit status: 0, or 1 after a sentence on standard error where the folder or the port cannot be used.
    """
    from homestretch.store.places import data_folder

    host = host or LOOPBACK
    others = not _is_loopback(host)
    folder = Path(data) if data is not None else data_folder()
    os.umask(OWNER_ONLY)
    os.environ["HOMESTRETCH_SERVED_TO_OTHERS"] = "1" if others else "0"
    trouble = _trouble_with_port(host, port)
    if trouble is None:
        try:
            _prepare(folder)
        except OSError as error:
            why = error.strerror or error
            trouble = f"The data folder {folder} cannot be used: {why}. Choose another with --data."
    if trouble is not None:
        print(f"homestretch: {trouble}", file=sys.stderr)
        return 1
    here = f"http://{_for_url('127.0.0.1' if host in ('0.0.0.0', '::', '') else host)}:{port}/"
    code = _claim_code() if others else None

    def when_ready() -> None:
        _announce(here, host, port, folder, code)
        if open_browser:
            _show(here)

    _run(host, port, when_ready)
    return 0


def _prepare(folder: Path) -> None:
    from django.core.management import call_command
    from django.db import connections

    from homestretch.store.migrate import open_store

    open_store(folder, "homestretch.web.settings")
    from homestretch.store import accounts

    accounts.owner()
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=list(UNUSED_FILES))
    connections.close_all()  # the workers open their own


def _claim_code() -> str | None:
    """A fresh set-up code as long as the owner's account has no password."""
    from django.db import connections
    from django.utils import timezone

    from homestretch.store import accounts

    code = None if accounts.owner_has_password() else accounts.new_setup_code(timezone.now())
    connections.close_all()
    return code


def _announce(here: str, host: str, port: int, folder: Path, code: str | None) -> None:
    lines = [f"Homestretch is at {here}"]
    if host in ("0.0.0.0", "::", ""):
        lines += [f"      for others at http://{_for_url(each)}:{port}/" for each in _lan_addresses()]
    if code is not None:
        lines += [
            f"Make the account first: {here}claim/",
            f"    with the set-up code {code}",
            "It is good for one account. Nobody gets in before.",
        ]
    lines += [f"Data: {folder}", "Stop it with Ctrl-C."]
    print("\n".join(lines), flush=True)


def _run(host: str, port: int, when_ready: Callable[[], None]) -> None:
    from gunicorn.app.base import BaseApplication

    options: dict[str, Any] = {
        "bind": f"{_for_url(host)}:{port}",
        "workers": WORKERS,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": PLANNING_TIMEOUT_S,
        "forwarded_allow_ips": "",  # no proxy's word is taken for who is calling
        "loglevel": "warning",
        "when_ready": lambda server: when_ready(),
        "post_worker_init": lambda worker: threading.Thread(target=_load_planner, daemon=True).start(),
    }

    class Pages(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)
            if "control_socket_disable" in self.cfg.settings:
                self.cfg.set("control_socket_disable", True)

        def load(self) -> Any:
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    Pages().run()


def _load_planner() -> None:
    """Loads the solver and the method while nobody waits for them yet."""
    from homestretch.desk.planner import method
    from homestretch.planning import plan_season  # noqa: F401

    method()


def _show(address: str) -> None:
    """Opens the page in a graphical browser; where there is none, nothing happens."""
    graphical = (
        sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if not graphical:
        return

    def quietly() -> None:
        try:
            webbrowser.open(address)
        except (webbrowser.Error, OSError):
            return  # the address stands in the terminal

    threading.Thread(target=quietly, daemon=True).start()


def _trouble_with_port(host: str, port: int) -> str | None:
    """Why the port cannot be listened on, in a sentence; None where it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            taken = getattr(error, "errno", None) == errno.EADDRINUSE
            why = "another program uses it" if taken else str(getattr(error, "strerror", None) or error)
            if isinstance(error, socket.gaierror):
                return f"{host} is no address of this computer: {why}. Choose another with --host."
            return f"Port {port} on {host} cannot be used: {why}. Choose another with --port."
    return None


def _lan_addresses() -> list[str]:
    found = []
    for family, nowhere in NOWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((nowhere, 9))  # sends nothing
                address = str(probe.getsockname()[0])
        except OSError:
            continue
        if not ip_address(address).is_loopback:
            found.append(address)
    return found


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _for_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
