"""A channel, an affinity, an earlier campaign, a way to purchase and voices compared; and who may open what of them."""

from __future__ import annotations

from datetime import date
from typing import Any

# address -> as in test_rights.EXPECTED
ROWS = {
    "plan:channels": ("200 200 200 403", "405 405 405 403"),
    "plan:channel_new": ("200 200 403 403", "="),
    "plan:channel": ("200 200 200 404", "405 405 405 405"),
    "plan:channel_edit": ("200 200 403 403", "="),
    "plan:channel_retirement": ("POST", "302 302 404 404"),
    "plan:affinities": ("200 200 200 403", "302 302 404 403"),
    "plan:efforts": ("200 200 200 403", "405 405 405 403"),
    "plan:efforts_chart": ("200 200 200 403", "405 405 405 403"),
    "plan:effort_new": ("200 200 403 403", "="),
    "plan:effort_edit": ("200 200 403 403", "="),
    "plan:effort_erasure": ("POST", "302 302 404 404"),
    "plan:ways": ("200 200 200 403", "405 405 405 403"),
    "plan:way": ("200 200 200 404", "405 405 405 405"),
    "plan:way_chart": ("200 200 200 404", "405 405 405 405"),
    "plan:way_edit": ("200 200 403 403", "="),
    "plan:way_erasure": ("POST", "302 302 404 404"),
    "plan:arenas": ("200 200 200 403", "405 405 405 403"),
    "plan:arena_new": ("200 200 403 403", "="),
    "plan:arena": ("200 200 200 404", "405 405 405 405"),
    "plan:arena_chart": ("200 200 200 404", "405 405 405 405"),
    "plan:arena_edit": ("200 200 403 403", "="),
    "plan:arena_erasure": ("POST", "302 302 404 404"),
}


def build(ines, measure, secret: str) -> dict[str, dict[str, Any]]:
    from regie.objectives.models import Audience
    from regie.plan.models import Affinity, Arena, Channel, EarlierEffort, WayStep

    nature = {"ownership": "paid", "push": "push", "place": "offline", "breadth": "many"}
    channel = Channel.describe(by=ines, name=f"{secret} posters", **nature)
    audience = Audience.describe(by=ines, name=f"{secret} craftsmen")
    Affinity.judge(channel, audience, 3, by=ines, because=f"{secret} because")
    days = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 4, 1), "days": 4}
    effort = EarlierEffort.note(audience, by=ines, name=f"{secret} spring", **days)
    WayStep.describe(audience, "buys", by=ines, channels=[channel])
    arena = Arena.open(by=ines, name=f"{secret} market", voices=measure, ours=secret)
    return {
        "plan:channel": {"pk": channel.pk},
        "plan:effort": {"pk": effort.pk},
        "plan:efforts_chart": {"kind": "csv"},
        "plan:way": {"pk": audience.pk, "step": "buys", "kind": "csv"},
        "plan:arena": {"pk": arena.pk, "kind": "csv"},
    }
