"""Surges among what runs are compared by: how much quicker they were, and the steps gained."""
# ruff: noqa: RUF012

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_energy"),
    ]

    operations = [
        migrations.AddField(model_name="runband", name="speed_gain", field=models.FloatField(null=True)),
        migrations.AddField(model_name="runband", name="cadence_gain", field=models.FloatField(null=True)),
    ]
