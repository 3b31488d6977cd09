"""What the journal tells the rooms below and the worker."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from regie.journal import commands, hearers, mailbox, noticing, replies, verbs
from regie.lib import counting, sweep
from regie.ui import house


def _people_told(event: Any) -> list[Any]:
    """Those named with an @ in a comment, and those whom the thing concerns, if they may see it."""
    from regie.journal.things import is_visible

    named = get_user_model().objects.filter(pk__in=event.data.get("people", []))
    people = {person.pk: person for person in [*named, *hearers.of(event.page)]}
    return [person for person in people.values() if is_visible(event.page, person)]


def _unread(request: Any) -> int:
    return counting.number(("journal.unread", request.user.pk), request.user.notifications.unread)


def _tell() -> None:
    from regie.journal import delivery

    delivery.tell()
    delivery.send()


verbs.register("journal.commented", _("%(actor)s commented: “%(text)s”"), icon="comment", notify=_people_told)
verbs.register("journal.change_undone", _("%(actor)s undid a change of %(subject)s"), icon="undo")
verbs.register("journal.comment_edited", _("%(actor)s changed a comment"), icon="comment")
verbs.register("journal.comment_taken_back", _("%(actor)s took a comment back"), icon="comment")
house.register("unread", _unread)
replies.register(noticing.KIND, noticing.answer)
sweep.register("journal.letters", _tell, every=15)
sweep.register("journal.mailbox", mailbox.look, every=60)
commands.register()
