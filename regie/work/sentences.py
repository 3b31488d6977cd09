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


def _asker(event: Any) -> Iterable[Any]:
    return [event.subject.asked_by]


def _auditor(event: Any) -> Iterable[Any]:
    return [event.subject.asked_by] if event.subject and event.subject.asked_by else []


def _receivers(event: Any) -> Iterable[Any]:
    return event.subject.offer.receivers()


def _answerers(event: Any) -> Iterable[Any]:
    """Whoever answered it; before that, whoever receives it."""
    request = event.subject
    return [request.answered_by] if request.answered_by else request.offer.receivers()


def _those_asked(event: Any) -> Iterable[Any]:
    return event.subject.those_asked()


def _those_waiting(event: Any) -> Iterable[Any]:
    """Whoever asked for it, and those whose tasks wait for it."""
    waiting = Person.objects.active().filter(
        duties__task__waits__delivery=event.subject, duties__letter="R", duties__task__ended_at=None
    )
    return [event.subject.asked_by, *waiting.distinct()]


def _outcome(data: dict) -> dict[str, str]:
    said = data.get("outcome") or data.get("decision") or ""
    return {"outcome": pgettext("approval", OUTCOMES.get(said, said))} if said else {"outcome": ""}


def _thing(data: dict) -> dict[str, str]:
    """What a decision is asked about; an older event does not say it, its page does."""
    return {"thing": str(data.get("thing") or "…")}


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
    "content_made": (_("%(actor)s began the content %(subject)s"), "plus"),
    "content_edited": (_("%(actor)s changed the content %(subject)s"), "edit"),
    "verdict_given": (_("%(who)s decided: %(outcome)s"), "good"),
    "opinion_silent": (_("%(who)s had no remark in time on %(subject)s"), "wait"),
    "pin_put": (_("%(who)s remarked: %(subject)s"), "comment"),
    "pin_resolved": (_("%(actor)s settled the remark: %(subject)s"), "check"),
    "pin_reopened": (_("%(actor)s opened the remark again: %(subject)s"), "undo"),
    "board_edited": (_("%(actor)s changed the board %(subject)s"), "edit"),
    "improvement_adopted": (_("%(actor)s adopted a change: %(subject)s"), "fork"),
    "improvement_given_up": (_("%(actor)s gave a change up: %(subject)s"), "undo"),
    "audit_brought": (_("%(actor)s brought past tasks to look at: %(subject)s"), "file"),
    "audit_written": (_("%(actor)s wrote past tasks: %(subject)s (%(count)s)"), "check"),
    "audit_undone": (_("%(actor)s took past tasks back: %(subject)s"), "undo"),
    "audit_halted": (_("%(actor)s stopped the work on past tasks: %(subject)s"), "pause"),
    "work_measured": (_("%(actor)s has the work measured: %(subject)s"), "metrics"),
    "offer_edited": (_("%(actor)s changed the form %(subject)s"), "edit"),
    "request_edited": (_("%(actor)s changed the request %(subject)s"), "edit"),
    "delivery_edited": (_("%(actor)s changed what is awaited: %(subject)s"), "edit"),
    "offer_made": (_("%(actor)s made the request form %(subject)s"), "plus"),
    "offer_grown": (_("The charter proposes the request form %(subject)s"), "charter"),
    "offer_opened": (_("%(actor)s opened the request form %(subject)s"), "check"),
    "offer_closed": (_("%(actor)s closed the request form %(subject)s"), "pause"),
    "delivery_taken_back": (_("%(actor)s says that it is still awaited: %(subject)s"), "undo"),
    "delivery_dropped": (_("%(actor)s no longer waits for %(subject)s"), "minus"),
}

