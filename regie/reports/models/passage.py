"""A passage: the text of one section. Until a person words it, it is drafted from the figures; never the other way round."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised, Stale, record
from regie.lib.refused import Refused
from regie.reports.models.seeing import ReportsQuerySet

LONGEST = 8000


class Key(models.TextChoices):
    """The sections, in the usual order; the opening always comes first."""

    OPENING = "opening", pgettext_lazy("section of a report", "Opening")
    PROMISED = "promised", pgettext_lazy("section of a report", "What we had promised")
    MEASURED = "measured", pgettext_lazy("section of a report", "What the metrics say")
    CAMPAIGNS = "campaigns", pgettext_lazy("section of a report", "Campaigns and their results")
    BUDGET = "budget", pgettext_lazy("section of a report", "Budget of the quarter")
    DECIDED = "decided", pgettext_lazy("section of a report", "What we have decided")
    COMING = "coming", pgettext_lazy("section of a report", "What comes next")
    ASKED = "asked", pgettext_lazy("section of a report", "What we ask of you")


class PassageQuerySet(ReportsQuerySet):
    def movable(self) -> PassageQuerySet:
        return self.exclude(key=Key.OPENING)

    def shown(self) -> PassageQuerySet:
        return self.movable().filter(is_left_out=False)


class Passage(Revised):
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="passages")
    key = models.CharField(max_length=9, choices=Key.choices)
    place = models.PositiveSmallIntegerField()
    is_left_out = models.BooleanField(default=False)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST)  # a person's words; the draft is never kept here
    worded_at = models.DateTimeField(null=True, blank=True, editable=False)  # None: the draft stands
    worded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_passage_a_section")]

    def __str__(self) -> str:
        return str(self.get_key_display())

    def get_absolute_url(self) -> str:
        return f"{reverse('reports:report_edit', args=[self.report_id])}#passage-{self.key}"

    @property
    def is_worded(self) -> bool:
        return self.worded_at is not None

    def _change(self, verb: str, *, by, revision: int | None, **fields) -> bool:
        """Write the fields and one event; False where nothing differs. Raises `Stale` when somebody was faster."""
        with transaction.atomic():
            current = type(self).objects.select_for_update(of=("self",), no_key=True).select_related("report").get(pk=self.pk)
            current.report.must_be_open()
            if revision is not None and revision != current.revision:
                raise Stale(current)
            before = {name: getattr(current, name) for name in fields}
            if before != fields:
                for name, value in fields.items():
                    setattr(current, name, value)
                current.revision += 1
                current.save()
                changes = {"text": [before["text"], fields["text"]]} if "text" in fields else {}
                record(f"reports.{verb}", current, by=by, page=current.report, **({"changes": changes} if changes else {}))
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(current, field.attname))
        return before != fields

    def word(self, text: str, *, by, revision: int | None = None) -> None:
        """Write it in one's own words, an empty text too: the draft no longer stands there."""
        text = text.replace("\r\n", "\n").strip()
        if len(text) > LONGEST:
            raise Refused(_("This text is too long for a report: keep it under 8,000 signs."))
        if self.is_worded and text == self.text and revision in (None, self.revision):
            return
        self._change("passage_worded", by=by, revision=revision, text=text, worded_at=timezone.now(), worded_by_id=by.pk)

    def take_draft(self, *, by, revision: int | None = None) -> None:
        """Give up the words and have the draft from the figures again."""
        self._change("passage_drafted", by=by, revision=revision, text="", worded_at=None, worded_by_id=None)

    def leave_out(self, *, by) -> None:
        if self.key == Key.OPENING:
            raise Refused(_("A report opens with its sentence: change it, but keep it."))
        self._change("passage_left_out", by=by, revision=None, is_left_out=True)

    def bring_back(self, *, by) -> None:
        self._change("passage_brought_back", by=by, revision=None, is_left_out=False)
