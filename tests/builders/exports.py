"""Watch files and whole exports as services give them, made from scratch."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.activity.fit_bytes import simple_run

FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
START = datetime(2026, 5, 4, 16, 30, tzinfo=UTC)


def fit(start: datetime = START, seconds: int = 400) -> bytes:
    """A run at 3.5 m/s with heart rate, one record a second."""
    return simple_run(seconds, start=int((start - FIT_EPOCH).total_seconds()))


def gpx(start: datetime = START, seconds: int = 400, timed: bool = True, sport: str = "running") -> bytes:
    """The same run from a telephone: positions alone, every 5 s, 3.5 m/s to the north."""
    points = []
    for at in range(0, seconds, 5):
        latitude = 48.0 + at * 3.5 / 111_195
        time = f"<time>{(start + timedelta(seconds=at)):%Y-%m-%dT%H:%M:%SZ}</time>" if timed else ""
        points.append(f'<trkpt lat="{latitude:.7f}" lon="11.0"><ele>500</ele>{time}</trkpt>')
    kind = f"<type>{sport}</type>" if sport else ""
    return (
        '<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><name>x</name>{kind}<trkseg>{''.join(points)}</trkseg></trk></gpx>"
    ).encode()


def tcx(start: datetime = START, seconds: int = 400) -> bytes:
    """A run with distance and heart rate, every second."""
    points = "".join(
        f"<Trackpoint><Time>{(start + timedelta(seconds=at)):%Y-%m-%dT%H:%M:%SZ}</Time>"
        f"<DistanceMeters>{3.5 * at}</DistanceMeters>"
        f"<HeartRateBpm><Value>{120 + at % 40}</Value></HeartRateBpm></Trackpoint>"
        for at in range(seconds)
    )
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="Running"><Id>{start:%Y-%m-%dT%H:%M:%SZ}</Id>'
        f'<Lap StartTime="{start:%Y-%m-%dT%H:%M:%SZ}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{3.5 * seconds}</DistanceMeters><Track>{points}</Track></Lap>"
        "</Activity></Activities></TrainingCenterDatabase>"
    ).encode()


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """A zip archive of these files."""
    path.write_bytes(zip_bytes(files))
    return path


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """The same as bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def day(number: int) -> datetime:
    """The start of a run on another day."""
    return START + timedelta(days=number)


def strava(heading: bool = True) -> dict[str, bytes]:
    """Strava's export: three activities, their table, a planned route and a picture."""
    rows = [
        ["Activity ID", "Activity Date", "Activity Name", "Activity Type", "Activity Description", "Filename",
         "Perceived Exertion"],
        ["1", "May 4, 2026, 4:30:00 PM", "Club night, 400s", "Run", 'windy, "hard"', "activities/1.fit.gz", "7"],
        ["2", "May 5, 2026, 4:30:00 PM", "To the lake", "Ride", "", "activities/2.gpx", ""],
        ["3", "May 6, 2026, 4:30:00 PM", "Läufchen", "Run", "", "activities/3.tcx.gz", ""],
        ["4", "May 7, 2026, 4:30:00 PM", "By hand", "Run", "", "", ""],
    ]  # fmt: skip
    if not heading:  # as in an export in another language
        rows[0] = ["ID", "Datum", "Name", "Art", "Beschreibung", "Datei", "Anstrengung"]
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    return {
        "activities.csv": table.getvalue().encode(),
        "activities/1.fit.gz": gzip.compress(fit(day(0))),
        "activities/2.gpx": gpx(day(1), sport=""),
        "activities/3.tcx.gz": gzip.compress(b"          " + tcx(day(2))),  # so they come
        "routes/9.gpx": gpx(day(3), timed=False),
        "media/picture.jpg": b"\xff\xd8",
    }


