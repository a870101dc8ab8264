"""Settings of the sandbox process. They are its own: the console's settings are never read."""

import os
from pathlib import Path

DATA_DIR = Path(os.environ.get("SANDBOX_DATA", "var/sandbox"))
# Seconds from an accepted request to its verdict; 0 settles at the next touch.
DELAY = float(os.environ.get("SANDBOX_DELAY", "3"))
# Requests per 5 seconds and account; 0 is no limit.
RATE = int(os.environ.get("SANDBOX_RATE", "300"))
# Requests per minute and PingOne environment; 0 is no limit. PingOne's 600, of which one
# address gets 35 % (PingOne platform, Rate limits).
PINGONE_RATE = int(os.environ.get("SANDBOX_PINGONE_RATE", "210"))

# The sandbox signs nothing with this key and keeps no sessions.
SECRET_KEY = "sandbox-has-no-sessions"
DEBUG = False
ALLOWED_HOSTS = ["*"]
APPEND_SLASH = False
ROOT_URLCONF = "apps.sandbox.urls"
INSTALLED_APPS = ["apps.sandbox"]
# Content-Length on every answer, which keeps connections alive.
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
USE_TZ = True
USE_I18N = False
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "sandbox.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            # A killed process loses nothing; only a dead machine could, and this is a double.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        },
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # Refusals are the sandbox's daily work and in its request log; only bugs go to stderr.
    "filters": {
        "bugs": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: record.exc_info is not None,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR", "filters": ["bugs"]},
        "django.server": {"level": "CRITICAL"},
    },
}
