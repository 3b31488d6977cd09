"""Markdown and HTML inside a line → plain text and where it was bold. One pass, linear in the length."""

import html
import re
import unicodedata
from dataclasses import dataclass, field

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--[^<>]*-->")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
LINK = re.compile(r"!?\[([^\[\]]{0,2000})\]\(([^()\s]{0,2000})(?: \"[^\"]{0,500}\")?\)")
ATTRIBUTES = re.compile(r"(?<!\\)\{[:#.][^{}]{0,200}\}\s*$")
MARKS = "🔗⚓¶"
SPACES = re.compile(r"[ \t]{2,}")


@dataclass
class Inline:
    """Plain text with the spans set in bold, the addresses of its links, and whether a link mark was dropped."""

    text: str
    bold: list[tuple[int, int]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    marks: int = 0
    split_word: bool = False

    @property
    def lead(self) -> str | None:
        """The first words in bold, without the colon that closes a label."""
        for start, end in self.bold:
            words = self.text[start:end].strip(" \u00a0\u202f:.,;–-")
            if words:
                return words
        return None

    @property
    def all_bold(self) -> bool:
        """Whether nothing but a colon stands outside one bold span."""
        return len(self.bold) == 1 and not (self.text[: self.bold[0][0]] + self.text[self.bold[0][1] :]).strip(" \u00a0:")


def inline(source: str) -> Inline:
    """Read one line (or a paragraph joined with spaces)."""
    out: list[str] = []
    size, start, at = 0, None, 0
    answer = Inline("")
    source = ATTRIBUTES.sub("", source)

    def put(piece: str):
        nonlocal size
        out.append(piece)
        size += len(piece)

    while at < len(source):
        here = source[at]
        if here == "\\" and at + 1 < len(source) and source[at + 1] in "\\`*_{}[]()#+-.!<>&|~=:\"'":
            put(source[at + 1])
            at += 2
        elif here == "<" and (tag := TAG.match(source, at)):
            if tag[0].lower().startswith("<br"):
                put(" ")
            at = tag.end()
        elif here == "&" and (entity := ENTITY.match(source, at)):
            put(html.unescape(entity[0]))
            at = entity.end()
        elif here in "![" and (link := LINK.match(source, at)):
            if link[2]:
                answer.addresses.append(link[2])
            label = "".join(each for each in link[1] if each not in MARKS)
            answer.marks += label != link[1]
            put(label.replace("*", ""))
            at = link.end()
        elif here in MARKS or (here == "\ufe0f"):
            answer.marks += 1
            at += 1
        elif here in "*_":
            run = 1
            while at + run < len(source) and source[at + run] == here and run < 3:
                run += 1
            before = source[at - 1] if at else " "
            after = source[at + run] if at + run < len(source) else " "
            inside = before.isalnum() and after.isalnum()
            if (before.isspace() and after.isspace()) or (inside and (here == "_" or run == 1)):
                put(here * run)
            elif run >= 2:
                if start is None:
                    start = size
                else:
                    answer.split_word = answer.split_word or inside
                    answer.bold.append((start, size))
                    start = None
            at += run
        elif here == "`":
            at += 1
        else:
            put(here)
            at += 1
    if start is not None and start < size:
        answer.bold.append((start, size))
    return _tidy("".join(out), answer)


def _tidy(raw: str, answer: Inline) -> Inline:
    """Collapse spaces, and move the bold spans along; a bold that closes inside a word closes before it."""
    out: list[str] = []
    place, last = [0] * (len(raw) + 1), " "
    for at, each in enumerate(raw):
        place[at] = len(out)
        if each in "\t\n":
            each = " "
        if each == " " and last in " \u00a0\u202f":
            continue
        out.append(each)
        last = each
    place[len(raw)] = len(out)
    text = "".join(out).rstrip()
    spans = []
    for start, end in answer.bold:
        start, end = min(place[start], len(text)), min(place[end], len(text))
        if 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            while end > start and text[end - 1].isalnum():
                end -= 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append((start, end))
    answer.text, answer.bold = text, spans
    return answer


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophes, dashes and spaces: what words are compared in."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("ß", "ss")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(each for each in text if not unicodedata.combining(each))
    text = text.lower().translate(FOLDING)
    return " ".join(text.split())


FOLDING = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "“": '"', "”": '"'})


def key(text: str) -> str:
    """A heading or a label as the vocabulary spells it: folded, without number, punctuation, parentheses."""
    text = re.sub(r"\([^()]*\)", " ", fold(text))
    text = re.sub(r"^(?:section |partie |part )?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}|[ivx]{1,5}|[a-z])[.)]\s*", "", text)
    text = re.sub(r"^[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}\s+", "", text)
    return " ".join(re.sub(r"[^a-z0-9'& ]", " ", text).split())
