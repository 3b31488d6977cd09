"""What Tamarelle aims at, and for whom: texts only, (English, French). Months count from the end: 1 is the newest complete one."""

from __future__ import annotations

from dataclasses import dataclass

from regie.demo.story import Words


@dataclass(frozen=True)
class Face:
    """A persona: name, what they do, what they would say, want, fear, where one meets them, and the number of the face."""

    name: str
    role: Words
    says: Words
    wants: Words
    fears: Words
    day: Words
    face: int


@dataclass(frozen=True)
class Public:
    key: str
    name: Words
    who: Words
    needs: Words
    found_at: Words
    size: int
    source: Words
    priority: int
    share: int
    faces: tuple[Face, ...]


@dataclass(frozen=True)
class Aim:
    """An objective. `text` says %(from)s, %(to)s and %(day)s; the baseline is what its metric stood at, the target follows from it.

    `first` and `last` are the months from which and to the end of which it runs; `held` the monthly review that adopts it.
    """

    key: str
    text: Words
    metric: str  # recognised by the measures of its formula
    owner: str
    audiences: tuple[str, ...]
    first: int
    last: int
    held: int
    why: Words
    level: str = "department"
    parent: str = ""
    line: int | None = None  # place among the charter's responsibilities
    more: float = 0.0  # target: baseline and so much more
    digits: int = 1
    total: float = 0.0  # target of what is counted together since the beginning
    campaign: Words | None = None  # the label, and the value of the metric's dimension
    ending: tuple[str, Words] | None = None  # how it ended, what was learnt


