"""`homestretch serve` as a newcomer starts it: one process, one folder, one address."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

ENOUGH_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int, *more: str) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "HOMESTRETCH"))}
    command = [sys.executable, "-m", "homestretch.cli.main", "serve", "--data", str(data)]
    return subprocess.Popen(
        [*command, "--port", str(port), *more],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said_until(stream: IO[str], words: str) -> str:
    said = ""
    for line in stream:
        said += line
        if words in line:
            return said
    raise AssertionError(f"the server ended and said only: {said}")


def stop(server: subprocess.Popen[str]) -> None:
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=ENOUGH_S)


def fetch(address: str, **headers: str) -> tuple[int, str, str]:
    """Status, address in the end, and text."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=ENOUGH_S) as answer:
            return answer.status, answer.url, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, address, error.read().decode()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[str, Path, str]]:
    port, data = free_port(), tmp_path / "new" / "data"
    server = start(data, port, "--no-browser")
    try:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{port}/", data, said_until(server.stdout, "Ctrl-C")
    finally:
        stop(server)


def test_a_newcomer_reaches_the_set_up_without_a_password(alone: tuple[str, Path, str]) -> None:
    address, data, said = alone
    assert f"Homestretch is at {address}" in said
    status, url, html = fetch(address)
    assert (status, url) == (200, f"{address}setup/race/")
    assert "Which race is it for?" in html
    styles = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert len(styles) >= 4
    assert all(fetch(address.rstrip("/") + path)[0] == 200 for path in styles)
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "homestretch.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert fetch(address, Host="evil.example")[0] == 400


def test_served_to_others_the_account_comes_first(tmp_path: Path) -> None:
    port = free_port()
    server = start(tmp_path, port, "--no-browser", "--host", "0.0.0.0")
    try:
        assert server.stdout is not None
        said = said_until(server.stdout, "Ctrl-C")
        assert re.search(r"set-up code [0-9A-Z]{5}-[0-9A-Z]{5}", said)
        assert fetch(f"http://127.0.0.1:{port}/season/")[1].startswith(f"http://127.0.0.1:{port}/claim/")
    finally:
        stop(server)


def test_a_port_in_use_gets_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = start(tmp_path, taken.getsockname()[1], "--no-browser")
        _, said = server.communicate(timeout=ENOUGH_S)
    assert server.returncode == 1
    assert "another program uses it. Choose another with --port." in said
    assert "Traceback" not in said


def test_an_address_that_is_not_here_gets_a_sentence(tmp_path: Path) -> None:
    server = start(tmp_path, free_port(), "--no-browser", "--host", "nowhere.invalid")
    _, said = server.communicate(timeout=ENOUGH_S)
    assert server.returncode == 1
    assert "nowhere.invalid is no address of this computer" in said
    assert "Choose another with --host." in said


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    server = start(tmp_path / "file" / "data", free_port(), "--no-browser")
    _, said = server.communicate(timeout=ENOUGH_S)
    assert server.returncode == 1
    assert "cannot be used" in said
    assert "Traceback" not in said
