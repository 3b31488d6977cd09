"""An event of one's own, or a stand at somebody else's."""

from .parts import Level, Playbook, Step

EVENT = Playbook(
    key="event",
    name=("Event", "Événement"),
    about=(
        "An event or a stand: frame and budget, place, guests, content, the day itself, and the follow-up that makes it pay.",
        "Un événement ou un stand : cadre et budget, lieu, invités, contenu, le jour même, et le suivi qui le rentabilise.",
    ),
    deadline=320,
    measured=("guests_present", "new_leads", "marketing_spend", "satisfaction"),
    steps=(
        Step(
            "frame",
            ("Set the frame", "Poser le cadre"),
            "R events, A lead, C sales product",
            hours=12,
            checks=(
                (
                    "Why we do it, and what would make us say it was worth it",
                    "Pourquoi on le fait, et ce qui ferait dire que cela valait la peine",
                ),
                ("Whom we want there, by name where we can", "Qui l’on veut y voir, nommément si possible"),
                (
                    "Date checked against holidays, fairs and competitors",
                    "Date confrontée aux congés, aux salons et aux concurrents",
                ),
                ("Budget with a tenth kept aside", "Budget, avec un dixième de côté"),
            ),
        ),
        Step(
            "agree",
            ("Agree date and budget", "Accorder date et budget"),
            "R events, A lead, I sales product",
            "frame",
            24,
            (
                ("The amount fits the plan", "Le montant tient dans le plan"),
                ("Two people could step in on the day", "Deux personnes pourraient prendre le relais le jour même"),
            ),
            back="frame",
            levels=(
                Level(("Finance", "Finance"), "finance", 16),
                Level(("Marketing lead", "Responsable marketing"), "lead", 8),
            ),
        ),
        Step(
            "place",
            ("Book place and suppliers", "Réserver le lieu et les prestataires"),
            "R events, A events, C finance, I lead",
            "agree",
            24,
            (
                ("Access, safety and insurance are in writing", "Accès, sécurité et assurance sont écrits"),
                ("Until when we may cancel, and at what price", "Jusqu’à quand on peut annuler, et à quel prix"),
                ("Power, network and sound were tried on site", "Courant, réseau et son essayés sur place"),
            ),
        ),
        Step(
            "programme",
            ("Write the programme", "Écrire le programme"),
            "R editor, A events, C product sales",
            "agree",
            16,
            (
                (
                    "Speakers confirmed, with a stand-in for the first",
                    "Intervenants confirmés, avec un remplaçant pour le premier",
                ),
                ("Time to talk, not only to listen", "Du temps pour parler, pas seulement pour écouter"),
            ),
        ),
        Step(
            "invite",
            ("Invite", "Inviter"),
            "R email, A events, C sales, I social",
            "place programme",
            12,
            (
                ("Each invitation says what the guest gets from coming", "Chaque invitation dit ce que l’invité y gagne"),
                ("Registration asks for access needs and diet", "L’inscription demande besoins d’accès et régime"),
                ("Consent to be photographed and contacted", "Consentement pour les photos et le contact"),
                ("Reminders one week and one day before", "Rappels une semaine et un jour avant"),
            ),
            measured="guests_present",
        ),
        Step(
            "material",
            ("Prepare the material", "Préparer le matériel"),
            "R design, A events, C product",
            "place programme",
            24,
            (
                ("Ordered with a week to spare", "Commandé avec une semaine de marge"),
                ("Nothing with a date on it that cannot be used again", "Rien de daté qui ne resserve pas"),
            ),
        ),
        Step(
            "check",
            ("Last check", "Dernière vérification"),
            "R events, A lead, I sales product care",
            "invite material",
            8,
            (
                ("Running order by quarter of an hour, with a name on each line", "Déroulé au quart d’heure, un nom par ligne"),
                (
                    "What we do if it rains, if the speaker is ill, if half come",
                    "Que faire s’il pleut, si l’orateur est malade, si la moitié vient",
                ),
                ("Telephone numbers are on paper too", "Les numéros de téléphone sont aussi sur papier"),
            ),
            back="material",
        ),
        Step(
            "day",
            ("The day itself", "Le jour même"),
            "R events, A events, I lead social sales",
            "check",
            16,
            (
                ("Every talk that matters is noted before the evening", "Chaque échange qui compte est noté avant le soir"),
                ("Photographs only of those who agreed", "Photos de ceux qui l’ont accepté, et d’eux seuls"),
            ),
        ),
        Step(
            "thanks",
            ("Thank and ask", "Remercier et demander l’avis"),
            "R survey, A survey, I events",
            "day",
            4,
            (
                ("Within two working days, with what was promised", "Sous deux jours ouvrés, avec ce qui a été promis"),
                ("Three questions, no more", "Trois questions, pas plus"),
            ),
            measured="satisfaction",
        ),
        Step(
            "follow",
            ("Hand leads over to sales", "Transmettre les prospects aux ventes"),
            "R events, A sales, I lead",
            "day",
            6,
            (
                ("Each with what was said and what they expect", "Chacun avec ce qui s’est dit et ce qu’il attend"),
                ("Each with a name at sales and a date", "Chacun avec un nom aux ventes et une date"),
            ),
            measured="new_leads",
        ),
        Step(
            "review",
            ("Look back", "Faire le bilan"),
            "R events, A lead, C sales survey, I finance",
            "thanks follow",
            4,
            (
                ("What it cost in all, hours included", "Le coût complet, heures comprises"),
                ("Would we do it again? Yes or no, and why", "Le referait-on ? Oui ou non, et pourquoi"),
            ),
            measured="marketing_spend",
        ),
    ),
)
