"""As little of Django as a page needs: no middleware, no sessions, no languages; the same database."""

from __future__ import annotations

from baro.config import environment

SECRET_KEY = "it signs nothing"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["bench.bare"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.bare.urls"
DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = True
USE_I18N = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
