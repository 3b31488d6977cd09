"""Markdown that people write into tasks → HTML that is safe to show. Pictures are those kept here; others become links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

PICTURE = re.compile(r"\(picture:(\d{1,18})\)")
TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img", "hr",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(["table", "strikethrough"])


def html_of(text: str, picture: Callable[[int], str | None] = lambda _key: None) -> SafeString:
    """`picture` gives the address of a picture by its number, None when it is not of this text. A page's own headings come first,
    so that ours begin at the third level."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        if token.children:
            token.children = list(_shown(token.children, picture))
    drawn = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        drawn, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="nofollow noopener noreferrer"
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def pictures_in(text: str) -> set[int]:
    return {int(key) for key in PICTURE.findall(text)}


def _shown(tokens: list[Token], picture: Callable[[int], str | None]) -> Iterable[Token]:
    for token in tokens:
        if token.type != "image":
            yield token
            continue
        source = str(token.attrs.get("src", ""))
        key = source.removeprefix("picture:")
        address = picture(int(key)) if source.startswith("picture:") and key.isdecimal() and len(key) < 19 else None
        if address:
            token.attrs["src"] = address
            yield token
        else:
            yield Token("text", "", 0, content=f"{token.content or '…'} ({source})")
