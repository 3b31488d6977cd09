"""Which cells of a workbook's sheet are merged: the first of an area holds what all of them say, the others look empty."""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple

MOST = 20_000  # areas; a sheet with more was not merged by a person
_AREA = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PIECE, _LONGEST = 1 << 20, 200


class Area(NamedTuple):
    """Rows as a spreadsheet counts them, columns from 0; both ends are inside."""

    top: int
    left: int
    bottom: int
    right: int


def areas_in(archive: zipfile.ZipFile, path: str) -> list[Area]:
    """Of one sheet of an XLSX, whose list of areas stands behind its cells: the part is gone through, and not held."""
    found: list[Area] = []
    rest = b""
    with archive.open(path) as part:
        while piece := part.read(_PIECE):
            rest += piece
            end = 0
            for match in _AREA.finditer(rest):
                found.append(_area(*match.groups()))
                end = match.end()
                if len(found) >= MOST:
                    return found
            rest = rest[max(end, len(rest) - _LONGEST) :]
    return found


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Area:
    return Area(int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
