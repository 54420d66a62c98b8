"""The database itself refuses to change a season that was issued (SQLite; elsewhere the model does)."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER store_issuedseason_stays BEFORE UPDATE ON store_issuedseason
BEGIN SELECT RAISE(ABORT, 'an issued season is never overwritten'); END
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(TRIGGER)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS store_issuedseason_stays")


class Migration(migrations.Migration):
    dependencies = (("store", "0001_first"),)
    operations = (migrations.RunPython(add, remove),)
