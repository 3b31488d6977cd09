"""What is looked at before a campaign passes a gate, as a first list that each team makes its own; in the organisation's language."""

from __future__ import annotations

CHECKLISTS: dict[str, dict[str, list[str]]] = {
    "brand": {
        "en": [
            "The logo stands whole, with its clear space, on a ground where it can be read.",
            "Colours and type are those of the guide.",
            "The tone is ours: we would say it to a customer’s face.",
            "Every picture is ours or licensed, for these media and this long.",
            "The promise is the one of the year, in the same words.",
        ],
        "fr": [
            "Le logo est entier, avec sa zone libre, sur un fond où il se lit.",
            "Les couleurs et les caractères sont ceux du guide.",
            "Le ton est le nôtre : nous le dirions à un client en face.",
            "Chaque image est à nous ou sous licence, pour ces supports et cette durée.",
            "La promesse est celle de l’année, dans les mêmes mots.",
        ],
    },
    "law": {
        "en": [
            "Each claim can be proved, and the proof is filed.",
            "Prices say what they include, and until when they hold.",
            "What must be stated is stated, and can be read.",
            "Whoever can be recognised has agreed to be shown.",
            "It can be seen at once that this is advertising.",
        ],
        "fr": [
            "Chaque affirmation se prouve, et la preuve est classée.",
            "Les prix disent ce qu’ils comprennent, et jusqu’à quand ils tiennent.",
            "Les mentions obligatoires y sont, et se lisent.",
            "Toute personne reconnaissable a donné son accord.",
            "On voit d’emblée qu’il s’agit de publicité.",
        ],
    },
}
