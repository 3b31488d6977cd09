"""Taking one edit back from the history, and reading a thing as it stood: both go backwards through the events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from regie.journal.differences import shown
from regie.journal.models.event import Event
from regie.journal.models.revised import Revised, Stale, plain, undoing


def undoable(events: Iterable[Event], person: Any) -> dict[int, int]:
    """Of these events, those that `person` may take back now, with the revision their thing has. Two queries a kind of thing."""
    by_model: dict[Any, list[Event]] = defaultdict(list)
    for event in events:
        if is_undone_here(event):
            by_model[event.subject_type.model_class()].append(event)
    found = {}
    for model, edits in by_model.items():
        manager = model._default_manager
        if not hasattr(manager, "editable_by"):
            continue
        things = {
            str(thing.pk): thing for thing in manager.editable_by(person).filter(pk__in={edit.subject_id for edit in edits})
        }
        for edit in edits:
            thing = things.get(edit.subject_id)
            if thing is not None and former(thing, edit) is not None:
                found[edit.pk] = thing.revision
    return found


def is_undone_here(event: Event) -> bool:
    """Whether it is an edit of a kind of thing whose edits can be taken back at all."""
    kind, model = event.subject_type, event.subject_type.model_class()
    is_edit = event.verb == f"{kind.app_label}.{kind.model}_edited" and bool(event.changes)
    return is_edit and model is not None and issubclass(model, Revised) and bool(model.undone_by)


def former(thing: models.Model, edit: Event) -> dict[str, Any] | None:
    """The values before `edit`; None where they cannot be put back: changed again since, or what they named is gone."""
    values = {}
    for name, (old, new) in edit.changes.items():
        try:
            field: Any = thing._meta.get_field(name)
            if _kept(getattr(thing, name)) != new:
                return None
            values[name] = _value(field, old, edit.data.get("keys", {}).get(name))
        except (FieldDoesNotExist, LookupError, ValidationError, AttributeError):
            return None
    return values


def undo(edit: Event, *, by: Any, revision: int) -> None:
    """A new revision with the values from before; raises `Stale` when the thing was changed meanwhile."""
    model: Any = edit.subject_type.model_class()
    thing = model._default_manager.editable_by(by).get(pk=edit.subject_id)
    values = former(thing, edit)
    if values is None or thing.revision != revision:
        raise Stale(thing)
    token = undoing.set(edit.pk)
    try:
        getattr(thing, model.undone_by)(by=by, revision=revision, **values)
    finally:
        undoing.reset(token)


@dataclass(frozen=True)
class Stood:
    """One field at a moment: what it was, and what it is now."""

    label: str
    then: Any
    now: Any

    @property
    def is_same(self) -> bool:
        return self.then == self.now


def as_it_stood(thing: models.Model, day: date) -> list[Stood]:
    """The fields that ever changed, as they stood when `day` ended; all others are as today. One query."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    kind = ContentType.objects.get_for_model(thing)
    events = Event.objects.filter(subject_type=kind, subject_id=str(thing.pk), data__has_key="changes").order_by("-at", "-id")
    then: dict[str, Any] = {}
    for event in events:
        for name, (old, new) in event.changes.items():
            if event.at >= end:
                then[name] = old
            else:
                then.setdefault(name, new)
    rows = []
    for name, value in then.items():
        with suppress(FieldDoesNotExist):
            field: Any = thing._meta.get_field(name)
            now = _kept(getattr(thing, name))
            label = capfirst(str(getattr(field, "verbose_name", name))).replace("_", " ")
            rows += _rows(thing, name, label, field, value, now)
    return rows


def _rows(thing: models.Model, name: str, label: str, field: Any, then: Any, now: Any) -> list[Stood]:
    words = getattr(type(thing), f"words_of_{name}", None)
    if words and isinstance(then, dict) and isinstance(now, dict):
        return [Stood(*words(key, then.get(key), now.get(key))) for key in {**then, **now}]
    if isinstance(then, dict | list) or isinstance(now, dict | list):
        return [Stood(label, _("otherwise") if then != now else "…", "…")]
    return [Stood(label, shown(then, field), shown(now, field))]


def _kept(value: Any) -> Any:
    """A value as the journal keeps it."""
    return json.loads(json.dumps(plain(value), cls=DjangoJSONEncoder))


def _value(field: Any, old: Any, keys: list | None) -> Any:
    if not field.is_relation:
        return old if isinstance(field, models.JSONField) else field.to_python(old)
    if old is None:
        return None
    if keys is None:
        raise LookupError(field.name)
    return field.related_model._default_manager.filter(pk=keys[0]).first() or _gone(field)


def _gone(field: Any) -> Any:
    raise LookupError(field.name)
