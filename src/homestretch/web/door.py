"""Who comes in: which Host headers are answered, and whose pages a request sees.

On this computer alone (bound to loopback) no password is asked. Served to others, everybody signs in. Headers
that a client can write (X-Forwarded-For and its like) never open anything: they only ever take trust away.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect

from homestretch.store import accounts

Handler = Callable[[HttpRequest], HttpResponse]
LOCAL_NAMES = frozenset({"localhost"})
RELAYED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST")


def host_is_known(header: str, served_to_others: bool, extra: tuple[str, ...] = ()) -> bool:
    """Whether a Host header names this computer as its user would.

    Args:
        header: as sent, with or without a port.
        served_to_others: then addresses of private networks and this machine's own name are known as well.
        extra: further names, lower case.
    """
    name = _host_name(header)
    if name is None:
        return False
    if name in LOCAL_NAMES or name in extra:
        return True
    address = _address(name)
    if address is not None:
        return address.is_loopback or (served_to_others and address.is_private and not address.is_unspecified)
    machine = socket.gethostname().lower()
    return served_to_others and name in {machine, f"{machine.partition('.')[0]}.local"}


def comes_from_here(request: HttpRequest) -> bool:
    """The connection itself is from this computer, and nobody relayed it."""
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    return peer is not None and peer.is_loopback and not any(name in request.META for name in RELAYED)


def owner_id(request: HttpRequest) -> int:
    """Whose pages this request sees; ``OwnersOnly`` has let it in."""
    return int(request.owner_id)  # type: ignore[attr-defined]


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view that needs no account, such as signing in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class KnownHosts:
    """Answers only to names that are this computer's, so that no other site can speak through a browser."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not host_is_known(
            request.META.get("HTTP_HOST", ""), settings.SERVED_TO_OTHERS, settings.EXTRA_HOSTS
        ):
            return HttpResponseBadRequest(
                "Homestretch does not answer to this host name. Use the address that it printed, "
                "or name the host in HOMESTRETCH_HOSTS.",
                content_type="text/plain; charset=utf-8",
            )
        return self.handler(request)


class OwnersOnly:
    """Lets in the owner: by being at this computer while it serves nobody else, or by an account."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.SERVED_TO_OTHERS and comes_from_here(request):
            request.owner_id = accounts.owner().pk  # type: ignore[attr-defined]
            return None
        if request.user.is_authenticated:
            request.owner_id = request.user.pk  # type: ignore[attr-defined]
            return None
        if getattr(view, "open_to_all", False):
            return None
        door = "/login/" if accounts.owner_has_password() else "/claim/"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": door})
        return HttpResponseRedirect(f"{door}?{urlencode({'next': request.get_full_path()})}")


def _host_name(header: str) -> str | None:
    """The name of a Host header without its port; None where it is malformed."""
    name = header.strip().lower()
    if name.startswith("["):
        inside, bracket, port = name[1:].partition("]")
        good_port = port == "" or (port.startswith(":") and port[1:].isdigit())
        return inside if bracket and good_port else None
    name, colon, port = name.partition(":")
    return name.removesuffix(".") if name and (not colon or port.isdigit()) else None


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found
