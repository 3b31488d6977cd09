"""One review: being prepared, in session, or held."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.lib import rest
from regie.lib.refused import Refused
from regie.people import rights
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.reviews import adopting, beside, queries
from regie.reviews.agenda import gather
from regie.reviews.forms import CallForm, CancelForm, FollowUpForm, MinuteForm, MoveForm, ProposalForm
from regie.reviews.models import Criterion, Decision, Driver, Presence, Review
from regie.reviews.subjects import points_with_facts
from regie.ui.acting import acts, done, refuse


def seen(request: HttpRequest, pk: int) -> Review:
    return get_object_or_404(
        Review.objects.visible_to(request.user).select_related("series", "driver", "moved_by", "cancelled_by"), pk=pk
    )


def writable(request: HttpRequest, pk: int) -> Review:
    return get_object_or_404(Review.objects.editable_by(request.user), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    review = seen(request, pk)
    may_write = Review.objects.editable_by(request.user).filter(pk=pk).exists()
    if review.is_live:
        Presence.beat(review, request.user)
        context = live_context(request, review, may_write, papers=beside.of(review, request.user))
        return render(request, "reviews/live.html", context)
    if review.is_held:
        return _held(request, review, may_write)
    return _prepared(request, review, may_write)


def _prepared(request: HttpRequest, review: Review, may_write: bool) -> HttpResponse:
    stale = review.collected_at is None or (timezone.now() - review.collected_at).total_seconds() > 60
    if stale and may_write and review.starts_at > timezone.now() - timedelta(days=1):
        gather(review)  # idempotent, so it may happen on a page that is only read
        review.refresh_from_db()
    items = list(review.items.on_agenda())
    decisions = [item.subject_id for item in items if item.kind == "decision" and item.subject_id]
    looked = list(Decision.objects.filter(pk__in=decisions).select_related("metric", "owner")) if decisions else []
    looked += [each for each in queries.decided_last(review) if each.pk not in set(decisions)]
    total = sum(item.minutes for item in items)
    return render(
        request,
        "reviews/prepared.html",
        {
            "review": review,
            "papers": beside.of(review, request.user),
            "items": items,
            "points": points_with_facts(items),
            "removed": list(review.items.exclude(removed_at=None)) if may_write else [],
            "total": total,
            "over": max(0, total - review.minutes),
            "invited": list(review.persons()),
            "words_only": _words_only(review),
            "became": list(queries.before_and_after(looked).values()),
            "may_write": may_write,
            "may_plan": rights.is_member(request.user),
            "cancel_form": CancelForm(),
            "rest_name": _rest_name(review),
            "others": _others(review),
        },
    )


def _others(review: Review):
    if not review.series_id:
        return []
    return list(Review.objects.coming().filter(series=review.series_id).exclude(pk=review.pk).order_by("starts_at")[:4])


def _words_only(review: Review) -> list:
    from regie.reviews.models import Participant

    return list(Participant.objects.unresolved().filter(series=review.series_id).exclude(series=None))


def _rest_name(review: Review) -> str:
    """Why Régie moved it: the holiday's name, or "" for a weekend or when it did not move."""
    if not review.gave_way:
        return ""
    from django.utils.translation import get_language

    return rest.holiday(review.original_date, Organisation.here().country, (get_language() or "en")[:2])


def _held(request: HttpRequest, review: Review, may_write: bool) -> HttpResponse:
    page = queries.minutes_page(review)
    became = queries.before_and_after([each for each in page.decisions if each.settled_at])
    return render(
        request,
        "reviews/held.html",
        {
            "review": review,
            "papers": beside.of(review, request.user),
            "page": page,
            "became": became,
            "may_write": may_write,
            "may_reopen": rights.is_lead(request.user),
            "me": request.user,
        },
    )


