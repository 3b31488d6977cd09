"""What can be approved. Every room whose things need an approval registers how they are sealed, and asks at its door:

    subjects.register(Content, facets)                   # facets(thing) -> {"text": "…", "amount": "1200.00", …}
    subjects.must_be_approved(mailing, {"text", "audience"})   # raises Unapproved with the sentence to show

A seal is the SHA-256 of the canonical form: the facets that the approval covers, as JSON with sorted keys. What was approved is
kept as an `Edition`, so that a change can be shown word by word, and proved, for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.lib.refused import Refused

Facets = Callable[[Any], dict[str, Any]]

# label of the model, such as "work.content" -> how its canonical form is read
SUBJECTS: dict[str, Facets] = {}
# label of the model -> its files, as rows of journal.File; a model without files says nothing
FILES: dict[str, Callable[[Any], Any]] = {}
# label of the model -> who hears that an approval of it closed, in the same transaction: (approval, by)
DECIDED: dict[str, Callable[[Any, Any], None]] = {}

WORDS: dict[str, Any] = {
    "title": gettext_lazy("title"),
    "text": gettext_lazy("text"),
    "audience": gettext_lazy("audience"),
    "sender": gettext_lazy("sender"),
    "dates": gettext_lazy("dates"),
    "amount": gettext_lazy("amount"),
    "files": gettext_lazy("files"),
}


class Unapproved(Refused):
    """The thing may not go out: what it needs was not approved, or was changed since."""


def register(
    model: type[models.Model],
    facets: Facets,
    *,
    files: Callable[[Any], Any] | None = None,
    decided: Callable[[Any, Any], None] | None = None,
) -> None:
    """`decided(approval, by)` hears that a question about it was closed, in the transaction that closes it."""
    SUBJECTS[model._meta.label_lower] = facets
    if decided is not None:
        DECIDED[model._meta.label_lower] = decided
    if files is not None:
        FILES[model._meta.label_lower] = files


def sealed_files(approval: Any) -> list[Any]:
    """The files that an approval covers, as they were sealed: those of its subject, and no others, by name and fingerprint."""
    sealed = {tuple(each) for each in approval.edition.canonical.get("files", []) if isinstance(each, list)}
    reader = FILES.get(approval.subject._meta.label_lower) if approval.subject is not None else None
    if not sealed or reader is None:
        return []
    found = {(file.name, file.sha256): file for file in reader(approval.subject)}
    return [found[key] for key in sorted(sealed) if key in found]


def canonical(thing: models.Model, facets: Iterable[str] = ()) -> dict[str, Any]:
    """The facets of `thing`, or some of them, in a form that is the same whenever the thing is the same."""
    read = SUBJECTS[thing._meta.label_lower](thing)
    wanted = set(facets)
    return {key: _plain(value) for key, value in sorted(read.items()) if not wanted or key in wanted}


def seal(form: dict[str, Any]) -> str:
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(thing: models.Model, facets: Iterable[str] = ()) -> str:
    return seal(canonical(thing, facets))


def is_approved(thing: models.Model, facets: Iterable[str] = ()) -> bool:
    """Every wanted facet is covered by an approval whose seal still fits."""
    from regie.work.models import Approval

    wanted = set(facets) or set(canonical(thing))
    for approval in Approval.objects.about(thing).filter(outcome__in=["approved", "with_changes"]).select_related("edition"):
        if sealed(thing, approval.facets) == approval.edition.seal:
            wanted -= set(approval.facets or canonical(thing))
    return not wanted


def must_be_approved(thing: models.Model, facets: Iterable[str] = ()) -> None:
    """The door that nothing passes unapproved. Call it in the transaction that lets the thing out, with its row held."""
    if not is_approved(thing, facets):
        raise Unapproved(_("“%(thing)s” has not been approved as it stands now: ask for its approval first.") % {"thing": thing})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