AUDIENCES = (
    Public(
        "families",
        ("Families in town", "Familles urbaines"),
        ("Two adults, one to three children, no second car; they live within five kilometres of school.", "Deux adultes, un à trois enfants, pas de seconde voiture ; ils habitent à moins de cinq kilomètres de l’école."),
        ("To carry children and shopping without a car, in the rain too, and to know what it costs over three years.", "Transporter enfants et courses sans voiture, même sous la pluie, et savoir ce que cela coûte sur trois ans."),
        ("School gates, markets, parents’ groups, Instagram in the evening.", "La sortie de l’école, les marchés, les groupes de parents, Instagram le soir."),
        84_000,
        ("Households of Nantes and Rennes with children and one car at most, census", "Ménages de Nantes et Rennes avec enfants et une voiture au plus, recensement"),
        1,
        45,
        (
            Face(
                "Claire", ("Nurse, two children", "Infirmière, deux enfants"),
                ("I have seven minutes to leave them both and catch my train.", "J’ai sept minutes pour les déposer tous les deux et attraper mon train."),
                ("To arrive on time, dry, without looking for a parking space.", "Arriver à l’heure, au sec, sans chercher de place."),
                ("The weight in the hill, and where to leave it at night.", "Le poids dans la côte, et où le laisser la nuit."),
                ("In front of the school at twenty past eight.", "Devant l’école à huit heures vingt."), 12,
            ),
            Face(
                "Mehdi", ("Teacher, three children", "Enseignant, trois enfants"),
                ("If it costs less than the second car, we talk about it tonight.", "Si cela coûte moins que la deuxième voiture, on en parle ce soir."),
                ("One price for everything, insurance and service included.", "Un prix tout compris, assurance et entretien."),
                ("To regret it after the first winter.", "Le regretter après le premier hiver."),
                ("On Saturdays at the market, with the smallest on his shoulders.", "Le samedi au marché, le plus petit sur les épaules."), 233,
            ),
        ),
    ),
    Public(
        "trades",
        ("Tradespeople and couriers", "Artisans et livreurs"),
        ("Plumbers, florists, bakers and couriers on their own account, whose rounds stay within the ring road.", "Plombiers, fleuristes, boulangers et livreurs à leur compte, dont la tournée tient à l’intérieur du périphérique."),
        ("To carry a hundred kilos and park in front of the door, with a bike that is repaired the same day.", "Porter cent kilos et se garer devant la porte, avec un vélo réparé le jour même."),
        ("Trade wholesalers at seven in the morning, chambers of trade, word of mouth.", "Les grossistes à sept heures du matin, les chambres de métiers, le bouche-à-oreille."),
        12_400,
        ("Trade register, five trades, two cities", "Répertoire des métiers, cinq métiers, deux villes"),
        2,
        25,
        (
            Face(
                "Baptiste", ("Plumber on his own account", "Plombier à son compte"),
                ("An hour lost parking is an hour I do not invoice.", "Une heure à tourner, c’est une heure que je ne facture pas."),
                ("To carry the boiler’s spare parts and the ladder.", "Emporter les pièces de chaudière et l’échelle."),
                ("A breakdown on a Friday.", "La panne du vendredi."),
                ("At the wholesaler’s counter, before half past seven.", "Au comptoir du grossiste, avant sept heures et demie."), 87,
            ),
            Face(
                "Fanta", ("Courier for four restaurants", "Livreuse pour quatre restaurants"),
                ("My back counts the kilometres before the app does.", "Mon dos compte les kilomètres avant l’application."),
                ("Two batteries and a seat that holds ten hours.", "Deux batteries et une selle qui tient dix heures."),
                ("Theft: it is her tool.", "Le vol : c’est son outil de travail."),
                ("Between two deliveries, place du Commerce.", "Entre deux courses, place du Commerce."), 318,
            ),
        ),
    ),
    Public(
        "public",
        ("Public bodies", "Collectivités"),
        ("Town halls, school kitchens and green-space services that renew their small vans.", "Mairies, cuisines scolaires et services des espaces verts qui renouvellent leurs petits utilitaires."),
        ("A file that a council can vote: cost of use over five years, references nearby, service guaranteed.", "Un dossier qu’un conseil peut voter : coût d’usage sur cinq ans, références voisines, entretien garanti."),
        ("LinkedIn, the mayors’ fair, networks of cycling towns.", "LinkedIn, le Salon des maires, les réseaux de villes cyclables."),
        1_350,
        ("Contacts kept by sales, towns above 5,000 inhabitants", "Contacts tenus par les ventes, communes de plus de 5 000 habitants"),
        1,
        20,
        (
            Face(
                "Anne-Marie", ("Head of the vehicle fleet of a town hall", "Responsable du parc d’une mairie"),
                ("Give me one town of our size where it works.", "Donnez-moi une commune de notre taille où cela marche."),
                ("To replace six vans without a conflict with the teams.", "Remplacer six fourgonnettes sans conflit avec les équipes."),
                ("A supplier who no longer answers after the order.", "Un fournisseur qui ne répond plus après la commande."),
                ("In committee on Tuesday, on LinkedIn the evening before.", "En commission le mardi, sur LinkedIn la veille au soir."), 451,
            ),
        ),
    ),
    Public(
        "customers",
        ("Present customers", "Clients actuels"),
        ("Those who ride a Tamarelle and read our letter.", "Celles et ceux qui roulent en Tamarelle et lisent notre lettre."),
        ("To know when their bike comes, when to have it serviced, and that somebody answers.", "Savoir quand leur vélo arrive, quand le faire réviser, et que quelqu’un répond."),
        ("The letter twice a month, the yearly service, the workshop’s open days.", "La lettre deux fois par mois, la révision annuelle, les portes ouvertes de l’atelier."),
        18_204,
        ("Subscribers of the letter", "Abonnés à la lettre"),
        2,
        10,
        (
            Face(
                "Yvon", ("Retired, on his second Tamarelle", "Retraité, deuxième Tamarelle"),
                ("I have brought you three neighbours. Count them.", "Je vous ai amené trois voisins. Comptez-les."),
                ("To be told the truth about dates.", "Qu’on lui dise la vérité sur les dates."),
                ("To be forgotten once he has paid.", "Être oublié une fois qu’il a payé."),
                ("At each open day, first at the door.", "À chaque porte ouverte, le premier à la porte."), 529,
            ),
        ),
    ),
)  # fmt: skip

