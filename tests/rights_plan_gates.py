"""A constraint and the gate that it is before a campaign of the team’s own; and who may open what of them."""

from __future__ import annotations

from typing import Any

# address -> as in test_rights.EXPECTED
ROWS = {
    "plan:constraints": ("200 200 200 403", "405 405 405 403"),
    "plan:constraint_new": ("200 200 403 403", "="),
    "plan:constraint": ("200 200 200 403", "405 405 405 403"),
    "plan:constraint_edit": ("200 200 403 403", "="),
    "plan:constraint_retirement": ("POST", "302 302 404 404"),
    "plan:campaign_gates": ("200 200 200 404", "405 405 405 405"),
    "plan:gate_ticks": ("POST", "302 302 404 404"),
    "plan:gate_question": ("POST", "302 302 404 404"),
    "plan:gate_emergency": ("POST", "409 409 409 404"),
}


def build(ines, helene, secret: str) -> dict[str, dict[str, Any]]:
    from regie.plan.models import Campaign, Constraint

    row = Constraint.lay_down("brand", f"{secret} guide", by=ines, person=helene, checklist=[f"{secret} whole"])
    campaign = Campaign.prepare(f"{secret} before its gates", by=ines)
    return {
        "plan:constraint": {"pk": row.pk},
        "plan:campaign_gates": {"pk": campaign.pk},
        "plan:gate": {"pk": campaign.pk, "constraint": row.pk},
    }
