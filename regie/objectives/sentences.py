"""The objectives room's sentences in the journal, and who hears of them by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from regie.journal import verbs as journal
from regie.people.models import Person


def _owner(event: Any) -> Iterable[Any]:
    return [event.subject.owner] if event.subject.owner_id else []


def _tester(event: Any) -> Iterable[Any]:
    """Whoever opened the test, and the objective's owner."""
    return [event.subject.opened_by, event.subject.objective.owner]


def _named(event: Any) -> Iterable[Any]:
    """The persons whose keys the event carries."""
    return Person.objects.active().filter(pk__in=event.data.get("people", []))


CONFIDENCES = {"high": "we shall reach it", "middle": "it is uncertain", "low": "we shall miss it"}


def _confidence(data: dict) -> dict[str, str]:
    said = CONFIDENCES.get(data.get("confidence", ""), "")
    return {"confidence": pgettext("confidence", said) if said else ""}


_SENTENCES = {
    "objective_drafted": (_("%(actor)s drafted the objective: %(subject)s"), "plus"),
    "objective_edited": (_("%(actor)s changed the objective %(subject)s"), "edit"),
    "comprehension_opened": (_("%(actor)s has others say what they understand of %(subject)s"), "speech"),
    "understanding_judged": (_("%(actor)s judged what was understood of %(subject)s"), "check"),
    "inspiration_added": (_("%(actor)s added to the library: %(subject)s"), "plus"),
    "inspiration_erased": (_("%(actor)s took out of the library: %(subject)s"), "erase"),
    "audience_described": (_("%(actor)s described the audience %(subject)s"), "plus"),
    "audience_edited": (_("%(actor)s changed the audience %(subject)s"), "edit"),
    "audience_retired": (_("%(actor)s put the audience %(subject)s away"), "pause"),
    "audience_brought_back": (_("%(actor)s brought the audience %(subject)s back"), "undo"),
    "persona_invented": (_("%(actor)s invented the persona %(subject)s"), "person"),
    "persona_edited": (_("%(actor)s changed the persona %(subject)s"), "edit"),
    "persona_erased": (_("%(actor)s erased the persona %(name)s"), "erase"),
}

_TOLD = {
    "understanding_given": (_("Somebody said what they understand of %(subject)s"), "speech", _tester),
    "comprehension_closed": (_("The comprehension test of %(subject)s is closed: %(score)s of 100"), "good", _tester),
    "objective_proposed": (_("%(actor)s proposed the objective: %(subject)s"), "send", _owner),
    "objective_taken_back": (_("%(actor)s took the objective back to a draft: %(subject)s"), "undo", _owner),
    "objective_adopted": (_("The objective is adopted: %(subject)s"), "good", _owner),
    "objective_ended": (_("%(actor)s ended the objective: %(subject)s"), "check", _owner),
}

for _key, (_sentence, _icon) in _SENTENCES.items():
    journal.register(f"objectives.{_key}", _sentence, icon=_icon)
for _key, (_sentence, _icon, _notify) in _TOLD.items():
    journal.register(f"objectives.{_key}", _sentence, icon=_icon, notify=_notify)
journal.register(
    "objectives.objective_checked_in",
    _("%(actor)s on %(subject)s: %(confidence)s"),
    icon="trend",
    notify=_owner,
    words=_confidence,
)
