"""What hangs on the charter's lines here: what was asked of a promise, and what a dependency stands at."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from regie.charter.hooks import Hook
from regie.lib import dates
from regie.work.models import Delivery, Offer


def hooks(line_ids: Any, person: Any) -> dict[int, list[Hook]]:
    """Two queries."""
    ids = list(line_ids)
    answers: dict[int, list[Hook]] = {}
    offers = Offer.objects.visible_to(person).filter(deliverable__line__in=ids).select_related("deliverable")
    if person.is_member or person.is_delegator:  # what others asked is not everybody's
        offers = offers.annotate(many=Count("requests", filter=Q(requests__ended_at=None)))
    for offer in offers.order_by("pk"):
        answers.setdefault(offer.deliverable.line_id, []).append(_of_offer(offer))
    rows = Delivery.objects.visible_to(person).filter(deliverable__line__in=ids).select_related("deliverable")
    for delivery in _newest(rows.order_by("delivered_at", "pk")):
        answers.setdefault(delivery.deliverable.line_id, []).append(_of_delivery(delivery))
    return answers


def _newest(rows: Any) -> list[Delivery]:
    """Of each line what is open; where nothing is, what came last."""
    by_line: dict[int, list[Delivery]] = {}
    for delivery in rows:
        by_line.setdefault(delivery.deliverable_id, []).append(delivery)
    kept = []
    for mine in by_line.values():
        still = [delivery for delivery in mine if delivery.is_open]
        came = [delivery for delivery in mine if delivery.delivered_at]
        kept += still or sorted(came, key=lambda each: each.delivered_at)[-1:]
    return kept


def _of_offer(offer: Any) -> Hook:
    url = offer.get_absolute_url()
    if offer.is_proposed:
        return Hook("speech", _("Request form to open"), "", "wait", url)
    if not offer.is_open:
        return Hook("speech", _("Request form closed"), "", "", url)
    many = getattr(offer, "many", 0)
    if not many:
        return Hook("speech", _("Can be asked for"), "", "", url)
    said = ngettext("%(many)s open request", "%(many)s open requests", many) % {"many": many}
    return Hook("speech", said, "", "", f"{reverse('work:requests')}?state=open")


def _of_delivery(delivery: Delivery) -> Hook:
    language, url = (get_language() or "en")[:2], delivery.get_absolute_url()

    def said(day: Any) -> str:
        return dates.day(day, language, "short", timezone.localdate())

    if delivery.delivered_at:
        return Hook("check", _("Delivered"), said(timezone.localtime(delivery.delivered_at).date()), "good", url)
    if delivery.is_late:
        return Hook("wait", _("Late since"), said(delivery.until), "breach", url)
    if delivery.promised_on:
        return Hook(
            "wait", _("Promised for"), said(delivery.promised_on), "watch" if delivery.is_promised_too_late else "wait", url
        )
    if delivery.needed_on:
        return Hook("wait", _("Awaited for"), said(delivery.needed_on), "wait", url)
    return Hook("wait", _("Awaited, no day promised"), "", "wait", url)
