"""The verbs of a theme: a group of answers or of ideas that the facilitator makes, names and orders."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused

MOST_THEMES = 40


class Theming:
    """What `Theme` does; mixed into it. Arranging is work in progress of one page: making, naming and removing are events, moving is none."""

    @property
    def whole(self: Any) -> Any:
        """The survey or the workshop that it belongs to."""
        return self.survey if self.survey_id else self.workshop

    @classmethod
    def make(cls: Any, whole, name: str, *, by) -> Any:
        name = " ".join(name.split())[:120]
        if not name:
            raise Refused(_("Give the theme a name."))
        with transaction.atomic():
            held = whole._held()
            if held.themes.count() >= MOST_THEMES:
                raise Refused(_("Forty themes are no order any more: put some together first."))
            last = held.themes.order_by("-position").values_list("position", flat=True).first()
            made = held.themes.create(name=name, position=0 if last is None else last + 1)
            record("objectives.theme_made", made, by=by, page=held)
            _told(held)
        return made

    def rename(self: Any, name: str, *, by) -> None:
        name = " ".join(name.split())[:120]
        if not name:
            raise Refused(_("Give the theme a name."))
        with transaction.atomic():
            old, self.name = self.name, name
            self.save(update_fields=["name"])
            record("objectives.theme_renamed", self, by=by, page=self.whole, changes={"name": [old, name]})
            _told(self.whole)

    def remove(self: Any, *, by) -> None:
        """What lay in it lies in no theme."""
        with transaction.atomic():
            whole = self.whole
            record("objectives.theme_removed", self, by=by, page=whole)
            self.delete()
            _told(whole)

    @classmethod
    def order(cls: Any, whole, keys: list[int]) -> None:
        with transaction.atomic():
            held = whole._held()
            rows = {each.pk: each for each in held.themes.all()}
            placed = [rows.pop(key) for key in keys if key in rows] + list(rows.values())
            for place, each in enumerate(placed):
                each.position = place
            cls.objects.bulk_update(placed, ["position"])
            _told(held)


def _told(whole: Any) -> None:
    if hasattr(whole, "touch"):
        whole.touch()
