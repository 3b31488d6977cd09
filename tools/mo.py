"""Compiled messages; apart from `messages.py` because the build hook has Babel but no Django."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(root: Path) -> list[Path]:
    """Write each `.mo` that is missing or older than its `.po`; returns what was written."""
    written = []
    for po in sorted(root.glob("regie/**/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalog = read_po(source, locale=po.parts[-3])
        half = mo.with_suffix(".mo.new")
        with half.open("wb") as target:
            write_mo(target, catalog)
        half.replace(mo)
        written.append(mo)
    return written
