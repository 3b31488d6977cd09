"""Bytes to text, and a clear refusal of what is no text."""

import codecs
import unicodedata

from .unreadable import Unreadable

LIMIT = 2_000_000
MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"{\\rtf", "rich_text"),
    (b"\xd0\xcf\x11\xe0", "word"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: str | bytes, filename: str = "") -> tuple[str, str]:
    """The text and the name of its encoding; raises `Unreadable` (too_large, a file kind, empty)."""
    if len(data) > LIMIT:
        raise Unreadable("too_large", size=round(len(data) / 1e6, 1), limit=LIMIT // 1_000_000)
    if isinstance(data, str):
        text, encoding = data.encode("utf-8", "replace").decode("utf-8"), "utf-8"
    else:
        refuse(data, filename)
        text, encoding = _text(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not any(unicodedata.category(each)[0] in "LNS" for each in text):
        raise Unreadable("empty")
    return text, encoding


def refuse(data: bytes, filename: str = "") -> None:
    """Name the kind of a file that is no text by its first bytes."""
    if data[:4] == b"PK\x03\x04":
        head = data[:8000] + data[-8000:]
        for part, kind in ((b"word/", "word"), (b"xl/", "spreadsheet"), (b"opendocument.text", "word")):
            if part in head:
                raise Unreadable(kind)
        raise Unreadable("archive")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise Unreadable("picture")
    for magic, kind in MAGIC:
        if data.startswith(magic):
            if kind == "word" and filename.lower().endswith((".xls", ".xlt")):
                kind = "spreadsheet"
            raise Unreadable(kind)


def _text(data: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise Unreadable("binary") from None
    # Without a mark, two-byte text betrays itself by a zero in every other byte.
    if len(data) >= 4 and data.count(0) > len(data) // 4:
        for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if data[start::2].count(0) > len(data) // 4:
                try:
                    return data.decode(encoding), encoding
                except UnicodeDecodeError:
                    break
        raise Unreadable("binary")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    strange = sum(data.count(each) for each in range(32) if each not in (9, 10, 12, 13))
    if strange * 50 > len(data):
        raise Unreadable("binary")
    # Five bytes mean nothing in Windows' Western code page; ftfy knows what they were meant to be.
    import ftfy.bad_codecs  # noqa: F401

    return data.decode("sloppy-windows-1252"), "windows-1252"
