"""One place for how this installation runs; every value that differs between installations comes from BARO_*."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from baro.config import environment, postgres_folder
from baro.parts import PARTS

BASE_DIR = environment.ROOT
VAR = environment.folder()
DEBUG = environment.flag("DEBUG")
DEMO = environment.flag("DEMO")
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = environment.words("HOSTS", "localhost,127.0.0.1,[::1]")
BEHIND_TLS = environment.flag("TLS")
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
SECURITY_CONTACT = environment.address("SECURITY_CONTACT")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    *(f"baro.{part}" for part in PARTS),
    "allauth",  # after baro.ui, whose sign-in pages stand in front of its own
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "baro.ui.frame.request_lines.request_lines",  # before anything can fail: every request has a number and a line
    "baro.ui.frame.visitors.visitor_address",  # whoever asks later for the address gets the visitor's
    "django.middleware.security.SecurityMiddleware",
    "baro.ui.frame.middleware.content_policy",  # before the files of the pages: a worker obeys the policy of its file
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "baro.ui.frame.compressing.CompressedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "baro.ui.frame.sessions.session_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "baro.ui.frame.middleware.actor",
    "baro.ui.frame.middleware.refusals",
]

ROOT_URLCONF = "baro.config.urls"
WSGI_APPLICATION = "baro.config.wsgi.application"
DATABASES = {"default": environment.database()}
APPLICATION_ROLE = str(DATABASES["default"].get("USER", ""))  # what is left to it says baro.trail.roles
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "baro.ui.frame.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "baro.ui.templatetags.ui"],
        },
    }
]

# Who signs in, and how.
AUTH_USER_MODEL = "org.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SHORTEST_PASSWORD = 12  # ASVS 5.0, 6.2.1: no less than 8; 6.2.9: any length up to 64 and more is taken
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "baro.org.accounts.passwords.UnlikeTheOwner"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD},
    },
]
LOGIN_URL = "demo.personas" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "baro.ui.frame.signing_in.ClosedToStrangers"
# Signing in is slowed down by account and network (the rule org.sign_in): a limit by either alone lets strangers close
# an account to its owner, or the way in to a whole office.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ACCOUNT_SESSION_REMEMBER = False  # a browser that is closed is signed out
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds after which weighty deeds ask for password or second factor again
# Second factors: authenticator apps, passkeys and security keys, recovery codes.
MFA_ADAPTER = "baro.ui.frame.second_factors.Sealed"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an e-mail address opens nothing here
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute fast or slow
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS  # browsers have passkeys without TLS on this very machine alone
MFA_FORMS = {
    "authenticate": "baro.ui.frame.second_factors.CodeForm",
    "reauthenticate": "baro.ui.frame.second_factors.CodeAgainForm",
    "activate_totp": "baro.ui.frame.second_factors.NewAppForm",
}
# The organisation's own identity provider, if it has one.
OIDC_CLAIM = environment.text("OIDC_CLAIM", "preferred_username")
SOCIALACCOUNT_ADAPTER = "baro.ui.frame.identity_provider.OwnProvider"
IDENTITY_PROVIDERS = environment.identity_providers()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": IDENTITY_PROVIDERS}}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
CACHES = {
    # In the database, so that every server process counts the same.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "config_cache"},
}

# Languages and time.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "src" / "baro" / part / "locale" for part in PARTS]  # before those of libraries
FORMAT_MODULE_PATH = ["baro.ui.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Files of the pages.
NODE = BASE_DIR / "node_modules"
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    (prefix, NODE / path)
    for prefix, path in (
        ("tabler/css", "@tabler/core/dist/css"),
        ("htmx", "htmx.org/dist"),
        ("cally", "cally/dist"),
        ("fonts/be-vietnam-pro", "@fontsource/be-vietnam-pro"),
        ("fonts/ibm-plex-sans-arabic", "@fontsource/ibm-plex-sans-arabic"),
        ("pdf", "pdfjs-dist/legacy/build"),
        ("pdf/cmaps", "pdfjs-dist/cmaps"),
        ("pdf/fonts", "pdfjs-dist/standard_fonts"),
        ("pdf/decoders", "pdfjs-dist/wasm"),
    )
    if (NODE / path).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
ICONS = NODE / "@tabler/icons/icons/outline"

# Files that people bring: kept by their digest under FILES; never served by name, never by the web server.
FILES = VAR / "files"
FILE_UPLOAD_TEMP_DIR = None
# The scanner for malware that every one of them is shown to: the path of a socket of clamd, or host:port.
CLAMAV = environment.text("CLAMAV")
# The file that names mailboxes and folders of scans whose contents come to units.
INTAKE = environment.text("INTAKE")
FILE_UPLOAD_HANDLERS = [
    "baro.ui.frame.uploads.LimitedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000

# Electronic signatures of documents: who gives the keys ("test": an authority of this machine alone, for trying out;
# nothing: documents are signed on paper), where they lie, and the certificates of the authorities that are trusted.
SIGNING = environment.text("SIGNING", "test" if DEMO else "")
SIGNING_KEYS = VAR / "signing"

# The trail: the key that signs its log, and the log as static files; who outside confirms it, and how many must.
TRAIL = VAR / "trail"
TRAIL_NAME = environment.text("TRAIL_NAME", "baro")
TRAIL_WITNESSES = environment.words("WITNESSES", "")
TRAIL_WITNESSES_NEEDED = environment.number("WITNESSES_NEEDED", 1)

# Backups: where they lie, what encrypts them, the command that carries each away; and the programs that dump and load.
BACKUPS = Path(environment.text("BACKUPS") or VAR / "backups")
BACKUP_PASSPHRASE = environment.text("BACKUP_PASSPHRASE")
BACKUP_HOOK = environment.text("BACKUP_HOOK")
POSTGRES_PROGRAMS = postgres_folder.installed_programs()

# Who may read the numbers at /metrics beside this machine itself.
METRICS_TOKEN = environment.text("METRICS_TOKEN")

# E-mails: the server that takes them, who they are from, and the address that their links lead to.
_MAIL = environment.mail_server()
EMAIL_HOST, EMAIL_PORT = _MAIL["HOST"], _MAIL["PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["HOST_USER"], _MAIL["HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["USE_TLS"], _MAIL["USE_SSL"]
EMAIL_BACKEND = "baro.installation.mailing.Server"
EMAIL_TIMEOUT = 20
SITE = environment.site(ALLOWED_HOSTS, behind_tls=BEHIND_TLS)
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "baro@localhost")

# Safety. Behind TLS a cookie is of this very host alone, and the browser holds others to that.
_HOST = "__Host-" if BEHIND_TLS else ""
SESSION_COOKIE_NAME = f"{_HOST}baro_session"
CSRF_COOKIE_NAME = f"{_HOST}baro_csrf"
LANGUAGE_COOKIE_NAME = f"{_HOST}baro_language"
THEME_COOKIE_NAME = f"{_HOST}baro_theme"
MESSAGE_COOKIE_NAME = f"{_HOST}baro_messages"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # the longest that the rule org.sign_in may allow; it ends sessions sooner
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "baro.ui.faults.stale_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # programs of this machine ask without the web server in front
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
MESSAGE_STORAGE = "baro.ui.frame.messages.OurCookie"
WHITENOISE_ALLOW_ALL_ORIGINS = False
PROCRASTINATE_ON_APP_READY = None
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # papers are shown in a frame of our own pages

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "baro.ui.frame.request_lines.NumberOfRequest"}},
    "formatters": {
        "plain": {"format": "%(message)s"},
        "json": {"()": "baro.ui.frame.request_lines.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request"],
            "formatter": environment.log_format(),
        }
    },
    "loggers": {
        # Who signs in and out, and what was denied, is always told; in the demo everybody is everybody.
        "baro.security": {"level": "WARNING" if DEMO else "INFO"},
        "baro.request": {"level": "INFO" if environment.log_format() == "json" else "WARNING"},
    },
    "root": {"handlers": ["console"], "level": environment.log_level()},
}
