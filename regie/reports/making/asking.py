"""What is asked of the delegator: what waits for their consent, as the first lines of a list that people finish."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from regie.charter.models import Version
from regie.lib.text import shorten
from regie.objectives.models import Objective
from regie.plan.models import Commitment
from regie.reports.making.frame import Frame
from regie.reports.making.parts import Section
from regie.work.models import Verdict

MOST = 4


def asked(frame: Frame, delegator: Any) -> list[str]:
    """Sentences, one a thing. Four queries at most."""
    said = [
        _("Your consent to version %(number)s of the charter.") % {"number": each.number}
        for each in Version.objects.filter(state=Version.State.PROPOSED).order_by("pk")
    ]
    for each in Commitment.objects.filter(status=Commitment.Status.ASKED).order_by("-worth")[:MOST]:
        said.append(
            _("%(amount)s more for “%(purpose)s”.") % {"amount": frame.money(each.worth), "purpose": shorten(each.purpose, 80)}
        )
    proposed = Objective.objects.proposed().filter(level=Objective.Level.ORGANISATION)
    for each in proposed.order_by("proposed_at", "pk")[:MOST]:
        said.append(_("Your consent to the objective “%(objective)s”.") % {"objective": shorten(each.text, 120).rstrip(".")})
    if delegator is not None:
        for verdict in Verdict.objects.awaited().filter(decider=delegator).select_related("stage__approval")[:MOST]:
            said.append(_("Your decision about “%(thing)s”.") % {"thing": shorten(str(verdict.stage.approval), 100)})
    return said


def section(said: list[str]) -> Section:
    draft = "\n".join(f"- {each}" for each in said) or f"- {_('Nothing this time.')}"
    return Section(draft, brief={"kind": "asked", "title": _("What we ask of you")})
