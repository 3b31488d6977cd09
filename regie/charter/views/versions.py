"""Versions of the charter: all of them, one as it reads, two compared, out as Markdown."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.charter.exporting import as_markdown
from regie.charter.forms import ItemForm, LookForm, ObjectionForm
from regie.charter.models import Charter, NotProposed, Section, Version, Wording
from regie.charter.pages import address, charter_page, versions_of
from regie.charter.reviewing import compared
from regie.people.models import Person, Role


def find(request: HttpRequest, number: int) -> Version:
    versions = Version.objects.visible_to(request.user).filter(charter__domain__is_home=True)
    return get_object_or_404(versions.select_related("charter__domain"), number=number)


def page(request: HttpRequest, version: Version, status: int = 200, **more) -> HttpResponse:
    """A version set to be read; `more` brings a form under way."""
    person = request.user
    shown = charter_page(version, person)
    can_edit = person.is_member and version.state in ("proposed", "in_force")
    editing = next(
        (each for part in shown.parts for each in part.clauses + part.notes if str(each.wording.pk) == request.GET.get("edit")),
        None,
    )
    delegator = version.delegator()
    context = {
        "page": shown, "version": version, "charter": version.charter, "can_edit": can_edit,
        "team": person.is_member or person.is_delegator, "look": LookForm(initial={"next_look_on": version.charter.next_look_on}),
        "objection": version.standing_objection(), "objection_form": more.pop("objection_form", None) or ObjectionForm(),
        "consent": version.consents.filter(verdict="consent").select_related("person", "recorded_by").first(),
        "delegator": delegator, "can_consent": may_consent(person, version), "is_in_name": person.is_lead and person != delegator,
        "link_metric": address("metrics:metric_new"), "people": Person.objects.team() if can_edit else [],
        "roles": Role.objects.filter(domain=version.charter.domain) if can_edit else [], "adding": request.GET.get("add", ""),
        "editing": editing.wording.pk if editing else None, "sections": Section, **more,
    }  # fmt: skip
    if editing and can_edit:
        context.setdefault("form", ItemForm(section=editing.wording.section, item=editing.wording.data | {"text": editing.wording.text},
                                            is_note=editing.wording.is_note))  # fmt: skip
    if context["adding"] in Section.values and can_edit:
        context.setdefault("new_form", ItemForm(section=context["adding"], item={}, prefix="new"))
    return render(request, "charter/charters/show.html", context, status=status)


def may_consent(person: Person, version: Version) -> bool:
    return version.state == Version.State.PROPOSED and (person.is_delegator or person.is_lead)


def index(request: HttpRequest) -> HttpResponse:
    charter = get_object_or_404(Charter.objects.visible_to(request.user), domain__is_home=True)
    versions = versions_of(charter, request.user)
    return render(
        request,
        "charter/versions/index.html",
        {"charter": charter, "versions": versions, "delegator": versions[0].delegator() if versions else None},
    )


def show(request: HttpRequest, number: int) -> HttpResponse:
    return page(request, find(request, number))


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    version = get_object_or_404(Version.objects.editable_by(request.user), charter__domain__is_home=True, number=number)
    try:
        version.withdraw(by=request.user)
        messages.success(request, _("Version %(number)d was withdrawn.") % {"number": number})
    except NotProposed:
        messages.error(request, _("Version %(number)d is no longer proposed.") % {"number": number})
    return redirect("charter:versions")


def compare(request: HttpRequest) -> HttpResponse:
    """The readable difference between any two versions, line by line."""
    charter = get_object_or_404(Charter.objects.visible_to(request.user), domain__is_home=True)
    versions = versions_of(charter, request.user)
    by_number = {str(each.number): each for each in versions}
    newest = versions[0] if versions else None
    new = by_number.get(request.GET.get("to", "")) or newest
    old = by_number.get(request.GET.get("from", "")) or next(
        (each for each in versions if new and each.number < new.number), None
    )
    if new is None or old is None:
        raise Http404
    return render(
        request,
        "charter/versions/compare.html",
        {
            "charter": charter,
            "versions": versions,
            "old": old,
            "new": new,
            "parts": between(old, new),
            "may_consent": request.user.is_delegator and may_consent(request.user, new),
        },
    )


def between(old: Version, new: Version) -> list[dict]:
    """By section: lines new, gone, moved or changed, with the words that differ. Two queries."""
    before = {each.line_id: each for each in old.wordings.all()}
    after = {each.line_id: each for each in new.wordings.all()}
    parts = []
    for section, label in Section.choices:
        rows = []
        for line, each in after.items():
            if each.section == section:
                rows += _row(before.get(line), each)
        rows += [
            {"kind": "gone", "wording": each, "changes": []}
            for line, each in before.items()
            if line not in after and each.section == section
        ]
        if rows:
            parts.append({"section": section, "label": label, "rows": rows})
    return parts


def _row(old: Wording | None, new: Wording) -> list[dict]:
    if old is None:
        return [{"kind": "new", "wording": new, "changes": []}]
    changes = compared(old.data | {"text": old.text}, old.section, new.data | {"text": new.text}, new.section)
    if old.section != new.section or old.is_note != new.is_note:
        return [{"kind": "moved", "wording": new, "earlier": old, "changes": changes}]
    return [{"kind": "changed", "wording": new, "changes": changes}] if changes else []


def export(request: HttpRequest) -> HttpResponse:
    """The charter as Markdown in the shape that an import reads, in either language."""
    charter = get_object_or_404(Charter.objects.visible_to(request.user), domain__is_home=True)
    mine = Version.objects.visible_to(request.user).filter(charter=charter)
    number, language = request.GET.get("version", ""), request.GET.get("lang", "")
    version = (
        mine.filter(number=int(number)).first()
        if number.isdigit()
        else mine.filter(state__in=["in_force", "proposed"]).order_by("state").first()
    )
    if version is None or language not in ("fr", "en", ""):
        raise Http404
    language = language or version.language
    response = HttpResponse(as_markdown(version, language), content_type="text/markdown; charset=utf-8")
    name = _("charter") if language == "en" else "charte"
    response["Content-Disposition"] = f'attachment; filename="{name}-v{version.number}-{language}.md"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
