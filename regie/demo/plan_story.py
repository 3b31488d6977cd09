"""What Tamarelle plans and does, and for how much: texts and numbers only, (English, French). Months count from the end: 1 is the newest
complete one, 0 the one under way, below is what is to come."""

from __future__ import annotations

from dataclasses import dataclass

from regie.demo.story import Words


@dataclass(frozen=True)
class Piece:
    """An activity: channel, audience, first and last month (or days from today), objective, what came of it."""

    name: Words
    channel: str
    audience: str
    first: int
    last: int
    kind: str = ""
    owner: str = ""
    aim: str = ""
    result: Words = ("", "")
    days: tuple[int, int] | None = None  # from and to, counted from today, instead of months
    release: bool = False


@dataclass(frozen=True)
class Drive:
    """A campaign. `label` is what figures and tasks carry; `ending` what was learnt; `emergency` why a gate was opened against it."""

    key: str
    label: Words
    owner: str
    first: int
    last: int
    audiences: tuple[str, ...]
    aims: tuple[str, ...]
    message: Words
    pieces: tuple[Piece, ...]
    risks: tuple[
        tuple[int, Words, int, int], ...
    ] = ()  # place among the charter's challenges or -1, what is done, likelihood, impact
    ending: Words = ("", "")
    emergency: Words = ("", "")
    paused: Words = ("", "")
    launched: bool = True
    data: Words = ("", "")  # purpose of personal data, empty: it uses none
    team: str = ""
    targets: tuple[tuple[str, float], ...] = ()  # a measure of the metric’s formula, and what it is to come to


