"""What is on the table at Tamarelle today: the board of the launch, what others asked for and owe. Texts only, (English, French)."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, str]

BOARD: Words = ("Brio launch", "Lancement Brio")


@dataclass(frozen=True)
class Card:
    """A task on the board: who has which letter, in how many days it is due, and what holds it."""

    key: str
    title: Words
    channel: str
    who: str  # "R elif, A ines"
    due: int
    status: str = "to_do"
    text: Words = ("", "")
    checks: tuple[Words, ...] = ()
    ticked: int = 0
    blocked: Words = ("", "")
    off: int = 0  # put off for so many days
    begun: int = 3  # days ago


CARDS: list[Card] = [
    Card("rides", ("Test rides in town, Nantes", "Essais en ville, Nantes"), "event", "R elif, A ines, C remi", 50,
         checks=(("Square booked with the town", "Place réservée auprès de la ville"), ("Two mechanics on site", "Deux mécaniciens sur place"), ("Insurance for riders", "Assurance des essayeurs")), ticked=1),
    Card("press", ("Press kit, French and English", "Dossier de presse, français et anglais"), "press", "R awa, A ines, I helene", 58),
    Card("second_car", ("Page “Replace the second car”", "Page « Remplacer la seconde voiture »"), "page", "R awa, A lucie, I noe", 64),
    Card("range", ("Sheet of the range, in figures", "Fiche de l’autonomie, en chiffres"), "data", "R bastien, A ines, C salome", 12,
         text=("Needs the measured range, by load and temperature.", "Demande l’autonomie mesurée, par charge et par température.")),
    Card("reveal", ("Brio revealed, carousel", "Brio se dévoile, carrousel"), "post", "R lucie, A ines", 90, off=60),
    Card("film", ("Film “First ride”, 60-second cut", "Film « Premier trajet », montage de 60 s"), "film", "R mina, A ines, I jonas", 9, "doing",
         text=("The cut of Studio Bascule, second version. Sound to be mixed.", "Le montage de Studio Bascule, deuxième version. Son à mixer."),
         checks=(("Understood with the sound off", "Se comprend sans le son"), ("Helmets on everybody", "Un casque pour tous")), ticked=1, begun=9),
    Card("cover", ("Cover picture", "Visuel de couverture"), "visual", "R mina, A ines, C awa lucie", 0, "at_gate", begun=5),
    Card("media", ("Media plan, January to March", "Plan média, janvier à mars"), "paid", "R jonas, A ines, C paul", 4, "doing",
         blocked=("The envelope of the quarter is decided at the review", "L’enveloppe du trimestre se décide à la revue"), begun=6),
    Card("welcome", ("Welcome after a pre-order, 4 e-mails", "Bienvenue après précommande, 4 e-mails"), "email", "R noe, A ines", 14, "doing", begun=2),
    Card("guide", ("Guide for salespeople", "Guide des vendeurs"), "data", "R awa, A remi, I salome", -4, "doing", begun=11),
    Card("preorders", ("Brio pre-orders", "Précommandes Brio"), "email", "R noe, A ines, I remi", 0, "at_gate",
         text=("The e-mail to owners, the day pre-orders open.", "L’e-mail aux clients, le jour où les précommandes ouvrent."), begun=8),
    Card("tram", ("Tram posters, Nantes and Rennes", "Affichage tramway, Nantes et Rennes"), "poster", "R jonas, A ines, C paul", 3, "at_gate", begun=7),
    Card("photos", ("Photos of the prototype", "Photos du prototype"), "visual", "R mina, A mina", -2, "done", begun=9),
    Card("names", ("Name and claim, tried on ten owners", "Nom et accroche, essayés sur dix clients"), "data", "R elif, A elif", -3, "done", begun=12),
    Card("quiet", ("Stickers for dealers", "Autocollants pour les revendeurs"), "visual", "R mina, A mina", -12, "to_do", begun=44),
]  # fmt: skip

WAITS: list[tuple[str, str]] = [("press", "photos"), ("second_car", "cover")]
LIMITS = {"doing": 4, "at_gate": 2}

FIRST_TEXT: Words = (
    "Brio carries three children and the shopping. Pre-order it from 3 March, pay when it is delivered.",
    "Brio transporte trois enfants et les courses. Précommandez-le dès le 3 mars, payez à la livraison.",
)
SECOND_TEXT: Words = (
    "Brio carries two children and the shopping, 90 kilometres on one charge. Pre-order it from 3 March for €200, the rest on delivery.",
    "Brio transporte deux enfants et les courses, 90 kilomètres sur une charge. Précommandez-le dès le 3 mars pour 200 €, le reste à la livraison.",
)
SENT_BACK: Words = (
    "Two children, not three: say the range too, and what is paid at once.",
    "Deux enfants, pas trois : dire aussi l’autonomie, et ce qui se paie tout de suite.",
)
AUDIENCE: Words = ("Owners of a Tamarelle, 18,204 contacts", "Clients de Tamarelle, 18 204 contacts")
TRAM_TEXT: Words = (
    "Forty faces in Nantes, twenty-five in Rennes, two weeks.",
    "Quarante faces à Nantes, vingt-cinq à Rennes, deux semaines.",
)
FILM_MESSAGE: Words = ("Is this cut final for you?", "Ce montage est-il le bon pour vous ?")

COMMENTS: list[tuple[str, str, Words]] = [
    ("cover", "mina", ("@Inès Carvalho two covers: the bridge or the school gate?", "@Inès Carvalho deux couvertures : le pont ou la sortie d’école ?")),
    ("cover", "lucie", ("The school gate works better as a square.", "La sortie d’école passe mieux en carré.")),
    ("media", "jonas", ("@Paul Quéré do we keep the tram inside the envelope?", "@Paul Quéré garde-t-on le tramway dans l’enveloppe ?")),
    ("guide", "remi", ("Two dealers asked for it this week.", "Deux revendeurs l’ont demandé cette semaine.")),
]  # fmt: skip

# What we wait for: what, why, domain, days until it is needed, days until promised or None, asked so many days ago, card it holds.
DELIVERIES: list[tuple[Words, Words, str, int, int | None, int, str]] = [
    (("Brio: measured range and weights", "Brio : autonomie et poids mesurés"), ("For the sheet and the press kit.", "Pour la fiche et le dossier de presse."), "product", -5, -2, 24, "range"),
    (("Budget of the first quarter", "Budget du premier trimestre"), ("For the media plan.", "Pour le plan média."), "finance", 8, 6, 12, ""),
    (("Permission for the square, Nantes", "Autorisation pour la place, Nantes"), ("For the test rides in town.", "Pour les essais en ville."), "legal", 20, None, 6, "rides"),
]  # fmt: skip

OFFER: Words = ("Sales document", "Document de vente")

# What others asked for: who, title, days ago, how it goes, days until promised, words, stars.
REQUESTS: list[tuple[str, Words, int, str, int, Words, int]] = [
    ("remi", ("Sheet for fleets of ten bikes", "Argumentaire pour les flottes de dix vélos"), 12, "under_way", -3, ("", ""), 0),
    ("salome", ("Words for the new frame", "Les mots pour le nouveau cadre"), 2, "asked", 0, ("", ""), 0),
    ("remi", ("Price list for dealers", "Tarif pour les revendeurs"), 40, "rated", -30, ("Came two days early.", "Arrivé avec deux jours d’avance."), 5),
    ("salome", ("Notice of assembly, drawn", "Notice de montage, dessinée"), 34, "rated", -20, ("Good, one drawing had to be redone.", "Bien, un dessin était à refaire."), 3),
    ("remi", ("Stand for the fair of Rennes", "Stand pour le salon de Rennes"), 15, "refused", 0, ("No hands free before the launch.", "Personne de libre avant le lancement."), 0),
    ("remi", ("Comparison with the two rivals", "Comparatif avec les deux concurrents"), 9, "delivered", -1, ("The sheet is in the shared folder.", "La fiche est dans le dossier partagé."), 0),
]  # fmt: skip
# What they answered, in the order of the requests: which of the kinds the form offers, for whom, and what it is to do.
ANSWERS: list[tuple[int, Words, Words]] = [
    (0, ("Fleet managers who compare three makers.", "Des responsables de flotte qui comparent trois fabricants."), ("See what a van costs them each month, and ask for a trial.", "Voir ce que leur coûte une camionnette chaque mois, et demander un essai.")),
    (3, ("Shops that know the old frame.", "Les magasins qui connaissent l’ancien cadre."), ("Say in one sentence why it carries more.", "Dire en une phrase pourquoi il porte davantage.")),
    (4, ("Our forty dealers.", "Nos quarante revendeurs."), ("Order for the season before prices change.", "Commander pour la saison avant le changement de prix.")),
    (0, ("Customers who put it together at home.", "Les clients qui le montent chez eux."), ("Be done in an hour without calling us.", "Avoir fini en une heure sans nous appeler.")),
    (4, ("Visitors of the fair.", "Les visiteurs du salon."), ("Try the bike, and leave an address.", "Essayer le vélo, et laisser une adresse.")),
    (3, ("Customers who hesitate between us and another.", "Des clients qui hésitent entre nous et un autre."), ("Find what matters to them on one page.", "Trouver sur une page ce qui compte pour eux.")),
]  # fmt: skip
