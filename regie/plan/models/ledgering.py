"""What a ledger goes through: written as a whole in one transaction, and taken back as a whole but for what people changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any, NamedTuple, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models.replaced import Replaced
from regie.plan.models.tallying import lines_of, tally

AT_ONCE = 1_000  # rows of one statement


class Undone(NamedTuple):
    removed: int
    restored: int
    kept: int  # changed by somebody since: they stay as they are


class Change(NamedTuple):
    """A thing that was there, and what is to be written over it. `weeks` of a media line: {Monday: quantity}."""

    thing: models.Model
    fields: dict[str, Any]
    weeks: dict | None = None


class Ledgering:
    """Verbs of `Ledger`."""

    @classmethod
    def open(cls, kind: str, *, by, file=None, file_name: str = "", sheet: str = "") -> Self:
        """A ledger about to be written; it is no row yet."""
        return cls(kind=kind, by=by, file=file, file_name=file_name or getattr(file, "name", ""), sheet=sheet[:100])  # type: ignore[call-arg]

    def write(
        self: Any, parts: Iterable[Iterable[models.Model]], *, changes: Iterable[Change] = (), same: int = 0, refused: int = 0
    ) -> None:
        """New rows many at a time, each part after the one before it, and changes one by one; one event for all.

        Call it inside a transaction. The constraints of the tables are the guard: a row that somebody wrote in the meantime
        breaks the whole.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("a ledger is written together with what else ends with it")
        self.same, self.refused, self.written_at = same, refused, timezone.now()
        self.save()
        new = 0
        for part in parts:
            for rows in batched(part, AT_ONCE):
                for row in rows:
                    setattr(row, "ledger" if hasattr(row, "ledger_id") else "batch", self)
                    if hasattr(row, "by_id"):
                        row.by = self.by  # type: ignore[attr-defined]
                _lay_down(rows)
                new += len(rows)
        changed = 0
        for change in changes:
            _replace(self, change)
            changed += 1
        _weigh(self.expenses.exclude(commitment=None).values_list("commitment", flat=True).distinct(), by=self.by)
        tally(lines_of(self))
        self.new = new + changed
        self.save(update_fields=["new"])
        record("plan.ledger_written", self, by=self.by, rows=new, changed=changed, kind=self.kind)

    def undo(self: Any, *, by) -> Undone:
        """Take it all back. What somebody changed, linked or took back since stays, and is counted."""
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, undone_at=None).update(undone_at=timezone.now(), undone_by=by):
                raise Refused(_("This import was undone already."))
            touched = lines_of(self)
            removed, kept = _take_back(self, by=by)
            tally(touched)
            restored, changed_since = _restore(self)
            self.refresh_from_db(fields=["undone_at", "undone_by"])
            undone = Undone(removed, restored, kept + changed_since)
            record("plan.ledger_undone", self, by=by, **undone._asdict())
        return undone


def _lay_down(rows: Sequence[Any]) -> None:
    """One statement; the weeks of media lines come after them, since they need their numbers."""
    type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    weeks = [(row, week, quantity) for row in rows for week, quantity in getattr(row, "weeks", {}).items()]
    if weeks:
        from regie.plan.models.media import Flight

        Flight.objects.bulk_create(
            [Flight(line=line, week=week, quantity=quantity) for line, week, quantity in weeks], batch_size=AT_ONCE
        )


