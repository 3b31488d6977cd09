"""What reviews tell the rooms below, once, when the site starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.charter import growth, hooks
from regie.journal import verbs as journal
from regie.lib import sweep
from regie.metrics import breaches as metric_breaches
from regie.metrics import marks as metric_marks
from regie.metrics.models import seeing as metric_seeing
from regie.people import links
from regie.reviews import (
    adopting,
    announcing,
    awaited,
    bottlenecks,
    breaches,
    emergencies,
    growing,
    hanging,
    lending,
    marks,
    on_the_calendar,
    own_sources,
    palette,
    sending,
    spending,
    sweeping,
)
from regie.ui import palette as palettes
from regie.ui import verbs
from regie.ui.rooms import Room
from regie.ui.rooms import register as register_room
from regie.ui.verbs import Verb
from regie.work import taking as work_taking

growth.GROWERS["reviews"] = growing.grow
hooks.HOOKS["reviews"] = hanging.hooks
hooks.HOLES["reviews"] = hanging.holes
own_sources.register()
on_the_calendar.register()
awaited.register()
adopting.register()
emergencies.register()
spending.register()
metric_breaches.LISTENERS["reviews"] = breaches.hear
metric_marks.MARKS["reviews"] = marks.decisions
metric_marks.HANGING["reviews"] = marks.hanging
metric_seeing.READERS["reviews"] = lending.metrics_before
work_taking.TAKERS["reviews"] = bottlenecks.take
palettes.register("reviews", palette.find)
sweep.register("reviews.extend", sweeping.extend, every=3600)
sweep.register("reviews.gather", sweeping.gather_near, every=300)
sweep.register("reviews.send", sending.send_waiting, every=15)
sweep.register("reviews.announce", announcing.announce, every=30)

register_room(Room("reviews", 70, _("Reviews"), "speech", "reviews:index", group="loop", key_to="r"))
verbs.register(
    Verb("reviews.driver", _("Open a driver"), "reviews:driver_new", icon="flag", place=_("Reviews"), keys="C D", order=40)
)
verbs.register(
    Verb(
        "reviews.call",
        _("Call a review"),
        "reviews:review_new",
        icon="speech",
        place=_("Reviews"),
        keys="C R",
        order=41,
        visible=lambda person: person.is_member,
    )
)
verbs.register(
    Verb("reviews.search", _("Search minutes and decisions"), "reviews:search", group="run", icon="search", place=_("Reviews"))
)
verbs.pages(
    _("Reviews"),
    "speech",
    "reviews.search",
    {
        "reviews:calendar": _("Calendar"),
        "reviews:decisions": _("Decisions"),
        "reviews:follow_ups": _("Follow-ups"),
        "reviews:criteria": _("Criteria over time"),
        "reviews:drivers": _("Drivers"),
    },
)

_SENTENCES = {
    "series_made": (_("%(actor)s planned the review series %(subject)s"), "plus"),
    "series_grown": (_("%(actor)s took the review series %(subject)s from the charter"), "charter"),
    "series_edited": (_("%(actor)s changed the series %(subject)s"), "edit"),
    "series_retired": (_("%(actor)s ended the series %(subject)s"), "pause"),
    "criterion_grown": (_("%(actor)s took the criterion %(subject)s from the charter"), "charter"),
    "criterion_retired": (_("%(actor)s retired the criterion %(subject)s"), "pause"),
    "participants_changed": (_("%(actor)s changed who takes part in %(subject)s"), "team"),
    "review_moved": (_("%(actor)s moved the review %(subject)s to %(day)s"), "calendar"),
    "review_restored": (_("%(actor)s restored the review %(subject)s of %(day)s"), "undo"),
    "review_started": (_("%(actor)s began the review %(subject)s of %(day)s"), "run"),
    "review_reopened": (_("%(actor)s reopened the review %(subject)s of %(day)s"), "undo"),
    "agenda_gathered": (_("%(actor)s gathered the agenda of %(subject)s"), "plan"),
    "agenda_ordered": (_("%(actor)s put the agenda of %(subject)s in order"), "grip"),
    "item_added": (_("%(actor)s added the point %(subject)s"), "plus"),
    "item_edited": (_("%(actor)s changed the point %(subject)s"), "edit"),
    "item_removed": (_("%(actor)s took the point %(subject)s off the agenda"), "minus"),
    "item_brought_back": (_("%(actor)s brought the point %(subject)s back"), "undo"),
    "item_done": (_("%(actor)s closed the point %(subject)s after %(minutes)s min"), "check"),
    "presence_noted": (_("%(actor)s noted that %(subject)s is here"), "person"),
    "presence_left": (_("%(actor)s noted that %(subject)s left"), "leave"),
    "minute_said": (_("%(actor)s wrote down: %(subject)s"), "speech"),
    "minute_edited": (_("%(actor)s reworded a minute: %(subject)s"), "edit"),
    "minute_struck": (_("%(actor)s struck a minute: %(subject)s"), "erase"),
    "criterion_rated": (_("%(actor)s rated %(subject)s"), "good"),
    "decision_proposed": (_("%(actor)s proposed: %(subject)s"), "fork"),
    "decision_edited": (_("%(actor)s amended the decision: %(subject)s"), "edit"),
    "decision_consented": (_("%(actor)s consents: %(subject)s"), "good"),
    "decision_objected": (_("%(actor)s objects: %(reason)s"), "watch"),
    "objection_met": (_("%(actor)s met the objection of %(person)s: %(how)s"), "check"),
    "decision_withdrawn": (_("%(actor)s withdrew the proposal: %(subject)s"), "minus"),
    "decision_looked_at": (_("%(actor)s looked at the decision again: %(subject)s"), "eye"),
    "driver_edited": (_("%(actor)s changed the driver %(subject)s"), "edit"),
    "driver_taken_up": (_("%(actor)s put the driver %(subject)s on the agenda of %(review)s"), "flag"),
    "driver_answered": (_("The driver %(subject)s is answered: %(decision)s"), "good"),
    "driver_dropped": (_("%(actor)s dropped the driver %(subject)s: %(because)s"), "minus"),
    "driver_picked_up_again": (_("%(actor)s picked the driver %(subject)s up again"), "undo"),
    "followup_edited": (_("%(actor)s changed the follow-up %(subject)s"), "edit"),
    "follow_up_done": (_("%(actor)s finished: %(subject)s"), "check"),
    "follow_up_taken_back": (_("%(actor)s took back that this is done: %(subject)s"), "undo"),
}
for _key, (_sentence, _icon) in _SENTENCES.items():
    journal.register(f"reviews.{_key}", _sentence, icon=_icon)

journal.register(
    "reviews.review_called",
    _("%(actor)s called the review %(subject)s for %(day)s"),
    icon="speech",
    notify=lambda event: event.subject.persons(),
)
journal.register(
    "reviews.review_cancelled",
    _("%(actor)s cancelled the review %(subject)s of %(day)s"),
    icon="close",
)  # those invited hear of it from `announcing`, when it has stood a while
journal.register(
    "reviews.review_closed",
    _("%(actor)s closed the review %(subject)s of %(day)s: the minutes are there"),
    icon="document",
    notify=sending.told_of,
)
journal.register(
    "reviews.decision_settled", _("It is decided: %(subject)s"), icon="good", notify=lambda event: [event.subject.owner]
)
journal.register(
    "reviews.follow_up_given", _("%(actor)s gave a follow-up: %(subject)s"), icon="flag", notify=lambda event: [event.subject.who]
)
journal.register("reviews.driver_opened", _("%(actor)s opened the driver %(subject)s"), icon="flag", notify=sending.leads_of)


def _outside(request, link):
    from regie.reviews.outside import show

    return show(request, link)


links.register(
    "reviews.read_minutes",
    _("read these minutes"),
    view=_outside,
    may_give=lambda person, review: person.is_member and review.is_held,
    icon="document",
)
