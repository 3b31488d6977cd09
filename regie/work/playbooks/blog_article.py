"""An article of the blog, from the keywords to its promotion."""

from .parts import Playbook, Step

BLOG_ARTICLE = Playbook(
    key="blog_article",
    name=("Blog article", "Article de blog"),
    about=(
        "An article that answers a question people really ask, found by search and carried further.",
        "Un article qui répond à une question vraiment posée, trouvé par la recherche et relayé.",
    ),
    deadline=80,
    measured=("page_visits", "search_position", "new_leads"),
    steps=(
        Step(
            "keywords",
            ("Choose the keywords", "Choisir les mots-clés"),
            "R editor, A editor, C analyst, I social",
            hours=4,
            checks=(
                ("The question in the reader’s own words", "La question, dans les mots du lecteur"),
                ("What ranks first today, and what it leaves unsaid", "Ce qui arrive en tête aujourd’hui, et ce qui y manque"),
                ("No article of ours competes for the same words", "Aucun de nos articles ne vise les mêmes mots"),
            ),
        ),
        Step(
            "outline",
            ("Write the plan", "Écrire le plan"),
            "R editor, A lead, C product care",
            "keywords",
            3,
            (
                ("The answer stands in the first lines", "La réponse est dans les premières lignes"),
                ("Every heading can be read alone", "Chaque intertitre se lit seul"),
                ("Where the reader goes next", "Où le lecteur va ensuite"),
            ),
        ),
        Step(
            "draft",
            ("Write the article", "Rédiger l’article"),
            "R editor, A editor, C product",
            "outline",
            12,
            (
                ("Examples and figures of our own", "Des exemples et des chiffres à nous"),
                ("Every figure from elsewhere has its source", "Chaque chiffre venu d’ailleurs a sa source"),
                (
                    "Title under 60 characters, description under 155",
                    "Titre de moins de 60 caractères, description de moins de 155",
                ),
                ("Three links to our pages, one to somebody else’s", "Trois liens vers nos pages, un vers celle d’un autre"),
            ),
        ),
        Step(
            "pictures",
            ("Make the pictures", "Créer les illustrations"),
            "R design, A editor",
            "outline",
            6,
            (
                ("A picture that shows something, not one that decorates", "Une image qui montre, pas une image qui décore"),
                ("Alternative text, rights and weight", "Texte alternatif, droits et poids"),
            ),
        ),
        Step(
            "review",
            ("Approve the article", "Valider l’article"),
            "R editor, A lead, C product, I social",
            "draft pictures",
            8,
            (
                ("It keeps what the title promises", "Il tient la promesse du titre"),
                ("A colleague from another trade understands it", "Un collègue d’un autre métier le comprend"),
            ),
            back="draft",
        ),
        Step(
            "publish",
            ("Publish", "Publier"),
            "R editor, A editor, I lead sales",
            "review",
            2,
            (
                ("Address, title and description are those agreed", "Adresse, titre et description sont ceux convenus"),
                ("Read once on a phone after publication", "Relu une fois sur un téléphone après publication"),
                ("Two older articles link to it", "Deux articles plus anciens y renvoient"),
            ),
        ),
        Step(
            "social",
            ("Promote on social networks", "Relayer sur les réseaux sociaux"),
            "R social, A social, I editor",
            "publish",
            3,
            (
                ("Three posts with three different openings", "Trois publications, avec trois accroches différentes"),
                ("Spread over two weeks", "Étalées sur deux semaines"),
            ),
            measured="engagement",
        ),
        Step(
            "newsletter",
            ("Put it in the newsletter", "L’annoncer dans la newsletter"),
            "R email, A email, I editor",
            "publish",
            2,
            (
                ("Two lines and one link", "Deux lignes et un lien"),
                ("The segment that asked the question", "Le segment qui posait la question"),
            ),
            measured="click_rate",
        ),
        Step("month", ("Four weeks", "Quatre semaines"), after="social newsletter", wait="P28D"),
        Step(
            "figures",
            ("See what it brought", "Voir ce qu’il a rapporté"),
            "R analyst, A editor, I lead",
            "month",
            2,
            (
                ("Visits from search, time spent, leads", "Visites venues de la recherche, temps passé, prospects"),
                ("Keep, mend or merge: say which", "Garder, retoucher ou fusionner : trancher"),
            ),
            measured="page_visits",
        ),
    ),
)
