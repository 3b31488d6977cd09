"""One line of the charter, changed in place: every change goes to the proposed version."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regie.charter import settling
from regie.charter.forms import ItemForm
from regie.charter.models import Charter, Line, Section, Wording
from regie.charter.reading.questions import SENTENCES, sentence
from regie.charter.reviewing import same_domain_sentence
from regie.charter.rule_form import ThresholdForm, volumes
from regie.charter.settling import as_they_stand
from regie.charter.trying import rings
from regie.charter.views.versions import page
from regie.journal.models import Stale
from regie.people import rights


def find(request: HttpRequest, pk: int) -> Wording:
    return get_object_or_404(Wording.objects.editable_by(request.user).select_related("version__charter__domain", "line"), pk=pk)


def back(wording: Wording) -> HttpResponse:
    return redirect(f"{reverse('charter:version', args=[wording.version.number])}#line-{wording.line_id}")


def number(request: HttpRequest, name: str = "revision") -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdigit() else None


def item(wording: Wording) -> dict:
    return wording.data | {"text": wording.text}


def questions(wording: Wording) -> list[str]:
    found = []
    for each in wording.data.get("questions") or []:
        facts = each.get("facts") or {}
        if each.get("code") in SENTENCES:
            found.append(sentence(each["code"], facts))
        elif each.get("code") == "same_domain":
            found.append(same_domain_sentence(facts.get("name", ""), facts.get("other", "")))
    return found


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A line's own address leads to its place on the page."""
    wording = get_object_or_404(Wording.objects.visible_to(request.user).select_related("version"), pk=pk)
    return back(wording)


def shown(wording: Wording, form: ItemForm, tried: dict[int, ThresholdForm] | None = None) -> dict:
    """The page of one line: its fields, its questions, its rules; `tried` are rules that were typed and are not right yet."""
    ruled = wording.data.get("thresholds") or []
    measures = volumes([wording.data.get("formula") or ""]) if ruled else []
    rung = rings([wording])
    rules = [
        {
            "place": at,
            "data": each,
            "form": (tried or {}).get(at) or ThresholdForm(rule=each, measures=measures, prefix=f"t{at}"),
            "rings": rung.get((wording.line_id, at), ""),
            "is_settled": each.get("confirmed"),
            "is_sentence": each.get("kept_as_sentence"),
        }
        for at, each in enumerate(ruled)
    ]
    return {"wording": wording, "form": form, "revision": wording.revision, "questions": questions(wording), "rules": rules}


@require_http_methods(["GET", "POST"])
def update(request: HttpRequest, pk: int) -> HttpResponse:
    wording = find(request, pk)
    as_they_stand([wording], wording.version)
    form = ItemForm(request.POST or None, section=wording.section, item=item(wording), is_note=wording.is_note)
    context = shown(wording, form)
    if request.method == "GET" or not form.is_valid():
        template = "charter/clauses/edit.html#form" if request.htmx else "charter/clauses/edit.html"
        return render(request, template, context, status=422 if form.is_bound else 200)
    changes = form.changes()
    try:
        kept = wording.reword(by=request.user, revision=number(request), text=changes["text"], data=changes)
    except Stale as stale:
        theirs = stale.current
        context |= {"revision": theirs.revision, "theirs": theirs, "wording": theirs}
        return render(request, "charter/clauses/edit.html", context, status=409)
    if not wording.version.charter.in_force():
        messages.success(request, _("Kept."))
    elif kept.version_id != wording.version_id:
        messages.success(
            request,
            _("Version %(number)d was opened with this change. It waits for the delegator’s consent.")
            % {"number": kept.version.number},
        )
    return back(kept)


@require_POST
@rights.needs("charter.edit")
def create(request: HttpRequest) -> HttpResponse:
    charter = get_object_or_404(Charter.objects.editable_by(request.user), domain__is_home=True)
    version, section = charter.current(), request.POST.get("section", "")
    if version is None or section not in Section.values:
        raise Http404
    form = ItemForm(request.POST, section=section, item={}, prefix="new")
    if not form.is_valid():
        return page(request, version, status=422, new_form=form, adding=section)
    data = form.changes()
    return back(version.add_line(section, data["text"], by=request.user, data=data))


