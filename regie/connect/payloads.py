"""What a relay says, in the shape that each kind of program reads."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


def body_of(kind: str, said: dict[str, Any]) -> bytes:
    """`said`: id, verb, sentence, thing, address, who, at, campaign, text."""
    shape = {"slack": _slack, "teams": _teams}.get(kind, _plain)
    return json.dumps(shape(said), ensure_ascii=False, separators=(",", ":")).encode()


def signature(secret: str, name: str, stamp: int, body: bytes) -> str:
    """As standard-webhooks has it: `v1,` and the HMAC-SHA256 of `name.stamp.body`, with what follows `whsec_` as its key."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(made).decode()


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": said["verb"],
        "timestamp": said["at"],
        "data": {key: said[key] for key in ("sentence", "thing", "who", "address", "campaign", "text") if said.get(key)},
    }


def _slack(said: dict[str, Any]) -> dict[str, Any]:
    sentence = _slack_words(" ".join(said["sentence"].split()))  # a link ends with its line
    text = f"<{said['address']}|{sentence}>" if said.get("address") else sentence
    blocks: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": text[:2900]}}]
    if _tells_more(said):
        quoted = "\n".join(f"> {line}" for line in _slack_words(said["text"])[:2500].splitlines())
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": quoted}})
    blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": _slack_words(_foot(said))[:1900]}]})
    return {"text": _slack_words(said["sentence"])[:2900], "blocks": blocks}


def _tells_more(said: dict[str, Any]) -> bool:
    """The sentence holds the words of a short comment already."""
    return bool(said.get("text")) and said["text"].strip() not in said["sentence"]


def _slack_words(text: str) -> str:
    """Slack's own three signs: nobody's words become a mention of everybody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(said: dict[str, Any]) -> dict[str, Any]:
    body: list[dict[str, Any]] = [{"type": "TextBlock", "text": _teams_words(said["sentence"]), "wrap": True, "weight": "Bolder"}]
    if _tells_more(said):
        body.append({"type": "TextBlock", "text": _teams_words(said["text"])[:5000], "wrap": True})
    body.append({"type": "TextBlock", "text": _teams_words(_foot(said)), "isSubtle": True, "size": "Small", "wrap": True})
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if said.get("address"):
        card["actions"] = [{"type": "Action.OpenUrl", "title": _("Open in Régie"), "url": said["address"]}]
    return {"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]}


def _teams_words(text: str) -> str:
    """Cards read Markdown: the signs that it gives a meaning are shown as they are, and a line of its own takes two ends."""
    for sign in ("\\", "`", "*", "_", "[", "]", "#"):
        text = text.replace(sign, f"\\{sign}")
    return "\n\n".join(line for line in text.splitlines() if line.strip())


def _foot(said: dict[str, Any]) -> str:
    return " · ".join(filter(None, [said.get("thing"), settings.SITE_ADDRESS.partition("://")[2], said.get("campaign")]))
