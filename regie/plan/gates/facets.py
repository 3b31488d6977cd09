"""What an approval at a gate covers: the part of the campaign that its constraint is about, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import File
from regie.people.models import Organisation
from regie.work import subjects

CENT = Decimal("0.01")


def of_gate(gate: Any) -> dict[str, Any]:
    campaign, kind = gate.campaign, gate.constraint.kind
    told: dict[str, Any] = {"title": campaign.name}
    if kind == "finance":
        return told | {
            "amount": f"{asked_for(campaign).quantize(CENT):f} {Organisation.here().currency}",
            "purpose": campaign.message,
        }
    told |= {"text": campaign.message, "files": [[each.name, each.sha256] for each in files(gate)]}
    if kind == "law":
        told |= {
            "audience": ", ".join(campaign.audiences.order_by("name").values_list("name", flat=True)),
            "countries": sorted(campaign.countries),
            "activities": [
                f"{name} ({content_type})" if content_type else name
                for name, content_type in campaign.activities.exclude(status="dropped")
                .order_by("name")
                .values_list("name", "content_type")
            ],
        }
    if kind == "data":
        told |= {"purpose": campaign.data_purpose, "basis": campaign.legal_basis}
    return told


def asked_for(campaign: Any) -> Decimal:
    """What the campaign is expected to cost, by month the forecast where there is one and the plan otherwise."""
    from django.db.models.functions import Coalesce

    from regie.plan.models import Portion

    rows = Portion.objects.filter(line__campaign=campaign, line__closed_at=None)
    return rows.aggregate(all=Sum(Coalesce("forecast", "planned")))["all"] or Decimal(0)


def files(gate: Any) -> Any:
    return File.objects.filter(pk__in=gate.campaign.enclosed.values("file")).order_by("name")


def register() -> None:
    from regie.plan.models import Gate

    subjects.register(Gate, of_gate, files=files)
    subjects.WORDS["countries"] = _("countries")
    subjects.WORDS["activities"] = _("activities")
    subjects.WORDS["purpose"] = pgettext_lazy("of an amount", "purpose")
    subjects.WORDS["basis"] = _("legal basis")
