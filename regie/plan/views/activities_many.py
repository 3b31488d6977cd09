"""Several activities at once: who sees to them, whom they speak to, what they serve."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.activity_forms import ManyActivitiesForm
from regie.plan.models import Activity
from regie.ui.acting import back

MOST = 500


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """The list posts the picked rows; the sheet posts them again with what changes."""
    picked = [int(key) for key in request.POST.getlist("row") if key.isascii() and key.isdigit() and len(key) < 19][:MOST]
    rows = list(Activity.objects.editable_by(request.user).filter(pk__in=picked).select_related("campaign"))
    home = back(request, reverse("plan:activities"))
    if not rows:
        messages.warning(request, _("Pick activities in the list first."))
        return redirect("plan:activities")
    is_sent = "sheet" in request.POST
    form = ManyActivitiesForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        changed, refused = 0, []
        for row in rows:
            try:
                row.edit(by=request.user, **form.changes)
                changed += 1
            except Refused as refusal:
                refused.append((row, refusal.sentence))
        said = ngettext("%(count)d activity is changed.", "%(count)d activities are changed.", changed) % {"count": changed}
        if not refused:
            messages.success(request, said)
            return redirect(home)
        return render(request, "plan/activities/many_done.html", {"refused": refused, "said": said, "home": home})
    context = {"form": form, "rows": rows, "home": home}
    return render(request, "plan/activities/many.html", context, status=422 if is_sent else 200)
