"""A revised thing whose `data` is told in words: the journal shows what a reader would see change, and keeps the rest."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from regie.journal.models import Revised, Stale, record
from regie.journal.models.revised import plain


class Worded(Revised):
    QUIET = frozenset({"data", "changed_by"})  # kept in the event, not shown as a field

    class Meta:
        abstract = True

    def words(self) -> str:
        """What it says, as one text."""
        raise NotImplementedError

    def edit(self, *, by, revision: int | None = None, page: models.Model | None = None, **fields: Any) -> dict[str, list]:
        with transaction.atomic():
            current = type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)
            if revision is not None and revision != current.revision:
                raise Stale(current)
            before, said = {name: getattr(current, name) for name in fields}, current.words()
            for name, value in fields.items():
                setattr(current, name, value)
            if changed := {name: [plain(before[name]), plain(value)] for name, value in fields.items() if before[name] != value}:
                current.revision += 1
                current.full_clean()
                current.save()
                shown = {name: pair for name, pair in changed.items() if name not in self.QUIET and name != "text"}
                if said != current.words():
                    shown["text"] = [said, current.words()]
                kept = {"data": changed["data"]} if "data" in changed else {}
                record(f"{self._meta.app_label}.{self._meta.model_name}_edited", current, by=by, page=page, changes=shown, **kept)
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(current, field.attname))
        return changed
