"""Somebody asked to hear more: answered fast, qualified fairly, handed to sales with what is known."""

from .parts import Playbook, Step

INBOUND_LEAD = Playbook(
    key="inbound_lead",
    name=("Inbound lead", "Prospect entrant"),
    about=(
        "Somebody asked to hear more: answer within hours, qualify, hand over to sales, and learn what became of it.",
        "Quelqu’un demande à en savoir plus : répondre dans les heures, qualifier, transmettre aux ventes, et savoir la suite.",
    ),
    deadline=40,
    measured=("new_leads", "lead_conversion", "first_answer"),
    steps=(
        Step(
            "receive",
            ("Receive and check", "Recevoir et vérifier"),
            "R email, A email",
            hours=1,
            checks=(
                ("Not a customer already, not a duplicate", "Ni déjà client, ni en double"),
                ("What they consented to, and when", "Ce à quoi la personne a consenti, et quand"),
                ("Where they came from: page, campaign, event", "D’où elle vient : page, campagne, événement"),
            ),
            note=(
                "The first answer within two hours counts more than the best one.",
                "Une première réponse en deux heures vaut mieux que la meilleure réponse.",
            ),
        ),
        Step(
            "answer",
            ("Answer", "Répondre"),
            "R email, A email, I sales",
            "receive",
            2,
            (
                ("It answers the question that was asked", "La réponse traite la question posée"),
                ("A person signs, with a way to reach them", "Une personne signe, et on peut la joindre"),
                ("One question back, so that they can be qualified", "Une question en retour, pour pouvoir qualifier"),
            ),
            measured="first_answer",
        ),
        Step(
            "qualify",
            ("Qualify", "Qualifier"),
            "R email, A analyst, C sales",
            "answer",
            4,
            (
                ("Need, use and date are known", "Le besoin, l’usage et l’échéance sont connus"),
                ("The criteria agreed with sales, and no others", "Les critères convenus avec les ventes, et pas d’autres"),
                ("In doubt, say so: sales decide", "En cas de doute, le dire : les ventes tranchent"),
            ),
        ),
        Step(
            "file",
            ("Put the file together", "Constituer la fiche"),
            "R email, A email",
            "qualify",
            2,
            (
                ("What they read, asked and received", "Ce que la personne a lu, demandé et reçu"),
                ("The next step they expect", "La suite qu’elle attend"),
            ),
            only_if=("ready to buy", "mûr"),
        ),
        Step(
            "accept",
            ("Accept the lead", "Accepter le prospect"),
            "R email, A sales, I lead",
            "file",
            8,
            (
                (
                    "Taken with a name and a date, or returned with a reason",
                    "Pris avec un nom et une date, ou rendu avec un motif",
                ),
                ("The reason is one of the agreed list", "Le motif vient de la liste convenue"),
            ),
            back="qualify",
        ),
        Step(
            "call",
            ("First contact by sales", "Premier contact des ventes"),
            "R sales, A sales, I email",
            "accept",
            8,
            (
                ("Within one working day", "Dans la journée ouvrée"),
                ("What came out is written in the file", "Ce qui en ressort est écrit dans la fiche"),
            ),
        ),
        Step(
            "outcome",
            ("Learn what became of it", "Savoir ce qu’il est devenu"),
            "R sales, A analyst, I email lead",
            "call",
            2,
            (
                (
                    "Won, lost or later, with the reason in the customer’s words",
                    "Gagné, perdu ou plus tard, avec la raison dans les mots du client",
                ),
                ("The source gets the credit it deserves", "La source reçoit le crédit qu’elle mérite"),
            ),
            measured="lead_conversion",
        ),
        Step(
            "nurture",
            ("Keep in touch", "Garder le contact"),
            "R email, A email, I sales",
            "qualify",
            2,
            (
                ("A rhythm and subjects that suit what they asked", "Un rythme et des sujets en rapport avec la demande"),
                ("They can leave with one click", "Un clic suffit pour partir"),
                ("The day on which we look again", "Le jour où l’on regarde à nouveau"),
            ),
            only_if=("not yet", "pas encore"),
        ),
        Step(
            "decline",
            ("Thank and close", "Remercier et clore"),
            "R email, A email",
            "qualify",
            1,
            (
                (
                    "A kind answer, and a better address if there is one",
                    "Une réponse aimable, et une meilleure adresse s’il y en a une",
                ),
                ("Data kept no longer than promised", "Données gardées le temps promis, pas plus"),
            ),
            only_if=("not for us", "hors cible"),
        ),
    ),
)
