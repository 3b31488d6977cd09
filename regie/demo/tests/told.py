"""Tamarelle as `regie demo` tells it on one fixed day: told once in each language, then brought back from a file.

On SQLite the database that was told is kept on pytest's own shelf for as long as nothing changes of which the story is made;
the unit tests and the walks read the same one. On PostgreSQL it is told anew, within a transaction, and in French alone:
what the English texts say is seen on SQLite, and the rows are the same ones.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import override_settings

import regie
from regie.demo.life import Life
from regie.plan import known_channels
from regie.plan.models import Channel

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Europe/Paris"))
MADE_OF = {".py", ".html", ".txt", ".md", ".po", ".csv", ".json"}


@contextmanager
def tamarelle(language: str, config, files: Path) -> Iterator[None]:
    """For all tests of a file: afterwards the database is as it was before."""
    now = time_machine.travel(NOW, tick=True)
    if connection.vendor != "sqlite":
        if language != "fr":
            pytest.skip("On PostgreSQL Tamarelle is told in French alone.")
        with override_settings(MEDIA_ROOT=files), now, transaction.atomic():
            _live(language)
            yield
            transaction.set_rollback(True)
        return
    before = sqlite3.connect(":memory:")
    _raw().backup(before)
    try:
        with override_settings(MEDIA_ROOT=files), now:
            lay_down(language, config)
            yield
    finally:
        before.backup(_raw())
        before.close()
        ContentType.objects.clear_cache()


def _live(language: str) -> None:
    # A test that writes for good empties every table behind it, those that were filled when they were made too.
    known_channels.make(Channel)
    Life(language, NOW.date()).tell()


def lay_down(language: str, config) -> None:
    """The database and the folder of files hold Tamarelle as it is now, at `NOW`; what was in the database is gone."""
    if connection.vendor != "sqlite":
        _live(language)
        return
    kept = _shelf(config) / f"{language}-{_fingerprint()}"
    if kept.exists():
        with sqlite3.connect(kept / "regie.sqlite3") as told:
            told.backup(_raw())
        told.close()
        ContentType.objects.clear_cache()
    else:
        _tell(language, kept)
    shutil.copytree(kept / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)


def _tell(language: str, kept: Path) -> None:
    """Whoever tells at the same time tells the same: the last one finds that it is there."""
    for old in kept.parent.glob(f"{language}-*"):
        shutil.rmtree(old, ignore_errors=True)
    making = Path(tempfile.mkdtemp(dir=kept.parent))
    (making / "files").mkdir()
    with override_settings(MEDIA_ROOT=making / "files"):
        _live(language)
    told = sqlite3.connect(making / "regie.sqlite3")
    _raw().backup(told)
    told.close()
    try:
        os.replace(making, kept)
    except OSError:
        shutil.rmtree(making)


def _raw() -> sqlite3.Connection:
    connection.ensure_connection()
    return connection.connection


def _shelf(config) -> Path:
    """Pytest's own folder; where it keeps none, one of this run."""
    if config.pluginmanager.hasplugin("cacheprovider"):
        return config.cache.mkdir("tamarelle")
    return _passing()


@cache
def _passing() -> Path:
    return Path(tempfile.mkdtemp(prefix="tamarelle-"))


@cache
def _fingerprint() -> str:
    """Of all that the story may be made of."""
    found = hashlib.sha256()
    root = Path(regie.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in MADE_OF and not {"tests", "static"} & set(path.relative_to(root).parts):
            found.update(str(path.relative_to(root)).encode() + path.read_bytes())
    found.update((root.parent / "uv.lock").read_bytes())
    return found.hexdigest()[:16]
