"""What the journal says of money: envelopes, lines, commitments, expenses, rates; and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from regie.journal import verbs as journal
from regie.lib.dates import period
from regie.lib.money import money
from regie.people.models import Organisation, Person


def _money(data: dict) -> dict[str, str]:
    """Amounts as the reader's language writes them."""
    said = {}
    for key in ("amount", "planned", "left"):
        try:
            said[key] = money(
                Decimal(str(data[key])), data.get("currency") or Organisation.here().currency, (get_language() or "en")[:2]
            )
        except (KeyError, InvalidOperation):
            continue
    if not data.get("line"):
        said["line"] = pgettext("budget line", "no line yet")
    if because := str(data.get("because") or ""):
        said["because"] = because
    return said


def _month(data: dict) -> dict[str, str]:
    from datetime import date

    return (
        {"month": period(date.fromisoformat(f"{data['month']}-01"), "month", (get_language() or "en")[:2])}
        if data.get("month")
        else {}
    )


def _named(event: Any) -> Iterable[Any]:
    return Person.objects.active().filter(pk__in=[each for each in event.data.get("people", []) if each])


def _of_commitment(event: Any) -> Iterable[Any]:
    """Who asked for it, and the owner of its line."""
    return [event.subject.by, event.subject.line.owner]


def _of_line(event: Any) -> Iterable[Any]:
    return [event.subject.owner]


_SENTENCES = {
    "envelope_opened": (_("The envelope %(subject)s was opened with %(amount)s"), "plus"),
    "envelope_regrown": (_("The charter made the envelope %(subject)s %(amount)s"), "edit"),
    "envelope_edited": (_("%(actor)s changed the envelope %(subject)s"), "edit"),
    "envelope_divided": (_("%(actor)s made the envelope %(subject)s of “%(of)s”, with %(amount)s"), "plus"),
    "money_received": (_("%(actor)s moved %(amount)s here from “%(source)s”: %(because)s"), "plus"),
    "commitments_carried_over": (_("%(actor)s carried %(count)s open commitments over to “%(to)s”"), "send"),
    "line_opened": (_("%(actor)s opened the line %(subject)s with %(planned)s"), "plus"),
    "line_planned": (_("%(actor)s changed what is planned on %(subject)s"), "edit"),
    "line_reforecast": (_("%(actor)s changed the forecast of %(subject)s"), "edit"),
    "budgetline_edited": (_("%(actor)s changed the line %(subject)s"), "edit"),
    "line_closed": (_("%(actor)s closed the line %(subject)s"), "check"),
    "line_reopened": (_("%(actor)s reopened the line %(subject)s"), "undo"),
    "commitment_made": (_("%(actor)s committed %(amount)s: %(subject)s"), "check"),
    "commitment_asked": (_("%(actor)s asked finance for %(amount)s: %(subject)s"), "send"),
    "commitment_edited": (_("%(actor)s changed the commitment %(subject)s"), "edit"),
    "commitment_reopened": (_("%(actor)s changed %(subject)s: finance is asked anew for %(amount)s"), "undo"),
    "commitment_closed": (_("%(actor)s closed the commitment %(subject)s"), "check"),
    "commitment_open_again": (_("The commitment %(subject)s is open again"), "undo"),
    "commitment_dropped": (_("%(actor)s gave up the commitment %(subject)s"), "close"),
    "expense_recorded": (_("%(actor)s recorded an invoice of %(amount)s: %(subject)s (%(line)s)"), "plus"),
    "expense_edited": (_("%(actor)s changed the invoice %(subject)s"), "edit"),
    "expense_placed": (_("%(actor)s put the invoice %(subject)s on %(line)s"), "check"),
    "expense_taken_back": (_("%(actor)s took back the invoice %(subject)s of %(amount)s"), "undo"),
    "rate_set": (_("%(actor)s wrote that one %(currency)s is worth %(rate)s from %(day)s on"), "edit"),
    "reckoning_edited": (_("%(actor)s changed how the budget reckons"), "edit"),
}
_TOLD = {
    "money_moved": (_("%(actor)s moved %(amount)s from “%(source)s” to “%(target)s”: %(because)s"), "send", _named),
    "line_approved": (_("%(actor)s approved the line %(subject)s: %(planned)s"), "good", _of_line),
    "commitment_approved": (_("Finance approved %(amount)s: %(subject)s"), "good", _of_commitment),
    "commitment_refused": (_("Finance refused %(amount)s: %(subject)s"), "breach", _of_commitment),
    "open_commitments_asked": (
        _("What is committed and not invoiced at the end of %(month)s: is it still to come?"),
        "wait",
        _named,
    ),
    "envelope_warned": (_("At this rate the envelope %(subject)s ends on %(day)s"), "watch", _named),
}


def register() -> None:
    for key, (sentence, icon) in _SENTENCES.items():
        journal.register(f"plan.{key}", sentence, icon=icon, words=_money)
    for key, (sentence, icon, told) in _TOLD.items():
        journal.register(
            f"plan.{key}", sentence, icon=icon, notify=told, words=_month if key == "open_commitments_asked" else _money
        )
