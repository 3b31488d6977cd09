"""How Tamarelle looked for its objectives: a survey, a workshop, and what came of them. Texts only, (English, French)."""

from __future__ import annotations

from regie.demo.story import Words

SURVEY: Words = ("Before our objectives workshop", "Avant notre atelier d’objectifs")
ASKED = ("ines", "bastien", "awa", "jonas", "mina", "noe", "elif", "lucie", "remi", "salome", "yanis", "paul")

THEMES: dict[str, Words] = {
    "public": ("Public bodies", "Collectivités"),
    "known": ("Being seen in the street", "Être vus dans la rue"),
    "trust": ("Dates and trust", "Dates et confiance"),
    "trades": ("Proof for tradespeople", "Des preuves pour les artisans"),
    "less": ("Do less, better", "En faire moins, mieux"),
}

# One answer to the survey: what should have changed, what to do again, what to stop, where the effort goes, how clear
# objectives are, whom we do not reach. The texts that are sorted carry the key of their theme.
Said = tuple[str, Words]
ANSWERS: tuple[tuple[Said, Said | None, Said | None, tuple[int, ...], int, Said | None], ...] = (
    (("public", ("Every town hall that renews a van should think of us.", "Que chaque mairie qui remplace un utilitaire pense à nous.")), ("known", ("The open days: people come with their neighbour.", "Les portes ouvertes : on y vient avec son voisin.")), ("less", ("Posting every day on four networks.", "Publier chaque jour sur quatre réseaux.")), (0, 1), 3, ("public", ("Town halls, apart from three that know us.", "Les mairies, sauf trois qui nous connaissent."))),
    (("known", ("That people stop saying “I did not know it existed”.", "Qu’on n’entende plus « je ne savais pas que cela existait ».")), None, ("less", ("Campaigns that nobody looks at again.", "Les campagnes que personne ne regarde après coup.")), (0, 4), 2, ("trades", ("Tradespeople: we show families only.", "Les artisans : nous ne montrons que des familles."))),
    (("trust", ("That a date given is a date kept.", "Qu’une date donnée soit une date tenue.")), ("trust", ("The letter ten days before delivery.", "La lettre dix jours avant la livraison.")), None, (3,), 4, None),
    (("trades", ("Ten tradespeople who say what they earn with it.", "Dix artisans qui disent ce qu’ils y gagnent.")), None, ("less", ("Visuals made anew each time.", "Les visuels refaits à chaque fois.")), (1, 2), 3, ("trades", ("Couriers: they ride rented bikes.", "Les livreurs : ils roulent en location."))),
    (("known", ("Being the name one says first.", "Être le nom que l’on dit en premier.")), ("known", ("The tram, at the start of the season.", "Le tramway, à l’ouverture de la saison.")), None, (0, 4), 3, ("public", ("Schools and their canteens.", "Les écoles et leurs cantines."))),
    (("public", ("A file that a council can vote on.", "Un dossier qu’un conseil peut voter.")), None, None, (1,), 2, ("public", ("Those who decide in towns: they read, they do not click.", "Ceux qui décident dans les communes : ils lisent, ils ne cliquent pas."))),
    (("less", ("Three objectives that everybody can name.", "Trois objectifs que chacun sait citer.")), ("trust", ("Asking two weeks after delivery.", "L’enquête deux semaines après la livraison.")), ("less", ("Reports that repeat the dashboard.", "Les rapports qui redisent le tableau de bord.")), (1, 3, 5), 1, None),
    (("trades", ("A trial of a week for those who work with it.", "Un essai d’une semaine pour ceux qui travaillent avec.")), None, None, (2,), 3, ("trades", ("Florists and bakers near the centre.", "Fleuristes et boulangers du centre."))),
    (("public", ("Two towns of each size that we may name.", "Deux communes de chaque taille que l’on puisse citer.")), ("known", ("The route map: clubs shared it.", "La carte d’itinéraires : les clubs l’ont partagée.")), None, (1, 4), 4, ("public", ("Networks of cycling towns.", "Les réseaux de villes cyclables."))),
    (("trust", ("Customers who bring customers.", "Des clients qui amènent des clients.")), None, ("less", ("Broad audiences: dear and vague.", "Les audiences larges : chères et vagues.")), (3, 1), 3, None),
    (("known", ("A bike in each street of the two cities.", "Un vélo dans chaque rue des deux villes.")), None, None, (0, 1), 2, ("known", ("Those who never come to the centre.", "Ceux qui ne viennent jamais au centre."))),
)  # fmt: skip

