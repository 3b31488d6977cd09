"""The launch of a product, tied to the product's own calendar: nothing goes out before it."""

from .parts import Level, Playbook, Step

PRODUCT_LAUNCH = Playbook(
    key="product_launch",
    name=("Product launch", "Lancement de produit"),
    about=(
        "A launch tied to the product calendar: nothing is announced before the product is confirmed ready.",
        "Un lancement lié au calendrier produit : rien n’est annoncé avant que le produit soit confirmé prêt.",
    ),
    deadline=400,
    measured=("marketing_revenue", "new_leads", "people_reached", "marketing_spend"),
    steps=(
        Step(
            "calendar",
            ("Take the dates from the product calendar", "Reprendre les dates du calendrier produit"),
            "R product, A product, I lead sales",
            hours=8,
            checks=(
                ("Date of delivery, and how sure it is", "La date de livraison, et son degré de certitude"),
                ("Quantities of the first weeks", "Les quantités des premières semaines"),
                ("What may be said before, and to whom", "Ce qui peut être dit avant, et à qui"),
            ),
            note=(
                "Marketing follows the product’s date, never the other way round.",
                "Le marketing suit la date du produit, jamais l’inverse.",
            ),
        ),
        Step(
            "position",
            ("Write the positioning", "Écrire le positionnement"),
            "R editor, A lead, C product sales",
            "calendar",
            24,
            (
                ("For whom, against what, and why believe us", "Pour qui, face à quoi, et pourquoi nous croire"),
                ("Tried on five customers, in their words", "Essayé sur cinq clients, avec leurs mots"),
                ("What we will not claim", "Ce que nous n’affirmerons pas"),
            ),
        ),
        Step(
            "plan",
            ("Plan the launch", "Préparer le plan de lancement"),
            "R lead, A lead, C media social email events",
            "position",
            16,
            (
                ("Before, on the day, after: who says what, where", "Avant, le jour J, après : qui dit quoi, et où"),
                ("The aim in figures for the first and the third month", "L’objectif chiffré à un et à trois mois"),
                ("What happens if the product is late", "Ce qui se passe si le produit prend du retard"),
            ),
        ),
        Step(
            "agree",
            ("Agree plan and budget", "Accorder le plan et le budget"),
            "R lead, A finance, I sales",
            "plan",
            24,
            (
                ("Dates are those of the product calendar", "Les dates sont celles du calendrier produit"),
                ("The budget fits the plan of the year", "Le budget tient dans le plan de l’année"),
            ),
            back="plan",
            levels=(
                Level(("Product", "Produit"), "product", 16),
                Level(("Finance", "Finance"), "finance", 16),
            ),
            side_by_side=True,
            own=True,
        ),
        Step(
            "content",
            ("Write pages, e-mails and posts", "Rédiger pages, e-mails et publications"),
            "R editor, A editor, C product email social",
            "agree",
            40,
            (
                ("Same names, same figures, same prices everywhere", "Mêmes noms, mêmes chiffres, mêmes prix partout"),
                ("Questions that customers will ask, with answers", "Les questions que poseront les clients, avec les réponses"),
            ),
        ),
        Step(
            "pictures",
            ("Make pictures and film", "Produire photos et film"),
            "R design, A design, C product",
            "agree",
            40,
            (
                ("Of the final product, not of a prototype", "Du produit définitif, pas d’un prototype"),
                ("Rights for every channel and two years", "Droits pour tous les canaux et deux ans"),
            ),
        ),
        Step(
            "train",
            ("Prepare sales and customer care", "Préparer les ventes et le service client"),
            "R sales, A lead, C care product",
            "agree",
            16,
            (
                ("One page that can be read during a call", "Une page qui se lit pendant un appel"),
                ("They tried the product themselves", "Ils ont essayé le produit eux-mêmes"),
                ("Where unanswered questions go", "Où vont les questions restées sans réponse"),
            ),
        ),
        Step(
            "ready",
            ("Confirm that the product is ready", "Confirmer que le produit est prêt"),
            "R product, A product, I lead sales care",
            "agree",
            8,
            (
                ("In stock, at the price announced", "En stock, au prix annoncé"),
                ("Manual, warranty and returns are in place", "Notice, garantie et retours sont en place"),
            ),
        ),
        Step(
            "go",
            ("Give the go", "Donner le feu vert"),
            "R editor, A lead, I product sales care media",
            "content pictures train ready",
            24,
            (
                ("The product is confirmed ready, in writing", "Le produit est confirmé prêt, par écrit"),
                ("Claims were checked by legal", "Les affirmations ont été vérifiées par le juridique"),
                ("Everything is scheduled, nothing is out", "Tout est programmé, rien n’est sorti"),
            ),
            back="content",
            levels=(
                Level(("Legal", "Juridique"), "legal", 16),
                Level(("Marketing lead", "Responsable marketing"), "lead", 8),
            ),
            own=True,
        ),
        Step(
            "launch",
            ("Launch", "Lancer"),
            "R social email media, A lead, I sales care product finance",
            "go",
            8,
            (
                ("Own site first, then customers, then everybody", "Notre site d’abord, les clients ensuite, puis tout le monde"),
                ("Somebody watches answers until the evening", "Quelqu’un suit les réponses jusqu’au soir"),
            ),
            measured="people_reached",
        ),
        Step("month", ("Four weeks", "Quatre semaines"), after="launch", wait="P28D"),
        Step(
            "review",
            ("Look at the first month", "Faire le point à un mois"),
            "R analyst, A lead, C sales product care",
            "month",
            6,
            (
                ("Figures against the aim, channel by channel", "Les chiffres face à l’objectif, canal par canal"),
                ("What customers say that we did not expect", "Ce que disent les clients et que nous n’attendions pas"),
                ("What changes for the second month", "Ce qui change pour le deuxième mois"),
            ),
            measured="marketing_revenue",
        ),
    ),
)
