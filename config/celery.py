"""The Celery application. It is only the doorbell: the Sync rows are the truth (docs/sync.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("linecheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
