"""The mailbox where answers arrive, looked into by IMAP; each message is read once, and what answers nothing stays in it."""

from __future__ import annotations

import imaplib
import logging
import ssl
from contextlib import suppress

from django.conf import settings

from regie.journal import replies
from regie.lib.refused import Refused

logger = logging.getLogger(__name__)
AT_ONCE = 50


def look() -> int:
    """Bring in what is unread; returns how many messages were answers. A server that does not answer is asked again later."""
    if not settings.IMAP["host"]:
        return 0
    try:
        with _open() as box:
            return _bring(box)
    except (OSError, imaplib.IMAP4.error) as fault:
        logger.warning("The mailbox could not be read: %s", fault)
        return 0


def _open() -> imaplib.IMAP4:
    said = settings.IMAP
    if said["use_tls"]:
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(said["host"], said["port"], ssl_context=ssl.create_default_context(), timeout=20)
    else:
        box = imaplib.IMAP4(said["host"], said["port"], timeout=20)
    box.login(said["username"], said["password"])
    return box


def _bring(box: imaplib.IMAP4) -> int:
    box.select(settings.IMAP["folder"])
    _kind, found = box.uid("SEARCH", "UNSEEN")
    brought = 0
    for uid in (found[0] or b"").split()[:AT_ONCE]:
        _kind, parts = box.uid("FETCH", uid.decode(), "(BODY.PEEK[])")
        content = next((part[1] for part in parts if isinstance(part, tuple)), None)
        if content is None:
            continue
        with suppress(Refused):  # not ours: a person may have written there
            brought += replies.receive(content) in replies.HANDLERS
        # Only now: killed before, the message is read again, and the handlers hear one answer once.
        box.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen)")
    return brought
