"""Drivers: situations that call for a response."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.people import rights
from regie.people.rights import needs
from regie.reviews.forms import DriverForm, DropForm, TakeUpForm
from regie.reviews.models import Driver, Review
from regie.ui.acting import acts, done


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    drivers = Driver.objects.visible_to(request.user).select_related("breach", "opened_by", "taken_in", "answered_by", "domain")
    count = drivers.open().count()
    state = request.GET.get("state", "open")
    drivers = (
        drivers.open()
        if state == "open"
        else drivers.exclude(pk__in=Driver.objects.open().values("pk"))
        if state == "over"
        else drivers
    )
    page = Paginator(drivers.order_by("-opened_at", "-pk"), 30).get_page(request.GET.get("page"))
    return render(request, "reviews/drivers/index.html", {"page": page, "state": state, "count": count})


def _seen(request: HttpRequest, pk: int) -> Driver:
    found = Driver.objects.visible_to(request.user).select_related(
        "breach__metric", "breach__threshold", "opened_by", "taken_in", "taken_by", "answered_by", "dropped_by", "domain"
    )
    return get_object_or_404(found, pk=pk)


def _next_reviews(request: HttpRequest):
    return Review.objects.editable_by(request.user).coming().order_by("starts_at")


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    driver = _seen(request, pk)
    may_edit = Driver.objects.editable_by(request.user).filter(pk=pk).exists()
    reviews = _next_reviews(request)
    first = reviews.first()
    return render(
        request,
        "reviews/drivers/show.html",
        {
            "driver": driver,
            "may_edit": may_edit,
            "may_plan": rights.is_member(request.user),
            "take_form": TakeUpForm(
                reviews=reviews.filter(pk__in=reviews.values("pk")[:12]), initial={"review": first.pk if first else None}
            ),
            "drop_form": DropForm(),
            "decisions": list(driver.decisions.filter(withdrawn_at=None).select_related("review", "owner")),
        },
    )


@needs("reviews.open_driver")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = DriverForm(request.POST or None, initial={"domain": getattr(request.user, "domain_id", None)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        driver = Driver.open_one(
            by=request.user, title=data["title"], situation=data["situation"], effect=data["effect"], domain=data["domain"]
        )
        return done(request, driver, _("The driver is open. It stands on the agenda of the next review."))
    return render(request, "reviews/drivers/form.html", {"form": form, "driver": None}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    driver = get_object_or_404(Driver.objects.editable_by(request.user), pk=pk)
    initial = {name: getattr(driver, name) for name in ("title", "situation", "effect", "revision")} | {
        "domain": driver.domain_id
    }
    form, theirs = DriverForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        revision = data.pop("revision") or driver.revision
        try:
            driver.edit(by=request.user, revision=revision, **data)
            return done(request, driver, _("The driver is kept."))
        except Stale as stale:
            theirs = stale.current
            form.data = form.data.copy()
            form.data["revision"] = str(theirs.revision)
    return render(
        request,
        "reviews/drivers/form.html",
        {"form": form, "driver": driver, "theirs": theirs},
        status=409 if theirs else 422 if form.is_bound else 200,
    )


@acts
@needs("reviews.plan")
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    driver = _seen(request, pk)
    form = TakeUpForm(request.POST, reviews=_next_reviews(request))
    if not form.is_valid():
        return done(request, driver)
    review = form.cleaned_data["review"]
    driver.take_up(review, by=request.user)
    return done(request, driver, _("It stands on the agenda of %(review)s.") % {"review": review.name})


@acts
@needs("reviews.plan")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    driver = _seen(request, pk)
    driver.drop(request.POST.get("because", "")[:300], by=request.user)
    return done(request, driver, _("The driver is dropped."), reverse("reviews:driver_drop_undo", args=[pk]))


@acts
@needs("reviews.plan")
def pick_up_again(request: HttpRequest, pk: int) -> HttpResponse:
    driver = _seen(request, pk)
    driver.pick_up_again(by=request.user)
    return done(request, driver, _("The driver is open again."))
