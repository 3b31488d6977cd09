"""How somebody without an account decides: a secret link that ends, for one verdict and nothing else, and a letter to answer."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regie.journal import replies
from regie.journal.models import Letter
from regie.lib import dates
from regie.people.models import OpenLink, Organisation
from regie.work import homes

ACT = "work.decide"
DAYS, MOST_DAYS = 14, 60


def invite(verdict, *, by) -> None:
    """Make the link of an outsider's verdict, open as long as an answer is waited for, and send it when there is an address."""
    due = verdict.stage.due_at
    days = min(MOST_DAYS, max(DAYS, (due - timezone.now() + timedelta(days=1)).days * 2)) if due else DAYS
    verdict.link = OpenLink.give(ACT, verdict, by=by, given_to=verdict.outsider, days=days)
    verdict.save(update_fields=["link"])
    write(verdict)


def write(verdict, *, again: bool = False) -> None:
    """The letter that asks, in the organisation's language: what is asked about, the link, and how to answer by e-mail."""
    if not verdict.address or verdict.link is None:
        return
    from regie.work.reading import approvals as reading

    approval = verdict.stage.approval
    here = Organisation.here()
    with translation.override(here.language):
        reply_to, ending = replies.way_back("verdict", str(verdict.pk))
        words = {
            "thing": str(approval),
            "who": str(approval.asked_by or "Régie"),
            "organisation": here.name or "Régie",
            "round": approval.round,
        }
        subject = (_("Still waiting for your approval: %(thing)s") if again else _("Your approval is needed: %(thing)s")) % words
        lines = [
            _("Hello %(name)s,") % {"name": verdict.outsider},
            "",
            _("%(who)s, %(organisation)s, asks whether you approve “%(thing)s”, round %(round)s.") % words,
        ]
        if approval.message:
            lines += ["", approval.message]
        if verdict.stage.due_at:
            lines += ["", _("Please answer by %(day)s.") % {"day": _moment(verdict.stage.due_at, here.language)}]
        lines += ["", _("Look at it, remark and decide here, without an account:"), verdict.link.address]
        if reply_to:
            lines += ["", _("Or answer this letter. Begin with one word: “Approved”, “Changes” or “Refused”, then say why.")]
        lines += ["", _("What you are asked about:")]
        for facet in reading.facets_of(approval, None):
            lines += ["", f"{str(facet.label).upper()}", str(facet.value)]
        lines += ["", _("The link is for you alone, until %(day)s.") % {"day": _moment(verdict.link.expires_at, here.language)}]
        Letter.write(verdict.address, subject + ending, "\n".join(lines) + "\n", reply_to=reply_to)


def _moment(moment, language: str) -> str:
    return dates.moment(homes.week().local(moment), language)


def answer(verdict, subject: str, text: str) -> None:
    """A letter back to the one who answered, to the address that was asked and no other."""
    reply_to, ending = replies.way_back("verdict", str(verdict.pk))
    address = verdict.address or (verdict.decider.email if verdict.decider_id else "")
    if address:
        Letter.write(address, subject + ending, text, reply_to=reply_to)