AIMS = (
    Aim(
        "leads",
        ("Turn more leads into customers: from %(from)s to %(to)s of them by %(day)s", "Convertir %(to)s des prospects en clients, contre %(from)s, d’ici au %(day)s"),
        "leads", "helene", ("families", "trades"), 17, -13, 17,
        ("Sales answers within two days since the spring, and test rides near home bring better leads.", "Les ventes répondent en deux jours depuis le printemps, et les essais près de chez eux amènent de meilleurs prospects."),
        level="organisation", more=1.1,
    ),
    Aim(
        "known",
        ("Gain %(to)s points of awareness in town by %(day)s", "Gagner %(to)s points de notoriété en ville d’ici au %(day)s"),
        "awareness_growth", "elif", ("families",), 15, 10, 16,
        ("Open days and tram posters fall in the same months.", "Les portes ouvertes et l’affichage du tramway tombent les mêmes mois."),
        parent="leads", line=0, total=14.0,
        ending=("reached", ("Open days at the workshop did more than posters: a street that has seen one bike asks for the next.", "Les portes ouvertes de l’atelier ont fait plus que l’affichage : une rue qui a vu un vélo demande le suivant.")),
    ),
    Aim(
        "cost",
        ("Bring the cost of a customer from %(from)s to %(to)s by %(day)s", "Ramener le coût d’un client de %(from)s à %(to)s d’ici au %(day)s"),
        "spend", "jonas", ("families",), 14, 8, 15,
        ("A fifth of the searches that we pay for have nothing to do with bikes.", "Un cinquième des recherches que nous payons n’a rien à voir avec les vélos."),
        parent="leads", line=1, more=-2.5, digits=0,
        ending=("missed", ("Without touching the share of broad audiences the cost does not move; December took back what the searches had saved.", "Sans toucher à la part des audiences larges, le coût ne bouge pas ; décembre a repris ce que les recherches avaient fait gagner.")),
    ),
    Aim(
        "known_again",
        ("Gain %(to)s points of awareness in Nantes and Rennes by %(day)s", "Gagner %(to)s points de notoriété à Nantes et à Rennes d’ici au %(day)s"),
        "awareness_growth", "elif", ("families", "trades"), 8, -1, 9,
        ("The film of the first ride, and an open day each month in the season.", "Le film du premier trajet, et une porte ouverte par mois pendant la saison."),
        parent="leads", line=0, total=32.0,
    ),
    Aim(
        "trust",
        ("Bring customer satisfaction from %(from)s to %(to)s by %(day)s", "Porter la satisfaction des clients de %(from)s à %(to)s d’ici au %(day)s"),
        "answers", "elif", ("customers",), 4, -2, 5,
        ("Every customer now hears of the delivery date ten days ahead.", "Chaque client connaît désormais sa date de livraison dix jours avant."),
        line=2, more=3.5, digits=1,
    ),
    Aim(
        "cost_again",
        ("Bring the cost of a customer back from %(from)s to %(to)s by %(day)s", "Ramener le coût d’un client de %(from)s à %(to)s d’ici au %(day)s"),
        "spend", "jonas", ("families", "trades"), 1, -4, 2,
        ("It was 36 euros all winter; brand search holds its price.", "Il tenait à 36 euros tout l’hiver ; la recherche de marque garde son prix."),
        parent="leads", line=1, more=-4.0, digits=0,
    ),
    Aim(
        "brio",
        ("Have each euro spent on Brio pre-orders bring back %(to)s, against a mean of %(from)s, by %(day)s", "Faire rendre %(to)s à chaque euro dépensé pour les précommandes Brio, contre %(from)s en moyenne, d’ici au %(day)s"),
        "revenue", "ines", ("families", "customers"), 2, -4, 2,
        ("Those who wait for Brio have tried a bike already.", "Celles et ceux qui attendent Brio ont déjà essayé un vélo."),
        level="campaign", parent="cost_again", line=3, more=1.6, digits=1, campaign=("Brio pre-orders", "Précommandes Brio"),
    ),
)  # fmt: skip

