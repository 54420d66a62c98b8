"""Who looks at the pages: a browser that remembers what it complained about, and a client without one."""

from __future__ import annotations

import os
from html import unescape
from pathlib import Path
from typing import Any

from django.test import Client

WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
MODES = ("light", "dark")
SHOTS = os.environ.get("HOMESTRETCH_SHOTS")  # a folder to keep pictures in, for looking at
SMALLEST_PX = 11.0
NAVIGATION_PX = 52  # covers the foot of a phone's screen
SMALLEST_TEXT = """() => Math.min(99, ...[...document.querySelectorAll('svg text:not(.mark-letter)')]
  .filter(t => t.getClientRects().length)
  .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))"""


def at_home(**more: Any) -> Client:
    """A client on the machine that serves the pages."""
    return Client(REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost:8400", **more)


def text(client: Client, path: str) -> str:
    """What a page holds, with its entities read."""
    return unescape(client.get(path).content.decode())


class Visitor:
    """A browser page that remembers everything it complained about."""

    def __init__(self, page: Any, address: str, label: str) -> None:
        self.page, self.address, self.label = page, address, label
        self.complaints: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self._failed(request))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and "status of 422" not in message.text:
            self.complaints.append(message.text)

    def _failed(self, request: Any) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"{request.url}: {request.failure}")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def shot(self, name: str) -> None:
        if SHOTS:
            self.page.screenshot(path=Path(SHOTS) / f"{name}-{self.label}.png", full_page=True)

    def check(self, name: str) -> None:
        """No sideways scroll, no text under 11 px in pictures, and nothing that axe objects to."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_load_state("load")  # a text may be there before the rest
        self.shot(name)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name} scrolls sideways by {wide} px at {self.label}"
        assert self.page.evaluate(SMALLEST_TEXT) >= SMALLEST_PX, f"{name} has small text at {self.label}"
        found = Axe().run(self.page).response["violations"]
        said = [
            f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:300]}" for v in found
        ]
        assert said == [], f"{name} at {self.label}"
