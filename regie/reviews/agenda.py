"""The agenda writes itself: points come from the sources, and what people did to them stays."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from regie.journal.models import record
from regie.reviews import sources
from regie.reviews.models import Decision, Item, Minute
from regie.reviews.sources import Proposed

RANK = {kind: place for place, kind in enumerate(Item.Kind.values)}


def gather(review) -> list[Item]:
    """Bring the agenda of a review that has not begun up to what the sources say now; returns the new points.

    Doing it twice changes nothing. A point that somebody removed stays removed, one that somebody ordered, timed or
    renamed stays as they left it, one added by hand is never touched. What is over by itself leaves the agenda.
    """
    if review.started_at or review.cancelled_at:
        return []
    proposed: dict[str, Proposed] = {}
    for source in list(sources.SOURCES.values()):
        for each in source(review):
            proposed.setdefault(each.key, each)
    with transaction.atomic():
        type(review).objects.select_for_update(of=("self",)).get(pk=review.pk)
        written = Exists(Minute.objects.filter(item=OuterRef("pk"))) | Exists(Decision.objects.filter(item=OuterRef("pk")))
        items = {item.key: item for item in review.items.annotate(written=written)}
        new = [_new(review, each) for key, each in proposed.items() if key not in items]
        changed = []
        for key, item in items.items():
            if item.kind == Item.Kind.HAND or item.touched or item.removed_at:
                continue
            if key in proposed:
                if _renew(item, proposed[key]):
                    changed.append(item)
            elif not item.written:
                item.delete()
                changed.append(item)
        if new:
            Item.objects.bulk_create(new)
        if new or changed:
            live = [item for item in changed if item.pk]
            Item.objects.bulk_update(live, ["kind", "title", "why", "facts", "minutes", "subject_type", "subject_id"])
            _order(review)
            review.touch()
        type(review).objects.filter(pk=review.pk).update(collected_at=timezone.now())
        if new:
            record("reviews.agenda_gathered", review, by=None, points=len(new))
    return new


def place(review, driver, *, by) -> Item:
    """Put a driver on an agenda by hand; it was removed before, it comes back."""
    from regie.reviews.own_sources import about_driver

    each = about_driver(driver)
    with transaction.atomic():
        item = review.items.filter(key=each.key).first()
        if item is None:
            item = _new(review, each)
            item.order, item.added_by = review.items.count() + 1, by
            item.save()
            if review.items.filter(touched=True).count() == 0:
                _order(review)
        elif item.removed_at:
            item.bring_back(by=by)
        review.touch()
    return item


def _new(review, each: Proposed) -> Item:
    return Item(review=review, key=each.key, order=1_000_000 + RANK.get(each.kind, 5), **_said(each))


def _said(each: Proposed) -> dict[str, Any]:
    subject = each.subject
    return {
        "kind": each.kind,
        "title": each.title[:200],
        "why": each.why[:300],
        "facts": each.facts,
        "minutes": each.minutes,
        "subject_type": ContentType.objects.get_for_model(subject) if subject is not None else None,
        "subject_id": str(subject.pk) if subject is not None else "",
    }


def _renew(item: Item, each: Proposed) -> bool:
    fresh = _said(each)
    differs = any(getattr(item, name) != value for name, value in fresh.items())
    for name, value in fresh.items():
        setattr(item, name, value)
    return differs


def _order(review) -> None:
    """Number the points. An agenda that nobody ordered stands by kind; else new points come last."""
    items = list(review.items.on_agenda().order_by("order", "pk"))
    if not any(item.touched for item in items):
        items.sort(key=lambda item: (RANK.get(item.kind, 5), item.order, item.pk))
    for number, item in enumerate(items, start=1):
        item.order = number
    Item.objects.bulk_update(items, ["order"])
