"""What Tamarelle makes in a year, as titles of runs: texts only, (English, French); by calendar month where a season matters."""

from __future__ import annotations

Words = tuple[str, str]

NEWSLETTER: Words = ("Newsletter of %(month)s", "Infolettre de %(month)s")

# Calendar month → an e-mail of the season.
EMAILS: dict[int, Words] = {
    1: ("Winter check for your bike", "Révision d’hiver de votre vélo"),
    2: ("Test rides at the stadium car park", "Essais sur le parking du stade"),
    3: ("Spring on three seats", "Le printemps à trois places"),
    4: ("Easter weekend without a car", "Pâques sans voiture"),
    5: ("Bike to work, the offer for companies", "Mai à vélo, l’offre entreprises"),
    6: ("Long evenings, long rides", "Longues soirées, longues balades"),
    7: ("Holiday loans", "Prêts de vacances"),
    8: ("School run, the first reminder", "La rentrée, premier rappel"),
    9: ("Second car, second thoughts", "La seconde voiture, on en reparle"),
    10: ("Lights and rain covers", "Éclairages et housses de pluie"),
    11: ("Brio pre-orders", "Précommandes Brio"),
    12: ("A cargo bike under no tree", "Un vélo cargo, sans sapin"),
}

# Calendar month → an advertising campaign on social networks.
SOCIAL: dict[int, Words] = {
    1: ("Test rides at home, winter", "Essai à domicile, hiver"),
    2: ("Town halls and fleets", "Mairies et flottes"),
    3: ("Opening of the season", "Ouverture de la saison"),
    4: ("Families on the quay", "Familles sur les quais"),
    5: ("A month by bike", "Un mois à vélo"),
    6: ("Test rides at home, summer", "Essai à domicile, été"),
    7: ("Weekend loans", "Prêts de fin de semaine"),
    8: ("Back to school by bike", "La rentrée à vélo"),
    9: ("First ride, the film", "Premier trajet, le film"),
    10: ("Broad audiences", "Audiences larges"),
    11: ("Brio, range and reach", "Brio, l’autonomie"),
    12: ("Gift vouchers for a ride", "Bons cadeaux pour un essai"),
}

ARTICLES: list[Words] = [
    ("Carrying two children safely", "Transporter deux enfants en sécurité"),
    ("What a cargo bike really costs", "Ce que coûte vraiment un vélo cargo"),
    ("Choosing the right lock", "Choisir le bon antivol"),
    ("Riding in the rain, dry", "Rouler sous la pluie, au sec"),
    ("A week without the car in Nantes", "Une semaine sans voiture à Nantes"),
    ("Subsidies, city by city", "Les aides, ville par ville"),
    ("Two wheels or three?", "Deux roues ou trois ?"),
    ("The battery in winter", "La batterie en hiver"),
    ("A florist changes vehicles", "Une fleuriste change de véhicule"),
    ("Ten bikes for a town hall", "Dix vélos pour une mairie"),
    ("Insurance, what is covered", "Assurance, ce qui est couvert"),
    ("Keeping a chain quiet", "Une chaîne qui se fait oublier"),
]

PAGES: list[Words] = [
    ("Test ride at home", "Essai à domicile"),
    ("Replace the second car", "Remplacer la seconde voiture"),
    ("Fleets for companies", "Flottes pour les entreprises"),
    ("Trade-in of your old bike", "Reprise de votre ancien vélo"),
    ("Find a workshop", "Trouver un atelier"),
    ("School run planner", "Préparer la rentrée"),
    ("Brio, be the first to know", "Brio, soyez les premiers"),
]

ADVERTS: list[Words] = [
    ("Tram posters, spring", "Affichage tramway, printemps"),
    ("Three seats, one smile", "Trois places, un sourire"),
    ("The van stays at home", "La camionnette reste au garage"),
    ("Rain? And then?", "Il pleut ? Et alors ?"),
    ("Fleet, the small print", "Flottes, les petites lignes"),
    ("Kitchen on wheels", "La cuisine sur roues"),
    ("Tram posters, autumn", "Affichage tramway, automne"),
    ("Five minutes to nursery", "La crèche à cinq minutes"),
    ("Brio, first glimpse", "Brio, premier aperçu"),
]

# Calendar month → an event.
EVENTS: dict[int, Words] = {
    3: ("Season opening at the workshop", "Ouverture de saison à l’atelier"),
    6: ("Cargo bike fair, Angers", "Salon du vélo cargo, Angers"),
    9: ("Open day of the workshop", "Portes ouvertes de l’atelier"),
    12: ("Evening with town halls", "Soirée des mairies"),
}

CAMPAIGNS: dict[str, Words] = {
    "year": ("All year round", "Toute l’année"),
    "spring": ("Opening of the season", "Ouverture de la saison"),
    "school": ("Back to school by bike", "La rentrée à vélo"),
    "brio": ("Brio launch", "Lancement Brio"),
    "preorders": ("Brio pre-orders", "Précommandes Brio"),
}

