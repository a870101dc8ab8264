"""Settings of every deployment; what differs comes from the environment (see .env.example)."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", default=False)
# The demo (make run) needs no account and no secret of anybody's: it makes its own under DATA_DIR.
DEMO = env.bool("LINECHECK_DEMO", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="")
FIELD_ENCRYPTION_KEYS = env.list("FIELD_ENCRYPTION_KEYS", default=[])
if not SECRET_KEY or not FIELD_ENCRYPTION_KEYS:
    from config.local_secrets import local_secrets

    if not (DEBUG or DEMO):
        raise ImproperlyConfigured("Set SECRET_KEY and FIELD_ENCRYPTION_KEYS (see .env.example).")
    _secrets = local_secrets(DATA_DIR)
    SECRET_KEY = SECRET_KEY or _secrets["secret_key"]
    FIELD_ENCRYPTION_KEYS = FIELD_ENCRYPTION_KEYS or [_secrets["field_encryption_key"]]

PORT = env.int("PORT", default=8000)
SANDBOX_PORT = env.int("SANDBOX_PORT", default=8100)
# What providers reach us under: callback URLs start with it, signatures are checked against it.
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG or DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "template_partials",
    "csp",
    "apps.core",
    "apps.accounts",
    "apps.dialects",
    "apps.providers",
    "apps.sync",
    "apps.numberpools",
    "apps.policies",
    "apps.compliance",
    "apps.portal",
]

MIDDLEWARE = [
    "apps.core.middleware.RequestIdMiddleware",
    "apps.dialects.middleware.DialectMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.OrganizationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.core.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
FORM_RENDERER = "apps.core.forms.UIRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.portal.context.portal",
            ],
            "builtins": ["apps.core.templatetags.ui"],
        },
    },
]

SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=27103364;"
    ),
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'linecheck.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Without a collectstatic step the embedded default serves straight from static/ and the wheels.
WHITENOISE_USE_FINDERS = env.bool("STATIC_FROM_SOURCE", default=DEBUG or DEMO)
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
if not WHITENOISE_USE_FINDERS:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

DEFAULT_EXCEPTION_REPORTER_FILTER = "apps.core.reports.ReticentFilter"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
    },
}
SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=SECURE and not DEBUG)
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
# Two copies on one host (other ports) must not sign each other out.
SESSION_COOKIE_NAME = f"linecheck_{PORT}"
CSRF_COOKIE_NAME = f"linecheck_csrf_{PORT}"

# Celery: the doorbell. Nothing here is needed for correctness (docs/sync.md).
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost")
if CELERY_BROKER_URL.startswith("filesystem://"):
    _broker = DATA_DIR / "broker"
    for _name in ("queue", "processed", "control"):
        (_broker / _name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "processed_folder": str(_broker / "processed"),
        "control_folder": str(_broker / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
else:
    # A dead broker must not hold up the request that rings it.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="linecheck")
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "apps.sync.tasks.sweep",
        "schedule": env.float("SYNC_SWEEP_SECONDS", default=5.0),
        "options": {"expires": 30},
    },
    "pull": {
        "task": "apps.policies.tasks.pull_all",
        "schedule": env.float("PINGONE_PULL_SECONDS", default=60.0 if DEMO else 3600.0),
        "options": {"expires": 600},
    },
    "prune": {"task": "apps.sync.tasks.prune", "schedule": 3600.0, "options": {"expires": 600}},
}

# The reconciler.
SYNC_LEASE_SECONDS = env.float("SYNC_LEASE_SECONDS", default=45.0)
# How long a lost write may still be accepted; the providers do not publish it (docs/sync.md).
SYNC_GRACE_SECONDS = env.float("SYNC_GRACE_SECONDS", default=3.0 if DEMO else 120.0)
SYNC_DRAIN_SECONDS = env.float("SYNC_DRAIN_SECONDS", default=10.0)
SYNC_THREADS = env.int("SYNC_THREADS", default=20)
SYNC_HTTP_SECONDS = env.float("SYNC_HTTP_SECONDS", default=20.0)
SYNC_PROBE_SECONDS = env.float("SYNC_PROBE_SECONDS", default=300.0)
# The first re-read of something not final, and the longest pause between two.
SYNC_LOOK_SECONDS = env.float("SYNC_LOOK_SECONDS", default=2.0 if DEMO else 30.0)
SYNC_LOOK_MAX_SECONDS = env.float("SYNC_LOOK_MAX_SECONDS", default=10.0 if DEMO else 3600.0)
ATTEMPT_DAYS = env.int("ATTEMPT_DAYS", default=90)
# Plivo: 300 requests / 5 s / account (plivo.com/docs/voice/concepts/account-limits).
PLIVO_RATE = env.float("PLIVO_RATE", default=58.0)
PLIVO_BURST = env.int("PLIVO_BURST", default=4)
# PingOne: 600 configuration requests / minute / licence, 35 % of it for one address
# (docs.pingidentity.com, Rate limits); in seconds.
PINGONE_RATE = env.float("PINGONE_RATE", default=3.4)
PINGONE_BURST = env.int("PINGONE_BURST", default=4)
# PingOne tells nobody when somebody edits there: how often what is known is read again (seconds).
PINGONE_LOOK_SECONDS = env.float("PINGONE_LOOK_SECONDS", default=20.0 if DEMO else 900.0)
# By the provider's id in apps/providers/catalogue.py; Twilio is asked about credentials only.
UPSTREAM_RATES = {1: (PLIVO_RATE, PLIVO_BURST), 2: (PINGONE_RATE, PINGONE_BURST), 3: (1.0, 2)}
PLIVO_BASE_URL = env.str("PLIVO_BASE_URL", default="https://api.plivo.com")
# Root of PingOne's API and token endpoint for every region; empty: the region's own hosts.
PINGONE_BASE_URL = env.str("PINGONE_BASE_URL", default="")
TWILIO_BASE_URL = env.str("TWILIO_BASE_URL", default="https://api.twilio.com")
# Hosts a base URL may name although they are not public (the sandbox on this machine).
UPSTREAM_PRIVATE_HOSTS = env.list(
    "UPSTREAM_PRIVATE_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG or DEMO else []
)

# Organisations, by handle, whose secrets the Provider Configurations API always answers in clear.
TELEPHONY_SHOW_SECRETS = env.list("TELEPHONY_SHOW_SECRETS", default=[])
# What a REST token may ask: as many requests in so many seconds as Plivo allows an account.
API_RATE = env.int("API_RATE", default=300)
API_RATE_SECONDS = env.int("API_RATE_SECONDS", default=5)
# The same of a client of the PingOne door: as many as PingOne allows a licence.
PINGONE_API_RATE = env.int("PINGONE_API_RATE", default=600)
PINGONE_API_RATE_SECONDS = env.int("PINGONE_API_RATE_SECONDS", default=60)
# One process counts in its own memory; several need one that they share (redis://…).
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://linecheck")}
# Hosts an integrator's callback address may name although they are not public.
CALLBACK_PRIVATE_HOSTS = env.list(
    "CALLBACK_PRIVATE_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG or DEMO else []
)
# Evidence people upload: kept here, served under an address nobody can guess.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "media")))
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=10 * 1024 * 1024)
EVIDENCE_MAX_FILES = env.int("EVIDENCE_MAX_FILES", default=500)

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
# Each dialect titles its own document (apps/dialects/plivo/document.py).
SPECTACULAR_SETTINGS: dict[str, Any] = {
    # It reads views that no document has; those that have one are checked by their tests.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "OAS_VERSION": "3.0.3",
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [],
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "apps.core.logs.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
