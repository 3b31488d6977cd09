"""How well each channel suits each audience: judged by people, beside what figures say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regie.objectives.models import Audience
from regie.people.rights import needs
from regie.plan.models import Affinity, Channel
from regie.plan.reading import channels as listing
from regie.plan.reading import suiting
from regie.ui.acting import done

LONGEST = 300


@dataclass
class Cell:
    channel: Channel
    audience: Any
    affinity: Affinity | None
    suits: suiting.Suits | None
    fault: str = ""

    @property
    def key(self) -> str:
        return f"{self.channel.pk}-{self.audience.pk}"

    @property
    def degree(self) -> int | None:
        return self.affinity.judged if self.affinity else None

    @property
    def because(self) -> str:
        return self.affinity.because if self.affinity else ""

    @property
    def stood(self) -> str:
        return f"{'' if self.degree is None else self.degree}|{self.because}"

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        return [(str(value), str(label), value == self.degree) for value, label in Affinity.Degree.choices]

    @property
    def parts(self) -> str:
        return suiting.disagreement(self.degree, self.suits)


@needs("plan.read")
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _keep(request)
    return _page(request)


def _rows(request: HttpRequest, wanted: str = "") -> tuple[list[tuple[Channel, list[Cell]]], list, suiting.Comparison]:
    channels = [each for each in listing.rows_of(request.user) if each.retired_at is None]
    audiences = list(Audience.objects.visible_to(request.user).in_use())
    judged = {
        (each.channel_id, each.audience_id): each for each in Affinity.objects.visible_to(request.user).select_related("by")
    }
    compared = suiting.comparison(request.user, channels, audiences, request.GET.get("by", ""))
    rows = []
    for channel in channels:
        cells = [
            Cell(channel, each, judged.get((channel.pk, each.pk)), compared.suits.get((channel.pk, each.pk)))
            for each in audiences
        ]
        if wanted != "used" or channel.going or any(cell.affinity or cell.suits for cell in cells):  # type: ignore[attr-defined]
            rows.append((channel, cells))
    return rows, audiences, compared


def _page(request: HttpRequest) -> HttpResponse:
    rows, audiences, compared = _rows(request)
    used = [
        (channel, cells)
        for channel, cells in rows
        if channel.going or any(cell.affinity or cell.suits for cell in cells)  # type: ignore[attr-defined]
    ]
    shows = request.GET.get("show", "used" if used else "all")
    every = [cell for _channel, cells in rows for cell in cells]
    shown = [each for each in audiences if str(each.pk) == request.GET.get("audience")] or audiences
    return render(
        request,
        "plan/affinities/index.html",
        {
            "rows": [
                (channel, [cell for cell in cells if cell.audience in shown])
                for channel, cells in (used if shows == "used" else rows)
            ],
            "audiences": shown,
            "every_audience": audiences,
            "alone": shown[0] if len(shown) == 1 < len(audiences) else None,
            "compared": compared,
            "shows": shows,
            "counts": Counter(used=len(used), all=len(rows)),
            "judged": sum(1 for cell in every if cell.affinity),
            "measured": sum(1 for cell in every if cell.suits),
            "apart": [cell for cell in every if cell.parts],
            "may_edit": request.user.has_perm("plan.prepare"),
        },
    )


def _keep(request: HttpRequest) -> HttpResponse:
    """The cells that were changed on the page: one by one as they are chosen, or all of them with the button."""
    channels = {each.pk: each for each in Channel.objects.editable_by(request.user).in_use()}
    audiences = {each.pk: each for each in Audience.objects.editable_by(request.user).in_use()}
    if not channels:
        raise Http404
    kept, last = 0, ""
    with transaction.atomic():
        for name, stood in request.POST.items():
            if not name.startswith("was-"):
                continue
            key = name.removeprefix("was-")
            degree, because = request.POST.get(f"degree-{key}", "").strip(), request.POST.get(f"because-{key}", "").strip()
            if f"{degree}|{because}" == stood:
                continue
            channel, audience = _pair(key, channels, audiences)
            chosen = int(degree) if degree.isdigit() and int(degree) in Affinity.Degree.values else None
            try:
                Affinity.judge(
                    channel, audience, chosen, by=request.user, because=because[:LONGEST] if chosen is not None else ""
                )
            except ValidationError as error:
                raise Http404 from error
            kept, last = kept + 1, key
    if request.htmx:  # type: ignore[attr-defined]
        return _cell(request, last or request.GET.get("cell", ""))
    said = ngettext("%(count)s judgement is kept.", "%(count)s judgements are kept.", kept) % {"count": kept}
    return done(request, request.get_full_path(), said if kept else _("Nothing was changed."))


def _pair(key: str, channels: dict, audiences: dict) -> tuple[Channel, Any]:
    first, _dash, second = key.partition("-")
    if not (first.isdigit() and second.isdigit() and int(first) in channels and int(second) in audiences):
        raise Http404
    return channels[int(first)], audiences[int(second)]


def _cell(request: HttpRequest, key: str) -> HttpResponse:
    rows, _audiences, _compared = _rows(request)
    cell = next((cell for _channel, cells in rows for cell in cells if cell.key == key), None)
    if cell is None:
        raise Http404
    return render(request, "plan/affinities/cell.html", {"cell": cell, "may_edit": True})
