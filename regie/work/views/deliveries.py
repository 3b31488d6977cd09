"""Deliveries: what the department waits for from others, and the page on which they promise and deliver it."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.charter.models import Deliverable
from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.ui.forms import conflict
from regie.work.models import Delivery, Task
from regie.work.request_forms import DeliveryEditForm, DeliveryForm
from regie.work.request_lists import Deliveries, state_of
from regie.work.views.requests import _day, files_of


@needs("work.request")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Delivery.objects.visible_to(request.user)
    counted = rows.annotate(held=Count("holds", filter=Q(holds__task__ended_at=None), distinct=True))
    table = Deliveries(request, counted.select_related("domain"))
    may_ask = request.user.has_perm("work.answer")
    return table.export() or render(
        request,
        "work/deliveries/index.html",
        {
            "table": table,
            "many": rows.open().count(),
            "late": rows.late().count(),
            "may_ask": may_ask,
            "expected": _expected() if may_ask else [],
        },
    )


def _expected() -> list[Deliverable]:
    """What the charter expects of others and nobody asked for. One query."""
    lines = Deliverable.objects.current().filter(direction=Deliverable.Direction.EXPECTED).exclude(domain=None)
    still = Delivery.objects.open().filter(deliverable__isnull=False).values("deliverable")
    return list(lines.exclude(pk__in=still).exclude(domain__is_home=True).select_related("domain").order_by("domain__name", "pk"))


@needs("work.answer")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("deliverable") or request.GET.get("deliverable") or ""
    deliverable = Deliverable.objects.current().filter(pk=asked).first() if asked.isdigit() else None
    task = _task(request)
    initial = {"campaign": request.GET.get("campaign", "") or (task.campaign if task else "")}
    if deliverable is not None:
        initial |= {"what": deliverable.text.rstrip(" .")[:300], "domain": deliverable.domain_id}
    form = DeliveryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        delivery = Delivery.ask(data.pop("what"), data.pop("domain"), by=request.user, deliverable=deliverable, **data)
        if task is not None:
            task.wait_for(delivery, by=request.user)
        return done(request, delivery, _("It is asked: its people hear of it and promise a day."))
    context = {"form": form, "delivery": None, "deliverable": deliverable, "task": task}
    return render(request, "work/deliveries/form.html", context, status=422 if form.is_bound else 200)


def _task(request: HttpRequest) -> Task | None:
    """The task that shall wait for it, when one comes from its page."""
    said = request.POST.get("task") or request.GET.get("task") or ""
    return Task.objects.editable_by(request.user).open().filter(pk=said).first() if said.isdigit() else None


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Delivery.objects.visible_to(request.user)
    delivery = get_object_or_404(
        rows.select_related("domain", "deliverable", "asked_by", "asked_of", "promised_by", "delivered_by"), pk=pk
    )
    holds = Task.objects.visible_to(request.user).filter(waits__delivery=delivery).order_by("due_at", "pk")
    return render(
        request,
        "work/deliveries/show.html",
        {
            "delivery": delivery,
            "state": state_of(delivery),
            "those_asked": delivery.those_asked() if delivery.is_open and not delivery.promised_by else [],
            "holds": holds,
            "tasks": _tasks_to_hold(request, delivery),
            "files": [enclosure.file for enclosure in delivery.enclosures.select_related("file")],
            "may_edit": request.user.has_perm("work.answer"),
            "may_promise": Delivery.objects.editable_by(request.user).filter(pk=pk).exists() and delivery.is_open,
        },
    )


def _tasks_to_hold(request: HttpRequest, delivery: Delivery) -> list[str]:
    """Titles of open tasks that could wait for it, those of its campaign alone where it has one."""
    if not delivery.is_open or not request.user.has_perm("work.answer"):
        return []
    rows = Task.objects.editable_by(request.user).open().exclude(waits__delivery=delivery)
    rows = rows.filter(campaign=delivery.campaign) if delivery.campaign else rows
    return list(rows.order_by("due_at", "pk").values_list("title", flat=True)[:200])


def _theirs(request: HttpRequest, pk: int) -> Delivery:
    return get_object_or_404(Delivery.objects.editable_by(request.user), pk=pk)


def _ours(request: HttpRequest, pk: int) -> Delivery:
    delivery = _theirs(request, pk)
    if not request.user.has_perm("work.answer"):
        raise Refused(_("Only the team changes what it waits for."))
    return delivery


@needs("work.answer")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = _theirs(request, pk)
    form = DeliveryEditForm(request.POST or None, instance=delivery)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, delivery, _("What is awaited is kept."))
    return render(
        request, "work/deliveries/form.html", {"form": form, "delivery": delivery}, status=422 if form.is_bound else 200
    )


@acts
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = _theirs(request, pk)
    day = _day(request)
    if day is None:
        raise Refused(_("Choose the day."))
    delivery.promise(day, by=request.user, words=request.POST.get("text", ""))
    return done(request, delivery, _("Thank you: marketing counts on that day."))


@acts
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = _theirs(request, pk)
    delivery.deliver(by=request.user, words=request.POST.get("text", ""), files=files_of(request))
    return done(request, delivery, _("It is delivered: what waited for it goes on."))


@acts
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = _ours(request, pk)
    delivery.take_back(by=request.user)
    return done(request, delivery, _("It is awaited again."))


@acts
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = _ours(request, pk)
    delivery.drop(by=request.user)
    return done(request, delivery, _("It is no longer awaited."))


@acts
def wait(request: HttpRequest, pk: int) -> HttpResponse:
    """A task, by its title, begins to wait for this."""
    delivery = _ours(request, pk)
    title = request.POST.get("title", "").strip()
    task = Task.objects.editable_by(request.user).open().filter(title__iexact=title).order_by("-pk").first() if title else None
    if task is None:
        raise Refused(_("No open task has that title: choose one of the list."))
    task.wait_for(delivery, by=request.user)
    return done(request, f"{delivery.get_absolute_url()}#holds", _("“%(task)s” waits for it.") % {"task": task})
