"""What a report goes through: prepared, arranged, frozen, published, corrected by a new edition."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.periods import Period
from regie.lib.refused import Refused


class Publishing:
    @classmethod
    def prepare(cls, domain, quarter: Period, language: str, *, by):
        """The first edition, with every section in the usual order; where one is being written already, that one is refused."""
        from regie.reports.models.passage import Key, Passage

        if quarter.start > timezone.localdate():
            raise Refused(_("This quarter has not begun yet: there is nothing to report."))
        place = {"domain": domain, "quarter": quarter.start, "language": language}
        if (there := cls.objects.filter(**place).order_by("-edition").first()) is not None:
            raise Refused(_("There is a report of this quarter in this language: %(report)s.") % {"report": there})
        try:
            with transaction.atomic():
                report = cls.objects.create(**place, made_by=by)
                Passage.objects.bulk_create([Passage(report=report, key=key, place=at) for at, key in enumerate(Key.values)])
                record("reports.report_prepared", report, by=by)
        except IntegrityError as fault:  # two people began at once
            raise Refused(_("Somebody has just begun this report. Open it from the list.")) from fault
        return report

    def must_be_open(self) -> None:
        if self.frozen_at is not None:
            raise Refused(_("This report is frozen: what it says no longer changes. Correct it by a new edition."))

    def _held(self):
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def arrange(self, keys: list[str], *, by) -> None:
        """The order of its sections; those that are not named keep their order behind."""
        with transaction.atomic():
            current = self._held()
            current.must_be_open()
            rows = list(current.passages.movable())
            wished = {key: at for at, key in enumerate(keys)}
            ordered = sorted(rows, key=lambda row: (wished.get(row.key, len(rows)), row.place))
            if [row.pk for row in ordered] == [row.pk for row in rows]:
                return
            for at, row in enumerate(ordered, 1):
                row.place = at
            type(rows[0]).objects.bulk_update(ordered, ["place"])
            record("reports.report_arranged", current, by=by)

    def freeze(self, *, by) -> None:
        """Keep every word, number, chart and table with its way to the source: from now on nothing in it moves."""
        from regie.reports.making import document_of

        with transaction.atomic():
            current = self._held()
            current.must_be_open()
            if not current.passages.shown().exists():
                raise Refused(_("Every section is left out: keep at least one before you freeze the report."))
            current.frozen_at, current.frozen_by = timezone.now(), by
            current.kept = document_of(current, at=current.frozen_at)
            current.save(update_fields=["frozen_at", "frozen_by", "kept"])
            record("reports.report_frozen", current, by=by)
        self.refresh_from_db()

    def thaw(self, *, by) -> None:
        """Take the freezing back, as long as nobody was shown the report."""
        with transaction.atomic():
            current = self._held()
            if current.published_at is not None:
                raise Refused(_("This report is published. Correct it by a new edition: the one that people read is kept."))
            if current.frozen_at is None:
                raise Refused(_("This report is not frozen."))
            if current.later() is not None:
                raise Refused(_("A newer edition is being written. Go on with that one."))
            current.frozen_at, current.frozen_by, current.kept = None, None, {}
            current.save(update_fields=["frozen_at", "frozen_by", "kept"])
            record("reports.report_thawed", current, by=by)
        self.refresh_from_db()

    def publish(self, *, by) -> None:
        """Show it: the team and the delegator hear of it, and a link may be given."""
        with transaction.atomic():
            current = self._held()
            if current.frozen_at is None:
                raise Refused(_("Freeze the report first: what is published no longer changes."))
            if current.published_at is not None:
                raise Refused(_("This report is published already."))
            current.published_at, current.published_by = timezone.now(), by
            current.save(update_fields=["published_at", "published_by"])
            record("reports.report_published", current, by=by)
        self.refresh_from_db()

    def correct(self, because: str, *, by):
        """A new edition with the words of this one and live numbers. This one is kept as it was published."""
        from regie.reports.models.passage import Passage

        if not because.strip():
            raise Refused(_("Say in a sentence what the new edition corrects."))
        with transaction.atomic():
            current = self._held()
            if current.frozen_at is None:
                raise Refused(_("This report is not frozen: correct it as it stands."))
            if (there := current.later()) is not None:
                raise Refused(_("There is a newer edition: %(report)s. Go on with that one.") % {"report": there})
            made = type(self).objects.create(**current.copied(), edition=current.edition + 1, because=because.strip(), made_by=by)
            fields = ("key", "place", "is_left_out", "text", "worded_at", "worded_by_id")
            Passage.objects.bulk_create(
                [Passage(report=made, **{name: getattr(row, name) for name in fields}) for row in current.passages.all()]
            )
            record("reports.edition_begun", made, by=by, because=made.because)
        return made

    def copied(self) -> dict:
        return {"domain_id": self.domain_id, "quarter": self.quarter, "language": self.language}
