"""Measures and metrics that marketing departments share, ready when a charter or a workflow names them; in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regie.metrics.models.units import AddsUp, Direction, Rhythm, Unit


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
        Known(
            "delivered",
            "E-mails delivered",
            "E-mails délivrés",
            dimensions=("campaign",),
            about=("E-mails that reached a mailbox.", "E-mails arrivés dans une boîte."),
        ),
        Known(
            "opens",
            "E-mails opened",
            "E-mails ouverts",
            dimensions=("campaign",),
            about=("Recipients who opened at least once.", "Destinataires qui ont ouvert au moins une fois."),
        ),
        Known(
            "clicks",
            "Clicks",
            "Clics",
            dimensions=("campaign",),
            about=("Recipients who followed at least one link.", "Destinataires qui ont suivi au moins un lien."),
        ),
        Known(
            "unsubscribes",
            "Unsubscribes",
            "Désinscriptions",
            dimensions=("campaign",),
            about=("Recipients who asked for no more e-mails.", "Destinataires qui ne veulent plus d’e-mails."),
        ),
        Known(
            "visits",
            "Visits",
            "Visites",
            dimensions=("campaign", "page"),
            about=("Visits of our pages.", "Visites de nos pages."),
        ),
        Known(
            "guests",
            "Guests present",
            "Invités présents",
            dimensions=("campaign",),
            about=("People who came to our events.", "Personnes venues à nos événements."),
        ),
        Known(
            "first_answer_hours",
            "Hours until leads were answered, all together",
            "Heures avant la première réponse aux prospects, toutes ensemble",
            Unit.DURATION,
            dimensions=("channel",),
            about=(
                "Working hours between each lead’s request and our first answer, added up.",
                "Heures ouvrées entre la demande de chaque prospect et notre première réponse, additionnées.",
            ),
        ),
        Known(
            "answered_leads",
            "Leads answered",
            "Prospects qui ont eu une réponse",
            dimensions=("channel",),
            about=("Leads who had a first answer.", "Prospects qui ont reçu une première réponse."),
        ),
        Known(
            "search_rank",
            "Rank in searches",
            "Rang dans les recherches",
            Unit.SCORE,
            AddsUp.MEAN,
            dimensions=("page",),
            about=(
                "Mean place of our pages in the results for their keywords; 1 is the first.",
                "Place moyenne de nos pages dans les résultats pour leurs mots-clés ; 1 est la première.",
            ),
        ),
    )
}


@dataclass(frozen=True)
class Ready:
    """A metric over measures of this library, as `metrics.adopting` makes it. Names and texts are pairs: English, French."""

    key: str
    name: tuple[str, str]
    about: tuple[str, str]
    formula: str
    unit: str = Unit.COUNT
    direction: str = Direction.HIGHER
    decimals: int = 0
    rhythm: str = Rhythm.MONTH

    @property
    def measures(self) -> set[str]:
        return set(re.findall(r"[a-z_]+", self.formula)) & MEASURES.keys()


METRICS = {
    each.key: each
    for each in (
        Ready("open_rate", ("Open rate", "Taux d’ouverture"), ("Share of e-mails delivered that were opened.", "Part des e-mails délivrés qui ont été ouverts."), "opens / delivered * 100", Unit.PERCENT, decimals=1),
        Ready("click_rate", ("Click rate", "Taux de clic"), ("Share of e-mails delivered in which a link was followed.", "Part des e-mails délivrés dont un lien a été suivi."), "clicks / delivered * 100", Unit.PERCENT, decimals=1),
        Ready("unsubscribe_rate", ("Unsubscribe rate", "Taux de désinscription"), ("Share of e-mails delivered after which somebody left.", "Part des e-mails délivrés après lesquels quelqu’un est parti."), "unsubscribes / delivered * 100", Unit.PERCENT, Direction.LOWER, 2),
        Ready("new_leads", ("New leads", "Nouveaux prospects"), ("People who asked to hear more.", "Personnes qui ont demandé à en savoir plus."), "leads"),
        Ready("cost_per_lead", ("Cost per lead", "Coût par prospect"), ("What a new lead costs.", "Ce que coûte un nouveau prospect."), "spend / leads", Unit.CURRENCY, Direction.LOWER, 2),
        Ready("lead_conversion", ("Lead conversion", "Conversion des prospects"), ("Share of leads who bought.", "Part des prospects qui ont acheté."), "converted_leads / leads * 100", Unit.PERCENT, decimals=1),
        Ready("first_answer", ("Time to the first answer", "Délai de première réponse"), ("Working hours until a lead is answered, on average.", "Heures ouvrées avant qu’un prospect ait une réponse, en moyenne."), "first_answer_hours / answered_leads", Unit.DURATION, Direction.LOWER, 1),
        Ready("engagement", ("Engagement", "Engagement"), ("Interactions for a hundred people reached.", "Interactions pour cent personnes touchées."), "interactions / reach * 100", Unit.PERCENT, decimals=1),
        Ready("people_reached", ("Reach", "Portée"), ("People who saw at least one publication.", "Personnes qui ont vu au moins une publication."), "reach"),
        Ready("page_visits", ("Visits of pages", "Visites des pages"), ("Visits of our pages.", "Visites de nos pages."), "visits"),
        Ready("conversion_rate", ("Conversion of visits", "Conversion des visites"), ("Share of visits after which somebody asked to hear more.", "Part des visites qui mènent à une demande."), "leads / visits * 100", Unit.PERCENT, decimals=1),
        Ready("search_position", ("Place in searches", "Place dans les recherches"), ("Mean place of our pages for their keywords.", "Place moyenne de nos pages pour leurs mots-clés."), "search_rank", Unit.SCORE, Direction.LOWER, 1),
        Ready("guests_present", ("Guests at events", "Présence aux événements"), ("People who came.", "Personnes venues."), "guests"),
        Ready("satisfaction", ("Positive answers", "Part de réponses positives"), ("Share of answers of 4 or 5 on a scale of 5.", "Part des réponses de 4 ou 5 sur une échelle de 5."), "positive_answers / answers * 100", Unit.PERCENT, decimals=1),
        Ready("marketing_revenue", ("Revenue brought in", "Revenus rapportés"), ("Revenue that campaigns brought in.", "Revenus que les campagnes ont rapportés."), "revenue", Unit.CURRENCY),
        Ready("marketing_spend", ("Spend", "Dépenses"), ("What was spent in the period.", "Ce qui a été dépensé sur la période."), "spend", Unit.CURRENCY, Direction.LOWER),
    )
}  # fmt: skip
