"""Means of a run by bands of heart rate and speed, for comparisons over months."""
# ruff: noqa: RUF012

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_matches_by_hand"),
    ]

    operations = [
        migrations.CreateModel(
            name="RunBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("local_date", models.DateField()),
                ("kind", models.CharField(max_length=8)),
                ("low", models.FloatField()),
                ("seconds", models.FloatField()),
                ("flat_speed", models.FloatField()),
                ("heart_rate", models.FloatField(null=True)),
                ("cadence", models.FloatField(null=True)),
                ("step_length", models.FloatField(null=True)),
                ("ground_contact", models.FloatField(null=True)),
                ("balance", models.FloatField(null=True)),
                ("climb_speed", models.FloatField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="store.activity",
                    ),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="store.athleterecord",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["athlete", "kind", "local_date"], name="band_progress")],
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "kind", "low"), name="band_once")
                ],
            },
        ),
    ]
