"""What the budget tells the house."""

from __future__ import annotations

from regie.plan.budget import finance
from regie.plan.sentences import budget as sentences


def register() -> None:
    finance.register()
    sentences.register()
