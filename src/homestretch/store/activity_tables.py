"""The tables of what was done: activities and what was worked out of them, their originals, wellness, imports.

`models` brings these in for Django; what a list shows stands in `Activity` itself, everything long elsewhere.
"""

from __future__ import annotations

from django.db import models


class Original(models.Model):
    """A file as it came, kept byte for byte in the data folder under its hash (see `originals`)."""

    file_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the bytes as they came
    content_hash = models.CharField(max_length=64, db_index=True)  # the same once inflated: .gz or not
    size = models.PositiveBigIntegerField()  # bytes as they came
    name = models.CharField(max_length=300)  # as found, with its folder inside an archive

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """One activity, in the columns that a list needs. A file of several sessions makes several."""

    athlete = models.ForeignKey("store.AthleteRecord", on_delete=models.CASCADE, related_name="activities")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="activities")
    part = models.PositiveSmallIntegerField(default=0)  # which session of the file
    # The same run from another watch: the poorer one points to the richer, and no list or sum counts it.
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="others"
    )
    started_at = models.DateTimeField()  # UTC
    utc_offset_s = models.IntegerField(null=True)  # s that local time was ahead, where the file says so
    local_date = models.DateField()
    sport = models.CharField(max_length=32, blank=True)  # "" if not said
    sub_sport = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=8)  # fit, tcx, gpx, apple
    device = models.CharField(max_length=120, blank=True)
    duration_s = models.FloatField()
    moving_s = models.FloatField()
    distance_m = models.FloatField(null=True)
    avg_hr = models.FloatField(null=True)  # beats a minute
    max_hr = models.FloatField(null=True)
    cadence_spm = models.FloatField(null=True)
    climb_m = models.FloatField(null=True)
    rpe = models.FloatField(null=True)  # 0 to 10
    srpe = models.FloatField(null=True)  # RPE x minutes
    decoupling_pct = models.FloatField(null=True)
    trimp = models.FloatField(null=True)
    near_max_m = models.FloatField(null=True)  # m at near-maximal speed
    kick_of = models.CharField(max_length=8, blank=True)  # race, rep, run, "" without
    kick_ratio = models.FloatField(null=True)  # speed of the last 200 m over that of the body
    kick_share_of_mss = models.FloatField(null=True)  # kick retention
    flags = models.PositiveSmallIntegerField(default=0)  # how many remarks on quality
    records = models.PositiveIntegerField(default=0)  # samples as recorded
    channels = models.PositiveSmallIntegerField(default=0)  # how many things the watch itself recorded
    on_track = models.BooleanField(default=False)
    has_route = models.BooleanField(default=False)
    reps = models.PositiveSmallIntegerField(default=0)  # how many
    reps_words = models.CharField(max_length=200, blank=True)  # "6 x 400 m in 68.2"
    energy_kcal = models.FloatField(null=True)  # as the watch or the telephone guessed it

    class Meta:
        ordering = ("-started_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("athlete", "original", "part"), name="session_once_per_athlete"),
        )
        indexes = (
            models.Index(fields=("athlete", "-started_at"), name="activity_newest"),
            models.Index(fields=("athlete", "local_date"), name="activity_day"),
        )

    def __str__(self) -> str:
        return self.name or f"{self.sport or 'activity'} of {self.local_date}"


class ActivityDetail(models.Model):
    """What was worked out of an activity, in full."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="detail"
    )
    version = models.PositiveSmallIntegerField()  # of the analysis
    judged_by = models.CharField(max_length=64, blank=True)  # hash of the profile, "" without
    abilities = models.CharField(max_length=64, blank=True, default="")  # hash of those of its day
    document = models.TextField()  # `analyse --json`
    streams_head = models.TextField()  # JSON of what the columns leave out: start, pauses, gaps, flags


class ActivityLap(models.Model):
    """A lap as recorded."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="laps")
    number = models.PositiveSmallIntegerField()  # from 1
    start_s = models.FloatField()  # s since the activity's start
    duration_s = models.FloatField()
    moving_s = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    avg_hr = models.FloatField(null=True)
    max_hr = models.FloatField(null=True)
    trigger = models.CharField(max_length=12)
    intensity = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ("activity", "number")
        constraints = (models.UniqueConstraint(fields=("activity", "number"), name="lap_once"),)


