"""What the columns of a file probably mean: from their names in French or English, else from their cells."""

from __future__ import annotations

from collections.abc import Collection

from regie.connect.figures.choices import Choices, at_column
from regie.connect.figures.known import Known
from regie.lib.tables import Column, DateFault, Table, read_day
from regie.lib.tables.dates import Written, plain

PERIOD = {
    *("date", "day", "jour", "mois", "month", "periode", "period", "semaine", "week"),
    *("trimestre", "quarter", "annee", "year", "daydate", "jour/mois"),
}
MEASURE = {"measure", "mesure", "indicateur", "metric", "kpi", "metrique", "indicator"}
VALUE = {
    *("value", "valeur", "montant", "amount", "figure", "releve", "nombre", "number"),
    *("total", "quantite", "quantity", "resultat", "result"),
}
DIMENSIONS = {
    "channel": ["channel", "canal", "canaux", "media", "medium", "levier", "source"],
    "campaign": ["campaign", "campagne", "operation"],
    "platform": ["platform", "plateforme", "reseau", "network", "social", "plate-forme"],
    "audience": ["audience", "cible", "segment", "public", "target", "persona"],
    "competitor": [
        "competitor",
        "concurrent",
        "concurrents",
        "concurrence",
        "competitors",
        "marque",
        "brand",
        "annonceur",
        "advertiser",
    ],
    "product": ["product", "produit", "gamme", "range"],
    "region": ["region", "country", "pays", "zone", "ville", "city"],
}


def propose(table: Table, known: Known, remembered: dict | None) -> dict:
    if remembered:
        choices = Choices.of(remembered)
        if all(choices.columns.get(name) or _period(name) for name in table.names):
            for name in table.names:  # next month's columns of a wide sheet
                if (written := _period(name)) and name not in choices.columns:
                    choices.columns[name] = at_column(written)
            choices.columns = {name: role for name, role in choices.columns.items() if name in table.names}
            return choices.as_kept()
    choices = Choices(decimal=table.decimal, order=_order(table))
    _name_all(choices, table, known)
    choices.fraction = _are_fractions(choices, table, known)
    return choices.as_kept()


def _order(table: Table) -> str:
    return next((column.order for column in table.columns if column.kind == "date" and column.order), "dmy")


def _name_all(choices: Choices, table: Table, known: Known) -> None:
    for column in table.columns:
        choices.columns[column.name] = _role(column, known)
    roles = choices.columns
    wide = [name for name, role in roles.items() if role.startswith("at:")]
    if wide and len(wide) < 2 and any(role in ("period", "value") for role in roles.values()):
        roles[wide[0]] = "ignore"
    _one_only(roles, "period", table)
    _one_only(roles, "measure", table)
    if any(role.startswith("at:") for role in roles.values()):
        for name, role in roles.items():
            if role in ("period", "value") or role.startswith("measure:"):
                roles[name] = "ignore"
    valued = [name for name, role in roles.items() if role == "value" or role.startswith("measure:")]
    if not valued and not any(role.startswith("at:") for role in roles.values()):
        spare = [column.name for column in table.columns if column.kind == "number" and roles[column.name] == "ignore"]
        if len(spare) == 1 or "measure" in roles.values():
            roles.update(dict.fromkeys(spare[-1:], "value"))
    if "measure" not in roles.values() and any(role == "value" or role.startswith("at:") for role in roles.values()):
        choices.measure = known.only_measure_in(table.name)


def _role(column: Column, known: Known) -> str:
    words = plain(column.name)
    bare = words.split(" (")[0]
    if (written := _period(column.name)) and column.kind in ("number", "empty"):
        return at_column(written)
    if column.kind == "empty":
        return "ignore"
    if column.kind == "date" or (bare in PERIOD and column.kind != "text"):
        return "period"
    if measure := known.measure(column.name):  # though it may hold formulas and slips only: these are refused one by one
        return f"measure:{measure.key}"
    if column.kind == "number":
        return "value" if _says(words, VALUE) else "ignore"
    if _says(words, MEASURE) or known.knows_measures(column.samples):
        return "measure"
    for dimension in known.dimensions:
        if plain(dimension) == bare or _says(words, DIMENSIONS.get(dimension, [])):
            return f"dimension:{dimension}"
    for dimension in known.dimensions:
        if any(known.value(dimension, sample) for sample in column.samples):
            return f"dimension:{dimension}"
    return "ignore"


def _says(words: str, among: Collection[str]) -> bool:
    parts = words.replace("_", " ").replace("-", " ").split()
    return any(part in among or part.removesuffix("s") in among for part in parts) or words in among


def _period(name: str) -> Written | None:
    try:
        return read_day(name)
    except DateFault:
        return None


def _one_only(roles: dict[str, str], role: str, table: Table) -> None:
    """The first column of a kind is meant; a second date, such as the day of the export, is not."""
    found = [name for name in table.names if roles[name] == role]
    named = [name for name in found if _says(plain(name), PERIOD if role == "period" else MEASURE)]
    for name in found:
        if name != (named or found)[0]:
            roles[name] = "ignore"


def _are_fractions(choices: Choices, table: Table, known: Known) -> bool:
    """A workbook keeps 61 % as 0.61 and only shows it as a percentage."""
    for column in table.columns:
        role = choices.columns[column.name]
        measure = known.by_key.get(
            role.partition(":")[2] if role.startswith("measure:") else choices.measure if role == "value" else ""
        )
        if measure is None or measure.unit != "percent" or table.source.kind == "text":
            continue
        values = [row.cells[column.index] for row in table.sample if column.index < len(row.cells)]
        numbers = [value for value in values if isinstance(value, float | int)]
        if numbers and max(map(abs, numbers)) <= 1 and any(value not in (0, 1) for value in numbers):
            return True
    return False
