"""The address of a series: its dimension values as one canonical text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping


def folded(value: str) -> str:
    """Alike for upper and lower case, kinds of spaces and ways to write an accent."""
    return " ".join(unicodedata.normalize("NFC", str(value)).casefold().split())


def address_of(dimensions: Mapping[str, str]) -> str:
    """`{"platform": "Instagram"}` → `platform=instagram`; empty values count as not said."""
    parts = ((key.strip().lower(), folded(value)) for key, value in dimensions.items())
    return ";".join(f"{key}={value.replace('%', '%25').replace(';', '%3b')}" for key, value in sorted(parts) if value)


def address_text(dimensions: Mapping[str, str]) -> str:
    return ", ".join(str(value) for value in dimensions.values() if value)
