"""Amounts of a charter in words, in the language of the reader."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from regie.charter.models.resource import Per, Period
from regie.lib.money import is_currency, money
from regie.lib.numbers import number

PER = dict(Per.choices)
PERIOD = dict(Period.choices)
UNITS = {"hour": _("%(count)s h")}


def amount_words(data: dict[str, Any]) -> str:
    """`€2,500, per person and per year`; empty where there is no amount."""
    amount = data.get("amount")
    if amount in (None, ""):
        return ""
    language = get_language() or "en"
    if is_currency(data.get("currency") or ""):
        text = money(amount, data["currency"], language)
    else:
        text = number(amount, language)
        text = str(UNITS[data["unit"]]) % {"count": text} if data.get("unit") in UNITS else text
    each, every = PER.get(data.get("per") or ""), PERIOD.get(data.get("period") or "")
    if each and every:
        return gettext("%(amount)s, %(each)s and %(every)s") % {"amount": text, "each": each, "every": every}
    return f"{text}, {each or every}" if each or every else text
