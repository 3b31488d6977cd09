"""What was said and decided at Tamarelle: texts only, (English, French). Months count from the end: 1 is the newest complete one."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, str]


@dataclass(frozen=True)
class Decided:
    """A decision of a monthly review: who proposes, who owns it, what it answers, what it expects, whether it helped."""

    text: Words
    by: str
    owner: str
    metric: str = ""  # recognised by the measures of its formula
    expects: float | None = None
    at_most: bool = True
    look_after: int = 28  # days
    objection: tuple[str, Words, Words] | None = None  # who, why, how it was met
    look: tuple[str, Words] | None = None  # verdict, note, at the next review
    follow_up: tuple[Words, str, int] | None = None  # what, who, days


@dataclass(frozen=True)
class Held:
    """A monthly review: who says what, what is decided."""

    minutes: tuple[tuple[str, Words], ...] = ()
    decisions: tuple[Decided, ...] = ()


# Said in the months that have no story of their own.
PLAIN = (
    (
        "bastien",
        (
            "We compare with the same month of last year: the season hides too much.",
            "Nous comparons au même mois de l’an dernier : la saison cache trop de choses.",
        ),
    ),
    (
        "ines",
        (
            "We keep our course and look at the season again next month.",
            "Nous gardons le cap et regardons de nouveau la saison le mois prochain.",
        ),
    ),
    (
        "remi",
        (
            "Sales asks for the comparison sheet in a shorter form.",
            "Les ventes demandent le comparatif sous une forme plus courte.",
        ),
    ),
    (
        "awa",
        (
            "Two articles on carrying children bring a third of the visits.",
            "Deux articles sur le transport des enfants amènent un tiers des visites.",
        ),
    ),
    (
        "jonas",
        (
            "Search holds its price; social costs a little more than last month.",
            "La recherche tient son prix ; les réseaux coûtent un peu plus que le mois dernier.",
        ),
    ),
    (
        "lucie",
        (
            "Questions about the battery come up every week: a short film would answer them.",
            "Les questions sur la batterie reviennent chaque semaine : un film court y répondrait.",
        ),
    ),
)

# Said in the weekly quarter of an hour, one line after the other.
WEEK = (
    ("jonas", ("Clicks cost what they cost last week; the long searches bring most rides.", "Le clic coûte ce qu’il coûtait la semaine dernière ; les recherches longues amènent le plus d’essais.")),
    ("lucie", ("The film from the workshop is watched to its end; the picture of the cargo is not.", "Le film de l’atelier est regardé jusqu’au bout ; la photo du cargo, non.")),
    ("noe", ("Fewer open the Thursday letter; we try Tuesday twice before we judge.", "La lettre du jeudi s’ouvre moins ; nous essayons deux mardis avant de juger.")),
    ("elif", ("Eleven answers ask for a lighter child seat; product knows.", "Onze réponses demandent un siège enfant plus léger ; l’équipe produit le sait.")),
    ("awa", ("The page on carrying tools is found by craftsmen, as we hoped.", "La page sur le transport d’outils est trouvée par les artisans, comme nous l’espérions.")),
    ("mina", ("The tram visual is with the printer; the proof comes on Friday.", "Le visuel du tramway est chez l’imprimeur ; l’épreuve arrive vendredi.")),
    ("bastien", ("Two campaigns carried the same name in the figures; they are apart again.", "Deux campagnes portaient le même nom dans les relevés ; elles sont de nouveau séparées.")),
    ("ines", ("Nothing to decide today; what is open goes to the monthly review.", "Rien à décider aujourd’hui ; ce qui est ouvert va à la revue mensuelle.")),
    ("jonas", ("Search has filled its budget; social waits for the new film.", "La recherche a rempli son budget ; les réseaux attendent le nouveau film.")),
    ("lucie", ("A cycling club shared our route map; nobody had asked it to.", "Un club cycliste a partagé notre carte d’itinéraires ; personne ne le lui avait demandé.")),
    ("noe", ("Owners who rode a thousand kilometres get a letter of their own now.", "Ceux qui ont roulé mille kilomètres reçoivent maintenant une lettre à eux.")),
    ("elif", ("The survey goes out two weeks after delivery, no longer on the same day.", "L’enquête part deux semaines après la livraison, et non plus le jour même.")),
)  # fmt: skip

HELD: dict[int, Held] = {
    15: Held(
        minutes=(
            ("awa", ("The back-to-school pages are read to the end by one visitor in two.", "Les pages de rentrée sont lues jusqu’au bout par un visiteur sur deux.")),
            ("jonas", ("Each euro of the campaign brings four and a half back.", "Chaque euro de la campagne en rapporte quatre et demi.")),
        ),
        decisions=(
            Decided(
                ("Run the back-to-school campaign every year from the middle of August", "Mener la campagne de rentrée chaque année dès la mi-août"),
                "ines", "awa", look_after=60,
                look=("helped", ("It brought the best month of the year.", "Elle a donné le meilleur mois de l’année.")),
            ),
        ),
    ),
    11: Held(
        minutes=(
            ("jonas", ("Acquisition cost rose with the price of clicks in a crowded month.", "Le coût d’acquisition a monté avec le prix des clics, dans un mois disputé.")),
            ("bastien", ("A fifth of the searches that we pay for have nothing to do with bikes.", "Un cinquième des recherches que nous payons n’a rien à voir avec les vélos.")),
        ),
        decisions=(
            Decided(
                ("Exclude the searches that never bring a test ride, and look at the list every week", "Exclure les recherches qui n’amènent jamais d’essai, et revoir la liste chaque semaine"),
                "jonas", "jonas", metric="spend", expects=39.0,
                look=("helped", ("The cost came back the month after.", "Le coût est revenu dès le mois suivant.")),
                follow_up=(("List the searches to exclude", "Dresser la liste des recherches à exclure"), "jonas", 7),
            ),
        ),
    ),
    6: Held(
        minutes=(
            ("yanis", ("Two answers in three name the delivery date, not the bike.", "Deux réponses sur trois parlent de la date de livraison, pas du vélo.")),
            ("elif", ("Who is told the new date beforehand scores like everybody else.", "Ceux que l’on prévient de la nouvelle date notent comme les autres.")),
            ("salome", ("The workshop can give a firm date ten days ahead.", "L’atelier peut donner une date ferme dix jours avant.")),
        ),
        decisions=(
            Decided(
                ("Write to every customer ten days before delivery with a firm date, and again when it moves", "Écrire à chaque client dix jours avant la livraison avec une date ferme, et de nouveau si elle change"),
                "elif", "noe", metric="answers", expects=88.0, at_most=False,
                objection=(
                    "noe",
                    ("Two more letters a customer: some will unsubscribe.", "Deux lettres de plus par client : certains se désabonneront."),
                    ("They are service letters, apart from the newsletter, without any offer.", "Ce sont des lettres de service, à part de l’infolettre, sans aucune offre."),
                ),
                look=("helped", ("Back above 88 in two months.", "Revenu au-dessus de 88 en deux mois.")),
                follow_up=(("Write the two service letters", "Rédiger les deux lettres de service"), "noe", 10),
            ),
        ),
    ),
    4: Held(
        minutes=(("mina", ("A visual waits six days because each one begins from nothing.", "Un visuel attend six jours parce que chacun part de rien.")),),
        decisions=(
            Decided(
                ("Make templates for the fourteen formats that come back", "Faire des gabarits pour les quatorze formats qui reviennent"),
                "mina", "mina", look_after=60,
                look=("helped", ("A visual waits two days now, not six.", "Un visuel attend deux jours, et non plus six.")),
                follow_up=(("Show the first five templates to sales", "Montrer les cinq premiers gabarits aux ventes"), "mina", 21),
            ),
        ),
    ),
    2: Held(
        minutes=(
            ("jonas", ("Broad audiences take a third of the spend and bring one customer in ten.", "Les audiences larges prennent un tiers des dépenses et amènent un client sur dix.")),
            ("bastien", ("The cost is over its threshold for a first month; search has not moved.", "Le coût passe son seuil pour un premier mois ; la recherche n’a pas bougé.")),
        ),
        decisions=(
            Decided(
                ("Keep broad audiences for one more month, without raising their share", "Garder les audiences larges un mois de plus, sans augmenter leur part"),
                "jonas", "jonas", look_after=40,
                objection=(
                    "bastien",
                    ("Without a common basis the next review will say nothing.", "Sans base commune, la prochaine revue ne dira rien."),
                    ("Bastien compares before and after on the same basis.", "Bastien compare avant et après sur la même base."),
                ),
                follow_up=(("Compare broad audiences with search", "Comparer audiences larges et recherche"), "bastien", 14),
            ),
        ),
    ),
    3: Held(
        minutes=(
            ("ines", ("We want to know whether people beyond our usual circle understand a cargo bike.", "Nous voulons savoir si l’on comprend un vélo cargo au-delà de notre cercle.")),
            ("jonas", ("A third of paid media for a quarter is enough to see it.", "Un tiers du média payant pendant un trimestre suffit pour le voir.")),
        ),
        decisions=(
            Decided(
                ("Open paid media to broad audiences for a quarter, at most 38% of the spend", "Ouvrir le média payant à des audiences larges pendant un trimestre, 38 % des dépenses au plus"),
                "ines", "jonas", metric="spend", expects=40.0, look_after=70,
            ),
        ),
    ),
}  # fmt: skip

# Open things of today: (what, who, due in days)
OPEN_FOLLOW_UPS: list[tuple[Words, str, int]] = [
    (("Answer sales on the comparison sheet for fleets", "Répondre aux ventes sur le comparatif pour les flottes"), "ines", -4),
    (("Send the draft of the quarterly report to Hélène", "Envoyer le projet de rapport trimestriel à Hélène"), "ines", 0),
    (("Choose the cover picture for Brio", "Choisir le visuel de couverture de Brio"), "mina", 1),
    (("Compare broad audiences with brand search on the same basis", "Comparer les audiences larges et la recherche de marque sur la même base"), "jonas", 2),
    (("Ask sales for last month’s leads", "Demander aux ventes les prospects du mois dernier"), "bastien", 0),
    (("Prepare the survey of December", "Préparer l’enquête de décembre"), "elif", 6),
    (("Book the room for the strategic review", "Réserver la salle de la revue stratégique"), "ines", 9),
]  # fmt: skip

DRIVERS: list[tuple[Words, Words, Words, str]] = [
    (
        ("Legal checks wait three days", "Les contrôles juridiques attendent trois jours"),
        ("Three publications waited more than three days for legal this month.", "Trois publications ont attendu plus de trois jours l’avis juridique ce mois-ci."),
        ("Offers go out after the fair that they are for.", "Des offres partent après le salon pour lequel elles sont faites."),
        "awa",
    ),
    (
        ("Sales asks for a fleet comparison", "Les ventes demandent un comparatif pour les flottes"),
        ("Two town halls asked for the cost of ten bikes over three years.", "Deux mairies ont demandé le coût de dix vélos sur trois ans."),
        ("Sales answers with a sheet made by hand each time.", "Les ventes répondent chaque fois avec un tableau fait à la main."),
        "remi",
    ),
]  # fmt: skip

# How the six criteria were rated at each strategic review, oldest first; the last one is the newest.
RATINGS = [[3, 3, 4, 3, 3, 3], [3, 4, 4, 3, 3, 4], [4, 3, 3, 3, 4, 4], [4, 4, 4, 4, 3, 4], [4, 4, 3, 4, 4, 4], [4, 5, 4, 4, 4, 3]]
RATING_COMMENTS: list[Words] = [
    ("Sales now hears of launches two weeks ahead.", "Les ventes apprennent les lancements deux semaines avant."),
    ("Visuals still wait for one person.", "Les visuels attendent encore une seule personne."),
]
