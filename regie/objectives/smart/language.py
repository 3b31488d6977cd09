"""In which language a text is written, told by its small words."""

from __future__ import annotations

from regie.lib.stems import WORD

_SMALL = {
    "en": "the of and to by our for with from who we each their is are will end new more than that all every least this into at over",
    "fr": "le la les de des du et à au aux en pour par nos notre sur dans qui que une un ici fin plus avec chaque sans chez est d l afin leur ce tout on",
    "de": "der die das und um von bis für mit auf zu im den dem des ein eine unsere mehr als wir werden ende bei prozent pro",
    "es": "el los las y para por nuestros nuestra con del al más en que un una el antes hasta nuestras cada su desde de la",
    "it": "il lo gli di e per con da dei delle della nel entro più che un una nostri alla al i del le la sul ogni",
    "nl": "de het een en van voor met op tot wij onze meer dan te in eind naar bij door per klanten",
    "pt": "o os as e para por com do da dos das em até mais que um uma nossos nossa ao de no na",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_READ = ("fr", "en")
_ENOUGH = 4  # fewer words show nothing: the writer is believed


def language_of(text: str, declared: str = "") -> str:
    """`fr` or `en`; empty where the text is clearly in another language, or in none that we can tell.

    `declared` is believed unless the small words speak clearly for another one.
    """
    said = declared[:2].lower()
    if said and said not in _READ:
        return ""
    words = [found.casefold() for found in WORD.findall(text)]
    words = [word for word in words if not word.isdigit()]
    counts = {language: sum(word in _WORDS[language] for word in words) for language in _READ}
    ours = max(_READ, key=lambda language: (counts[language], language == said))
    if len(words) < _ENOUGH:
        return said or (ours if counts[ours] else "")
    if any(_speaks_for(words, stranger, ours) for stranger in _WORDS if stranger not in _READ):
        return ""
    if said and counts[ours] < counts[said] + 2:
        return said
    return ours if counts[ours] else said


def _speaks_for(words: list[str], stranger: str, ours: str) -> bool:
    """Whether the small words that only one of the two has are clearly the stranger's."""
    theirs, own = _WORDS[stranger] - _WORDS[ours], _WORDS[ours] - _WORDS[stranger]
    return sum(word in theirs for word in words) >= sum(word in own for word in words) + 2
