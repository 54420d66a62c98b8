"""How running goes over the months."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from homestretch.desk import season as seasons
from homestretch.desk.analyse_again import count_stale
from homestretch.desk.progress import progress
from homestretch.units import PaceUnit
from homestretch.web import clock
from homestretch.web.door import owner_id
from homestretch.web.show.progress import show_progress
from homestretch.web.views.page import page

SPANS = (("6", "6 months"), ("12", "12 months"), ("all", "All"))
USUAL = "12"


@require_safe
def progress_page(request: HttpRequest) -> HttpResponse:
    athlete = seasons.athlete_of(owner_id(request))
    if athlete is None:
        return redirect("setup")
    span = request.GET.get("months", USUAL)
    if span not in dict(SPANS):
        span = USUAL
    found = progress(athlete.id, clock.today(), None if span == "all" else int(span))
    shown = show_progress(found, cast(PaceUnit, athlete.pace_unit))
    return page(
        request,
        "progress.html",
        "progress",
        progress=shown,
        spans=SPANS,
        span=span,
        older=count_stale(athlete.id),
    )
