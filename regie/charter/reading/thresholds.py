"""A threshold's sentence → rules. What is not understood is said (`compare` None and a reason), never guessed."""

import re
from decimal import Decimal

from . import grammar
from .items import Threshold
from .numbers import CURRENCIES, MULTIPLES, WORDS, number
from .plain import fold
from .words import DIMENSIONS, PERIOD_NOUNS

LONGEST = 600
IF = re.compile(
    r"(?<![\w’'-])(?:dès lors que|dès lors qu[’']|dès que|dès qu[’']|au cas où|à chaque fois que|chaque fois que|lorsque|lorsqu[’']|quand|si|s[’'](?=ils?\b)"
    r"|whenever|when|as soon as|in case|if|once)(?:\s+(?=\S)|(?<=[’']))",
    re.IGNORECASE,
)
ARROW = re.compile(r"\s*(?:→|⇒|=>(?=\s*[^\d\s])|-+>|\s[–—-]\s|[ \u00a0\u202f]:\s|:\s)\s*")
SENTENCE_END = re.compile(r"(?<=[^\s.]{2})[.;!]\s+(?=\S)")
OTHERWISE = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
PERIODICAL_STEMS = (
    ("mensuel", "month"), ("month", "month"), ("trimestriel", "quarter"), ("quarter", "quarter"), ("semestriel", "half_year"),
    ("annu", "year"), ("year", "year"), ("hebdo", "week"), ("week", "week"), ("quotidien", "day"), ("dail", "day"),
)  # fmt: skip


def read_thresholds(source: str, line: int = 0, line_end: int = 0, *, of_percent: bool = False) -> list[Threshold]:
    """The rules of one sentence: one, or two where it joins two sides or two bases with “or”.

    `of_percent` says that the metric is itself a percentage, so that “5 %” under a target may be
    percent of it or points. Always at least one rule; `compare` is None where it was not understood.
    """
    best: tuple = ((), [_unknown("no_comparison")], None)
    asserted, wanted = not IF.search(source), source
    if asserted:
        wanted = grammar.SHALL_NOT.sub(" ", source)
    for condition, response in _ways(wanted):
        rules = _alternatives(condition, of_percent)
        if asserted and wanted == source:
            rules = _as_wished(fold(condition), rules)
        rank = (
            all(rule.compare for rule in rules),
            all(rule.reason is None for rule in rules),
            -sum(len(rule.unread) for rule in rules),
            bool(response),
        )
        if rank > best[0]:
            best = (rank, rules, response)
        if rank[:2] == (True, True):
            break
    _, rules, response = best
    for rule in rules:
        rule.text = rule.source = source
        rule.line, rule.line_end, rule.section = line, max(line, line_end), "metrics"
        rule.response = response
        if rule.reason:
            rule.certainty = "unsure"
    return rules


def says_when(text: str) -> bool:
    """Whether a sentence names a condition that looks like a threshold (a conjunction, then a side or a change)."""
    for found in IF.finditer(text[: LONGEST * 2]):
        condition = fold(text[found.end() : found.end() + LONGEST])
        if any(pattern.search(condition) for _, _, pattern in grammar.SIDES):
            return True
    return False


def _as_wished(condition: str, rules: list[Threshold]) -> list[Threshold]:
    """Of “must stay above 85”, what calls for action is the opposite."""
    first = min((found.start() for _, _, side in grammar.SIDES if (found := side.search(condition))), default=len(condition))
    if first == len(condition) and re.search(r"\b(?:minimum|maximum|au moins|au plus|at least|at most)\b", condition):
        first = 0 if not grammar.SHALL.search(condition) else first
        if first == 0:
            return [_unknown("no_comparison")]
    if not grammar.SHALL.search(condition[:first]):
        return rules
    for rule in rules:
        if len(rules) > 1 or rule.compare not in (None, "constant"):
            return [_unknown("wish")]
        rule.op = OTHERWISE[rule.op] if rule.op else None
    return rules


# Where the condition ends and the response begins


def _ways(source: str) -> list[tuple[str, str | None]]:
    """Ways of cutting the sentence into its condition and its response, the likeliest first."""
    text = source.strip()[: LONGEST * 3]
    ways = []
    for found in list(IF.finditer(text))[:4]:
        before, after = text[: found.start()], text[found.end() :]
        ended = SENTENCE_END.search(after)
        more = after[ended.end() :] if ended else ""
        after = after[: ended.start()] if ended else after
        lead = _clause(before)
        if lead:
            ways.append((after, _clause(f"{lead}. {more}" if more else lead)))
        ways += [(head, _clause(" ".join(filter(None, (tail, more))))) for head, tail in _at_commas(after)]
    arrow = ARROW.search(text)
    if arrow:
        ways.append((text[: arrow.start()], _clause(text[arrow.end() :])))
    ways += [(head, _clause(tail)) for head, tail in _at_commas(text)]
    return ways


