"""The media plan: its lines, their weeks as a grid, what they make together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.media_forms import MediaLineForm
from regie.plan.media_lists import MediaLines
from regie.plan.models import Activity, Campaign, MediaLine
from regie.plan.reading import media as reading
from regie.ui.acting import acts, done
from regie.ui.forms import conflict, written_number

SHOWN = ("lines", "weeks", "totals")
RELATED = ("campaign", "channel", "audience", "activity", "budget_line")


def _table(request: HttpRequest) -> MediaLines:
    return MediaLines(request, MediaLine.objects.visible_to(request.user).select_related(*RELATED))


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    table = _table(request)
    return table.export() or _page(request, table)


def _page(
    request: HttpRequest, table: MediaLines, typed: dict[str, str] | None = None, wrong: Collection[str] = (), status: int = 200
) -> HttpResponse:
    show = "weeks" if typed is not None else request.GET.get("show", "lines")
    show = show if show in SHOWN else "lines"
    found: Any = table.rows
    whole = reading.sums(found, split=show == "totals")
    page = {
        "table": table,
        "show": show,
        "sums": whole,
        "currency": reading.Worth().currency,
        "may_edit": MediaLine.objects.editable_by(request.user).exists() or request.user.has_perm("plan.prepare"),
        "over": [each for each in _against(found) if each.over > 0],
    }
    if show == "weeks":
        page |= _weeks(request, found, typed, wrong)
    return render(request, "plan/media/index.html", page, status=status)


def _against(found: Any) -> list[reading.Against]:
    lines = reading.against(found.order_by().exclude(budget_line=None).values_list("budget_line", flat=True).distinct())
    return sorted(lines.values(), key=lambda each: -each.over)


def _weeks(request: HttpRequest, found: Any, typed: dict[str, str] | None, wrong: Collection[str]) -> dict[str, Any]:
    asked = request.POST if typed is not None else request.GET
    paged = Paginator(found, reading.LINES).get_page(asked.get("page"))
    span = found.order_by().aggregate(first=Min("starts_on"), last=Max("ends_on"))
    lines = list(paged)
    first = reading.first_week(lines, asked.get("from", ""))
    grid = reading.grid(lines, first, (span["first"], span["last"]) if span["first"] else None, typed, wrong)
    return {"grid": grid, "paged": paged, "from": first, "last_week": grid.weeks[-1]}


@require_http_methods(["POST"])
@needs("plan.prepare")
def weeks(request: HttpRequest) -> HttpResponse:
    """All weeks that were typed, or none of them: a cell that is no number keeps the page as it was typed."""
    sent = {name: text for name, text in request.POST.items() if name.startswith("week-")}
    lines = {line.pk: line for line in MediaLine.objects.editable_by(request.user).filter(pk__in=_lines_in(sent))}
    wrong, wanted = _read(sent, lines)
    if not wrong:
        try:
            changed = _place(request, lines, wanted)
        except (Stale, Refused) as fault:
            sentence = fault.sentence if isinstance(fault, Refused) else _changed_since(fault.current)
            messages.error(request, sentence)
            return _page(request, _table(request), sent, status=409)
        if changed:
            said = ngettext("The weeks of %(count)s line are kept.", "The weeks of %(count)s lines are kept.", changed)
            messages.success(request, said % {"count": changed})
        else:
            messages.info(request, _("No week reads otherwise than before."))
        return redirect(f"{reverse('plan:media')}?{request.GET.urlencode()}")
    said = ngettext("%(count)s week is not a number.", "%(count)s weeks are not numbers.", len(wrong)) % {"count": len(wrong)}
    messages.error(request, said + " " + _("Nothing is kept yet: correct them below."))
    return _page(request, _table(request), sent, wrong, 422)


def _changed_since(line: Any) -> str:
    return _("%(line)s was changed by somebody else in the meantime. Look at it, then keep yours.") % {"line": line}


def _lines_in(sent: dict[str, str]) -> set[int]:
    return {int(name.split("-")[1]) for name in sent if name.split("-")[1].isdecimal()}


def _read(sent: dict[str, str], lines: dict[int, MediaLine]) -> tuple[dict[str, str], dict[int, dict[date, Decimal]]]:
    """(cells that are no number, {line: {week: quantity}})."""
    wrong: dict[str, str] = {}
    wanted: dict[int, dict[date, Decimal]] = {}
    for name, text in sent.items():
        _week, pk, day = name.split("-", 2)
        line = lines.get(int(pk)) if pk.isdecimal() else None
        if line is None:
            continue
        try:
            week = date.fromisoformat(day)
            quantity = Decimal(written_number(text)) if text.strip() else Decimal(0)
            if not quantity.is_finite() or quantity < 0 or quantity >= 10**12 or week.weekday():
                raise InvalidOperation
            wanted.setdefault(line.pk, {})[week] = quantity.quantize(Decimal("0.01"))
        except (ValueError, InvalidOperation):
            wrong[name] = text
    return wrong, wanted


def _place(request: HttpRequest, lines: dict[int, MediaLine], wanted: dict[int, dict[date, Decimal]]) -> int:
    changed = 0
    with transaction.atomic():
        for pk, shown in wanted.items():
            line = lines[pk]
            held = dict(line.flights.values_list("week", "quantity"))
            if all(held.get(week, 0) == quantity for week, quantity in shown.items()):
                continue
            revision = request.POST.get(f"revision-{pk}", "")
            weeks = {**held, **shown}
            changed += line.place(weeks, by=request.user, revision=int(revision) if revision.isdecimal() else None)
    return changed


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(MediaLine.objects.visible_to(request.user).select_related(*RELATED, "batch"), pk=pk)
    placed = sum((flight.quantity for flight in line.flights.all()), Decimal())
    context = {
        "line": line,
        "flights": line.flights.all(),
        "placed": placed,
        "differs": line.quantity - placed if placed else Decimal(),
        "stray": line.stray,
        "worth": reading.Worth().of(line),
        "currency": reading.Worth().currency,
        "against": reading.against([line.budget_line_id]).get(line.budget_line_id) if line.budget_line_id else None,
        "may_edit": MediaLine.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "plan/media/show.html", context)


def _ours(request: HttpRequest, pk: int) -> MediaLine:
    return get_object_or_404(MediaLine.objects.editable_by(request.user).select_related(*RELATED), pk=pk)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = _start(request)
    form = MediaLineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.typed
        try:
            line = MediaLine.buy(typed.pop("campaign"), typed.pop("support"), by=request.user, **typed)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return done(request, line, _said(line))
    return _form(request, form, None)


def _start(request: HttpRequest) -> dict[str, Any]:
    """As the address begins it: of a campaign, or of an activity with its channel and audience."""
    asked = {name: request.GET.get(name, "") for name in ("campaign", "activity")}
    if asked["activity"].isdecimal():
        activity = Activity.objects.editable_by(request.user).filter(pk=asked["activity"]).first()
        if activity:
            first, last = activity.starts_on, activity.ends_on or activity.starts_on
            return {
                "campaign": activity.campaign_id, "activity": activity.pk, "channel": activity.channel_id,
                "audience": activity.audience_id, "starts_on": first, "ends_on": last,
            }  # fmt: skip
    known = (
        Campaign.objects.editable_by(request.user).filter(pk=asked["campaign"]).first() if asked["campaign"].isdecimal() else None
    )
    return {"campaign": known.pk, "starts_on": known.starts_on, "ends_on": known.ends_on} if known else {}


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    line = _ours(request, pk)
    form = MediaLineForm(request.POST or None, instance=line)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
            return _form(request, form, line)
        return done(request, line, _said(MediaLine.objects.select_related(*RELATED).get(pk=pk)))
    return _form(request, form, line)


def _form(request: HttpRequest, form: MediaLineForm, line: MediaLine | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "plan/media/form.html", {"form": form, "line": line}, status=status)


def _said(line: MediaLine) -> str:
    """Kept; and whether its budget line is now planned for less than its media cost."""
    if line.budget_line_id:
        from django.utils.translation import get_language

        from regie.lib.money import money

        against = reading.against([line.budget_line_id]).get(line.budget_line_id)
        if against and against.over > 0:
            over = money(against.over, reading.Worth().currency, get_language() or "en")
            return _("The line is kept. The media of %(number)s now cost %(over)s more than is planned on it.") % {
                "number": against.line.number,
                "over": over,
            }
    return _("The line is kept.")


@acts
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    line = _ours(request, pk)
    line.erase(by=request.user)
    return done(request, "plan:media", _("The media line “%(line)s” is erased.") % {"line": line})
