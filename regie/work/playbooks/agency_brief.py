"""Work given to an agency or a freelancer: a brief, offers, a contract, a delivery that is accepted."""

from .parts import Level, Playbook, Step

AGENCY_BRIEF = Playbook(
    key="agency_brief",
    name=("Agency brief", "Brief d’agence"),
    about=(
        "Work given to an agency or a freelancer: brief, offers, contract, rounds, delivery and a fair judgement.",
        "Un travail confié à une agence ou à un indépendant : brief, offres, contrat, tours, livraison et jugement équitable.",
    ),
    deadline=240,
    measured=("marketing_spend", "rounds", "lateness"),
    steps=(
        Step(
            "brief",
            ("Write the brief", "Rédiger le brief"),
            "R editor, A lead, C design media",
            hours=8,
            checks=(
                ("The problem, before the solution", "Le problème, avant la solution"),
                (
                    "What is delivered, in which formats, with which rights",
                    "Ce qui est livré, dans quels formats, avec quels droits",
                ),
                ("Budget, dates and number of rounds", "Budget, dates et nombre de tours"),
                ("How we will judge the result", "Comment on jugera le résultat"),
            ),
            note=(
                "Two pages. What does not fit is not decided yet.",
                "Deux pages. Ce qui n’y tient pas n’est pas encore décidé.",
            ),
        ),
        Step(
            "approve",
            ("Approve the brief", "Valider le brief"),
            "R editor, A lead, I design media",
            "brief",
            16,
            (
                ("Nobody in the team could do it in that time", "Personne dans l’équipe ne pourrait le faire dans ce délai"),
                ("The amount is in the plan", "Le montant est au plan"),
            ),
            back="brief",
            levels=(
                Level(("Marketing lead", "Responsable marketing"), "lead", 8),
                Level(("Finance", "Finance"), "finance", 16),
            ),
        ),
        Step(
            "consult",
            ("Ask for offers", "Consulter"),
            "R editor, A editor, I lead finance",
            "approve",
            8,
            (
                ("Three at most, all with the same information", "Trois au plus, avec les mêmes informations"),
                ("Unpaid pitches are not asked for", "On ne demande pas de maquette gratuite"),
                ("The questions of one are answered to all", "La réponse à l’un est envoyée à tous"),
            ),
        ),
        Step("offers", ("Ten days for offers", "Dix jours pour répondre"), after="consult", wait="P10D"),
        Step(
            "choose",
            ("Choose", "Choisir"),
            "R editor, A lead, C design, I finance",
            "offers",
            6,
            (
                ("Marked against the criteria of the brief", "Notées d’après les critères du brief"),
                ("The others get an answer with a reason", "Les autres reçoivent une réponse motivée"),
            ),
        ),
        Step(
            "contract",
            ("Approve the contract", "Valider le contrat"),
            "R editor, A legal, I lead finance",
            "choose",
            24,
            (
                ("Rights: what for, where, how long", "Droits : pour quoi, où, combien de temps"),
                ("Personal data that the agency will see", "Les données personnelles que verra l’agence"),
                ("How it ends, if it must end early", "Comment on se sépare, s’il le faut"),
            ),
            back="choose",
        ),
        Step(
            "kickoff",
            ("Start together", "Lancer le travail"),
            "R editor, A editor, C design, I lead",
            "contract",
            4,
            (
                ("One person speaks for us, one for them", "Une voix chez nous, une voix chez eux"),
                ("Logos, typefaces, texts and access are handed over", "Logos, polices, textes et accès sont remis"),
            ),
        ),
        Step(
            "follow",
            ("Follow the work", "Suivre le travail"),
            "R editor, A editor, C design, I lead",
            "kickoff",
            40,
            (
                ("A first sketch within a week", "Une première esquisse sous une semaine"),
                ("Remarks gathered and sent once per round", "Remarques rassemblées, envoyées une fois par tour"),
            ),
            measured="rounds",
        ),
        Step(
            "accept",
            ("Accept the delivery", "Recevoir la livraison"),
            "R editor, A lead, C design legal",
            "follow",
            16,
            (
                ("Measured against the brief, point by point", "Mesurée au brief, point par point"),
                ("Source files and rights are there", "Les fichiers sources et les droits sont là"),
            ),
            back="follow",
        ),
        Step(
            "pay",
            ("Have the invoice paid", "Faire payer la facture"),
            "R finance, A finance, I editor",
            "accept",
            4,
            (
                ("The amount is the one agreed, changes included", "Le montant est celui convenu, avenants compris"),
                ("Paid in time: they remember", "Payée à temps : ils s’en souviennent"),
            ),
            measured="marketing_spend",
        ),
        Step(
            "judge",
            ("Judge the work together", "Juger le travail ensemble"),
            "R editor, A lead, C design, I finance",
            "accept",
            3,
            (
                ("What they did well, and what we did badly", "Ce qu’ils ont bien fait, et ce que nous avons mal fait"),
                ("Would we work with them again", "Retravaillerait-on avec eux"),
            ),
            measured="lateness",
        ),
    ),
)