def _at_commas(text: str) -> list[tuple[str, str]]:
    """The longest condition that reads without doubt is wanted, so longer heads come first."""
    cuts = [found for found in re.finditer(r",\s+|\s*(?:→|⇒|[ \u00a0\u202f]:\s)\s*|\s+(?:alors|then)\s+", text)][:6]
    ways = [(text, "")] + [(text[: cut.start()], text[cut.end() :]) for cut in reversed(cuts)]
    return ways


def _clause(text: str) -> str | None:
    text = re.sub(r"^(?:alors|then|and then|,|:|→)\s+", "", text.strip(), flags=re.IGNORECASE)
    return text.strip(" ,;:.\u00a0\u202f–—-→⇒=>") or None


# What the condition says


def _alternatives(condition: str, of_percent: bool) -> list[Threshold]:
    folded = fold(condition).strip(" .;:,!")
    if len(folded) > LONGEST:
        return [_unknown("too_long")]
    rules = _read(folded, of_percent)
    if rules[0].compare is None and rules[0].reason in ("two_sides", "several_amounts", "several_bases"):
        for joint in re.finditer(r",? (?:ou(?: bien)?|or)(?: s'ils?| si| if| when)? (?!plus\b|moins\b|more\b|less\b)", folded):
            left, right = folded[: joint.start()], folded[joint.end() :]
            both = _read(left, of_percent) + _read(right, of_percent)
            if len(both) == 2 and all(rule.compare and rule.reason is None for rule in both):
                return both if not _another_subject(left, right) else [_unknown("two_conditions")]
        if re.search(r" (?:et|and) ", folded):
            return [_unknown("two_conditions")]
    return rules


def _another_subject(left: str, right: str) -> bool:
    """Whether the second of two conditions speaks of something that the first does not name."""
    starts = [
        found.start() for pattern in (*(side for _, _, side in grammar.SIDES), grammar.AMOUNT) if (found := pattern.search(right))
    ]
    named = re.findall(r"[a-z]{2,}", right[: min(starts, default=0)])
    return any(word not in grammar.STOP and word not in left for word in named)


def _unknown(reason: str) -> Threshold:
    return Threshold("", 0, reason=reason)


class Condition:
    """A folded condition from which phrases are taken one by one; a taken phrase leaves a bar."""

    def __init__(self, text: str):
        self.text = text

    def take(self, pattern: re.Pattern, *, keep: bool = False):
        found = pattern.search(self.text)
        if found and found[0].strip():
            self.text = f"{self.text[: found.start()]} ¦ {self.text[found.end() :]}"
            self.text = re.sub(r" {2,}", " ", self.text)
            return found
        return None


def _read(text: str, of_percent: bool) -> list[Threshold]:
    text = grammar.CLOSING.sub(lambda found: f"{found['before']} ou {'moins' if found['less'] else 'plus'}", text)
    if grammar.BOTH_WAYS.search(text) or "±" in text or "+/-" in text:
        return [_unknown("two_sides")]
    for short, spoken in grammar.SHORT:
        text = short.sub(spoken, text)
    if grammar.FRACTION.search(text):
        return [_unknown("no_amount")]
    rule, left = Threshold("", 0), Condition(text)
    if found := left.take(grammar.MINIMUM):
        rule.minimum = _number(found["n"])
    previous = left.take(grammar.PREVIOUS)
    if previous:
        rule.period = _period(previous)
    if found := left.take(grammar.RUN):
        rule.periods = 2 if found["twice"] else int(_first(found, "n") or 1)
        rule.periods += any(found[f"past{at}"] for at in (1, 2, 3))
        rule.period = _period(found) or rule.period
        left.text = re.sub(r"^(?:if|si|when)?[ ¦,]+(?=[^¦]*[a-z])", "", left.text)
    if found := left.take(grammar.PER):
        rule.per = DIMENSIONS[found["d1"] or found["d2"]]
    changes = any(kind == "change" and side.search(left.text) for _, kind, side in grammar.SIDES)
    if changes and not previous and (previous := left.take(grammar.WITHIN)):
        rule.period = _period(previous)
    if grammar.MULTIPLE.search(left.text):
        return [_unknown("multiple")]
    share = left.take(grammar.SHARE)
    bases = _bases(left)
    noun = grammar.CHANGE_NOUN.search(left.text)
    sides, vague = _sides(left), grammar.VAGUE.search(left.text)
    if noun and sides.get("level"):
        # What is above or below a number is the change itself, not the value.
        if bases or sides["level"][0] == "<" or "two" in sides:
            return [_unknown("change_and_side")]
        equal = sides["level"][1:]
        sides = {"change": ("<" if noun["down"] else ">") + "=", "noun": equal}
    if grammar.UP_TO.search(left.text):
        return [_unknown("two_sides")]
    if share:
        return _shared(rule, left, share, bases, bool(previous), sides)
    amount = left.take(grammar.AMOUNT)
    second = amount and left.take(grammar.AMOUNT)
    return _judge(rule, left, bases, bool(previous), sides, amount, second, vague, of_percent)


