"""A bottleneck of the work becomes a driver, so that the next review decides about it."""

from __future__ import annotations

from typing import Any

from regie.people.models import Domain
from regie.reviews.models import Driver


def take(title: str, situation: str, effect: str, *, by: Any) -> Driver:
    """The taker of `work.taking`: one open driver a title, whoever asks twice is led to the first."""
    standing = Driver.objects.open().filter(title=title[:200]).first()
    return standing or Driver.open_one(by=by, title=title[:200], situation=situation, effect=effect, domain=Domain.objects.home())
