"""Settings shared by every way of running the portal. What differs by place comes from the environment (`.env.example`)."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from programme.config import env
from programme.config.settings.accounts import *  # noqa: F403 - settings are layered by import
from programme.config.settings.address import base_url
from programme.config.settings.database import database_from, huey_from, sqlite
from programme.config.settings.openid import openid_apps, openid_origins, openid_settings
from programme.config.settings.security import *  # noqa: F403
from programme.config.settings.site import *  # noqa: F403
from programme.config.settings.storage import storages_in

BASE_DIR = env.ROOT
VAR = Path(env.text("PORTAL_VAR") or BASE_DIR / "var")  # everything the portal writes on one machine lives here
try:
    VAR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    env.mistake("PORTAL_VAR", f"PORTAL_VAR ({VAR}) is no folder that can be written to: {error.strerror}.")
    if not env.AT_THE_DOCTOR:
        raise ImproperlyConfigured(env.MISTAKES["PORTAL_VAR"]) from error

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
LOUD_POLICIES = False  # a question that no policy knows raises; in production it is a logged “no”
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
PORT = env.number("PORT", 8000)
BASE_URL = base_url(env.text("BASE_URL"), PORT)  # the portal's own address: letters, sitemap, feeds, calendars, Wagtail
PRODUCTION = False  # production.py says otherwise: unsafe settings stop it
CONFIG_MISTAKES = env.MISTAKES

INSTALLED_APPS = [
    "programme",
    "applications",
    "mentoring",
    "cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_tables2",
    "huey.contrib.djhuey",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "programme.middleware.AdminAwareCSPMiddleware",
    "programme.middleware.TidyInputMiddleware",
    "programme.middleware.PersonalPagesMiddleware",
    "cms.page_cache.PublicPageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "programme.middleware.PersonLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "programme.middleware.GivenBackMiddleware",
    "programme.middleware.RefusalMiddleware",
    "programme.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "programme.config.urls"
WSGI_APPLICATION = "programme.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "programme.User"
SITE_ID = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "programme.context_processors.portal",
                "cms.context_processors.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
DJANGO_TABLES2_TEMPLATE = "components/table.html"

_here = sqlite(VAR / "portal.sqlite3")
_wanted = "postgres://user:password@host:5432/name or sqlite:////path"
DATABASES = {"default": env.read("DATABASE_URL", database_from, _here, f"address of a database ({_wanted})")}
HUEY = huey_from(env.text("HUEY_URL"), DATABASES["default"], VAR, connect=not env.AT_THE_DOCTOR)
SHARED_CACHE = {  # versions, limits and locks: the same for every process
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "portal_cache",
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}
if env.text("CACHE_URL").startswith("redis"):
    SHARED_CACHE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.text("CACHE_URL")}
KEPT_PAGES = {  # whole public pages: each process keeps its own, at most these many
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": 3_000},
}
CACHES = {"default": SHARED_CACHE, "pages": KEPT_PAGES}
PUBLIC_CACHE = True  # whole public pages for visitors without a session; see cms/page_cache.py

# Language, time and place: Thai first, everything happens in Bangkok.
LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "borrowed"]  # borrowed: Thai for words of our libraries
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
FORMAT_MODULE_PATH = ["programme.kernel.formats"]

# Files: static ones are public, uploaded ones are private and leave only through a policy.
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
FONTS_DIR = BASE_DIR / "build" / "pdf-fonts"  # written by build_assets
STATICFILES_DIRS = [
    BASE_DIR / "build" / "static",
    ("vendor/bootstrap", BASE_DIR / "node_modules" / "bootstrap" / "dist"),
]
MEDIA_URL = "/media/"  # only images that an editor published; Wagtail's documents go through its own view
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
STORAGES = storages_in(PRIVATE_ROOT, env.text("S3_BUCKET"))
if env.text("S3_PUBLIC_HOST"):
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(f"https://{env.text('S3_PUBLIC_HOST')}")  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DISK_RESERVE_MB = env.number("DISK_RESERVE_MB", 200)  # kept free for the database; no file is taken below it
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
CLAMAV = env.read("CLAMAV_ADDRESS", env.place, None, "host:port and no path of a socket")

# LINE, Google, ThaiD: a press on their button leads the browser there
_openid_apps = openid_apps()
SOCIALACCOUNT_PROVIDERS = openid_settings(_openid_apps)
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += openid_origins(_openid_apps)  # noqa: F405

# Letters
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "The Smart City Ambassadors <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SENDGRID_API_KEY = env.text("SENDGRID_API_KEY")
SENDGRID_HOST = env.text("SENDGRID_HOST")  # only for a stand-in or a regional address
SENDGRID_WEBHOOK_KEY = env.text("SENDGRID_WEBHOOK_KEY")
EMAIL_BACKEND = "programme.kernel.mail.SendGridBackend" if SENDGRID_API_KEY else "programme.kernel.mail.ReadableConsole"

# Sensitive answers are encrypted with this key; several, newest first, allow rotation.
SENSITIVE_KEYS = env.words("SENSITIVE_KEYS")

WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

DEMO = env.flag("PORTAL_DEMO")  # shows the sign-ins of the demo world; refused in production
DEMO_PASSWORD = "weave-the-city-2569"  # only ever valid for the invented people of the demo world

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail", "huey", "fontTools")},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
