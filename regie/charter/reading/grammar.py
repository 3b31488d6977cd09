"""The phrases of a threshold's condition, French and English, folded. `thresholds.py` puts them together.

Every pattern is bounded: no quantifier stands inside another without a limit, and a condition is at
most 600 characters.
"""

import re

from .numbers import DIGITS, WORDS
from .words import DIMENSIONS, PERIOD_NOUNS


def _any(words) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


PERIOD = _any(PERIOD_NOUNS) + r"(?![a-z])"
NUMBER = rf"(?:(?<![a-z0-9.,])(?:{DIGITS}|{_any(set(WORDS) - {'zero', 'un', 'one', 'cent'})}(?![a-z])(?!-(?!{PERIOD}))))"
PERIODICAL = r"(?:mensuel|trimestriel|annuel|semestriel)(?:le)?s?|hebdomadaires?|quotidien(?:ne)?s?|monthly|quarterly|yearly|annual|weekly|daily"
ROW = r"(?:consecuti(?:fs?|ves?|vement|vely|ve)|de suite|d'affilee|in a row|running|successi(?:fs?|ves?)|straight|back to back)"
READINGS = r"(?:fois|times|releves?|mesures?|figures?|values?|valeurs?|readings?|periodes?|periods?)"

MINIMUM = re.compile(
    rf",? ?\b(?:avec|sur|with|on|from|given|parmi|among|pour|for|a partir d[e']) ?(?:au moins|un minimum de|at least|a minimum of) "
    rf"(?P<n>{NUMBER}) (?!%|points?|pour cent|percent|{PERIOD}|{READINGS})(?P<what>[a-z'-]+)"
)

_PREVIOUS = (
    rf"(?:(?P<p2>{PERIOD}) (?:precedente?|d'avant|passee?|derniere?|before)|(?:previous|last|prior|preceding) (?P<p3>{PERIOD})"
    rf"|periode precedente|previous period|precedente? (?P<p4>{PERIOD})|(?P<p5>{PERIOD}) earlier|valeur precedente|previous value)"
)
PREVIOUS = re.compile(
    rf"\bd'une? (?P<p1>{PERIOD}) (?:a|sur) l'autre|\bfrom one (?P<p6>{PERIOD}) to (?:the next|another)"
    rf"|\b(?P<p7>{PERIOD})(?: | ?- ?)(?:on|over|after|sur|apres|to)(?: | ?- ?)(?P=p7)\b"
    rf"|(?:\b(?:par rapport (?:a|au)|compare(?:e|s|es|d)? (?:a|au|to|with)|face a|versus|vs\.?|against|relative to|que|qu'|than|from|over|on"
    rf"|sur|depuis|since|a|au)\b ?)?\b(?:celui |celle )?(?:de |du )?(?:la |le |l'|those? of |that of )?(?:the |a )?{_PREVIOUS}"
)

RUN = re.compile(
    rf"(?:\b(?:pendant|durant|for|over|sur|during|depuis) )?(?:au moins |at least |(?P<past1>plus de |more than ))?(?P<n1>{NUMBER})[ -](?P<p1>{PERIOD}|{READINGS}) {ROW}"
    rf"|(?:\b(?:pendant|durant|for|over|sur|during|depuis) )?(?:au moins |at least |(?P<past2>plus de |more than ))?(?P<n2>{NUMBER}) {ROW} (?P<p2>{PERIOD}|{READINGS})"
    rf"|\b(?:pendant|durant|for|depuis|during) (?:au moins |at least |(?P<past3>plus d'|plus de |more than ))?(?P<n3>{NUMBER}|une?|one|a) (?P<p3>{PERIOD})"
    rf"|\b(?P<twice>twice) {ROW}|\bover (?P<n5>{NUMBER}) (?P<p5>{PERIOD})(?! (?:average|mean))"
)

_DIMENSION = _any(DIMENSIONS) + r"(?![a-z])"
_EACH = (
    r"(?:l'une? de(?:s| nos)|une? des|chaque|chacune? des|toute|tout|n'importe quelle?|une seule|un seul|at least one|au moins une?|une|un|any of (?:the|our)"
    r"|one of (?:the|our)|each of (?:the|our)|any one|a single|any|each|every|an|a|one)"
)
PER = re.compile(
    rf"(?:\b(?:sur|par|pour|dans|on|in|for|per|by|of|at|a|de) |\bd')?{_EACH} (?:social |media |single |given )?(?P<d1>{_DIMENSION})(?: social[es]{{0,2}}| sociaux)?"
    rf"|\b(?:par|per|by) (?P<d2>{_DIMENSION})"
)

