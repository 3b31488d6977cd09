"""What changed between two values, in pieces that a page can mark."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
LONG = 60


@dataclass(frozen=True)
class Change:
    """One field before and after. `pieces` are set for long texts: ("same" | "gone" | "new", words)."""

    label: str
    old: Any
    new: Any
    pieces: list[tuple[str, str]]


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    """The words of both texts in reading order, each run marked as same, gone or new. Words changed one after the other are one run."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found: list[tuple[str, str]] = []
    gone = come = ""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        same = "".join(before[a:b]) if tag == "equal" else ""
        if tag != "equal":
            gone, come = gone + "".join(before[a:b]), come + "".join(after[c:d])
        elif gone and come and not same.strip() and place + 1 < len(codes):
            gone, come = gone + same, come + same  # a space alone between two changes
        else:
            found += [("gone", gone), ("new", come), ("same", same)]
            gone = come = ""
    return [(kind, words) for kind, words in [*found, ("gone", gone), ("new", come)] if words]


def changes_of(event: Any) -> list[Change]:
    """The changes of an event with the names and words of the subject's model, in the reader's language.

    A model whose field holds a dictionary may say each of its keys: `words_of_FIELD(key, old, new)`, a label and both values.
    One whose field holds a notation may say it in words: `said_of_FIELD(value)`; what reads the same in words is not shown.
    """
    model = ContentType.objects.get_for_id(event.subject_type_id).model_class()  # kept by Django, unlike `subject_type`
    made = []
    for name, (old, new) in event.changes.items():
        field = None
        if model is not None:
            with suppress(FieldDoesNotExist):
                field = model._meta.get_field(name)
        label = capfirst(str(getattr(field, "verbose_name", name))).replace("_", " ")
        words = getattr(model, f"words_of_{name}", None)
        if words and isinstance(old, dict) and isinstance(new, dict):
            for key in {**old, **new}:
                if old.get(key) != new.get(key):
                    label, before, after = words(key, old.get(key), new.get(key))
                    made.append(Change(label, before, after, []))
            continue
        say = getattr(model, f"said_of_{name}", None)
        if say and say(old) == say(new):
            continue
        shown_old, shown_new = (say(old), say(new)) if say else (shown(old, field), shown(new, field))
        long = isinstance(shown_old, str) and isinstance(shown_new, str) and min(len(shown_old), len(shown_new)) > LONG
        made.append(Change(label, shown_old, shown_new, pieces(shown_old, shown_new) if long else []))
    return made


def shown(value: Any, field: Any) -> Any:
    """A value as people say it: a choice by its words, yes and no, dates as dates; nothing as a dash."""
    if value is None or value == "":
        return "—"
    choices = dict(field.flatchoices) if getattr(field, "choices", None) else {}
    if choices and not isinstance(value, list | dict) and value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, str) and 10 <= len(value) <= 32 and value[:4].isdigit() and value[4] == "-":
        try:
            return (parse_date(value) if len(value) == 10 else parse_datetime(value)) or value
        except ValueError:
            return value
    return value
