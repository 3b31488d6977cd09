"""Settings of one instance.

Everything an instance keeps lies in `REGIE_HOME`; whatever can be chosen is read from the environment,
then from `REGIE_HOME/settings.env` (`KEY=value` lines). Nothing here needs editing to run Régie.
"""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

import platformdirs
from django.utils.csp import CSP
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent
REGIE_HOME = Path(os.environ.get("REGIE_HOME") or platformdirs.user_data_path("regie")).expanduser()


def _file_settings(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text("utf8").splitlines() if "=" in line and line.lstrip()[:1] != "#")
    return {key.strip(): value.strip().strip('"') for key, value in pairs}


_FROM_FILE = _file_settings(REGIE_HOME / "settings.env")


def setting(name: str, default: str = "") -> str:
    """What the environment says of `name`, else the instance's file, else the default."""
    return os.environ.get(name, _FROM_FILE.get(name, default))


def claim(name: str, default: bool = False) -> bool:
    return setting(name, "yes" if default else "no").lower() in {"1", "yes", "true", "on"}


@cache
def _secret_key() -> str:
    """Made when it is first needed and kept beside the database, readable by the instance's user only."""
    if given := setting("REGIE_SECRET_KEY"):
        return given
    path = REGIE_HOME / "secret-key"
    if not path.exists():
        REGIE_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass  # another process made it in the meantime
    return path.read_text().strip()


SECRET_KEY = lazy(_secret_key, str)()  # a command that signs nothing leaves no file behind
DEBUG = claim("REGIE_DEBUG")
ALLOWED_HOSTS = [host for host in setting("REGIE_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
SITE_ADDRESS = setting("REGIE_ADDRESS", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
BEHIND_TLS = SITE_ADDRESS.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    "huey.contrib.djhuey",
    "regie.ui",
    "regie.journal",
    "regie.people",
    "regie.charter",
    "regie.metrics",
    "regie.work",
    "regie.objectives",
    "regie.plan",
    "regie.reviews",
    "regie.reports",
    "regie.connect",
    "regie.desk",
    "regie.demo",
    "django.forms",  # the templates of its widgets; ours come before them
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "regie.ui.middleware.HeadersMiddleware",
    "regie.ui.static_files.StaticFilesMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "regie.people.middleware.PersonLocaleMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regie.people.middleware.SeenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "regie.urls"
WSGI_APPLICATION = "regie.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "people" / "templates"],  # before allauth's own pages, which it replaces
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regie.ui.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "regie.ui.templatetags.ui",
                "regie.journal.templatetags.journal",
                "regie.people.templatetags.people",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(address: str) -> dict:
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": REGIE_HOME / "regie.sqlite3",
            "CONN_MAX_AGE": 60,  # opening it anew costs each page some 4 ms and all that it had read
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA cache_size=-32000;"
                ),
            },
        }
    from urllib.parse import parse_qsl, unquote, urlsplit

    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SystemExit("REGIE_DATABASE must read postgresql://user:password@host:port/name, or be left empty for SQLite.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASES = {"default": _database(setting("REGIE_DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "regie.people.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "regie.people.accounts.SocialAccountAdapter"
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes us write to strangers
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "regie.people.forms.door.SignInForm",
    "request_login_code": "regie.people.forms.door.LinkForm",
    "reset_password": "regie.people.forms.door.ForgottenForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "open_link": "60/m/ip",
    "open_link_of_many": "1200/m/ip",  # a room full of people is one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if claim("REGIE_BEHIND_PROXY") else 0
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another site is refused by our own form-action
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
OIDC_DOMAIN = setting("REGIE_OIDC_DOMAIN").lower().lstrip("@")  # whoever has a proved address there comes in as a neighbour
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "regie.people.accounts.ProofAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
MFA_TOTP_ISSUER = "Régie"


def _oidc() -> dict:
    """One company directory, from REGIE_OIDC_ISSUER, REGIE_OIDC_CLIENT, REGIE_OIDC_SECRET and REGIE_OIDC_NAME."""
    if not setting("REGIE_OIDC_ISSUER"):
        return {}
    app = {
        "provider_id": "company",
        "name": setting("REGIE_OIDC_NAME", "OpenID Connect"),
        "client_id": setting("REGIE_OIDC_CLIENT"),
        "secret": setting("REGIE_OIDC_SECRET"),
        "settings": {"server_url": setting("REGIE_OIDC_ISSUER")},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = _oidc()

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "regie_session", "regie_csrf"  # “localhost” is shared by all that is built on a machine
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if claim("REGIE_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [ROOT / "locale"]  # what belongs to no room: settings, command line, lib
LANGUAGE_COOKIE_NAME = "regie_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = setting("REGIE_TIME_ZONE", "Europe/Paris")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None  # whitenoise serves what the finders find; nothing is collected
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = REGIE_HOME / "files"
MEDIA_URL = "/never-served/"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# In the database, so that limits on sign-in hold across all processes and machines.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "regie_cache"}}

TASKS = {"default": {"BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend", "ENQUEUE_ON_COMMIT": True}}


def _queue(database: str) -> dict:
    """Wake-up calls for the worker: in a file of their own beside SQLite, in the same database with PostgreSQL.

    Either is made when something is first asked of it, so that reading the settings needs no database.
    """
    queue = {"name": "regie", "immediate": False, "results": False}
    if database:
        return queue | {"huey_class": "regie.lib.queue.QueueTables", "connection": {"dsn": database}}
    return queue | {"huey_class": "regie.lib.queue.QueueFile", "filename": str(REGIE_HOME / "queue.sqlite3"), "timeout": 20}


HUEY = _queue(setting("REGIE_DATABASE"))

OUTBOX = REGIE_HOME / "outbox"
SMTP_HOST = setting("REGIE_SMTP_HOST")
SMTP = {
    "host": SMTP_HOST,
    "port": int(setting("REGIE_SMTP_PORT", "587")),
    "username": setting("REGIE_SMTP_USER"),
    "password": setting("REGIE_SMTP_PASSWORD"),
    "use_tls": claim("REGIE_SMTP_TLS", default=True),
    "timeout": 20,
}
RELAYS_INSIDE = claim("REGIE_RELAYS_INSIDE")  # relays may reach the own network, and without TLS
MAILERS = {
    "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": SMTP}
    if SMTP_HOST
    else {"BACKEND": "regie.lib.outbox.EmailBackend", "OPTIONS": {"file_path": OUTBOX}}
}
DEFAULT_FROM_EMAIL = setting("REGIE_FROM", "Régie <regie@localhost>")
# Where answers to our letters arrive: "regie+{}@firm.example", or a plain address, and then the sign stands in the subject.
REPLIES_TO = setting("REGIE_REPLIES_TO")
IMAP: dict = {
    "host": setting("REGIE_IMAP_HOST"),
    "port": int(setting("REGIE_IMAP_PORT", "993")),
    "username": setting("REGIE_IMAP_USER"),
    "password": setting("REGIE_IMAP_PASSWORD"),
    "use_tls": claim("REGIE_IMAP_TLS", default=True),
    "folder": setting("REGIE_IMAP_FOLDER", "INBOX"),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "calm": {"()": "regie.lib.discretion.Calm"},
        "discreet": {"()": "regie.lib.discretion.Discreet"},  # an address that opens a door is not for the log
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["calm", "discreet"]}},
    "root": {"handlers": ["console"], "level": setting("REGIE_LOG_LEVEL", "WARNING")},
    # Django raises its own to INFO, where each task that is queued, begun and done makes a line.
    "loggers": {"django": {"level": setting("REGIE_LOG_LEVEL", "WARNING")}},
}
