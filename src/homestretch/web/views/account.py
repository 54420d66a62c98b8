"""Signing in and out, and claiming the owner's account."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import auth
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from homestretch.desk import account
from homestretch.web import clock
from homestretch.web.door import open_to_all
from homestretch.web.views.page import page

BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to_all
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    name, password = request.POST.get("name", ""), request.POST.get("password", "")

    def enter() -> User:
        return account.sign_in(name, password, _peer(request), clock.now())

    return _door(request, "login.html", name, enter)


@open_to_all
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    name, password = request.POST.get("name", ""), request.POST.get("password", "")
    code = request.POST.get("code", "")

    def enter() -> User:
        return account.claim(code, name, password, _peer(request), clock.now())

    return _door(request, "claim.html", name, enter)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("login")


def _door(request: HttpRequest, template: str, name: str, enter: Callable[[], User]) -> HttpResponse:
    """Signs in whom ``enter`` gives; else shows the form again with its sentence."""
    fault = ""
    if request.method == "POST":
        try:
            user = enter()
        except account.Refused as error:
            fault = str(error)
        else:
            auth.login(request, user, backend=BACKEND)
            return redirect(_next(request))
    return page(request, template, "", 422 if fault else 200, fault=fault, name=name, next=_next(request))


def _peer(request: HttpRequest) -> str:
    """The address at the other end of the connection; no header is asked."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe else "/"
