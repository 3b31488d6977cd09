"""Who measures and who tells, and how often: sentences that share a metric's work out."""

import re

from .items import Metric
from .numbers import LONGEST, rhythms
from .plain import fold

EDGE = " \u00a0\u202f:,.–—-"
_FR = "calcul mesur surveill collect compil rapport present communiqu partag evalu examin analys prepar ajust relev assur consolid observ recueill transmett publi"
_EN = (
    "calculate measure track monitor collect compile provide gather record follow report present share review assess evaluate analyse analyze "
    "examine define set prepare keep watch check own read look take compute send discuss consolidate"
)
_OTHER = (
    "suit suivre suivent suivez suivons fournit fournir fournissent definit definir definissent met mettre mettent rend rendre rendent tient tenir lit "
    "lire lisent revoit revoir regarde regarder releve note noter compte looks regardent discute envoie envoyer watches does reads"
)
VERB = re.compile(
    rf"^(?:(?:{'|'.join(_FR.split())})(?:e|er|ent|ez|ons|era|eront|it|issent|ir|re)|(?:{'|'.join(_EN.split())})(?:s|es)?|{'|'.join(_OTHER.split())})$"
)
TELLS = re.compile(
    r"^(?:(?:rapport|present|communiqu|partag|evalu|examin|analys|transmett|publi)(?:e|er|ent|ez|era|re)|(?:report|present|share|review|assess|evaluate|analyse|analyze"
    r"|examine|discuss|send)(?:s|es)?|rend|rendre|rendent|revoit|revoir|discute|envoie|envoyer)$"
)
# Said of what is done: “measured monthly and reported quarterly”. French forms that fold to a verb (“mesuré”) are verbs above.
_FR_DONE = "suivi fourni defini mis remis rendu tenu lu relu revu regarde releve note compte transmis discute envoye recueilli"
DONE = re.compile(
    rf"^(?:(?:{'|'.join(_FR.split())})e{{1,2}}s?|(?:{'|'.join(_FR_DONE.split())})e?s?"
    rf"|(?:{'|'.join(_EN.split())})e?d|sent|taken|kept|followed|looked|assessed|discussed)$"
)
TOLD = re.compile(
    r"^(?:(?:rapport|present|communiqu|partag|evalu|examin|analys|transmett|publi|envoy|discut)ee?s?|(?:transmis|remis|rendu|revu)e?s?"
    r"|(?:report|present|share|review|assess|evaluate|analyse|analyze|examine|discuss)e?d|sent)$"
)
NAMING = {"measurement": False, "measuring": False, "reporting": True}  # nouns of the act, and whether it tells
PRONOUNS = {
    "the",
    "a",
    "an",
    "le",
    "la",
    "les",
    "we",
    "it",
    "they",
    "i",
    "you",
    "he",
    "she",
    "nous",
    "on",
    "il",
    "elle",
    "ils",
    "elles",
    "je",
    "vous",
    "this",
    "that",
    "cela",
    "ceci",
}
BY = re.compile(r"\b(?:par|by) (?:l[’']|le |la |les |the |an? |une? )?", re.IGNORECASE)
AUXILIARY = re.compile(
    r"^(?:doit|doivent|devra|devront|devrait|devraient|should|will|must|shall|pour|to|can|peut|jointly|conjointement|est|is|are|sont)$"
)


def subject(text: str) -> tuple[str | None, bool]:
    """Who does it, in the words before the first verb, and whether there is a verb at all."""
    words = text[:LONGEST].split()
    for at, word in enumerate(words[:14]):
        bare = fold(word).strip(",;.:()")
        if DONE.match(bare) and not VERB.match(bare) and not _as_said(words[:at]):
            return _doer(" ".join(words[at + 1 :])), True
        if at and bare in ("est", "sont", "is", "are"):
            return _doer(" ".join(words[at + 1 :])), True
        if VERB.match(bare) or (AUXILIARY.match(bare) and at):
            before = words[:at]
            while before and AUXILIARY.match(fold(before[-1]).strip(EDGE)):
                before.pop()
            owner = " ".join(before).strip(EDGE)
            owner = re.sub(r"^(?:l[’']|le |la |les |une? |the |an? )", "", owner, flags=re.IGNORECASE)
            is_verb = bool(VERB.match(bare)) or any(VERB.match(fold(each).strip(",;.:()")) for each in words[at : at + 4])
            if not is_verb:
                continue
            good = (
                owner
                and len(before) <= 9
                and fold(owner) not in PRONOUNS
                and not re.search(r"[,;]|\b(?:apr[eè]s|after|before|avant|chaque|each|every|ensemble|together)\b", owner)
            )
            if not good and (not owner or fold(owner) in PRONOUNS or AUXILIARY.match(fold(word))):
                return _doer(" ".join(words[at + 1 :])), True
            return (owner[:1].upper() + owner[1:]) if good else None, True
    return None, False