class StreamColumn(models.Model):
    """One channel of an activity's streams as `activity.codec` packs it; `time` is one of them."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="columns")
    channel = models.CharField(max_length=24)
    packed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("activity", "channel"), name="column_once"),)


class BestEffort(models.Model):
    """The best of one activity over a distance (value: s) or over a duration (value: m)."""

    athlete = models.ForeignKey("store.AthleteRecord", on_delete=models.CASCADE, related_name="best_efforts")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="best_efforts")
    kind = models.CharField(max_length=8)  # distance, duration
    amount = models.FloatField()  # m, or s
    value = models.FloatField()  # s, or m
    start_s = models.FloatField()  # s since the activity's start
    local_date = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("activity", "kind", "amount"), name="effort_once"),)
        indexes = (models.Index(fields=("athlete", "kind", "amount", "local_date"), name="effort_progress"),)


class RunBand(models.Model):
    """Means of one run over one band of heart rate or speed, to be compared with other runs."""

    athlete = models.ForeignKey("store.AthleteRecord", on_delete=models.CASCADE, related_name="bands")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="bands")
    local_date = models.DateField()
    kind = models.CharField(max_length=8)  # heart, speed, rep, climb, surge
    low = models.FloatField()  # lower edge: beats a minute, m/s, or a share
    seconds = models.FloatField()
    flat_speed = models.FloatField()  # m/s on the level
    heart_rate = models.FloatField(null=True)  # beats a minute
    cadence = models.FloatField(null=True)  # steps a minute
    step_length = models.FloatField(null=True)  # m
    ground_contact = models.FloatField(null=True)  # s
    balance = models.FloatField(null=True)  # percent, of the left foot
    climb_speed = models.FloatField(null=True)  # m upward in a second
    speed_gain = models.FloatField(null=True)  # share that a surge was quicker than the time before
    cadence_gain = models.FloatField(null=True)  # steps a minute gained in it

    class Meta:
        constraints = (models.UniqueConstraint(fields=("activity", "kind", "low"), name="band_once"),)
        indexes = (models.Index(fields=("athlete", "kind", "local_date"), name="band_progress"),)


class Wellness(models.Model):
    """One number of one day: sleep_s, resting_hr, hrv_rmssd_ms or hrv_sdnn_ms."""

    athlete = models.ForeignKey("store.AthleteRecord", on_delete=models.CASCADE, related_name="wellness")
    local_date = models.DateField()
    kind = models.CharField(max_length=24)
    value = models.FloatField()
    source = models.CharField(max_length=24)  # garmin, apple

    class Meta:
        ordering = ("local_date", "kind", "source")
        constraints = (
            models.UniqueConstraint(
                fields=("athlete", "kind", "local_date", "source"), name="wellness_once_a_day"
            ),
        )


class ImportRun(models.Model):
    """One import: what was asked, how far it is, how it ended. Killed, it stays unfinished."""

    athlete = models.ForeignKey("store.AthleteRecord", on_delete=models.CASCADE, related_name="imports")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    asked = models.TextField()  # JSON list of the names given
    total = models.PositiveIntegerField(default=0)  # files found so far
    imported = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    wellness = models.PositiveIntegerField(default=0)  # numbers taken over

    class Meta:
        ordering = ("-id",)


class ImportedFile(models.Model):
    """What came of one file of an import, with its reason."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    outcome = models.CharField(max_length=8)  # imported, skipped, failed
    reason = models.TextField(blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True)

    class Meta:
        ordering = ("id",)
