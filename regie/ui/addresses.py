"""Addresses that pages write by the dozen, or of things by their number by the hundred: `reverse` reads all patterns of a room
for each."""

from __future__ import annotations

from functools import cache

from django.urls import get_script_prefix, reverse

_NUMBER = 987_654_321


def named(name: str) -> str:
    """The same as `reverse(name)`, for an address without arguments."""
    return _named(name, get_script_prefix())


@cache
def _named(name: str, _prefix: str) -> str:
    return reverse(name)


def numbered(name: str, number: int) -> str:
    """The same as `reverse(name, args=[number])`, for an address whose only argument is a whole number."""
    before, after = _around(name, get_script_prefix())
    return f"{before}{number}{after}"


@cache
def _around(name: str, _prefix: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[_NUMBER]).partition(str(_NUMBER))
    return before, after