_TOLD = {
    "run_finished": (_("%(subject)s went all the way"), "good", _of_run("AI")),
    "run_stopped": (_("%(actor)s stopped %(subject)s: %(reason)s"), "close", _of_run("RACI")),
    "task_opened": (_("%(subject)s is to be done"), "flag", _named),
    "task_submitted": (_("%(actor)s submitted %(subject)s"), "send", _of("A")),
    "run_stuck": (_("%(subject)s stands still: %(reason)s"), "watch", _named),
    "errand_given_up": (_("Régie could not do “%(subject)s”: %(reason)s"), "watch", _named),
    "task_informed": (_("%(subject)s is done"), "check", _of("I")),
    "task_sent_back": (_("%(actor)s sent %(subject)s back: %(reason)s"), "undo", _of("R")),
    "step_given": (_("%(actor)s changed who does “%(step)s” in %(subject)s"), "person", _named),
    "task_handed_over": (_("%(actor)s handed %(subject)s over to %(to)s"), "person", _named),
    "task_blocked": (_("%(actor)s blocked %(subject)s: %(reason)s"), "breach", _of("A")),
    "task_asked_whether_it_matters": (
        _("Does %(subject)s still matter? Nobody touched it for %(count)s days"),
        "wait",
        _of("RA"),
    ),
    "opinion_asked": (_("%(actor)s asks those consulted about %(subject)s"), "speech", _named),
    "opinion_said": (_("%(actor)s said of %(subject)s: %(text)s"), "speech", _of("RA")),
    "approval_asked": (_("%(actor)s asked for the approval of %(subject)s, round %(round)s"), "send", None),
    "stage_opened": (_("A decision is needed: %(thing)s"), "wait", _named),
    "stage_reminded": (_("Those who have not decided are reminded: %(thing)s"), "wait", _named),
    "answer_unclear": (_("%(who)s answered by e-mail, without a clear decision: %(text)s"), "mail", _named),
    "verdict_lent": (_("%(who)s is away: %(to)s decides instead"), "person", _named),
    "verdict_returned": (_("%(who)s is back, and decides"), "person", _named),
    "run_handed_on": (_("%(who)s has left: others have their steps of %(subject)s"), "person", _named),
    "verdict_passed_on": (_("%(who)s has left: %(to)s decides instead"), "person", _named),
    "stage_escalated": (_("%(who)s did not decide in time: who stands above is asked"), "watch", _named),
    "approval_closed": (_("%(subject)s: %(outcome)s, round %(round)s"), "good", _named),
    "request_asked": (_("%(actor)s asks: %(subject)s"), "speech", _receivers),
    "request_accepted": (_("%(actor)s accepted the request %(subject)s"), "check", _asker),
    "request_promised": (_("%(subject)s is promised for %(day)s"), "calendar", _asker),
    "request_refused": (_("%(actor)s refused %(subject)s: %(reason)s"), "close", _asker),
    "request_delivered": (_("%(actor)s delivered %(subject)s"), "check", _asker),
    "request_reminded": (_("Régie reminded who asked that %(subject)s is delivered"), "wait", _asker),
    "request_received": (_("%(actor)s accepted what was delivered: %(subject)s"), "good", _answerers),
    "request_sent_back": (_("%(actor)s sent %(subject)s back: %(reason)s"), "undo", _answerers),
    "request_withdrawn": (_("%(actor)s withdrew the request %(subject)s"), "minus", _answerers),
    "request_rated": (_("%(actor)s gave %(stars)s of 5 to %(subject)s"), "good", _answerers),
    "audit_read_told": (_("%(subject)s is read: nothing is written yet"), "check", _auditor),
    "audit_written_told": (_("%(subject)s is in: past tasks, %(count)s"), "check", _auditor),
    "audit_undone_told": (_("The past tasks of %(subject)s are taken back"), "undo", _auditor),
    "audit_stopped_told": (_("The work on %(subject)s stopped, nothing is written"), "breach", _auditor),
    "delivery_asked": (_("%(actor)s waits for something from %(domain)s: %(subject)s"), "wait", _those_asked),
    "delivery_promised": (_("%(actor)s promised %(subject)s for %(day)s"), "calendar", _those_waiting),
    "delivery_delivered": (_("%(actor)s delivered what was awaited: %(subject)s"), "check", _those_waiting),
}

# What those who are notified read instead: it speaks to them.
_TO_THEM = {
    "opinion_asked": _("%(actor)s asks what you think of %(subject)s"),
    "stage_opened": _("Your decision is needed: %(thing)s"),
    "stage_reminded": _("A decision is still needed from you: %(thing)s"),
    "stage_escalated": _("%(who)s did not decide in time: you are asked"),
    "request_accepted": _("Your request is accepted: %(subject)s"),
    "request_delivered": _("%(actor)s delivered %(subject)s: is it what you asked for?"),
    "request_reminded": _("Régie still waits for your word on %(subject)s"),
}

for _key, (_sentence, _icon) in _SENTENCES.items():
    journal.register(f"work.{_key}", _sentence, icon=_icon, words=_outcome if _key == "verdict_given" else None)
for _key, (_sentence, _icon, _notify) in _TOLD.items():
    _words = _outcome if _key == "approval_closed" else _thing if _key in {"stage_opened", "stage_reminded"} else None
    journal.register(f"work.{_key}", _sentence, icon=_icon, notify=_notify, words=_words, told=_TO_THEM.get(_key))
