"""The launch of a product, and advertising on social platforms."""

from .parts import DATES, PLATFORMS, PROOF, RIVALS, TIRED, Action, Event, Piece, Playbook

PRODUCT_LAUNCH = Playbook(
    key="product_launch",
    name=("Product launch", "Lancement de produit"),
    about=(
        "Tease, reveal, prove, sell: nothing says the product is there before it is.",
        "Annoncer, dévoiler, prouver, vendre : rien ne dit que le produit est là avant qu’il y soit.",
    ),
    lasts=60,
    message=(
        "What the product changes for them, in one sentence they would say themselves.",
        "Ce que le produit change pour eux, en une phrase qu’ils diraient eux-mêmes.",
    ),
    team="A lead, R media editor email social events, C product sales legal, I finance care",
    measured=("marketing_revenue", "new_leads", "people_reached"),
    actions=(
        Action("page", ("Product page", "Page produit"), "website", 0, 60, "landing_page", "page", hours=40),
        Action(
            "tease", ("Something is coming", "Quelque chose arrive"), "instagram", 0, 8, "social_campaign", "post",
            pieces=(
                Piece(("A detail, without the name", "Un détail, sans le nom"), 0, "views 4000, shares 40"),
                Piece(("The date", "La date"), 5, "views 5000, shares 60"),
            ),
        ),
        Action("press", ("Press kit under embargo", "Dossier de presse sous embargo"), "press", 5, 5, "", "press", hours=24),
        Action(
            "reveal", ("Reveal", "Révélation"), "email", 10, 1, "email", "email", after="tease", days=1,
            pieces=(Piece(("E-mail to those who asked to be told", "E-mail à ceux qui ont demandé à être prévenus"), 0, "views 6000, clicks 600, leads 60"),),
        ),
        Action(
            "trial", ("Day of trials", "Journée d’essais"), "events", 15, 1, "event", "event", after="reveal", days=3,
            event=Event(10, 8, ("To be found", "À trouver")),
        ),
        Action("ads", ("Advertising on social platforms", "Publicité sur les réseaux"), "meta-ads", 11, 30, "ad_creative", "advertisement", after="reveal"),
        Action("search", ("Search advertising on the name", "Publicité sur les recherches du nom"), "search-ads", 11, 45, "", "advertisement", after="reveal"),
        Action(
            "proof", ("They tell it themselves", "Ils le racontent eux-mêmes"), "content", 25, 30, "blog_article", "testimonial", after="trial", days=5,
            pieces=(
                Piece(("A first owner’s week", "La semaine d’un premier client"), 0, "reads 800, leads 15"),
                Piece(("What it costs, all counted", "Ce que cela coûte, tout compté"), 10, "reads 1200, leads 25"),
            ),
        ),
        Action("sales", ("Sales sheet and answers to objections", "Fiche de vente et réponses aux objections"), "sales", 5, 5, "", "sales", hours=16),
    ),
    risks=(DATES, RIVALS, PROOF, PLATFORMS),
)  # fmt: skip

SOCIAL_ADVERTISING = Playbook(
    key="social_advertising",
    name=("Social advertising", "Publicité sur les réseaux sociaux"),
    about=(
        "Three messages, two platforms, one of them stopped each fortnight: money goes where it works.",
        "Trois messages, deux plateformes, un arrêt tous les quinze jours : l’argent va où il porte.",
    ),
    lasts=30,
    message=("One promise, and the one thing we ask people to do.", "Une promesse, et l’unique geste que l’on demande."),
    team="A lead, R media design, C social legal, I finance",
    measured=("cost_per_lead", "new_leads", "conversion_rate"),
    actions=(
        Action("page", ("Landing page", "Page d’atterrissage"), "website", 0, 30, "landing_page", "page"),
        Action(
            "first", ("First wave: three messages", "Première vague : trois messages"), "meta-ads", 0, 10, "ad_creative", "advertisement",
            pieces=(
                Piece(("By need", "Par le besoin"), 0, "views 20000, clicks 300, leads 20"),
                Piece(("By proof", "Par la preuve"), 0, "views 20000, clicks 300, leads 20"),
                Piece(("By price", "Par le prix"), 0, "views 20000, clicks 300, leads 20"),
            ),
        ),
        Action(
            "second", ("Second wave: the one that works", "Seconde vague : celui qui porte"), "meta-ads", 12, 10, "ad_creative", "advertisement", after="first", days=2,
            pieces=(Piece(("The better half, reworded", "La meilleure moitié, reformulée"), 0, "views 40000, clicks 800, leads 60"),),
        ),
        Action("again", ("Those who came and left", "Ceux qui sont venus et repartis"), "display", 12, 18, "", "advertisement", after="first", days=2),
    ),
    risks=(PLATFORMS, RIVALS, PROOF, TIRED),
)  # fmt: skip
