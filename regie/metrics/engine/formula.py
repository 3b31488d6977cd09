"""The language of formulas: text → tree. Never `eval`.

    spend / new customers                     measures and metrics, by key or by name, in any case and accents
    percent(accepted / leads)                 × 100; also: abs, previous, min and max of several
    mean(followers)                           a measure added up another way: sum, mean, last, min, max
    sum(sales, 3)   previous(sales, 12)       over 3 periods up to this one; 12 periods back
    + - − × * ÷ / : ( ) 2.5 15%               numbers with a point, or a comma between digits outside a call
    "price, net"  «price, net»  [price, net]  quotes hold a name that has signs in it

A name is a run of words. Whoever parses says which names exist; an unknown one is answered with the nearest.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from regie.metrics.engine.tree import AGGREGATES, Call, Inside, Minus, Name, Node, Number, Over, Sum, lookback

LONGEST, DEEPEST, FARTHEST = 2000, 60, 400
FUNCTIONS = {
    "sum": "sum",
    "somme": "sum",
    "mean": "mean",
    "moyenne": "mean",
    "average": "mean",
    "last": "last",
    "dernier": "last",
    "derniere": "last",
    "min": "min",
    "minimum": "min",
    "max": "max",
    "maximum": "max",
    "abs": "abs",
    "previous": "previous",
    "precedent": "previous",
    "precedente": "previous",
    "percent": "percent",
    "pourcent": "percent",
    "pourcentage": "percent",
}
SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-", "×": "*", "*": "*", "·": "*", "÷": "/", "/": "/", ":": "/"}
QUOTES = {'"': '"', "«": "»", "[": "]", "“": "”"}
_DIGITS = r"(?:\d{1,3}(?:[ \u202f\u00a0]\d{3})+(?!\d)|\d+)"
_NUMBER = re.compile(_DIGITS + r"(?:[.,]\d+)?(?:[eE][+-]?\d+)?|\.\d+")
_NUMBER_IN_CALL = re.compile(_DIGITS + r"(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+")
_WORD = re.compile(r"[^\W\d_][\w'’&]*(?:-[^\W\d_][\w'’&]*)*")
_WORDS = re.compile(_WORD.pattern + r"(?:[ \u00a0]+(?:[\w'’&]+(?:-[^\W\d_][\w'’&]*)*))*")


class FormulaError(ValueError):
    """What is wrong, where (`at`, `length` in the text), about which word, and what may have been meant.

    `code`: empty, too_long, too_deep, unknown_name, unknown_function, unexpected, unclosed, not_a_number, not_periods,
    not_a_measure, too_far, arguments, cycle, no_measure.
    """

    def __init__(self, code: str, at: int = 0, length: int = 1, word: str = "", suggestion: str = "") -> None:
        super().__init__(code)
        self.code, self.at, self.length, self.word, self.suggestion = code, at, length, word, suggestion

    def __str__(self) -> str:
        return f"{self.code} at {self.at}: {self.word}"


@dataclass(frozen=True)
class Parsed:
    tree: Node
    keys: frozenset[str] = field(default_factory=frozenset)

    @property
    def canonical(self) -> str:
        """The text as it is kept: keys, plain signs, no more parentheses than needed. Parsing it gives the same tree."""
        return self.tree.written(lambda key: key)

    @property
    def lookback(self) -> int:
        return lookback(self.tree)

    def display(self, names: Mapping[str, str]) -> str:
        """As one reads it: names instead of keys, × and ÷."""
        text = self.tree.written(lambda key: f"\0{key}\0")
        text = text.replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", " − ")
        return re.sub("\0([^\0]*)\0", lambda found: quoted(names.get(found[1], found[1])), text)


def quoted(name: str) -> str:
    """A name as a formula holds it."""
    return name if _WORDS.fullmatch(name) and fold(name) not in FUNCTIONS else f'"{name}"'


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Names are alike whatever their case, accents, underscores and kinds of spaces."""
    if text.isascii():
        return " ".join(text.replace("_", " ").lower().split())
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("_", " ")).casefold()
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())


class Vocabulary:
    """The names that formulas may use: key → its name (or names), and which of the keys are metrics."""

    def __init__(self, names: Mapping[str, str] | Mapping[str, Iterable[str]], metrics: Iterable[str] = ()) -> None:
        self.metrics = frozenset(metrics)
        self.known: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        for key, given in names.items():
            for each in [given] if isinstance(given, str) else [*given]:
                self.known.setdefault(fold(each), key)
                self.shown.setdefault(fold(each), each)
        for key in names:  # a key wins over a name that reads the same
            self.known[fold(key)] = key
            self.shown.setdefault(fold(key), key)


def parse(text: str, names: Vocabulary | Mapping[str, str] | Mapping[str, Iterable[str]]) -> Parsed:
    """Read a formula; raises `FormulaError`."""
    if len(text) > LONGEST:
        raise FormulaError("too_long", LONGEST, len(text) - LONGEST)
    tree = _Reader(text, names if isinstance(names, Vocabulary) else Vocabulary(names)).read()
    return Parsed(tree, frozenset(leaf.key for leaf in tree.leaves()))


