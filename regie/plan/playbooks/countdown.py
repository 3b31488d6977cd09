"""The tasks of an event, backwards from its day. Days are working days: minus before, plus after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from regie.lib.working_time import Week
from regie.work.playbooks.parts import Words, place_of


@dataclass(frozen=True)
class Step:
    days: int
    title: str
    checks: tuple[str, ...]
    hours: Decimal


@dataclass(frozen=True)
class Planned:
    """`where` is "" for every event, "place" for one people come to, "line" for one on line."""

    days: int
    title: Words
    hours: int
    checks: tuple[Words, ...] = ()
    where: str = ""


STEPS = (
    Planned(-45, ("Say what makes it worth it, and for whom", "Dire ce qui en fera la valeur, et pour qui"), 4,
            (("A number of guests, and what they do afterwards", "Un nombre d’invités, et ce qu’ils font ensuite"),)),
    Planned(-40, ("Book the place", "Réserver le lieu"), 8,
            (("Access without stairs", "Accès sans marches"), ("Until when it may be cancelled", "Jusqu’à quand on peut annuler")), "place"),
    Planned(-40, ("Choose and try the tool for the meeting on line", "Choisir et essayer l’outil de réunion en ligne"), 4,
            (("Subtitles", "Sous-titres"), ("How many at most", "Combien de personnes au plus")), "line"),
    Planned(-35, ("Write the programme and confirm who speaks", "Écrire le programme et confirmer les intervenants"), 12,
            (("A stand-in for the first speaker", "Un remplaçant pour le premier intervenant"),)),
    Planned(-25, ("Send the invitations", "Envoyer les invitations"), 8,
            (("What the guest gains by coming", "Ce que l’invité y gagne"), ("Needs for access and diet are asked", "Besoins d’accès et régimes demandés"))),
    Planned(-15, ("Order material and food", "Commander le matériel et les repas"), 6, (), "place"),
    Planned(-10, ("Look at who registered, and ask again those who matter", "Regarder qui s’est inscrit, et relancer ceux qui comptent"), 3),
    Planned(-5, ("Rehearse, by quarter of an hour", "Répéter, au quart d’heure"), 6,
            (("A name on every line", "Un nom sur chaque ligne"), ("What if half of them come", "Et si la moitié vient"))),
    Planned(-2, ("Remind those who registered", "Rappeler les inscrits"), 2),
    Planned(0, ("The day itself: note who came", "Le jour même : noter qui est venu"), 8),
    Planned(2, ("Thank, and ask three questions", "Remercier, et poser trois questions"), 3),
    Planned(3, ("Hand the talks over to sales, by name", "Transmettre les échanges aux ventes, nom par nom"), 4),
    Planned(8, ("Look back: what it cost for each who came", "Faire le bilan : le coût par participant"), 3),
)  # fmt: skip


def steps(language: str, *, on_line: bool = False) -> list[Step]:
    place, kind = place_of(language), "line" if on_line else "place"
    return [
        Step(each.days, each.title[place], tuple(check[place] for check in each.checks), Decimal(each.hours))
        for each in STEPS
        if each.where in ("", kind)
    ]


def working_day(week: Week, day: date, count: int) -> date:
    """So many working days before or after a day; the day itself for 0, even on a Saturday."""
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if week.is_working(day):
            count -= 1 if count > 0 else -1
    return day
