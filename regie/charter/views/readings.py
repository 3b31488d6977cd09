"""Texts that people bring: intake, review page, acceptance and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regie.charter.forms import ImportForm
from regie.charter.models import Charter, Reading, Version
from regie.charter.queries import is_open, review_page
from regie.charter.reading.decoding import LIMIT
from regie.charter.reading.unreadable import Unreadable
from regie.charter.settling import as_they_stand
from regie.charter.views.versions import between
from regie.people import rights

LONGEST = 4 * LIMIT  # more than any text of that length takes in any encoding
in_words = _  # a noun is a key of a catalogue: other rooms' catalogues have theirs
TITLES = {  # of what a text became, several of a kind
    "person": gettext_lazy("People"),
    "domain": gettext_lazy("Domains"),
    "role": gettext_lazy("Roles"),
    "competency": gettext_lazy("Competencies"),
    "resource": gettext_lazy("Resources"),
    "deliverable": gettext_lazy("Deliverables"),
    "measure": gettext_lazy("Measures"),
    "metric": gettext_lazy("Metrics"),
    "threshold": gettext_lazy("Thresholds"),
    "review series": gettext_lazy("Review series"),
    "criterion": gettext_lazy("Criteria"),
    "gate": gettext_lazy("Gates"),
    "envelope": gettext_lazy("Envelopes"),
    "request form": gettext_lazy("Request forms"),
}
ACTS = {
    "created": gettext_lazy("made"),
    "changed": gettext_lazy("changed"),
    "retired": gettext_lazy("retired"),
    "kept": gettext_lazy("as it was"),
}


@require_http_methods(["GET", "POST"])
@rights.needs("charter.import_text")
def new(request: HttpRequest) -> HttpResponse:
    """Paste, drop or pick a text. What cannot be read is said, and what was pasted stays in its field."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload and upload.size > LONGEST:
                raise Unreadable("too_large", size=round(upload.size / 1e6, 1), limit=LIMIT // 1_000_000)
            content = upload.read() if upload else form.cleaned_data["text"]
            draft = Reading.bring(content, by=request.user, name=upload.name if upload else "")
        except Unreadable as fault:
            form.add_error("file" if upload else "text", fault.sentence)
        else:
            return redirect(draft)
    drafts = Reading.objects.visible_to(request.user).drafts().select_related("brought_by")[:20]
    context = {"form": form, "drafts": drafts, "charter": Charter.objects.visible_to(request.user).home()}
    return render(request, "charter/readings/new.html", context, status=422 if form.is_bound else 200)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    reading = get_object_or_404(Reading.objects.visible_to(request.user), pk=pk)
    if reading.version_id:
        return redirect("charter:reading_result", reading.pk)
    shown = request.GET.get("show", "all")
    page = review_page(reading, shown, editing=request.GET.get("edit", ""))
    return render(request, "charter/readings/show.html", {"page": page, "reading": reading})


@require_POST
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    reading = get_object_or_404(Reading.objects.editable_by(request.user).drafts(), pk=pk)
    reading.discard(by=request.user)
    messages.success(request, _("%(name)s was set aside.") % {"name": reading})
    return redirect("charter:import")


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it was brought, byte for byte, as a download."""
    reading = get_object_or_404(Reading.objects.visible_to(request.user).exclude(file=None).select_related("file"), pk=pk)
    return reading.file.as_download()


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    reading = get_object_or_404(Reading.objects.editable_by(request.user).exclude(state=Reading.State.DISCARDED), pk=pk)
    reading.accept(by=request.user)
    return redirect("charter:reading_result", reading.pk)


def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of an accepted text, thing by thing, and where to find it."""
    reading = get_object_or_404(Reading.objects.visible_to(request.user).select_related("version__charter__domain"), pk=pk)
    if reading.version is None:
        raise Http404
    groups: dict[str, dict] = {}
    for each in reading.version.grown:
        title = str(TITLES.get(each["noun"], in_words(each["noun"])))
        group = groups.setdefault(each["noun"], {"title": title[:1].upper() + title[1:], "rows": []})
        group["rows"].append({**each, "said": ACTS.get(each["act"], each["act"])})
    spoken = as_they_stand(reading.version.wordings.filter(is_note=False), reading.version)
    open_count = sum(is_open(each.data) for each in spoken)
    base = reading.version.charter.in_force() if reading.version.state == Version.State.PROPOSED else None
    context = {"reading": reading, "version": reading.version, "groups": list(groups.values()), "open_count": open_count,
               "base": base, "parts": between(base, reading.version) if base and not groups else [],
               "lines": reading.version.wordings.count(), "in_force": Version.State.IN_FORCE}  # fmt: skip
    return render(request, "charter/readings/result.html", context)
