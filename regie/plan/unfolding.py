"""A campaign made of a playbook, or of another campaign: everything in it, dated anew."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.charter.models import Wording
from regie.charter.models.charter import Section
from regie.journal.models import record
from regie.lib.refused import Refused
from regie.people.models import Role
from regie.plan.models import Activity, After, Campaign, Channel, Event, Milestone, Piece
from regie.plan.models.scheduling import by_days
from regie.plan.playbooks import PLAYBOOKS, countdown
from regie.plan.playbooks.parts import ROLES, Action, Playbook, place_of
from regie.work import homes
from regie.work.models import Workflow


def from_playbook(key: str, name: str, starts_on: date | None, *, by: Any, language: str | None = None, **fields) -> Campaign:
    """The campaign with its activities, contents, team, risks; without a beginning nothing in it has a date."""
    playbook = PLAYBOOKS.get(key)
    if playbook is None:
        raise Refused(_("There is no such playbook."))
    place = place_of(language or get_language() or "en")
    week = homes.week()
    ends_on = countdown.working_day(week, starts_on, playbook.lasts) if starts_on else None
    with transaction.atomic():
        fields = {"message": playbook.message[place], "starts_on": starts_on, "ends_on": ends_on, "playbook": key, **fields}
        campaign = Campaign.prepare(name, by=by, **fields)
        workflows = {each.kind: each for each in Workflow.objects.in_use().exclude(kind="").order_by("-pk")}
        channels = {each.key: each for each in Channel.objects.in_use().exclude(key=None)}
        made: dict[str, Activity] = {}
        for action in playbook.actions:
            channel = channels.get(action.channel)
            if channel is None:  # put away here: what it would carry is left out
                continue
            made[action.id] = _activity(campaign, action, channel, workflows, starts_on, week, place, by)
        for action in playbook.actions:
            if action.after in made and action.id in made:
                made[action.id].follow(made[action.after], by=by, days=action.days)
        _team(campaign, playbook, place, by)
        _risks(campaign, playbook, place, by)
    return campaign


def _activity(campaign, action: Action, channel, workflows, starts_on, week, place: int, by) -> Activity:
    first = last = None
    if starts_on is not None:
        first = week.next_working(countdown.working_day(week, starts_on, action.on))
        last = countdown.working_day(week, first, action.lasts - 1) if action.lasts > 1 else first
    activity: Activity = Activity.plan(
        campaign, action.name[place], channel, by=by, starts_on=first, ends_on=last, workflow=workflows.get(action.workflow),
        content_type=action.content_type, estimate=action.hours, owner=campaign.owner,
        audience=campaign.audiences.first(), objective=campaign.objectives.first(),
    )  # fmt: skip
    for piece in action.pieces:
        day = week.next_working(countdown.working_day(week, first, piece.on)) if first else None
        Piece.add(activity, piece.title[place], by=by, goes_out_on=day, targets=piece.wanted)
    if action.event is not None and first is not None:
        begins = timezone.make_aware(datetime.combine(first, time(action.event.hour)))
        Event.hold(activity, begins, by=by, ends_at=begins + timedelta(hours=action.event.hours), place=action.event.place[place])
    return activity


def _team(campaign: Campaign, playbook: Playbook, place: int, by: Any) -> None:
    """Roles that the house has, by their names in either language."""
    roles: dict[str, Role] = {}
    for role in Role.objects.order_by("-domain__is_home"):
        roles.setdefault(role.name.casefold(), role)
    for letter, key in playbook.letters():
        role = next((roles[name.casefold()] for name in ROLES[key] if name.casefold() in roles), None)
        if role is not None:
            campaign.place(role, letter, by=by)


def _risks(campaign: Campaign, playbook: Playbook, place: int, by: Any) -> None:
    challenges = [(each.line, str(each)) for each in challenges_in_force()]
    for risk in playbook.risks:
        line = next(
            (line for line, words in challenges if risk.challenge and re.search(risk.challenge, words, re.IGNORECASE)), None
        )
        campaign.fear(
            risk.text[place], by=by, challenge=line, answer=risk.answer[place], likelihood=risk.likelihood, impact=risk.impact
        )


def challenges_in_force() -> Any:
    """The lines of the charter in force that say what is hard."""
    return (
        Wording.objects.filter(
            version__state="in_force", version__charter__domain__is_home=True, line__section=Section.CHALLENGES, is_note=False
        )
        .select_related("line")
        .order_by("order", "pk")
    )


def copy(campaign: Campaign, name: str, starts_on: date | None = None, *, by: Any) -> Campaign:
    """What was planned, from another day on: neither its runs, figures and money, nor what became of it."""
    gap = timedelta(0)
    if starts_on is not None:
        if campaign.starts_on is None:
            raise Refused(_("The campaign that you copy has no beginning: give it one, or copy without dates."))
        gap = starts_on - campaign.starts_on
    week = homes.week()

    def later(day: Any) -> Any:
        """So many days later; what stood on a working day does not land on a day of rest."""
        if not day or not gap:
            return day
        was = timezone.localtime(day).date() if isinstance(day, datetime) else day
        moved = week.next_working(was + gap) if week.is_working(was) else was + gap
        return by_days(day, (moved - was).days) if isinstance(day, datetime) else moved

    with transaction.atomic():
        kept = ("message", "owner", "countries", "uses_personal_data", "data_purpose", "legal_basis", "playbook")
        made: Campaign = Campaign.prepare(
            name, by=by, objectives=[each for each in campaign.objectives.all() if each.is_open],
            audiences=list(campaign.audiences.in_use()), starts_on=later(campaign.starts_on), ends_on=later(campaign.ends_on),
            copied_from=campaign, **{field: getattr(campaign, field) for field in kept},
        )  # fmt: skip
        for place in campaign.places.select_related("person", "role"):
            made.place(place.person or place.role, place.letter, by=by)
        for target in campaign.targets.select_related("metric"):
            made.aim(
                target.metric,
                target.target,
                by=by,
                baseline=target.baseline,
                for_campaign=target.for_campaign,
                is_total=target.is_total,
            )
        for risk in campaign.risks.filter(closed_at=None):
            made.fear(
                risk.text, by=by, challenge=risk.challenge, answer=risk.answer, likelihood=risk.likelihood, impact=risk.impact,
                owner=risk.owner,
            )  # fmt: skip
        twins = {each.pk: _twin(each, made, later, by) for each in campaign.activities.exclude(status="dropped")}
        for wait in After.objects.filter(earlier__in=twins, later__in=twins):
            After.objects.create(earlier=twins[wait.earlier_id], later=twins[wait.later_id], days=wait.days)
        for each in campaign.milestones.exclude(kind=Milestone.Kind.RELEASE):
            Milestone.objects.create(campaign=made, name=each.name, kind=each.kind, on=later(each.on), until=later(each.until))
        record("plan.campaign_copied", made, by=by, source=campaign.name)
    return made


def _twin(activity: Activity, campaign: Campaign, later: Any, by: Any) -> Activity:
    kept = ("audience", "owner", "content_type", "workflow", "estimate", "note")
    objective = activity.objective if activity.objective is not None and activity.objective.is_open else None
    made: Activity = Activity.plan(
        campaign, activity.name, activity.channel, by=by, starts_on=later(activity.starts_on), ends_on=later(activity.ends_on),
        objective=objective, **{field: getattr(activity, field) for field in kept},
    )  # fmt: skip
    for piece in activity.pieces.prefetch_related("targets"):
        Piece.add(
            made, piece.title, by=by, goes_out_on=later(piece.goes_out_on),
            targets={target.of: target.target for target in piece.targets.all()},
        )  # fmt: skip
    event = Event.objects.filter(activity=activity).first()
    if event is not None:
        Event.hold(made, later(event.begins_at), by=by, ends_at=later(event.ends_at), place=event.place, address=event.address)
    return made
