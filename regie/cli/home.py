"""The folder of an instance and its tables: made at first start, brought up to date at each."""

from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from regie.cli import first_tables


class Unready(Exception):
    """One sentence on why this instance cannot start, and what to do."""


def bring_up_to_date() -> None:
    """Make the folder (readable by its owner alone), the tables and the queue; quick when nothing is to do."""
    make_folder(Path(settings.REGIE_HOME))
    try:
        pending = pending_migrations()
        if pending and not first_tables.make(names_on_disk()):
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise Unready(
            _("The database cannot be used (%(error)s). Check REGIE_DATABASE, then run “regie doctor”.")
            % {"error": str(error).strip().splitlines()[0]}
        ) from error
    make_queue()


def make_folder(home: Path) -> None:
    try:
        for folder in (home, home / "files", home / "outbox"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if home.stat().st_mode & 0o077:
            home.chmod(0o700)
    except OSError as error:
        raise Unready(
            _("The folder %(home)s cannot be written (%(error)s). Choose another with REGIE_HOME.")
            % {"home": home, "error": error.strerror}
        ) from error


def make_queue() -> None:
    """The queue's tables, in its own file with SQLite and beside ours with PostgreSQL."""
    from huey.contrib.djhuey import HUEY

    HUEY.storage.initialize_schema()


def pending_migrations() -> list[str]:
    """Changes of tables that are still to make. Nothing is imported when all files' names are known as applied."""
    recorder = MigrationRecorder(connection)
    if recorder.has_table() and not (names_on_disk() - set(recorder.applied_migrations())):
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def names_on_disk() -> set[tuple[str, str]]:
    found = set()
    for config in apps.get_app_configs():
        module, _explicit = MigrationLoader.migrations_module(config.label)
        spec = find_spec(module) if module else None
        for _finder, name, is_package in iter_modules(spec.submodule_search_locations or [] if spec else []):
            if not is_package and name[0] not in "_~":
                found.add((config.label, name))
    return found
