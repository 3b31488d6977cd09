"""Faults of typography in a French text, found by rule."""

import html
import re

NARROW, NO_BREAK = "\u202f", "\u00a0"

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_ASIDE = re.compile(r"<[^>]*>|https?://\S+|`[^`]*`|\{\w*:[^}]*\}")

_RULES = [
    (re.compile(r"[^\W\d_]'(?=\w)"), "straight apostrophe: write ’"),
    (
        re.compile(rf"[^{NARROW}\s(;!?…](?<!«{NO_BREAK})[;!?]|[^\S{NARROW}](?<!«{NO_BREAK})[;!?]"),
        "narrow no-break space (U+202F) before ; ! ?",
    ),
    (re.compile(rf"[^{NARROW}%]%"), "narrow no-break space (U+202F) before %"),
    (re.compile(rf"[^{NO_BREAK}]:(?=\s|$)"), "no-break space (U+00A0) before :"),
    (re.compile(rf"«(?!{NO_BREAK})|(?<!{NO_BREAK})»"), "no-break space (U+00A0) inside « »"),
    (re.compile(rf"[^{NO_BREAK}(/]€"), "no-break space (U+00A0) before €"),
    (re.compile(r"\.\.\."), "three dots: write …"),
]


def faults(text: str) -> list[str]:
    """What a French typesetter would mark in `text`; placeholders, tags, addresses and code are skipped."""
    plain = html.unescape(_ASIDE.sub("", _PLACEHOLDER.sub("x", text))).replace("%%", "%")
    return [said for rule, said in _RULES if rule.search(plain)]
