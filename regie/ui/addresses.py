"""Addresses that pages write by the dozen, or of things by their number by the hundred: `reverse` reads all patterns of a room
for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from django.urls import get_script_prefix, reverse

_NUMBER = 987_654_321
_KEY, _A_KEY = re.compile(r"[A-Za-z0-9_-]+"), "any-key-of-987654321"


def named(name: str) -> str:
    """The same as `reverse(name)`, for an address without arguments."""
    return _named(name, get_script_prefix())


@cache
def _named(name: str, _prefix: str) -> str:
    return reverse(name)


def numbered(name: str, number: int | None) -> str:
    """The same as `reverse(name, args=[number])`, for an address whose only argument is a whole number."""
    if number is None:
        return reverse(name, args=[number])  # what is not kept yet has none
    before, after = _around(name, get_script_prefix())
    return f"{before}{number}{after}"


def numbering(name: str) -> Callable[[int], str]:
    """`numbered` for one name and hundreds of numbers, looked up once."""
    before, after = _around(name, get_script_prefix())
    return lambda number: f"{before}{number}{after}"


def keyed(name: str, key: str) -> str:
    """The same as `reverse(name, args=[key])`, for an address whose only argument is a key of letters, digits, `_` and `-`."""
    if not _KEY.fullmatch(key):
        return reverse(name, args=[key])
    before, after = _around_key(name, get_script_prefix())
    return f"{before}{key}{after}"


@cache
def _around_key(name: str, _prefix: str) -> tuple[str, str]:
    before, _key, after = reverse(name, args=[_A_KEY]).partition(_A_KEY)
    return before, after


@cache
def _around(name: str, _prefix: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[_NUMBER]).partition(str(_NUMBER))
    return before, after
