"""An answer by e-mail to what somebody was told: it becomes their comment on the thing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regie.journal import replies, things
from regie.journal.models import Comment, Notification
from regie.lib.refused import Refused

KIND = "notice"


def is_answerable(notification: Notification) -> bool:
    """There is a page with comments under it, and they may see it."""
    page = notification.event.page
    return page is not None and hasattr(page, "get_absolute_url") and things.is_visible(page, notification.person)


def answer(key: str, reply: replies.Reply) -> None:
    """Only from the address that was written to, of somebody who is still here and may still see the thing."""
    notification = Notification.objects.select_related("person", "event").filter(pk=key).first()
    person = notification.person if notification else None
    if notification is None or person is None or not person.is_active or (person.email or "").lower() != reply.sender:
        raise Refused(_("This answer does not come from the address that was written to."))
    if not is_answerable(notification):
        raise Refused(_("What this letter told of is gone, or no longer yours to see."))
    if not reply.text.strip():
        raise Refused(_("Write something first."))
    Comment.say(notification.event.page, reply.text.strip()[: replies.LONGEST], by=person)
