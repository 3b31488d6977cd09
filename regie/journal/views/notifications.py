"""The bell: what concerns the reader, newest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from regie.journal import things
from regie.journal.models import Notification

A_PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    """The page; asked by the bell, its newest lines alone."""
    mine = Notification.objects.visible_to(request.user)
    rows = mine.select_related("event", "event__actor", "event__subject_type", "event__page_type")
    if request.headers.get("HX-Request"):
        return render(request, "journal/notifications.html#menu", {"notices": rows[:8], "unread": mine.unread().count()})
    words = {"page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), "unread": mine.unread().count()}
    return render(request, "journal/notifications.html", words)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead on to the thing and count the notification as read.

    It is a GET, so that it is a plain link; it changes nothing but what the reader has seen.
    """
    rows = Notification.objects.visible_to(request.user).select_related("event", "event__page_type")
    notification = get_object_or_404(rows, pk=pk)
    if notification.read_at is None:
        Notification.objects.filter(pk=pk).update(read_at=timezone.now())
    address = things.address_of(notification.event.page) if things.is_visible(notification.event.page, request.user) else ""
    return redirect(address or "journal:notifications")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    Notification.objects.visible_to(request.user).mark_read()
    return redirect("journal:notifications")