_OWNERS = (
    r"(?: (?:de |du |d'|of |for |in |set by |fixee? par |definie?s? par |definie?s? dans )?(?:the |our |la |le |l'|notre )?"
    r"(?P<scope{n}>industrie|secteur|marche|branche|profession|entreprise|societe|maison|industry|sector|market|company|organisation|house)(?:'s)?)?"
    r"(?: definie?s?| fixee?s?| defined| set)?"
)
_BEFORE = (
    r"(?:la |le |les |l'|sa |son |notre |nos |the |our |its |this )?"
    r"(?P<scopeb{n}>industry|sector|market|company|house)?(?:'s)?(?:[ -](?:defined|set|wide|agreed))? ?"
)
INDUSTRY_MEAN = re.compile(
    r"(?:la |the |its |our )?(?:moyennes? (?:de |du |d')?(?:l'|la |notre |le )?(?:industrie|secteur|marche|branche|profession)|moyennes? sectorielles?"
    r"|(?:industry|sector|market)(?:'s|-wide)? (?:average|mean|norm)s?|(?:average|mean|norm)s? (?:of|for|in) (?:the|our) (?:industry|sector|market))"
)
MEAN = re.compile(
    rf"(?:la |sa |notre |the |its |our |a |une )?(?:(?P<n1>{NUMBER})[- ](?P<p1>{PERIOD}|{READINGS})s? )?(?:moving |rolling |trailing |running )?"
    rf"(?:(?P<n2>{NUMBER})[- ](?P<p2>{PERIOD}|{READINGS})s? )?(?:moving |rolling |trailing |running )?(?:moyenne|average|mean)(?! (?:level|number)s?)"
    rf"(?: (?:mobile|glissante))?"
    rf"(?: ?,? (?:de|des|sur|of|over|for|calculee? sur|taken over)(?: (?:les|the|its|ses|nos|our))?(?: (?:dernier(?:e)?s?|last|past|previous|prior|preceding))?"
    rf" (?P<n3>{NUMBER})(?: (?:dernier(?:e)?s?|last|past|previous|precedent(?:e)?s?))? (?P<p3>{PERIOD}|{READINGS})(?: precedent(?:e)?s?| derniers?| ecoulee?s?)?)?"
)
BENCHMARK = re.compile(
    _BEFORE.replace("{n}", "1") + r"(?:niveaux? de |valeurs? de |level of )?(?:la |the )?(?:references?|benchmarks?|normes?|reference (?:level|value)s?)(?: levels?| values?)?"
    + _OWNERS.replace("{n}", "2")
)  # fmt: skip
TARGET = re.compile(
    _BEFORE.replace("{n}", "3") + rf"(?:(?:(?P<t1>{PERIODICAL})|(?P<t2>{PERIOD})(?:'s)?) )?(?:cibles?|objectifs?|targets?|goals?|objectives?)"
    rf"(?: (?P<t3>{PERIODICAL}))?(?: (?:du|de la|de l'|of the|for the) ?(?P<t4>{PERIOD}))?"
    + _OWNERS.replace("{n}", "4")
    + rf"(?: (?P<t5>{PERIODICAL}))?"
)  # fmt: skip

