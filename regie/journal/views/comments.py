"""Comments under a thing that the reader may see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regie.journal import things
from regie.journal.models import Comment

LONGEST = 10_000


@require_POST
def create(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    thing = things.find(kind, key, request.user)
    text = request.POST.get("text", "").strip()
    fault = _fault(text)
    if not fault:
        Comment.say(thing, text, by=request.user)
        text = ""
    return _answer(request, thing, text, fault)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.editable_by(request.user), pk=pk)
    if not things.is_visible(comment.subject, request.user):
        return redirect("/")
    if request.method == "GET":
        return render(request, "journal/comment.html", {"comment": comment, "thing": comment.subject})
    text = request.POST.get("text", "").strip()
    if fault := _fault(text):
        return render(
            request,
            "journal/comment.html",
            {"comment": comment, "thing": comment.subject, "text": text, "fault": fault},
            status=422,
        )
    comment.edit(text, by=request.user)
    return _answer(request, comment.subject)


@require_POST
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.editable_by(request.user), pk=pk)
    thing = comment.subject
    comment.take_back(by=request.user)
    messages.success(request, _("Your comment is gone."))
    return _answer(request, thing)


def _fault(text: str) -> str:
    if not text:
        return _("Write something first.")
    if len(text) > LONGEST:
        return _("A comment holds ten thousand signs: put the rest in a second one.")
    return ""


def _answer(request: HttpRequest, thing, text: str = "", fault: str = "") -> HttpResponse:
    """The comments alone for htmx; without script, back to the thing, or a page that keeps what was typed."""
    words = {
        "thing": thing,
        "kind": things.kind_of(thing),
        "comments": Comment.objects.about(thing),
        "text": text,
        "fault": fault,
        "address": things.address_of(thing),
    }
    status = 422 if fault else 200
    if request.headers.get("HX-Request"):
        return render(request, "journal/comments.html", words, status=status)
    if fault:
        return render(request, "journal/comments_page.html", words, status=status)
    return redirect((things.address_of(thing) or "/") + "#comments")
