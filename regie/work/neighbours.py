"""What the work room tells the house about requests and awaited deliveries."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.charter import growth, hooks
from regie.journal.models import file
from regie.lib import sweep
from regie.ui import verbs
from regie.work import growing, hanging

AFTER = timedelta(days=5)  # somebody who was delivered to hears once more


def remind() -> int:
    """Those who were delivered to and said nothing, and those who accepted and gave no stars: once each."""
    from regie.work.models import Request

    before = timezone.now() - AFTER
    silent = Q(status="delivered", delivered_at__lt=before) | Q(status="received", stars=None, ended_at__lt=before)
    silent &= Q(asked_by__left_at=None, reminded_at=None)
    # One who accepted long ago is left in peace: the question was asked, and a month is an answer too.
    rows = Request.objects.filter(silent).exclude(ended_at__lt=before - timedelta(days=30))
    return sum(request.remind() for request in rows[:200])


def register() -> None:
    from regie.work.models.enclosure import readable

    growth.GROWERS["work"] = growing.grow
    hooks.HOOKS["work"] = hanging.hooks
    file.READERS["work.enclosures"] = readable
    sweep.register("work.requests", remind, every=3600)
    verbs.register(
        verbs.Verb(
            "work.request", _("Ask marketing for something"), "work:offers", icon="speech", place=_("Work"), keys="C Q", order=26
        )
    )
    verbs.register(
        verbs.Verb(
            "work.delivery", _("Wait for another department"), "work:delivery_new", icon="wait", place=_("Work"), keys="C E", order=28,
            visible=lambda person: person.is_member,
        )
    )  # fmt: skip
