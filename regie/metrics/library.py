"""Measures that marketing departments share, ready when a charter names them; in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from regie.metrics.models.units import AddsUp, Unit


@dataclass(frozen=True)
class Known:
    key: str
    english: str
    french: str
    unit: str = Unit.COUNT
    adds_up: str = AddsUp.SUM
    dimensions: tuple[str, ...] = ()
    about: tuple[str, str] = ("", "")

    def name(self, language: str) -> str:
        return self.french if language == "fr" else self.english


MEASURES = {
    each.key: each
    for each in (
        Known(
            "spend",
            "Marketing spend",
            "Dépenses marketing",
            Unit.CURRENCY,
            dimensions=("campaign", "channel"),
            about=(
                "What marketing cost in the period, by the ledger.",
                "Ce que le marketing a coûté sur la période, d’après la comptabilité.",
            ),
        ),
        Known(
            "revenue",
            "Revenue from marketing",
            "Revenus issus du marketing",
            Unit.CURRENCY,
            dimensions=("campaign", "channel"),
            about=("Revenue that campaigns brought in.", "Revenus que les campagnes ont rapportés."),
        ),
        Known(
            "new_customers",
            "New customers",
            "Nouveaux clients",
            dimensions=("campaign", "channel"),
            about=("Customers who bought for the first time.", "Clients qui ont acheté pour la première fois."),
        ),
        Known(
            "leads",
            "Leads",
            "Prospects",
            dimensions=("campaign", "channel"),
            about=("People who asked to hear more.", "Personnes qui ont demandé à en savoir plus."),
        ),
        Known(
            "converted_leads",
            "Leads that became customers",
            "Prospects devenus clients",
            dimensions=("campaign", "channel"),
            about=("Leads who became paying customers.", "Prospects devenus clients payants."),
        ),
        Known(
            "positive_answers",
            "Positive answers",
            "Réponses positives",
            about=("Answers of 4 or 5 on a scale of 5.", "Réponses de 4 ou 5 sur une échelle de 5."),
        ),
        Known("answers", "Answers", "Réponses", about=("All answers collected.", "Toutes les réponses recueillies.")),
        Known(
            "interactions",
            "Interactions",
            "Interactions",
            dimensions=("platform",),
            about=("Reactions, comments, shares and clicks.", "Réactions, commentaires, partages et clics."),
        ),
        Known(
            "reach",
            "People reached",
            "Personnes touchées",
            dimensions=("platform",),
            about=("People who saw at least one publication.", "Personnes qui ont vu au moins une publication."),
        ),
        Known(
            "awareness_growth",
            "Growth of awareness",
            "Progression de la notoriété mesurée",
            Unit.PERCENT,
            AddsUp.MEAN,
            about=(
                "Growth of brand awareness on the period before, as the survey reports it.",
                "Progression de la notoriété sur la période précédente, telle que l’enquête la donne.",
            ),
        ),
    )
}
