"""Paid advertising on social networks, from the plan to the report."""

from .parts import Level, Playbook, Step

SOCIAL_CAMPAIGN = Playbook(
    key="social_campaign",
    name=("Social advertising campaign", "Campagne publicitaire sur les réseaux sociaux"),
    about=(
        "Paid advertising on social networks: budget agreed, creations checked, watched while it runs.",
        "De la publicité payante sur les réseaux : budget accordé, créations vérifiées, diffusion surveillée.",
    ),
    deadline=160,
    measured=("cost_per_lead", "people_reached", "engagement", "new_leads"),
    steps=(
        Step(
            "plan",
            ("Plan the campaign", "Préparer la campagne"),
            "R media, A lead, C social analyst, I sales",
            hours=8,
            checks=(
                (
                    "One objective, with the cost per lead that we accept",
                    "Un objectif, avec le coût par prospect que nous acceptons",
                ),
                ("Audiences, and whom each of them leaves out", "Les publics, et qui chacun d’eux exclut"),
                ("Networks, dates and budget of each", "Les réseaux, les dates et le budget de chacun"),
                ("When we stop: the figure and the day", "Quand on arrête : le chiffre et le jour"),
            ),
            note=(
                "Decide what would make us stop before anything runs.",
                "Décider de ce qui ferait arrêter avant de lancer quoi que ce soit.",
            ),
        ),
        Step(
            "budget",
            ("Agree the budget", "Accorder le budget"),
            "R media, A finance, I lead",
            "plan",
            16,
            (
                ("The amount fits the line of the plan", "Le montant tient dans la ligne du plan"),
                ("The ceiling is set in the network’s own account", "Le plafond est réglé dans le compte du réseau"),
            ),
            back="plan",
        ),
        Step(
            "visuals",
            ("Make visuals and videos", "Créer visuels et vidéos"),
            "R design, A social, C media",
            "budget",
            24,
            (
                ("Every format that the networks ask for", "Tous les formats demandés par les réseaux"),
                ("The message is understood with the sound off", "Le message se comprend sans le son"),
                ("Rights of pictures, music and people shown", "Droits des images, des musiques et des personnes montrées"),
            ),
        ),
        Step(
            "texts",
            ("Write the texts", "Rédiger les textes"),
            "R social, A editor, C product",
            "budget",
            8,
            (
                ("Three variants for each audience", "Trois variantes par public"),
                ("The promise of the advert is the one of the page", "La promesse de l’annonce est celle de la page"),
            ),
        ),
        Step(
            "tracking",
            ("Set up the tracking", "Mettre en place le suivi"),
            "R analyst, A analyst, I media",
            "budget",
            6,
            (
                ("Links carry campaign, network and variant", "Les liens portent la campagne, le réseau et la variante"),
                ("A test lead arrives where it should", "Un prospect de test arrive là où il faut"),
                ("Nothing is measured without consent", "Rien n’est mesuré sans consentement"),
            ),
        ),
        Step(
            "approval",
            ("Approve the campaign", "Valider la campagne"),
            "R media, A lead, I social design",
            "visuals texts tracking",
            16,
            (
                ("Text, visual and page were seen together", "Texte, visuel et page ont été vus ensemble"),
                ("Mentions that the law asks for are readable", "Les mentions légales sont lisibles"),
            ),
            back="visuals",
            levels=(
                Level(("Legal", "Juridique"), "legal", 16),
                Level(("Marketing lead", "Responsable marketing"), "lead", 8),
            ),
        ),
        Step(
            "launch",
            ("Put it live", "Lancer la diffusion"),
            "R media, A media, I lead social care",
            "approval",
            3,
            (
                ("Dates, ceilings and exclusions read once more", "Dates, plafonds et exclusions relus une dernière fois"),
                ("Who answers comments, also at the weekend, is known", "On sait qui répond aux commentaires, week-end compris"),
            ),
        ),
        Step("days", ("Two days", "Deux jours"), after="launch", wait="P2D"),
        Step(
            "adjust",
            ("Look and adjust", "Observer et ajuster"),
            "R media, A media, C analyst, I lead",
            "days",
            6,
            (
                ("The weakest variant is stopped", "La variante la plus faible est arrêtée"),
                ("Cost per lead compared with what we accept", "Coût par prospect comparé à ce que nous acceptons"),
                ("What was changed is written down, with the hour", "Ce qui a été changé est noté, avec l’heure"),
            ),
            measured="new_leads",
        ),
        Step("run", ("Two weeks", "Deux semaines"), after="adjust", wait="P14D"),
        Step(
            "report",
            ("Report", "Faire le bilan"),
            "R media, A lead, C analyst, I sales finance",
            "run",
            6,
            (
                ("Money spent, by the invoice and not by the network", "Dépenses d’après la facture, et non d’après le réseau"),
                ("Leads that sales kept, not only those that came", "Prospects retenus par les ventes, et pas seulement reçus"),
                ("One thing to do again, one to drop", "Une chose à refaire, une à abandonner"),
            ),
            measured="marketing_spend",
        ),
    ),
)
