"""The vocabulary of charters, French and English, folded as `plain.key` folds."""

SECTION_TITLES: dict[str, dict[str, tuple[str, ...]]] = {
    "purpose": {
        "fr": ("Raison d’être", "Finalité", "But", "Mission", "Pourquoi ce domaine", "Objet"),
        "en": ("Purpose", "Mission", "Why this domain exists", "Reason for being"),
    },
    "responsibilities": {
        "fr": ("Responsabilités clés", "Responsabilités", "Responsabilités principales", "Responsabilités clefs"),
        "en": ("Key responsibilities", "Responsibilities", "Main responsibilities", "Core responsibilities"),
    },
    "customers": {
        "fr": ("Clients et livrables", "Clients et livrables clés", "Clients", "Clients & livrables", "Livrables"),
        "en": ("Customers and deliverables", "Customers & deliverables", "Customers", "Deliverables",
               "Customers and key deliverables"),
    },
    "dependencies": {
        "fr": ("Dépendances", "Dépendances clés", "Dépend de", "Dépendances et exigences"),
        "en": ("Dependencies", "Key dependencies", "Depends on", "Dependencies and requirements"),
    },
    "constraints": {
        "fr": ("Contraintes externes", "Contraintes", "Contraintes extérieures"),
        "en": ("External constraints", "Constraints"),
    },
    "challenges": {
        "fr": ("Défis clés", "Défis", "Principaux défis", "Défis principaux", "Enjeux"),
        "en": ("Key challenges", "Challenges", "Main challenges"),
    },
    "resources": {
        "fr": ("Ressources clés", "Ressources", "Moyens", "Ressources principales"),
        "en": ("Key resources", "Resources", "Main resources"),
    },
    "delegator_responsibilities": {
        "fr": ("Responsabilités du délégant", "Responsabilités de la délégante", "Responsabilités de la déléguante",
               "Responsabilités du déléguant", "Délégant responsabilités", "Ce que doit le délégant"),
        "en": ("Delegator responsibilities", "Delegator’s responsibilities", "Responsibilities of the delegator",
               "Key delegator responsibilities"),
    },
    "competencies": {
        "fr": ("Aptitudes, qualités et compétences", "Compétences", "Compétences, qualités et aptitudes",
               "Compétences et qualités", "Compétences, qualités et savoir-faire", "Aptitudes et compétences"),
        "en": ("Competencies, qualities and skills", "Competencies", "Competences", "Skills",
               "Qualities, skills and competencies", "Skills, qualities and competencies", "Skills and competencies",
               "Competencies and skills", "Preferred competencies", "Abilities, qualities and skills",
               "Skills, qualities and competences"),
    },
    "metrics": {
        "fr": ("Indicateurs clés et surveillance", "Indicateurs", "Indicateurs clés", "Indicateurs et suivi",
               "Indicateurs clés et suivi", "Métriques clés et surveillance", "Métriques", "Indicateurs et surveillance"),
        "en": ("Key metrics and monitoring", "Metrics", "Key metrics", "Metrics and monitoring",
               "Key indicators", "Key indicators and monitoring"),
    },
    "reviews": {
        "fr": ("Calendrier d’évaluation", "Évaluation", "Évaluations", "Suivi et évaluation", "Revues", "Planning d’évaluation",
               "Calendrier des revues", "Calendrier des évaluations", "Surveillance et évaluation", "Programme d’évaluation"),
        "en": ("Evaluation schedule", "Evaluation", "Monitoring and evaluation", "Reviews", "Review schedule",
               "Evaluations", "Evaluation and review", "Schedule of evaluation", "Evaluation calendar"),
    },
    "criteria": {
        "fr": ("Critères d’évaluation", "Critères"),
        "en": ("Evaluation criteria", "Criteria"),
    },
    "notes": {"fr": ("Notes",), "en": ("Notes",)},
}  # fmt: skip

# A heading that is not spelled exactly like one of the above is recognised by all the stems of one line.
SECTION_STEMS = (
    ("delegator_responsibilities", "responsab delegant"),
    ("delegator_responsibilities", "responsab deleguant"),
    ("delegator_responsibilities", "responsib delegator"),
    ("criteria", "criter evaluation"),
    ("reviews", "calendrier evaluation"),
    ("reviews", "evaluation schedule"),
    ("reviews", "calendrier revue"),
    ("reviews", "review schedule"),
    ("reviews", "monitoring evaluation"),
    ("reviews", "suivi evaluation"),
    ("metrics", "indicateur"),
    ("metrics", "metriques"),
    ("metrics", "metrics"),
    ("customers", "client livrable"),
    ("customers", "customer deliverable"),
    ("dependencies", "dependanc"),
    ("dependencies", "dependenc"),
    ("constraints", "contrainte"),
    ("constraints", "constraint"),
    ("challenges", "defis"),
    ("challenges", "challenge"),
    ("resources", "ressources"),
    ("resources", "resources"),
    ("competencies", "competenc"),
    ("competencies", "aptitudes"),
    ("competencies", "skills"),
    ("responsibilities", "responsabilites"),
    ("responsibilities", "responsibilities"),
    ("purpose", "raison etre"),
    ("purpose", "purpose"),
)

