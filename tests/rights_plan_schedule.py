"""An activity, a content and a milestone of the plan; and who may see and move them."""

from __future__ import annotations

from datetime import date
from typing import Any

ROWS = {
    "plan:index": ("200 200 200 403", "405 405 405 403"),
    "plan:calendar": ("200 200 200 403", "405 405 405 403"),
    "plan:timeline": ("200 200 200 403", "405 405 405 403"),
    "plan:activities": ("200 200 200 403", "405 405 405 403"),
    "plan:activity_day": ("200 200 403 403", "="),
    "plan:move_undoing": ("POST", "409 409 403 403"),
    "plan:piece_day": ("POST", "409 409 403 403"),
    "plan:milestones": ("200 200 200 403", "405 405 405 403"),
    "plan:milestone_new": ("200 200 403 403", "="),
    "plan:milestone_edit": ("200 200 302 403", "200 200 404 403"),
    "plan:milestone_day": ("POST", "409 409 403 403"),
    "plan:milestone_erasure": ("POST", "302 302 403 403"),
}


def build(ines, secret: str) -> dict[str, dict[str, Any]]:
    from regie.plan.models import Activity, Campaign, Channel, Milestone, Piece

    campaign = Campaign.objects.create(name=f"{secret} schedule", owner=ines, made_by=ines)
    activity = Activity.objects.create(
        campaign=campaign, channel=Channel.objects.first(), name=f"{secret} film", starts_on=date(2027, 3, 3)
    )
    piece = Piece.objects.create(activity=activity, title=f"{secret} trailer")
    milestone = Milestone.note(by=ines, name=f"{secret} fair", on=date(2027, 3, 2))
    return {
        "plan:activity_day": {"pk": activity.pk},
        "plan:piece_day": {"pk": piece.pk},
        "plan:milestone": {"pk": milestone.pk},
    }
