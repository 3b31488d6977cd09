"""An objective with its test, an audience and a line of the library, all of the team’s own; and who may open what of them."""

from __future__ import annotations

from datetime import date
from typing import Any

# address -> as in test_rights.EXPECTED
ROWS = {
    "objectives:index": ("200 200 200 403", "405 405 405 403"),
    "objectives:objective_new": ("200 200 403 403", "="),
    "objectives:objective_check": ("405 405 403 403", "200 200 403 403"),
    "objectives:objective": ("200 200 200 404", "405 405 405 405"),
    "objectives:objective_edit": ("200 200 403 403", "="),
    "objectives:objective_chart": ("200 200 200 404", "405 405 405 405"),
    "objectives:objective_proposal": ("POST", "302 302 404 404"),
    "objectives:objective_taking_back": ("POST", "409 409 404 404"),
    "objectives:objective_check_ins": ("POST", "409 409 404 404"),
    "objectives:objective_end": ("POST", "409 409 404 404"),
    "objectives:comprehension_new": ("200 200 403 403", "="),
    "objectives:comprehension": ("200 200 200 404", "405 405 405 405"),
    "objectives:comprehension_judgement": ("POST", "409 409 404 404"),
    "objectives:comprehension_closing": ("POST", "409 409 404 404"),
    "objectives:comprehension_taking_back": ("POST", "409 409 404 404"),
    "objectives:audiences": ("200 200 200 403", "405 405 405 403"),
    "objectives:audience_new": ("200 200 403 403", "="),
    "objectives:audience": ("200 200 200 404", "405 405 405 405"),
    "objectives:audience_edit": ("200 200 403 403", "="),
    "objectives:audience_retirement": ("POST", "302 302 404 404"),
    "objectives:persona_new": ("200 200 403 403", "="),
    "objectives:persona_edit": ("200 200 403 403", "="),
    "objectives:persona_erasure": ("POST", "302 302 404 404"),
    "objectives:inspirations": ("200 200 200 403", "405 405 405 403"),
    "objectives:inspiration_new": ("POST", "409 409 403 403"),
    "objectives:inspiration_marks": ("POST", "409 409 409 403"),
    "objectives:inspiration_erasure": ("POST", "302 302 403 403"),
}


def build(ines, metric, secret: str) -> dict[str, dict[str, Any]]:
    from regie.objectives.models import Audience, Comprehension, Inspiration, Objective, Persona

    audience = Audience.describe(by=ines, name=f"{secret} families")
    persona = Persona.invent(audience, by=ines, name=f"{secret} Claire")
    terms = {"metric": metric, "baseline": 1.0, "target": 2.0, "starts_on": date(2026, 1, 1), "due_on": date(2027, 6, 30)}
    objective = Objective.draft(f"{secret} doubles by June", by=ines, owner=ines, language="en", **terms)
    options = {"who": ["Us", "Them"], "what": ["Twice", "Thrice"], "when": ["June", "May"]}
    test = Comprehension.open_for(objective, options, by=ines)
    said = test.answer(f"{secret} twice", test.options.filter(is_right=True))
    own = Inspiration.add(by=ines, theme="team", text=f"{secret} for all")
    return {
        "objectives:objective": {"pk": objective.pk, "kind": "csv"},
        "objectives:comprehension": {"pk": test.pk, "key": said.pk},
        "objectives:comprehension_new": {"pk": objective.pk},
        "objectives:audience": {"pk": audience.pk},
        "objectives:persona": {"pk": persona.pk},
        "objectives:persona_new": {"pk": audience.pk},
        "objectives:inspiration": {"pk": own.pk},
    }
