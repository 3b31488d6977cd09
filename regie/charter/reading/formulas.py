"""How a metric is computed: read from its description, or known by its name."""

import re

from .plain import fold

MEASURES = (
    ("positive_answers", r"(?:reponses|notes|avis) positi|positive (?:answers|responses|ratings|replies|scores)|(?:answers|responses|reponses) (?:that are |qui sont )?(?:positi|of 4|de 4)|satisfied (?:answers|customers)|clients satisfaits"),
    ("new_customers", r"nouveaux clients|nouvelles clientes|new (?:customers|clients|buyers)|clients (?:acquis|gagnes)|customers (?:acquired|won|gained)|acquired customers"),
    ("converted_leads", r"clients payants|paying (?:customers|clients)|convertis|converted|qui (?:achetent|deviennent)|deviennent|become|turn into|commandes signees|buy\b|who order|qui commandent|passent commande"),
    ("spend", r"depens|cout|spend|spent|expens|costs?\b|investi"),
    ("revenue", r"revenus?\b|chiffre d'affaires|recettes|ventes|revenues?\b|income|sales|marge|turnover|gains?\b"),
    ("leads", r"prospects?\b|leads?\b|contacts?\b|demandes d'essai|test rides? (?:asked|requested|booked)"),
    ("answers", r"reponses|answers|responses|replies|ratings|avis\b|notes\b"),
    ("interactions", r"interactions?|engagements?\b|reactions?"),
    ("reach", r"personnes (?:touchees|atteintes)|portee|impressions?|people reached|reach\b|vues|views"),
)  # fmt: skip
# What a metric of this name is made of where its text does not say: (stems, formula, unit).
KNOWN = (
    (r"\bcac\b|cout d'acquisition|acquisition cost|cost of acquisition|cost per (?:new )?customer", "spend / new customers", "money"),
    (r"\bmroi\b|\broi\b|\broas\b|retour (?:marketing )?sur (?:l'|les )?investissement|return on (?:marketing )?investment|marketing return|rendement", "revenue / spend", "ratio"),
    (r"conversion", "converted leads / leads * 100", "percent"),
    (r"\bcsat\b|satisfaction", "positive answers / answers * 100", "percent"),
    (r"engagement", "interactions / reach * 100", "percent"),
    (r"notoriete|awareness", "awareness growth", "percent"),
    (r"performances? d|post.{0,40}performance|performance of (?:posts|mailings|e-?mail)|(?:posts?|publications?).{0,30}e-?mail", "interactions / reach * 100", "percent"),
)  # fmt: skip
START = re.compile(
    r"\b(?:mesuree?s? (?:par|comme)|measured (?:by|as)|calculee?s? (?:en|comme|par)|calculated (?:as|by)|comme|soit|c'est|is|est|equals|computed as|sont|are|obtenu (?:par|en)|given by)\b|[:=,]"
)
RATIO = (
    re.compile(r"\b(?:en divisant|on divise|divisez|dividing|divide)\b (?P<x>.{3,120}?) (?:par|by) (?P<y>.{3,160})"),
    re.compile(r"(?P<x>.{3,200}?),? (?:divisee?s? par|divided by|rapportee?s? (?:a|au|aux)|÷|/) (?P<y>.{3,160})"),
    re.compile(r"\b(?:pourcentage|part|proportion|percentage|share|taux)\b (?:de |des |d'|du |of )(?:the |all )?(?P<y>.{3,80}?)(?:,)? (?P<x>(?:qui|who|that|which|turning|devenus?|convertis|converted)\b.{3,120})"),
    re.compile(r"\b(?:how many|combien d[e']) ?(?P<y>.{3,60}?) (?P<x>(?:become|turn into|end up|deviennent|se changent en)\b.{3,80})"),
)  # fmt: skip
# “clicks / emails delivered × 100” and nothing else: its own measures, whatever they are called.
PLAIN = re.compile(
    r"(?P<x>[^\W\d_][\w’' -]{1,59}?) ?[/÷] ?(?P<y>[^\W\d_][\w’' -]{1,59}?)(?P<hundred> ?[x×*] ?100)? ?%?\.?", re.IGNORECASE
)
MOST_WORDS = 5  # of a measure's name; more is a sentence
HUNDRED = re.compile(r"\b(?:multipliee?s? par|times|multiplied by|fois) (?:100|cent|a hundred|one hundred)\b|[x×*] ?100\b")


def formula(name: str, description: str) -> tuple[str | None, str | None, str | None]:
    """(formula, `text` or `name`, unit). A formula is `a / b`, `a / b * 100` or one measure."""
    folded = fold(description[:1500])
    unit = None
    for at, pattern in enumerate(RATIO):
        found = pattern.search(folded)
        if not found:
            continue
        above, below = found["x"], found["y"]
        for start in list(START.finditer(above))[-1:] if at == 1 else []:
            above = above[start.end() :]
        below = re.split(r"[.;,(]| puis | then | et | and | pendant | over | during | au cours | au meme | in the same ", below)[
            0
        ]
        top, bottom = measure(above), measure(below)
        if at >= 2 and top in ("new_customers", "revenue"):
            top = "converted_leads"
        if top and bottom and top != bottom:
            hundred = at >= 2 or bool(HUNDRED.search(folded))
            unit = "percent" if hundred else "money" if top == "spend" else "ratio"
            return f"{top} / {bottom}".replace("_", " ") + (" * 100" if hundred else ""), "text", unit
    spoken = fold(name)
    for stems, known, unit in KNOWN:
        if re.search(stems, spoken):
            return known, "name", unit
    if stated := _plain(description):
        return stated, "text", "percent" if "* 100" in stated else "ratio"
    unit = "percent" if re.search(r"\btaux\b|\brate\b|pourcentage|percentage|\bshare\b|\bpart\b", spoken) else None
    return None, None, unit


def _plain(description: str) -> str | None:
    """A quotient that is the whole description, in its own words."""
    found = PLAIN.fullmatch(" ".join(description[:200].split()))
    if not found or any(len(found[side].split()) > MOST_WORDS for side in "xy"):
        return None
    over, under = (found[side].strip().replace("’", "'") for side in "xy")
    return None if over.lower() == under.lower() else f"{over} / {under}{' * 100' if found['hundred'] else ''}"


def measure(phrase: str) -> str | None:
    """The measure that a phrase names, or None."""
    best = None
    for name, pattern in MEASURES:
        found = re.search(pattern, phrase)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), name)
    return best[1] if best else None