WORKSHOP: Words = ("Objectives of the year to come", "Objectifs de l’année à venir")
AIM: Words = (
    "Three objectives at most, one of them for somebody whom we do not reach today.",
    "Trois objectifs au plus, dont un pour quelqu’un que nous ne touchons pas aujourd’hui.",
)
PLACE: Words = ("The long table", "La grande table")
SEATED = ("ines", "bastien", "awa", "jonas", "mina", "elif", "lucie", "remi")
GUEST = "Perrine, Studio Bascule"

# Who proposed (a key, or "" for the guest), what, in which theme; the dots given to it, by seats.
IDEAS: tuple[tuple[str, str, str, Words, dict[str, int]], ...] = (
    ("towns", "remi", "public", ("Have town halls answer us on LinkedIn, then show them two neighbours that ride", "Faire réagir les mairies sur LinkedIn, puis leur montrer deux voisines qui roulent"), {"ines": 3, "remi": 4, "awa": 2, "lucie": 3, "": 1}),
    ("file", "bastien", "public", ("One file that answers a council: cost over five years, references, service", "Un dossier qui répond à un conseil : coût sur cinq ans, références, entretien"), {"bastien": 2, "ines": 1}),
    ("portraits", "awa", "trades", ("Make us better known among tradespeople", "Mieux nous faire connaître des artisans"), {"mina": 2, "awa": 2, "jonas": 1}),
    ("week", "mina", "trades", ("A week’s trial for those who work with a bike", "Une semaine d’essai pour ceux qui travaillent à vélo"), {"mina": 2, "elif": 1}),
    ("open", "elif", "known", ("An open day each month, one street at a time", "Une porte ouverte par mois, une rue à la fois"), {"elif": 2, "": 2, "bastien": 1}),
    ("neighbour", "", "trust", ("Who brings a neighbour gets their service for free", "Qui amène un voisin a sa révision offerte"), {"": 2, "elif": 1}),
    ("dates", "elif", "trust", ("Nine deliveries in ten on the day announced", "Neuf livraisons sur dix au jour annoncé"), {"elif": 1, "lucie": 1}),
    ("broad", "jonas", "less", ("Stop broad audiences for a quarter and see", "Arrêter les audiences larges un trimestre, et voir"), {"jonas": 3, "bastien": 2, "ines": 1}),
    ("stop", "jonas", "less", ("No more broad audiences until the film is ready", "Plus d’audiences larges avant que le film soit prêt"), {"jonas": 1}),
    ("networks", "lucie", "less", ("Two networks done well instead of four", "Deux réseaux bien tenus plutôt que quatre"), {"lucie": 1, "awa": 1}),
    ("moon", "jonas", "known", ("A bike on top of the tower of Brittany", "Un vélo en haut de la tour Bretagne"), {}),
)  # fmt: skip
MERGED = ("stop", "broad")
DROPPED = "moon"

# The draft that has neither figure nor date nor owner, as it left the workshop.
LOOSE: Words = (
    "Make us better known among tradespeople and improve our synergies with dealers",
    "Mieux nous faire connaître des artisans et améliorer nos synergies avec les revendeurs",
)
NOTES: Words = (
    "Rémi: a town hall decides in committee, nobody clicks on an advert; two neighbours that ride are worth ten visuals.\n"
    "Jonas keeps broad audiences for one more month, then the review decides.\n"
    "Awa takes the tradespeople: the sentence still lacks a figure and a date.",
    "Rémi : une mairie décide en commission, personne n’y clique sur une publicité ; deux voisines qui roulent valent dix visuels.\n"
    "Jonas garde les audiences larges un mois de plus, puis la revue tranche.\n"
    "Awa prend les artisans : il manque encore à la phrase un chiffre et une date.",
)

# What is under way today: a survey by name, open, and a workshop to come.
OPEN_SURVEY: Words = ("What other departments expect of marketing", "Ce que les autres services attendent du marketing")
OPEN_ASKED = ("remi", "salome", "paul", "sarah", "yanis", "ines")
OPEN_ANSWERS: tuple[tuple[str, Words, Words], ...] = (
    ("yanis", ("The calendar of announcements a week earlier.", "Le calendrier des annonces une semaine plus tôt."), ("They ask when the bike comes, every day.", "Ils demandent quand le vélo arrive, tous les jours.")),
    ("salome", ("To know which launch date was announced to whom.", "Savoir quelle date de sortie a été annoncée à qui."), ("The child seat is too heavy.", "Le siège enfant est trop lourd.")),
)  # fmt: skip
NEXT_WORKSHOP: Words = ("Tradespeople: one objective that holds", "Artisans : un objectif qui tienne")
NEXT_AIM: Words = ("From “better known” to a figure and a date.", "De « mieux connus » à un chiffre et une date.")
NEXT_SEATED = ("ines", "awa", "lucie", "remi")
