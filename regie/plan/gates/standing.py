"""How each gate stands before a campaign on a day, and why, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from regie.lib import countries, dates
from regie.plan.gates import money
from regie.plan.gates.openers import hands


@dataclass
class Standing:
    """`state` is good, watch, wait or breach; `approval` is the newest one asked here, `turn` who opens what nobody approves.

    `remedy_url` leads to what it waits for; `mend_url` to where whoever prepares the campaign writes what lacks.
    """

    constraint: Any
    is_open: bool = True
    why: str = ""
    concerns: bool = True
    needs_approval: bool = False
    is_approved: bool = False
    approval: Any = None
    checklist: list[tuple[str, Any]] = field(default_factory=list)
    openers: list[Any] = field(default_factory=list)
    opener: str = ""
    turn: str = ""
    remedy: str = ""
    remedy_url: str = ""
    mend: str = ""
    mend_url: str = ""
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
    def who_opens(self) -> str:
        """In a sentence: by name where somebody approves, else who has to say what; empty where nothing is left to be done."""
        if self.turn:
            return "" if self.is_open else self.turn
        if not self.constraint.is_asked:
            return "" if self.is_open else _("Opens by itself when what it asks is there.")
        if self.lacks_opener:
            return _("Nobody is named yet who could open it.")
        return _("Who opens it: %(who)s.") % {"who": self.opener}

    @property
    def lacks_opener(self) -> bool:
        return self.constraint.is_asked and not self.turn and not self.opener

    @property
    def may_ask(self) -> bool:
        if not self.needs_approval or self.is_open or self.is_approved:
            return False
        return self.approval is None or self.approval.closed_at is not None


def standings(campaign: Any, reader: Any, day: date) -> list[Standing]:
    from regie.plan.models import Constraint, Gate, Opening, Tick

    rows = list(Constraint.objects.before_launch().select_related("role", "person").order_by("pk"))
    gates = {gate.constraint_id: gate for gate in Gate.objects.filter(campaign=campaign).select_related("campaign", "constraint")}
    openings = {each.constraint_id: each for each in Opening.objects.filter(campaign=campaign).select_related("by")}
    ticks: dict[int, dict[str, Any]] = {}
    for tick in Tick.objects.filter(campaign=campaign).select_related("by"):
        ticks.setdefault(tick.constraint_id, {})[tick.sentence] = tick
    found, held_by = [], hands(rows)
    for row in rows:
        standing = Standing(row, opening=openings.get(row.pk), openers=held_by[row.pk].people, opener=held_by[row.pk].said)
        ticked = ticks.get(row.pk, {})
        standing.checklist = [(sentence, ticked.get(sentence)) for sentence in row.checklist]
        KINDS[row.kind](standing, campaign, gates.get(row.pk), day)
        if standing.opening is not None and not standing.is_open:
            standing.is_open = True
            standing.why = _("opened by %(who)s: %(reason)s") % {
                "who": standing.opening.by,
                "reason": standing.opening.reason.rstrip(". "),
            }
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
        standing.is_approved, standing.why = True, _("approved as it stands")
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
        said = ngettext("%(n)s point is not ticked", "%(n)s points are not ticked", len(left)) % {"n": len(left)}
        standing.why = said if standing.is_open else f"{standing.why}, {said}"
        standing.is_open = False
    return bool(left)


def _brand(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    _asks(standing, gate)
    _unticked(standing)


def _mended(standing: Standing, campaign: Any, field_name: str, words: str) -> None:
    """What lacks is a word of whoever prepares the campaign."""
    standing.mend, standing.mend_url = words, reverse("plan:campaign_edit", args=[campaign.pk]) + f"#id_{field_name}"
    standing.turn = _("Who opens it: whoever prepares the campaign, by saying it.")


def _law(standing: Standing, campaign: Any, gate: Any, day: date) -> None:
    row = standing.constraint
    kinds = {each for each in campaign.activities.exclude(status="dropped").values_list("content_type", flat=True) if each}
    if row.content_types and not kinds & set(row.content_types):
        standing.concerns = False
    if row.countries and campaign.countries and not set(campaign.countries) & set(row.countries):
        standing.concerns = False
    if standing.concerns:
        _asks(standing, gate)
        _unticked(standing)
    if standing.concerns and row.countries and not campaign.countries:  # seen anywhere: there too, for all one knows
        standing.is_open, standing.needs_approval = False, False
        where = countries.said(row.countries, (get_language() or "en")[:2])
        standing.why = _("say where it is seen: this rule holds in %(countries)s") % {"countries": where}
        _mended(standing, campaign, "countries", _("Say in which countries"))


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
    language = (get_language() or "en")[:2]
    if campaign.embargo_until and campaign.embargo_until > day:
        standing.is_open = False
        standing.why = _("embargo until %(day)s") % {"day": dates.day(campaign.embargo_until, language, "long")}
        standing.turn = _("Opens by itself on that day.")
        return
    release = campaign.release
    if release is None:
        standing.why = _("it waits for no product")
        return
    standing.remedy, standing.remedy_url = _("See the promise"), reverse("work:delivery", args=[release.pk])
    standing.turn = _("Who opens it: %(domain)s, by saying that “%(what)s” is there.") % {
        "domain": release.domain,
        "what": release.what,
    }
    if release.delivered_at is not None:
        standing.why = _("the product is there")
    elif release.dropped_at is not None:
        standing.is_open = False
        standing.why = _("“%(what)s” is no longer awaited: say what the campaign waits for") % {"what": release.what}
        _mended(standing, campaign, "release", _("Choose a release"))
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
        _mended(standing, campaign, "uses_personal_data", _("Say whether it does"))
    elif not campaign.uses_personal_data:
        standing.why = _("it uses no personal data")
    elif not (campaign.data_purpose.strip() and campaign.legal_basis):
        standing.is_open, standing.why = False, _("it uses personal data: name the purpose and the legal basis")
        _mended(standing, campaign, "legal_basis" if campaign.data_purpose.strip() else "data_purpose", _("Name them"))
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
        standing.turn = _("Who opens it: the review that adopts one of its objectives.")
        standing.mend = pgettext("of a campaign", "Choose another objective")
        standing.mend_url = reverse("plan:campaign_edit", args=[campaign.pk]) + "#id_objectives"
    else:
        standing.is_open, standing.why = False, _("it serves no objective")
        _mended(standing, campaign, "objectives", pgettext("of a campaign", "Choose an objective"))


KINDS: dict[str, Callable[[Standing, Any, Any, date], None]] = {
    "brand": _brand,
    "finance": _finance,
    "law": _law,
    "product": _product,
    "data": _data,
    "strategy": _strategy,
}
