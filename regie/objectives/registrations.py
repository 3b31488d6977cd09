"""What the objectives room tells the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.charter import hooks
from regie.metrics import marks
from regie.objectives import finding, gathering, hanging, sentences, understood
from regie.people import links
from regie.ui import palette, rooms, verbs

hooks.HOOKS["objectives"] = hanging.hooks
hooks.HOLES["objectives"] = hanging.holes
marks.MARKS["objectives"] = hanging.marks
links.register(
    "objectives.understand",
    _("say what they understand"),
    view=understood.show,
    may_give=lambda person, test: person.has_perm("objectives.draft") and test.closed_at is None,
    icon="speech",
)
rooms.register(rooms.Room("objectives", 20, _("Objectives"), "target", "objectives:index", key_to="o"))
verbs.register(
    verbs.Verb(
        "objectives.draft", _("Draft an objective"), "objectives:objective_new", icon="target", place=_("Objectives"), keys="C O",
        order=12, visible=lambda person: person.is_member,
    )
)  # fmt: skip
verbs.register(
    verbs.Verb(
        "objectives.audience", _("Describe an audience"), "objectives:audience_new", icon="person", place=_("Objectives"), order=14,
        visible=lambda person: person.is_member,
    )
)  # fmt: skip
for _key, _words, _address, _keys, _order in (
    ("survey", _("Prepare a survey"), "objectives:survey_new", "C S", 16),
    ("workshop", _("Prepare a workshop"), "objectives:workshop_new", "C A", 18),
):
    verbs.register(
        verbs.Verb(
            f"objectives.{_key}", _words, _address, icon="team", place=_("Objectives"), keys=_keys, order=_order,
            visible=lambda person: person.is_member,
        )
    )  # fmt: skip
verbs.pages(
    _("Objectives"),
    "target",
    "objectives.read",
    {
        "objectives:audiences": _("Audiences"),
        "objectives:surveys": _("Surveys"),
        "objectives:workshops": _("Workshops"),
        "objectives:inspirations": _("Inspiration"),
    },
)
gathering.register()
palette.register("objectives", finding.find)

__all__ = ["sentences"]
