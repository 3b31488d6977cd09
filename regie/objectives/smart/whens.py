"""The dates that a text says: “d’ici le 30 juin”, “by the end of Q3”, “within six months”, “fin 2027”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from regie.lib.written_periods import MONTHS
from regie.objectives.smart.folding import flat

_DAY = timedelta(days=1)
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>20[1-9]\d)\b"
_COUNTS = {
    "un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4, "cinq": 5, "five": 5,
    "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9, "nine": 9, "dix": 10, "ten": 10, "douze": 12, "twelve": 12,
    "quinze": 15, "dix-huit": 18, "eighteen": 18,
}  # fmt: skip
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_UNITS = {
    "jour": "days", "day": "days", "semaine": "weeks", "week": "weeks", "mois": "months", "month": "months",
    "trimestre": "quarters", "quarter": "quarters", "semestre": "halves", "an": "years", "annee": "years", "year": "years",
}  # fmt: skip
_UNIT = r"(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")s?\b"
_NTH = {
    "premier": 1, "1er": 1, "first": 1, "1st": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "2nd": 2, "troisieme": 3, "third": 3,
    "3e": 3, "3eme": 3, "3rd": 3, "quatrieme": 4, "fourth": 4, "dernier": 4, "last": 4, "4e": 4, "4eme": 4, "4th": 4,
}  # fmt: skip
_NTH_WORD = r"(?P<nth>" + "|".join(sorted(_NTH, key=len, reverse=True)) + ")"
_OF_YEAR = r"(?:,? (?:de |of |in |en )?(?:l'annee |l'an )?" + _YEAR + ")?"

_NUMERIC = re.compile(
    r"(?<![\w/.-])(?:(?P<iso>20\d\d-\d\d-\d\d)|(?P<dd>\d{1,2})[/.](?P<mm>\d{1,2})[/.](?P<year>20\d\d|\d\d))(?![\w/-])"
)
_NAMED = re.compile(
    r"(?<![\w])(?:(?P<dd>\d{1,2})(?:er|st|nd|rd|th)?(?: of)? " + _MONTH + r"(?:,? " + _YEAR + r")?"
    r"|"
    + _MONTH.replace("month", "month2")
    + r" (?P<dd2>\d{1,2})(?:st|nd|rd|th)?\b(?! ?(?:%|\d))(?:,? "
    + _YEAR.replace("year", "year2")
    + ")?)"
)
_MONTHLY = re.compile(r"(?<![\w])" + _MONTH + r"(?:,? " + _YEAR + ")?")
_QUARTER = re.compile(
    r"(?<![\w])(?:[qt](?P<n>[1-4])\b(?:,? ?"
    + _YEAR
    + r")?|"
    + _NTH_WORD
    + r" (?:trimestre|quarter)\b"
    + _OF_YEAR.replace("year>", "year2>")
    + ")"
)
_HALF = re.compile(
    r"(?<![\w])(?:[hs](?P<n>[12])\b(?:,? ?"
    + _YEAR
    + r")?|"
    + _NTH_WORD
    + r" (?:semestre|half)\b"
    + _OF_YEAR.replace("year>", "year2>")
    + ")"
)
_YEARLY = re.compile(r"(?<![\w/.,'-])" + _YEAR + r"(?![\d/-])(?! ?(?:%|€|\$|£|euros?\b))")
_THIS_YEAR = re.compile(
    r"\b(?P<end>(?:la )?fin (?:de l')?annee|fin d'annee|the end of (?:the|this) year|end of (?:the )?year|year[- ]end|this year|cette annee|l'annee en cours)\b"
    r"|\b(?P<next>next year|l'annee prochaine|the coming year)\b"
)
_LENGTH = re.compile(
    r"\b(?:d'ici(?: a)?|dans(?: les?| un delai de)?|en|sous|within|in|over|during|after|au bout de|sur|apres)"
    r"(?: the| les?)?(?: next| prochaine?s?| coming)? " + _COUNT + r"(?: (?:prochaine?s?|next|coming))? " + _UNIT
)
_SEASONS = re.compile(
    r"\b(?:noel|christmas|paques|easter|black friday|la rentree|l'ete|l'hiver|l'automne|le printemps|summer|winter|autumn|spring|thanksgiving|rentree|school year|academic year|(?:financial|fiscal) year|annee scolaire|exercice|fy ?\d\d|(?:before|ahead of) (?:the|our|we)|avant (?:le|la|les|notre|nos)|avant l')"
)
_CUE = re.compile(
    r"\b(?P<cue>fin|la fin de|la fin du|end of|the end of|end|mi|mid|debut|start of|the start of|beginning of|early|late|avant|before|"
    r"d'ici|by|en|in|au|du|de|a|until|jusqu'en|jusqu'a|to|from|courant|le|l'|the|of|d'|since|depuis|this|ce|on|dans)[ -]*(?:the |le |la |l'|du |de )*$"
)
_LOOSE = {
    "may",
    "march",
    "mars",
    "mar",
    "sep",
    "dec",
    "jan",
    "jun",
    "oct",
    "nov",
    "mai",
    "avr",
    "fev",
    "feb",
    "apr",
    "aug",
    "aou",
}


@dataclass(frozen=True)
class When:
    """A span of days said in the text; without a year it comes back every year. `part`: end, mid, start or before."""

    begin: int
    end: int
    said: str
    first: date | None = None  # None: a word such as Christmas, that says a time we do not judge
    last: date | None = None
    has_year: bool = True
    part: str = ""

    @property
    def is_loose(self) -> bool:
        """“Within 90 days” may as well be a delay within the objective: it contradicts nothing."""
        return self.part == "about" and (self.last - self.first) < timedelta(days=31)

    def fits(self, due: date) -> bool | None:
        """Whether `due` is what the text says; None where that cannot be told."""
        if self.first is None or self.last is None:
            return None
        if self.is_loose:
            return True if self._holds(due, self.first, self.last) else None
        if self.has_year:
            return self._holds(due, self.first, self.last)
        return any(self._holds(due, *self._in(due.year + by)) for by in (-1, 0, 1))

    def _in(self, year: int) -> tuple[date, date]:
        move = relativedelta(years=year - self.first.year)
        last = self.last + move
        return self.first + move, last if (self.last + _DAY).day != 1 else (self.last + _DAY + move) - _DAY

    def _holds(self, due: date, first: date, last: date) -> bool:
        third = (last - first) / 3
        match self.part:
            case "end":
                return last - third - _DAY <= due <= last + _DAY
            case "start":
                return first - _DAY <= due <= first + third + _DAY
            case "mid":
                return first + third / 2 <= due <= last - third / 2
            case "before":
                return first - 2 * _DAY <= due <= last
        return first - _DAY <= due <= last

    def due(self, today: date) -> date | None:
        """The day that it would be as a due date, not before today where it has no year."""
        if self.first is None:
            return None
        if self.is_loose:
            return None
        if self.part == "about":
            return self.first + (self.last - self.first) / 2
        spans = [(self.first, self.last)] if self.has_year else [self._in(today.year + by) for by in (0, 1)]
        ends = [first - _DAY if self.part == "before" else last for first, last in spans]
        return next((day for day in ends if day >= today), ends[-1])


def whens(text: str, start: date) -> list[When]:
    """The dates of `text` in order, none overlapping; lengths of time count from `start`."""
    plain = flat(text)
    found: list[When] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(plain):
            if any(match.start() < each.end and each.begin < match.end() for each in found):
                continue
            try:
                span = read(match, plain, text, start)
            except ValueError:  # the 31st of June
                continue
            if span is None:
                continue
            first, last, has_year = span
            begin, part = (match.start(), "about") if pattern is _LENGTH else _cue(plain, match.start())
            found.append(When(begin, match.end(), text[begin : match.end()].strip(), first, last, has_year, part))
    return sorted(found, key=lambda each: each.begin)


def _cue(plain: str, at: int) -> tuple[int, str]:
    cue = _CUE.search(plain, 0, at)
    if not cue:
        return at, ""
    said = cue["cue"]
    if said.endswith(("fin", "fin de", "fin du", "end of", "end")) or said == "late":
        return cue.start(), "end"
    if said in {"mi", "mid"}:
        return cue.start(), "mid"
    if said in {"avant", "before"}:
        return cue.start(), "before"
    if said in {"debut", "early"} or said.endswith(("start of", "beginning of")):
        return cue.start(), "start"
    return at, ""


def _span(first: date, months: int) -> tuple[date, date]:
    return first, first + relativedelta(months=months) - _DAY


def _groups(match: re.Match) -> dict:
    return match.groupdict()


def _year(match: re.Match, start: date) -> tuple[int, bool]:
    written = _groups(match).get("year") or _groups(match).get("year2")
    return (int(written) if int(written) > 99 else 2000 + int(written), True) if written else (start.year, False)


def _numeric(match: re.Match, plain: str, text: str, start: date):
    day = date.fromisoformat(match["iso"]) if match["iso"] else date(_year(match, start)[0], int(match["mm"]), int(match["dd"]))
    return day, day, True


def _named(match: re.Match, plain: str, text: str, start: date):
    year, has_year = _year(match, start)
    day = date(year, MONTHS[match["month"] or match["month2"]], int(match["dd"] or match["dd2"]))
    return day, day, has_year


def _monthly(match: re.Match, plain: str, text: str, start: date):
    year, has_year = _year(match, start)
    if not has_year and match["month"] in _LOOSE and not _CUE.search(plain, 0, match.start()):
        return None
    if not has_year and match["month"] in {"may", "march"} and text[match.start()].islower():
        return None
    return *_span(date(year, MONTHS[match["month"]], 1), 1), has_year


def _quarter(match: re.Match, plain: str, text: str, start: date):
    year, has_year = _year(match, start)
    number = int(match["n"]) if match["n"] else _NTH[match["nth"]]
    return *_span(date(year, number * 3 - 2, 1), 3), has_year


def _half(match: re.Match, plain: str, text: str, start: date):
    year, has_year = _year(match, start)
    number = int(match["n"]) if match["n"] else min(_NTH[match["nth"]], 2)
    return *_span(date(year, number * 6 - 5, 1), 6), has_year


def _yearly(match: re.Match, plain: str, text: str, start: date):
    return *_span(date(int(match["year"]), 1, 1), 12), True


def _this_year(match: re.Match, plain: str, text: str, start: date):
    year = start.year + (1 if match["next"] else 0)
    first, last = _span(date(year, 1, 1), 12)
    return (
        (
            first + relativedelta(months=10)
            if match["end"] and match["end"] not in {"this year", "cette annee", "l'annee en cours"}
            else first
        ),
        last,
        bool(match["next"]),
    )


def _length(match: re.Match, plain: str, text: str, start: date):
    count = _COUNTS.get(match["count"]) or int(match["count"])
    unit = _UNITS[match["unit"]]
    months = {"months": 1, "quarters": 3, "halves": 6, "years": 12}.get(unit)
    end = start + (relativedelta(months=months * count) if months else timedelta(days=count * (7 if unit == "weeks" else 1)))
    slack = timedelta(days=16) if months else timedelta(days=10)
    return end - slack, end + slack, True


def _season(match: re.Match, plain: str, text: str, start: date):
    return None, None, False


_READERS = (
    (_NUMERIC, _numeric),
    (_NAMED, _named),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_LENGTH, _length),
    (_THIS_YEAR, _this_year),
    (_MONTHLY, _monthly),
    (_YEARLY, _yearly),
    (_SEASONS, _season),
)