class _Reader:
    def __init__(self, text: str, names: Vocabulary) -> None:
        self.text, self.at, self.depth, self.calls = text, 0, 0, 0
        self.metrics, self.known, self.shown = names.metrics, names.known, names.shown

    def read(self) -> Node:
        if not self.text.strip():
            raise FormulaError("empty", 0, 0)
        tree = self.sum()
        self.space()
        if self.at < len(self.text):
            raise self.unexpected()
        if not any(True for _ in tree.leaves()):
            raise FormulaError("no_measure", 0, len(self.text))
        return tree

    # -- grammar: sum := product (± product)*; product := signed (×÷ signed)*; signed := -signed | atom %?

    def sum(self) -> Node:
        left = self.product()
        while (sign := self.sign("+-")) is not None:
            left = Sum(sign, left, self.product())
        return left

    def product(self) -> Node:
        left = self.signed()
        while (sign := self.sign("*/")) is not None:
            left = Sum(sign, left, self.signed())
        return left

    def signed(self) -> Node:
        self.deeper()
        if self.sign("-") is not None:
            node: Node = Minus(self.signed())
        elif self.sign("+") is not None:
            node = self.signed()
        else:
            node = self.atom()
            while self.peek() in {"%"}:
                self.at += 1
                node = Number(node.value / 100) if isinstance(node, Number) else Sum("/", node, Number(100.0))
        self.depth -= 1
        return node

    def atom(self) -> Node:
        letter = self.peek()
        if letter == "(":
            opened, self.at = self.at, self.at + 1
            calls, self.calls = self.calls, 0
            node = self.sum()
            self.calls = calls
            self.close(opened)
            return node
        if letter in QUOTES:
            return self.quoted(letter)
        if letter.isdigit() or letter == ".":
            return self.number()
        if _WORD.match(self.text, self.at):
            return self.named()
        raise self.unexpected()

    def number(self) -> Node:
        found = (_NUMBER_IN_CALL if self.calls else _NUMBER).match(self.text, self.at)
        if not found:
            raise self.unexpected()
        value = float(re.sub("[ \u202f\u00a0]", "", found[0]).replace(",", "."))
        if value in (float("inf"), float("-inf")):
            raise FormulaError("not_a_number", self.at, len(found[0]), found[0])
        self.at = found.end()
        return Number(value)

    def quoted(self, opening: str) -> Node:
        end = self.text.find(QUOTES[opening], self.at + 1)
        if end < 0:
            raise FormulaError("unclosed", self.at, 1, opening)
        start, word = self.at, self.text[self.at + 1 : end].strip()
        self.at = end + 1
        return Name(self.resolve(word, start, end + 1 - start))

    def named(self) -> Node:
        """A call, or the longest known name that begins here."""
        first = _WORD.match(self.text, self.at)
        assert first
        if self.text[first.end() :].lstrip(" \u00a0")[:1] == "(":
            return self.call(first)
        run = _WORDS.match(self.text, self.at)
        assert run
        ends = [self.at + each.end() for each in re.finditer(r"[^\s\u00a0\-]+", run[0])]
        for end in reversed(ends):
            if (key := self.known.get(fold(self.text[self.at : end]))) is not None:
                self.at = end
                return Name(key)
        start, word = self.at, run[0].strip()
        self.at = run.end()
        return Name(self.resolve(word, start, len(word)))

    def resolve(self, word: str, at: int, length: int) -> str:
        folded = fold(word)
        if folded in self.known:
            return self.known[folded]
        near = difflib.get_close_matches(folded, list(self.known), n=1, cutoff=0.6)
        raise FormulaError("unknown_name", at, length, word, self.shown[near[0]] if near else "")

    def call(self, word: re.Match[str]) -> Node:
        function, start = FUNCTIONS.get(fold(word[0])), self.at
        if function is None:
            near = difflib.get_close_matches(fold(word[0]), list(FUNCTIONS), n=1, cutoff=0.6)
            raise FormulaError("unknown_function", start, len(word[0]), word[0], near[0] if near else "")
        self.at = self.text.index("(", word.end()) + 1
        opened, self.calls = self.at - 1, self.calls + 1
        arguments = [self.sum()]
        while self.peek() in {",", ";"}:
            self.at += 1
            arguments.append(self.sum())
        self.calls -= 1
        self.close(opened)
        return self.made(function, arguments, start, word[0])

    def made(self, function: str, arguments: list[Node], at: int, word: str) -> Node:
        size = self.at - at
        first, count = arguments[0], len(arguments)
        if function in ("abs", "percent"):
            if count != 1:
                raise FormulaError("arguments", at, size, word)
            return (
                Sum("*", first, Number(100.0))
                if function == "percent" and isinstance(first, Number)
                else Call(function, (first,))
            )
        if function == "previous":
            if count > 2:
                raise FormulaError("arguments", at, size, word)
            return Over("previous", first, self.periods(arguments[1], at, size, word) if count == 2 else 1)
        if function in AGGREGATES and count == 1:
            if not isinstance(first, Name) or first.key in self.metrics:
                raise FormulaError("not_a_measure", at, size, word)
            return Inside(function, first.key)
        if function in ("min", "max"):
            return Call(function, tuple(arguments))
        if count != 2 or function == "last":
            raise FormulaError("arguments", at, size, word)
        return Over(function, first, self.periods(arguments[1], at, size, word))

    def periods(self, node: Node, at: int, size: int, word: str) -> int:
        if not isinstance(node, Number) or node.value != int(node.value) or node.value < 1:
            raise FormulaError("not_periods", at, size, word)
        if node.value > FARTHEST:
            raise FormulaError("too_far", at, size, word, str(FARTHEST))
        return int(node.value)

    # -- letters

    def space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def peek(self) -> str:
        self.space()
        return self.text[self.at : self.at + 1]

    def sign(self, wanted: str) -> str | None:
        found = SIGNS.get(self.peek())
        if found is None or found not in wanted:
            return None
        self.at += 1
        return found

    def close(self, opened: int) -> None:
        if self.peek() != ")":
            raise FormulaError("unclosed", opened, 1, "(") if self.at >= len(self.text) else self.unexpected()
        self.at += 1

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError("too_deep", self.at, 1)

    def unexpected(self) -> FormulaError:
        letter = self.peek()
        return FormulaError("unexpected", self.at, 1 if letter else 0, letter)
