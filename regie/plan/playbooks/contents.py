"""A series of contents, a newsletter, and messages that lead from interest to purchase."""

from .parts import CONSENT, PLATFORMS, PROOF, TIRED, WEATHER, Action, Piece, Playbook

CONTENT_SERIES = Playbook(
    key="content_series",
    name=("Content series", "Série de contenus"),
    about=(
        "One question of the audience a fortnight, answered in an article, a film and a post.",
        "Une question du public par quinzaine, traitée en article, en film et en publication.",
    ),
    lasts=40,
    message=("The question they ask before they trust us.", "La question qu’ils se posent avant de nous faire confiance."),
    team="A editor, R social design, C product care, I lead sales",
    measured=("page_visits", "engagement", "search_position"),
    actions=(
        Action(
            "articles", ("Articles", "Articles"), "content", 0, 40, "blog_article", "article",
            pieces=(
                Piece(("First question", "Première question"), 0, "reads 600, shares 20, leads 8"),
                Piece(("Second question", "Deuxième question"), 10, "reads 600, shares 20, leads 8"),
                Piece(("Third question", "Troisième question"), 20, "reads 800, shares 30, leads 10"),
                Piece(("All in one guide", "Le guide complet"), 30, "reads 1500, shares 60, leads 40"),
            ),
        ),
        Action(
            "films", ("Short films", "Films courts"), "youtube", 2, 32, "social_campaign", "film",
            pieces=(
                Piece(("Shown in one minute", "Montré en une minute"), 0, "views 2500, comments 15"),
                Piece(("A day with a customer", "Une journée avec un client"), 15, "views 4000, comments 30"),
            ),
        ),
        Action(
            "posts", ("Posts", "Publications"), "linkedin", 3, 35, "social_campaign", "post",
            pieces=(Piece(("One figure, one picture", "Un chiffre, une image"), 0, "views 3000, comments 20, shares 25"),),
        ),
        Action("mail", ("To those who subscribed", "Aux abonnés"), "email", 31, 1, "email", "email", after="articles", days=-8),
    ),
    risks=(PLATFORMS, WEATHER, PROOF),
)  # fmt: skip

NEWSLETTER = Playbook(
    key="newsletter",
    name=("Newsletter", "Infolettre"),
    about=(
        "Four issues at a steady pace, each with one thing to read, one to use and one to do.",
        "Quatre numéros à rythme régulier : une chose à lire, une à utiliser, une à faire.",
    ),
    lasts=62,
    message=("What they would miss if it stopped.", "Ce qui leur manquerait si elle s’arrêtait."),
    team="A email, R editor, C product sales, I lead care",
    measured=("open_rate", "click_rate", "unsubscribe_rate"),
    actions=(
        Action("first", ("First issue", "Premier numéro"), "email", 0, 1, "email", "email",
               pieces=(Piece(("Issue 1", "Numéro 1"), 0, "views 5000, clicks 400"),)),
        Action("second", ("Second issue", "Deuxième numéro"), "email", 20, 1, "email", "email", after="first", days=14,
               pieces=(Piece(("Issue 2", "Numéro 2"), 0, "views 5000, clicks 400"),)),
        Action("third", ("Third issue", "Troisième numéro"), "email", 40, 1, "email", "email", after="second", days=14,
               pieces=(Piece(("Issue 3", "Numéro 3"), 0, "views 5200, clicks 420"),)),
        Action("fourth", ("Fourth issue", "Quatrième numéro"), "email", 60, 1, "email", "email", after="third", days=14,
               pieces=(Piece(("Issue 4", "Numéro 4"), 0, "views 5400, clicks 440"),)),
        Action("join", ("Why subscribe, on the site", "Pourquoi s’abonner, sur le site"), "website", 0, 60, "landing_page", "page"),
    ),
    risks=(CONSENT, TIRED),
)  # fmt: skip

LEAD_NURTURING = Playbook(
    key="lead_nurturing",
    name=("Lead nurturing", "Accompagnement des prospects"),
    about=(
        "From a first question to a talk with sales: four messages, each sent only to those who opened the one before.",
        "D’une première question à un échange avec les ventes : quatre messages, chacun pour ceux qui ont ouvert le précédent.",
    ),
    lasts=45,
    message=("The next thing they need to know, and no more.", "La prochaine chose qu’ils ont besoin de savoir, et rien de plus."),
    team="A lead, R email editor, C sales, I care",
    measured=("lead_conversion", "new_leads", "unsubscribe_rate"),
    actions=(
        Action("guide", ("Guide to download", "Guide à télécharger"), "website", 0, 45, "landing_page", "page",
               pieces=(Piece(("The guide", "Le guide"), 0, "views 1500, leads 120"),)),
        Action("welcome", ("Welcome, and the guide", "Bienvenue, et le guide"), "email", 1, 44, "email", "email",
               pieces=(Piece(("Message 1", "Message 1"), 0, "views 120, clicks 60"),)),
        Action("case", ("Somebody like them", "Quelqu’un comme eux"), "email", 5, 40, "email", "email",
               pieces=(Piece(("Message 2", "Message 2"), 0, "views 90, clicks 30"),)),
        Action("sum", ("The sum, done for them", "Le calcul, fait pour eux"), "email", 10, 35, "email", "email",
               pieces=(Piece(("Message 3", "Message 3"), 0, "views 70, clicks 25, leads 15"),)),
        Action("talk", ("A talk, on the day they choose", "Un échange, le jour qu’ils choisissent"), "telephone", 15, 30, "inbound_lead", ""),
    ),
    risks=(CONSENT, TIRED, PROOF),
)  # fmt: skip