# What those who see to it said: months from the end, confidence, words. The newest ones stand in NOW, working days ago.
CHECK_INS: dict[str, tuple[tuple[int, str, Words], ...]] = {
    "leads": (
        (14, "high", ("Sales answers within two days.", "Les ventes répondent en deux jours.")),
        (8, "high", ("A little more each month.", "Un peu plus chaque mois.")),
    ),
    "known": (
        (14, "middle", ("The open day of September brought two hundred people.", "La porte ouverte de septembre a amené deux cents personnes.")),
        (12, "high", ("The posters are up.", "Les affiches sont posées.")),
    ),
    "cost": (
        (13, "high", ("The list of searches is under way.", "La liste des recherches est en cours.")),
        (11, "low", ("Clicks cost a quarter more in December.", "Le clic coûte un quart de plus en décembre.")),
        (9, "middle", ("Back at thirty-six, no lower.", "Revenu à trente-six, pas plus bas.")),
    ),
    "known_again": (
        (6, "high", ("The film is seen to its end.", "Le film est vu jusqu’au bout.")),
        (4, "middle", ("Summer is slower than we thought.", "L’été est plus lent que prévu.")),
    ),
    "trust": ((3, "high", ("The two service letters work.", "Les deux lettres de service font leur effet.")),),
}  # fmt: skip
NOW: dict[str, tuple[int, str, Words]] = {
    "leads": (6, "high", ("Sales has not sent October; September is in line.", "Les ventes n’ont pas envoyé le dernier mois ; le précédent est dans le rythme.")),
    "known_again": (23, "middle", ("Two open days rained off; we add one in December.", "Deux portes ouvertes sous la pluie ; nous en ajoutons une en décembre.")),
    "trust": (5, "high", ("Only the assembly notice is still criticised.", "Seule la notice de montage est encore critiquée.")),
    "cost_again": (4, "low", ("Broad audiences take a third of the spend. Their share has to go down first.", "Les audiences larges prennent un tiers des dépenses. Leur part doit d’abord baisser.")),
    "brio": (7, "high", ("The first hundred and fifty orders came from the letter.", "Les cent cinquante premières commandes viennent de la lettre.")),
}  # fmt: skip

# What a later review said of having adopted an objective.
LOOKED: dict[str, tuple[str, Words]] = {
    "followed": ("helped", ("The team checks its work against it; its check-ins follow it from here.", "L’équipe s’y réfère ; ses points d’étape prennent le relais.")),
    "missed": ("did_not_help", ("The sentence is clear, the cost has not moved.", "La phrase est claire, le coût n’a pas bougé.")),
}  # fmt: skip


