"""What the plan says on an audience's page: its channels, the effort it had, its way to purchase."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import numbers
from regie.objectives import panels
from regie.plan.models import Affinity
from regie.plan.reading import efforts, ways

YEARS = 3
MOST = 4


def register() -> None:
    panels.PANELS["plan"] = panels_of


def panels_of(audience: Any, person: Any) -> list[panels.Panel]:
    return [_channels(audience, person), _effort(audience, person), _way(audience, person)]


def _channels(audience: Any, person: Any) -> panels.Panel:
    rows = Affinity.objects.visible_to(person).filter(audience=audience, channel__retired_at=None, judged__gte=2)
    best = list(rows.select_related("channel").order_by("-judged", "pk")[:MOST])
    lines = [
        panels.Line(str(each.channel), each.channel.get_absolute_url(), each.because, str(each.get_judged_display()).capitalize())
        for each in best
    ]
    says = "" if best else _("Nobody has judged yet which channels suit them.")
    return panels.Panel("channels", _("Channels that suit them"), says, reverse("plan:affinities"), _("All channels"), lines)


def _effort(audience: Any, person: Any) -> panels.Panel:
    today = timezone.localdate()
    found = efforts.efforts(person, today - timedelta(days=365 * YEARS), today)
    mine = next((row for row in found.rows if row.audience.pk == audience.pk), None)
    language = get_language() or "en"
    if mine is None or mine.effort_share is None:
        says = _("Nothing is known of the effort they had.")
    else:
        facts = {"had": numbers.percent(mine.effort_share, language, 0), "wished": numbers.percent(mine.wished, language, 0)}
        if mine.wished is None:
            says = _("They had %(had)s of the effort of the last three years; no share is wished.") % facts
        else:
            says = _("They had %(had)s of the effort of the last three years, against %(wished)s wished.") % facts
    return panels.Panel("effort", _("Effort they had"), says, reverse("plan:efforts"), _("Past efforts"))


def _way(audience: Any, person: Any) -> panels.Panel:
    way = ways.ways([audience], person)[0]
    says = way.says if way.described else _("No step is described yet.")
    return panels.Panel("way", _("Way to purchase"), says, reverse("plan:way", args=[audience.pk]), _("Step by step"))
