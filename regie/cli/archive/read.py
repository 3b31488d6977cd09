"""Puts an archive back: checked as a whole first, then written in one transaction, or not at all."""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from itertools import batched
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from regie.cli.archive import tables
from regie.cli.archive.write import BLOCK, CHUNK, FORMAT
from regie.lib.commands import Refused
from regie.lib.leases import Leased


class Archive:
    """An archive that has been read through and found whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.zip = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self.zip.read("manifest.json"))
        except FileNotFoundError:
            raise Refused(_("There is no file %(path)s.") % {"path": path}) from None
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, zlib.error, RuntimeError):
            raise Refused(_("%(path)s is not a backup of Régie, or it is cut off.") % {"path": path}) from None
        self._refuse_unfit()
        self._refuse_damaged()

    def _refuse_unfit(self) -> None:
        """A newer version knows things that this one would lose."""
        manifest = self.manifest
        if not isinstance(manifest, dict) or manifest.get("product") != "regie":
            raise Refused(_("%(path)s is not a backup of Régie, or it is cut off.") % {"path": self.path})
        known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
        newer = manifest["format"] > FORMAT or set(manifest["migrations"]) - known
        if newer or any(not self._fits(label, about) for label, about in manifest["tables"].items()):
            raise Refused(
                _("This backup was made by Régie %(theirs)s, which this version cannot read: install %(theirs)s or newer.")
                % {"theirs": manifest["version"]}
            )

    def _fits(self, label: str, about: dict) -> bool:
        try:
            model = apps.get_model(label)
        except LookupError:
            return not about["rows"]
        return set(about["columns"]) <= {field.attname for field in tables.columns(model)}

    def _refuse_damaged(self) -> None:
        wanted = {f"tables/{label}.jsonl": about["sha256"] for label, about in self.manifest["tables"].items()}
        wanted |= {f"files/{name}": about["sha256"] for name, about in self.manifest["files"].items()}
        for name, checksum in wanted.items():
            if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
                raise self._damaged(name)
            digest = hashlib.sha256()
            try:
                with self.zip.open(name) as part:
                    while block := part.read(BLOCK):
                        digest.update(block)
            except (KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error):
                raise self._damaged(name) from None
            if digest.hexdigest() != checksum:
                raise self._damaged(name)

    def _damaged(self, name: str) -> Refused:
        return Refused(_("The backup is damaged at %(name)s: nothing was restored.") % {"name": name})

    def restore(self) -> int:
        """Replace everything this instance holds; returns the number of rows."""
        files = Path(settings.MEDIA_ROOT)
        coming = files.with_name(f"{files.name}.coming")
        going = files.with_name(f"{files.name}.going")
        shutil.rmtree(coming, ignore_errors=True)
        shutil.rmtree(going, ignore_errors=True)
        swapped = False
        try:
            self._unpack(coming)
            with transaction.atomic():
                rows = self._load()
                if files.exists():
                    files.rename(going)
                swapped = True
                coming.rename(files)
        except BaseException as fault:
            if swapped:
                shutil.rmtree(files, ignore_errors=True)
                if going.exists():
                    going.rename(files)
            if isinstance(fault, DatabaseError | OSError):
                said = str(fault).strip().splitlines()[0]
                raise Refused(
                    _("The backup could not be restored (%(error)s): nothing was changed.") % {"error": said}
                ) from fault
            raise
        finally:
            shutil.rmtree(coming, ignore_errors=True)
        shutil.rmtree(going, ignore_errors=True)
        ContentType.objects.clear_cache()
        for config in apps.get_app_configs():
            create_contenttypes(config, verbosity=0)
        return rows

    def _unpack(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True)
        for name in self.manifest["files"]:
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with self.zip.open(f"files/{name}") as source, open(descriptor, "wb") as out:
                shutil.copyfileobj(source, out, BLOCK)

    def _load(self) -> int:
        everything, total = tables.all_tables(), 0
        with connection.cursor() as cursor:
            for model in reversed(everything):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for label, about in self.manifest["tables"].items():
                if about["rows"]:
                    total += self._load_table(cursor, apps.get_model(label), about)
            for statement in connection.ops.sequence_reset_sql(no_style(), everything):
                cursor.execute(statement)
        for model in everything:
            if issubclass(model, Leased):
                model._base_manager.exclude(leased_until=None).update(leased_until=None, leased_by="")
        connection.check_constraints()
        return total

    def _load_table(self, cursor, model: type[models.Model], about: dict) -> int:
        by_name = {field.attname: field for field in tables.columns(model)}
        given = [by_name[name] for name in about["columns"]]
        new = [field for name, field in by_name.items() if name not in about["columns"]]
        readers = [tables.reader(field, connection) for field in given]
        defaults = [field.get_db_prep_save(field.get_default(), connection) for field in new]
        quote = connection.ops.quote_name
        places = ", ".join(["%s"] * (len(given) + len(new)))
        names = ", ".join(quote(field.column) for field in [*given, *new])
        statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
        for lines in batched(self._lines(model._meta.label), CHUNK):
            rows = (json.loads(line) for line in lines)
            cursor.executemany(
                statement, [[read(value) for read, value in zip(readers, row, strict=True)] + defaults for row in rows]
            )
        count = model._base_manager.count()
        if count != about["rows"]:
            raise self._damaged(model._meta.label)
        return count

    def _lines(self, label: str) -> Iterator[bytes]:
        with self.zip.open(f"tables/{label}.jsonl") as part:
            yield from part
