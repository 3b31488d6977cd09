"""Which events a relay passes on, what is said of each, and the round that sends them.

A relay reads the one log. Each event that it passes on becomes a dispatch, a row of its own; the round takes a relay (a lease),
sends its dispatches in their order, and stops at the first that the other side does not take: it waits 1, 2, 4 … minutes, an hour
at most, and goes on where it stopped. Nothing is thrown away because the other side was down.
"""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Event
from regie.plan.models import Activity, Campaign

TURNS = ("plan.campaign_launched", "plan.campaign_paused", "plan.campaign_resumed", "plan.campaign_ended")
# What can be chosen: key -> words, beginnings of verbs
KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "comments": (_("Comments"), ("journal.commented",)),
    "tasks": (_("Tasks: opened, submitted, sent back, done, blocked"), ("work.task_",)),
    "approvals": (_("Approvals: asked, decided"), ("work.approval_", "work.verdict_", "work.stage_escalated")),
    "runs": (_("Runs: started, finished, stopped"), ("work.run_",)),
    "requests": (_("Requests from other departments"), ("work.request_",)),
    "deliveries": (_("What is awaited from others"), ("work.delivery_",)),
    "campaigns": (_("Campaigns: launched, paused, resumed, ended"), TURNS),
}
QUIET = (
    "work.task_edited",
    "work.task_informed",
    "work.run_edited",
    "work.request_edited",
    "work.delivery_edited",
    "work.request_reminded",
)
MOST = 2000
KEPT = timedelta(days=92)
BEHIND = timedelta(minutes=10)  # an event whose transaction took long is still found


def beginnings(kinds: list[str]) -> tuple[str, ...]:
    return tuple(start for kind in kinds if kind in KINDS for start in KINDS[kind][1])


def campaign_of(thing: Any) -> str:
    """The campaign that a thing belongs to, by itself or through what it hangs on."""
    for _step in range(4):
        if thing is None:
            return ""
        if isinstance(thing, Campaign):
            return str(thing.name)
        if getattr(thing, "campaign", ""):
            return str(thing.campaign)
        thing = getattr(thing, "run", None) or getattr(thing, "task", None) or getattr(thing, "subject", None)
    return ""


def is_for(relay: Any, event: Event) -> bool:
    """Chosen by its kind, of the relay's campaign, and not said in private."""
    if not event.verb.startswith(beginnings(relay.kinds)) or event.verb in QUIET:
        return False
    if getattr(event.subject, "is_private", False):
        return False
    page = event.page
    if page is None or not (page._meta.app_label == "work" or isinstance(page, Campaign | Activity)):
        return False
    return not relay.campaign or campaign_of(page).casefold() == relay.campaign.casefold()


def said_of(event: Event, language: str) -> dict[str, Any]:
    """The event in words, as they are sent. What a comment says goes with it: it is what a channel is for."""
    with translation.override(language):
        page = event.page
        path = page.get_absolute_url() if page is not None and hasattr(page, "get_absolute_url") else ""
        return {
            "verb": event.verb,
            "sentence": event.sentence,
            "thing": str(page)[:200] if page is not None else "",
            "who": event.actor_name,
            "at": event.at.isoformat(),
            "campaign": campaign_of(page),
            "text": str(event.subject.text)[:2500] if event.verb == "journal.commented" and event.subject else "",
            "address": f"{settings.SITE_ADDRESS}{path}" if path else "",
        }


def follow_names() -> None:
    """A campaign that was given another name keeps its relays. Three queries where relays are of campaigns."""
    from regie.connect.models import Relay

    relays = list(Relay.objects.open().exclude(campaign=""))
    if not relays:
        return
    names = {old.casefold(): name for name, called in Campaign.objects.values_list("name", "called") for old in called}
    names |= {name.casefold(): name for name in Campaign.objects.values_list("name", flat=True)}
    for relay in relays:
        name = names.get(relay.campaign.casefold(), relay.campaign)
        if name.casefold() != relay.campaign.casefold():
            relay.edit(by=None, campaign=name)


def collect() -> int:
    """New events become dispatches: once each, whoever looks."""
    from regie.connect.models import Dispatch, Relay

    made = 0
    follow_names()
    for relay in Relay.objects.open():
        now, starts = timezone.now(), beginnings(relay.kinds)
        rows = Event.objects.filter(at__gt=max(relay.made_at, relay.read_until - BEHIND), at__lte=now)
        rows = rows.filter(reduce(or_, (Q(verb__startswith=start) for start in starts), Q(pk=None)))
        rows = rows.exclude(pk__in=Dispatch.objects.filter(relay=relay, event__isnull=False).values("event"))
        batch = list(rows.order_by("at", "pk")[:MOST])
        for event in batch:
            if is_for(relay, event):
                said = said_of(event, relay.language)
                made += Dispatch.objects.get_or_create(relay=relay, event=event, defaults={"said": said})[1]
        # A full batch goes on from its last event; the look behind is taken from what follows, so that it cannot stand still.
        until = now if len(batch) < MOST else batch[-1].at + BEHIND
        Relay.objects.filter(pk=relay.pk).update(read_until=until)
    return made


def send() -> int:
    """Pass on what waits, relay by relay."""
    from regie.connect.models import Relay

    sent = 0
    while relay := Relay.objects.with_something_to_send().take(seconds=120):
        sent += relay.pass_on()
    return sent


def go_round() -> None:
    collect()
    send()


def tidy() -> int:
    """The log keeps a quarter of a year of what was passed on."""
    from regie.connect.models import Dispatch

    return Dispatch.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()[0]
