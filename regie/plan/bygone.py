"""What a workshop looks back at in the plan: what each audience had against the wish, and the campaigns that ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import dates, numbers
from regie.lib.text import shorten
from regie.objectives import bygone
from regie.plan.models import Campaign
from regie.plan.reading import effort_chart, efforts

YEARS = 3
MOST = 8


def register() -> None:
    bygone.SOURCES["plan"] = efforts_and_campaigns


def efforts_and_campaigns(person: Any) -> list[bygone.Bygone]:
    """Nine queries."""
    return [_efforts(person), _campaigns(person)]


def _efforts(person: Any) -> bygone.Bygone:
    today = timezone.localdate()
    found = efforts.efforts(person, date(today.year - YEARS, today.month, 1), today)
    shares = [_share(row) for row in found.rows if row.effort_share is not None or row.wished is not None]
    return bygone.Bygone(
        "efforts",
        _("What each audience had in three years"),
        effort_chart.sentence(found),
        f"{reverse('plan:efforts')}?years={YEARS}",
        _("Past efforts"),
        shares=shares if found.is_known else (),
    )


def _share(row: Any) -> bygone.Share:
    language = get_language() or "en"
    facts = {"had": numbers.percent(row.effort_share or 0, language, 0), "wished": numbers.percent(row.wished, language, 0)}
    words = _("%(had)s of the effort") if row.wished is None else _("%(had)s of the effort, %(wished)s wished")
    wished = None if row.wished is None else float(row.wished)
    return bygone.Share(str(row.audience), words % facts, float(row.effort_share or 0), wished)


def _campaigns(person: Any) -> bygone.Bygone:
    language = get_language() or "en"
    rows = Campaign.objects.visible_to(person).filter(status=Campaign.Status.ENDED).order_by("-ended_at", "pk")[:MOST]
    ended = [
        bygone.Ended(each.name, dates.day(timezone.localdate(each.ended_at), language, "long"), shorten(each.learnt, 200), each.get_absolute_url())
        for each in rows
    ]  # fmt: skip
    says = "" if ended else _("No campaign has ended yet.")
    address = f"{reverse('plan:campaigns')}?status=ended"
    return bygone.Bygone("campaigns", _("The last campaigns"), says, address, _("All that ended"), ended=ended)
