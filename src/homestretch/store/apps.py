"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "homestretch.store"
    label = "store"
    verbose_name = "Homestretch"
