"""Why a file is no sheet: a code and its facts. The room that shows it has the sentence."""

from __future__ import annotations


class Unreadable(ValueError):
    """`code` names the fault; `facts` are what the sentence needs (`limit`, `size`, `columns`, `row`)."""

    def __init__(self, code: str, **facts) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