def _shared(rule, left, share, bases, previous: bool, sides) -> list[Threshold]:
    """“Under 90 % of the target”: ten percent under it; “over 15 % of the mean” could mean two things."""
    part = _number(share["n"])
    op = sides.get("level") or (">" if share["more"] else "<" if share["fewer"] else None)
    if part is None or op is None or "two" in sides or len(bases) + previous != 1 or left.take(grammar.AMOUNT):
        return [_unknown("base_not_known")]
    margin = part - 100 if op[0] == ">" else 100 - part
    if margin <= 0 or grammar.NEGATION.search(left.text):
        return [_unknown("base_not_known")]
    rule.op, rule.amount, rule.unit = op, margin, "percent"
    if previous:
        rule.compare = "previous"
        return [_leftover(rule, left)]
    return [_leftover(_copy(rule, bases[0]), left)]


def _bases(left: Condition) -> list[dict]:
    """Moving mean, benchmark, target: what the value is held against."""
    bases: list[dict] = []
    if left.take(grammar.INDUSTRY_MEAN):
        bases.append({"compare": "benchmark", "reference": "industry"})
    if found := left.take(grammar.MEAN):
        window = _first(found, "n")
        bases.append(
            {
                "compare": "moving_mean",
                "window": int(window) if window else None,
                "window_period": _period(found) if window else None,
            }
        )
    if found := left.take(grammar.BENCHMARK):
        bases.append({"compare": "benchmark", "reference": _scope(found)})
    if found := left.take(grammar.TARGET):
        spoken = " ".join(filter(None, (found[f"t{at}"] for at in range(1, 6))))
        period = next((name for stem, name in PERIODICAL_STEMS if stem in spoken), None)
        period = period or next((PERIOD_NOUNS[word] for word in spoken.split() if word in PERIOD_NOUNS), None)
        bases.append({"compare": "target", "reference": _scope(found), "reference_period": period})
    return bases


def _sides(left: Condition) -> dict[str, str]:
    """Which sides the condition names: {level or change: op}; two different levels give the key `two`."""
    sides: dict[str, str] = {}
    for op, kind, pattern in grammar.SIDES:
        # “over” and “under” right before an amount may belong to it (“drops by over 15 %”): a change takes them there.
        while left.take(pattern):
            slot = "change" if kind == "change" else "level"
            if slot in sides and sides[slot][0] != op[0]:
                sides["two"] = op
            sides.setdefault(slot, op)
            if kind == "strict":
                sides["strict"] = op
    return sides


