"""Pictures of what people brought, to remark on: drawn once by `work.picturing`, then kept beside the instance's other caches."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePath

from django.conf import settings

from regie.work import picturing

SHOWN = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf"}
LARGEST = 60_000_000


def can_be_shown(name: str) -> bool:
    return PurePath(name).suffix.lower() in SHOWN


def pages(file) -> int:
    """How many pages it has; 0 when it cannot be shown."""
    kept = _place(file, "pages")
    if kept.exists():
        return int(kept.read_text())
    said = _run(file, 0)
    count = int(said) if said and said.isdigit() else 0
    _keep(kept, str(count).encode())
    return count


def picture(file, page: int = 1) -> Path | None:
    """The PNG of a page; None when it cannot be shown."""
    kept = _place(file, f"{page}.png")
    if not kept.exists():
        drawn = _run(file, page) if page >= 1 else None
        if not drawn:
            return None
        _keep(kept, drawn)
    return kept


def _place(file, ending: str) -> Path:
    return settings.REGIE_HOME / "cache" / "pictures" / f"{file.sha256}-{ending}"


def _keep(place: Path, content: bytes) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_suffix(f".{id(content)}.part")
    part.write_bytes(content)
    part.replace(place)


def _run(file, page: int) -> bytes | None:
    if file.size > LARGEST:
        return None
    try:
        with file.content.open("rb") as opened:
            content = opened.read()
        done = subprocess.run(
            [sys.executable, "-m", picturing.__name__, str(page)], input=content, capture_output=True, timeout=picturing.SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
