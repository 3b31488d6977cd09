"""Where a page finds its style, scripts and font: the bundle, else the sources it is made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

HERE = Path(__file__).resolve().parent / "static"


@cache
def _version(path: str) -> str:
    file = HERE / path
    return f"{file.stat().st_mtime_ns // 1_000_000:x}" if file.exists() else ""


@cache
def _path(name: str) -> str:
    return f"ui/{name}" if not (HERE / "built" / name).exists() and (HERE / "ui" / name).exists() else f"built/{name}"


def asset(name: str) -> str:
    """The address of a bundled file such as `app.css`; it changes with the file, so that a browser may keep it."""
    if settings.DEBUG:
        _path.cache_clear()
        _version.cache_clear()
    path = _path(name)
    if name.startswith("fonts/"):  # by the name that the style sheet gives it, or it is loaded twice
        return static(path)
    version = _version(path)
    return static(path) + (f"?v={version}" if version else "")
