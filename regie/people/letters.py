"""The words of the letters that people receive before they are in."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regie.lib.dates import day
from regie.people.models.organisation import Organisation


def invitation_letter(invitation, address: str) -> tuple[str, str]:
    """(subject, text) in the language of the invitation."""
    with translation.override(invitation.language):
        names = {
            "who": str(invitation.invited_by or "Régie"),
            "organisation": Organisation.here().name or "Régie",
            "address": address,
            "until": day(timezone.localtime(invitation.expires_at).date(), invitation.language),
        }
        subject = _("%(who)s invites you to the marketing department of %(organisation)s") % names
        text = _(
            "Hello,\n\n%(who)s invites you to Régie, where the marketing department of %(organisation)s keeps its charter, "
            "its metrics and its reviews.\n\nTo come in, open this address:\n%(address)s\n\n"
            "It opens until %(until)s, for you alone. If you expected nothing, leave it: nothing happens.\n"
        )
        return subject, text % names
