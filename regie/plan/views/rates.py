"""Exchange rates: what one unit of a currency is worth, from a day on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.plan.models import Rate
from regie.plan.spending_forms import RateForm
from regie.ui.acting import done


@needs("plan.read")
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    may_edit = request.user.has_perm("plan.prepare")
    form = RateForm(
        request.POST if request.method == "POST" and may_edit else None,
        initial={"on": timezone.localdate(), "currency": request.GET.get("currency", "")},
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            Rate.set(said["currency"], said["on"], said["rate"], by=request.user, source=said["source"])
        except Refused as refusal:
            form.add_error("currency", str(refusal.sentence))
        else:
            return done(request, "plan:rates", _("The rate holds from that day on; amounts already written keep theirs."))
    context = {
        "form": form,
        "rates": Rate.objects.visible_to(request.user).select_related("by")[:500],
        "here": Organisation.here().currency,
        "may_edit": may_edit,
    }
    return render(request, "plan/rates/index.html", context, status=422 if form.is_bound else 200)
