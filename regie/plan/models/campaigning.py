"""The verbs of a campaign: prepared, renamed with all that carries its name, launched, paused, ended with what was learnt."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused


def moment_of(day: date | None) -> datetime:
    """Now, or the morning of a day that history tells of."""
    return timezone.now() if day is None else timezone.make_aware(datetime.combine(day, time(9)))


class Campaigning:
    """What `Campaign` does; mixed into it. Whom and what it is made with is in `equipping`, its move in `shifting`."""

    @classmethod
    def prepare(cls: Any, name: str, *, by, objectives=(), audiences=(), on: date | None = None, **fields) -> Any:
        """A new campaign, in preparation and empty. Its name is the label that tasks, deliveries and figures carry."""
        name = " ".join(name.split())
        if not name:
            raise Refused(_("Give the campaign a name."))
        with transaction.atomic():
            must_be_free(name)
            made = cls(name=name, made_by=by, made_at=moment_of(on), **fields)
            made.full_clean()
            made.save()
            made.objectives.set(objectives)
            made.audiences.set(audiences)
            record("plan.campaign_prepared", made, by=by)
        return made

    @classmethod
    def from_playbook(cls: Any, key: str, name: str, starts_on: date | None, *, by, **fields) -> Any:
        """From one of our playbooks: its activities dated in working days around `starts_on`, its team by role, its risks."""
        from regie.plan import unfolding

        return unfolding.from_playbook(key, name, starts_on, by=by, **fields)

    def copy(self: Any, name: str, starts_on: date | None = None, *, by) -> Any:
        """The same again from `starts_on`: all its dates moved by as much, without what happened to it."""
        from regie.plan import unfolding

        return unfolding.copy(self, name, starts_on, by=by)

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def edit(self: Any, *, by, revision=None, page=None, objectives=None, audiences=None, **fields) -> dict[str, list]:
        """Change fields. A new name is carried by all that carries the old one; an ended campaign stays what it was."""
        with transaction.atomic():
            held = self._held()
            if held.status == held.Status.ENDED:
                raise Refused(_("The campaign has ended: what it was stays as it is."))
            if "name" in fields:
                fields["name"] = " ".join(fields["name"].split())
                must_be_free(fields["name"], but=held)
                if fields["name"] != held.name:
                    called = fields.get("called", held.called)
                    fields["called"] = [*dict.fromkeys([*called, held.name])]
            changes = super().edit(by=by, revision=revision, page=page, **fields)  # type: ignore[misc]
            if "name" in changes:
                relabel(held.name, self.name)
            for many, wanted in (("objectives", objectives), ("audiences", audiences)):
                if wanted is None:
                    continue
                rows = getattr(self, many)
                old, new = sorted(map(str, rows.all())), sorted(map(str, wanted))
                if old != new:
                    rows.set(wanted)
                    changes[many] = [", ".join(old), ", ".join(new)]
                    record("plan.campaign_edited", self, by=by, changes={many: changes[many]})
            if changes:
                ask_anew(self, by)
        return changes

    def rename(self, name: str, *, by) -> None:
        """Tasks, runs, deliveries, boards and objectives follow; figures of the old name are still found by it."""
        if not name.strip():
            raise Refused(_("Give the campaign a name."))
        self.edit(by=by, name=name)

    @property
    def known_as(self: Any) -> list[str]:
        """The values of the dimension “campaign” that mean this one."""
        return [*dict.fromkeys([self.name, *self.called])]

    def launch(self: Any, *, by, on: date | None = None) -> None:
        """It goes out. Every gate must be open; a refusal is kept and says which are not."""
        from regie.plan import gates

        if self.status != self.Status.DRAFT:
            raise Refused(_("Only a campaign in preparation is launched."))
        with gates.passing(self, by=by, day=on) as held:
            if held.status != held.Status.DRAFT:
                raise Refused(_("Only a campaign in preparation is launched."))
            held._turn(held.Status.RUNNING, "launched", by=by, on=on, launched_at=moment_of(on), launched_by=by)
        self.refresh_from_db()

    def pause(self: Any, because: str, *, by, on: date | None = None) -> None:
        if not because.strip():
            raise Refused(_("Say why it is paused: whoever takes it up again begins from that."))
        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.RUNNING:
                raise Refused(_("Only a running campaign is paused."))
            held._turn(held.Status.PAUSED, "paused", by=by, on=on, because=because.strip()[:500])
        self.refresh_from_db()

    def resume(self: Any, *, by, on: date | None = None) -> None:
        """It goes on. A gate that has closed in the meantime holds it as it would hold a launch."""
        from regie.plan import gates

        if self.status != self.Status.PAUSED:
            raise Refused(_("Only a paused campaign goes on."))
        with gates.passing(self, by=by, day=on) as held:
            if held.status != held.Status.PAUSED:
                raise Refused(_("Only a paused campaign goes on."))
            held._turn(held.Status.RUNNING, "resumed", by=by, on=on)
        self.refresh_from_db()

    def end(self: Any, learnt: str, *, by, on: date | None = None) -> None:
        """Over, with what was learnt; activities still open are closed: what ran is done, what never began is dropped."""
        if not learnt.strip():
            raise Refused(_("Say what was learnt: the next campaign begins from it."))
        with transaction.atomic():
            held = self._held()
            if held.status == held.Status.ENDED:
                raise Refused(_("The campaign has ended already."))
            held.learnt = learnt.strip()
            held._turn(held.Status.ENDED, "ended", by=by, on=on, ended_at=moment_of(on))
            for activity in held.activities.open():
                if activity.status == activity.Status.LIVE:
                    activity.finish(by=by, on=on)
                else:
                    activity.drop(_("The campaign ended before it began."), by=by, on=on)
        self.refresh_from_db()

    def learn(self: Any, learnt: str, *, by) -> None:
        """Say what was learnt so far, or say it better once all figures are in: also after the end, and only then nothing else."""
        if not learnt.strip():
            raise Refused(_("Say what was learnt: the next campaign begins from it."))
        with transaction.atomic():
            held = self._held()
            if held.launched_at is None and held.status != held.Status.ENDED:
                raise Refused(_("It has not been launched yet: there is nothing to look back on."))
            if held.learnt != learnt.strip():
                changes = {"learnt": [held.learnt, learnt.strip()]}
                held.learnt = learnt.strip()
                held.revision += 1
                held.save(update_fields=["learnt", "revision"])
                record("plan.campaign_learnt", held, by=by, changes=changes)
        self.refresh_from_db()

    def _turn(self: Any, status: str, verb: str, *, by, on: date | None, because: str = "", **fields) -> None:
        for name, value in {"status": status, **fields}.items():
            setattr(self, name, value)
        self.revision += 1
        self.save()
        data: dict[str, Any] = {"because": because} if because else {}
        tell(record(f"plan.campaign_{verb}", self, by=by, **data), on)


def tell(event: Any, on: date | None) -> None:
    """An event of a day that history tells of stands on that day."""
    if on is not None:
        type(event).objects.filter(pk=event.pk).update(at=moment_of(on))


def must_be_free(name: str, but: Any = None) -> None:
    """A name that another campaign has, or had: its figures carry it still."""
    from regie.plan.models import Campaign

    wanted = name.casefold()
    others = Campaign.objects.exclude(pk=but.pk) if but is not None else Campaign.objects.all()
    for other, had in others.values_list("name", "called"):
        if other.casefold() == wanted:
            raise Refused(_("A campaign is called “%(name)s” already: choose another name.") % {"name": other})
        if wanted in {each.casefold() for each in had}:
            raise Refused(
                _("“%(name)s” is a name of the campaign “%(other)s” in figures: choose another one.")
                % {"name": name, "other": other}
            )


def relabel(old: str, new: str) -> None:
    """Whatever carries the label of a campaign carries its new one; an older form of them open elsewhere meets a conflict."""
    from regie.objectives.models import Objective
    from regie.work.models import Board, Delivery, Run, Task

    for model in (Task, Run, Delivery, Objective, Board):
        fields: dict[str, Any] = {"campaign": new}
        if any(field.name == "revision" for field in model._meta.concrete_fields):
            fields["revision"] = F("revision") + 1
        model._default_manager.filter(campaign=old).update(**fields)


def ask_anew(campaign: Any, by: Any) -> None:
    """Those whose gate has seen another form of it, its activities or its files."""
    from regie.plan import gates

    gates.changed(campaign, by=by)
