"""Today, and any other day of the season."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from homestretch.desk import season as desk
from homestretch.desk.days import week_of
from homestretch.desk.guidance import guidance_for
from homestretch.desk.matches import answer_session, matches_of_week
from homestretch.desk.season import Current
from homestretch.desk.support import how_tos
from homestretch.web import clock
from homestretch.web.show.day import show_day
from homestretch.web.show.matches import days_done
from homestretch.web.views.page import pace_unit, page, with_season


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return redirect("today")


@require_safe
@with_season
def today(request: HttpRequest, current: Current) -> HttpResponse:
    return _day(request, current, clock.today(), is_today=True)


@require_safe
@with_season
def day(request: HttpRequest, current: Current, on: date) -> HttpResponse:
    return _day(request, current, on, is_today=on == clock.today())


@require_POST
@with_season
def answer(request: HttpRequest, current: Current) -> HttpResponse:
    """What became of a planned session by the athlete's word; back to the page that asked."""
    try:
        ref = answer_session(
            current.athlete.id,
            request.POST.get("session", ""),
            request.POST.get("answer", ""),
            clock.today(),
        )
    except ValueError as error:
        title = "This could not be answered"
        return page(request, "message.html", "today", 422, title=title, sentence=str(error))
    week = week_of(current.issued.season, ref.day)
    if request.POST.get("back") == "week" and week is not None:
        return redirect(f"{reverse('week', args=[week.number])}#on-{ref.day.isoformat()}")
    on_today = ref.day == clock.today()
    return redirect(f"{reverse('today') if on_today else reverse('day', args=[ref.day])}#done")


def _day(request: HttpRequest, current: Current, on: date, is_today: bool) -> HttpResponse:
    view = desk.today(current, on)
    guidance = guidance_for(view, current.issued.athlete)
    how = how_tos(view, current.issued.athlete)
    unit = pace_unit(current)
    days = () if view.day is None else (view.day,)
    done = days_done(days, matches_of_week(current.athlete.id, on), unit, clock.today()).get(on)
    shown = show_day(view, current.issued.season, unit, guidance, how, is_today, done)
    return page(request, "day.html", "today" if is_today else "", day=shown, is_today=is_today)