def _as_said(before: list[str]) -> bool:
    """“as reported by a tool”: what somebody else did once, no duty of the domain."""
    return bool(before) and fold(before[-1]).strip(EDGE) in ("as", "que", "qu'il", "comme", "like")


def _doer(text: str) -> str | None:
    """Who does it, after “by”: words with an article or a capital, up to the next verb, mark or rhythm."""
    for found in BY.finditer(text):
        rest = text[found.end() :]
        if rhythms(f"par {rest[:30]}") and rhythms(f"par {rest[:30]}")[0][1] == 0:
            continue
        if not (found[0].lower().strip() not in ("par", "by") or rest[:1].isupper()):
            continue
        named = []
        for word in rest.split()[:7]:
            bare = fold(word).strip(EDGE)
            spoken = " ".join([*named, word])
            if (
                bare in ("et", "and", "then", "puis", "in", "on", "dans", "with", "avec", "from", "to")
                or VERB.match(bare)
                or DONE.match(bare)
            ):
                break
            if found_rhythm := rhythms(spoken):
                named = spoken.split()[: len(fold(spoken)[: found_rhythm[0][1]].split())]
                break
            named.append(word.strip(EDGE + ";"))
            if word[-1] in ",;.:":
                break
        while named and fold(named[-1]) in (
            "chaque",
            "each",
            "every",
            "tous",
            "toutes",
            "les",
            "par",
            "deux",
            "une",
            "once",
            "twice",
            "a",
        ):
            named.pop()
        if named:
            name = " ".join(named)
            return name[:1].upper() + name[1:]
    return None


def assign(metric: Metric) -> None:
    silent_telling = False
    for sentence in metric.monitoring:
        owner, _ = subject(sentence.text)
        metric.owner = metric.owner or owner
        tells = _share(metric, sentence.text)
        silent_telling = silent_telling or tells
    if silent_telling and metric.reported is None:
        metric.reported = metric.measured


def _share(metric: Metric, text: str) -> bool:
    """Give each rhythm of a sentence to the verbs it belongs to; True where something is told at no stated rhythm."""
    folded = fold(text[:LONGEST])
    verbs = [
        (found.start(), found.end(), bool(TELLS.match(found[0]) or TOLD.match(found[0]) or NAMING.get(found[0])))
        for found in re.finditer(r"[a-z]+", folded)
        if VERB.match(found[0]) or found[0] in NAMING or (DONE.match(found[0]) and not _as_said(folded[: found.start()].split()))
    ]
    # “Marketing analyst calculates…”: a noun that looks like a verb (report, review) after an article is none.
    verbs = [
        verb
        for verb in verbs
        if folded[: verb[1]].endswith(("er", "ed"))
        or not re.search(
            r"(?<!et )(?<!qui )\b(?:le|la|les|un|une|the|a|an|monthly|weekly|quarterly|daily|annual|this|its) $",
            folded[: verb[0]],
        )
    ]
    used = set()
    for rhythm, at, spoken in rhythms(text):
        before = [verb for verb in verbs if verb[0] < at]
        chosen = before[-1:] or verbs[:1]
        after = next((verb for verb in verbs if verb[0] > at), None)
        if after and chosen[0] in used and not folded[at + len(spoken) : after[0]].strip():
            chosen = before = [after]  # “measured…, quarterly reported”
        while before and len(chosen) < len(before):
            previous = before[-len(chosen) - 1]
            if folded[previous[1] : chosen[0][0]].strip() in ("et", "and", ",", "ou", "or"):
                chosen.insert(0, previous)
            else:
                break
        used.update(chosen)
        told = [verb[2] for verb in chosen]
        if (not told or not all(told)) and metric.measured is None:
            metric.measured = rhythm
        elif ((told and any(told)) and metric.reported is None) or (
            told and not any(told) and metric.reported is None and metric.measured != rhythm
        ):
            metric.reported = rhythm
        if told and any(told) and not all(told) and metric.reported is None:
            metric.reported = rhythm
    return any(verb[2] and verb not in used and folded[verb[0] : verb[1]] not in NAMING for verb in verbs)
