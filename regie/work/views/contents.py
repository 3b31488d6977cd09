"""The content that a run, or a task, makes: read, and changed with its approvals asked anew."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.ui.acting import acts, done
from regie.ui.forms import conflict
from regie.work.forms import ContentForm
from regie.work.models import Approval, Content, Task


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    content = get_object_or_404(Content.objects.visible_to(request.user).select_related("run", "task"), pk=pk)
    may_edit = Content.objects.editable_by(request.user).filter(pk=pk).exists()
    return render(
        request,
        "work/contents/show.html",
        {
            "content": content,
            "may_edit": may_edit,
            "may_ask": may_edit and request.user.has_perm("work.start"),
            "approvals": Approval.objects.about(content).select_related("edition", "task").order_by("-asked_at", "-pk"),
        },
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    content = get_object_or_404(Content.objects.editable_by(request.user), pk=pk)
    form = ContentForm(request.POST or None, instance=content)
    if request.method == "POST" and form.is_valid():
        rounds = Approval.objects.about(content).count()
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        anew = Approval.objects.about(content).count() - rounds
        said = (
            _("The content is kept.") if not anew else _("The content is kept. What was approved has changed: it is asked anew.")
        )
        return done(request, content, said)
    covered = Approval.objects.about(content).filter(outcome__in=["", "approved", "with_changes"]).exists()
    return render(
        request,
        "work/contents/form.html",
        {"form": form, "content": content, "covered": covered},
        status=422 if form.is_bound else 200,
    )


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """The content of a task on its own: what it makes, to be approved and sent out."""
    task = get_object_or_404(Task.objects.editable_by(request.user), pk=pk)
    content = Content.of_task(task, by=request.user)
    return redirect("work:content_edit", content.pk)
