"""Import: files in, progress while it runs, a report of what came of each."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homestretch.desk import activities as desk
from homestretch.web import clock
from homestretch.web.door import owner_id
from homestretch.web.importing import BUSY, BUSY_AGAIN, Busy, forget, imports, lay_down, left_over
from homestretch.web.show.imports import show_report, show_running
from homestretch.web.views.page import page


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    files = request.FILES.getlist("files")
    if not files:
        return _page(request, "Choose at least one file, folder or archive.")
    athlete_id = desk.athlete_for(owner_id(request), clock.today())
    state = imports.state(athlete_id)
    if state is not None and state.running:
        return _page(request, BUSY if state.again is None else BUSY_AGAIN)
    try:
        folder = lay_down(athlete_id, files, request.POST.getlist("places"))
    except OSError as fault:
        why = fault.strerror or fault
        return _page(
            request, f"The files could not be kept: {why}. Make room on the disk and send them again."
        )
    return _start(request, athlete_id, folder)


@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Take an import up again that did not come to its end, or let it be."""
    athlete_id = desk.athlete_for(owner_id(request), clock.today())
    folder = left_over(athlete_id)
    state = imports.state(athlete_id)
    if folder is None or (state is not None and state.running):
        return redirect("import")
    if "forget" in request.POST:
        forget(athlete_id)
        return redirect("import")
    return _start(request, athlete_id, folder)


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far it is; the page asks for it again and again while one runs."""
    return page(request, "parts/import_state.html", "", **_state(request))


def _start(request: HttpRequest, athlete_id: int, folder: Path) -> HttpResponse:
    try:
        imports.start(athlete_id, folder, clock.now())
    except Busy as fault:
        return _page(request, str(fault))
    if getattr(request, "htmx", False):
        return page(request, "parts/import_state.html", "", **_state(request))
    return redirect("import")


def _page(request: HttpRequest, fault: str = "") -> HttpResponse:
    status = 422 if fault else 200
    template = "parts/import_state.html" if getattr(request, "htmx", False) else "import.html"
    return page(request, template, "activities", status, fault=fault, **_state(request))


def _state(request: HttpRequest) -> dict[str, object]:
    athlete_id = desk.athlete_id_of(owner_id(request))
    if athlete_id is None:
        return {"running": None, "report": None, "stopped": "", "left_over": False}
    state = imports.state(athlete_id)
    running = show_running(state)
    last = None if running else desk.last_import(athlete_id)
    return {
        "running": running,
        "report": None if last is None else show_report(last),
        "stopped": state.stopped if state is not None and not state.running and state.again is None else "",
        "left_over": running is None and left_over(athlete_id) is not None,
    }
