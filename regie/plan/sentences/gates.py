"""What the journal says of constraints and of gates, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from regie.journal import verbs as journal
from regie.people.models import Person


def _owner_and_leads(event: Any) -> Iterable[Any]:
    """Who leads the campaign, and the team's leads: an emergency is nobody's private matter."""
    owner = [event.subject.owner] if event.subject.owner_id else []
    return [*owner, *Person.objects.leads()]


def _owner(event: Any) -> Iterable[Any]:
    return [event.subject.owner] if event.subject.owner_id else []


_SENTENCES = {
    "constraint_grown": (_("%(subject)s became a gate with the charter"), "lock"),
    "constraint_laid_down": (_("%(actor)s laid down the constraint %(subject)s"), "lock"),
    "constraint_edited": (_("%(actor)s changed the constraint %(subject)s"), "edit"),
    "constraint_put_away": (_("%(actor)s put away the constraint %(subject)s"), "pause"),
    "constraint_brought_back": (_("%(actor)s brought back the constraint %(subject)s"), "undo"),
    "gate_ticked": (_("%(actor)s ticked %(ticked)s of %(all)s points of “%(constraint)s” for %(subject)s"), "check"),
    "gate_asked": (_("%(actor)s asked for %(subject)s to pass the gate “%(constraint)s”"), "speech"),
}
_TOLD = {
    "gate_opened_in_emergency": (
        _("%(actor)s opened the gate “%(constraint)s” for %(subject)s in an emergency: %(reason)s"), "watch", _owner_and_leads,
    ),
    "launch_refused": (_("%(subject)s could not be launched by %(actor)s: %(gates)s"), "lock", _owner),
}  # fmt: skip


def register() -> None:
    for key, (sentence, icon) in _SENTENCES.items():
        journal.register(f"plan.{key}", sentence, icon=icon)
    for key, (sentence, icon, notify) in _TOLD.items():
        journal.register(f"plan.{key}", sentence, icon=icon, notify=notify)
