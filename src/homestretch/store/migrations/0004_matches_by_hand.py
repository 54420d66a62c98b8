"""Matches chosen by hand, and answers to planned sessions."""
# ruff: noqa: RUF012

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_activities"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchChoice",
            fields=[
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="match_choice",
                        serialize=False,
                        to="store.activity",
                    ),
                ),
                ("session_day", models.DateField(null=True)),
                ("session_id", models.CharField(blank=True, max_length=40)),
                ("session_number", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SessionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("session_day", models.DateField()),
                ("session_id", models.CharField(max_length=40)),
                ("session_number", models.PositiveSmallIntegerField(default=0)),
                ("answer", models.CharField(max_length=8)),
                (
                    "athlete",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="session_answers",
                        to="store.athleterecord",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("athlete", "session_day", "session_id", "session_number"), name="answer_once"
                    )
                ],
            },
        ),
    ]
