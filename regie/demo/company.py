"""Who works at Tamarelle, a fictional maker of cargo bikes in Nantes: data only, French and English."""

from __future__ import annotations

from dataclasses import dataclass

MAIL = "tamarelle.example"

# Home domain first, then the five neighbours: key → (English, French).
DOMAINS = {
    "marketing": ("Marketing", "Marketing"),
    "sales": ("Sales team", "Équipe des ventes"),
    "product": ("Product team", "Équipe produit"),
    "finance": ("Finance department", "Service financier"),
    "legal": ("Legal team", "Équipe juridique"),
    "care": ("Customer care", "Service client"),
}


@dataclass(frozen=True)
class Somebody:
    key: str
    name: str
    standing: str
    domain: str
    job: tuple[str, str]
    roles: tuple[tuple[str, str], ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@{MAIL}"


PEOPLE = [
    Somebody(
        "ines",
        "Inès Carvalho",
        "lead",
        "marketing",
        ("Marketing lead", "Responsable du marketing"),
        (("Marketing lead", "Responsable marketing"),),
    ),
    Somebody(
        "bastien",
        "Bastien Le Goff",
        "lead",
        "marketing",
        ("Operations", "Opérations"),
        (("Marketing analyst", "Analyste marketing"),),
    ),
    Somebody("awa", "Awa Ndiaye", "member", "marketing", ("Content", "Contenu"), (("Editor", "Rédactrice en chef"),)),
    Somebody(
        "jonas", "Jonas Keller", "member", "marketing", ("Paid media", "Média payant"), (("Media buyer", "Acheteur média"),)
    ),
    Somebody("mina", "Mina Sorel", "member", "marketing", ("Creative", "Création"), (("Art director", "Directrice artistique"),)),
    Somebody("noe", "Noé Fabre", "member", "marketing", ("E-mail", "E-mailing"), (("E-mail manager", "Responsable e-mailing"),)),
    Somebody(
        "elif",
        "Elif Vural",
        "member",
        "marketing",
        ("Customers and surveys", "Clients et enquêtes"),
        (("Survey manager", "Responsable des enquêtes"), ("Event manager", "Responsable événementiel")),
    ),
    Somebody(
        "lucie",
        "Lucie Arnaud",
        "member",
        "marketing",
        ("Social media", "Médias sociaux"),
        (("Social media specialist", "Spécialiste médias sociaux"),),
    ),
    Somebody("helene", "Hélène Brandt", "delegator", "marketing", ("Managing director", "Directrice générale")),
    Somebody(
        "remi",
        "Rémi Okafor",
        "neighbour",
        "sales",
        ("Head of sales", "Directeur des ventes"),
        (("Sales representative", "Représentant des ventes"),),
    ),
    Somebody(
        "salome",
        "Salomé Riou",
        "neighbour",
        "product",
        ("Product manager", "Cheffe de produit"),
        (("Product liaison", "Liaison produit"),),
    ),
    Somebody(
        "paul",
        "Paul Quéré",
        "neighbour",
        "finance",
        ("Controller", "Contrôleur de gestion"),
        (("Finance representative", "Représentant de la finance"),),
    ),
    Somebody(
        "sarah", "Sarah Lindqvist", "neighbour", "legal", ("Legal counsel", "Juriste"), (("Legal counsel", "Conseil juridique"),)
    ),
    Somebody(
        "yanis",
        "Yanis Haddad",
        "neighbour",
        "care",
        ("Head of customer care", "Responsable du service client"),
        (("Head of customer care", "Responsable du service client"),),
    ),
]
