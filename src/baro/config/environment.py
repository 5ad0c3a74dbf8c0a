"""Typed reading of the environment; the safe value is the default."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parents[3]


def text(name: str, default: str = "") -> str:
    """A setting as it stands."""
    return os.environ.get(f"BARO_{name}", default)


def flag(name: str) -> bool:
    """A switch: on when the setting is 1, true or yes."""
    return text(name).lower() in {"1", "true", "yes"}


def words(name: str, default: str) -> list[str]:
    """A list of words with commas between."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder() -> Path:
    """Where this installation keeps its files: BARO_VAR, or ``var`` beside the checkout."""
    return Path(text("VAR") or ROOT / "var")


def secret_key() -> str:
    """BARO_SECRET_KEY, or the key that was made once and kept in the installation's own folder.

    Raises ImproperlyConfigured when there is neither.
    """
    if given := text("SECRET_KEY"):
        return given
    kept = folder() / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    raise ImproperlyConfigured(f"Set BARO_SECRET_KEY, or start with the command baro, which keeps a key in {kept}.")


def database(name: str = "DATABASE_URL") -> dict[str, Any]:
    """BARO_DATABASE_URL, or another address of a database, as Django's database settings."""
    parts = dict(conninfo_to_dict(text(name) or text("DATABASE_URL", "postgresql:///baro")))
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known: dict[str, Any] = {names[key]: str(value) for key, value in parts.items() if key in names}
    options = {key: value for key, value in parts.items() if key not in names}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": options,
        **known,
    }
