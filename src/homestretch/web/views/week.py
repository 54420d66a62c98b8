"""One week of the season."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from homestretch.desk import season as desk
from homestretch.desk.matches import matches_of_week
from homestretch.desk.season import Current
from homestretch.web import clock
from homestretch.web.show.compliance import show_done
from homestretch.web.show.matches import days_done
from homestretch.web.show.week import show_week
from homestretch.web.views.page import pace_unit, page, with_season


@require_safe
@with_season
def this_week(request: HttpRequest, current: Current) -> HttpResponse:
    return _week(request, current, None)


@require_safe
@with_season
def week(request: HttpRequest, current: Current, number: int) -> HttpResponse:
    return _week(request, current, number)


def _week(request: HttpRequest, current: Current, number: int | None) -> HttpResponse:
    today = clock.today()
    try:
        found = desk.week(current, today, number)
    except LookupError as error:
        raise Http404(str(error)) from error
    unit = pace_unit(current)
    matches = matches_of_week(current.athlete.id, found.week.start)
    done = days_done(found.week.days, matches, unit, today)
    begun = found.week.start <= today
    end = found.week.days[-1].date
    in_all = show_done(matches, end, today, unit, found.week.contacts) if begun else None
    shown = show_week(found.week, current.issued.season, today, unit, done, in_all)
    return page(request, "week.html", "week", week=shown, before=found.before, after=found.after)
