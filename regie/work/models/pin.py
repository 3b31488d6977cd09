"""A pin: a remark on a passage of a text, on a place of a picture, or on a page of a PDF."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import record
from regie.lib.refused import Refused


class PinQuerySet(models.QuerySet):
    def open(self) -> PinQuerySet:
        return self.filter(resolved_at=None)

    def for_outsiders(self) -> PinQuerySet:
        return self.filter(is_private=False)

    def visible_to(self, person) -> PinQuerySet:
        from regie.work.models import Approval

        return self.filter(approval__in=Approval.objects.visible_to(person))

    def editable_by(self, person) -> PinQuerySet:
        """Who may settle it: the team, who asked, and who wrote it."""
        mine = self.visible_to(person)
        return mine if person.is_member else mine.filter(Q(author=person) | Q(approval__asked_by=person))


class Pin(models.Model):
    approval = models.ForeignKey("work.Approval", models.CASCADE, related_name="pins")
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_to")
    file = models.ForeignKey("journal.File", models.CASCADE, null=True, blank=True, related_name="+")
    facet = models.CharField(max_length=40, blank=True)  # of a text: which facet the passage stands in
    # text: {"start", "end", "quote"}; picture or PDF: {"page", "x", "y"}, in hundredths of its width and height
    where = models.JSONField(default=dict)
    text = models.TextField(gettext_lazy("remark"))
    is_private = models.BooleanField(gettext_lazy("not for outsiders"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outsider = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PinQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(facet=""), name="pin_is_on_a_file_or_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def put(cls, approval, text: str, *, where: dict, by=None, outsider: str = "", facet: str = "", file=None, is_private=False):
        """Remark on a place of what is asked about. `where` is read by `work.pointing`."""
        if not text.strip():
            raise Refused(_("Write the remark first."))
        if approval.closed_at is not None:
            raise Refused(_("This round is closed: remark on the newest one."))
        with transaction.atomic():
            pin = cls.objects.create(
                approval=approval, text=text.strip(), where=where, author=by, outsider=outsider, facet=facet, file=file,
                is_private=is_private,
            )  # fmt: skip
            record("work.pin_put", pin, by=by, page=approval.subject or approval, who=str(by or outsider), round=approval.round)
        return pin

    def resolve(self, *, by) -> None:
        with transaction.atomic():
            now = timezone.now()
            if Pin.objects.filter(pk=self.pk, resolved_at=None).update(resolved_at=now, resolved_by=by):
                record("work.pin_resolved", self, by=by, page=self.approval.subject or self.approval)
        self.refresh_from_db()

    def reopen(self, *, by) -> None:
        with transaction.atomic():
            if Pin.objects.filter(pk=self.pk).exclude(resolved_at=None).update(resolved_at=None, resolved_by=None):
                record("work.pin_reopened", self, by=by, page=self.approval.subject or self.approval)
        self.refresh_from_db()
