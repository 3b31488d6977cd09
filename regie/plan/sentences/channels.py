"""What the journal says of channels, affinities, ways to purchase, arenas and earlier efforts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from regie.journal import verbs as journal


def _degree(data: dict) -> dict[str, str]:
    from regie.plan.models import Affinity

    degree = data.get("degree")
    said = str(Affinity.Degree(degree).label) if degree in Affinity.Degree.values else ""
    return {"degree": said, "audience": str(data.get("audience", "")) or pgettext("audience", "nobody")}


_SENTENCES = {
    "channel_described": (_("%(actor)s described the channel %(subject)s"), "plus"),
    "channel_edited": (_("%(actor)s changed the channel %(subject)s"), "edit"),
    "channel_retired": (_("%(actor)s put the channel %(subject)s away"), "pause"),
    "channel_brought_back": (_("%(actor)s brought the channel %(subject)s back"), "undo"),
    "affinity_taken_back": (_("%(actor)s took back how well %(subject)s suits %(audience)s"), "undo"),
    "way_described": (_("%(actor)s described the way to purchase: %(subject)s"), "plus"),
    "waystep_edited": (_("%(actor)s changed the way to purchase: %(subject)s"), "edit"),
    "way_step_erased": (_("%(actor)s took a step out of the way of %(subject)s: %(step)s"), "erase"),
    "arena_opened": (_("%(actor)s began to compare voices in %(subject)s"), "plus"),
    "arena_edited": (_("%(actor)s changed how voices are compared in %(subject)s"), "edit"),
    "arena_erased": (_("%(actor)s stopped comparing voices in %(name)s"), "erase"),
    "effort_noted": (_("%(actor)s noted an earlier campaign for %(subject)s: %(name)s"), "plus"),
    "effort_edited": (_("%(actor)s changed an earlier campaign for %(subject)s: %(name)s"), "edit"),
    "effort_erased": (_("%(actor)s erased an earlier campaign for %(subject)s: %(name)s"), "erase"),
}


def register() -> None:
    for key, (sentence, icon) in _SENTENCES.items():
        journal.register(f"plan.{key}", sentence, icon=icon)
    judged = _("%(actor)s judged how well %(subject)s suits %(audience)s: %(degree)s")
    journal.register("plan.affinity_judged", judged, icon="check", words=_degree)
