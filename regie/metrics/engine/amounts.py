"""What kind of number a formula gives: money, hours, a bare number, and whether it is in percent already.

Money divided by a number stays money; money by money is a bare number. What does not add up (money plus hours) is a `Clash`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regie.metrics.engine.tree import Call, Inside, Minus, Name, Node, Number, Over, Sum


@dataclass(frozen=True)
class Amount:
    """`powers` of what it is counted in: {"EUR": 1} is money, {"EUR": 1, "h": -1} money an hour, {} a bare number."""

    powers: tuple[tuple[str, int], ...] = ()
    is_percent: bool = False
    is_constant: bool = False

    @classmethod
    def of(cls, powers: Mapping[str, int], *, is_percent: bool = False) -> Amount:
        return cls(tuple(sorted((mark, power) for mark, power in powers.items() if power)), is_percent)

    @property
    def marks(self) -> dict[str, int]:
        return dict(self.powers)


class Clash(ValueError):
    """Two amounts that cannot be added."""

    def __init__(self, left: Amount, right: Amount) -> None:
        super().__init__(f"{left.powers} and {right.powers}")
        self.left, self.right = left, right


def amount_of(node: Node, known: Mapping[str, Amount]) -> Amount:
    """The amount of a tree by those of its measures; raises `Clash`."""
    match node:
        case Number():
            return Amount(is_constant=True)
        case Name(key) | Inside(_, key):
            return known.get(key, Amount())
        case Minus(of) | Over(_, of, _):
            return amount_of(of, known)
        case Call("percent", (of,)):
            return Amount(amount_of(of, known).powers, is_percent=True)
        case Call(_, arguments):
            found = [amount_of(each, known) for each in arguments]
            for each in found[1:]:
                found[0] = _added(found[0], each)
            return found[0]
        case Sum(sign, left, right):
            first, second = amount_of(left, known), amount_of(right, known)
            return _added(first, second) if sign in "+-" else _multiplied(sign, node, first, second)
    raise TypeError(node)


def _added(left: Amount, right: Amount) -> Amount:
    if left.is_constant or right.is_constant:
        return right if left.is_constant else left
    if left.powers != right.powers:
        raise Clash(left, right)
    return Amount(left.powers, left.is_percent or right.is_percent)


def _multiplied(sign: str, node: Sum, left: Amount, right: Amount) -> Amount:
    powers = left.marks
    for mark, power in right.powers:
        powers[mark] = powers.get(mark, 0) + (power if sign == "*" else -power)
    hundred = Number(100.0)
    becomes_percent = sign == "*" and hundred in (node.left, node.right)
    return Amount.of(powers, is_percent=becomes_percent or left.is_percent != right.is_percent)
