"""How a request goes on: asked, answered by the team, delivered, received, and what it was worth."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import File, record
from regie.lib.refused import Refused


class Answering(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def ask(
        cls,
        offer,
        title: str,
        *,
        by,
        answers: list | None = None,
        files: dict[str, list] | None = None,
        wanted_on: date | None = None,
    ) -> Any:
        """Somebody asks for what is offered. `files`: uploads by the key of their question."""
        from regie.work.models.enclosure import Enclosure

        if not offer.is_open:
            raise Refused(_("“%(offer)s” cannot be asked for at the moment.") % {"offer": offer})
        if not title.strip():
            raise Refused(_("Say in a few words what it is about."))
        with transaction.atomic():
            request = cls(
                offer=offer, title=title.strip()[:200], answers=answers or [], domain=by.domain, asked_by=by, wanted_on=wanted_on
            )
            request.full_clean(exclude=["answers"])
            request.save()
            Enclosure.objects.bulk_create(
                Enclosure(request=request, file=File.keep(upload, by=by), question=key)
                for key, uploads in (files or {}).items()
                for upload in uploads
            )
            record("work.request_asked", request, by=by, offer=offer.name)
        if offer.starts_by_itself and offer.workflow_id:
            with suppress(Refused):  # nobody holds a role of the workflow today: those who receive it decide
                request.accept(by=None, how="run")
        return request

    def accept(self, *, by, how: str = "", who=None, promised_on: date | None = None, planned: list | None = None) -> None:
        """The team takes it on: `how` is "run" (the offer's workflow, on its planned people), "task" (one task of `who`), or nothing."""
        from regie.work import planning
        from regie.work.models import Run, Task

        with transaction.atomic():
            request = self._held()
            request._must_be("asked")
            if promised_on is not None and promised_on < timezone.localdate():
                raise Refused(_("Promise a day to come."))
            if how == "run":
                version = request.offer.workflow.published if request.offer.workflow else None
                if version is None:
                    raise Refused(_("This form starts no workflow: choose a task, or accept it alone."))
                planned = planned if planned is not None else planning.plan(version)
                ends = max((step.due_at for step in planned if step.due_at), default=None)
                promised_on = promised_on or (timezone.localtime(ends).date() if ends else None)
                Run.start(
                    version, request.title, planned, by=by, note=request.words(), due_on=promised_on, request=request
                )  # fmt: skip
            elif how == "task":
                if who is None or not who.is_active:
                    raise Refused(_("Choose who does it."))
                request.task = Task.make(
                    request.title, by=by, who=[("R", who), ("A", who)], text=request.words(), due_at=_end_of(promised_on)
                )
            request.status = "under_way" if how else "accepted"
            request.promised_on, request.answered_by, request.answered_at = promised_on, by, timezone.now()
            request._keep("status", "promised_on", "answered_by", "answered_at", "task")
            told: dict[str, Any] = {"day": promised_on} if promised_on else {}
            record("work.request_accepted", request, by=by, **told)
        self.refresh_from_db()

    def promise(self, day: date, *, by) -> None:
        """Another day than was promised, or the first one."""
        if day < timezone.localdate():
            raise Refused(_("Promise a day to come."))
        with transaction.atomic():
            request = self._held()
            request._must_be("asked", "accepted", "under_way")
            old, request.promised_on = request.promised_on, day
            if old == day:
                return
            request._keep("promised_on")
            record("work.request_promised", request, by=by, day=day, changes={"promised_on": [old, day]})
        self.refresh_from_db()

    def refuse(self, because: str, *, by) -> None:
        if not because.strip():
            raise Refused(_("Say why: whoever asked reads it."))
        with transaction.atomic():
            request = self._held()
            request._must_be("asked", "accepted", "under_way")
            request._stop_work(because, by=by)
            request.status, request.refused_because, request.ended_at = "refused", because.strip()[:300], timezone.now()
            request.answered_by, request.answered_at = by, request.answered_at or timezone.now()
            request._keep("status", "refused_because", "ended_at", "answered_by", "answered_at")
            record("work.request_refused", request, by=by, reason=request.refused_because)
        self.refresh_from_db()

    def withdraw(self, *, by) -> None:
        """It is no longer wanted; what was begun for it stops."""
        with transaction.atomic():
            request = self._held()
            request._must_be("asked", "accepted", "under_way", "delivered")
            request._stop_work(_("Withdrawn by %(name)s.") % {"name": by}, by=by)
            request.status, request.ended_at = "withdrawn", timezone.now()
            request._keep("status", "ended_at")
            record("work.request_withdrawn", request, by=by)
        self.refresh_from_db()

    def deliver(self, words: str, *, by, files: Iterable[Any] = ()) -> None:
        """Hand over what was asked: files, links, words."""
        from regie.work.models.enclosure import Enclosure

        uploads = list(files)
        if not words.strip() and not uploads:
            raise Refused(_("Hand something over: a file, a link, or words that say where it is."))
        with transaction.atomic():
            request = self._held()
            request._must_be("accepted", "under_way")
            Enclosure.objects.bulk_create(Enclosure(request=request, file=File.keep(each, by=by)) for each in uploads)
            request.status, request.delivered_at, request.reminded_at = "delivered", timezone.now(), None
            before = [request.delivered_words] if request.delivered_words else []  # it came back: what was said then still stands
            request.delivered_words = "\n\n".join([*before, *filter(None, [words.strip()[:5000]])])
            request._keep("status", "delivered_at", "delivered_words", "reminded_at")
            late = max(0, (timezone.localdate() - request.promised_on).days) if request.promised_on else 0
            record("work.request_delivered", request, by=by, days_late=late)
        self.refresh_from_db()

    def receive(self, *, by) -> None:
        """It is what was asked for."""
        with transaction.atomic():
            request = self._held()
            request._must_be("delivered")
            request.status, request.ended_at, request.reminded_at = "received", timezone.now(), None
            request._keep("status", "ended_at", "reminded_at")
            record("work.request_received", request, by=by)
        self.refresh_from_db()

    def send_back(self, because: str, *, by) -> None:
        """It is not: once, with what is missing. A second time is a new request, so that nobody goes round for ever."""
        if not because.strip():
            raise Refused(_("Say what is missing."))
        with transaction.atomic():
            request = self._held()
            request._must_be("delivered")
            if request.sent_back_at is not None:
                raise Refused(_("It was sent back once already: accept it, and ask anew for what is still missing."))
            request.status, request.sent_back_at, request.sent_back_because = "under_way", timezone.now(), because.strip()[:1000]
            request.delivered_at = None
            request._keep("status", "sent_back_at", "sent_back_because", "delivered_at")
            record("work.request_sent_back", request, by=by, reason=request.sent_back_because)
        self.refresh_from_db()

    def rate(self, stars: int, words: str = "", *, by) -> None:
        """How it was, in one to five stars and words; may be said again."""
        if stars not in range(1, 6):
            raise Refused(_("Give one to five stars."))
        with transaction.atomic():
            request = self._held()
            request._must_be("received")
            request.stars, request.said = stars, words.strip()[:5000]
            request._keep("stars", "said")
            record("work.request_rated", request, by=by, stars=stars)
        self.refresh_from_db()

    def remind(self) -> bool:
        """Ask whoever asked, once, for their word."""
        with transaction.atomic():
            if not type(self)._default_manager.filter(pk=self.pk, reminded_at=None).update(reminded_at=timezone.now()):
                return False
            record("work.request_reminded", self, by=None)
        return True

    def words(self) -> str:
        """What was answered, as the text of a task or the note of a run."""
        return "\n".join(f"{each['label']}\n{each['said']}\n" for each in self.answers if each.get("said"))  # type: ignore[attr-defined]

    def _held(self) -> Any:
        rows = type(self)._default_manager.select_for_update(of=("self",), no_key=True)
        return rows.select_related("offer").get(pk=self.pk)

    def _must_be(self, *statuses: str) -> None:
        if self.status not in statuses:  # type: ignore[attr-defined]
            raise Refused(_("This request is %(status)s: it is too late for that.") % {"status": self.get_status_display()})  # type: ignore[attr-defined]

    def _keep(self, *fields: str) -> None:
        self.revision += 1  # type: ignore[attr-defined]
        self.save(update_fields=[*fields, "revision"])

    def _stop_work(self, because: str, *, by) -> None:
        run = getattr(self, "run", None)
        if run is not None and run.ended_at is None:
            run.stop(because, by=by)
        if self.task is not None and self.task.is_open:  # type: ignore[attr-defined]
            self.task.drop(because[:300], by=by)  # type: ignore[attr-defined]


def _end_of(day: date | None) -> Any:
    return timezone.make_aware(datetime.combine(day, time(17, 30))) if day else None