DRIVES: tuple[Drive, ...] = (
    Drive(
        "rides", ("Test rides at home", "Essai à domicile"), "jonas", 18, -4, ("families", "trades"), ("leads",),
        ("Ride it for a day, at home, and tell us.", "Essayez-le une journée, chez vous, et dites-nous."),
        (
            Piece(("Searches for a cargo bike", "Recherches « vélo cargo »"), "search-ads", "families", 18, -4, "advertisement", aim="leads"),
            Piece(("Families, on their networks", "Familles, sur leurs réseaux"), "meta-ads", "families", 18, -4, "advertisement", "lucie", aim="leads"),
            Piece(("Reminder after a ride", "Relance après un essai"), "email", "families", 18, -4, "email", "noe", aim="leads"),
            Piece(("“Utility” searches", "Recherches « utilitaire »"), "search-ads", "trades", 6, -4, "advertisement", aim="cost_again"),
        ),
        risks=((1, ("One ride, one mechanic: our way of saying that we are there.", "Un essai, une mécanicienne : notre façon de dire que nous sommes là."), 2, 2),),
        emergency=("The rides ran before the objectives were written: to stop them now would cost the season.", "Les essais ont commencé avant que les objectifs ne soient écrits : les arrêter maintenant coûterait la saison."),
        data=("Call back those who booked a ride.", "Rappeler celles et ceux qui ont réservé un essai."), team="R lucie noe, C remi, I helene", targets=(("spend", 38.0),),
    ),
    Drive(
        "year", ("All year round", "Toute l’année"), "noe", 16, -4, ("customers",), ("leads",),
        ("What is new, what is useful, what is near you.", "Ce qui est neuf, ce qui sert, ce qui est près de chez vous."),
        (
            Piece(("Newsletter, twice a month", "Infolettre, deux fois par mois"), "email", "customers", 16, -4, "email", "noe", aim="leads"),
            Piece(("Behind the workshop’s door", "Coulisses de l’atelier"), "instagram", "families", 12, -4, "post", "lucie", aim="known_again"),
            Piece(("Portraits of tradespeople", "Portraits d’artisans"), "content", "trades", 9, -4, "article", "awa", aim="known_again"),
        ),
        data=("Send the letter to those who subscribed.", "Envoyer la lettre à celles et ceux qui s’y sont abonnés."), team="R lucie awa, I remi",
    ),
    Drive(
        "school", ("Back to school by bike", "La rentrée à vélo"), "jonas", 16, 14, ("families",), ("leads",),
        ("Seven minutes, both children, on time.", "Sept minutes, les deux enfants, à l’heure."),
        (
            Piece(("School run, on search", "Trajet de l’école, en recherche"), "search-ads", "families", 16, 14, "advertisement", aim="leads", result=("212 rides booked, at 31 euros each.", "212 essais réservés, à 31 euros l’un.")),
            Piece(("At the school gate", "À la sortie de l’école"), "meta-ads", "families", 16, 14, "advertisement", "lucie", aim="leads", result=("The film of seven minutes was seen to its end by one in three.", "Une personne sur trois a vu le film de sept minutes jusqu’au bout.")),
            Piece(("Second car, second thoughts", "La seconde voiture, on en reparle"), "email", "customers", 15, 14, "email", "noe", aim="leads", result=("38 neighbours came with a customer.", "38 voisins sont venus avec un client.")),
        ),
        risks=((0, ("Two texts a week instead of one large one: the networks may change their rules.", "Deux textes par semaine plutôt qu’un grand : les réseaux peuvent changer leurs règles."), 2, 1),),
        ending=("Start in the middle of August, not in September: four bookings of five came before the bell.", "Commencer à la mi-août, pas en septembre : quatre réservations sur cinq sont venues avant la cloche."), team="R lucie noe, I remi", targets=(("spend", 34.0),),
    ),
    Drive(
        "tram", ("Tram posters", "Affichage tramway"), "jonas", 12, 9, ("families",), ("known", "cost"),
        ("It starts at your door.", "Il part de votre porte."),
        (
            Piece(("Forty faces, line 1", "Quarante faces, ligne 1"), "outdoor", "families", 12, 9, "poster", aim="known", result=("Seen by two inhabitants of three; nobody could say the name.", "Vu par deux habitants sur trois ; personne ne savait dire le nom.")),
            Piece(("Searches along the line", "Recherches le long de la ligne"), "search-ads", "families", 12, 9, "advertisement", aim="cost", result=("A click cost a quarter more in December.", "Le clic a coûté un quart de plus en décembre.")),
        ),
        ending=("Posters without a date and a place are looked at and forgotten; the next ones say where one rides.", "Des affiches sans date ni lieu se regardent et s’oublient ; les prochaines diront où l’on essaie."), team="R mina, C paul, I remi",
    ),
    Drive(
        "film", ("First ride, the film", "Premier trajet, le film"), "lucie", 8, 5, ("families",), ("known_again", "leads"),
        ("The first ride is never the last.", "Le premier trajet n’est jamais le dernier."),
        (
            Piece(("The film, sixty seconds", "Le film, soixante secondes"), "youtube-ads", "families", 8, 5, "film", "mina", aim="known_again", result=("41,000 views to the end, 620 rides booked after it.", "41 000 vues complètes, 620 essais réservés ensuite.")),
            Piece(("The film, cut for phones", "Le film, coupé pour le téléphone"), "meta-ads", "families", 7, 5, "film", "lucie", aim="known_again", result=("Half the cost of the long one for each ride booked.", "Moitié moins cher que le long par essai réservé.")),
            Piece(("Season opening at the workshop", "Ouverture de saison à l’atelier"), "events", "families", 8, 8, "event", "elif", aim="known_again", result=("180 people, 44 test rides.", "180 personnes, 44 essais.")),
        ),
        ending=("A film brings rides when it ends on a date; without one it brings likes.", "Un film amène des essais quand il finit sur une date ; sans date, il amène des mentions « j’aime »."), team="R mina jonas, C awa, I helene", targets=(("awareness_growth", 0.6),),
    ),
    Drive(
        "broad", ("Broad audiences", "Audiences larges"), "jonas", 3, -2, ("families",), ("leads", "known_again"),
        ("Everybody has a first ride to make.", "Tout le monde a un premier trajet à faire."),
        (
            Piece(("Broad audiences, video", "Audiences larges, vidéo"), "meta-ads", "families", 3, -1, "advertisement", aim="cost_again"),
            Piece(("Broad audiences, display", "Audiences larges, bannières"), "display", "families", 3, -1, "advertisement", aim="cost_again"),
        ),
        risks=((1, ("Stop as soon as a customer costs more than forty euros.", "Arrêter dès qu’un client coûte plus de quarante euros."), 3, 3),),
        paused=("A customer costs forty-six euros there, against thirty-three elsewhere.", "Un client y coûte quarante-six euros, contre trente-trois ailleurs."), team="R lucie, C paul", targets=(("spend", 40.0),),
    ),
    Drive(
        "preorders", ("Brio pre-orders", "Précommandes Brio"), "ines", 2, -4, ("families", "customers"), ("brio", "leads"),
        ("Be the first hundred.", "Soyez les cent premiers."),
        (
            Piece(("E-mail of pre-orders", "E-mailing précommandes"), "email", "customers", 2, 0, "email", "noe", aim="brio"),
            Piece(("Those who tried a bike", "Celles et ceux qui ont essayé"), "meta-ads", "families", 2, -2, "advertisement", "jonas", aim="brio"),
            Piece(("Referral, owners to neighbours", "Parrainage, de client à voisin"), "referral", "customers", 1, -4, "email", "noe", aim="brio"),
        ),
        data=("Write to owners and to those who tried a bike.", "Écrire aux clients et à celles et ceux qui ont essayé un vélo."), team="R noe jonas, C salome, I helene remi", targets=(("revenue", 4.0),),
    ),
    Drive(
        "brio", ("Brio launch", "Lancement Brio"), "ines", -3, -6, ("families", "trades"), ("brio", "known_again"),
        ("Two children, the shopping, ninety kilometres.", "Deux enfants, les courses, quatre-vingt-dix kilomètres."),
        (
            Piece(("Film “First ride”, Brio", "Film « Premier trajet », Brio"), "youtube-ads", "families", -4, -5, "film", "mina", aim="brio", release=True),
            Piece(("Tram posters, Nantes and Rennes", "Tramway, Nantes et Rennes"), "outdoor", "families", -4, -4, "poster", "jonas", aim="known_again", release=True),
            Piece(("Test rides in town, Nantes", "Essais en ville, Nantes"), "events", "families", -2, -2, "event", "elif", aim="brio", days=(50, 56)),
            Piece(("Bench test, trade press", "Banc d’essai, presse métier"), "press", "trades", -3, -3, "press", "awa", aim="brio"),
            Piece(("Welcome after a pre-order", "Parcours de bienvenue"), "email", "customers", -1, -4, "email", "noe", aim="brio", days=(15, 120)),
        ),
        risks=(
            (2, ("The film’s second cut is made from the same day of shooting.", "Le second montage du film vient du même jour de tournage."), 2, 2),
            (5, ("Pre-orders are paid for one tenth: a late frame costs no customer.", "Les précommandes ne se paient qu’au dixième : un cadre en retard ne coûte aucun client."), 2, 3),
        ),
        launched=False, team="R mina jonas noe awa elif, C salome paul sarah, I helene remi", targets=(("revenue", 4.5),),
    ),
    Drive(
        "towns", ("Town halls, first visit", "Mairies, première visite"), "elif", 0, -3, ("public",), (),
        ("One town of your size where it works.", "Une commune de votre taille où cela marche."),
        (Piece(("Evening with town halls", "Soirée des mairies"), "events", "public", 0, 0, "event", "elif", days=(24, 24)),),
        launched=False, team="R elif, C remi",
    ),
)  # fmt: skip

