"""A landing page: template, content, tracking, then a test of two versions."""

from .parts import Playbook, Step

LANDING_PAGE = Playbook(
    key="landing_page",
    name=("Landing page", "Page d’atterrissage"),
    about=(
        "One page for one offer: template, content, tracking, approval, then an A/B test that ends with a decision.",
        "Une page pour une offre : gabarit, contenu, suivi, validation, puis un test A/B qui finit par une décision.",
    ),
    deadline=120,
    measured=("page_visits", "new_leads", "conversion_rate"),
    steps=(
        Step(
            "brief",
            ("Write the brief", "Rédiger le brief"),
            "R editor, A lead, C media sales",
            hours=4,
            checks=(
                (
                    "Where visitors come from, and what they were promised",
                    "D’où viennent les visiteurs, et ce qu’on leur a promis",
                ),
                ("One action, and no menu that leads away", "Une seule action, et pas de menu qui en détourne"),
                ("The rate from which the page is a success", "Le taux à partir duquel la page est un succès"),
            ),
        ),
        Step(
            "template",
            ("Choose the template", "Choisir le gabarit"),
            "R design, A design, C editor",
            "brief",
            6,
            (
                (
                    "Title, proof and button seen without scrolling, on a phone too",
                    "Titre, preuve et bouton visibles sans défiler, même sur téléphone",
                ),
                ("It loads in under two seconds on 4G", "Elle s’affiche en moins de deux secondes en 4G"),
                ("It works with the keyboard and with a screen reader", "Elle s’utilise au clavier et au lecteur d’écran"),
            ),
        ),
        Step(
            "content",
            ("Write the content", "Rédiger le contenu"),
            "R editor, A editor, C product sales",
            "brief",
            8,
            (
                (
                    "The title repeats the promise of the advert or the e-mail",
                    "Le titre reprend la promesse de l’annonce ou de l’e-mail",
                ),
                (
                    "Two proofs: a figure, and a customer who agreed to be named",
                    "Deux preuves : un chiffre, et un client d’accord pour être cité",
                ),
                ("The form asks only what is used at once", "Le formulaire ne demande que ce qui sert tout de suite"),
                ("What happens after sending is said", "On dit ce qui se passe après l’envoi"),
            ),
        ),
        Step(
            "variant",
            ("Prepare the second version", "Préparer la seconde version"),
            "R editor, A analyst, C design",
            "content template",
            4,
            (
                ("One difference only, and the reason to believe in it", "Une seule différence, et une raison d’y croire"),
                ("How many visits are needed before deciding", "Combien de visites il faut avant de décider"),
            ),
            note=(
                "A test that changes two things teaches nothing about either.",
                "Un test qui change deux choses n’apprend rien sur aucune.",
            ),
        ),
        Step(
            "tracking",
            ("Set up the tracking", "Mettre en place le suivi"),
            "R analyst, A analyst, I media",
            "content template",
            4,
            (
                ("Visit, start of the form and sending are counted", "Visite, début du formulaire et envoi sont comptés"),
                (
                    "A test lead arrives in the right hands, with its source",
                    "Un prospect de test arrive dans les bonnes mains, avec sa source",
                ),
                ("Consent is asked, and a refusal respected", "Le consentement est demandé, et un refus respecté"),
            ),
        ),
        Step(
            "approval",
            ("Approve the page", "Valider la page"),
            "R editor, A lead, C legal, I media sales",
            "variant tracking",
            8,
            (
                ("Both versions were seen, on a phone", "Les deux versions ont été vues, sur un téléphone"),
                ("Conditions and privacy notice are one click away", "Conditions et mention de confidentialité à un clic"),
            ),
            back="content",
        ),
        Step(
            "online",
            ("Put it online", "Mettre en ligne"),
            "R analyst, A editor, I media sales",
            "approval",
            3,
            (
                ("Half of the visits see each version", "La moitié des visites voit chaque version"),
                ("The form was sent once for real", "Le formulaire a été envoyé une fois pour de vrai"),
            ),
        ),
        Step("weeks", ("Two weeks", "Deux semaines"), after="online", wait="P14D"),
        Step(
            "decide",
            ("Read the test and decide", "Lire le test et décider"),
            "R analyst, A lead, I editor media",
            "weeks",
            4,
            (
                ("Enough visits, and whole weeks", "Assez de visites, et des semaines entières"),
                (
                    "Leads that sales kept, not only forms sent",
                    "Prospects retenus par les ventes, et pas seulement formulaires envoyés",
                ),
                ("No winner is a result too: write it down", "Pas de gagnant est aussi un résultat : le noter"),
            ),
            measured="conversion_rate",
        ),
        Step(
            "keep",
            ("Keep the better version", "Garder la meilleure version"),
            "R editor, A editor, I analyst media",
            "decide",
            2,
            (
                ("The other version is switched off", "L’autre version est coupée"),
                ("What was learned goes to the next brief", "Ce qu’on a appris va dans le prochain brief"),
            ),
        ),
    ),
)
