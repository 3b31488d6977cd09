"""Questionnaires to begin from, in both languages: written for marketing teams, changed at will before they are asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TEXT, ONE, MANY, SCALE = "text", "one", "many", "scale"


@dataclass(frozen=True)
class Template:
    key: str
    title: dict[str, str]
    introduction: dict[str, str]
    questions: tuple[tuple[str, bool, dict[str, str], dict[str, list[str]]], ...]  # kind, required, words, choices

    def asked_in(self, language: str) -> list[dict[str, Any]]:
        """Its questions as the fields of `Question`."""
        return [
            {"kind": kind, "is_required": required, "text": words[language], "choices": choices.get(language, [])}
            for kind, required, words, choices in self.questions
        ]


_WORKSHOP = Template(
    "workshop",
    {"en": "Before our objectives workshop", "fr": "Avant notre atelier d’objectifs"},
    {
        "en": "Six questions, about five minutes. What you write is where the workshop begins.",
        "fr": "Six questions, environ cinq minutes. Ce que vous écrivez sera le point de départ de l’atelier.",
    },
    (
        (
            TEXT, True,
            {
                "en": "What should marketing have changed a year from now?",
                "fr": "Dans un an, qu’est-ce que le marketing devrait avoir changé ?",
            },
            {},
        ),
        (
            TEXT, False,
            {
                "en": "Which of our actions of the last year would you do again, and why?",
                "fr": "Laquelle de nos actions de l’an passé referiez-vous, et pourquoi ?",
            },
            {},
        ),
        (
            TEXT, False,
            {"en": "What do we do today that we could stop?", "fr": "Que faisons-nous aujourd’hui que nous pourrions arrêter ?"},
            {},
        ),
        (
            MANY, False,
            {
                "en": "Where should most of our effort go? Choose up to three.",
                "fr": "Où devrait aller l’essentiel de nos efforts ? Choisissez-en trois au plus.",
            },
            {
                "en": ["Being known", "Winning new customers", "Selling more to those who hesitate", "Keeping customers", "Our image", "The team itself"],
                "fr": ["Être connus", "Gagner de nouveaux clients", "Convaincre ceux qui hésitent", "Garder nos clients", "Notre image", "L’équipe elle-même"],
            },
        ),
        (
            SCALE, False,
            {
                "en": "How clear are this year’s objectives to you?",
                "fr": "Les objectifs de cette année sont-ils clairs pour vous ?",
            },
            {"en": ["not at all", "entirely"], "fr": ["pas du tout", "tout à fait"]},
        ),
        (
            TEXT, False,
            {
                "en": "Whom do we not reach today, though we should?",
                "fr": "Qui ne touchons-nous pas aujourd’hui, alors que nous le devrions ?",
            },
            {},
        ),
    ),
)  # fmt: skip

_LOOKING_BACK = Template(
    "looking_back",
    {"en": "Looking back on the quarter", "fr": "Retour sur le trimestre"},
    {
        "en": "Before we choose what is next: what helped, what did not, what we learnt.",
        "fr": "Avant de choisir la suite : ce qui a aidé, ce qui n’a rien donné, ce que nous avons appris.",
    },
    (
        (SCALE, True, {"en": "Did the quarter go as you hoped?", "fr": "Le trimestre s’est-il passé comme vous l’espériez ?"}, {"en": ["not at all", "entirely"], "fr": ["pas du tout", "tout à fait"]}),
        (TEXT, True, {"en": "What helped most?", "fr": "Qu’est-ce qui a le plus aidé ?"}, {}),
        (TEXT, False, {"en": "What cost time or money and gave nothing?", "fr": "Qu’est-ce qui a coûté du temps ou de l’argent sans rien donner ?"}, {}),
        (TEXT, False, {"en": "What did you learn about our customers?", "fr": "Qu’avez-vous appris sur nos clients ?"}, {}),
        (
            ONE, False,
            {"en": "What held you back most?", "fr": "Qu’est-ce qui vous a le plus freiné ?"},
            {
                "en": ["Time", "Money", "Waiting for approvals", "Missing figures", "Changing priorities", "Nothing much"],
                "fr": ["Le temps", "L’argent", "L’attente de validations", "Des chiffres absents", "Des priorités changeantes", "Rien de particulier"],
            },
        ),
    ),
)  # fmt: skip

_SALES = Template(
    "colleagues",
    {"en": "What other departments expect of marketing", "fr": "Ce que les autres services attendent du marketing"},
    {
        "en": "Four questions for those who work with us: sales, product, customer service, finance.",
        "fr": "Quatre questions à celles et ceux qui travaillent avec nous : ventes, produit, service client, finance.",
    },
    (
        (TEXT, True, {"en": "What do you need from marketing that you do not get today?", "fr": "De quoi avez-vous besoin de la part du marketing, et que vous n’obtenez pas ?"}, {}),
        (TEXT, False, {"en": "What do customers say to you that we should know?", "fr": "Que vous disent les clients que nous devrions savoir ?"}, {}),
        (SCALE, False, {"en": "How useful is what you receive from us?", "fr": "Ce que vous recevez de nous est-il utile ?"}, {"en": ["of no use", "very useful"], "fr": ["inutile", "très utile"]}),
        (TEXT, False, {"en": "If we had one objective in common, which should it be?", "fr": "Si nous avions un seul objectif en commun, lequel serait-ce ?"}, {}),
    ),
)  # fmt: skip

TEMPLATES: dict[str, Template] = {each.key: each for each in (_WORKSHOP, _LOOKING_BACK, _SALES)}
