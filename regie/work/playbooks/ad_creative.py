"""An advert made in rounds between designer, copywriter and lead."""

from .parts import Playbook, Step

AD_CREATIVE = Playbook(
    key="ad_creative",
    name=("Ad creative", "Création publicitaire"),
    about=(
        "An advert made in short rounds: words and pictures answer each other before the lead decides.",
        "Une annonce faite par allers-retours courts : mots et images se répondent avant que la responsable tranche.",
    ),
    deadline=80,
    measured=("rounds", "engagement"),
    steps=(
        Step(
            "brief",
            ("Write the creative brief", "Rédiger le brief créatif"),
            "R media, A lead, C design editor",
            hours=4,
            checks=(
                ("One audience, one promise, one proof", "Un public, une promesse, une preuve"),
                ("Where it will be seen, and for how many seconds", "Où l’annonce sera vue, et pendant combien de secondes"),
                ("What must be there, and what must not", "Ce qui doit y être, et ce qui ne doit pas"),
            ),
        ),
        Step(
            "ideas",
            ("Find three ideas", "Trouver trois pistes"),
            "R design editor, A design, I media",
            "brief",
            8,
            (
                ("Three ideas that differ by more than their colour", "Trois pistes qui diffèrent par plus que la couleur"),
                ("Each fits in one sentence and one sketch", "Chacune tient en une phrase et un croquis"),
            ),
            note=(
                "Designer and copywriter sit together for this step.",
                "Pour cette étape, design et rédaction travaillent à la même table.",
            ),
        ),
        Step(
            "choice",
            ("Choose the idea", "Choisir la piste"),
            "R design, A lead, C media, I editor",
            "ideas",
            4,
            (
                ("Chosen against the brief, not by taste", "Choisie d’après le brief, et non par goût"),
                ("The reason is written for those not chosen", "La raison est écrite pour les pistes écartées"),
            ),
            back="ideas",
        ),
        Step(
            "visual",
            ("Design the visual", "Créer le visuel"),
            "R design, A design, C media",
            "choice",
            12,
            (
                ("Understood in three seconds, at arm’s length", "Compris en trois secondes, à bout de bras"),
                ("Safe margins of every format", "Marges de sécurité de chaque format"),
                ("Rights of every picture and typeface", "Droits de chaque image et de chaque police"),
            ),
        ),
        Step(
            "copy",
            ("Write the copy", "Rédiger l’accroche"),
            "R editor, A editor, C product",
            "choice",
            6,
            (
                ("Reads well when the network cuts it", "Se lit bien même coupée par le réseau"),
                ("The button says what happens next", "Le bouton dit ce qui se passe ensuite"),
                ("No claim without its proof", "Aucune affirmation sans preuve"),
            ),
        ),
        Step(
            "together",
            ("Read words and picture together", "Confronter texte et image"),
            "R design, A social, I media editor",
            "visual copy",
            4,
            (
                ("The text does not say what the picture shows", "Le texte ne répète pas ce que montre l’image"),
                ("Remarks are pinned to the place they speak of", "Les remarques sont épinglées là où elles portent"),
            ),
            back="visual",
        ),
        Step(
            "lead",
            ("Approval by the lead", "Validation par la responsable"),
            "R design, A lead, C legal, I editor media",
            "together",
            8,
            (
                ("Every remark of the round before is answered", "Chaque remarque du tour précédent a sa réponse"),
                ("It could only be ours", "On ne pourrait pas la signer d’un autre nom"),
            ),
            back="visual",
        ),
        Step(
            "export",
            ("Export the formats", "Décliner les formats"),
            "R design, A media",
            "lead",
            6,
            (
                ("Names of files follow the rule", "Les noms de fichiers suivent la règle"),
                ("Weight and length within the limits", "Poids et durée dans les limites"),
                (
                    "Sources are filed with their rights and end dates",
                    "Les sources sont rangées, avec leurs droits et leurs échéances",
                ),
            ),
        ),
    ),
)
