"""The athlete: abilities, zones, units, and issuing the season anew."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from homestretch.desk import season as desk
from homestretch.desk.season import PACE_CHOICES, Current
from homestretch.desk.setup import issue_season
from homestretch.web import clock
from homestretch.web.door import owner_id
from homestretch.web.show.abilities import show_abilities
from homestretch.web.views.page import pace_unit, page, with_season


@require_safe
@with_season
def athlete(request: HttpRequest, current: Current) -> HttpResponse:
    return page(
        request,
        "athlete.html",
        "athlete",
        athlete=current.issued.athlete,
        abilities=show_abilities(current.issued.season.abilities, pace_unit(current)),
        unit=pace_unit(current),
        units=PACE_CHOICES,
        issued=desk.seasons_issued(current),
    )


@require_POST
def units(request: HttpRequest) -> HttpResponse:
    try:
        desk.choose_pace_unit(owner_id(request), request.POST.get("unit", ""), clock.today())
    except ValueError as error:
        return page(
            request, "message.html", "athlete", 422, title="This unit is not known", sentence=str(error)
        )
    return redirect("athlete")


@require_POST
def reissue(request: HttpRequest) -> HttpResponse:
    """A new season from today with the answers as they stand; the old one stays in the list."""
    found = issue_season(owner_id(request), clock.today())
    if found.issued:
        return redirect("season")
    if found.season is None:
        return redirect(f"/setup/{found.outcome.step_with_problem() or 'race'}/?check=1")
    return page(request, "refused.html", "athlete", 422, refused=found.season.refused, season=found.season)
