"""How each gate stands before a campaign on a day, and why, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.lib import dates
from regie.plan.gates import money
from regie.plan.gates.openers import names, openers


@dataclass
class Standing:
    """`state` is good, wait or breach; `remedy_url` is where what lacks is mended, `approval` the newest one asked here."""

    constraint: Any
    is_open: bool = True
    why: str = ""
    concerns: bool = True
    needs_approval: bool = False
    approval: Any = None
    checklist: list[tuple[str, Any]] = field(default_factory=list)
    openers: list[Any] = field(default_factory=list)
    opener: str = ""
    remedy: str = ""
    remedy_url: str = ""
    opening: Any = None

    @property
    def state(self) -> str:
        if self.is_open:
            return "watch" if self.opening else "good"
        return "wait" if self.approval is not None and self.approval.closed_at is None else "breach"

    @property
    def word(self) -> str:
        if self.is_open:
            return pgettext("gate", "opened in an emergency") if self.opening else pgettext("gate", "open")
        return pgettext("gate", "asked") if self.state == "wait" else pgettext("gate", "closed")

    @property
    def may_ask(self) -> bool:
        return self.needs_approval and not self.is_open and (self.approval is None or self.approval.closed_at is not None)


def standings(campaign: Any, reader: Any, day: date) -> list[Standing]:
    from regie.plan.models import Constraint, Gate, Opening, Tick

    rows = list(
        Constraint.objects.in_force().exclude(kind=Constraint.Kind.REPORT).select_related("role", "person").order_by("pk")
    )
    gates = {gate.constraint_id: gate for gate in Gate.objects.filter(campaign=campaign).select_related("campaign", "constraint")}
    openings = {each.constraint_id: each for each in Opening.objects.filter(campaign=campaign).select_related("by")}
    ticks: dict[int, dict[str, Any]] = {}
    for tick in Tick.objects.filter(campaign=campaign).select_related("by"):
        ticks.setdefault(tick.constraint_id, {})[tick.sentence] = tick
    found = []
    for row in rows:
        standing = Standing(row, opening=openings.get(row.pk))
        ticked = ticks.get(row.pk, {})
        standing.checklist = [(sentence, ticked.get(sentence)) for sentence in row.checklist]
        KINDS[row.kind](standing, campaign, gates.get(row.pk), day)
        standing.openers = openers(row)
        standing.opener = names(row)
        if standing.opening is not None and not standing.is_open:
            standing.is_open = True
            standing.why = _("opened by %(who)s: %(reason)s") % {"who": standing.opening.by, "reason": standing.opening.reason}
        found.append(standing)
    return found


def _asks(standing: Standing, gate: Any) -> None:
    """Closed until whoever holds the gate has approved what is there now."""
    from regie.work import subjects
    from regie.work.models import Approval

    standing.needs_approval = True
    newest = None if gate is None else Approval.objects.about(gate).order_by("-asked_at", "-pk").first()
    standing.approval = newest
    if gate is not None and subjects.is_approved(gate):
        standing.why = _("approved as it stands")
        return
    standing.is_open = False
    if newest is None:
        standing.why = _("not asked yet")
    elif newest.closed_at is None:
        standing.why = _("waits for an answer")
    elif newest.outcome in {"approved", "with_changes"}:
        standing.why = _("changed since it was approved: ask again")
    else:
        standing.why = newest.get_outcome_display()


def _unticked(standing: Standing) -> bool:
    left = [sentence for sentence, tick in standing.checklist if tick is None]
    if left:
        standing.is_open = False
        standing.why = ngettext("%(n)s point is not ticked", "%(n)s points are not ticked", len(left)) % {"n": len(left)}
    return bool(left)


def _brand(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    _asks(standing, gate)
    _unticked(standing)


def _law(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    row = standing.constraint
    kinds = {each for each in campaign.activities.exclude(status="dropped").values_list("content_type", flat=True) if each}
    if row.content_types and not kinds & set(row.content_types):
        standing.concerns = False
    if row.countries and not set(campaign.countries) & set(row.countries):
        standing.concerns = False
    if standing.concerns:
        _asks(standing, gate)
        _unticked(standing)


def _finance(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    """Only a campaign that goes above what it was given asks finance: its own plan, or the envelopes that it draws on."""
    above = money.above(campaign, day)
    if above is None:
        standing.why = _("within its budget and its envelopes")
        _unticked(standing)
        return
    _asks(standing, gate)
    if standing.is_open:
        standing.why = _("%(amount)s above, approved by finance") % {"amount": above.said}
    else:
        standing.why = f"{above.why}, {standing.why}"
    _unticked(standing)


def _product(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    from django.urls import reverse
    from django.utils.translation import get_language

    language = (get_language() or "en")[:2]
    if campaign.embargo_until and campaign.embargo_until > day:
        standing.is_open = False
        standing.why = _("embargo until %(day)s") % {"day": dates.day(campaign.embargo_until, language, "long")}
        return
    release = campaign.release
    if release is None:
        standing.why = _("it waits for no product")
        return
    standing.remedy, standing.remedy_url = _("See the promise"), reverse("work:delivery", args=[release.pk])
    if release.delivered_at is not None:
        standing.why = _("the product is there")
    elif release.dropped_at is not None:
        standing.is_open, standing.why = (
            False,
            _("“%(what)s” is no longer awaited: say what the campaign waits for") % {"what": release.what},
        )
    elif release.promised_on is None:
        standing.is_open = False
        standing.why = _("%(domain)s has not promised a day for “%(what)s”") % {"domain": release.domain, "what": release.what}
    elif release.promised_on > day:
        standing.is_open = False
        standing.why = _("not before %(day)s, promised by %(domain)s") % {
            "day": dates.day(release.promised_on, language, "long"),
            "domain": release.domain,
        }
    else:
        standing.is_open = False
        standing.why = _("promised for %(day)s by %(domain)s, and not said to be there") % {
            "day": dates.day(release.promised_on, language, "long"),
            "domain": release.domain,
        }


def _data(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    if campaign.uses_personal_data is None:
        standing.is_open, standing.why = False, _("say whether it uses personal data")
    elif not campaign.uses_personal_data:
        standing.why = _("it uses no personal data")
    elif not (campaign.data_purpose.strip() and campaign.legal_basis):
        standing.is_open, standing.why = False, _("it uses personal data: name the purpose and the legal basis")
    else:
        standing.why = campaign.get_legal_basis_display()
        if standing.constraint.role_id or standing.constraint.person_id:
            _asks(standing, gate)
        _unticked(standing)


def _strategy(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    states = set(campaign.objectives.values_list("status", flat=True))
    if "adopted" in states:
        standing.why = _("it serves an adopted objective")
    elif states:
        standing.is_open, standing.why = False, _("none of its objectives is adopted")
    else:
        standing.is_open, standing.why = False, _("it serves no objective")


KINDS: dict[str, Callable[[Standing, Any, Any, date], None]] = {
    "brand": _brand,
    "finance": _finance,
    "law": _law,
    "product": _product,
    "data": _data,
    "strategy": _strategy,
}
