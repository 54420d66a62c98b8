"""Django's settings for the pages, on top of those of the store."""

from __future__ import annotations

import os

from homestretch.store.settings import *  # noqa: F403
from homestretch.store.settings import DATA_FOLDER
from homestretch.store.settings import INSTALLED_APPS as TABLES

# Set by ``serve``: who can reach the pages, and under which further host names.
SERVED_TO_OTHERS = os.environ.get("HOMESTRETCH_SERVED_TO_OTHERS") == "1"
EXTRA_HOSTS = tuple(name for name in os.environ.get("HOMESTRETCH_HOSTS", "").lower().split(",") if name)

INSTALLED_APPS = [*TABLES, "django.contrib.staticfiles", "csp", "django_htmx", "homestretch.web"]
MIDDLEWARE = [
    "homestretch.web.door.KnownHosts",  # decides on the Host header, before anything reads it
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "homestretch.web.door.OwnersOnly",
]
ROOT_URLCONF = "homestretch.web.urls"
ALLOWED_HOSTS = ["*"]  # KnownHosts is stricter: it knows private addresses
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_NUMBER_FILES = 20_000  # a folder of many years; they go to the disk one by one
DATA_UPLOAD_MAX_NUMBER_FIELDS = 40_000  # with each its place

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "homestretch_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30  # s, a month
CSRF_COOKIE_NAME = "homestretch_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "homestretch.web.views.faults.stale_form"
LOGIN_URL = "/login/"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016", "security.W020"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
    },
}
