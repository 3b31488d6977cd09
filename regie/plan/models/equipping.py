"""What a campaign is given: its team by letters of RACI, the metrics that judge it, its risks, its files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import File, record
from regie.lib.refused import Refused
from regie.plan.models.campaigning import ask_anew


class Equipping:
    """Of `Campaign`; mixed into it."""

    def _must_go_on(self: Any) -> Any:
        held = type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
        if held.status == held.Status.ENDED:
            raise Refused(_("The campaign has ended: what it was stays as it is."))
        return held

    def place(self: Any, whom: Any, letter: str, *, by) -> Any:
        """Somebody, or a role, has a letter in the team. A new accountable takes the place of the one before."""
        from regie.people.models import Person
        from regie.plan.models import Place

        if letter not in Place.Letter.values:
            raise Refused(_("Choose a letter: R, A, C or I."))
        with transaction.atomic():
            held = self._must_go_on()
            who = {"person": whom} if isinstance(whom, Person) else {"role": whom}
            if (there := held.places.filter(letter=letter, **who).first()) is not None:
                return there
            if letter == "A":
                held.places.filter(letter="A").delete()
            made = Place.objects.create(campaign=held, letter=letter, **who)
            people = [whom.pk] if isinstance(whom, Person) else []
            record("plan.campaign_placed", held, by=by, whom=str(whom), letter=letter, people=people)
        return made

    def unplace(self: Any, place: Any, *, by) -> None:
        with transaction.atomic():
            held = self._must_go_on()
            record("plan.campaign_unplaced", held, by=by, whom=str(place.person or place.role), letter=place.letter)
            place.delete()

    def aim(
        self: Any,
        metric: Any,
        target: float,
        *,
        by,
        baseline: float | None = None,
        for_campaign: bool = True,
        is_total: bool = False,
    ) -> Any:
        """Judged by this metric, up to `target`, in the metric's unit; said again, it is the newer one."""
        from regie.plan.models import CampaignTarget

        with transaction.atomic():
            held = self._must_go_on()
            if baseline is not None and baseline == target:
                raise Refused(_("From and to are the same number: nothing would change."))
            made, is_new = CampaignTarget.objects.update_or_create(
                campaign=held,
                metric=metric,
                defaults={"target": target, "baseline": baseline, "for_campaign": for_campaign, "is_total": is_total},
            )
            record("plan.campaign_aimed", held, by=by, metric=str(metric), target=target, is_new=is_new)
        return made

    def unaim(self: Any, target: Any, *, by) -> None:
        with transaction.atomic():
            held = self._must_go_on()
            record("plan.campaign_unaimed", held, by=by, metric=str(target.metric))
            target.delete()

    def fear(self: Any, text: str, *, by, challenge: Any = None, **fields) -> Any:
        """A risk in one sentence; `challenge` is the line of the charter that it comes from."""
        from regie.plan.models import Risk

        if not text.strip():
            raise Refused(_("Say in one sentence what may go wrong."))
        with transaction.atomic():
            held = self._must_go_on()
            made = Risk(campaign=held, text=text.strip()[:400], challenge=challenge, **fields)
            made.full_clean()
            made.save()
            record("plan.risk_seen", held, by=by, risk=made.text)
        return made

    def enclose(self: Any, upload: Any, *, by) -> Any:
        """Keep a file with it: one brought now, or one that is kept already."""
        from regie.plan.models import Enclosed

        with transaction.atomic():
            file = upload if isinstance(upload, File) else File.keep(upload, by=by)
            if self.enclosed.filter(file=file).exists():
                raise Refused(_("This file is there already."))
            made = Enclosed.objects.create(campaign=self, file=file)
            record("plan.campaign_enclosed", self, by=by, file=file.name)
            ask_anew(self, by)
        return made

    def take_out(self: Any, enclosed: Any, *, by) -> None:
        """The file is no longer with it; what was approved or sent with it stays kept."""
        with transaction.atomic():
            held = self._must_go_on()
            record("plan.campaign_file_taken_out", held, by=by, file=enclosed.file.name)
            enclosed.delete()
            ask_anew(held, by)


class Facing:
    """The verbs of a `Risk`."""

    def edit(self: Any, *, by, **fields) -> None:
        with transaction.atomic():
            held = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
            changes = {name: [str(getattr(held, name) or ""), str(new or "")] for name, new in fields.items()}
            changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
            for name, new in fields.items():
                setattr(held, name, new)
            try:
                held.full_clean()
            except ValidationError as wrong:
                raise Refused(" ".join(wrong.messages)) from wrong
            held.save()
            if changes:
                record("plan.risk_edited", held.campaign, by=by, risk=held.text, changes=changes)
        self.refresh_from_db()

    def come_true(self: Any, *, by, on: date | None = None) -> None:
        """It happened: the look back tells of it."""
        with transaction.atomic():
            self.came_true_on = on or timezone.localdate()
            self.save(update_fields=["came_true_on"])
            record("plan.risk_came_true", self.campaign, by=by, risk=self.text)

    def close(self: Any, *, by) -> None:
        """It can no longer happen."""
        with transaction.atomic():
            self.closed_at = timezone.now()
            self.save(update_fields=["closed_at"])
            record("plan.risk_closed", self.campaign, by=by, risk=self.text)
