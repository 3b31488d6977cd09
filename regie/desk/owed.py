"""What waits for a person of money: commitments whose invoice was to be there by the month’s end."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from regie.desk import waiting
from regie.lib.money import money
from regie.metrics import words


def lines(person, today: date) -> list[tuple[str, str, str, str]]:
    """Title, what is said of it, its address and the word on its button. One query."""
    found = []
    for commitment in waiting.commitments(person)[: waiting.MOST_FOUND]:
        said = {
            "amount": money(commitment.net, commitment.currency, words.language()),
            "day": words.dates.day(commitment.asked_of_month, words.language(), "short", today),
        }
        meta = gettext("%(amount)s committed and not invoiced on %(day)s: is it still to come?") % said
        found.append((str(commitment), meta, commitment.get_absolute_url(), gettext("Answer")))
    return found
