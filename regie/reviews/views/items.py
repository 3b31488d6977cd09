"""Points of an agenda: added, ordered, timed, taken off, taken up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from regie.reviews.forms import ItemForm
from regie.reviews.models import Item
from regie.reviews.views.live import renewed
from regie.reviews.views.reviews import writable
from regie.ui.acting import acts, done


def mine(request: HttpRequest, pk: int) -> Item:
    return get_object_or_404(Item.objects.editable_by(request.user).select_related("review"), pk=pk)


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    form = ItemForm(request.POST)
    if not form.is_valid():
        return render(request, "reviews/item.html", {"form": form, "review": review, "action": request.path}, status=422)
    Item.add(review, by=request.user, **form.cleaned_data)
    return renewed(request, review)


@acts
def order(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    asked = request.POST.getlist("order") or request.POST.get("order", "").split(",")
    pks = [int(each) for part in asked for each in part.split(",") if each.strip().isdigit()]
    Item.put_in_order(review, pks, by=request.user)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return redirect(review)


@acts
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    item = mine(request, pk)
    form = ItemForm(request.POST.copy())
    if not request.POST.get("title"):
        form.data["title"] = item.shown_title
    if not form.is_valid():
        return render(request, "reviews/item.html", {"form": form, "review": item.review, "action": request.path}, status=422)
    title = form.cleaned_data["title"]
    item.give(form.cleaned_data["minutes"], by=request.user, title=title if title != item.shown_title else None)
    return renewed(request, item.review)


@acts
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    item = mine(request, pk)
    item.remove(by=request.user)
    if request.htmx:  # type: ignore[attr-defined]
        return renewed(request, item.review)
    return done(
        request, item.review, _("The point is off the agenda and stays off."), reverse("reviews:item_bring_back", args=[pk])
    )


@acts
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    item = mine(request, pk)
    item.bring_back(by=request.user)
    return renewed(request, item.review)


@acts
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    item = mine(request, pk)
    item.begin(by=request.user)
    return renewed(request, item.review)


@acts
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    item = mine(request, pk)
    item.finish(by=request.user)
    return renewed(request, item.review)


@acts
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    item = mine(request, pk)
    item.shift(-1 if request.POST.get("to") == "up" else 1, by=request.user)
    return renewed(request, item.review)
