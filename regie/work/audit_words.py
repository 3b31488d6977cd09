"""What is said of an export: why it cannot be read, why a row is refused, what a state may mean; and the form that brings it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib.numbers import number
from regie.ui.forms import Form
from regie.work.flow import imported

CATEGORIES = {
    "waiting": pgettext_lazy("state of a task", "waits to begin"),
    "working": pgettext_lazy("state of a task", "is worked on"),
    "gate": pgettext_lazy("state of a task", "waits for a decision or an answer"),
    "done": pgettext_lazy("state of a task", "is done"),
    "dropped": pgettext_lazy("state of a task", "was dropped"),
}
_UNREADABLE = {
    "too_large": _("This file is larger than %(limit)s MB. Export one project or board at a time."),
    "too_many": _("This file holds more than %(limit)s tasks. Export one project or board at a time."),
    "too_many_states": _("This file holds more than %(limit)s different states: is the right column its status?"),
    "damaged": _("This file is damaged or cut off. Export it again, and bring it as it comes."),
    "locked": _("This workbook is locked by a password. Save it without one, and bring it again."),
    "no_tasks": _("There is no task in this file. Export the board or project with its tasks, and bring that."),
    "picture": _("This is a picture, whatever its name says. Bring what the tool exports: JSON, CSV or a workbook."),
    "document": _("This is neither a table nor JSON. Bring what the tool exports: JSON, CSV or a workbook."),
    "archive": _("This is an archive. Unpack it, and bring the export that is in it."),
    "unpacked": _("This workbook is too large to be read. Save it as CSV, and bring that."),
    "not_known": _(
        "This is no export of Trello (JSON), Asana (CSV or JSON), monday.com (workbook or CSV) or Jira (CSV) that can be read: it must "
        "say when each task was created. In monday.com, add the column “Creation log” before exporting."
    ),
}
_ALIKE = {
    "no_tasks": ("empty", "no_rows", "no_sheet"),
    "document": ("pdf", "word", "slides", "page", "document", "media", "program", "binary"),
    "unpacked": ("bomb", "too_many_parts", "too_many_words", "too_large_whole"),
    "damaged": ("json",),
}
_UNREADABLE |= {code: _UNREADABLE[key] for key, codes in _ALIKE.items() for code in codes}
_REFUSED = {
    "no_opening": _("it does not say when it was created"),
    "no_end": _("it is done, and does not say since when"),
    "ends_before": _("it ends before it begins"),
    "no_state": _("it stands in a list that is not in the file"),
}

_SKIPPED = {
    "template": _("it is a template of cards"),
    "part": _("it is a part of the item above it, without a date of its own"),
    "empty": _("it has no name"),
}


_ENDED = {
    "gave_up": _(
        "The worker stopped three times at the same place, and it was given up. Try once more; if it stops again, look into its log."
    ),
    "file_gone": _("The file is no longer there. Bring it again."),
}


def unreadable(fault: Any) -> str:
    return str(_UNREADABLE.get(fault.code, _UNREADABLE["not_known"])) % {
        key: number(value, get_language() or "en") for key, value in fault.facts.items()
    }


def reasons(audit: Any) -> list[tuple[str, int, list[int]]]:
    return [(str(_REFUSED.get(code, code)), count, rows) for code, count, rows in audit.refusals]


def left_out(audit: Any) -> list[tuple[str, int, list[int]]]:
    return [(str(_SKIPPED.get(code, code)), count, rows) for code, count, rows in audit.skips]


def fault(audit: Any) -> str:
    """Why its last job ended before its end; nothing where it did not."""
    said = audit.fault
    if not said:
        return ""
    if said["code"] == "halted":
        shown = number(said.get("done", 0), get_language() or "en")
        if said.get("was") == "reading":
            return _("%(name)s stopped the reading.") % {"name": said["name"]}
        return _("%(name)s stopped the writing after %(count)s tasks; they are taken back.") % {
            "name": said["name"],
            "count": shown,
        }
    if said["code"] in _ENDED:
        return str(_ENDED[said["code"]])
    facts = {key: value for key, value in said.items() if key not in {"code", "was"}}
    return unreadable(imported.Unreadable(said["code"], **facts))


class FileForm(Form):
    file = forms.FileField(
        label=_("Export of past tasks"),
        help_text=_(
            "Trello (JSON), Asana (CSV or JSON), monday.com (workbook or CSV), Jira (CSV), up to 64 MB. Nothing is written before you say so."
        ),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty. Choose another one.")},
    )
