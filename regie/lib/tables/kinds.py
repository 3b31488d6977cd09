"""What a file is, by its first bytes and, for an archive, by its directory. Names and extensions are not believed."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from regie.lib.tables.unreadable import Unreadable

MAX_UNPACKED = 600 * 1024 * 1024  # a workbook of a million rows unpacks to about 100 MB
MAX_PARTS = 2_000
MAX_RATIO = 200  # sheets pack 5 to 20 times; what packs more and is large is made to harm
RATIO_FROM = 20 * 1024 * 1024

_MAGIC: list[tuple[bytes, str]] = [
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "bitmap"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rich_text"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"SQLite format 3", "database"),
    (b"PAR1", "database"),
    (b"\x7fELF", "program"),
    (b"MZ", "dos"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"RIFF", "riff"),
]


def kind_of(file: BinaryIO) -> str:
    """`text`, `xlsx`, `xlsb`, `ods` or `xls`; anything else raises `Unreadable`. Leaves the file at its start."""
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise Unreadable("empty")
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_zip(file)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _kind_of_compound(file)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            if kind == "riff":
                raise Unreadable("picture" if head[8:12] == b"WEBP" else "media")
            if kind in ("bitmap", "dos"):  # two letters that a text may begin with as well
                if b"\x00" in head[:64]:
                    raise Unreadable("picture" if kind == "bitmap" else "program")
                continue
            raise Unreadable(kind)
    if head[4:8] == b"ftyp":
        raise Unreadable("picture" if head[8:12] in (b"heic", b"avif", b"mif1") else "media")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<script")):
        raise Unreadable("page")
    if start.startswith((b"<?xml", b"<svg")):
        raise Unreadable("page" if b"<html" in start else "picture" if b"<svg" in start else "document")
    if start.startswith(b"{") or start.startswith((b"[{", b"[[", b"[\n", b"[\r")):
        raise Unreadable("json")
    return "text"


def unpacked_size(file: BinaryIO) -> int:
    """How large a workbook is outside its archive, as the archive's directory says; of others, how large it is."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        return file.seek(0, 2)
    finally:
        file.seek(0)


def _kind_of_zip(file: BinaryIO) -> str:
    """Reads the directory alone: nothing is unpacked before its sizes are known to be sane."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            mimetype = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as fault:
        raise Unreadable("damaged") from fault
    finally:
        file.seek(0)
    kind = _zip_kind(names, mimetype)
    if len(parts) > MAX_PARTS:
        raise Unreadable("too_many_parts", parts=len(parts), limit=MAX_PARTS)
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise Unreadable("bomb", size=unpacked // 2**20, limit=MAX_UNPACKED // 2**20)
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable("locked")
    _check_overlaps(parts)
    return kind


def _zip_kind(names: set[str], mimetype: bytes) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if "word/document.xml" in names or b"opendocument.text" in mimetype:
        raise Unreadable("word")
    if "ppt/presentation.xml" in names or b"opendocument.presentation" in mimetype:
        raise Unreadable("slides")
    raise Unreadable("archive")


def _check_overlaps(parts: list[zipfile.ZipInfo]) -> None:
    """Parts that share the same bytes are the trick of a bomb whose directory lies about nothing."""
    end = -1
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise Unreadable("bomb", size=sum(part.file_size for part in parts) // 2**20, limit=MAX_UNPACKED // 2**20)
        end = part.header_offset + part.compress_size


def _kind_of_compound(file: BinaryIO) -> str:
    """The container of Office before 2007, and of workbooks under a password."""
    body = file.read(4 * 1024 * 1024)
    file.seek(0)
    holds = lambda name: name.encode("utf-16-le") in body  # noqa: E731
    if holds("EncryptedPackage"):
        raise Unreadable("locked")
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("WordDocument"):
        raise Unreadable("word")
    if holds("PowerPoint Document"):
        raise Unreadable("slides")
    raise Unreadable("document")
