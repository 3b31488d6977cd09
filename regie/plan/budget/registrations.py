"""What the budget tells the house."""

from __future__ import annotations

from regie.lib import sweep
from regie.plan.budget import asking, finance, finding, flowing, growing, pace, papers
from regie.plan.models import tallying
from regie.plan.sentences import budget as sentences


def register() -> None:
    finance.register()
    finding.register()
    growing.register()
    papers.register()
    sentences.register()
    sweep.register("plan.sums", tallying.mend, every=86400)
    sweep.register("plan.pace", pace.warn, every=1800)
    sweep.register("plan.open_commitments", asking.ask_about_open, every=3600)
    sweep.register("plan.spend", flowing.flow_what_changed, every=60)
