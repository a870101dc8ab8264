from django.apps import AppConfig


class NumberpoolsConfig(AppConfig):
    name = "apps.numberpools"
