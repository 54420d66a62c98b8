"""What an activity was judged by: the abilities of its day, beside the profile that they came from."""
# ruff: noqa: RUF012

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0005_bands"),
    ]

    operations = [
        migrations.AddField(
            model_name="activitydetail",
            name="abilities",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
