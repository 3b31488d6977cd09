"""The questions that a request form begins with, by what the charter promises. A lead changes them afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regie.lib.text import plain


@dataclass(frozen=True)
class Kit:
    words: str  # a deliverable that speaks of them takes this kit; both languages, without accents
    questions: Any  # () -> questions, in the language of the moment
    working_days: int


def _question(label: str, kind: str = "text", *, required: bool = False, hint: str = "", choices: tuple[str, ...] = ()) -> dict:
    return {"label": label, "kind": kind, "required": required, "hint": hint, "choices": list(choices)}


def _collateral() -> list[dict]:
    return [
        _question(_("What do you need?"), "choice", required=True, choices=(_("a leaflet"), _("a presentation"), _("a case study"), _("a product sheet"), _("something else"))),
        _question(_("Whom will you show it to?"), required=True, hint=_("The kind of customer, and where they stand in their choice.")),
        _question(_("What should they think or do afterwards?"), "long", required=True),
        _question(_("When do you meet them?"), "date"),
        _question(_("In which form do you use it?"), "choice", choices=(_("on paper"), _("on a screen"), _("by e-mail"))),
        _question(_("What you use today"), "file"),
    ]  # fmt: skip


def _report() -> list[dict]:
    return [
        _question(_("Which question should it answer?"), "long", required=True, hint=_("One question for one report: what will you decide with it?")),
        _question(_("Which market or which customers?"), required=True),
        _question(_("From when?"), "date"),
        _question(_("Until when?"), "date"),
        _question(_("In which form?"), "choice", choices=(_("one page"), _("a table of figures"), _("a presentation"))),
        _question(_("Who else will read it?")),
    ]  # fmt: skip


def _training() -> list[dict]:
    return [
        _question(_("Who will learn from it?"), required=True, hint=_("Which team, and how many people.")),
        _question(_("What should they be able to do or to answer?"), "long", required=True),
        _question(_("In which form?"), "choice", choices=(_("a sheet of questions and answers"), _("a session with somebody"), _("a film"), _("a guide"))),
        _question(_("From which day do they need it?"), "date", required=True),
        _question(_("What they have today"), "file"),
    ]  # fmt: skip


def _campaign() -> list[dict]:
    return [
        _question(_("What is it for?"), "long", required=True),
        _question(_("Whom does it speak to?"), required=True),
        _question(_("Where will it be seen?"), "choice", choices=(_("shop window"), _("social networks"), _("e-mail"), _("press"), _("event"))),
        _question(_("From which day?"), "date"),
        _question(_("Your part of the budget"), "amount"),
        _question(_("Logos, pictures, texts to use"), "file"),
    ]  # fmt: skip


def _anything() -> list[dict]:
    return [
        _question(_("What do you need, and what for?"), "long", required=True),
        _question(_("Who will use it?")),
        _question(_("Something to look at"), "file"),
    ]


KITS = [
    Kit(r"argument|case stud|etudes? de cas|collateral|brochure|plaquette|leaflet|sales (sheet|material)|aides? a la vente", _collateral, 10),
    Kit(r"formation|training|reponses pretes|ready answers|faq|tutor", _training, 10),
    Kit(r"rapport|report|synthese|summary|etude|study|survey|enquete|market (data|insight)|veille", _report, 15),
    Kit(r"visuel|visual|campagne|campaign|operation|affiche|poster|annonce", _campaign, 20),
]  # fmt: skip
OTHERWISE = Kit("", _anything, 10)


def kit_for(deliverable: str) -> Kit:
    said = plain(deliverable)
    return next((kit for kit in KITS if re.search(kit.words, said)), OTHERWISE)
