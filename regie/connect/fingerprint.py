"""The shape of a file: its column names, periods among them counting as one, so that next month's file is known again."""

from __future__ import annotations

import hashlib

from regie.lib.tables import DateFault, Table, read_day
from regie.lib.tables.dates import plain


def fingerprint_of(table: Table) -> str:
    names: list[str] = []
    for name in table.names:
        try:
            read_day(name)
            name = "#"
        except DateFault:
            name = plain(name)
        if name != "#" or names[-1:] != ["#"]:
            names.append(name)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
