"""A line of the media plan; and who may open what of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

# address -> as in test_rights.EXPECTED
ROWS = {
    "plan:media": ("200 200 200 403", "405 405 405 403"),
    "plan:media_weeks": ("POST", "302 302 403 403"),
    "plan:media_line_new": ("200 200 403 403", "="),
    "plan:media_line": ("200 200 200 404", "405 405 405 405"),
    "plan:media_line_edit": ("200 200 403 403", "="),
    "plan:media_line_erasure": ("POST", "302 302 404 404"),
    "connect:sheet": ("200 200 403 403", "405 405 405 405"),
}


def build(ines, secret: str) -> dict[str, dict[str, Any]]:
    from regie.plan.models import Campaign, Channel, MediaLine

    campaign = Campaign.prepare(f"{secret} radio", by=ines)
    channel = Channel.objects.create(name=f"{secret} air", push="push", place="offline", breadth="many", ownership="paid")
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 18)}
    price = {"quantity": Decimal(10), "unit_price": Decimal(180), "currency": "EUR"}
    line = MediaLine.buy(campaign, f"{secret} FM", by=ines, channel=channel, **days, **price)
    return {"plan:media_line": {"pk": line.pk}, "connect:sheet": {"key": "spend"}}
