"""Many tasks at once: pick them in the list, say what changes, see what was refused."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regie.people.rights import needs
from regie.ui.acting import back
from regie.work import manyfold
from regie.work.forms import ManyForm
from regie.work.models import Task

MOST = 500


@needs("work.start")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """The list posts the picked rows; the sheet posts them again with what changes."""
    picked = [int(key) for key in request.POST.getlist("row") if key.isascii() and key.isdigit() and len(key) < 19][:MOST]
    tasks = list(Task.objects.editable_by(request.user).filter(pk__in=picked).order_by("due_at", "pk"))
    home = back(request, reverse("work:tasks"))
    if not tasks:
        messages.warning(request, _("Pick tasks in the list first."))
        return redirect("work:tasks")
    is_sent = "sheet" in request.POST
    is_drop = request.GET.get("act") == "drop"
    form = ManyForm(request.POST if is_sent else None, is_drop=is_drop)
    context = {"form": form, "tasks": tasks, "is_drop": is_drop, "home": home}
    if is_sent and form.is_valid():
        outcome = manyfold.change(tasks, by=request.user, wanted=form.wanted)
        said = ngettext("%(count)s task is changed.", "%(count)s tasks are changed.", len(outcome.changed))
        said %= {"count": len(outcome.changed)}
        if not outcome.refused:
            messages.success(request, said)
            return redirect(home)
        return render(request, "work/tasks/many_done.html", {"outcome": outcome, "said": said, "home": home})
    return render(request, "work/tasks/many.html", context, status=422 if is_sent else 200)