def _judge(rule, left, bases, previous, sides, amount, second, vague, of_percent) -> list[Threshold]:
    if "two" in sides:
        return [_unknown("two_sides")]
    if second:
        return [_unknown("several_amounts")]
    if vague and not amount:
        return [_unknown("vague")]
    more, fewer = bool(amount and amount["more"]), bool(amount and amount["fewer"])
    least = bool(amount and (amount["least"] or amount["least2"] or amount["ormore"]))
    most = bool(amount and (amount["most"] or amount["orless"]))
    level, change = sides.get("level"), sides.get("change")
    if grammar.NEGATION.search(left.text):
        return [_unknown("negation")]
    if not level and not change and not (more or fewer or least or most):
        return [_unknown("no_comparison")]
    if previous and bases:
        return [_unknown("several_bases")]
    if len(bases) == 2 and amount:
        joined = {base["compare"] for base in bases}
        if len(joined) < 2:
            return [_unknown("several_bases")]
    if len(bases) > 2:
        return [_unknown("several_bases")]
    value, unit, currency = _amount(amount)
    if amount and amount["minus"] and (bases or previous or change):
        if not (change or level or "").startswith("<"):
            return [_unknown("negation")]
        value = -value if value is not None else None
    spoken_op = level or change
    if not spoken_op:
        spoken_op = ">" if more else "<" if fewer else ">=" if least else "<="
        more = fewer = least = most = False
    up = spoken_op[0] == ">"
    if bases or previous:
        rule.op = ">" if up else "<"
        strict = more or "strict" in sides or sides.get("noun") == ""
        if fewer or most:
            return [_unknown("two_sides")]
        if value is not None:
            rule.op = rule.op if strict else rule.op + "="
        elif level and level.endswith("="):
            rule.op = level
        rule.amount, rule.unit, rule.currency = value, unit, currency
        if not bases:
            rule.compare = "previous"
            return [_leftover(rule, left)]
        if unit == "percent" and of_percent:
            rule.unit = "percent_or_points"
        rules = [_copy(rule, base) for base in bases]
        if len(rules) > 1 and not re.search(r"\b(?:ou|or)\b", left.text):
            return [_unknown("several_bases")]
        return [_leftover(each, left) for each in rules]
    if value is None:
        return [_unknown("no_amount")]
    rule.amount, rule.unit, rule.currency = value, unit, currency
    if not level and change:
        # A drop has a before, but the sentence does not say which: read as the previous value, and asked.
        rule.compare, rule.op = "previous", change[0] if more or sides.get("noun") == "" else change
        if fewer or most:
            return [_unknown("two_sides")]
        rule.reason = "base_not_said"
        return [_leftover(rule, left)]
    rule.compare, rule.op = "constant", spoken_op
    if unit is None:
        rule.unit = "absolute"
    if (least and not up) or (most and up):
        return [_unknown("two_sides")]
    if (least and up) or (most and not up):
        rule.op = spoken_op[0] + "="
    if more or fewer:
        if more != up:
            return [_unknown("two_sides")]
        rule.op = spoken_op[0]
    if re.match(r" ?(?:de|d'|by) ?", amount[0]) and _leftover(rule, left).unread:
        return [_unknown("base_not_known")]
    return [_leftover(rule, left)]


def _leftover(rule: Threshold, left: Condition) -> Threshold:
    """Words after the first phrase that nothing took: the rule stands, and the person is told."""
    if re.search(r"\d", left.text):
        return _unknown("several_amounts")
    first = left.text.find("¦")
    words = [word for word in re.findall(r"[a-z]{2,}", left.text[first:]) if word not in grammar.STOP]
    if words:
        rule.reason, rule.unread = rule.reason or "words_not_read", words
    return rule


def _copy(rule: Threshold, base: dict) -> Threshold:
    values = {name: getattr(rule, name) for name in rule.__dataclass_fields__}
    return Threshold(**(values | base))


def _amount(found) -> tuple[Decimal | None, str | None, str | None]:
    if not found:
        return None, None, None
    if found["half"]:
        return Decimal(50), "percent", None
    currency = found["cur"] or (found["sign"] or "").strip()
    unit = "percent" if found["pct"] else "points" if found["pts"] else "absolute"
    value, times = _number(found["n"]), (found["times"] or "").split()
    if value is not None:
        value *= MULTIPLES[times[0]] if times else 1
        value = -value if found["minus"] else value
    return value, unit, CURRENCIES.get(currency) if currency else None


def _number(text: str) -> Decimal | None:
    if text in ("un", "une", "one", "a"):
        return Decimal(1)
    return Decimal(WORDS[text]) if text in WORDS else number(text)


def _first(found, letter: str) -> Decimal | None:
    for name, value in found.groupdict().items():
        if value and re.fullmatch(letter + r"\d", name):
            return _number(value)
    return None


def _period(found) -> str | None:
    for name, value in found.groupdict().items():
        if value and re.fullmatch(r"p\d", name) and value in PERIOD_NOUNS:
            return PERIOD_NOUNS[value]
    return None


def _scope(found) -> str | None:
    for name, value in found.groupdict().items():
        if value and name.startswith("scope"):
            return "industry" if re.match("indus|sect|march|mark|branch|profes", value) else "company"
    return "company" if re.search(r"definie?s?\b|defined", found[0]) else None
