"""The whole season."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from homestretch.desk import season as desk
from homestretch.desk.season import Current
from homestretch.web import clock
from homestretch.web.show.changes import what_changed
from homestretch.web.show.season import show_season
from homestretch.web.views.page import pace_unit, page, with_season


@require_safe
@with_season
def season(request: HttpRequest, current: Current) -> HttpResponse:
    issued = current.issued
    shown = show_season(issued.season, issued.athlete, clock.today(), pace_unit(current))
    before = desk.season_before(current)
    changed = "" if before is None else what_changed(before, issued, pace_unit(current))
    return page(
        request,
        "season.html",
        "season",
        season=shown,
        issued=issued,
        changed=changed,
        just_changed=changed and issued.issued_on == clock.today(),
    )
