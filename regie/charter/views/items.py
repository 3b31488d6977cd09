"""One item of a reading: corrected in its fields, left out, kept as a note, answered, its rule confirmed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from regie.charter.forms import ItemForm
from regie.charter.models import Correction, Reading, Section
from regie.charter.queries import review_page
from regie.charter.reviewing import Gone, reviewed
from regie.charter.rule_form import ThresholdForm, volumes
from regie.charter.understanding.answers import answered
from regie.charter.understanding.entries import Entry
from regie.journal.models import Stale


def find(request: HttpRequest, pk: int, path: str) -> tuple[Reading, Entry]:
    """The draft and its item; a reading one may not correct, or an item that it lacks, is a 404."""
    reading = get_object_or_404(Reading.objects.editable_by(request.user).drafts(), pk=pk)
    for entry in reviewed(reading).entries:
        if entry.path == path:
            return reading, entry
    raise Http404


def revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdigit() else None


def answer_with(request: HttpRequest, reading: Reading, path: str, status: int = 200, **more) -> HttpResponse:
    """The item as it now stands: a partial for htmx, else back to its place on the page."""
    shown = request.POST.get("show") or request.GET.get("show") or "all"
    if not request.htmx and status == 200:
        query = f"?show={shown}" if shown != "all" else ""
        return HttpResponseRedirect(f"{reverse('charter:reading', args=[reading.pk])}{query}#{path.replace('.', '-')}")
    page = review_page(reading, shown, only=path, **more)
    template = "charter/readings/show.html#answer" if request.htmx else "charter/readings/show.html"
    if not request.htmx:
        page = review_page(reading, shown, **more)
    return render(request, template, {"page": page, "reading": reading, "item": page.item(path)}, status=status)


@require_http_methods(["GET", "POST"])
def update(request: HttpRequest, pk: int, path: str) -> HttpResponse:
    """The fields of an item. Saves itself while one types (`quiet`), and shows the item again when done."""
    reading, entry = find(request, pk, path)
    if request.method == "GET":
        return answer_with(request, reading, path, editing="" if request.GET.get("close") else path)
    form = ItemForm(request.POST, section=entry.section, item=entry.data, is_note=entry.is_note, prefix=entry.anchor)
    quiet = bool(request.POST.get("quiet"))
    if not form.is_valid():
        return answer_with(request, reading, path, status=422, editing=path, form=form)
    own = entry.owned.data if entry.owned else {}
    try:
        kept = reading.correct(
            path, by=request.user, revision=revision(request) if entry.owned else None,
            data={**own, **form.changes()}, settled=entry.settled or not quiet, act=entry.act, section=entry.owned.section if entry.owned else "",
        )  # fmt: skip
    except Stale as stale:
        return answer_with(request, reading, path, status=422, editing=path, form=form, stale=stale.current)
    if quiet and request.htmx:
        return render(request, "charter/readings/saved.html", {"anchor": entry.anchor, "revision": kept.revision})
    return answer_with(request, reading, path)


@require_POST
def act(request: HttpRequest, pk: int, path: str) -> HttpResponse:
    """Take, leave out, keep as a note, keep the old words, turn into a line of another part, or say “that is it”."""
    wanted, section = request.POST.get("act", ""), request.POST.get("section", "")
    if path.startswith("line."):
        reading = get_object_or_404(Reading.objects.editable_by(request.user).drafts(), pk=pk)
        gone: Gone | None = next((each for each in reviewed(reading).gone if each.path == path), None)
        if gone is None or wanted not in ("take", "keep_old"):
            raise Http404
        reading.correct(path, by=request.user, act=wanted)
        return answer_with(request, reading, path)
    reading, entry = find(request, pk, path)
    fields: dict = {}
    if wanted == "settle":
        fields = {"settled": True, "act": entry.act, "data": entry.owned.data if entry.owned else {}}
    elif wanted in Correction.Act.values:
        fields = {"act": wanted}
    elif wanted == "move" and section in Section.values and section != Section.PURPOSE:
        fields = {"act": Correction.Act.TAKE, "section": section}
    else:
        raise Http404
    reading.correct(path, by=request.user, **fields)
    return answer_with(request, reading, path)


@require_POST
def answer(request: HttpRequest, pk: int, path: str) -> HttpResponse:
    """An answer to a question of the reader, kept with the item."""
    reading, entry = find(request, pk, path)
    code, about, choice = (request.POST.get(key, "") for key in ("code", "about", "choice"))
    asked = next((each for each in entry.questions if each.code == code and each.about == about), None)
    if asked is None or choice not in asked.choices:
        raise Http404
    own = entry.owned.data if entry.owned else {}
    reading.correct(path, by=request.user, data={**own, **answered(entry, asked, choice)}, **_kept(entry))
    return answer_with(request, reading, path)


@require_POST
def threshold(request: HttpRequest, pk: int, path: str, place: int) -> HttpResponse:
    """The rule of a metric: confirmed as its slots say, or kept as a sentence that raises no alarm."""
    reading, entry = find(request, pk, path)
    if place >= len(entry.thresholds):
        raise Http404
    rule = entry.thresholds[place]
    measures = volumes([entry.data.get("formula") or ""])
    form = ThresholdForm(request.POST, rule=rule, measures=measures, prefix=f"{entry.anchor}-t{place}")
    if request.POST.get("act") == "sentence":
        rule = {**rule, "confirmed": False, "kept_as_sentence": True}
    elif request.POST.get("act") == "reopen":
        rule = {**rule, "confirmed": False, "kept_as_sentence": False}
    elif form.is_valid():
        rule = form.changed()
    else:
        return answer_with(request, reading, path, status=422, rule_forms={place: form})
    rules = [rule if at == place else each for at, each in enumerate(entry.thresholds)]
    own = entry.owned.data if entry.owned else {}
    reading.correct(path, by=request.user, data={**own, "thresholds": rules}, **_kept(entry))
    return answer_with(request, reading, path)


def _kept(entry: Entry) -> dict:
    """What a correction of one thing leaves as it was."""
    return {"act": entry.act, "settled": entry.settled}
