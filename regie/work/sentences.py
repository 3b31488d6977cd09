"""The work room's sentences in the journal, and who hears of them by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from regie.journal import verbs as journal
from regie.people.models import Person

OUTCOMES = {
    "approved": "approved",
    "with_changes": "approved with changes",
    "sent_back": "changes asked",
    "refused": "refused",
    "unanswered": "no answer",
    "reopened": "void, the subject changed",
    "withdrawn": "withdrawn",
}


def _named(event: Any) -> Iterable[Any]:
    """The persons whose keys the event carries."""
    return Person.objects.active().filter(pk__in=event.data.get("people", []))


def _of(letters: str):
    def people(event: Any) -> Iterable[Any]:
        return Person.objects.active().filter(duties__task=event.subject, duties__letter__in=list(letters)).distinct()

    return people


def _of_run(letters: str):
    def people(event: Any) -> Iterable[Any]:
        return Person.objects.active().filter(duties__step__run=event.subject, duties__letter__in=list(letters)).distinct()

    return people


def _outcome(data: dict) -> dict[str, str]:
    said = data.get("outcome") or data.get("decision") or ""
    return {"outcome": pgettext("approval", OUTCOMES.get(said, said))} if said else {"outcome": ""}


_SENTENCES = {
    "workflow_made": (_("%(actor)s made the workflow %(subject)s"), "plus"),
    "workflow_edited": (_("%(actor)s changed the workflow %(subject)s"), "edit"),
    "workflow_archived": (_("%(actor)s put the workflow %(subject)s away"), "pause"),
    "workflow_brought_back": (_("%(actor)s brought the workflow %(subject)s back"), "undo"),
    "version_redrawn": (_("%(actor)s changed the draft of %(subject)s"), "edit"),
    "version_published": (_("%(actor)s published %(subject)s"), "check"),
    "run_edited": (_("%(actor)s changed the run %(subject)s"), "edit"),
    "run_started": (_("%(actor)s started %(subject)s"), "run"),
    "run_moved": (_("%(actor)s moved %(subject)s to version %(version)s"), "fork"),
    "task_edited": (_("%(actor)s changed %(subject)s"), "edit"),
    "task_started": (_("%(actor)s began %(subject)s"), "run"),
    "task_laid_down": (_("%(actor)s laid %(subject)s down"), "pause"),
    "task_done": (_("%(actor)s finished %(subject)s"), "check"),
    "task_dropped": (_("%(actor)s dropped %(subject)s"), "minus"),
    "task_reopened": (_("%(actor)s reopened %(subject)s"), "undo"),
    "task_unblocked": (_("%(actor)s lifted the block of %(subject)s"), "check"),
    "task_put_off": (_("%(actor)s put %(subject)s off until %(day)s"), "calendar"),
    "task_split": (_("%(actor)s split %(subject)s"), "fork"),
    "task_made_to_wait": (_("%(subject)s waits for %(on)s"), "wait"),
    "task_waits_no_more": (_("%(subject)s no longer waits for %(on)s"), "check"),
    "task_still_matters": (_("%(actor)s said that %(subject)s still matters"), "good"),
    "check_added": (_("%(actor)s added to the checklist: %(text)s"), "plus"),
    "check_ticked": (_("%(actor)s checked: %(text)s"), "check"),
    "check_unticked": (_("%(actor)s unchecked: %(text)s"), "undo"),
    "file_attached": (_("%(actor)s attached %(name)s, version %(version)s"), "file"),
    "board_made": (_("%(actor)s made the board %(subject)s"), "plus"),
    "content_edited": (_("%(actor)s changed the content %(subject)s"), "edit"),
    "verdict_given": (_("%(who)s decided: %(outcome)s"), "good"),
    "opinion_silent": (_("%(who)s had no remark in time on %(subject)s"), "wait"),
    "pin_put": (_("%(actor)s remarked: %(subject)s"), "comment"),
    "pin_resolved": (_("%(actor)s settled the remark: %(subject)s"), "check"),
    "pin_reopened": (_("%(actor)s opened the remark again: %(subject)s"), "undo"),
    "board_edited": (_("%(actor)s changed the board %(subject)s"), "edit"),
    "offer_edited": (_("%(actor)s changed the form %(subject)s"), "edit"),
    "request_edited": (_("%(actor)s changed the request %(subject)s"), "edit"),
    "delivery_edited": (_("%(actor)s changed what is awaited: %(subject)s"), "edit"),
}

_TOLD = {
    "run_finished": (_("%(subject)s went all the way"), "good", _of_run("AI")),
    "run_stopped": (_("%(actor)s stopped %(subject)s: %(reason)s"), "close", _of_run("RACI")),
    "task_opened": (_("%(subject)s is to be done"), "flag", _named),
    "task_submitted": (_("%(actor)s submitted %(subject)s"), "send", _of("A")),
    "task_informed": (_("%(subject)s is done"), "check", _of("I")),
    "task_sent_back": (_("%(actor)s sent %(subject)s back: %(reason)s"), "undo", _of("R")),
    "task_handed_over": (_("%(actor)s handed %(subject)s over to %(to)s"), "person", _named),
    "task_blocked": (_("%(actor)s blocked %(subject)s: %(reason)s"), "breach", _of("A")),
    "task_asked_whether_it_matters": (
        _("Does %(subject)s still matter? Nobody touched it for %(count)s days"),
        "wait",
        _of("RA"),
    ),
    "opinion_asked": (_("%(actor)s asks what you think of %(subject)s"), "speech", _named),
    "opinion_said": (_("%(actor)s said of %(subject)s: %(text)s"), "speech", _of("RA")),
    "approval_asked": (_("%(actor)s asked for the approval of %(subject)s, round %(round)s"), "send", None),
    "stage_opened": (_("Your decision is asked"), "wait", _named),
    "stage_reminded": (_("A decision is still asked of you"), "wait", _named),
    "stage_escalated": (_("%(who)s did not decide in time: you are asked"), "watch", _named),
    "approval_closed": (_("%(subject)s: %(outcome)s, round %(round)s"), "good", _named),
}

for _key, (_sentence, _icon) in _SENTENCES.items():
    journal.register(f"work.{_key}", _sentence, icon=_icon, words=_outcome if _key == "verdict_given" else None)
for _key, (_sentence, _icon, _notify) in _TOLD.items():
    journal.register(f"work.{_key}", _sentence, icon=_icon, notify=_notify, words=_outcome if _key == "approval_closed" else None)