def _weigh(commitments: Iterable[int], *, by) -> None:
    """Orders whose invoices came or went: closed when all of one is invoiced, open again when that is no longer so."""
    from regie.plan.models.spending import Commitment

    for commitment in Commitment.objects.filter(pk__in=list(commitments)):
        commitment.weighed(by=by)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As the journal and a row of JSON keep them, so that before and after can be compared."""
    return json.loads(json.dumps({name: getattr(value, "pk", value) for name, value in values.items()}, cls=DjangoJSONEncoder))


def _standing(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(thing, thing._meta.get_field(name).attname) for name in names if name != "weeks"}
    if "weeks" in names:
        values["weeks"] = {flight.week.isoformat(): str(flight.quantity) for flight in thing.flights.order_by("week")}
    return _plain(values)


def _replace(ledger: Any, change: Change) -> None:
    from regie.plan.models.media import MediaLine

    thing: Any = change.thing
    names = [*change.fields, *(["weeks"] if change.weeks is not None else [])]
    before = _standing(thing, names)
    _put(thing, change.fields, change.weeks, by=ledger.by)
    thing.refresh_from_db()
    place = "media_line" if isinstance(thing, MediaLine) else "effort"
    Replaced.objects.create(ledger=ledger, before=before, after=_standing(thing, names), **{place: thing})


def _put(thing: Any, fields: dict[str, Any], weeks: dict | None, *, by) -> None:
    from regie.plan.models.media import MediaLine

    if isinstance(thing, MediaLine):
        if fields:
            thing.edit(by=by, **fields)
        if weeks is not None:
            thing.lay_weeks(weeks)
        return
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(fields))


def _take_back(ledger: Any, *, by) -> tuple[int, int]:
    """(rows removed, rows that stay) of those it brought: invoices first, so that their orders stand open again."""
    touched = list(ledger.expenses.exclude(commitment=None).values_list("commitment", flat=True).distinct())
    removed, kept = _remove(ledger.expenses, ledger.expenses.filter(revision=1, taken_back_at=None, files=None))
    _weigh(touched, by=by)
    for brought, untouched in (
        (ledger.commitments, _as_brought(ledger)),
        (ledger.media_lines, ledger.media_lines.filter(revision=1)),
        (ledger.efforts, ledger.efforts.all()),
    ):
        more = _remove(brought, untouched)
        removed, kept = removed + more[0], kept + more[1]
    return removed, kept


def _as_brought(ledger: Any) -> models.QuerySet:
    """Orders that nobody changed, closed or invoiced since: their revision also counts the invoices that came with them."""
    from django.contrib.contenttypes.models import ContentType

    from regie.journal.models import Event
    from regie.plan.models.spending import Commitment, Expense

    weighed = ["plan.commitment_closed", "plan.commitment_open_again"]
    orders = ContentType.objects.get_for_model(Commitment)
    changed = Event.objects.filter(subject_type=orders).exclude(verb__in=weighed).values_list("subject_id", flat=True)
    among = [str(pk) for pk in ledger.commitments.filter(revision__gt=1).values_list("pk", flat=True)]
    held = Expense.objects.filter(commitment__ledger=ledger)
    return (
        ledger.commitments.filter(status="made", files=None)
        .exclude(pk__in=held.values("commitment"))
        .exclude(pk__in=[int(pk) for pk in changed.filter(subject_id__in=among)])
    )


def _remove(brought: Any, untouched: models.QuerySet) -> tuple[int, int]:
    whole = brought.count()
    if not whole:
        return 0, 0
    if untouched.model._meta.model_name == "medialine":
        from regie.plan.models.media import Flight

        Flight.objects.filter(line__in=untouched.values("pk")).delete()
    gone = untouched.model._base_manager.filter(pk__in=untouched.values("pk"))
    removed = gone._raw_delete(gone.db)
    return removed, whole - removed


def _restore(ledger: Any) -> tuple[int, int]:
    restored = kept = 0
    for each in ledger.replaced.select_related("media_line", "effort"):
        thing: Any = each.media_line or each.effort
        if _standing(thing, list(each.before)) != each.after:
            kept += 1
            continue
        fields = {name: _meant(thing, name, value) for name, value in each.before.items() if name != "weeks"}
        weeks = each.before.get("weeks")
        _put(thing, fields, weeks, by=ledger.undone_by)
        restored += 1
    return restored, kept


def _meant(thing: Any, name: str, value: Any) -> Any:
    """A value of JSON as the field holds it."""
    field = thing._meta.get_field(name)
    if field.is_relation:
        return field.related_model._default_manager.filter(pk=value).first() if value else None
    return field.to_python(value) if value is not None else None