def garmin() -> dict[str, bytes]:
    """Garmin's export: activities in zips within the zip, names and wellness in JSON."""
    summaries = [
        {
            "summarizedActivitiesExport": [
                {"activityId": 1, "name": "München Laufen", "beginTimestamp": day(0).timestamp() * 1000,
                 "startTimeLocal": (day(0).timestamp() + 7200) * 1000},
                {"activityId": 2, "name": None, "beginTimestamp": "soon"},
            ]
        }
    ]  # fmt: skip
    sleep = [
        {"calendarDate": "2026-05-04", "deepSleepSeconds": 5000, "lightSleepSeconds": 15000,
         "remSleepSeconds": 6000, "awakeSleepSeconds": 900},
        {"calendarDate": "2026-05-05", "sleepWindowConfirmationType": "UNCONFIRMED"},
        {"calendarDate": "not a day", "deepSleepSeconds": 5000},
    ]  # fmt: skip
    days = [
        {"calendarDate": "2026-05-04", "restingHeartRate": 47},
        {"calendarDate": "2026-05-05", "restingHeartRate": 0},
    ]
    health = [
        {
            "calendarDate": "2026-05-04",
            "metrics": [{"type": "HRV", "value": 62.0}, {"type": "HR", "value": 50}],
        },
        {"calendarDate": "2026-05-05", "metrics": [{"type": "HRV", "value": None}]},
    ]
    inner = "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part"
    return {
        "DI_CONNECT/DI-Connect-Fitness/me_0_summarizedActivities.json": json.dumps(summaries).encode(),
        "DI_CONNECT/DI-Connect-Wellness/2026_1_sleepData.json": json.dumps(sleep).encode(),
        "DI_CONNECT/DI-Connect-Wellness/2026_1_healthStatusData.json": json.dumps(health).encode(),
        "DI_CONNECT/DI-Connect-Aggregator/UDSFile_2026.json": json.dumps(days).encode(),
        "DI_CONNECT/DI-Connect-User/user_profile.json": b"{}",
        f"{inner}1.zip": zip_bytes({"me_1.fit": fit(day(0)), "me_1.txt": b"x"}),
        f"{inner}2.zip": zip_bytes({"me_2.fit": fit(day(1))}),
    }


APPLE_TYPE = """<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>"""


def apple(document_type: str = APPLE_TYPE) -> dict[str, bytes]:
    """Apple Health's export: two nights, heart numbers, a run with its route, one without."""

    def record(kind: str, start: str, end: str, value: str) -> str:
        """An entry from `start` to `end`, days of May and local time of Berlin in summer."""
        dates = f'startDate="2026-05-{start}:00 +0200" endDate="2026-05-{end}:00 +0200"'
        return f'<Record type="HK{kind}" sourceName="Watch" {dates} value="{value}"/>'

    def statistics(kind: str, numbers: str) -> str:
        """A sum or mean over the run of 9 May."""
        dates = 'startDate="2026-05-09 18:30:00 +0200" endDate="2026-05-09 18:36:40 +0200"'
        return f'<WorkoutStatistics type="HK{kind}" {dates} {numbers}/>'

    resting = "QuantityTypeIdentifierRestingHeartRate"
    variability = "QuantityTypeIdentifierHeartRateVariabilitySDNN"
    sleep, value = "CategoryTypeIdentifierSleepAnalysis", "HKCategoryValueSleepAnalysis"
    heart = [
        f'<Record type="HKQuantityTypeIdentifierHeartRate" startDate="2026-05-04 18:3{at // 60}:{at % 60:02d} +0200" '
        f'endDate="2026-05-04 18:3{at // 60}:{at % 60:02d} +0200" value="{140 + at / 60}"/>'
        for at in range(0, 305, 5)
    ]
    lines = [
        *heart,
        record(resting, "04 00:10", "04 23:00", "46"),
        record(variability, "04 02:00", "04 02:01", "50"),
        record(variability, "04 04:00", "04 04:01", "60"),
        record(variability, "04 05:00", "04 05:01", "nan"),
        record(sleep, "03 22:00", "03 23:30", f"{value}AsleepCore"),
        record(sleep, "03 23:00", "04 05:00", f"{value}AsleepUnspecified"),
        record(sleep, "04 05:00", "04 06:00", f"{value}InBed"),
        '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="6.7" durationUnit="min" '
        'startDate="2026-05-04 18:30:00 +0200" endDate="2026-05-04 18:36:40 +0200"><WorkoutRoute sourceName="Watch">'
        '<FileReference path="/workout-routes/route_2026-05-04_6.36pm.gpx"/></WorkoutRoute></Workout>',
        '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="380" durationUnit="s" '
        'sourceName="Watch" startDate="2026-05-09 18:30:00 +0200" endDate="2026-05-09 18:36:40 +0200">'
        + statistics("QuantityTypeIdentifierDistanceWalkingRunning", 'sum="1.41" unit="km"')
        + statistics("QuantityTypeIdentifierActiveEnergyBurned", 'sum="98" unit="kcal"')
        + statistics("QuantityTypeIdentifierHeartRate", 'average="152" minimum="99" maximum="171" unit="count/min"')
        + "</Workout>",
    ]  # fmt: skip
    document = f'<?xml version="1.0"?>{document_type}<HealthData locale="de_DE">{"".join(lines)}</HealthData>'
    return {
        "apple_health_export/export.xml": document.encode(),
        "apple_health_export/export_cda.xml": b'<?xml version="1.0"?><ClinicalDocument/>',
        "apple_health_export/workout-routes/route_2026-05-04_6.36pm.gpx": gpx(day(0), sport=""),
    }