# Words of one section title that are as well the name of somebody or of a metric below another section.
AMBIGUOUS_TITLES = {"clients", "customers", "livrables", "deliverables", "but", "objet", "mission", "purpose", "evaluation",
                    "notes", "moyens", "skills", "enjeux", "metrics", "indicateurs", "criteres", "criteria"}  # fmt: skip

LABEL_WORDS = {
    "delegator": ("délégant", "délégante", "déléguant", "delegator"),
    "delegatees": ("délégués", "délégué", "déléguée", "déléguées", "délégataires", "délégataire", "delegatees", "delegatee",
                   "delegate", "delegates"),
    "authors": ("auteurs", "auteur", "autrice", "autrices", "auteure", "auteures", "authors", "author", "written by"),
    "updated_on": ("date de la dernière mise à jour de la description du domaine", "date de la dernière mise à jour",
                   "dernière mise à jour", "mise à jour", "mis à jour le", "mise à jour le", "date",
                   "date of last update of the domain description", "date of the last update of the domain description",
                   "date of last update", "last update", "last updated", "updated", "updated on", "date of the last update",
                   "last update of domain description", "date of last update of domain description"),
    "domain": ("domaine", "domain", "nom du domaine", "domain name", "name of the domain"),
    "driver": ("driver primaire", "driver principal", "driver", "moteur primaire", "primary driver", "main driver"),
    "requirement": ("exigences", "exigence", "exigence principale", "exigences principales", "requirement", "requirements",
                    "main requirement", "main requirements", "primary requirement", "key requirement",
                    "primary requirements", "needs", "besoins", "besoin"),
    "deliverable": ("livrable", "livrables", "deliverable", "deliverables"),
    "description": ("description", "définition", "definition"),
    "threshold": ("seuil", "seuils", "threshold", "thresholds", "seuil d’alerte", "alert threshold", "alerte", "alert"),
    "rule": ("règle confirmée", "confirmed rule"),
    "rule_more": ("précisions de la règle", "details of the rule"),
    "purpose": ("objectif", "objectifs", "but", "purpose", "goal", "goals", "aim", "finalité", "raison"),
    "monitoring": ("notes et responsabilités", "notes", "suivi", "notes and responsibilities", "monitoring",
                   "évaluer et responsabilités", "évaluations et responsabilités", "assessment and responsibilities",
                   "assess and responsibilities", "ratings and responsibilities", "évaluation et responsabilités",
                   "evaluation and responsibilities", "responsabilités", "responsibilities", "surveillance",
                   "évaluation", "evaluation", "assessment"),
    "owner": ("responsable", "owner", "propriétaire", "pilote", "porteur", "porteuse"),
    "measured": ("mesuré", "measured", "rythme de mesure", "mesure"),
    "reported": ("rapporté", "reported", "rythme de compte rendu", "compte rendu", "reporting"),
    "formula": ("formule", "formula", "calcul", "calculation"),
    "unit": ("unité", "unit"),
}  # fmt: skip

TOC = {"table des matieres", "sommaire", "contenu", "table of contents", "contents", "toc"}


def _index(words: dict) -> dict[str, str]:
    from .plain import key

    answer: dict[str, str] = {}
    for name, spelled in words.items():
        for each in spelled:
            answer.setdefault(key(each), name)
    return answer


LABELS = _index(LABEL_WORDS)
SECTIONS = _index({name: titles["fr"] + titles["en"] for name, titles in SECTION_TITLES.items()})

