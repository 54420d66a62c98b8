"""The session library and each session in it."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from homestretch.desk import library as desk
from homestretch.desk import season as seasons
from homestretch.desk.planner import method
from homestretch.units import PaceUnit
from homestretch.web import clock
from homestretch.web.door import owner_id
from homestretch.web.show.library import show_library, show_library_session
from homestretch.web.views.page import page


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    current = seasons.current_season(owner_id(request))
    athlete, season = (None, None) if current is None else (current.issued.athlete, current.issued.season)
    shown = show_library(desk.library(athlete, season, clock.today()), method())
    return page(request, "library.html", "library", shelves=shown, has_season=season is not None)


@require_safe
def session(request: HttpRequest, id: str) -> HttpResponse:
    current = seasons.current_season(owner_id(request))
    athlete, season = (None, None) if current is None else (current.issued.athlete, current.issued.season)
    unit = cast(PaceUnit, "min/km" if current is None else current.athlete.pace_unit)
    try:
        found = desk.library_session(id, athlete, season, clock.today())
    except KeyError as error:
        raise Http404(f"The library has no session {id}.") from error
    shown = show_library_session(found, unit)
    return page(request, "library_session.html", "library", session=shown, has_season=season is not None)
