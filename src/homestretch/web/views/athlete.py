"""The athlete: abilities, zones, units, and issuing the season anew."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homestretch.desk import season as desk
from homestretch.desk.answers import read_answers
from homestretch.desk.fields import FIELDS_OF_STEP, STEPS
from homestretch.desk.season import PACE_CHOICES, Current
from homestretch.desk.setup import answers_so_far, issue_season, save_setup_step
from homestretch.web import clock
from homestretch.web.door import owner_id
from homestretch.web.show.abilities import show_abilities
from homestretch.web.show.answers import show_answers
from homestretch.web.views import setup
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
        answers=show_answers(current.issued.athlete),
        not_issued=desk.answers_differ(current, clock.today()),
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
        return _first_problem(found.outcome.step_with_problem())
    return page(request, "refused.html", "athlete", 422, refused=found.season.refused, season=found.season)


@require_http_methods(["GET", "HEAD", "POST"])
@with_season
def change(request: HttpRequest, current: Current, step: str) -> HttpResponse:
    """A step of the set-up once there is a season: saving it issues the season again from today."""
    if step not in STEPS:
        raise Http404(f"The answers stand on {', '.join(STEPS)}.")
    owner, today = owner_id(request), clock.today()
    if request.method != "POST":
        return setup.form(
            request, step, answers_so_far(owner, today), checked="check" in request.GET, changing=True
        )
    draft = save_setup_step(owner, step, setup.typed(request, step), today)
    problems = read_answers(draft, today).problems
    if any(field in problems for field in FIELDS_OF_STEP[step]):
        return setup.form(request, step, draft, checked=True, status=422, changing=True)
    found = issue_season(owner, today)
    if found.issued:
        return redirect("season")
    if found.season is None:
        return _first_problem(found.outcome.step_with_problem())
    refused = {"refused": found.season.refused, "season": found.season}
    return setup.form(request, step, draft, checked=True, status=422, changing=True, **refused)


def _first_problem(step: str | None) -> HttpResponse:
    """To the step whose answers stand in the way, with the sentences shown."""
    return redirect(f"{reverse('change', args=[step or STEPS[0]])}?check=1")
