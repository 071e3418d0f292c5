"""Settings. Every difference between deployments comes from the environment; the default is the embedded mode.

Embedded means: SQLite under `VAR_DIR`, a broker on a unix socket under `VAR_DIR`, a secret key made on first
use and kept there. `DATABASE_URL` and `REDIS_URL` switch to servers. docs/deployment.md lists every variable.
"""

import logging
import os
import re
import zoneinfo
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from environs import Env, ValidationError

BASE_DIR = Path(__file__).resolve().parent.parent

# Not eager: everything that is wrong is reported at once, by `env.seal()` at the end.
env = Env(eager=False)


@env.parser_for("networks")
def parse_networks(value: str) -> list[IPv4Network | IPv6Network]:
    """Return the networks that a comma-separated list of CIDRs names."""
    try:
        return [ip_network(part.strip()) for part in value.split(",") if part.strip()]
    except ValueError as error:
        raise ValidationError(f"{error}; a network looks like 10.1.0.0/16.") from error


def check_key(key: str) -> None:
    # What is wrong is said without the key itself.
    if not re.fullmatch(r"[!-~]*", key):
        raise ValidationError("A key is ASCII, without spaces.")


def check_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"{name!r} is no time zone such as Europe/Berlin.")


# --- Where state lives -----------------------------------------------------------------------------------

VAR_DIR: Path = env.path("VAR_DIR", BASE_DIR / "var")
DATABASE_URL: str = env.str("DATABASE_URL", "")
REDIS_URL: str = env.str("REDIS_URL", "")
EMBEDDED = not DATABASE_URL

# --- Security --------------------------------------------------------------------------------------------

DEBUG: bool = env.bool("DEBUG", False)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
# Behind a proxy that ends TLS: cookies over https only, redirects, HSTS.
HTTPS: bool = env.bool("HTTPS", not EMBEDDED)


def embedded_secret_key() -> str:
    """Return the key of this installation, made on first use and readable by its owner only."""
    path = VAR_DIR / "secret-key"
    if kept := read_secret_key(path):
        return kept
    key = get_random_secret_key()
    # Where nothing can be kept, commands that need no state (extract) still work with a passing key.
    with suppress(OSError):
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it was empty
        with NamedTemporaryFile("w", dir=VAR_DIR, prefix="secret-key-", encoding="ascii") as draft:
            draft.write(key)
            draft.flush()
            os.fsync(draft.fileno())
            # The file is there whole or not at all, and of two first starts at once the first one's stays.
            os.link(draft.name, path)
        return key
    return read_secret_key(path) or key


def read_secret_key(path: Path) -> str:
    """Return the key that is kept there, or an empty string."""
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""


# Only the embedded mode makes up a key; against a server database a missing one is an error.
SECRET_KEY: str = env.str("SECRET_KEY", "") if EMBEDDED else env.str("SECRET_KEY")

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
HSTS_SECONDS: int = env.int("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
# A promise for other hosts of the domain, and one that is hard to take back: only its owner can make it.
SECURE_HSTS_INCLUDE_SUBDOMAINS: bool = env.bool("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD: bool = env.bool("HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Application -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "factcheck.accounts",
    "claims",
    "reviews",
    "factcheck.apps.FactcheckConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

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
                "factcheck.context.desk",
            ],
        },
    },
]

# --- Database --------------------------------------------------------------------------------------------

if EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "workbench.sqlite3",
            "OPTIONS": {
                # IMMEDIATE takes the write lock at BEGIN: a transaction waits its turn instead of failing
                # half-way with "database is locked" when it upgrades from reading to writing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    }
else:
    DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["factcheck.accounts.backends.RoleBackend", "sesame.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "reviews:queue"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
SESAME_ONE_TIME = True
SESAME_MAX_AGE = 24 * 60 * 60

# --- Background work -------------------------------------------------------------------------------------


def embedded_broker_url() -> str:
    """Return the address of the broker that `make run` started here, for commands in another terminal."""
    try:
        return (VAR_DIR / "broker-url").read_text(encoding="utf-8").strip()
    except OSError:
        return "redis+socket:///nonexistent/broker-not-started.sock"


CELERY_BROKER_URL = REDIS_URL or embedded_broker_url()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A server that is away, or a connection that a firewall dropped, is noticed in seconds.
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    # How soon a message that a dead worker held is delivered again. Not relied upon: the rows are the truth
    # about unfinished work, and `claims.tasks.sweep` enqueues what was lost.
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
SWEEP_SECONDS: float = env.float("SWEEP_SECONDS", 30.0)
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "claims.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        # A sweep that waited in a long queue is of no use: the next one does the same.
        "options": {"expires": SWEEP_SECONDS},
    }
}
# A row whose task was enqueued this long ago and has not finished is enqueued again by the sweep.
STALE_AFTER_SECONDS: float = env.float("STALE_AFTER_SECONDS", 180.0)

# --- Pages and files -------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE: str = env.str("TIME_ZONE", "UTC", validate=check_time_zone)
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "factcheck" / "static"]
# `make run` serves straight from the sources; an image collects, hashes and compresses at build time.
COLLECTED: bool = env.bool("COLLECTED_STATIC", False)
STATIC_ROOT = BASE_DIR / "staticfiles" if COLLECTED else None
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# An article may be pasted or uploaded whole; more than this is refused with a field error.
ARTICLE_MAX_BYTES = 2_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000

# --- The desk --------------------------------------------------------------------------------------------

DESK_NAME: str = env.str("DESK_NAME", "Our fact desk")
# Where the public pages stand; feeds and ClaimReview need absolute addresses. Empty: as the request came.
PUBLIC_URL: str = env.str("PUBLIC_URL", "")
LEASE_MINUTES: int = env.int("LEASE_MINUTES", 30)
FETCH_USER_AGENT: str = env.str("FETCH_USER_AGENT", "FactcheckWorkbench/0.1")
# Networks that the fetcher may reach although they are not public, for a newsroom's own servers.
FETCH_ALLOW_NETWORKS: list[IPv4Network | IPv6Network] = env.networks("FETCH_ALLOW_NETWORKS", "")
# Google's Fact Check Tools, asked live for what others have checked. Without a key they are not.
GOOGLE_FACT_CHECK_API_KEY: str = env.str("GOOGLE_FACT_CHECK_API_KEY", "", validate=check_key)
GOOGLE_FACT_CHECK_URL: str = env.str(
    "GOOGLE_FACT_CHECK_URL", "https://factchecktools.googleapis.com/v1alpha1/claims:search"
)

# --- API -------------------------------------------------------------------------------------------------

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "factcheck.authentication.BearerTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_RATES": {},
    "EXCEPTION_HANDLER": "factcheck.errors.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Fact-check workbench",
    "DESCRIPTION": "Articles in; claims, their appearances, reviews and published fact-checks out.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "factcheck.rest.schema.add_problems",
    ],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "ArticleState": "claims.querysets.Progress",
        "ClaimKind": "claims.api.filters.KINDS",
        "CorrectionKind": "reviews.models.Correction.Kind",
        "EvidenceKind": "reviews.models.Evidence.Kind",
        "FetchState": "claims.models.Article.Fetch",
        "ExtractionState": "claims.models.Extraction.State",
        "QuantityModifier": "claims.api.searching.MODIFIERS",
        "Relation": "claims.api.searching.RELATIONS",
        "ReviewState": "reviews.api.filters.STATES",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Logging ---------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", logging.INFO)},
}

env.seal()

if EMBEDDED and not SECRET_KEY:
    SECRET_KEY = embedded_secret_key()