# Earlier than the figures: audience, name, years before the first month, months it lasted, days, money, results.
EARLIER: tuple[tuple[str, Words, int, int, int, int, int], ...] = (
    ("families", ("Spring fair, first year", "Salon de printemps, première année"), 2, 2, 34, 21_400, 310),
    ("families", ("Radio in the morning", "Radio du matin"), 2, 3, 18, 38_000, 240),
    ("families", ("Networks, whole year", "Réseaux, toute l’année"), 1, 12, 96, 142_000, 2_180),
    ("trades", ("Wholesalers’ counters", "Comptoirs des grossistes"), 1, 6, 22, 12_600, 190),
    ("customers", ("The letter, first issues", "La lettre, premiers numéros"), 1, 10, 28, 6_900, 420),
    ("public", ("A stand at the mayors’ fair", "Un stand au Salon des maires"), 1, 1, 6, 4_200, 9),
)  # fmt: skip

# How well a channel suits an audience, 0 to 4, and why.
AFFINITIES: tuple[tuple[str, str, int, Words], ...] = (
    ("search-ads", "families", 4, ("They look for us by name after a ride.", "Ils nous cherchent par notre nom après un essai.")),
    ("search-ads", "trades", 3, ("They look between two jobs.", "Ils cherchent entre deux chantiers.")),
    ("meta-ads", "families", 3, ("In the evening, with the sound off.", "Le soir, sans le son.")),
    ("meta-ads", "trades", 1, ("Not during the day.", "Pas en journée.")),
    ("email", "customers", 4, ("Two in three open the letter.", "Deux sur trois ouvrent la lettre.")),
    ("email", "public", 2, ("Their filters keep half of it.", "Leurs filtres en gardent la moitié.")),
    ("outdoor", "families", 2, ("Seen, not remembered.", "Vu, pas retenu.")),
    ("events", "families", 4, ("A street that has seen one bike asks for the next.", "Une rue qui a vu un vélo demande le suivant.")),
    ("events", "public", 4, ("They decide together, on the spot.", "Ils décident ensemble, sur place.")),
    ("linkedin", "public", 3, ("The evening before the committee.", "La veille de la commission.")),
    ("press", "trades", 3, ("At the wholesaler’s counter.", "Au comptoir du grossiste.")),
    ("referral", "customers", 4, ("Yvon has brought three neighbours.", "Yvon a amené trois voisins.")),
)  # fmt: skip

