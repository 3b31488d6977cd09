"""Where a page finds its style, scripts and font: the bundle, else the sources it is made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

HERE = Path(__file__).resolve().parent / "static"


def version(path: str) -> str:
    """Changes when the file is built again, under a running server too; empty where there is none. Costs one look at the disk."""
    try:
        return f"{(HERE / path).stat().st_mtime_ns // 1_000_000:x}"
    except FileNotFoundError:
        return ""


@cache
def _path(name: str) -> str:
    return f"ui/{name}" if not (HERE / "built" / name).exists() and (HERE / "ui" / name).exists() else f"built/{name}"


@cache
def _font(name: str) -> str:
    """`fonts/inter.woff2` by the name that the style sheet gives it, or it is loaded twice: `fonts/inter-4F7K2M9Q.woff2`."""
    stem, _dot, kind = name.removeprefix("fonts/").rpartition(".")
    found = sorted((HERE / "built" / "fonts").glob(f"{stem}-????????.{kind}"))
    return f"built/fonts/{found[-1].name}" if found else f"built/{name}"


def asset(name: str) -> str:
    """The address of a bundled file such as `app.css`; it changes with the file, so that a browser may keep it."""
    if settings.DEBUG:
        _path.cache_clear()
        _font.cache_clear()
    if name.startswith("fonts/"):
        return static(_font(name))
    path = _path(name)
    now = version(path)
    return static(path) + (f"?v={now}" if now else "")
