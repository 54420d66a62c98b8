"""What was done: the list of activities, and one activity with its charts."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homestretch.athlete.zones import zones
from homestretch.desk import activities as desk
from homestretch.desk import season as seasons
from homestretch.desk.activities import ActivityView
from homestretch.desk.analyse_again import count_stale
from homestretch.desk.kept import kept_of_activity
from homestretch.desk.matches import (
    by_activity,
    choices_of_activity,
    choose_match,
    match_of_activity,
    matches_of_lines,
    matches_of_week,
)
from homestretch.desk.season import Current
from homestretch.monitoring import SessionMatch
from homestretch.units import PaceUnit
from homestretch.web import clock
from homestretch.web.door import owner_id
from homestretch.web.importing import Busy, imports
from homestretch.web.show.activities import Wanted, read_wanted, show_list
from homestretch.web.show.activity import show_activity, show_charts
from homestretch.web.show.compliance import in_no_pillar
from homestretch.web.show.drawing import show_drawing
from homestretch.web.show.imports import AgainShow, show_again
from homestretch.web.show.kept import show_kept
from homestretch.web.show.matches import show_choices, show_match
from homestretch.web.views.page import page

FARTHEST_S = 10_000_000.0  # s; no window of a chart lies further out


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The list; with htmx only what changed of it."""
    athlete_id = desk.athlete_id_of(owner_id(request))
    if athlete_id is None:
        return redirect("setup")
    wanted = read_wanted(request.GET)
    found = desk.list_page(athlete_id, wanted.filter(), wanted.page)
    served = matches_of_lines(athlete_id, found.lines)
    shown = show_list(found, wanted, desk.kinds(athlete_id), _unit(request), served)
    if getattr(request, "htmx", False):
        template = "parts/activity_rows.html" if _only_rows(request, wanted) else "parts/activity_list.html"
        return page(request, template, "activities", list=shown, wanted=wanted)
    return page(request, "activities.html", "activities", list=shown, wanted=wanted, again=_again(athlete_id))


@require_http_methods(["GET", "HEAD", "POST"])
def analyse_again(request: HttpRequest) -> HttpResponse:
    """How far analysing again is; posted, it begins."""
    athlete_id = desk.athlete_id_of(owner_id(request))
    if athlete_id is None:
        return redirect("setup")
    if request.method == "POST":
        with suppress(Busy):  # the page says what runs
            imports.start_again(athlete_id, clock.now())
    if not getattr(request, "htmx", False):
        return redirect("activities")
    return page(request, "parts/again_state.html", "", again=_again(athlete_id))


def _again(athlete_id: int) -> AgainShow:
    state = imports.state(athlete_id)
    busy = state is not None and state.running
    shown = show_again(state, 0 if busy else count_stale(athlete_id))
    imports.told(athlete_id)
    return shown


@require_safe
def activity(request: HttpRequest, id: int) -> HttpResponse:
    found, current, unit = _found(request, id)
    if found.stored.same_as is not None:
        return redirect("activity", id=found.stored.same_as)
    names = {} if current is None else _zone_names(current)
    figures = found.stored.figures
    week = matches_of_week(found.stored.athlete_id, figures.local_date)
    match = by_activity(week).get(id)
    choices = choices_of_activity(found.stored.athlete_id, id, figures.local_date)
    found = desk.against_plan(found, match)
    return page(
        request,
        "activity.html",
        "activities",
        activity=show_activity(found, unit, names, match),
        match=None if match is None else show_match(match, unit),
        choices=show_choices(choices),
        kept=show_kept(
            kept_of_activity(found, match, None if current is None else current.issued.season.abilities),
            unit,
            found.late,
            _efforts_said(found, match),
        ),
        charts=show_charts(found, unit, _window(request)),
        in_no_pillar=in_no_pillar(week, id),
    )


@require_POST
def choose(request: HttpRequest, id: int) -> HttpResponse:
    """Which planned session the activity serves, by the athlete's own word."""
    athlete_id = desk.athlete_id_of(owner_id(request))
    try:
        if athlete_id is None:
            raise LookupError("There are no activities yet.")
        choose_match(athlete_id, id, request.POST.get("session", ""))
    except LookupError as error:
        raise Http404(str(error)) from error
    except ValueError as error:
        title = "This session is not in the week of the activity"
        return page(request, "message.html", "activities", 422, title=title, sentence=str(error))
    return redirect(f"{reverse('activity', args=[id])}#choice")


@require_safe
def charts(request: HttpRequest, id: int) -> HttpResponse:
    """The charts alone, of the stretch that is asked for."""
    found, _, unit = _found(request, id)
    match = match_of_activity(found.stored.athlete_id, id, found.stored.figures.local_date)
    found = desk.against_plan(found, match)
    shown = show_charts(found, unit, _window(request))
    return page(request, "parts/charts.html", "", charts=shown, id=id)


@require_safe
def drawing(request: HttpRequest, id: int) -> HttpResponse:
    """The oval with the run on it: asked for once the page stands, for finding a track takes a moment."""
    found, _, _ = _found(request, id)
    return page(request, "parts/drawing.html", "", drawing=mark_safe(show_drawing(found)))


def _found(request: HttpRequest, id: int) -> tuple[ActivityView, Current | None, PaceUnit]:
    owner = owner_id(request)
    athlete_id = desk.athlete_id_of(owner)
    current = seasons.current_season(owner)
    level = "intermediate" if current is None else current.issued.season.abilities.level
    try:
        if athlete_id is None:
            raise LookupError("There are no activities yet.")
        return desk.one_activity(athlete_id, id, level), current, _unit(request)
    except LookupError as error:
        raise Http404(str(error)) from error


def _unit(request: HttpRequest) -> PaceUnit:
    athlete = seasons.athlete_of(owner_id(request))
    return cast(PaceUnit, "min/km" if athlete is None else athlete.pace_unit)


def _efforts_said(found: ActivityView, match: SessionMatch | None) -> tuple[float | None, float | None]:
    """RPE as said, and as planned."""
    return found.stored.figures.rpe, None if match is None else match.session.felt_rpe


def _zone_names(current: Current) -> dict[int, str]:
    return {zone.zone: zone.name for zone in zones(current.issued.season.abilities).pace}


def _window(request: HttpRequest) -> tuple[float, float] | None:
    """From and to in s, None for the whole run or what makes no sense."""
    try:
        start, end = float(request.GET["from"]), float(request.GET["to"])
    except (KeyError, ValueError):
        return None
    return (start, end) if 0 <= start < end <= FARTHEST_S else None


def _only_rows(request: HttpRequest, wanted: Wanted) -> bool:
    return wanted.page > 1 and request.headers.get("HX-Target") == "more"
