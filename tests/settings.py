"""The suite's settings: the product's, with a data directory and keys of its own."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="linecheck-test-"))
os.environ.setdefault("ENV_FILE", os.devnull)
os.environ.setdefault("LINECHECK_DEMO", "1")
os.environ.setdefault("SYNC_GRACE_SECONDS", "3")

from config.settings import *  # noqa: E402,F403

ALLOWED_HOSTS = ["*"]
# Rolled back, the tests' tokens share their numbers, and so their count in the cache.
API_RATE = PINGONE_API_RATE = 100_000
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing listens: services must work with the broker down, and tests drain by hand.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
LOGGING["root"]["level"] = "ERROR"  # type: ignore[index]  # noqa: F405
