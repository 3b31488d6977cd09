"""What the charter's promises become: for each deliverable owed to another department, a request form that waits to be opened."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from regie.charter.growth import Grown
from regie.charter.models import Deliverable
from regie.journal.models import record
from regie.work.models import Offer
from regie.work.models.offer import clean_questions
from regie.work.question_kits import kit_for

NOUN = _("request form")


def grow(version: Any, by: Any) -> list[Grown]:
    """See `charter.growth`. What people made of a form is theirs; one whose promise is gone is closed. Two queries, and one a new form."""
    owed = Deliverable.objects.owed().filter(line__charter=version.charter).select_related("domain")
    known = {offer.deliverable_id: offer for offer in Offer.objects.filter(deliverable__in=owed).order_by("-pk")}
    done = []
    for deliverable in owed:
        offer = known.get(deliverable.pk)
        if deliverable.retired_at is not None:
            if offer is not None and offer.closed_at is None:
                offer.close(by=by)
                done.append(Grown(NOUN, offer.name, "retired", offer.get_absolute_url()))
            continue
        if offer is not None:
            done.append(Grown(NOUN, offer.name, "kept", offer.get_absolute_url()))
        elif deliverable.domain is not None and deliverable.domain.is_inside and not deliverable.domain.is_home:
            offer = propose(deliverable, version.language, by=by)
            done.append(Grown(NOUN, offer.name, "created", offer.get_absolute_url()))
    return done


def propose(deliverable: Any, language: str, *, by: Any) -> Offer:
    """A form in the charter's language, closed until somebody of the team has looked at it."""
    kit = kit_for(deliverable.text)
    with override(language):
        questions = clean_questions(kit.questions())
    offer = Offer.objects.create(
        name=_headline(deliverable.text),
        explanation=deliverable.text,
        deliverable=deliverable,
        questions=questions,
        working_days=kit.working_days,
        receiver=deliverable.owner_role,
        opened_at=None,
    )
    record("work.offer_grown", offer, by=by)
    return offer


def _headline(text: str) -> str:
    """The promise up to where it explains itself."""
    for mark in (", so that", ", pour ", ", to ", ", qui ", ", which ", ". ", " ; ", "; "):
        text = text.split(mark)[0]
    text = text.rstrip(" .")
    return text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + "…"
