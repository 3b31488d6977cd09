"""Numbers, money, dates and rhythms in French and English words and digits (folded text in, values out)."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from .plain import fold
from .words import PERIOD_OF_RHYTHM, RHYTHMS

LONGEST = 4000  # a longer line is not searched beyond: nobody states an amount there
DIGITS = r"\d{1,3}(?:[ ]\d{3}){1,4}(?:[.,]\d{1,6})?(?!\d)|\d{1,15}(?:[.,']\d{1,15}){0,5}"
CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "pounds": "GBP", "livres": "GBP", "chf": "CHF", "francs suisses": "CHF", "cad": "CAD",
    "k€": "EUR", "m€": "EUR",
}  # fmt: skip
MONEY = re.compile(
    rf"(?P<sign>€|\$|£|\b(?:eur|usd|gbp|chf|cad)\b)\s?(?P<a>{DIGITS})\s?(?P<ka>(?:k|m|mille|thousand|millions?)\b)?"
    rf"|(?P<b>{DIGITS})\s?(?P<kb>k|m(?=€)|mille|thousand|million|millions)?\s?(?:d')?"
    r"(?P<word>€|\$|£|(?:euros?|eur|usd|dollars?|gbp|chf|cad|pounds)\b)"
)
MULTIPLES = (
    {"k": 1000, "mille": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000, "millions": 1_000_000}
    | dict.fromkeys(("mn",), 1_000_000)
    | dict.fromkeys(("bn", "milliard", "milliards", "billion", "billions"), 10**9)
)


def number(text: str) -> Decimal | None:
    """`1 234,5`, `1,234.5`, `2.500`, `2500`, `3,75`: one separator followed by exactly three digits groups thousands."""
    text = text.replace(" ", "").replace("'", "").strip(".,")
    if not text:
        return None
    dot, comma = text.rfind("."), text.rfind(",")
    if dot >= 0 and comma >= 0:
        decimal_mark = "." if dot > comma else ","
        text = text.replace("," if decimal_mark == "." else ".", "").replace(decimal_mark, ".")
        if text.count(".") > 1:
            return None
    elif dot >= 0 or comma >= 0:
        mark = "." if dot >= 0 else ","
        parts = text.split(mark)
        if all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3 and parts[0] != "0":
            text = "".join(parts)
        elif len(parts) == 2:
            text = ".".join(parts)
        else:
            return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _words() -> dict[str, int]:
    fr = [
        "zero",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
    ]
    en = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    answer = {word: at for at, word in enumerate(en)} | {word: at for at, word in enumerate(fr)}
    answer |= {"dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "cent": 100, "hundred": 100, "one hundred": 100, "a hundred": 100}
    for tens, word in ((20, "vingt"), (30, "trente"), (40, "quarante"), (50, "cinquante"), (60, "soixante")):
        answer |= {word: tens, f"{word} et un": tens + 1, f"{word}-et-un": tens + 1}
        answer |= {f"{word}-{fr[unit]}": tens + unit for unit in range(2, 10)}
    answer |= {"soixante et onze": 71, "quatre-vingts": 80, "quatre-vingt": 80}
    for unit in range(10, 20):
        spelled = fr[unit] if unit < 17 else f"dix-{fr[unit - 10]}"
        answer |= {f"soixante-{spelled}": 60 + unit, f"quatre-vingt-{spelled}": 80 + unit}
    answer |= {f"quatre-vingt-{fr[unit]}": 80 + unit for unit in range(1, 10)}
    for tens, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2):
        answer[word] = tens * 10
        answer |= {f"{word}{join}{en[unit]}": tens * 10 + unit for unit in range(1, 10) for join in "- "}
    return answer


WORDS = _words()


def money(text: str) -> tuple[Decimal, str] | None:
    """The first amount of money in the text and its ISO currency."""
    for found in MONEY.finditer(fold(text[:LONGEST])):
        amount = number(found["a"] or found["b"])
        if amount is None:
            continue
        multiple = MULTIPLES.get(found["ka"] or found["kb"] or "", 1)
        return amount * multiple, CURRENCIES[(found["sign"] or found["word"]).strip()]
    return None


RHYTHM = re.compile(r"(?<![a-z0-9'-])(?:" + "|".join(sorted(map(re.escape, RHYTHMS), key=len, reverse=True)) + r")(?![a-z0-9])")


def rhythms(text: str) -> list[tuple[str, int, str]]:
    """Every rhythm that the text names: (rhythm, position in the folded text, the words)."""
    return [(RHYTHMS[found[0]], found.start(), found[0]) for found in RHYTHM.finditer(fold(text[:LONGEST]))]


def period(text: str) -> str | None:
    """The first period that the text names (“par trimestre”, “annual”): a word of `Item.period`."""
    spoken = [re.sub(r"\s*/\s*", word, text) for word in (" par ", " per ")] if "/" in text else [text]
    for each in spoken:
        for name, _, _ in rhythms(each):
            if name in PERIOD_OF_RHYTHM:
                return PERIOD_OF_RHYTHM[name]
    return None


MONTHS = {
    name: at
    for at, names in enumerate(
        ("janvier janv january jan", "fevrier fevr february feb", "mars march mar", "avril avr april apr", "mai may",
         "juin june jun", "juillet juil july jul", "aout august aug", "septembre sept september sep", "octobre oct october",
         "novembre nov november", "decembre dec december"), 1)
    for name in names.split()
}  # fmt: skip
ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
DAY_FIRST = re.compile(r"\b(\d{1,2})(?:er|st|nd|rd|th)?(?: of)?[ .-]{1,2}([a-z]{3,9})\.?,? +(\d{4})\b")
MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b")
SLASHED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")


def day(text: str) -> tuple[date | None, bool]:
    """The first date of the text, and whether day and month could be the other way round."""
    text = fold(text[:200])
    try:
        if found := ISO.search(text):
            return date(int(found[1]), int(found[2]), int(found[3])), False
        for found in DAY_FIRST.finditer(text):
            if found[2] in MONTHS:
                return date(int(found[3]), MONTHS[found[2]], int(found[1])), False
        for found in MONTH_FIRST.finditer(text):
            if found[1] in MONTHS:
                return date(int(found[3]), MONTHS[found[1]], int(found[2])), False
        if found := SLASHED.search(text):
            one, two, year = int(found[1]), int(found[2]), int(found[3])
            if two > 12:
                return date(year, one, two), False
            return date(year, two, one), one <= 12 and one != two
    except ValueError:
        pass
    return None, False


HALF_DAY = re.compile(r"(?:une |1 )?demi-journee|half(?: a|-)? ?day")
TIME = re.compile(
    r"(?P<h>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:h|heures?|hours?|hrs?)(?![a-z])\s?(?:(?P<hm>\d{1,2})(?!\d)\s?(?:min(?:utes?)?)?)?"
    r"|(?P<m>\d{1,3})\s?(?:min(?:utes?)?|mn|')(?![a-z])"
)
SPAN = re.compile(r"(?P<low>\d{1,3}(?:[.,]\d)?)\s?(?:-|a|to|et|and)\s?(?=\d)")
LIMIT = re.compile(r"\bmax(?:i|imum)?\b|\bau plus\b|\bat most\b|\bup to\b|\bjusqu'a\b|\bno more than\b|\bpas plus de\b")


def minutes(text: str) -> tuple[int | None, int | None]:
    """Shortest and longest length in minutes: `10-15 min`, `1 h 30`, `2 to 3 hours`, `2 h max` (no shortest)."""
    text = fold(text[:LONGEST])
    spelled = r"\b(une|one|an|deux|two|trois|three|quatre|four)(?= (?:heures?|hours?)\b)"
    text = re.sub(spelled, lambda found: "1" if found[1] in ("une", "one", "an") else str(WORDS[found[1]]), text)
    if HALF_DAY.search(text):
        return 240, 240
    found = TIME.search(text)
    if not found:
        return None, None
    longest = _length(found)
    lows = SPAN.search(text[: found.start() + len(found[0])])
    if lows:
        later = [each for each in TIME.finditer(text, lows.end()) if each.start() == lows.end()]
        if later:
            low = number(lows["low"])
            scale = 60 if later[0]["h"] else 1
            return int((low or 0) * scale), _length(later[0])
    rest = text[found.end() :].lstrip()
    second = re.match(r"(?:-|a|to)\s?", rest)
    if second and (upper := TIME.match(rest, second.end())):
        return longest, _length(upper)
    if LIMIT.search(text):
        return None, longest
    return longest, longest


def _length(found) -> int:
    if found["m"]:
        return int(found["m"])
    return int((number(found["h"]) or 0) * 60) + int(found["hm"] or 0)
