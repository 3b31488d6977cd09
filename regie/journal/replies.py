"""Answers by e-mail: what somebody writes back to a letter of ours, brought to the room that asked.

    replies.register("verdict", answer)                          # answer(key, Reply): acts, or raises Refused with a sentence
    reply_to, sign = replies.way_back("verdict", str(verdict.pk))
    Letter.write(to, subject + sign, text, reply_to=reply_to)

The address to answer to, or the subject, carries a sign that only this instance can make, for one question and no other. Whose
answer it may be is for the handler to say: it knows the address that was written to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from mailparser_reply import EmailReplyParser

from regie.lib.refused import Refused

LARGEST = 25_000_000
LONGEST = 10_000
_SIGN = re.compile(r"\b([a-z]{1,12})-(\d{1,15})-([0-9a-f]{24})\b", re.IGNORECASE)
# Where the address that a message came in by may stand, by mail server.
_ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")


@dataclass(frozen=True)
class Reply:
    sender: str  # one address, in small letters
    text: str  # what was written, without what it quotes
    message_id: str
    subject: str


HANDLERS: dict[str, Callable[[str, Reply], None]] = {}


class Unknown(Refused):
    """No question of this instance is answered by this message."""


def register(kind: str, handler: Callable[[str, Reply], None]) -> None:
    HANDLERS[kind] = handler


def sign(kind: str, key: str) -> str:
    """Small letters alone: mail servers do not keep capitals in addresses."""
    return f"{kind}-{key}-{salted_hmac('regie.journal.replies', f'{kind}-{key}', algorithm='sha256').hexdigest()[:24]}"


def way_back(kind: str, key: str) -> tuple[str, str]:
    """(address to answer to, what the subject ends with); both empty where the instance receives no mail."""
    place = settings.REPLIES_TO
    if not place:
        return "", ""
    if "{}" in place:
        return place.replace("{}", sign(kind, key)), ""
    return place, f" [{sign(kind, key)}]"


def receive(content: bytes) -> str:
    """Bring one message to the room that asked. Returns what became of it, a word for the log; Unknown when nobody asked."""
    if len(content) > LARGEST:
        raise Unknown(_("The message is too large."))
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if _is_automatic(message):
        return "automatic"
    found = next(_signs(message), None)
    if found is None:
        raise Unknown(_("The message answers no question of this instance: its sign is missing or was changed."))
    kind, key = found
    HANDLERS[kind](key, _read(message))
    return kind


def _signs(message: EmailMessage) -> Iterator[tuple[str, str]]:
    said = [str(value) for name in _ADDRESSED for value in message.get_all(name, [])] + [str(message.get("Subject", ""))]
    for line in said:
        for kind, key, mac in _SIGN.findall(line):
            kind = kind.lower()
            if kind in HANDLERS and constant_time_compare(sign(kind, key), f"{kind}-{key}-{mac.lower()}"):
                yield kind, key


def _is_automatic(message: EmailMessage) -> bool:
    """Notes of absence and of failed delivery decide nothing, and are never answered: two machines would go on for ever."""
    answered_by_machine = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no"
    in_bulk = str(message.get("Precedence", "")).strip().lower() in {"bulk", "junk", "list", "auto_reply"}
    return answered_by_machine or in_bulk or message.get("X-Autoreply") is not None or message.get("Return-Path") == "<>"


def _read(message: EmailMessage) -> Reply:
    senders = getaddresses([str(value) for value in message.get_all("From", [])])
    if len(senders) != 1:
        raise Unknown(_("The message does not say who sent it."))
    return Reply(
        sender=senders[0][1].strip().lower(),
        text=_without_quotes(_text_of(message))[:LONGEST],
        message_id=str(message.get("Message-ID", ""))[:300],
        subject=str(message.get("Subject", ""))[:300],
    )


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError, KeyError):  # a character set that does not exist, or lies
        raw = body.get_payload(decode=True)
        text = raw.decode("utf8", "replace") if isinstance(raw, bytes) else ""
    return _Words.of(text) if body.get_content_subtype() == "html" else text


def _without_quotes(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "")[: LONGEST * 10]
    return (EmailReplyParser(languages=["en", "fr", "de"]).parse_reply(text=text) or "").strip()


class _Words(HTMLParser):
    """The words of an HTML letter, without what it quotes."""

    BREAKS = frozenset({"br", "p", "div", "li", "tr"})
    LEFT_OUT = frozenset({"style", "script", "head", "blockquote"})

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.out = 0

    @classmethod
    def of(cls, text: str) -> str:
        words = cls()
        words.feed(text)
        return "".join(words.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out += tag in self.LEFT_OUT
        if tag in self.BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.out = max(0, self.out - (tag in self.LEFT_OUT))
        if tag in self.BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.out:
            self.parts.append(data)
