"""Labels and phrases of the text that is written, by language."""

LABELS = {
    "fr": {
        "title": "Description de domaine", "delegator": "Délégant", "delegatees": "Délégués", "updated_on": "Dernière mise à jour",
        "authors": "Auteurs", "driver": "Driver primaire", "requirement": "Exigence principale", "deliverable": "Livrable",
        "demand": "Exigence", "description": "Description", "monitoring": "Notes et responsabilités", "threshold": "Seuil",
        "rule": "Règle confirmée", "rule_more": "Précisions de la règle", "purpose": "Objectif", "owner": "Responsable", "measured": "Mesuré", "reported": "Rapporté",
        "formula": "Formule", "unit": "Unité", "criteria": "Critères d’évaluation", "notes": "Notes", "colon": "\u00a0:",
    },
    "en": {
        "title": "Domain description", "delegator": "Delegator", "delegatees": "Delegatees", "updated_on": "Last updated",
        "authors": "Authors", "driver": "Primary driver", "requirement": "Main requirement", "deliverable": "Deliverable",
        "demand": "Requirement", "description": "Description", "monitoring": "Notes and responsibilities", "threshold": "Threshold",
        "rule": "Confirmed rule", "rule_more": "Details of the rule", "purpose": "Purpose", "owner": "Owner", "measured": "Measured", "reported": "Reported",
        "formula": "Formula", "unit": "Unit", "criteria": "Evaluation criteria", "notes": "Notes", "colon": ":",
    },
}  # fmt: skip
RHYTHMS = {
    "fr": {
        "daily": "chaque jour", "semiweekly": "deux fois par semaine", "weekly": "chaque semaine", "fortnightly": "toutes les deux semaines",
        "semimonthly": "deux fois par mois", "monthly": "chaque mois", "bimonthly": "tous les deux mois", "quarterly": "chaque trimestre",
        "half_yearly": "chaque semestre", "yearly": "chaque année", "as_available": "au fil de l’eau",
    },
    "en": {
        "daily": "every day", "semiweekly": "twice a week", "weekly": "every week", "fortnightly": "every two weeks",
        "semimonthly": "twice a month", "monthly": "every month", "bimonthly": "every two months", "quarterly": "every quarter",
        "half_yearly": "every six months", "yearly": "every year", "as_available": "as soon as available",
    },
}  # fmt: skip
REVIEW_TITLES = {
    "fr": {
        "daily": "Quotidien", "semiweekly": "Deux fois par semaine", "weekly": "Hebdomadaire", "fortnightly": "Toutes les deux semaines",
        "semimonthly": "Deux fois par mois", "monthly": "Mensuel", "bimonthly": "Tous les deux mois", "quarterly": "Trimestriel",
        "half_yearly": "Semestriel", "yearly": "Annuel",
    },
    "en": {
        "daily": "Daily", "semiweekly": "Twice a week", "weekly": "Weekly", "fortnightly": "Every two weeks",
        "semimonthly": "Twice a month", "monthly": "Monthly", "bimonthly": "Every two months", "quarterly": "Quarterly",
        "half_yearly": "Half-yearly", "yearly": "Yearly",
    },
}  # fmt: skip
UNITS = {
    "fr": {"money": "montant", "ratio": "rapport", "percent": "%", "points": "points", "count": "nombre"},
    "en": {"money": "money", "ratio": "ratio", "percent": "%", "points": "points", "count": "count"},
}
