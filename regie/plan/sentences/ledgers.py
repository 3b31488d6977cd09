"""What the journal says of ledgers and of media lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.journal import verbs

_SENTENCES = {
    "ledger_written": (_("%(actor)s imported %(rows)s rows from %(subject)s"), "upload"),
    "ledger_undone": (_("%(actor)s undid the import of %(subject)s: %(removed)s rows taken back, %(kept)s kept"), "undo"),
    "media_line_bought": (_("%(actor)s put %(subject)s into the media plan"), "plus"),
    "media_line_edited": (_("%(actor)s changed the media line %(subject)s"), "edit"),
    "media_line_weeks": (_("%(actor)s placed %(quantity)s of %(subject)s in its weeks"), "calendar"),
    "media_line_erased": (_("%(actor)s erased the media line %(subject)s"), "erase"),
}


def register() -> None:
    for key, (sentence, icon) in _SENTENCES.items():
        verbs.register(f"plan.{key}", sentence, icon=icon)
