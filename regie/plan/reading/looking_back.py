"""What was promised of a campaign beside what happened: dates, activities, contents, guests, aims, objectives, money, risks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.lib import dates, numbers
from regie.lib.money import money as amount
from regie.people.models import Organisation
from regie.plan.models import Event, PieceTarget
from regie.plan.reading.standings import language


@dataclass(frozen=True)
class Told:
    """One line of the look back; `state` is good, watch, breach, wait or none."""

    what: str
    promised: str
    happened: str
    state: str = "none"
    label: str = ""
    url: str = ""


def told(campaign: Any, rows: list[Any], aims: list[Any], money: Any) -> list[Told]:
    """Four queries besides those that made `rows`, `aims` and `money`."""
    found = [*_days(campaign), *_activities(campaign)]
    for row in rows:
        objective = row.objective
        found.append(
            Told(
                objective.text,
                row.terms,
                row.standing.words,
                row.standing.state,
                row.standing.label,
                objective.get_absolute_url(),
            )
        )
    for aim in aims:
        found.append(Told(aim.metric.name, aim.terms, aim.stands, aim.state, aim.label, aim.metric.get_absolute_url()))
    found += [*_contents(campaign), *_guests(campaign), *_money(money), *_risks(campaign)]
    return found


def _day(day: date | None) -> str:
    return dates.day(day, language(), "long") if day else "—"


def _late(days: int) -> tuple[str, str]:
    if days <= 0:
        return "good", pgettext("look back", "on time") if days == 0 else pgettext("look back", "early")
    return "watch", ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}


def _days(campaign: Any) -> list[Told]:
    found = []
    for what, promised, moment in (
        (_("Launch"), campaign.starts_on, campaign.launched_at),
        (_("End"), campaign.ends_on, campaign.ended_at),
    ):
        happened = timezone.localtime(moment).date() if moment else None
        state, label = _late((happened - promised).days) if happened and promised else ("none", "")
        if promised or happened:
            found.append(Told(what, _day(promised), _day(happened), state, label))
    return found


def _activities(campaign: Any) -> list[Told]:
    counted = campaign.activities.aggregate(
        count=Count("pk"), done=Count("pk", filter=Q(status="done")), dropped=Count("pk", filter=Q(status="dropped"))
    )
    if not counted["count"]:
        return []
    planned = ngettext("%(count)d planned", "%(count)d planned", counted["count"]) % {"count": counted["count"]}
    done = ngettext("%(count)d done", "%(count)d done", counted["done"]) % {"count": counted["done"]}
    if counted["dropped"]:
        done += ", " + ngettext("%(count)d dropped", "%(count)d dropped", counted["dropped"]) % {"count": counted["dropped"]}
    state = "good" if counted["done"] == counted["count"] else "watch" if counted["dropped"] else "none"
    return [Told(_("Activities"), planned, done, state)]


def _contents(campaign: Any) -> list[Told]:
    """By what is counted, over the contents that were counted."""
    targets = PieceTarget.objects.filter(piece__activity__campaign=campaign).order_by().values("of")
    summed = targets.annotate(
        target_=Sum("target"), reached_=Sum("reached"), counted_=Sum("target", filter=Q(reached__isnull=False)),
    )  # fmt: skip
    found = []
    for row in summed.order_by("of"):
        words = str(PieceTarget.Of(row["of"]).label).capitalize()
        promised = numbers.number(row["target_"], language())
        if row["reached_"] is None:
            found.append(Told(words, promised, "—", "wait", pgettext("target", "not measured yet")))
            continue
        share = round(100 * row["reached_"] / row["target_"])
        state = "good" if share >= 100 else "watch" if share >= 50 else "breach"
        found.append(
            Told(words, promised, numbers.number(row["reached_"], language()), state, numbers.percent(share, language()))
        )
    return found


def _guests(campaign: Any) -> list[Told]:
    found = []
    for event in Event.objects.filter(activity__campaign=campaign, attended__isnull=False).select_related("activity"):
        expected = event.registered if event.registered is not None else event.invited
        said = _("%(count)s registered") if event.registered is not None else _("%(count)s invited")
        promised = said % {"count": numbers.number(expected, language())} if expected is not None else "—"
        came = _("%(count)s came") % {"count": numbers.number(event.attended, language())}
        state = "none" if not expected else "good" if event.attended >= 0.7 * expected else "watch"
        found.append(Told(str(event.activity), promised, came, state, url=event.activity.get_absolute_url()))
    return found


def _money(money: Any) -> list[Told]:
    if money is None:
        return []
    currency = Organisation.here().currency
    over = money.actual - money.planned
    label = _("%(amount)s over") % {"amount": amount(over, currency, language())} if over > 0 else _("within its plan")
    return [
        Told(
            _("Money"), amount(money.planned, currency, language()), amount(money.actual, currency, language()),
            "breach" if over > 0 else "good", label,
        )
    ]  # fmt: skip


def _risks(campaign: Any) -> list[Told]:
    return [
        Told(
            each.text,
            each.answer or "—",
            _("It happened on %(day)s.") % {"day": _day(each.came_true_on)},
            "watch",
            _("came true"),
        )
        for each in campaign.risks.exclude(came_true_on=None)
    ]
