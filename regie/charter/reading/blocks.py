"""Lines → blocks: headings, paragraphs, bullets, rows of tables, and the decoration that was left out.

A scanner of our own, linear in the text: every line ends up in exactly one block or one `LeftOut`,
whatever the nesting, and keeps its number.
"""

import re
from dataclasses import dataclass, field

from .items import LeftOut
from .plain import Inline, inline, key
from .words import LABELS, SECTIONS, TOC

HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$|[ ]{0,3}(#{2,6})([^\s#].*)$")
BULLET = re.compile(r"([ \t]*)(?:([-*+•‣–])|([0-9]{1,4})[.)])(?:[ \t]+(.*)|[ \t]*)$")
RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
SETEXT = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
KRAMDOWN = re.compile(r"\s*\{:[^{}]*\}\s*$")
DIVIDER = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
LABEL = re.compile(r"(?:\*\*|__)?([^*_:|]{2,60}?)[ \u00a0\u202f]*(?::[ \u00a0]*(?:\*\*|__)|(?:\*\*|__)[ \u00a0\u202f]*:|:)")


@dataclass
class Block:
    """kind is heading, paragraph, bullet or row. `level` of a heading 1 to 6 (7: a bold line), of a bullet its indent."""

    kind: str
    first: str
    line: int
    line_end: int
    level: int = 0
    cells: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    _inline: Inline | None = None

    def append(self, line: str, number: int) -> None:
        self.more.append(line)
        self.line_end = number

    @property
    def source(self) -> str:
        return " ".join((self.first, *self.more)) if self.more else self.first

    @property
    def inline(self) -> Inline:
        if self._inline is None:
            self._inline = inline(self.source)
        return self._inline

    @property
    def text(self) -> str:
        return self.inline.text

    @property
    def key(self) -> str:
        return key(self.text)


def scan(lines: list[str]) -> tuple[list[Block], dict[str, tuple[str, int]], list[LeftOut]]:
    """The blocks, the front matter (key → value and line), what was left out."""
    front, left, first = _front_matter(lines)
    blocks: list[Block] = []
    open_block: Block | None = None
    fence = False
    for number, line in enumerate(lines[first:], first + 1):
        bare = line.strip()
        quoted = bare.lstrip("> \t") if bare.startswith(">") else bare
        if quoted != bare:
            line = bare = quoted
        if not bare:
            open_block = None
            continue
        if bare.startswith(("```", "~~~")):
            fence, open_block = not fence, None
            left.append(LeftOut(bare, number, reason="rule"))
            continue
        if fence:
            blocks.append(Block("paragraph", line, number, number))
            continue
        if KRAMDOWN.match(line):
            left.append(LeftOut(bare, number, reason="contents" if "toc" in bare else "rule"))
            if "toc" in bare and open_block and open_block.key in ("toc", "contents"):
                blocks.pop()
                left.append(LeftOut(open_block.text, open_block.line, reason="contents"))
            open_block = None
            continue
        if open_block and open_block.kind == "paragraph" and open_block.line == number - 1 and SETEXT.match(line):
            open_block.kind, open_block.level, open_block.line_end = "heading", 1 if "=" in line else 2, number
            open_block = None
            continue
        if bare.startswith("|") or (open_block and open_block.kind == "row" and "|" in bare):
            open_block = None
            if DIVIDER.match(line):
                left.append(LeftOut(bare, number, reason="rule"))
            else:
                cells = [each.strip() for each in re.split(r"(?<!\\)\|", bare.strip("|"))]
                open_block = Block("row", " · ".join(each for each in cells if each), number, number, cells=cells)
                blocks.append(open_block)
            continue
        if heading := HEADING.match(line):
            level = len(heading[1] or heading[3])
            blocks.append(Block("heading", (heading[2] or heading[4] or "").strip(), number, number, level))
            open_block = None
            continue
        if RULE.match(line):
            left.append(LeftOut(bare, number, reason="rule"))
            open_block = None
            continue
        bullet = BULLET.match(line)
        if bullet and not (bullet[2] == "–" and not bullet[4]):
            content = (bullet[4] or "").strip()
            if not content:
                left.append(LeftOut(bare, number, reason="empty_bullet"))
                open_block = None
                continue
            open_block = Block("bullet", content, number, number, len(bullet[1].expandtabs(4)))
            blocks.append(open_block)
            continue
        if open_block and open_block.kind in ("paragraph", "bullet") and not starts_anew(bare, open_block):
            content, broken = _hard_break(line)
            open_block.append(content, number)
            if broken:
                open_block = None
            continue
        content, broken = _hard_break(line)
        open_block = Block("paragraph", content, number, number)
        blocks.append(open_block)
        if broken:
            open_block = None
    return _without_contents(blocks, left), front, left


def _hard_break(line: str) -> tuple[str, bool]:
    """The line without its break, and whether it had one: two spaces, or a backslash that nothing escapes."""
    bare = line.strip()
    if (len(bare) - len(bare.rstrip("\\"))) % 2:
        return bare[:-1].rstrip(), True
    return bare, line.endswith("  ")


def starts_anew(line: str, block: Block) -> bool:
    """Whether a line that follows another without a blank begins its own block: it opens with a known label."""
    label = LABEL.match(line)
    if not label:
        return False
    return line.startswith(("**", "__")) or key(label[1]) in LABELS or key(label[1]) in SECTIONS


def _front_matter(lines):
    if not lines or lines[0].strip() != "---":
        return {}, [], 0
    for end in range(1, min(len(lines), 200)):
        if lines[end].strip() in ("---", "..."):
            break
    else:
        return {}, [], 0
    front, left = {}, [LeftOut("---", 1, reason="front_matter"), LeftOut("---", end + 1, reason="front_matter")]
    for number, line in enumerate(lines[1:end], 2):
        name, colon, value = line.partition(":")
        value = value.strip()
        if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
            value = value[1:-1].replace('\\"', '"').replace("\\\\", "\\") if value[0] == '"' else value[1:-1]
        if colon and name.strip():
            front[name.strip().lower()] = (value, number)
        elif line.strip():
            front[f"line {number}"] = (line.strip(), number)
    return front, left, end + 1


def _without_contents(blocks: list[Block], left: list[LeftOut]) -> list[Block]:
    """Drop a table of contents: its title, and the list of links below it."""
    kept, inside = [], False
    for block in blocks:
        if block.kind in ("heading", "paragraph") and block.key in TOC and (block.kind == "heading" or block.inline.all_bold):
            inside = True
        elif inside and block.kind == "bullet" and (block.key in ("toc", "contents") or re.match(r"\[[^\]]*\]\(#", block.source)):
            pass
        else:
            inside = False
            kept.append(block)
            continue
        left.append(LeftOut(block.text or block.source, block.line, block.line_end, reason="contents"))
    return kept
