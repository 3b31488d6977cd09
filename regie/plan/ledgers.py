"""Where the import that brought a ledger is read: a higher room that has its page registers itself.

ledgers.PAGES["connect"] = page_of            # (ledger) -> its address, or an empty text
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PAGES: dict[str, Callable[[Any], str]] = {}


def page(ledger: Any) -> str:
    """Of a ledger, or of None; without a room that knows it, its file. One query."""
    if ledger is None:
        return ""
    known = next((address for page_of in PAGES.values() if (address := page_of(ledger))), "")
    return known or (ledger.file.get_absolute_url() if ledger.file_id else "")