# The objective for public bodies: two wordings, and what outsiders understood of them.
WORDINGS: tuple[Words, Words] = (
    (
        "Optimise our engagement ecosystem with decision makers from %(from)s to %(to)s",
        "Optimiser notre écosystème d’engagement auprès des décideurs de %(from)s à %(to)s",
    ),
    (
        "Lucie brings the engagement of town halls on LinkedIn from %(from)s to %(to)s by %(day)s",
        "Lucie porte l’engagement des mairies sur LinkedIn de %(from)s à %(to)s d’ici au %(day)s",
    ),
)
WHY_PUBLIC: Words = (
    "Two towns agreed to be named as references, and each answer to a post is followed up by sales.",
    "Deux communes acceptent d’être citées en référence, et les ventes relancent après chaque réaction.",
)
# Who, what, by when: the right version first.
OPTIONS: tuple[dict[str, tuple[Words, ...]], dict[str, tuple[Words, ...]]] = (
    {
        "who": (("The social media team", "L’équipe des médias sociaux"), ("The sales team", "L’équipe des ventes"), ("Nobody is named", "Personne n’est nommé")),
        "what": (("More reactions to our posts", "Plus de réactions à nos publications"), ("More bikes sold", "Plus de vélos vendus"), ("A new website", "Un nouveau site")),
        "when": (("In spring", "Au printemps"), ("This year", "Cette année"), ("No date is given", "Aucune date n’est donnée")),
    },
    {
        "who": (("Lucie", "Lucie"), ("The sales team", "L’équipe des ventes"), ("The town halls", "Les mairies")),
        "what": (("More town halls react to our posts", "Plus de mairies réagissent à nos publications"), ("More town halls buy bikes", "Plus de mairies achètent des vélos"), ("We publish more often", "Nous publions plus souvent")),
        "when": (("By the end of spring", "Avant la fin du printemps"), ("Within a month", "D’ici un mois"), ("In two years", "Dans deux ans")),
    },
)  # fmt: skip
# Name, own words, which version was chosen of each (0 is right), how it was judged, what was not clear.
UNDERSTOOD: tuple[tuple[tuple[str, Words, tuple[int, int, int], int, Words], ...], ...] = (
    (
        ("Solène", ("They want to sell more software?", "Ils veulent vendre plus de logiciels ?"), (2, 1, 2), 0, ("ecosystem", "écosystème")),
        ("Karim", ("To be liked by bosses, I think.", "Plaire aux patrons, je crois."), (2, 0, 2), 0, ("decision makers", "décideurs")),
        ("Maud", ("More reactions, but from whom?", "Plus de réactions, mais de qui ?"), (0, 0, 2), 1, ("ecosystem", "écosystème")),
        ("Joël", ("Improve a percentage.", "Améliorer un pourcentage."), (2, 0, 1), 1, ("", "")),
    ),
    (
        ("Solène", ("Lucie must make more town halls answer on LinkedIn before summer.", "Lucie doit faire réagir plus de mairies sur LinkedIn avant l’été."), (0, 0, 0), 2, ("", "")),
        ("Karim", ("More mayors react to what the brand posts.", "Davantage de maires réagissent à ce que publie la marque."), (0, 0, 0), 2, ("", "")),
        ("Maud", ("Town halls should answer more often, so that they buy.", "Que les mairies répondent plus souvent, pour qu’elles achètent."), (0, 1, 0), 1, ("", "")),
        ("Romain", ("Get town halls to talk with them by spring.", "Que les mairies discutent avec eux d’ici au printemps."), (0, 0, 0), 2, ("", "")),
        ("Inga", ("LinkedIn reactions of town halls go up, Lucie sees to it.", "Les réactions des mairies sur LinkedIn montent, Lucie s’en charge."), (0, 0, 0), 2, ("", "")),
    ),
)  # fmt: skip

LIBRARY = (
    ("loyalty", ("Have … of our customers bring a neighbour to an open day by …", "Faire venir à une porte ouverte un voisin de … de nos clients d’ici au …"), ("Our best open days began like that.", "Nos meilleures portes ouvertes ont commencé ainsi.")),
    ("acquisition", ("Have … town halls lend a bike to their teams for a month before …", "Faire prêter un vélo à leurs équipes par … mairies pendant un mois avant le …"), ("Two of three towns that tried have ordered.", "Deux communes sur trois ont commandé après l’essai.")),
)  # fmt: skip
MARKED = (
    ("ines", "acquisition-cost"),
    ("ines", "recommendation"),
    ("elif", "local-awareness"),
    ("lucie", "video-watched"),
    ("jonas", "campaign-return"),
    ("jonas", "acquisition-cost"),
)
