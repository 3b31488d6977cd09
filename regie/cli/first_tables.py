"""The tables of a new instance, made at once as the models say, and noted as if every change of them had been made in its turn.

Going through all changes takes a processor many seconds, since each one draws up all models anew. Both ways must end in the
same tables: a test compares them.
"""

from collections.abc import Iterable

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, router
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from regie.plan import known_channels


def make(migrations: Iterable[tuple[str, str]]) -> bool:
    """All or nothing; false where something of ours is there already, which then goes the way of the changes."""
    models = _models({label for label, _name in migrations})
    recorder = MigrationRecorder(connection)
    if _is_there(models):
        return False
    with connection.schema_editor() as editor:
        if _is_there(models):  # somebody was faster
            return False
        for model in models:
            editor.create_model(model)
        for label, name in sorted(migrations):
            recorder.migration_qs.create(app=label, name=name)
        call_command("createcachetable", database=connection.alias, verbosity=0)
        known_channels.make(apps.get_model("plan", "Channel"))
    emit_post_migrate_signal(0, False, connection.alias, apps=apps, plan=[])
    return True


def _models(labels: set[str]) -> list[type[Model]]:
    found: list[type[Model]] = [MigrationRecorder(connection).Migration]
    for config in apps.get_app_configs():
        if config.label in labels:
            those = router.get_migratable_models(config, connection.alias, include_auto_created=False)
            found += [model for model in those if model._meta.can_migrate(connection)]
    return found


def _is_there(models: list[type[Model]]) -> bool:
    there = set(connection.introspection.table_names())
    return any(model._meta.db_table in there for model in models)
