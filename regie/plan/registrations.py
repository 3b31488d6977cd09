"""What the plan room tells the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.plan import audience_panels, bygone, campaign_registrations, channel_finding, schedule_registrations
from regie.plan.budget import registrations as budget_registrations
from regie.plan.gates import facets as gate_facets
from regie.plan.gates import growing as gate_growing
from regie.plan.sentences import campaigns as campaign_sentences
from regie.plan.sentences import channels as channel_sentences
from regie.plan.sentences import gates as gate_sentences
from regie.plan.sentences import ledgers as ledger_sentences
from regie.ui import rooms, verbs

rooms.register(rooms.Room("plan", 30, _("Plan"), "plan", "plan:index", tab=True, key_to="p"))
verbs.pages(
    _("Plan"),
    "plan",
    "plan.read",
    {
        "plan:calendar": pgettext_lazy("plan", "Calendar"),
        "plan:timeline": pgettext_lazy("plan", "Timeline"),
        "plan:milestones": _("Milestones"),
        "plan:campaigns": pgettext_lazy("plan", "Campaigns"),
        "plan:events": _("All events"),
        "plan:media": _("Media plan"),
        "plan:channels": pgettext_lazy("plan", "Channels"),
        "plan:affinities": _("Affinity"),
        "plan:efforts": _("Past efforts"),
        "plan:ways": _("Ways to purchase"),
        "plan:arenas": _("Share of voice"),
        "plan:budget": _("Budget"),
        "plan:budget_lines": _("Budget lines"),
        "plan:commitments": _("Commitments"),
        "plan:expenses": _("Expenses"),
        "plan:rates": _("Exchange rates"),
        "plan:reckoning": pgettext_lazy("budget", "Figures and time"),
        "plan:constraints": pgettext_lazy("plan", "Constraints"),
    },
)

gate_facets.register()
gate_growing.register()
gate_sentences.register()
channel_sentences.register()
campaign_sentences.register()
budget_registrations.register()
schedule_registrations.register()
ledger_sentences.register()
audience_panels.register()
bygone.register()
channel_finding.register()
campaign_registrations.register()
