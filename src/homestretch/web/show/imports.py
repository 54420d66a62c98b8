"""The page of imports: how far the running one is, and what came of the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from homestretch.desk.analyse_again import Again
from homestretch.store.activity_values import FileLine, ImportState
from homestretch.web import wording
from homestretch.web.importing import State

MOST_NAMES = 200  # files listed under one reason
MOST_LISTED = 100  # imported files listed one by one


@dataclass(frozen=True, slots=True)
class Reason:
    """Files that share an outcome and its reason."""

    text: str
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ReportShow:
    """What came of an import."""

    title: str
    when: str
    failed: tuple[Reason, ...]
    skipped: tuple[Reason, ...]
    imported: tuple[tuple[str, int, str], ...]
    more_imported: int
    wellness: str
    finished: bool


@dataclass(frozen=True, slots=True)
class RunningShow:
    """How far running work is, for people and for a bar."""

    title: str
    said: str
    name: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class AgainShow:
    """Analysing again: a question, or how far it is, or what came of it; empty where there is nothing to say."""

    running: RunningShow | None
    asks: str
    said: str
    stopped: str
    failed: tuple[Reason, ...]


def show_running(state: State | None) -> RunningShow | None:
    """The work that runs now; None without any."""
    if state is None or not state.running:
        return None
    progress = state.progress
    title, first, things = "Importing", "Looking through what you sent", "files"
    if state.again is not None:
        title, first, things = "Analysing again", "Looking for what has changed", "activities"
    if not progress.total:
        return RunningShow(title, first, progress.name, 0, 0)
    said = f"{progress.done} of {progress.total} {things}"
    return RunningShow(title, said, progress.name, progress.done, progress.total)


def show_again(state: State | None, waiting: int) -> AgainShow:
    """Whether activities are to be analysed again, how far that is, and what came of it.

    Args:
        state: of the athlete's work.
        waiting: activities whose analysis is older than the profile or the analysis itself.
    """
    again = None if state is None else state.again
    running = show_running(state) if again is not None else None
    done = again if running is None else None
    return AgainShow(
        running=running,
        asks=_asks(waiting) if waiting and (state is None or not state.running) else "",
        said=_said(done) if done is not None and state is not None and not state.stopped else "",
        stopped=state.stopped if done is not None and state is not None else "",
        failed=_reasons([FileLine(wording.dates_in_words(name), "failed", why) for name, why in done.failed])
        if done
        else (),
    )


def _asks(waiting: int) -> str:
    many = "1 activity is" if waiting == 1 else f"{waiting} activities are"
    what = "its" if waiting == 1 else "their"
    return f"{many} still judged as before: your answers, or Homestretch itself, have changed since {what} analysis."


def _said(again: Again) -> str:
    total = again.analysed + again.unchanged
    if not total:
        return ""
    if not again.analysed:
        return "Looked at again: nothing that your activities are judged by has changed on their days."
    return f"{again.analysed} analysed again" + (
        f", {again.unchanged} as they were." if again.unchanged else "."
    )


def show_report(run: ImportState) -> ReportShow:
    """The report of an import."""
    by: dict[str, list[FileLine]] = {"imported": [], "skipped": [], "failed": []}
    for line in run.files:
        by[line.outcome].append(line)
    listed = [line for line in by["imported"] if line.activity_id is not None]
    return ReportShow(
        title=_title(run),
        when=_when(run.started_at),
        failed=_reasons(by["failed"]),
        skipped=_reasons(by["skipped"]),
        imported=tuple((line.name, line.activity_id or 0, line.reason) for line in listed[:MOST_LISTED]),
        more_imported=max(len(listed) - MOST_LISTED, 0),
        wellness=_wellness(run.wellness),
        finished=run.finished_at is not None,
    )


def _title(run: ImportState) -> str:
    parts = [
        f"{count} {word}"
        for count, word in ((run.imported, "imported"), (run.skipped, "skipped"), (run.failed, "failed"))
        if count
    ]
    if not parts:
        return "No activity was found in it" if run.finished_at else "Stopped before the first file"
    return wording.listing(parts)


def _reasons(lines: Sequence[FileLine]) -> tuple[Reason, ...]:
    names: dict[str, list[str]] = {}
    for line in lines:
        names.setdefault(line.reason or "No reason was given.", []).append(line.name)
    ordered = sorted(names.items(), key=lambda pair: -len(pair[1]))
    return tuple(Reason(text, tuple(n[:MOST_NAMES]), max(len(n) - MOST_NAMES, 0)) for text, n in ordered)


def _wellness(numbers: int) -> str:
    if not numbers:
        return ""
    return f"{numbers} numbers of sleep, resting heart rate and its variability came along."


def _when(moment: datetime) -> str:
    from django.utils import timezone

    local = timezone.localtime(moment)
    return f"{wording.long_date(local.date())} at {local:%H:%M}"