def live_context(request: HttpRequest, review: Review, may_write: bool, **more) -> dict:
    """What the page in session shows; the same for the whole page and for its beat."""
    beat = queries.beat_of(review)  # before the rest is read: what is said meanwhile comes with the next beat
    parts = queries.live_parts(review, request.user)
    criteria = queries.ratings_of(review)
    mine = {each.criterion_id: each for each in review.ratings.filter(person=request.user)}
    current = parts["current"]
    adoption = adopting.proposal_for(current)
    point = points_with_facts([current])[0] if current else None
    asked = {
        "owner": request.user.pk,
        "look_again_on": _next_date(review),
        "metric": point.metric.pk if point and point.metric else None,  # what the point is about tells whether it helped
        **adoption,
    }
    proposal = ProposalForm(initial=asked, auto_id=f"proposal-{len(parts['rounds'])}-{current.pk if current else 0}-%s")
    follow_up = FollowUpForm(initial={"who": request.user.pk}, auto_id=f"follow-up-{len(parts['follow_ups'])}-%s")
    return {
        **parts,
        "point": point,
        "criteria": [(each, mine.get(each.pk), len(here), mean) for each, here, mean in criteria],
        "may_write": may_write,
        "may_reopen": rights.is_lead(request.user),
        "beat": beat,
        "proposal": proposal,
        "is_adoption": bool(adoption),
        "follow_up_form": follow_up,
        "minute_form": MinuteForm(initial={"text": parts["mine"].text if parts["mine"] else ""}),
        "absent": [each for each in review.expected() if each not in parts["here"]] if may_write else [],
        "scores": [1, 2, 3, 4, 5],
        "me": request.user,
        "has_criteria": Criterion.objects.alive().exists(),
        **more,
    }


def _next_date(review: Review):
    following = (
        Review.objects.coming()
        .filter(series=review.series_id)
        .exclude(series=None)
        .exclude(pk=review.pk)
        .order_by("starts_at")
        .first()
    )
    return following.day if following else None


@needs("reviews.plan")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    drivers = Driver.objects.visible_to(request.user).open()
    initial = {"driver": request.GET.get("driver")}
    if initial["driver"] and (driver := drivers.filter(pk=initial["driver"]).first() if initial["driver"].isdigit() else None):
        initial["name"] = _("Review: %(driver)s") % {"driver": driver.title}
    form = CallForm(request.POST or None, drivers=drivers, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        review = Review.call(
            by=request.user, name=data["name"], starts_at=data["starts_at"], minutes=data["minutes"], time_zone=Organisation.here().time_zone,
            driver=data["driver"], location=data["location"], link=data["link"], persons=data["people"],
        )  # fmt: skip
        return done(request, review, _("The review is called; those invited have been told."))
    return render(request, "reviews/new.html", {"form": form}, status=422 if form.is_bound else 200)


@needs("reviews.plan")
@require_http_methods(["GET", "POST"])
def edit_date(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    form = MoveForm(request.POST or None, review=review, initial=MoveForm.initial_of(review))
    if request.method == "POST" and form.is_valid():
        try:
            review.move(form.cleaned_data["starts_at"], by=request.user, minutes=form.cleaned_data["minutes"])
        except Refused as refusal:
            return refuse(request, refusal)
        undo = reverse("reviews:review_put_back", args=[pk]) if review.series_id and review.original_date else ""
        return done(
            request,
            review,
            _("The review is moved. The others of its series stay where they are; those invited hear of it in five minutes."),
            undo,
        )
    return render(request, "reviews/move.html", {"form": form, "review": review}, status=422 if form.is_bound else 200)


@acts
@needs("reviews.plan")
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    review.put_back(by=request.user)
    return done(request, review, _("The review is back on the date of its series."))


@acts
@needs("reviews.plan")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    review.cancel(by=request.user, because=request.POST.get("because", "").strip()[:300])
    return done(
        request,
        review,
        _("The review is cancelled. Those invited hear of it in five minutes, if it stays so."),
        reverse("reviews:review_restore", args=[pk]),
    )


@acts
@needs("reviews.plan")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    review.restore(by=request.user)
    return done(request, review, _("The review is back in the calendar."))


@acts
def start(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    review.start(by=request.user)
    return redirect(review)


@acts
def close(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    review.close(by=request.user)
    return done(request, review, _("The review is closed. The minutes go to all who should know."))


@acts
@needs("reviews.reopen")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    review.reopen(by=request.user)
    return done(request, review, _("The review is open again."))
