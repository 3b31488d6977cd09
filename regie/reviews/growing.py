"""What an accepted charter becomes here: its evaluation schedule grows series, its criteria rows to rate."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.charter.growth import Grown
from regie.charter.models import Section
from regie.journal.models import record
from regie.people.models import Domain, Organisation, Person, Role
from regie.reviews.calendar import recurrence
from regie.reviews.models import Criterion, Participant, Series
from regie.reviews.resolving import resolve

SERIES, CRITERION = _("review series"), _("criterion")


def grow(version, by) -> list[Grown]:
    """Called inside the transaction that accepts the version; again for each later one."""
    return [*_grow_series(version, by), *_grow_criteria(version, by)]


def _grow_series(version, by) -> list[Grown]:
    answers, standing = [], set()
    zone = Organisation.here().time_zone
    known = {series.line_id: series for series in Series.objects.alive().exclude(line=None)}
    wordings = version.wordings.filter(section=Section.REVIEWS, is_note=False).select_related("line")
    for wording in wordings:
        said = _said(wording)
        if said is None:
            continue  # a sentence of the section that is no review: coverage shows it
        standing.add(wording.line_id)
        series = known.get(wording.line_id)
        if series is None:
            series = Series.objects.create(
                line=wording.line, name=said["name"], rule=said["rule"], minutes_min=said["minutes_min"],
                minutes_max=said["minutes_max"], time_zone=zone, grown=said,
            )  # fmt: skip
            _invite(series, said["participants"])
            record("reviews.series_grown", series, by=by)
            answers.append(Grown(SERIES, series.name, "created", series.get_absolute_url()))
        else:
            answers.append(_follow(series, said, by))
    for line_id, series in known.items():
        if line_id not in standing and series.line.charter_id == version.charter_id:
            series.retire(by=by, because=str(version))
            answers.append(Grown(SERIES, series.name, "retired", series.get_absolute_url()))
    return answers


def _said(wording) -> dict | None:
    data = wording.data or {}
    rule = data.get("rrule") or recurrence.RHYTHMS.get(data.get("rhythm") or "", "")
    try:
        rule = recurrence.check(rule)
    except recurrence.NotARule:
        return None
    return {
        "name": (data.get("name") or wording.text.strip().split("\n")[0])[:200],
        "rule": rule,
        "minutes_min": data.get("minutes_min"),
        "minutes_max": data.get("minutes_max") or data.get("minutes_min") or 60,
        "participants": [str(words)[:300] for words in data.get("participants") or []],
    }


def _follow(series: Series, said: dict, by) -> Grown:
    """A later version: what people changed by hand stays and is said; the rest follows."""
    grown, fields = series.grown or {}, {}
    for name in ("name", "minutes_min", "minutes_max"):
        if said[name] != grown.get(name) and getattr(series, name) == grown.get(name):
            fields[name] = said[name]
    if said["rule"] != grown.get("rule") and recurrence.rhythm_of(said["rule"]) != series.rhythm:
        rhythm = recurrence.rhythm_of(said["rule"])
        dated = series.starts_on is not None and bool(rhythm)
        fields["rule"] = recurrence.anchored(rhythm, series.starts_on, "weekday") if dated else said["rule"]
    if fields:
        series.plan(by=by, **fields)
    new = [words for words in said["participants"] if words not in grown.get("participants", [])]
    gone = [words for words in grown.get("participants", []) if words not in said["participants"]]
    series.participants.filter(from_charter=True, words__in=gone).delete()
    _invite(series, new)
    Series.objects.filter(pk=series.pk).update(grown=said)
    act = "changed" if fields or new or gone else "kept"
    return Grown(SERIES, series.name, act, series.get_absolute_url())


def _invite(series: Series, names: list[str]) -> None:
    persons, roles, domains = (
        list(Person.objects.active()),
        list(Role.objects.select_related("domain")),
        list(Domain.objects.select_related("delegator")),
    )
    held = set(series.participants.exclude(person=None).values_list("person", flat=True))
    for words in names:
        person, role, domain = resolve(words, persons, roles, domains)
        if person is not None and person.pk in held:
            continue
        Participant.objects.create(series=series, person=person, role=role, domain=domain, words=words, from_charter=True)


def _grow_criteria(version, by) -> list[Grown]:
    answers, standing = [], set()
    known = {criterion.line_id: criterion for criterion in Criterion.objects.exclude(line=None).select_related("line")}
    url = reverse("reviews:criteria")
    wordings = version.wordings.filter(section=Section.CRITERIA, is_note=False)
    for order, wording in enumerate(wordings, start=1):
        name = ((wording.data or {}).get("name") or wording.text).strip()[:300]
        standing.add(wording.line_id)
        criterion = known.get(wording.line_id)
        if criterion is None:
            criterion = Criterion.objects.create(line=wording.line, name=name, order=order)
            record("reviews.criterion_grown", criterion, by=by)
            answers.append(Grown(CRITERION, name, "created", url))
        elif criterion.name != name or criterion.order != order or criterion.retired_at:
            changed = criterion.name != name
            criterion.name, criterion.order, criterion.retired_at = name, order, None
            criterion.save()
            answers.append(Grown(CRITERION, name, "changed" if changed else "kept", url))
        else:
            answers.append(Grown(CRITERION, name, "kept", url))
    for line_id, criterion in known.items():
        if line_id not in standing and criterion.retired_at is None and criterion.line.charter_id == version.charter_id:
            criterion.retired_at = timezone.now()
            criterion.save(update_fields=["retired_at"])
            record("reviews.criterion_retired", criterion, by=by)
            answers.append(Grown(CRITERION, criterion.name, "retired", url))
    return answers
