"""What the charter's external constraints become here: gates, recognised by their words; and what hangs on those lines."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from regie.charter import growth, hooks
from regie.charter.growth import Grown
from regie.charter.hooks import Hole, Hook
from regie.charter.models import Section
from regie.journal.models import record
from regie.lib.text import shorten
from regie.people.models import Organisation, Role
from regie.plan.gates.checklists import CHECKLISTS
from regie.plan.models import Constraint

NOUN = _("gate")

# The first that fits; words without accents, in lower case, in both languages.
SIGNS: tuple[tuple[str, str], ...] = (
    ("report", r"rapport|rendre compte|report(ing|s)? |report to|trimestr|quarterly"),
    ("data", r"donnees|vie privee|rgpd|gdpr|\bdata\b|privacy|consent|ont accepte|l.ont accepte|agreed|opt.?in"),
    ("finance", r"financ|budget|enveloppe|envelope|depens|spend"),
    ("brand", r"marque|charte graphique|identite visuelle|\bbrand|visual identity"),
    ("product", r"produit|modele|sortie|disponibilit|product|release|model|availab|stock"),
    ("law", r"publicit|reglement|juridi|\bloi|norme|advertis|legal|regulat|\blaw|poster|affichage"),
    ("strategy", r"strateg|objectif|priorit|objective|priorit"),
)


def kind_of(text: str) -> str:
    """The kind of gate that a constraint's words call for, empty where none does."""
    said = (
        text.split("**")[1]
        if text.count("**") >= 2
        else re.split(r",? afin |,? pour que |,? so that |,? so as | – | - ", text)[0]
    )
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", said.casefold()) if not unicodedata.combining(sign))
    return next((kind for kind, signs in SIGNS if re.search(signs, plain)), "")


def grow(version: Any, by: Any) -> list[Grown]:
    """A gate for each constraint that one recognises; what people set on it by hand stays. Called at each later version too."""
    language = Organisation.here().language[:2]
    known = {each.line_id: each for each in Constraint.objects.exclude(line=None)}
    standing, answers = set(), []
    for wording in version.wordings.filter(section=Section.CONSTRAINTS, is_note=False).select_related("line"):
        standing.add(wording.line_id)
        name = shorten(str(wording), 200)
        row = known.get(wording.line_id)
        if row is None:
            kind = kind_of(wording.text)
            if not kind:
                continue
            row = Constraint.objects.create(
                kind=kind, line=wording.line, name=name, role=_role(kind), checklist=CHECKLISTS.get(kind, {}).get(language, [])
            )
            record("plan.constraint_grown", row, by=by)
            answers.append(Grown(NOUN, row.name, "created", row.get_absolute_url()))
        elif row.name != name and not row.was_renamed:
            row.name = name
            row.save(update_fields=["name"])
            answers.append(Grown(NOUN, row.name, "changed", row.get_absolute_url()))
    for line_id, row in known.items():
        if line_id not in standing and row.line.charter_id == version.charter_id and row.retired_at is None:
            row.put_away(by=by)
            answers.append(Grown(NOUN, row.name, "retired", row.get_absolute_url()))
    return answers


def _role(kind: str) -> Role | None:
    """A role of the department that the constraint speaks of, where the house knows one."""
    words = {"finance": ("financ",), "law": ("juridi", "legal"), "brand": ("marque", "brand")}.get(kind, ())
    for word in words:
        found = Role.objects.filter(domain__name__icontains=word).first() or Role.objects.filter(name__icontains=word).first()
        if found is not None:
            return found
    return None


def hang(line_ids: Any, person: Any) -> dict[int, list[Hook]]:
    """The gate on each constraint of the charter, and how many campaigns it has refused. 1 query."""
    from django.db.models import Count

    answers: dict[int, list[Hook]] = {}
    rows = (
        Constraint.objects.visible_to(person).in_force().filter(line__in=list(line_ids)).annotate(emergencies=Count("openings"))
    )
    for row in rows:
        value = ""
        if row.emergencies:
            value = ngettext("%(n)s emergency opening", "%(n)s emergency openings", row.emergencies) % {"n": row.emergencies}
        hook = Hook("lock", pgettext("constraint", "Gate"), value or str(row.get_kind_display()), "", row.get_absolute_url())
        answers.setdefault(row.line_id, []).append(hook)
    return answers


def holes(version: Any, person: Any) -> list[Hole]:
    """Constraints that no gate holds. 2 queries."""
    held = set(Constraint.objects.in_force().exclude(line=None).values_list("line", flat=True))
    url = reverse("plan:constraint_new")
    return [
        Hole(
            "constraint_without_gate", _("Constraints that no gate holds"), wording.line_id, str(wording), _("Make it a gate"),
            f"{url}?line={wording.line_id}",
        )
        for wording in version.wordings.filter(section=Section.CONSTRAINTS, is_note=False)
        if wording.line_id not in held
    ]  # fmt: skip


def register() -> None:
    growth.GROWERS["plan.constraints"] = grow
    hooks.HOOKS["plan.constraints"] = hang
    hooks.HOLES["plan.constraints"] = holes
