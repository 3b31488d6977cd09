"""From a reviewed reading to a proposed version, in one transaction."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from regie.charter.models.charter import Charter, Line
from regie.charter.models.named import Named
from regie.charter.models.reading import Correction, Reading
from regie.charter.models.version import Version
from regie.charter.models.wording import Wording
from regie.charter.reviewing import reviewed
from regie.charter.understanding import clause
from regie.charter.understanding.entries import Entry
from regie.journal.models import record
from regie.people.models import Domain, Organisation


def accept(reading: Reading, *, by) -> Version:
    """Write all of it or nothing. Accepting again gives the version that the first time made."""
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=reading.pk)
        if reading.version_id:
            return reading.version
        charter = _charter(reading)
        seen = reviewed(reading, charter)
        head = next(each for each in seen.entries if each.kind == "head").data
        version = Version.propose(
            charter, by=by, language=reading.data.get("language") or "en", updated_on=_day(head.get("updated_on"))
        )
        _name(version, head)
        _word(version, seen)
        reading.version, reading.state = version, Reading.State.ACCEPTED
        reading.save(update_fields=["version", "state"])
        record("charter.reading_accepted", reading, by=by, page=charter, number=version.number)
        if not charter.in_force():
            version.grow(by=by)
    return version


def _charter(reading: Reading) -> Charter:
    """The home charter; on an empty instance the organisation and the domain are made with it."""
    language = reading.data.get("language") or "en"
    organisation = Organisation.here()
    if organisation._state.adding:
        organisation.name, organisation.language = organisation.name or gettext("Our organisation"), language
        organisation.save()
    home = Domain.objects.home()
    if home is None:
        name = (reading.data.get("domain") or "Marketing")[:200]
        home, fresh = Domain.objects.get_or_create(name=name[:1].upper() + name[1:], defaults={"is_home": True})
        if not fresh:
            home.is_home = True
            home.save(update_fields=["is_home"])
    return Charter.objects.get_or_create(domain=home)[0]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _name(version: Version, head: dict) -> None:
    row = [("delegator", head["delegator"])] if head.get("delegator") else []
    row += [("delegatee", each) for each in head.get("delegatees") or []] + [
        ("author", each) for each in head.get("authors") or []
    ]
    Named.objects.bulk_create(
        Named(version=version, part=part, name=(each.get("name") or each.get("text") or "")[:200], order=place)
        for place, (part, each) in enumerate(row)
    )


def _word(version: Version, seen) -> None:
    """The wordings: of the items taken, of those whose old words are kept, and of lost lines that were kept."""
    rows, places = [], {}

    def add(line: Line, section: str, text: str, data: dict, is_note: bool) -> None:
        places[section] = places.get(section, -1) + 1
        rows.append(
            Wording(version=version, line=line, section=section, order=places[section], text=text, data=data, is_note=is_note)
        )

    for each in seen.entries:
        if each.kind in ("head", "question") or each.act == Correction.Act.LEAVE:
            continue
        earlier = each.match.earlier if each.match else None
        line = earlier.line if earlier else Line.objects.create(charter=version.charter, section=each.section)
        if earlier and each.act == Correction.Act.KEEP_OLD:
            add(line, earlier.section, earlier.text, earlier.data, earlier.is_note)
            continue
        if line.section != each.section:
            Line.objects.filter(pk=line.pk).update(section=each.section)
        add(
            line,
            each.section,
            each.data.get("text") or each.lead or clause.whole(each.data, each.section),
            kept(each),
            each.is_note,
        )
    for gone in seen.gone:
        if gone.act == Correction.Act.KEEP_OLD:
            earlier = gone.earlier
            add(earlier.line, earlier.section, earlier.text, earlier.data, earlier.is_note)
    Wording.objects.bulk_create(rows)


def kept(entry: Entry) -> dict:
    """An item's data as its wording keeps it: what is still open stays marked."""
    data = {**entry.data}
    data["questions"] = [
        {"code": each.code, "about": each.about, "facts": each.facts, "choices": each.choices} for each in entry.open_questions
    ]
    if not entry.is_open:
        data["certainty"], data["reason"] = "understood", None
    return data