# Why something came back, by who sends it back.
BACK: dict[str, list[Words]] = {
    "sarah": [
        ("The price has to say “tax included”, and until when.", "Le prix doit dire « TTC », et jusqu’à quand."),
        ("“The safest” cannot be proved: name the test, or leave it.", "« Le plus sûr » ne se prouve pas : citer l’essai, ou y renoncer."),
        ("The consent of this segment covers the newsletter, not the offer.", "Le consentement de ce segment couvre l’infolettre, pas l’offre."),
        ("The range needs its conditions: load, temperature, mode.", "L’autonomie demande ses conditions : charge, température, mode."),
    ],
    "ines": [
        ("One message too many: keep the test ride.", "Un message de trop : garder l’essai."),
        ("The picture shows the old frame.", "La photo montre l’ancien cadre."),
        ("Say what it changes on a Monday morning.", "Dire ce que cela change un lundi matin."),
    ],
    "paul": [("The ceiling is above the line of the plan.", "Le plafond dépasse la ligne du plan.")],
    "": [
        ("The link of the second button goes nowhere.", "Le lien du second bouton ne mène nulle part."),
        ("Two names are misspelt.", "Deux noms sont mal écrits."),
        ("Not readable on a phone in the sun.", "Illisible sur un téléphone en plein soleil."),
    ],
}  # fmt: skip
WITH_CHANGES: Words = ("Agreed, with the date of the offer in full.", "D’accord, avec la date de l’offre en toutes lettres.")

OPINIONS: list[Words] = [
    ("Nothing to add.", "Rien à ajouter."),
    ("Customers ask about the price of the rain cover: say it.", "Les clients demandent le prix de la housse : le dire."),
    ("Good. The second sentence could go.", "Bien. La deuxième phrase peut sauter."),
    ("Agreed, if the delivery date stays out.", "D’accord, si la date de livraison reste dehors."),
]

STOPPED: Words = (
    "The cost of a lead was three times what we accept: the money goes to test rides.",
    "Le coût d’un prospect était le triple de ce que nous acceptons : l’argent va aux essais.",
)

SMALL: list[Words] = [
    ("Banner for the shop window", "Bannière pour la vitrine"),
    ("Sheet for the fair", "Fiche pour le salon"),
    ("Portrait of a mechanic", "Portrait d’une mécanicienne"),
    ("Stickers for delivery boxes", "Autocollants des caisses"),
    ("Cover of the price list", "Couverture du tarif"),
    ("Slide for sales", "Diapositive pour les ventes"),
]

TEXT: Words = (
    "## %(title)s\n\nTake the children, the shopping, and the long way home. Ride it for a day, at home, and tell us.\n\n"
    "*Book a test ride*",
    "## %(title)s\n\nEmmenez les enfants, les courses, et prenez le chemin le plus long. Essayez-le une journée, chez vous, et dites-nous.\n\n"
    "*Réserver un essai*",
)
MENDED: Words = (
    "\n\nOffer valid until the end of the month, price with tax.",
    "\n\nOffre valable jusqu’à la fin du mois, prix TTC.",
)

WAITING: Words = ("Waits for the photos of the new frame", "Attend les photos du nouveau cadre")

# Begun lately: playbook, title, campaign, how many working days ago.
STOPPED_ONE: Words = ("Broad audiences, second try", "Audiences larges, second essai")
UNDER_WAY: list[tuple[str, Words, str, float]] = [
    ("social_campaign", STOPPED_ONE, "year", 24.0),
    ("product_launch", ("Brio, launch of 3 March", "Brio, lancement du 3 mars"), "brio", 21.0),
    ("agency_brief", ("Studio Bascule, the film", "Studio Bascule, le film"), "brio", 9.0),
    ("email", ("Fleet offer for companies", "Offre flottes pour les entreprises"), "year", 8.2),
    ("email", ("Pre-orders, owners of a first bike", "Précommandes, clients de la première heure"), "preorders", 7.6),
    ("email", ("Workshop days in winter", "Journées d’atelier en hiver"), "year", 7.1),
    ("email", ("Gift vouchers for a ride", "Bons cadeaux pour un essai"), "year", 6.6),
    ("email", ("Rain covers, last stock", "Housses de pluie, dernier stock"), "year", 6.2),
    ("social_campaign", ("Winter rides", "Balades d’hiver"), "year", 5.0),
    ("ad_creative", ("Brio, range in one picture", "Brio, l’autonomie en une image"), "preorders", 4.0),
    ("email", ("Reminder of the test ride", "Rappel de l’essai"), "year", 2.0),
    ("blog_article", ("Is a cargo bike a company car?", "Le vélo cargo, un véhicule de fonction ?"), "year", 1.5),
    ("inbound_lead", ("Town of Rezé, eight bikes", "Ville de Rezé, huit vélos"), "year", 0.4),
]

SECOND_READER: Words = ("Whoever of the two editors is free reads first.", "Des deux rédactrices, la première libre relit.")
