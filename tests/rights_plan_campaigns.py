"""A campaign with its team, a target, a risk, two activities, a content and an event; and who may open what of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

# address -> as in test_rights.EXPECTED
ROWS = {
    "plan:campaigns": ("200 200 200 403", "405 405 405 405"),
    "plan:campaign_named": ("302 302 302 302", "405 405 405 405"),
    "plan:campaign_new": ("200 200 403 403", "="),
    "plan:campaigns_many": ("302 302 403 403", "="),
    "plan:campaign": ("200 200 200 404", "405 405 405 405"),
    "plan:campaign_edit": ("200 200 404 404", "="),
    "plan:campaign_cell": ("200 200 404 404", "="),
    "plan:campaign_launch": ("POST", "302 302 404 404"),
    "plan:campaign_pause": ("POST", "409 409 404 404"),
    "plan:campaign_resumption": ("POST", "409 409 404 404"),
    "plan:campaign_end": ("POST", "409 409 404 404"),
    "plan:campaign_day": ("200 200 404 404", "="),
    "plan:campaign_places": ("POST", "409 409 404 404"),
    "plan:campaign_place_erasure": ("POST", "302 302 404 404"),
    "plan:campaign_targets": ("POST", "409 409 404 404"),
    "plan:campaign_target_erasure": ("POST", "302 302 404 404"),
    "plan:campaign_metrics": ("POST", "409 409 403 403"),
    "plan:campaign_files": ("POST", "409 409 404 404"),
    "plan:campaign_file_erasure": ("POST", "302 302 404 404"),
    "plan:campaign_lessons": ("POST", "409 409 404 404"),
    "plan:risk_new": ("200 200 404 404", "="),
    "plan:risk_edit": ("200 200 404 404", "="),
    "plan:risk_truth": ("POST", "302 302 404 404"),
    "plan:risk_end": ("POST", "302 302 404 404"),
    "plan:activities_many": ("302 302 403 403", "="),
    "plan:activity_new": ("200 200 403 403", "="),
    "plan:activity": ("200 200 200 404", "405 405 405 405"),
    "plan:activity_edit": ("200 200 403 403", "="),
    "plan:activity_cell": ("200 200 404 404", "="),
    "plan:activity_beginning": ("POST", "409 409 404 404"),
    "plan:activity_finish": ("POST", "302 302 404 404"),
    "plan:activity_drop": ("POST", "409 409 404 404"),
    "plan:activity_work": ("200 200 403 403", "="),
    "plan:activity_waits": ("POST", "409 409 404 404"),
    "plan:activity_wait_erasure": ("POST", "302 302 404 404"),
    "plan:piece_new": ("200 200 403 403", "="),
    "plan:piece_edit": ("200 200 403 403", "="),
    "plan:piece_counts": ("POST", "409 409 404 404"),
    "plan:piece_erasure": ("POST", "302 302 404 404"),
    "plan:event": ("200 200 403 403", "="),
    "plan:event_guests": ("POST", "302 302 404 404"),
    "plan:event_tasks": ("POST", "302 302 404 404"),
    "plan:event_new": ("200 200 403 403", "="),
    "plan:events": ("200 200 200 403", "405 405 405 403"),
}


def build(ines, jonas, metric, secret: str) -> dict[str, dict[str, Any]]:
    from regie.plan import known_channels
    from regie.plan.models import Activity, Campaign, Channel, Constraint, Event, Piece

    known_channels.make(Channel)
    email = Channel.objects.get(key="email")
    Constraint.objects.create(kind=Constraint.Kind.STRATEGY, name="An objective is compulsory")
    campaign = Campaign.prepare(f"{secret} trials", by=ines, message=f"{secret} for all", starts_on=date(2027, 3, 1))
    place = campaign.place(jonas, "R", by=ines)
    target = campaign.aim(metric, 5.0, by=ines)
    file = campaign.enclose(SimpleUploadedFile("brief.pdf", b"%PDF"), by=ines)
    risk = campaign.fear(f"{secret} rain", by=ines)
    first = Activity.plan(campaign, f"{secret} letter", email, by=ines, starts_on=date(2027, 3, 1))
    later = Activity.plan(campaign, f"{secret} day", email, by=ines, starts_on=date(2027, 3, 9), after=[first])
    Event.hold(later, timezone.make_aware(datetime(2027, 3, 9, 14)), by=ines, place=secret)
    piece = Piece.add(later, f"{secret} programme", by=ines, targets={"views": 10})
    of_campaign = {"pk": campaign.pk, "place": place.pk, "target": target.pk, "file": file.pk, "name": "owner"}
    of_activity = {"pk": later.pk, "earlier": first.pk, "name": "owner"}
    return {
        "plan:campaign": of_campaign,
        "plan:activity": of_activity,
        "plan:activity_new": of_campaign,
        "plan:risk": {"pk": risk.pk},
        "plan:risk_new": of_campaign,
        "plan:piece": {"pk": piece.pk},
        "plan:piece_new": of_activity,
        "plan:event": of_activity,
    }
