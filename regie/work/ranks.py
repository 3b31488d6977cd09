"""Places in a hand-made order: texts between any two of which there is room for another, so that moving one card writes one row."""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def between(before: str, after: str) -> str:
    """A text that sorts after `before` and before `after`; empty stands for the beginning, and for the end.

    When the two leave no room (equal, or the wrong way round) the place is right after `before`.
    """
    if after and before >= after:
        after = ""
    made = ""
    place = 0
    while True:
        low = DIGITS.index(before[place]) if place < len(before) else 0
        high = DIGITS.index(after[place]) if after and place < len(after) else len(DIGITS)
        if low == high:
            made += DIGITS[low]
        elif high - low > 1:
            return made + DIGITS[(low + high) // 2]
        else:
            made += DIGITS[low]
            after = ""  # below `after` already: only `before` binds from here on
        place += 1


def after(last: str) -> str:
    """A place behind all others. Counts up in steps that leave room, so that a long column keeps short places."""
    if not last:
        return "i"
    head = last[:6].ljust(6, "0")
    number = int(head, 36) + 36**3
    if number >= 36**6:
        return between(last, "")
    made = ""
    for _digit in range(6):
        number, digit = divmod(number, 36)
        made = DIGITS[digit] + made
    return made
