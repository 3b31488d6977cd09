"""An e-mail to customers or leads, from the brief to what it brought."""

from .parts import Level, Playbook, Step

EMAIL = Playbook(
    key="email",
    name=("E-mail campaign", "Campagne e-mailing"),
    about=(
        "One e-mail to a segment: written, designed, proofread, checked by legal, approved and sent.",
        "Un e-mail à un segment : rédigé, mis en page, relu, vérifié par le juridique, validé et envoyé.",
    ),
    deadline=80,
    measured=("open_rate", "click_rate", "unsubscribe_rate", "new_leads"),
    steps=(
        Step(
            "brief",
            ("Write the brief", "Rédiger le brief"),
            "R email, A lead, C sales, I editor design",
            hours=4,
            checks=(
                (
                    "One aim, and the figure that will tell whether it was met",
                    "Un seul objectif, et le chiffre qui dira s’il est atteint",
                ),
                ("The segment, its size, and who is left out of it", "Le segment, sa taille, et qui en est exclu"),
                ("The one thing the reader should do", "L’unique action attendue du lecteur"),
                ("The day and hour of sending", "Le jour et l’heure d’envoi"),
            ),
            note=("One e-mail, one aim, one button.", "Un e-mail, un objectif, un bouton."),
        ),
        Step(
            "text",
            ("Write the text", "Rédiger le texte"),
            "R editor, A email, C product",
            "brief",
            8,
            (
                (
                    "Subject under 50 characters, and a second one for the test",
                    "Objet de moins de 50 caractères, et un second pour le test",
                ),
                (
                    "The preheader adds to the subject instead of repeating it",
                    "Le préheader complète l’objet au lieu de le répéter",
                ),
                ("Every claim has its source", "Chaque affirmation a sa source"),
                (
                    "Sender, unsubscribe link and postal address are there",
                    "L’expéditeur, le lien de désinscription et l’adresse postale y sont",
                ),
            ),
        ),
        Step(
            "design",
            ("Design the e-mail", "Créer la maquette"),
            "R design, A email, C editor",
            "brief",
            12,
            (
                ("Readable at 360 pixels and with images off", "Lisible à 360 pixels et sans les images"),
                ("Every picture has its alternative text and its rights", "Chaque image a son texte alternatif et ses droits"),
                ("Dark mode was looked at", "Le mode sombre a été regardé"),
                ("The file weighs less than 100 KB without pictures", "Le fichier pèse moins de 100 Ko hors images"),
            ),
        ),
        Step(
            "assembly",
            ("Build and test", "Intégrer et tester"),
            "R email, A email, I editor design",
            "text design",
            6,
            (
                ("Every link was tried, with its tracking", "Chaque lien a été essayé, avec son suivi"),
                ("Seen in Gmail, Outlook and on a phone", "Vu dans Gmail, dans Outlook et sur un téléphone"),
                ("The greeting holds when the first name is missing", "La formule d’appel tient quand le prénom manque"),
            ),
        ),
        Step(
            "proof",
            ("Proofread", "Relire"),
            "R email, A social",
            "assembly",
            4,
            (
                ("Spelling, names, prices and dates", "Orthographe, noms, prix et dates"),
                ("Read aloud once, on a phone", "Lu une fois à voix haute, sur un téléphone"),
            ),
            ("Somebody who did not write it reads it.", "Celui qui relit n’est pas celui qui a écrit."),
            back="text",
        ),
        Step(
            "legal",
            ("Legal check", "Vérification juridique"),
            "R email, A legal, I editor",
            "proof",
            16,
            (
                ("The consent of the segment covers this message", "Le consentement du segment couvre ce message"),
                ("Conditions of the offer are complete and dated", "Les conditions de l’offre sont complètes et datées"),
                ("Competitors are named fairly or not at all", "Les concurrents sont cités loyalement, ou pas du tout"),
            ),
            back="text",
        ),
        Step(
            "final",
            ("Final approval", "Validation finale"),
            "R email, A lead, I sales care",
            "legal",
            8,
            (
                ("Segment, sender and hour are those of the brief", "Segment, expéditeur et heure sont ceux du brief"),
                ("Customer care knows what is going out, and when", "Le service client sait ce qui part, et quand"),
            ),
            back="assembly",
            levels=(Level(("Marketing lead", "Responsable marketing"), "lead", 8),),
        ),
        Step(
            "send",
            ("Send", "Envoyer"),
            "R email, A email, I lead care",
            "final",
            2,
            (
                ("A last test to yourself, then the real one", "Un dernier test à soi-même, puis l’envoi réel"),
                ("The number of recipients is the one expected", "Le nombre de destinataires est celui attendu"),
            ),
        ),
        Step("week", ("Three days", "Trois jours"), after="send", wait="P3D"),
        Step(
            "figures",
            ("Record what it brought", "Relever les résultats"),
            "R email, A analyst, I lead sales",
            "week",
            3,
            (
                ("Opens, clicks and unsubscribes are recorded", "Les ouvertures, les clics et les désinscriptions sont relevés"),
                ("One sentence: what we would do again, what not", "Une phrase : ce qu’on referait, ce qu’on ne referait pas"),
            ),
            measured="click_rate",
        ),
    ),
)
