"""Private addresses: opened, closed, and read by calendar programs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from regie.connect.feeds import FEEDS
from regie.connect.models import FeedLink
from regie.people.rights import needs


@require_POST
@needs("connect.open_feed")
def create(request: HttpRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in FEEDS:
        raise Http404
    _link, token = FeedLink.make(kind, by=request.user)
    address = request.build_absolute_uri(reverse("connect:feed_file", args=[token]))
    request.session["feed_address"] = {"kind": kind, "address": address}
    return redirect(f"{reverse('connect:index')}#feeds")


@require_POST
@needs("connect.open_feed")
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(FeedLink.objects.editable_by(request.user), pk=pk).revoke(by=request.user)
    return redirect(f"{reverse('connect:index')}#feeds")


@login_not_required
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself. The token is the whole right: it opens this one feed of this one person and nothing else."""
    link = FeedLink.objects.opened_by(token)
    if link is None or link.kind not in FEEDS:
        raise Http404
    link.seen()
    with override(link.person.language or None):
        content = FEEDS[link.kind].write(link.person)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{link.kind}.ics"'
    answer["Cache-Control"] = "private, max-age=300"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
