"""How an awaited delivery goes on: asked of a department, promised for a day, delivered, or no longer needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import File, record
from regie.lib.refused import Refused


class Promising(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def ask(cls, what: str, domain, *, by, **fields: Any) -> Any:
        """Ask another department; its people hear of it, or the one person whom it is asked of."""
        with transaction.atomic():
            delivery = cls(what=what.strip()[:300], domain=domain, asked_by=by, **fields)
            delivery.full_clean()
            delivery.save()
            record("work.delivery_asked", delivery, by=by, domain=domain.name, **_day(delivery.needed_on))
        return delivery

    def promise(self, day: date, *, by, words: str = "") -> None:
        """The other department says when it comes; may be said again."""
        if day < timezone.localdate():
            raise Refused(_("Promise a day to come."))
        with transaction.atomic():
            delivery = self._held()
            delivery._must_be_open()
            old, delivery.promised_on, delivery.promised_by = delivery.promised_on, day, by
            delivery.words = words.strip()[:2000] or delivery.words
            delivery._keep("promised_on", "promised_by", "words")
            record("work.delivery_promised", delivery, by=by, day=day, changes={"promised_on": [old, day]})
        self.refresh_from_db()

    def deliver(self, *, by, words: str = "", files: Iterable[Any] = ()) -> None:
        """It is here: what waited for it goes on."""
        from regie.work.models.enclosure import Enclosure

        with transaction.atomic():
            delivery = self._held()
            delivery._must_be_open()
            Enclosure.objects.bulk_create(Enclosure(delivery=delivery, file=File.keep(each, by=by)) for each in files)
            delivery.delivered_at, delivery.delivered_by = timezone.now(), by
            delivery.words = words.strip()[:2000] or delivery.words
            delivery._keep("delivered_at", "delivered_by", "words")
            until = delivery.promised_on or delivery.needed_on
            late = max(0, (timezone.localdate() - until).days) if until else 0
            record("work.delivery_delivered", delivery, by=by, days_late=late)
        self.refresh_from_db()

    def take_back(self, *, by) -> None:
        """It was not what was meant: the wait begins again."""
        with transaction.atomic():
            delivery = self._held()
            if delivery.delivered_at is None and delivery.dropped_at is None:
                return
            delivery.delivered_at = delivery.delivered_by = delivery.dropped_at = None
            delivery._keep("delivered_at", "delivered_by", "dropped_at")
            record("work.delivery_taken_back", delivery, by=by)
        self.refresh_from_db()

    def drop(self, *, by) -> None:
        """No longer needed."""
        with transaction.atomic():
            delivery = self._held()
            delivery._must_be_open()
            delivery.dropped_at = timezone.now()
            delivery._keep("dropped_at")
            record("work.delivery_dropped", delivery, by=by)
        self.refresh_from_db()

    def _held(self) -> Any:
        return type(self)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def _must_be_open(self) -> None:
        if not self.is_open:  # type: ignore[attr-defined]
            raise Refused(_("This is no longer awaited."))

    def _keep(self, *fields: str) -> None:
        self.revision += 1  # type: ignore[attr-defined]
        self.save(update_fields=[*fields, "revision"])


def _day(day: date | None) -> dict[str, Any]:
    return {"day": day} if day else {}
