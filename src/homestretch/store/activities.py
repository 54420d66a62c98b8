"""Activities in the database, written and read as plain values. Lists touch one table and no document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Avg, Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from homestretch.activity.analysis.bands import BandKind
from homestretch.activity.codec import decode_column
from homestretch.activity.streams import Flag, Interval, Streams
from homestretch.store.activity_tables import (
    Activity,
    ActivityDetail,
    ActivityLap,
    BestEffort,
    Original,
    RunBand,
    StreamColumn,
)
from homestretch.store.activity_values import (
    ActivityLine,
    BandLine,
    BandRow,
    EffortKind,
    EffortLine,
    EffortRow,
    Figures,
    Filter,
    LapRow,
    Month,
    NewActivity,
    Page,
    StoredActivity,
)
from homestretch.store.choice_tables import MatchChoice

PER_PAGE = 50
FIGURES = tuple(item.name for item in fields(Figures))
BAND_FIELDS = tuple(item.name for item in fields(BandRow))
EFFORT_FIELDS = ("kind", "amount", "value", "local_date", "activity_id")
LAP_FIELDS = tuple(item.name for item in fields(LapRow))
SEARCHED = ("name", "note", "reps_words", "device", "sport", "sub_sport")
RUNNING = "running"


def add_activity(athlete_id: int, original_id: int, new: NewActivity) -> int:
    """Stores an activity with everything that belongs to it; the caller opens the transaction.

    Returns:
        Its number.

    Raises:
        IntegrityError: this session of this file is there already.
    """
    row = Activity.objects.create(
        athlete_id=athlete_id, original_id=original_id, part=new.part, **_columns(new.figures)
    )
    _add_parts(row, new)
    return row.pk


def rewrite_activity(row: Activity, new: NewActivity) -> None:
    """Writes another analysis of an activity over the one that is there; the caller opens the transaction.

    Its number, original and links to other rows stay.
    """
    for name, value in _columns(new.figures).items():
        setattr(row, name, value)
    row.save()
    for parts in (ActivityDetail, StreamColumn, ActivityLap, BestEffort, RunBand):
        parts._default_manager.filter(activity=row).delete()
    _add_parts(row, new)


def _add_parts(row: Activity, new: NewActivity) -> None:
    """All that belongs to an activity beside its own columns."""
    ActivityDetail.objects.create(
        activity=row,
        version=new.version,
        judged_by=new.judged_by,
        abilities=new.abilities,
        document=new.document,
        streams_head=new.streams_head,
    )
    StreamColumn.objects.bulk_create(
        StreamColumn(activity=row, channel=channel, packed=packed) for channel, packed in new.columns.items()
    )
    ActivityLap.objects.bulk_create(ActivityLap(activity=row, **_lap(lap)) for lap in new.laps)
    BestEffort.objects.bulk_create(
        BestEffort(
            athlete_id=row.athlete_id,
            activity=row,
            kind=effort.kind,
            amount=effort.amount,
            value=effort.value,
            start_s=effort.start_s,
            local_date=new.figures.local_date,
        )
        for effort in new.efforts
    )
    RunBand.objects.bulk_create(
        RunBand(
            athlete_id=row.athlete_id,
            activity=row,
            local_date=new.figures.local_date,
            **{name: getattr(band, name) for name in BAND_FIELDS},
        )
        for band in new.bands
    )


def add_original(file_hash: str, content_hash: str, size: int, name: str) -> int:
    """The number of an original whose bytes are kept already; one that is known stays as it is."""
    row, _ = Original.objects.get_or_create(
        file_hash=file_hash,
        defaults={"content_hash": content_hash, "size": size, "name": name[-300:]},
    )
    return row.pk


def has_content(athlete_id: int, content_hash: str) -> bool:
    """Whether the athlete has activities from a file of that content."""
    return Activity.objects.filter(athlete_id=athlete_id, original__content_hash=content_hash).exists()


def known_files(athlete_id: int) -> set[str]:
    """SHA-256 of every original that the athlete has activities from."""
    rows = Activity.objects.filter(athlete_id=athlete_id).order_by()
    return set(rows.values_list("original__file_hash", flat=True))


def link_same_run(poorer_id: int, richer_id: int) -> None:
    """From now on the richer recording stands for both, and for whatever pointed to the poorer.

    What only the poorer says in words, and the runner's rating, goes to the richer as well; so does the choice of
    the planned session that it serves.
    """
    Activity.objects.filter(Q(pk=poorer_id) | Q(same_as_id=poorer_id)).update(same_as_id=richer_id)
    poorer = Activity.objects.values("name", "note", "rpe", "srpe").get(pk=poorer_id)
    main = Activity.objects.get(pk=richer_id)
    main.same_as_id = None
    for column in ("name", "note"):
        if not getattr(main, column):
            setattr(main, column, poorer[column])
    if main.rpe is None:
        main.rpe, main.srpe = poorer["rpe"], poorer["srpe"]
    main.save()
    if not MatchChoice.objects.filter(activity_id=richer_id).exists():
        MatchChoice.objects.filter(activity_id=poorer_id).update(activity_id=richer_id)


def list_activities(
    athlete_id: int, wanted: Filter | None = None, number: int = 1, per_page: int = PER_PAGE
) -> Page:
    """One page of an athlete's activities, the newest first unless asked otherwise.

    Args:
        athlete_id: whose.
        wanted: which; all without.
        number: of the page, from 1; one outside the list gives the nearest.
        per_page: activities on a page.
    """
    wanted = wanted or Filter()
    rows = _filtered(athlete_id, wanted)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    number = min(max(number, 1), pages)
    if wanted.longest_first:
        rows = rows.order_by(F("distance_m").desc(nulls_last=True), "-started_at", "-id")
    first = (number - 1) * per_page
    return Page(_lines(rows[first : first + per_page]), number, pages, total)


def activities_between(athlete_id: int, first: date, last: date) -> tuple[ActivityLine, ...]:
    """All activities of these local days, both included, in the order of time."""
    rows = _filtered(athlete_id, Filter(since=first, until=last)).order_by("started_at", "id")
    return _lines(rows)


def sports(athlete_id: int) -> dict[str, int]:
    """How many activities there are of each sport, the most frequent first."""
    rows = _counted(athlete_id).order_by().values("sport").annotate(n=Count("id")).order_by("-n", "sport")
    return {row["sport"]: row["n"] for row in rows}


def get_activity(athlete_id: int, activity_id: int) -> StoredActivity:
    """One activity in full.

    Raises:
        LookupError: the athlete has none of that number.
    """
    row = (
        Activity.objects.filter(athlete_id=athlete_id, pk=activity_id)
        .select_related("detail", "original")
        .first()
    )
    if row is None:
        raise LookupError(f"There is no activity {activity_id}.")
    efforts = row.best_efforts.order_by("kind", "amount")
    return StoredActivity(
        id=row.pk,
        athlete_id=row.athlete_id,
        figures=_figures(row),
        version=row.detail.version,
        judged_by=row.detail.judged_by,
        document=json.loads(row.detail.document),
        laps=tuple(LapRow(**{name: getattr(lap, name) for name in LAP_FIELDS}) for lap in row.laps.all()),
        efforts=tuple(EffortRow(e.kind, e.amount, e.value, e.start_s) for e in efforts),
        part=row.part,
        original_name=row.original.name,
        original_hash=row.original.file_hash,
        same_as=row.same_as_id,
        others=_lines(row.others.order_by("id")),
    )


def streams_of_activity(activity_id: int, channels: Iterable[str] | None = None) -> Streams:
    """The streams of an activity; empty where nothing was recorded second by second.

    Args:
        activity_id: which.
        channels: those wanted, such as speed and heart_rate; all without. The time always comes along.

    Raises:
        LookupError: there is no such activity.
        UnreadableFile: what is stored is damaged.
    """
    head = ActivityDetail.objects.filter(pk=activity_id).values_list("streams_head", flat=True).first()
    if head is None:
        raise LookupError(f"There is no activity {activity_id}.")
    rows = StreamColumn.objects.filter(activity_id=activity_id)
    if channels is not None:
        rows = rows.filter(channel__in=("time", *channels))
    unpacked = {row.channel: decode_column(bytes(row.packed)) for row in rows}
    unpacked.setdefault("time", np.empty(0))
    return Streams(**_head(json.loads(head)), **unpacked)


def best_efforts(
    athlete_id: int,
    kind: EffortKind,
    amount: float,
    since: date | None = None,
    until: date | None = None,
) -> tuple[EffortLine, ...]:
    """One best effort of each activity over a distance in m or a duration in s, in the order of time."""
    rows = _efforts(athlete_id, kind, since, until).filter(amount=amount).order_by("local_date", "id")
    return tuple(EffortLine(*row) for row in rows.values_list(*EFFORT_FIELDS))


def records(
    athlete_id: int, kind: EffortKind, since: date | None = None, until: date | None = None
) -> tuple[EffortLine, ...]:
    """The best of all over each distance (least s) or duration (most m), by amount."""
    rows = _efforts(athlete_id, kind, since, until).order_by().values("amount")
    best = Min("value") if kind == "distance" else Max("value")
    found = []
    for line in rows.annotate(best=best).order_by("amount"):
        same = _efforts(athlete_id, kind, since, until).filter(amount=line["amount"], value=line["best"])
        found.append(_effort(same.order_by("local_date", "id")[0]))
    return tuple(found)


def months(
    athlete_id: int, since: date | None = None, until: date | None = None, sport: str | None = RUNNING
) -> tuple[Month, ...]:
    """What each month came to, in the order of time; months without an activity are left out.

    Args:
        athlete_id: whose.
        since, until: local days, both included.
        sport: only this; None for all together.
    """
    rows = _filtered(athlete_id, Filter(sport=sport, since=since, until=until)).order_by()
    summed = rows.annotate(month=TruncMonth("local_date")).values("month")
    figures = summed.annotate(
        n=Count("id"),
        metres=Sum("distance_m"),
        seconds=Sum("moving_s"),
        climbed=Sum("climb_m"),
        rated=Sum("srpe"),
        drift=Avg("decoupling_pct"),
        kick=Max("kick_share_of_mss"),
    ).order_by("month")
    return tuple(
        Month(
            m["month"],
            m["n"],
            m["metres"] or 0.0,
            m["seconds"] or 0.0,
            m["climbed"] or 0.0,
            m["rated"] or 0.0,
            m["drift"],
            m["kick"],
        )
        for m in figures
    )


def progress_lines(athlete_id: int, since: date | None = None) -> tuple[ActivityLine, ...]:
    """The runs that say something of drift or kick, in the order of time."""
    rows = _filtered(athlete_id, Filter(sport=RUNNING, since=since))
    told = Q(decoupling_pct__isnull=False) | Q(kick_ratio__isnull=False)
    return _lines(rows.filter(told).order_by("started_at", "id"))


def bands(
    athlete_id: int, kind: BandKind, since: date | None = None, until: date | None = None
) -> tuple[BandLine, ...]:
    """The bands of that kind of all runs, in the order of time."""
    rows = RunBand.objects.filter(athlete_id=athlete_id, kind=kind, activity__same_as__isnull=True)
    rows = rows.filter(activity__sport=RUNNING)  # a file that says no sport may be of a bicycle
    if since:
        rows = rows.filter(local_date__gte=since)
    if until:
        rows = rows.filter(local_date__lte=until)
    found = rows.order_by("local_date", "activity_id", "low")
    return tuple(
        BandLine(row[0], row[1], BandRow(*row[2:]))
        for row in found.values_list("activity_id", "local_date", *BAND_FIELDS)
    )


def ratings(athlete_id: int, since: date | None = None, until: date | None = None) -> dict[int, float]:
    """Session RPE, 0 to 10, of the runs that were rated, by the activity's number."""
    rows = _filtered(athlete_id, Filter(sport=RUNNING, since=since, until=until)).filter(rpe__isnull=False)
    return dict(rows.order_by().values_list("id", "rpe"))