UNIT = (
    r"(?P<pct>%|(?:pour ?cent|per ?cent)(?![a-z]))(?! ?points?)|(?P<pts>points?(?: de (?:pourcentage|base))?|pts?\b|pp\b|(?:percentage|%)[ -]points?)"
    r"|(?P<cur>€|\$|£|euros?\b|eur\b|dollars?\b|usd\b|gbp\b|chf\b)"
)
AMOUNT = re.compile(
    r"(?:(?P<more>\bstrictement plus de|\bplus de|\bplus d'|\bmore than|\bupwards of|\bover)|(?P<fewer>\bmoins de|\bmoins d'|\bless than|\bfewer than|\bunder)"
    r"|(?P<least>\bau moins|\bat least|\ba minimum of|\bun minimum de)|(?P<most>\bau plus|\bat most|\bno more than)|(?P<exact>\bexactement|\bexactly))? ?"
    r"(?:\b(?:de|d'|by|of|a|to|at) ?)?(?:(?P<least2>\bau moins|\bat least) )?(?P<minus>(?<![a-z0-9.,%)])[-\u2212\u2013] ?(?=[€$£]? ?\d))?(?P<sign>[€$£] ?)?"
    rf"(?:(?P<n>{NUMBER}|(?<![a-z])(?:une?|one|a)(?= (?:points?|pour cent|per ?cent)))(?P<times> ?(?:k|m|mn|bn|mille|thousand|millions?|milliards?|billions?)(?![a-z])(?: d'| de )?)?(?:[ -]?(?:{UNIT}))?|(?P<half>\bhalf\b|\bmoitie\b))(?! ?(?:{PERIOD}|{READINGS}))"
    r"(?:,? ?(?P<ormore>(?:ou|et|or|and) (?:plus|davantage|more|above|greater|better|higher|au-dela)\b|au moins\b|at least\b|minimum\b)"
    r"|,? ?(?P<orless>(?:ou|et|or|and) (?:moins|less|below|lower|fewer)\b|au plus\b|at most\b|maximum\b))?"
)

# Sides, in the order in which they are looked for: what contains another phrase comes first.
_SIDES = [
    ("<=", "level", r"\bn(?:e |')(?:depasse|excede|franchit)(?:nt)? (?:pas|plus)\b|\b(?:does not|doesn't|do not|don't|fails to|fail to) (?:exceed|surpass|top)\b"),
    ("<", "level", r"\bn(?:e |')?(?:atteint|atteignent|atteigne|arrivent?|parviennent?|parvient) (?:pas|plus)(?: a)?\b|\b(?:does not|doesn't|do not|don't|fails to|fail to) (?:reach|meet|attain|hit)\b"
            r"|\bmiss(?:es)?\b|\bfalls? short of\b|\b(?:est|reste|restent|sont) en deca d[eu']|\ben deca d(?:es?|u|')\b"),
    (">=", "level", r"\bne (?:descend|tombe|passe)(?:nt)? (?:pas|plus) (?:sous|en dessous de)\b"),
    (">=", "level", r">=|≥|=>|\b(?:superieure?s?|egale?s?) ou (?:egale?s?|superieure?s?)\b(?: (?:a|aux?)\b)?|\b(?:greater|higher|more) than or equal to\b|\bat or above\b|\bequal to or above\b"),
    ("<=", "level", r"<=|≤|=<|\b(?:inferieure?s?|egale?s?) ou (?:egale?s?|inferieure?s?)\b(?: (?:a|aux?)\b)?|\b(?:less|lower|fewer) than or equal to\b|\bat or below\b|\bequal to or below\b"),
    (">", "strict", r"\bstrictement (?:superieure?s? (?:a|aux?)|au-dessus d(?:es?|u|'))|\bstrictly (?:above|over|greater than|more than|higher than)\b"),
    ("<", "strict", r"\bstrictement (?:inferieure?s? (?:a|aux?)|(?:en |au-)dessous d(?:es?|u|'))|\bstrictly (?:below|under|less than|lower than)\b"),
    (">", "level", r">|\bsuperieure?s?\b(?: (?:a|aux?)\b)?|\b(?:au|par|en)[- ]dessus (?:d(?:es?|u)\b|d')|\bau-dela d(?:es?\b|u\b|')|\bplus (?:eleve|haut|grand)(?:e?s?) qu(?:e\b|')"
            r"|\bdepass(?:ent|e|ait|era|er)\b|\bexced(?:ent|e|er)\b|\bdepassements? d(?:es?|u|')\b|\bexceeds?\b|\bexceeding\b|\bsurpass(?:es)?\b|\babove\b|\b(?:greater|higher|larger|bigger) than\b|\bbeyond\b|\btops\b|\bover\b|\boutperforms?\b"),
    ("<", "level", r"<|\binferieure?s?\b(?: (?:a|aux?)\b)?|\b(?:en|au)[- ]dessous (?:d(?:es?|u)\b|d')|\bplus (?:bas|faible|petit)(?:se|te|e)?s? qu(?:e\b|')|\bsous\b"
            r"|\bbelow\b|\bbeneath\b|\bunder\b|\b(?:less|lower|smaller|fewer) than\b|\bunderperforms?\b"),
    (">=", "level", r"\batteint\b|\batteignent\b|\b(?:monte|grimpe|s'eleve|arrive)(?:nt)? (?:a|jusqu'a)\b|\breaches\b|\breach\b(?= [€$£]?\d)|\b(?:rises?|climbs?|gets?|goes) (?:up )?to\b"),
    ("<=", "level", r"\b(?:tombe|descend|chute|baisse|recule)(?:nt)? (?:a|jusqu'a)\b|\b(?:falls?|drops?|goes|sinks?|slips?) (?:down )?to\b"),
    (">=", "change", r"\baugment(?:ent|e|er|ation)\b|\bhausses?\b|\bprogress(?:ent|e|ion)\b|\bgrimpe(?:nt)?\b|\bmonte(?:nt)?\b|\bcroi(?:t|ssent)\b|\bbondi(?:t|ssent)\b"
            r"|\bincreas(?:es?|ing)\b|\brises?\b|\bclimbs?\b|\bgrows?\b|\bjumps?\b|\bgo(?:es)? up\b|\bup\b(?= (?:by|\d))"),
    ("<=", "change", r"\bdiminu(?:ent|e|er|tion)\b|\bbaiss(?:ent|es?|er)\b|\bchut(?:ent|es?|er)\b|\brecul(?:ent|e|er|s)?\b|\bper(?:d|dent|te)\b|\bdecroi(?:t|ssent)\b|\bflechi(?:t|ssent)\b"
            r"|\btombe(?:nt)?\b|\bdescend(?:ent)?\b|\bpasse(?:nt)?\b(?= *¦)|\bdrops?\b|\bfall(?:s|ing)?\b|\bdeclin(?:es?|ing)\b|\bdecreas(?:es?|ing)\b|\blos(?:es?|ing)\b|\bshrinks?\b|\bsinks?\b"
            r"|\bslips?\b|\bplunges?\b|\bgo(?:es)? down\b|\bdown\b(?= (?:by|\d))"),
]  # fmt: skip
SIDES = [(op, kind, re.compile(pattern)) for op, kind, pattern in _SIDES]

