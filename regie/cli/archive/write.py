"""Writes an archive from one consistent view of the database, while people go on working."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from regie.cli.archive import tables

FORMAT = 1
CHUNK = 2000
BLOCK = 1 << 20


def write(target: Path) -> dict[str, Any]:
    """Write the whole instance to `target` and return the manifest; `target` appears only when complete."""
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, one_view():
            manifest = {
                "product": "regie",
                "format": FORMAT,
                "version": version("regie"),
                "made_at": timezone.now().isoformat(),
                "database": connection.vendor,
                "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
                "tables": {model._meta.label: _table(archive, model) for model in tables.kept_tables()},
                "files": _files(archive, Path(settings.MEDIA_ROOT)),
            }
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        half.chmod(0o600)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return manifest


@contextmanager
def one_view() -> Iterator[None]:
    """All reads inside see the same moment, and keep nobody from writing."""
    before = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # our usual IMMEDIATE would hold the one place of the writer
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = before  # type: ignore[attr-defined]


def _table(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    names = [field.attname for field in tables.columns(model)]
    rows, digest = 0, hashlib.sha256()
    with archive.open(f"tables/{model._meta.label}.jsonl", "w", force_zip64=True) as out:
        lines: list[str] = []
        for values in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=CHUNK):
            lines.append(tables.written(values))
            if len(lines) == CHUNK:
                rows += _flush(out, digest, lines)
        rows += _flush(out, digest, lines)
    return {"columns": names, "rows": rows, "sha256": digest.hexdigest()}


def _flush(out, digest, lines: list[str]) -> int:
    count = len(lines)
    if count:
        block = ("\n".join(lines) + "\n").encode()
        digest.update(block)
        out.write(block)
        lines.clear()
    return count


def _files(archive: zipfile.ZipFile, folder: Path) -> dict[str, Any]:
    """Copy every file in; one that vanishes meanwhile was deleted by somebody and is left out."""
    kept = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        name = path.relative_to(folder).as_posix()
        digest, size = hashlib.sha256(), 0
        try:
            source = path.open("rb")
        except FileNotFoundError:
            continue
        with source, archive.open(f"files/{name}", "w", force_zip64=True) as out:
            while block := source.read(BLOCK):
                digest.update(block)
                size += len(block)
                out.write(block)
        kept[name] = {"size": size, "sha256": digest.hexdigest()}
    return kept