# Rhythms: what a phrase says about how often.
RHYTHM_PHRASES = {
    "semiweekly": "deux fois par semaine|2 fois par semaine|bihebdomadaire|twice a week|two times a week|twice weekly|"
    "semi-weekly|semiweekly|2 times a week|twice per week|two times per week",
    "semimonthly": "deux fois par mois|2 fois par mois|bimensuel|bimensuelle|bimensuellement|twice a month|semi-monthly|twice monthly|"
    "twice per month",
    "half_yearly": "semestriel|semestrielle|semestriels|semestrielles|semestriellement|deux fois par an|2 fois par an|chaque semestre|"
    "tous les six mois|tous les 6 mois|par semestre|every six months|every 6 months|half-yearly|half yearly|twice a year|"
    "semi-annual|semi-annually|semiannual|semiannually|biannual|biannually|bi-annual|bi-annually|six-monthly|every half-year|"
    "twice yearly|per half-year|twice per year|each half-year",
    "quarterly": "trimestriel|trimestrielle|trimestriels|trimestrielles|trimestriellement|chaque trimestre|par trimestre|"
    "tous les trimestres|tous les trois mois|tous les 3 mois|quarterly|every quarter|each quarter|per quarter|a quarter|"
    "every three months|every 3 months|once a quarter",
    "bimonthly": "bimestriel|bimestrielle|tous les deux mois|tous les 2 mois|un mois sur deux|every two months|every 2 months|"
    "every other month|bimonthly|bi-monthly",
    "fortnightly": "toutes les deux semaines|toutes les 2 semaines|tous les quinze jours|tous les 15 jours|une semaine sur deux|"
    "par quinzaine|every two weeks|every 2 weeks|every other week|fortnightly|every fortnight|biweekly|bi-weekly",
    "weekly": "hebdomadaire|hebdomadaires|hebdomadairement|chaque semaine|par semaine|toutes les semaines|une fois par semaine|weekly|"
    "every week|each week|per week|a week|once a week",
    "daily": "quotidien|quotidienne|quotidiens|quotidiennes|quotidiennement|chaque jour|tous les jours|par jour|journalier|"
    "journaliere|daily|every day|each day|per day|a day|once a day",
    "monthly": "mensuel|mensuelle|mensuels|mensuelles|mensuellement|chaque mois|par mois|tous les mois|une fois par mois|monthly|"
    "every month|each month|per month|a month|once a month",
    "yearly": "annuel|annuelle|annuels|annuelles|annuellement|chaque annee|par an|tous les ans|une fois par an|yearly|annual|annually|"
    "every year|each year|per year|a year|once a year|per annum|par annee|p.a.",
    "as_available": "des qu'il devient disponible|des qu'il est disponible|des qu'elle est disponible|des que disponible|"
    "des qu'ils sont disponibles|au fil de l'eau|des disponibilite|as soon as it is available|as soon as it becomes available|"
    "as it becomes available|as they become available|when available|when it becomes available|as available|"
    "as soon as available|once available|as soon as they are available|des qu'il devient connu|des qu'il est connu|"
    "as soon as it is known|continuously|en continu|as soon as figures are in|as soon as it is in",
}
AMBIGUOUS_RHYTHMS = {"bimonthly", "bi-monthly", "biweekly", "bi-weekly"}
RHYTHMS = {phrase: name for name, phrases in RHYTHM_PHRASES.items() for phrase in phrases.split("|")}
PERIOD_OF_RHYTHM = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "half_yearly": "half_year",
    "yearly": "year",
}  # fmt: skip
RRULES = {
    "daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY", "fortnightly": "FREQ=WEEKLY;INTERVAL=2", "monthly": "FREQ=MONTHLY",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2", "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "half_yearly": "FREQ=MONTHLY;INTERVAL=6", "yearly": "FREQ=YEARLY",
}  # fmt: skip
PERIOD_NOUNS = {
    "jour": "day", "jours": "day", "day": "day", "days": "day",
    "semaine": "week", "semaines": "week", "week": "week", "weeks": "week",
    "mois": "month", "month": "month", "months": "month",
    "trimestre": "quarter", "trimestres": "quarter", "quarter": "quarter", "quarters": "quarter",
    "semestre": "half_year", "semestres": "half_year", "half-year": "half_year", "half-years": "half_year",
    "an": "year", "ans": "year", "annee": "year", "annees": "year", "year": "year", "years": "year",
    "exercice": "year", "exercices": "year",
}  # fmt: skip
DIMENSIONS = {
    "plateforme": "platform", "plateformes": "platform", "plate-forme": "platform", "plate-formes": "platform",
    "platform": "platform", "platforms": "platform", "reseau": "platform", "reseaux": "platform",
    "network": "platform", "networks": "platform",
    "campagne": "campaign", "campagnes": "campaign", "campaign": "campaign", "campaigns": "campaign",
    "canal": "channel", "canaux": "channel", "channel": "channel", "channels": "channel",
    "public": "audience", "publics": "audience", "segment": "audience", "segments": "audience",
    "audience": "audience", "audiences": "audience",
}  # fmt: skip
