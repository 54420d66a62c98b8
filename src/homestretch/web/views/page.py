"""What all views share: the current season, and the way to the set-up where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homestretch.desk import season as desk
from homestretch.desk.season import Current
from homestretch.units import PaceUnit
from homestretch.web.door import owner_id

View = Callable[..., HttpResponse]


def pace_unit(current: Current) -> PaceUnit:
    return cast(PaceUnit, current.athlete.pace_unit)


def with_season(view: View) -> View:
    """Hands the current season to a view; who has none yet is led to the set-up."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        current = desk.current_season(owner_id(request))
        return redirect("setup") if current is None else view(request, current, **kwargs)

    return guarded


def page(request: HttpRequest, template: str, here: str, status: int = 200, **context: Any) -> HttpResponse:
    """Renders ``template``; ``here`` is the entry of the navigation that is lit."""
    return render(request, f"homestretch/{template}", {"here": here, **context}, status=status)
