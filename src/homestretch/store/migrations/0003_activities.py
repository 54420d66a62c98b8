"""Activities with their originals, streams, laps and best efforts; wellness; imports."""
# ruff: noqa: RUF012

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0002_seasons_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("part", models.PositiveSmallIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("utc_offset_s", models.IntegerField(null=True)),
                ("local_date", models.DateField()),
                ("sport", models.CharField(blank=True, max_length=32)),
                ("sub_sport", models.CharField(blank=True, max_length=32)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("source", models.CharField(max_length=8)),
                ("device", models.CharField(blank=True, max_length=120)),
                ("duration_s", models.FloatField()),
                ("moving_s", models.FloatField()),
                ("distance_m", models.FloatField(null=True)),
                ("avg_hr", models.FloatField(null=True)),
                ("max_hr", models.FloatField(null=True)),
                ("cadence_spm", models.FloatField(null=True)),
                ("climb_m", models.FloatField(null=True)),
                ("rpe", models.FloatField(null=True)),
                ("srpe", models.FloatField(null=True)),
                ("decoupling_pct", models.FloatField(null=True)),
                ("trimp", models.FloatField(null=True)),
                ("near_max_m", models.FloatField(null=True)),
                ("kick_of", models.CharField(blank=True, max_length=8)),
                ("kick_ratio", models.FloatField(null=True)),
                ("kick_share_of_mss", models.FloatField(null=True)),
                ("flags", models.PositiveSmallIntegerField(default=0)),
                ("records", models.PositiveIntegerField(default=0)),
                ("channels", models.PositiveSmallIntegerField(default=0)),
                ("on_track", models.BooleanField(default=False)),
                ("has_route", models.BooleanField(default=False)),
                ("reps", models.PositiveSmallIntegerField(default=0)),
                ("reps_words", models.CharField(blank=True, max_length=200)),
                (
                    "athlete",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="store.athleterecord",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="others",
                        to="store.activity",
                    ),
                ),
            ],
            options={
                "ordering": ("-started_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_hash", models.CharField(max_length=64, unique=True)),
                ("content_hash", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("name", models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="ActivityDetail",
            fields=[
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="detail",
                        serialize=False,
                        to="store.activity",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("judged_by", models.CharField(blank=True, max_length=64)),
                ("document", models.TextField()),
                ("streams_head", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("asked", models.TextField()),
                ("total", models.PositiveIntegerField(default=0)),
                ("imported", models.PositiveIntegerField(default=0)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("wellness", models.PositiveIntegerField(default=0)),
                (
                    "athlete",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="store.athleterecord",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("outcome", models.CharField(max_length=8)),
                ("reason", models.TextField(blank=True)),
                (
                    "activity",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to="store.activity"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="store.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="original",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="store.original"
            ),
        ),
        migrations.CreateModel(
            name="StreamColumn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=24)),
                ("packed", models.BinaryField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="columns",
                        to="store.activity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wellness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("local_date", models.DateField()),
                ("kind", models.CharField(max_length=24)),
                ("value", models.FloatField()),
                ("source", models.CharField(max_length=24)),
                (
                    "athlete",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wellness",
                        to="store.athleterecord",
                    ),
                ),
            ],
            options={
                "ordering": ("local_date", "kind", "source"),
            },
        ),
        migrations.CreateModel(
            name="ActivityLap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("start_s", models.FloatField()),
                ("duration_s", models.FloatField()),
                ("moving_s", models.FloatField(null=True)),
                ("distance_m", models.FloatField(null=True)),
                ("avg_hr", models.FloatField(null=True)),
                ("max_hr", models.FloatField(null=True)),
                ("trigger", models.CharField(max_length=12)),
                ("intensity", models.CharField(blank=True, max_length=12)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="laps", to="store.activity"
                    ),
                ),
            ],
            options={
                "ordering": ("activity", "number"),
                "constraints": [models.UniqueConstraint(fields=("activity", "number"), name="lap_once")],
            },
        ),
        migrations.CreateModel(
            name="BestEffort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("amount", models.FloatField()),
                ("value", models.FloatField()),
                ("start_s", models.FloatField()),
                ("local_date", models.DateField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="best_efforts",
                        to="store.activity",
                    ),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="best_efforts",
                        to="store.athleterecord",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["athlete", "kind", "amount", "local_date"], name="effort_progress")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "kind", "amount"), name="effort_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["athlete", "-started_at"], name="activity_newest"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["athlete", "local_date"], name="activity_day"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("athlete", "original", "part"), name="session_once_per_athlete"
            ),
        ),
        migrations.AddConstraint(
            model_name="streamcolumn",
            constraint=models.UniqueConstraint(fields=("activity", "channel"), name="column_once"),
        ),
        migrations.AddConstraint(
            model_name="wellness",
            constraint=models.UniqueConstraint(
                fields=("athlete", "kind", "local_date", "source"), name="wellness_once_a_day"
            ),
        ),
    ]
