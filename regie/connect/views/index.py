"""The room's first page: what came in, and the private addresses that one gave out."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regie.connect.feeds import FEEDS
from regie.connect.models import FeedLink, Intake, Relay


def index(request: HttpRequest) -> HttpResponse:
    intakes = Intake.objects.visible_to(request.user).select_related("file", "by", "batch").order_by("-at", "-id")
    links = {link.kind: link for link in FeedLink.objects.visible_to(request.user).live()}
    return render(
        request,
        "connect/index.html",
        {
            "page": Paginator(intakes, 25).get_page(request.GET.get("page")),
            "feeds": [{"kind": kind, "feed": feed, "link": links.get(kind)} for kind, feed in FEEDS.items()],
            "may_import": request.user.has_perm("connect.import_figures"),
            "sees_imports": request.user.has_perm("connect.see_imports"),
            "relays": Relay.objects.visible_to(request.user).open(),
            "sees_relays": request.user.has_perm("connect.see_relays"),
            "address": request.session.pop("feed_address", None),
        },
    )
