"""The Celery application. Celery is only the doorbell: the Sync rows are the truth."""

import os

from celery import Celery

from config import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
broker.install()

app = Celery("linecheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