# Parts of a quarter's money: name, share of the whole, who holds it, whether it is the reserve.
PARTS: tuple[tuple[str, Words, float, str, bool], ...] = (
    ("media", ("Paid media", "Média payant"), 0.70, "jonas", False),
    ("email", ("E-mail and CRM", "E-mail et CRM"), 0.15, "noe", False),
    ("content", ("Content and film", "Contenus et film"), 0.06, "awa", False),
    ("events", ("Events", "Événements"), 0.04, "elif", False),
    ("brand", ("Brand and print", "Marque et impression"), 0.03, "mina", False),
    ("reserve", ("Reserve", "Réserve"), 0.02, "ines", True),
)  # fmt: skip

# Besides media: part, what for, cost type, campaign, supplier, a month of it planned, and by how much it came out.
SIDE: tuple[tuple[str, Words, str, str, str, int, float], ...] = (
    ("content", ("Photographs of the month", "Photos du mois"), "production", "", "Atelier Lumen", 700, 1.02),
    ("content", ("Films, cut and sound", "Films, montage et son"), "production", "film", "Studio Bascule", 1_400, 1.11),
    ("events", ("Open day and loans", "Portes ouvertes et prêts"), "event", "year", "Quai des Fêtes", 1_100, 0.94),
    ("brand", ("Printing", "Impression"), "print", "", "Imprimerie du Port", 650, 0.9),
    ("email", ("Sending tool", "Outil d’envoi"), "tools", "year", "Pli Postal", 390, 1.0),
)  # fmt: skip

