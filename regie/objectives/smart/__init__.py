"""The SMART check: reads an objective letter by letter and says, in sentences, what is there and what is missing.

It is pure: plain values in, sentences out, in the reader's language; the objective itself may be French or English.
It judges only what it can read, and prefers to miss a fault over naming one that is none. It decides nothing: people adopt.
"""

from regie.objectives.smart.check import check
from regie.objectives.smart.draft import Draft
from regie.objectives.smart.verdict import Brevity, Check, Letter, Remark, State

__all__ = ["Brevity", "Check", "Draft", "Letter", "Remark", "State", "check"]
