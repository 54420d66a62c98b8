"""The set-up in three steps: each can be skipped and taken up again, and a preview grows beside it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homestretch.desk.answers import read_answers
from homestretch.desk.fields import FIELDS_OF_STEP, LISTS, STEPS, Answer, Answers
from homestretch.desk.setup import answers_so_far, issue_season, preview_season, save_setup_step
from homestretch.web import clock
from homestretch.web.door import owner_id
from homestretch.web.show.setup import problems_of, problems_summary, show_preview, show_step
from homestretch.web.views.page import page

LONGEST_ANSWER = 200  # characters kept of one answer
MOST_CHOICES = 10


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """The first step that still needs an answer."""
    outcome = read_answers(answers_so_far(owner_id(request), clock.today()), clock.today())
    return redirect("setup_step", step=outcome.step_with_problem() or STEPS[-1])


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404(f"The set-up has the steps {', '.join(STEPS)}.")
    owner = owner_id(request)
    if request.method != "POST":
        return form(request, step, answers_so_far(owner, clock.today()), checked="check" in request.GET)
    draft = save_setup_step(owner, step, typed(request, step), clock.today())
    problems = read_answers(draft, clock.today()).problems
    if any(field in problems for field in FIELDS_OF_STEP[step]):
        return form(request, step, draft, checked=True, status=422)
    return _issue(request, owner, draft) if step == STEPS[-1] else redirect("setup_step", step=_after(step))


@require_POST
def preview(request: HttpRequest, step: str) -> HttpResponse:
    """Keeps what was typed and shows the season that it would give."""
    if step not in STEPS:
        raise Http404(f"The set-up has the steps {', '.join(STEPS)}.")
    draft = save_setup_step(owner_id(request), step, typed(request, step), clock.today())
    outcome, season = preview_season(owner_id(request), draft, clock.today())
    return page(request, "parts/preview.html", "", preview=show_preview(outcome, season, clock.today()))


@require_POST
def check(request: HttpRequest, step: str) -> HttpResponse:
    """Which answers of a step still need another look; keeps nothing."""
    if step not in STEPS:
        raise Http404(f"The set-up has the steps {', '.join(STEPS)}.")
    others = {
        k: v
        for k, v in answers_so_far(owner_id(request), clock.today()).items()
        if k not in FIELDS_OF_STEP[step]
    }
    outcome = read_answers({**others, **typed(request, step)}, clock.today())
    problems = problems_of(step, outcome.problems)
    return JsonResponse({"problems": problems, "summary": problems_summary(len(problems))})


def typed(request: HttpRequest, step: str) -> Answers:
    """The answers of one step, cut to a sensible length."""
    found: dict[str, Answer] = {}
    for name in FIELDS_OF_STEP[step]:
        if name in LISTS:
            found[name] = [each[:LONGEST_ANSWER] for each in request.POST.getlist(name)[:MOST_CHOICES]]
        else:
            found[name] = request.POST.get(name, "")[:LONGEST_ANSWER]
    return found


def _issue(request: HttpRequest, owner: int, draft: Answers) -> HttpResponse:
    found = issue_season(owner, clock.today())
    if found.issued:
        return redirect("season")
    if found.season is None:
        return HttpResponseRedirect(f"/setup/{found.outcome.step_with_problem() or STEPS[0]}/?check=1")
    return form(
        request, STEPS[-1], draft, checked=True, status=422, refused=found.season.refused, season=found.season
    )


def form(
    request: HttpRequest, step: str, draft: Answers, checked: bool, status: int = 200, **more: object
) -> HttpResponse:
    """The form of a step with what was typed; ``checked`` shows the problems beside their fields."""
    problems = read_answers(draft, clock.today()).problems if checked else {}
    shown = show_step(step, draft, problems, clock.today())
    return page(request, f"setup_{step}.html", "setup", status, step=shown, **more)


def _after(step: str) -> str:
    return STEPS[STEPS.index(step) + 1]
