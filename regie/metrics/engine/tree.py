"""The tree of a formula. Nodes are immutable and print themselves in one canonical way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Namer = Callable[[str], str]
AGGREGATES = ("sum", "mean", "last", "min", "max")


@dataclass(frozen=True, slots=True)
class Number:
    value: float

    def written(self, name: Namer, tight: int = 0) -> str:
        return f"{self.value:.15g}"

    def leaves(self) -> Iterator[Name | Inside]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Name:
    """A measure or a metric, by its key."""

    key: str

    def written(self, name: Namer, tight: int = 0) -> str:
        return name(self.key)

    def leaves(self) -> Iterator[Name | Inside]:
        yield self


@dataclass(frozen=True, slots=True)
class Inside:
    """A measure added up in a given way: `mean(followers)`, whatever the measure itself says."""

    how: str
    key: str

    def written(self, name: Namer, tight: int = 0) -> str:
        return f"{self.how}({name(self.key)})"

    def leaves(self) -> Iterator[Name | Inside]:
        yield self


@dataclass(frozen=True, slots=True)
class Over:
    """`sum(x, 3)` and `mean(x, 3)`: over that many periods up to this one; `previous(x, 1)`: so many periods back."""

    how: str
    of: Node
    periods: int

    def written(self, name: Namer, tight: int = 0) -> str:
        inner = self.of.written(name)
        return f"{self.how}({inner})" if self.how == "previous" and self.periods == 1 else f"{self.how}({inner}, {self.periods})"

    def leaves(self) -> Iterator[Name | Inside]:
        return self.of.leaves()


@dataclass(frozen=True, slots=True)
class Call:
    """`abs(x)`, `percent(x)`, and `min` or `max` of several."""

    function: str
    arguments: tuple[Node, ...]

    def written(self, name: Namer, tight: int = 0) -> str:
        return f"{self.function}({', '.join(each.written(name) for each in self.arguments)})"

    def leaves(self) -> Iterator[Name | Inside]:
        for each in self.arguments:
            yield from each.leaves()


@dataclass(frozen=True, slots=True)
class Minus:
    of: Node

    def written(self, name: Namer, tight: int = 0) -> str:
        text = f"-{self.of.written(name, 3)}"
        return f"({text})" if tight else text

    def leaves(self) -> Iterator[Name | Inside]:
        return self.of.leaves()


@dataclass(frozen=True, slots=True)
class Sum:
    """`left + right`, or `left - right`, `left × right`, `left ÷ right` by its sign."""

    sign: str
    left: Node
    right: Node

    def written(self, name: Namer, tight: int = 0) -> str:
        level = 1 if self.sign in "+-" else 2
        text = f"{self.left.written(name, level)} {self.sign} {self.right.written(name, level + 1)}"
        return f"({text})" if level < tight else text

    def leaves(self) -> Iterator[Name | Inside]:
        yield from self.left.leaves()
        yield from self.right.leaves()


Node = Number | Name | Inside | Over | Call | Minus | Sum


def lookback(node: Node) -> int:
    """How many periods before its own a formula reads."""
    match node:
        case Over(how, of, periods):
            return lookback(of) + (periods if how == "previous" else periods - 1)
        case Call(_, arguments):
            return max((lookback(each) for each in arguments), default=0)
        case Minus(of):
            return lookback(of)
        case Sum(_, left, right):
            return max(lookback(left), lookback(right))
    return 0


def with_metrics(node: Node, trees: dict[str, Node]) -> Node:
    """The tree with each metric's name replaced by that metric's own tree; `trees` must hold no cycle."""
    match node:
        case Name(key) if key in trees:
            return with_metrics(trees[key], trees)
        case Over(how, of, periods):
            return Over(how, with_metrics(of, trees), periods)
        case Call(function, arguments):
            return Call(function, tuple(with_metrics(each, trees) for each in arguments))
        case Minus(of):
            return Minus(with_metrics(of, trees))
        case Sum(sign, left, right):
            return Sum(sign, with_metrics(left, trees), with_metrics(right, trees))
    return node


def cycle(key: str, uses: dict[str, set[str]]) -> list[str]:
    """The way from `key` back to itself through what each metric uses; empty where there is none."""
    path: list[str] = []
    seen: set[str] = set()

    def walk(at: str) -> bool:
        for other in sorted(uses.get(at, ())):
            if other == key:
                path.append(other)
                return True
            if other not in seen:
                seen.add(other)
                if walk(other):
                    path.append(other)
                    return True
        return False

    return [key, *reversed(path)] if walk(key) else []
