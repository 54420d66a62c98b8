"""Energy of an activity as the watch or the telephone guessed it."""
# ruff: noqa: RUF012

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_abilities_of_the_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="energy_kcal",
            field=models.FloatField(null=True),
        ),
    ]
