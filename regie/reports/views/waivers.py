"""The delegator lets a review close without its report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.reports import due
from regie.reports.forms import WaiverForm
from regie.reports.models import Report, Waiver
from regie.reviews.models import Review
from regie.ui.acting import done


@needs("reports.read")
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(Review.objects.visible_to(request.user).select_related("series"), pk=pk)
    may_waive = request.user.is_delegator
    form = WaiverForm(request.POST if request.method == "POST" else None) if may_waive else None
    if request.method == "POST":
        if form is None:
            from django.core.exceptions import PermissionDenied

            raise PermissionDenied(_("Only the delegator lets a review close without its report."))
        if form.is_valid():
            try:
                Waiver.give(review, form.cleaned_data["reason"], by=request.user)
            except Refused as refused:
                form.add_error("reason", refused.sentence)
            else:
                return done(request, review, _("The review may close without its report; your reason stands in the journal."))
    quarter = due.quarter_of(review)
    context = {
        "review": review,
        "form": form,
        "quarter": quarter,
        "is_owed": due.owes(review),
        "reports": Report.objects.visible_to(request.user).of(quarter),
        "waiver": Waiver.objects.filter(review=review).select_related("by").first(),
        "may_prepare": request.user.has_perm("reports.prepare"),
    }
    return render(request, "reports/waiver.html", context, status=422 if form is not None and form.is_bound else 200)
