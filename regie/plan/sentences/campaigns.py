"""Campaigns, activities, contents and events in the journal, and who hears of them by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from regie.journal import verbs as journal
from regie.people.models import Person


def team_of(campaign: Any) -> list[Any]:
    """Its owner, and whoever stands in its team by name."""
    placed = [place.person for place in campaign.places.exclude(person=None).select_related("person")]
    return [person for person in (campaign.owner, *placed) if person is not None]


def _team(event: Any) -> Iterable[Any]:
    return team_of(event.subject) if event.subject is not None else []


def _named(event: Any) -> Iterable[Any]:
    return Person.objects.active().filter(pk__in=event.data.get("people", []))


def _owners(event: Any) -> Iterable[Any]:
    """Who sees to the activity, and to its campaign."""
    activity = event.subject
    return [activity.owner, activity.campaign.owner] if activity is not None else []


_SENTENCES = {
    "campaign_prepared": (_("%(actor)s began to prepare the campaign %(subject)s"), "plus"),
    "campaign_copied": (_("%(actor)s copied %(subject)s from the campaign %(source)s"), "copy"),
    "campaign_edited": (_("%(actor)s changed the campaign %(subject)s"), "edit"),
    "campaign_unplaced": (_("%(actor)s took %(whom)s (%(letter)s) out of the team of %(subject)s"), "team"),
    "campaign_aimed": (_("%(actor)s has %(metric)s judge the campaign %(subject)s"), "target"),
    "campaign_unaimed": (_("%(actor)s no longer has %(metric)s judge the campaign %(subject)s"), "target"),
    "campaign_enclosed": (_("%(actor)s put %(file)s with the campaign %(subject)s"), "file"),
    "campaign_file_taken_out": (_("%(actor)s took %(file)s away from the campaign %(subject)s"), "file"),
    "campaign_learnt": (_("%(actor)s said what was learnt from the campaign %(subject)s"), "edit"),
    "risk_seen": (_("%(actor)s saw a risk for %(subject)s: %(risk)s"), "watch"),
    "risk_edited": (_("%(actor)s reworded a risk of %(subject)s: %(risk)s"), "edit"),
    "risk_closed": (_("%(actor)s closed a risk of %(subject)s: %(risk)s"), "check"),
    "activity_planned": (_("%(actor)s planned %(subject)s for the campaign %(campaign)s"), "plus"),
    "activity_edited": (_("%(actor)s changed the activity %(subject)s"), "edit"),
    "activity_follows": (_("%(actor)s has %(subject)s wait for %(earlier)s"), "link"),
    "activity_unfollows": (_("%(actor)s no longer has %(subject)s wait for %(earlier)s"), "link"),
    "piece_added": (_("%(actor)s added the content %(piece)s to %(subject)s"), "plus"),
    "piece_edited": (_("%(actor)s changed the content %(piece)s of %(subject)s"), "edit"),
    "piece_counted": (_("%(actor)s noted what %(piece)s brought"), "metrics"),
    "piece_erased": (_("%(actor)s erased the content %(piece)s of %(subject)s"), "erase"),
    "event_held": (_("%(actor)s set the event %(subject)s for %(day)s"), "calendar"),
    "event_edited": (_("%(actor)s changed the event %(subject)s"), "edit"),
    "event_counted": (_("%(actor)s counted the guests of %(subject)s"), "team"),
    "event_prepared": (_("%(actor)s laid out the tasks of the event %(subject)s"), "check"),
}

_TOLD = {
    "campaign_launched": (_("%(actor)s launched the campaign %(subject)s"), "run", _team),
    "campaign_paused": (_("%(actor)s paused the campaign %(subject)s: %(because)s"), "pause", _team),
    "campaign_resumed": (_("%(actor)s let the campaign %(subject)s go on"), "run", _team),
    "campaign_ended": (_("%(actor)s ended the campaign %(subject)s"), "check", _team),
    "campaign_placed": (_("%(actor)s put %(whom)s (%(letter)s) into the team of %(subject)s"), "team", _named),
    "risk_came_true": (_("A risk of %(subject)s came true: %(risk)s"), "breach", _team),
    "activity_moved": (_("%(actor)s moved %(subject)s to %(day)s"), "calendar", _owners),
    "activity_work_started": (_("%(actor)s started the work for %(subject)s: %(workflow)s"), "work", _owners),
    "activity_begun": (_("%(actor)s began %(subject)s"), "run", _owners),
    "activity_finished": (_("%(actor)s finished %(subject)s"), "check", _owners),
    "activity_dropped": (_("%(actor)s dropped %(subject)s: %(because)s"), "close", _owners),
}


def register() -> None:
    for key, (sentence, icon) in _SENTENCES.items():
        journal.register(f"plan.{key}", sentence, icon=icon)
    for key, (sentence, icon, notify) in _TOLD.items():
        journal.register(f"plan.{key}", sentence, icon=icon, notify=notify)
