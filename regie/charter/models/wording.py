"""A wording: what a line says in one version."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from regie.charter.models.charter import Line, Section
from regie.charter.models.worded import Worded
from regie.charter.understanding import clause
from regie.journal.models import record
from regie.lib.text import shorten


class WordingQuerySet(models.QuerySet):
    def visible_to(self, person) -> WordingQuerySet:
        from regie.charter.models.version import Version

        return self.filter(version__in=Version.objects.visible_to(person))

    def editable_by(self, person) -> WordingQuerySet:
        """Words change in a version that is proposed or in force; an edit of the latter goes to a proposal."""
        if not person.is_member:
            return self.none()
        return self.filter(version__state__in=["proposed", "in_force"])


class Wording(Worded):
    """What a line says in one version. `data` holds what was understood: the reader's item, keys as in `charter.reading`."""

    version = models.ForeignKey("charter.Version", models.CASCADE, related_name="wordings")
    line = models.ForeignKey(Line, models.CASCADE, related_name="wordings")
    section = models.CharField(max_length=32, choices=Section.choices)
    order = models.PositiveIntegerField()  # within its section
    text = models.TextField(_("text"))
    data = models.JSONField(default=dict)
    is_note = models.BooleanField(default=False)  # kept as it came: it fitted no field

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "line"], name="one_wording_a_line_and_version")]

    def __str__(self) -> str:
        return shorten(self.data.get("name") or self.text)

    def words(self) -> str:
        return clause.spoken(self.data | {"text": self.text}, self.section)

    def reword(self, *, by, revision: int | None = None, text: str, data: dict | None = None) -> Wording:
        """Say it otherwise, in the proposed version; returns the wording that now holds the words.

        On a version in force a proposal is opened first. Raises `Stale` when somebody was faster.
        """
        with transaction.atomic():
            here = self.in_proposal(by=by, revision=revision)
            fields = {"text": text, "data": {**here.data, **(data or {}), "text": text}}
            here.edit(by=by, revision=revision if here.pk == self.pk else None, page=here.version.charter, **fields)
            here.version.amended(by=by)
        return here

    def in_proposal(self, *, by, revision: int | None = None) -> Wording:
        """This line's wording in the proposed version, which is opened when there is none.

        Whoever opened the clause on the version in force while somebody reworded it in the proposal is told so.
        """
        from regie.journal.models import Stale

        if self.version.state == self.version.State.PROPOSED:
            return self
        proposal = self.version.charter.proposed()
        if proposal is None:
            return self.version.propose_copy(by=by).wordings.get(line=self.line)
        there = proposal.wordings.filter(line=self.line).first()
        if there is None or (revision is not None and there.text != self.text):
            raise Stale(there or self)
        return there

    def remove(self, *, by) -> None:
        """Take the line out of the proposed version; its past wordings stay."""
        with transaction.atomic():
            here = self.in_proposal(by=by)
            record(
                "charter.line_removed", here, by=by, page=here.version.charter, line=here.line_id, text=here.text,
                data=here.data, section=here.section, order=here.order, is_note=here.is_note,
            )  # fmt: skip
            version = here.version
            here.delete()
            version.amended(by=by)

    def move(self, *, by, to: int) -> Wording:
        """Give the line the place `to`, counted from 0, among those of its section."""
        with transaction.atomic():
            here = self.in_proposal(by=by)
            row = list(here.version.wordings.filter(section=here.section, is_note=here.is_note).select_for_update())
            before = [each.pk for each in row]
            moved = next(each for each in row if each.pk == here.pk)
            row.remove(moved)
            row.insert(max(0, min(to, len(row))), moved)
            if [each.pk for each in row] == before:
                return here
            for place, each in enumerate(row):
                each.order = place
            joined = _join_group(row, moved)
            Wording.objects.bulk_update(row, ["order", "data", "revision"])
            record("charter.line_moved", here, by=by, page=here.version.charter, to=row.index(moved) + 1)
            here.version.amended(by=by, words=joined)
        here.refresh_from_db()
        return here


def _join_group(row: list[Wording], moved: Wording) -> bool:
    """A line put among those of another group is one of them from now on; whether it was."""
    at = row.index(moved)
    near = [each.data.get("group") for each in row[max(at - 1, 0) : at + 2] if each is not moved]
    if not near or moved.data.get("group") in near:
        return False
    moved.data = {**moved.data, "group": near[0]}
    moved.revision += 1
    return True
