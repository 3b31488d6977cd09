"""Things that people edit: one way to change fields, to keep the trace, and not to lose each other's words."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, ClassVar

from django.db import models, transaction

from regie.journal.models.event import record

undoing: ContextVar[int | None] = ContextVar("undoing", default=None)  # the event that the edit under way takes back


class Stale(Exception):
    """Somebody else changed the thing since it was opened. `current` is the thing as it stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current} was changed in the meantime")
        self.current = current


def plain(value: Any) -> Any:
    """A field's value as the journal keeps it: related things and people by their name."""
    return str(value) if isinstance(value, models.Model) else value


class Revised(models.Model):
    """A thing with a revision number that grows with each edit.

    A form carries the revision that it was opened with; an edit made on an older one raises `Stale`.
    """

    undone_by: ClassVar[str] = ""  # the verb that puts former values back from the history; empty where an edit has consequences

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def edit(self, *, by, revision: int | None = None, page: models.Model | None = None, **fields: Any) -> dict[str, list]:
        """Change fields, one event with old and new; returns the changes, {field: [old, new]}."""
        with transaction.atomic():
            current = type(self)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if revision is not None and revision != current.revision:
                raise Stale(current)
            changes: dict[str, list] = {}
            keys: dict[str, list] = {}
            for name, value in fields.items():
                old = getattr(current, name)
                if old != value:
                    changes[name] = [plain(old), plain(value)]
                    if self._meta.get_field(name).is_relation:
                        keys[name] = [getattr(old, "pk", None), getattr(value, "pk", None)]
                setattr(current, name, value)
            if changes:
                current.revision += 1
                current.full_clean(exclude=current._gone(but=fields))
                current.save()
                more = {**({"keys": keys} if keys else {}), **({"undoes": undoing.get()} if undoing.get() else {})}
                record(
                    f"{self._meta.app_label}.{self._meta.model_name}_edited", current, by=by, page=page, changes=changes, **more
                )
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(current, field.attname))
        return changes

    def _gone(self, *, but: Any) -> set[str]:
        """Fields that had to be given once and are empty since: who made a thing and is no longer here does not stop its edits."""
        return {
            field.name
            for field in self._meta.concrete_fields
            if field.is_relation
            and field.null
            and not field.blank
            and field.name not in but
            and getattr(self, field.attname) is None
        }