SUPPLIERS = {"search": "Halo Recherche", "social": "Kanal Réseaux", "email": "Pli Postal"}
OVERSPENT: Words = (
    "December’s clicks cost a quarter more; we kept the posters going to the end of the contract.",
    "Les clics de décembre ont coûté un quart de plus ; nous avons tenu l’affichage jusqu’au bout du contrat.",
)

# The media plan to come: support, format, channel, audience, days from today, quantity, unit, unit price, discount, contacts, reach.
MEDIA: tuple[tuple[Words, Words, str, str, tuple[int, int], int, str, float, float, int, int], ...] = (
    (("Trams of Nantes, line 1", "Tramways de Nantes, ligne 1"), ("120 × 176 cm, 14 days", "120 × 176 cm, 14 jours"), "outdoor", "families", (100, 113), 40, "face", 98.0, 12.0, 1_240_000, 182_000),
    (("Trams of Rennes", "Tramways de Rennes"), ("120 × 176 cm, 14 days", "120 × 176 cm, 14 jours"), "outdoor", "families", (100, 113), 25, "face", 92.0, 10.0, 640_000, 96_000),
    (("Halo, brand search", "Halo, recherche de marque"), ("Text", "Texte"), "search-ads", "families", (8, 98), 9_500, "click", 0.62, 0.0, 41_000, 22_000),
    (("Kanal, video", "Kanal, vidéo"), ("Fifteen seconds, upright", "Quinze secondes, vertical"), "meta-ads", "families", (98, 128), 900, "thousand", 6.4, 5.0, 900_000, 210_000),
    (("The Plumber’s Journal", "Le Journal du plombier"), ("Full page", "Pleine page"), "print", "trades", (66, 96), 2, "insertion", 1_450.0, 15.0, 36_000, 14_000),
)  # fmt: skip

ARENA: Words = ("Cargo bikes, Nantes and Rennes", "Vélos cargo, Nantes et Rennes")
RIVALS: tuple[tuple[str, float, float], ...] = (
    ("Tamarelle", 0.21, 0.26),
    ("Ostrea", 0.34, 0.31),
    ("Kermel", 0.28, 0.25),
    ("Loire Cycles", 0.17, 0.18),
)
RELEASE: Words = ("Brio in the shops", "Brio en magasin")
RELEASE_WHY: Words = ("Nothing is announced before it can be tried.", "Rien ne s’annonce avant de pouvoir s’essayer.")
STONES: tuple[tuple[Words, str, int, int | None], ...] = (
    (("Mayors’ fair", "Salon des maires"), "market", 1, 3),
    (("Embargo of the trade press", "Embargo de la presse métier"), "embargo", 62, None),
)  # fmt: skip
TOOL: Words = ("Heat maps of the website", "Cartes de chaleur du site")
TRAINING: Words = ("Two days on writing for the web", "Deux jours d’écriture pour le web")
TRAM_ORDER: Words = ("Tram posters, 65 faces, 14 days", "Affichage tramway, 65 faces, 14 jours")
UNPLACED: Words = ("Sundry, autumn", "Divers, automne")
EVENING: Words = ("Town hall of Rezé", "Mairie de Rezé")
# Whose work is under way already: activity → title of the run.
RUNS: dict[tuple[str, int], Words] = {
    ("brio", 0): ("Studio Bascule, the film", "Studio Bascule, le film"),
    ("brio", 4): ("Brio, launch of 3 March", "Brio, lancement du 3 mars"),
    ("preorders", 0): ("Pre-orders, owners of a first bike", "Précommandes, clients de la première heure"),
    ("preorders", 1): ("Brio, range in one picture", "Brio, l’autonomie en une image"),
    ("rides", 1): ("Winter rides", "Balades d’hiver"),
    ("year", 0): ("Workshop days in winter", "Journées d’atelier en hiver"),
}