def near_in_time(
    athlete_id: int, figures: Figures, longest: timedelta = timedelta(days=2)
) -> tuple[ActivityLine, ...]:
    """Activities that overlap with this one, of its sport or of none; those that stand for a run only.

    Args:
        athlete_id: whose.
        figures: of the activity to compare with.
        longest: no activity lasts longer.
    """
    ends = figures.started_at + timedelta(seconds=figures.duration_s)
    rows = _counted(athlete_id).filter(started_at__lt=ends, started_at__gt=figures.started_at - longest)
    if figures.sport:
        rows = rows.filter(sport__in=(figures.sport, ""))
    lines = _lines(rows.order_by("id"))
    return tuple(
        line
        for line in lines
        if line.figures.started_at + timedelta(seconds=line.figures.duration_s) > figures.started_at
    )


def _counted(athlete_id: int) -> QuerySet[Activity]:
    return Activity.objects.filter(athlete_id=athlete_id, same_as__isnull=True)


def _filtered(athlete_id: int, wanted: Filter) -> QuerySet[Activity]:
    rows = _counted(athlete_id)
    if wanted.sport is not None:
        rows = rows.filter(sport=wanted.sport)
    if wanted.since:
        rows = rows.filter(local_date__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(local_date__lte=wanted.until)
    if wanted.with_reps:
        rows = rows.filter(reps__gt=0)
    if wanted.on_track:
        rows = rows.filter(on_track=True)
    if wanted.least_m is not None:
        rows = rows.filter(distance_m__gte=wanted.least_m)
    if wanted.most_m is not None:
        rows = rows.filter(distance_m__lte=wanted.most_m)
    for word in wanted.text.split():
        anywhere = Q()
        for column in SEARCHED:
            anywhere |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


def _lines(rows: QuerySet[Activity]) -> tuple[ActivityLine, ...]:
    return tuple(ActivityLine(row[0], Figures(*row[1:])) for row in rows.values_list("id", *FIGURES))


def _figures(row: Activity) -> Figures:
    return Figures(**{name: getattr(row, name) for name in FIGURES})


def _columns(figures: Figures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in FIGURES}


def _lap(lap: LapRow) -> dict[str, Any]:
    return {name: getattr(lap, name) for name in LAP_FIELDS}


def _efforts(
    athlete_id: int, kind: EffortKind, since: date | None, until: date | None
) -> QuerySet[BestEffort]:
    rows = BestEffort.objects.filter(athlete_id=athlete_id, kind=kind, activity__same_as__isnull=True)
    if since:
        rows = rows.filter(local_date__gte=since)
    if until:
        rows = rows.filter(local_date__lte=until)
    return rows


def _effort(row: BestEffort) -> EffortLine:
    return EffortLine(row.kind, row.amount, row.value, row.local_date, row.activity_id)


def _head(head: dict[str, Any]) -> dict[str, Any]:
    """The parts of Streams that are no columns, from their JSON."""
    return {
        "start": head["start"],
        "sport": head["sport"],
        "distance_from": head["distance_from"],
        "speed_from": head["speed_from"],
        "step": head["step"],
        "pauses": _intervals(head["pauses"]),
        "gaps": _intervals(head["gaps"]),
        "flags": tuple(
            Flag(flag["kind"], flag["text"], _intervals(flag["where"]), flag["mended"])
            for flag in head["flags"]
        ),
    }


def _intervals(pairs: list[list[float]]) -> tuple[Interval, ...]:
    return tuple(Interval(start, end) for start, end in pairs)
