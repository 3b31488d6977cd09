"""Why a file is no sheet: a code and its facts. The room that shows it has the sentence."""

from __future__ import annotations

CODES = (
    "empty picture pdf word slides archive page rich_text json program media database document binary locked damaged "
    "too_large bomb too_many_parts too_many_columns no_sheet no_rows no_columns cell_too_long macro_only"
).split()


class Unreadable(ValueError):
    """`code` is one of CODES; `facts` are what the sentence needs (`limit`, `size`, `columns`, `row`)."""

    def __init__(self, code: str, **facts) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
