"""What a campaign's playbook is made of. Every text is a pair: English, French. Days are working days."""

from __future__ import annotations

from dataclasses import dataclass

from regie.work.playbooks.parts import ROLES, Words, place_of

__all__ = ["ROLES", "Action", "Event", "Piece", "Playbook", "Risk", "place_of"]


@dataclass(frozen=True)
class Piece:
    """A content: `on` counts from the first day of its activity; `targets` reads “views 2000, leads 10”, to be made one's own."""

    title: Words
    on: int = 0
    targets: str = ""

    @property
    def wanted(self) -> dict[str, int]:
        pairs = (each.split() for each in filter(None, self.targets.split(",")))
        return {what: int(number) for what, number in pairs}


@dataclass(frozen=True)
class Event:
    """From what hour, how long; where, until somebody says better."""

    hour: int
    hours: int
    place: Words


@dataclass(frozen=True)
class Action:
    """`on` counts from the campaign's first day, `lasts` is 1 for a single day; `workflow` is a key of `work.playbooks`,
    `after` names the activity before it and how many days lie between."""

    id: str
    name: Words
    channel: str
    on: int = 0
    lasts: int = 1
    workflow: str = ""
    content_type: str = ""
    after: str = ""
    days: int = 1
    pieces: tuple[Piece, ...] = ()
    event: Event | None = None
    hours: int | None = None


@dataclass(frozen=True)
class Risk:
    """`challenge` is a pattern of the charter's words: where a challenge reads so, the risk hangs on it."""

    text: Words
    answer: Words
    challenge: str = ""
    likelihood: int = 2
    impact: int = 2


@dataclass(frozen=True)
class Playbook:
    """`team` reads “A lead, R media social, I sales”; `measured` are keys of measures."""

    key: str
    name: Words
    about: Words
    lasts: int
    message: Words
    team: str
    measured: tuple[str, ...]
    actions: tuple[Action, ...]
    risks: tuple[Risk, ...]

    def title(self, language: str) -> str:
        return self.name[place_of(language)]

    def says(self, language: str) -> str:
        return self.about[place_of(language)]

    def letters(self) -> list[tuple[str, str]]:
        """Letter and role, by the names of `ROLES`."""
        found = []
        for part in filter(None, (each.strip() for each in self.team.split(","))):
            letter, *roles = part.split()
            found += [(letter, role) for role in roles]
        return found


PLATFORMS = Risk(
    ("A platform changes its rules or hides our posts in the middle of it", "Une plateforme change ses règles ou masque nos publications en cours de route"),
    ("Two platforms from the start, and our own mailing list as the way out", "Deux plateformes dès le départ, et notre liste d’envoi comme solution de repli"),
    "platform|plateforme|algorithm|algorithme",
)  # fmt: skip
RIVALS = Risk(
    ("A competitor speaks louder at the same moment", "Un concurrent parle plus fort au même moment"),
    ("Say what only we can say, and keep a tenth of the budget for an answer", "Dire ce que nous seuls pouvons dire, et garder un dixième du budget pour répondre"),
    "brand|marque|competit|concurren",
)  # fmt: skip
DATES = Risk(
    ("Another team’s date moves, and ours with it", "La date d’une autre équipe bouge, et la nôtre avec"),
    ("Each date from elsewhere is a promise in writing, asked about every week", "Chaque date venue d’ailleurs est une promesse écrite, vérifiée chaque semaine"),
    "dates|équipes|teams|coordinat",
    impact=3,
)  # fmt: skip
PROOF = Risk(
    ("Orders cannot be linked to what gave rise to them", "On ne sait pas relier les commandes à ce qui les a fait naître"),
    ("One address a channel, and one question at the order: how did you hear of us?", "Une adresse par canal, et une question à la commande : comment nous avez-vous connus ?"),
    "attribut|link(ing)? an order|relier|retour sur invest|return on",
)  # fmt: skip
WEATHER = Risk(
    ("What is made outdoors is rained off", "Un tournage ou une rencontre en plein air tombe à l’eau"),
    ("A second date and a place indoors are booked with the first", "Une seconde date et un lieu couvert sont réservés avec les premiers"),
    "weather|météo|beau temps",
)  # fmt: skip
CONSENT = Risk(
    ("Consent is missing for part of the addresses", "Le consentement manque pour une partie des adresses"),
    ("Only those whose consent is on record are written to; the others are asked by another way", "On n’écrit qu’à ceux dont le consentement est enregistré ; les autres sont sollicités autrement"),
    "consent|données personnelles|personal data|RGPD|GDPR",
    likelihood=1, impact=3,
)  # fmt: skip
TIRED = Risk(
    ("The same people hear from us too often", "Les mêmes personnes nous entendent trop souvent"),
    ("One message a week at most for an audience, whatever the channel", "Un message par semaine au plus pour un public, tous canaux confondus"),
    "audience|lass|fatigue",
)  # fmt: skip
