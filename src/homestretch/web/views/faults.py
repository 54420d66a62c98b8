"""Pages for what went wrong, each a sentence with what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from homestretch.web.door import open_to_all
from homestretch.web.views.page import page


@open_to_all
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _fault(request, 400, "This request makes no sense", "Go back and try again.")


@open_to_all
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _fault(request, 403, "This is not yours to see", "Sign in with the account that owns it.")


@open_to_all
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _fault(request, 403, "This form is too old", "Go back, load the page again and send it once more.")


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    said = str(exception.args[0]) if exception is not None and exception.args else ""
    plain = (
        said if isinstance(said, str) and said.endswith(".") else "Check the address, or start from Today."
    )
    return _fault(request, 404, "There is no such page", plain)


@open_to_all
def broken(request: HttpRequest) -> HttpResponse:
    return _fault(
        request,
        500,
        "Something broke here",
        "Your data are safe. Try again; the terminal says what happened.",
    )


def _fault(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return page(request, "message.html", "", status, title=title, sentence=sentence)
