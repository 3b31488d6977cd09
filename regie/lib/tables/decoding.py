"""Which encoding a text is in, looked at over the whole file without holding it."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from regie.lib.tables.unreadable import Unreadable

CHUNK = 1024 * 1024
# Where the accented letters of French, German and Spanish lie in each, between letters.
_MAC = set(bytes("éèàçêôîâùûëïñöüä", "mac_roman"))
_WINDOWS = set(bytes("éèàçêôîâùûëïñöüä", "cp1252"))
_NEVER_WINDOWS = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def encoding_of(file: BinaryIO) -> str:
    """`utf-8-sig`, `utf-8`, `utf-16`, `utf-16-le`, `utf-16-be`, `cp1252` or `mac_roman`. Leaves the file at its start."""
    file.seek(0)
    head = file.read(65536)
    if head.startswith(codecs.BOM_UTF8):
        guess = "utf-8-sig"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _rewound(file, "utf-16")
    elif b"\x00" in head:
        return _rewound(file, _silent_utf16(head))
    else:
        guess = "utf-8"
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if controls > max(4, len(head) // 100):
        raise Unreadable("binary")
    return _rewound(file, guess if _is_utf8(file) else _one_byte(file))


def _rewound(file: BinaryIO, encoding: str) -> str:
    file.seek(0)
    return encoding


def _silent_utf16(head: bytes) -> str:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    raise Unreadable("binary")


def _is_utf8(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _one_byte(file: BinaryIO) -> str:
    """Windows or old Macintosh, by which of the two gives letters where letters stand."""
    file.seek(0)
    mac = windows = 0
    seen = 0
    while seen < 8 * CHUNK and (chunk := file.read(CHUNK)):
        seen += len(chunk)
        for before, byte in zip(b" " + chunk, chunk, strict=False):
            if byte < 0x80:
                continue
            after_letter = chr(before).isalpha() if before < 0x80 else True
            mac += byte in _MAC and (after_letter or byte in _NEVER_WINDOWS)
            windows += byte in _WINDOWS and after_letter
    return "mac_roman" if mac > windows else "cp1252"
