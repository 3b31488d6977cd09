"""The verbs of an idea: proposed, put in a theme, made one with another, dropped, drafted as an objective.

An idea writes no event: a workshop without names would have them in the journal. The workshop itself keeps all that was said.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.lib.refused import Refused

MOST_IDEAS = 400  # of one workshop: nobody reads more
MOST_OF_ONE = 40


class Ideating:
    """What `Idea` does; mixed into it."""

    @classmethod
    def propose(cls: Any, workshop, text: str, *, seat=None, inspiration: str = "", theme=None) -> Any:
        text = " ".join(text.split())
        if not text:
            raise Refused(_("Write your idea in a few words."))
        if len(text) > 300:
            raise Refused(_("Make it shorter: 300 signs at most, so that everybody can read it on the screen."))
        with transaction.atomic():
            held = workshop._held()
            held.must_be_open()
            if held.ideas.filter(dropped_at=None).count() >= MOST_IDEAS:
                raise Refused(_("There are 400 ideas: group them before more are added."))
            if seat is not None and seat.ideas.filter(workshop=held, dropped_at=None).count() >= MOST_OF_ONE:
                raise Refused(_("You have proposed 40 ideas: leave some to the others."))
            last = held.ideas.aggregate(last=Max("position"))["last"] or 0
            made = cls.objects.create(
                workshop=held, text=text, seat=seat, inspiration=inspiration[:40], theme=theme, position=last + 1
            )
            held.touch()
        return made

    def reword(self: Any, text: str) -> None:
        text = " ".join(text.split())
        if not text or len(text) > 300:
            raise Refused(_("An idea has words, and 300 signs at most."))
        with transaction.atomic():
            held = self.workshop._held()
            held.must_be_open()
            type(self).objects.filter(pk=self.pk).update(text=text)
            held.touch()
        self.text = text

    def put_in(self: Any, theme) -> None:
        """Into a theme of its workshop, or into none."""
        if theme is not None and theme.workshop_id != self.workshop_id:
            raise Refused(_("That theme belongs to another workshop."))
        with transaction.atomic():
            held = self.workshop._held()
            held.must_be_open()
            type(self).objects.filter(pk=self.pk).update(theme=theme)
            held.touch()
        self.theme = theme

    def merge_into(self: Any, other) -> None:
        """Two that say the same become one: its dots go to the other, as far as nobody gives twice what they had."""
        from regie.objectives.models.idea import Dots

        if other.pk == self.pk or other.workshop_id != self.workshop_id:
            raise Refused(_("Choose another idea of this workshop."))
        with transaction.atomic():
            held = self.workshop._held()
            held.must_be_open()
            other = type(self).objects.get(pk=other.pk)
            if other.merged_into_id or other.dropped_at:
                raise Refused(_("That idea is no longer on the wall: choose another."))
            for dots in Dots.objects.filter(idea=self):
                mine, is_new = Dots.objects.get_or_create(seat_id=dots.seat_id, idea=other, defaults={"count": dots.count})
                if not is_new:
                    mine.count += dots.count
                    mine.save(update_fields=["count"])
                dots.delete()
            type(self).objects.filter(merged_into=self).update(merged_into=other)
            type(self).objects.filter(pk=self.pk).update(merged_into=other, dropped_at=None)
            held.touch()
        self.refresh_from_db()

    def part(self: Any) -> None:
        """An idea of its own again; dots stay where they went."""
        with transaction.atomic():
            held = self.workshop._held()
            held.must_be_open()
            type(self).objects.filter(pk=self.pk).update(merged_into=None)
            held.touch()
        self.refresh_from_db()

    def drop(self: Any) -> None:
        """Off the wall; it is kept, and whoever gave it dots has them again."""
        with transaction.atomic():
            held = self.workshop._held()
            held.must_be_open()
            if type(self).objects.filter(pk=self.pk, objective__isnull=False).exists():
                raise Refused(_("An objective was made of it: it stays."))
            self.dots.all().delete()
            type(self).objects.filter(pk=self.pk).update(dropped_at=timezone.now())
            held.touch()
        self.refresh_from_db()

    def bring_back(self: Any) -> None:
        with transaction.atomic():
            held = self.workshop._held()
            held.must_be_open()
            type(self).objects.filter(pk=self.pk).update(dropped_at=None)
            held.touch()
        self.refresh_from_db()

    def become_objective(self: Any, *, by, text: str = "", language: str = "") -> Any:
        """A draft objective of the same words, which keeps the link to the idea."""
        from django.conf import settings

        from regie.objectives.models.objective import Objective

        codes = [code for code, _name in settings.LANGUAGES]
        with transaction.atomic():
            held = self.workshop._held()
            made = Objective.draft(text.strip() or self.text, by=by, idea=self, language=language if language in codes else "en")
            held.touch()
        return made
