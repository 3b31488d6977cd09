"""Damaged accents mended line by line, so that line numbers stay those of the source."""

import ftfy

CONFIG = ftfy.TextFixerConfig(
    uncurl_quotes=False, unescape_html=False, fix_latin_ligatures=False, fix_character_width=False, normalization="NFC"
)
# Longer lines are prose by accident (a whole file on one line): ftfy's patterns are linear, its passes are many.
PIECE = 20_000


def repair(line: str) -> str:
    """The line with its accents mended, without control characters."""
    if not line.isascii():
        line = "".join(ftfy.fix_text(line[at : at + PIECE], CONFIG) for at in range(0, len(line), PIECE))
    return "".join(each for each in line if each == "\t" or each.isprintable() or each.isspace() or each in "\u200d\u200e\u200f")


def repaired_characters(before: str, after: str) -> int:
    """How many characters of the mended line were damaged: those that the line before did not hold."""
    if before == after:
        return 0
    shrunk = len(before) - len(after)
    foreign = sum(1 for each in after if not each.isascii())
    return max(1, min(foreign, shrunk) if foreign and shrunk > 0 else 1)