# “85 or below” closes an amount; “or below 40” opens another side.
CLOSING = re.compile(
    r"(?P<before>[\d%€$£]|points?|percent|cent) (?:or|ou) (?:(?P<less>below|less|lower|under|fewer|en dessous|au-dessous)|(?P<more>above|higher|over|au-dessus|au-dela))"
    r"\b(?! ?(?:d[eu']|[\d€$£]|the|our|industry|company|target|benchmark|average))"
)
NEGATION = re.compile(
    r"\bno ?(?=¦)|\bno (?:more|less|higher|lower|greater|fewer|larger|smaller|better|worse)\b|\bn(?:e |')[a-z]{1,15} (?:pas|plus|guere|jamais)\b|\bnot\b|n't\b|\bpas\b|\bno longer\b|\bnever\b|\bjamais\b"
)
BOTH_WAYS = re.compile(
    r"\b(?:s'ecarte\w*|devi\w+|differ\w*|entre|between|(?:outside|within|hors d\w+) (?:of )?(?:the |la |une )?(?:band|range|interval|bande|fourchette|\d)\w*|vari\w+|fluctu\w+)\b"
)
# “under 90 % of the target” is ten percent under it; “exceeds by 15 % of the mean” is a margin said badly.
SHARE = re.compile(
    rf"(?<!exceeds by )(?<!depasse de )(?<!excede de )(?:(?P<more>\bplus de |\bmore than )|(?P<fewer>\bmoins de ))?"
    rf"(?P<n>{NUMBER}) ?(?:%|pour ?cent|per ?cent)(?![a-z]) (?:of |d[eu] |des |d')(?=[a-z' -]{{0,40}}"
    r"\b(?:moyennes?|average|mean|references?|benchmarks?|normes?|cibles?|objectifs?|targets?|goals?|objectives?"
    r"|precedente?|derniere?|previous|last|preceding|prior)\b)"
)
# “twice the average”, “a third less”: said not to be understood.
MULTIPLE = re.compile(r"\b(?:fois|times|twice|thrice|doubl(?:e|es|ed|ent|ing)|tripl(?:e|es|ed|ent|ing))\b")
FRACTION = re.compile(
    r"(?:\b(?:de|by) |\bd')(?:une?|an?|one|two|deux|three|trois)[ -]"
    r"(?:tiers|thirds?|quarts?|quarters?|fifths?|cinquiemes?|tenths?|dixiemes?)\b"
)
UP_TO = re.compile(r"\bup to\b|\bjusqu'(?:a|au|aux|en)\b")
WITHIN = re.compile(rf"\b(?:en|within|in|sur|over) (?:l'espace d')?(?:une?|1|one|an?|a single)(?: seule?)? (?P<p1>{PERIOD})")
SHORT = (
    (re.compile(r"\bw/?o/?w\b"), "week on week"),
    (re.compile(r"\bm/?o/?m\b"), "month on month"),
    (re.compile(r"\bq/?o/?q\b"), "quarter on quarter"),
)
# A sentence that says how things shall be, not when to act.
SHALL_NOT = re.compile(
    r"\b(?:must|shall|should|may|can|ought to)(?: not|n[’']t| never)\b|\bcannot\b|\b(?:is|are) not to\b"
    r"|\bne (?:doi(?:t|vent)|dev(?:rait|raient|ra|ront)|peu(?:t|vent)) (?:pas|jamais|plus)\b",
    re.IGNORECASE,
)
SHALL = re.compile(
    r"\b(?:must|shall|should|ha(?:s|ve) to|needs? to|ought to|is expected to|doit|doivent|devrait|devraient|devra|devront"
    r"|keep|maintain|hold|garder|maintenir|conserver|tenir)\b(?=[^:;→]{0,80}$)"
)
# A change as a noun that something else is said of: “if the drop exceeds 15 %”.
CHANGE_NOUN = re.compile(
    r"\b(?:la|une|cette|l'|the|an?|this|any|toute) ?(?:weekly |monthly |quarterly |yearly )?(?:(?P<down>baisse|chute|diminution|perte|recul|drop|fall|decrease|decline|loss)"
    r"|(?P<up>hausse|augmentation|rise|increase|jump))\b"
)
VAGUE = re.compile(
    r"\b(?:marquee?s?|significati(?:ve|f|fs|ves|vement)|significant(?:ly)?|sensible(?:s|ment)?|nettement|nette?s?|fort(?:e|es|s|ement)?|trop|sharp(?:ly)?"
    r"|marked(?:ly)?|strong(?:ly)?|too|beaucoup|a lot|much|considerabl[ey]\w*|important[es]?|legere?(?:ment)?|slight(?:ly)?|notabl[ey]\w*|substantial(?:ly)?"
    r"|faibles?|bas(?:se|sses)?|low|high|elevee?s?|mauvais(?:e|es)?|bad(?:ly)?|poor(?:ly)?|insuffisante?s?|insufficient|anormal(?:e|ement)?|unusual(?:ly)?|durable(?:ment)?|noticeab\w*|dramatic\w*)\b"
)
STOP = {
    "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "a", "au", "aux", "et", "ou", "en", "sur", "par", "pour",
    "que", "qui", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "notre", "nos", "est", "sont", "etait",
    "soit", "se", "s", "si", "il", "ils", "elle", "elles", "on", "nous", "y", "ne", "pas", "plus", "moins", "the", "an", "of",
    "to", "in", "at", "by", "is", "are", "be", "been", "was", "it", "its", "they", "this", "that", "these", "than", "as",
    "then", "and", "or", "for", "with", "from", "our", "their", "there", "has", "have", "had", "when", "if", "being", "value",
    "valeur", "taux", "rate", "score", "niveau", "level", "niveaux", "levels", "metric", "indicateur", "indicateurs",
    "resultat", "resultats", "result", "results", "performance", "performances", "more", "less", "encore", "even", "juste",
    "just", "meme", "avec", "tombe", "passe", "descend", "chute", "reste", "restent", "stays", "stay", "remains", "remain",
    "falls", "fall", "drops", "drop", "goes", "go", "moves", "move", "gets", "get", "monte", "rises", "rise", "baisse",
    "diminue", "recule", "devient", "become", "becomes", "alors", "donc", "comes", "vient", "venait", "tombent", "passent",
    "tombait", "come", "turns", "slips", "sinks", "slip", "sink", "dips", "dip", "alert", "alerte", "defini", "definie",
    "defined", "set", "fixe", "fixee", "own", "baissent", "ecart", "gap", "year-end", "appelle", "appellent", "call", "calls", "action", "agir", "act", "percent", "rapport", "compared",
    "comparison",
}  # fmt: skip
