"""A rule → a sentence that the grammar of thresholds reads back as the same rule."""

from decimal import Decimal

from regie.charter.reading import Threshold

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
PERIODS = {
    "fr": {"day": ("jour", "jours"), "week": ("semaine", "semaines"), "month": ("mois", "mois"), "quarter": ("trimestre", "trimestres"),
           "half_year": ("semestre", "semestres"), "year": ("année", "années"), None: ("relevé", "relevés")},
    "en": {"day": ("day", "days"), "week": ("week", "weeks"), "month": ("month", "months"), "quarter": ("quarter", "quarters"),
           "half_year": ("half-year", "half-years"), "year": ("year", "years"), None: ("figure", "figures")},
}  # fmt: skip
OF_PERIOD = {
    "fr": {
        "day": "du jour",
        "week": "de la semaine",
        "month": "du mois",
        "quarter": "du trimestre",
        "half_year": "du semestre",
        "year": "de l’année",
    },
    "en": {name: f"for the {words[0]}" for name, words in PERIODS["en"].items() if name},
}
BEFORE = {
    "fr": {"day": "celle du jour précédent", "week": "celle de la semaine précédente", "month": "celle du mois précédent",
           "quarter": "celle du trimestre précédent", "half_year": "celle du semestre précédent", "year": "celle de l’année précédente",
           None: "la période précédente"},
    "en": {name: f"that of the previous {words[0]}" for name, words in PERIODS["en"].items() if name} | {None: "the previous period"},
}  # fmt: skip
DIMENSIONS = {
    "fr": {
        "platform": "sur une plateforme",
        "campaign": "pour une campagne",
        "channel": "sur un canal",
        "audience": "pour un segment",
    },
    "en": {
        "platform": "on any platform",
        "campaign": "for any campaign",
        "channel": "on any channel",
        "audience": "for any audience",
    },
}


def rule_sentence(rule: Threshold, language: str) -> str:
    """`Si la valeur est inférieure de 5 % ou plus à la cible du mois, pendant 2 mois consécutifs.`

    The rule must be understood (`compare` not None). “Percent or points” is written as percent.
    """
    french = language == "fr"
    subject = "Si la valeur" if french else "If the value"
    dimension = f" {DIMENSIONS[language][rule.per]}" if rule.per else ""
    middle = _french(rule) if french else _english(rule)
    return f"{subject}{dimension} {middle}{_run(rule, language)}{_minimum(rule, french)}."


def _looks(rule: Threshold) -> tuple[bool, bool]:
    op = rule.op or "<"
    return op.startswith(">"), op.endswith("=")


def _french(rule: Threshold) -> str:
    above, equal = _looks(rule)
    side = "supérieure" if above else "inférieure"
    base = _base(rule, "fr")
    if rule.compare == "constant" or rule.amount is None:
        return f"est {side}{' ou égale' if equal else ''} à {base}"
    amount = _amount(rule, "fr")
    moved = f"de {amount} ou plus" if equal else f"de plus de {amount}"
    return f"est {side} {moved} à {base}"


def _english(rule: Threshold) -> str:
    above, equal = _looks(rule)
    side = "above" if above else "below"
    base = _base(rule, "en")
    if rule.compare == "constant" or rule.amount is None:
        return f"is {'at or ' if equal else ''}{side} {base}"
    amount = _amount(rule, "en")
    moved = f"{amount} or more" if equal else f"more than {amount}"
    return f"is {moved} {side} {base}"


def _base(rule: Threshold, language: str) -> str:
    french = language == "fr"
    if rule.compare == "constant":
        return _amount(rule, language)
    if rule.compare in ("previous", "year_before"):
        return BEFORE[language][rule.period]
    owner = {"industry": " du secteur" if french else "industry ", "company": " de l’entreprise" if french else "company "}.get(
        rule.reference or "", ""
    )
    if rule.compare == "benchmark":
        return f"la référence{owner}" if french else f"the {owner}benchmark"
    if rule.compare == "target":
        of = f" {OF_PERIOD[language][rule.reference_period]}" if rule.reference_period else ""
        return f"la cible{of}{owner}" if french else f"the {owner}target{of}"
    window = ""
    if rule.window:
        words = PERIODS[language][rule.window_period][rule.window > 1]
        window = f" de {rule.window} {words}" if french else f" of {rule.window} {words}"
    return f"la moyenne mobile{window}" if french else f"the moving average{window}"


def _amount(rule: Threshold, language: str) -> str:
    number = f"{abs(rule.amount or Decimal(0)):f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    if language == "fr":
        number = number.replace(".", ",")
    # Three digits after the mark would read as a group of thousands.
    _whole, mark, rest = number.partition("," if language == "fr" else ".")
    if mark and len(rest) == 3:
        number += "0"
    if rule.currency:
        return f"{number}\u00a0{SYMBOLS.get(rule.currency, rule.currency)}"
    if rule.unit in ("percent", "percent_or_points"):
        return f"{number}\u202f%" if language == "fr" else f"{number}%"
    return f"{number} points" if rule.unit == "points" else number


def _run(rule: Threshold, language: str) -> str:
    if rule.periods == 1 and (rule.period is None or rule.compare in ("previous", "year_before")):
        return ""
    words = PERIODS[language][rule.period][rule.periods > 1]
    if rule.periods == 1:
        return f" pendant un {words}" if language == "fr" else f" for a {words}"
    return f" pendant {rule.periods} {words} de suite" if language == "fr" else f" for {rule.periods} {words} in a row"


def _minimum(rule: Threshold, french: bool) -> str:
    if rule.minimum is None:
        return ""
    return f", avec au moins {rule.minimum:f} réponses" if french else f", with at least {rule.minimum:f} answers"