@require_POST
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    wording = find(request, pk)
    charter = wording.version.charter
    try:
        wording.remove(by=request.user)
    except Stale:
        messages.error(request, _("This line is no longer in the proposed version."))
        return redirect("charter:index")
    messages.success(
        request, _("The line is out of the proposed version; the versions before keep it."),
        extra_tags=f"undo:{reverse('charter:line_restoration', args=[wording.line_id])}",
    )  # fmt: skip
    version = charter.proposed()
    return redirect("charter:version", version.number) if version else redirect("charter:index")


@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a line among those of its section: `to` counts from 0, or `step` is -1 or 1."""
    wording = find(request, pk)
    to = number(request, "to")
    if to is None:
        row = list(wording.version.wordings.filter(section=wording.section, is_note=wording.is_note).values_list("pk", flat=True))
        to = row.index(wording.pk) + (-1 if request.POST.get("step") == "-1" else 1)
    try:
        return back(wording.move(by=request.user, to=max(to, 0)))
    except Stale:
        messages.error(request, _("This line is no longer in the proposed version."))
        return redirect("charter:index")


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """A line taken out comes back as it was."""
    line = get_object_or_404(Line, pk=pk, charter__in=Charter.objects.editable_by(request.user))
    version = line.charter.proposed()
    if version is None:
        raise Http404
    return back(version.put_back(line, by=request.user))


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """The lines of a section in a new order: one of them was moved by hand."""
    wanted = [int(each) for each in request.POST.getlist("order") if each.isdigit()]
    wording = Wording.objects.editable_by(request.user).select_related("version__charter").filter(pk__in=wanted[:1]).first()
    if wording is None:
        raise Http404
    lines = wording.version.wordings.filter(section=wording.section, is_note=wording.is_note).select_related(
        "version__charter", "line"
    )
    row = {each.pk: each for each in lines}
    moved = _moved(list(row), wanted)
    if moved is None:
        return HttpResponse(status=409)
    try:
        row[moved].move(by=request.user, to=wanted.index(moved))
    except Stale:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def _moved(before: list[int], after: list[int]) -> int | None:
    """Which one changed its place; None where the two do not hold the same lines, or differ by more than one of them."""
    if sorted(before) != sorted(after) or before == after:
        return None
    at = next(place for place, pk in enumerate(before) if after[place] != pk)
    for pk in (before[at], after[at]):
        if [each for each in before if each != pk] == [each for each in after if each != pk]:
            return pk
    return None


@require_POST
def threshold(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Confirm the rule of a metric's line, or keep it as a sentence."""
    wording = find(request, pk)
    as_they_stand([wording], wording.version)
    rules = wording.data.get("thresholds") or []
    if place >= len(rules):
        raise Http404
    measures = volumes([wording.data.get("formula") or ""])
    form = ThresholdForm(request.POST, rule=rules[place], measures=measures, prefix=f"t{place}")
    act = request.POST.get("act")
    if act in ("sentence", "reopen"):
        rule = {**rules[place], "confirmed": False, "kept_as_sentence": act == "sentence"}
    elif form.is_valid():
        rule = form.changed()
    else:
        fields = ItemForm(section=wording.section, item=item(wording), is_note=wording.is_note)
        return render(request, "charter/clauses/edit.html", shown(wording, fields, {place: form}), status=422)
    try:
        settling.settle(wording, place, rule, by=request.user, revision=number(request))
    except Stale:
        messages.error(request, _("Somebody changed this line while you were writing. Look at it again, then confirm."))
        return redirect("charter:clause_edit", wording.pk)
    if act != "reopen":
        messages.success(request, _("Kept as a sentence: it raises no alarm.") if act == "sentence" else _("Confirmed."))
    return back(wording)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """“That is it”: the open questions of a line are answered by leaving it as it stands."""
    wording = find(request, pk)
    try:
        settling.leave(wording, by=request.user, revision=number(request))
    except Stale:
        messages.error(request, _("Somebody changed this line while you were writing. Look at it again, then confirm."))
        return redirect("charter:clause_edit", wording.pk)
    return back(wording)
