"""The sentences of the room: why a file, a cell or a choice of columns cannot be taken, and what to do."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates, numbers
from regie.lib.money import money
from regie.lib.tables import Unreadable

FILES = {
    "empty": _("This file is empty. Choose another one."),
    "picture": _("This is a picture, whatever its name says. Choose the CSV or the workbook that the figures come from."),
    "pdf": _("This is a PDF file. Its figures cannot be read safely: choose the CSV or the workbook that it was made from."),
    "word": _("This is a text document. Copy its table into a spreadsheet and save that, or paste the figures into the grid."),
    "slides": _("These are slides. Choose the workbook that their figures come from."),
    "archive": _("This is a compressed file. Unpack it and choose the CSV or the workbook inside."),
    "page": _("This is a web page under the name of a workbook. Open it in a spreadsheet and save it as XLSX or CSV."),
    "rich_text": _("This is a rich text file. Copy its table into a spreadsheet and save that as XLSX or CSV."),
    "json": _("This is a JSON file. Export the figures as CSV or XLSX instead."),
    "program": _("This is a program, not a sheet. It was not kept."),
    "media": _("This is a sound or a film, not a sheet. Choose a CSV or a workbook."),
    "database": _("This is a database file. Export the figures as CSV or XLSX instead."),
    "document": _("This is a document of another kind. Choose a CSV, XLSX, XLS or ODS file."),
    "binary": _("This file is not text and not a workbook. Choose a CSV, XLSX, XLS or ODS file."),
    "locked": _("This workbook is protected by a password. Save it without one and bring it again."),
    "damaged": _("This workbook is damaged and cannot be opened. Open it in a spreadsheet, save it anew and bring that."),
    "too_large": _(
        "This file is larger than %(limit)s MB. Split it by year or by measure and bring the parts one after the other."
    ),
    "bomb": _("This workbook would unpack to %(size)s MB, far more than it seems, and was not opened. Save the sheet as CSV."),
    "too_many_parts": _(
        "This workbook is made of %(parts)s parts, more than the %(limit)s that can be opened safely. Save the sheet as CSV."
    ),
    "too_many_words": _(
        "This workbook holds %(size)s MB of words and styles, more than the %(limit)s MB that can be read safely. Save the sheet as CSV."
    ),
    "too_large_whole": _(
        "A workbook of this form can only be read whole, and unpacks to %(size)s MB; up to %(limit)s MB can be. "
        "Save it as XLSX or CSV."
    ),
    "too_many_columns": _(
        "This sheet has %(columns)s columns; up to %(limit)s can be read. Put the periods below each other, a row a figure."
    ),
    "no_sheet": _("This workbook has no sheet with cells."),
    "no_rows": _("There is a header but no row below it, or nothing at all. Choose another sheet or file."),
    "cell_too_long": _(
        "Row %(row)s holds a cell that never ends; a quotation mark is probably not closed there. Mend it and come back."
    ),
    "file_gone": _("The file is no longer here. Bring it again."),
    "overtaken": _(
        "Somebody wrote the same invoice or the same line while this was written. Rehearse again: what is here by now is left alone."
    ),
    "gave_up": _("The work was interrupted three times and nothing was written. Try again, or split the file."),
}

FAULTS = {
    "empty": _("no value"),
    "no_value": _("says that there is no value"),
    "not_number": _("not a number"),
    "letter": _("letter %(hint)s, not a digit"),
    "not_finite": _("not a finite number"),
    "formula": _("a formula, not its value"),
    "error": _("an error of the spreadsheet"),
    "grouping": _("decimal mark and thousands do not fit"),
    "currency": _("in %(found)s, while %(measure)s is kept in %(wanted)s"),
    "percent": _("a percentage, while %(measure)s is not one"),
    "empty_date": _("no date"),
    "not_date": _("not a date"),
    "no_such_day": _("no such day"),
    "too_old": _("before 1970 or after 2199"),
    "order": _("day and month the other way round"),
    "future": _("not begun yet"),
    "grain": _("longer than the rhythm of %(measure)s"),
    "undeclared": _("%(measure)s is not kept by %(dimension)s"),
    "twice_rhythm": _("a second value for the same %(rhythm)s; %(measure)s is kept one a %(rhythm)s: add them up first"),
    "twice": _("said twice in this file"),
    "too_long": _("too long"),
    "twice_at": _("said already in row %(row)s"),
    "merged": _("part of a merged cell: its amount stands in row %(row)s"),
    "too_much": _("more than can be kept"),
    "no_currency": _("not a currency: three letters, such as EUR or USD"),
    "two_currencies": _("two currencies in one row: %(found)s"),
    "no_rate": _("no rate of %(currency)s for %(day)s: add it to the exchange rates of the budget"),
    "no_day": _("a month or a year; a day is needed"),
    "unknown_kind": _("neither an invoice, nor a credit note, nor an order"),
    "order_below_zero": _("an order is above zero"),
    "order_without_line": _("an order needs a budget line that is here and open"),
    "nothing": _("an invoice of nothing is none"),
    "line_closed": _("line %(name)s is closed: reopen it, or name another"),
    "line_not_approved": _("line %(name)s is not approved yet: until then nothing is committed on it"),
    "line_held": _("line %(name)s is held for something not yet defined"),
    "order_differs": _("this order is here already, at %(stands)s"),
    "above_line": _("%(over)s above line %(name)s: ask finance first, as a commitment"),
    "above_envelope": _("%(over)s above the envelope %(name)s: ask finance first, as a commitment"),
    "no_purpose": _("neither a purpose nor a supplier"),
    "sums": _("net and VAT make %(made)s"),
    "empty_word": _("nothing is said here"),
    "ends_before": _("ends before it begins"),
    "below_zero": _("below zero"),
    "more_reached": _("more people than contacts"),
    "week_outside": _("a week outside the period of the line"),
    "weeks_sum": _("the weeks make %(made)s"),
    "net_differs": _("quantity, price and discount make %(made)s"),
    "not_percent": _("not between 0 and 100%%"),
    "unknown_unit": _("not a unit that is bought: insertions, spots, clicks…"),
    "unknown_line": _("no budget line has this number"),
}

PROBLEMS = {
    "no_value_column": _("No column holds values. Say which one does."),
    "no_period_column": _("No column says the day or the period. Say which one does."),
    "no_measure": _(
        "Nothing says which measure the values belong to. Choose the measure of the file, or the column that names it."
    ),
    "two_periods": _("Two columns say the period. Keep one, and leave the other out."),
    "two_measures": _("Two columns name the measure. Keep one, and leave the other out."),
    "wide_and_long": _("Some columns are periods and others are values with their own date. Keep one of the two ways."),
    "said_twice": _("“%(other)s” says this already. Leave one of the two out."),
    "needs": _("No column says this: %(field)s. Say which one does."),
    "no_amount": _("No column says the amount, without VAT or with it. Say which one does."),
    "no_vat_rate": _("The amounts hold VAT, and nothing says how much. Name the column of VAT, or type its rate."),
    "no_such_currency": _("Say the currency of the amounts by its three letters, such as EUR or USD."),
    "no_purpose_column": _("No column says the supplier or the purpose. Say which one does."),
    "no_effort": _("No column says working days, money or results. Say which one does."),
    "no_campaign": _("Nothing says which campaign the lines belong to. Choose it, or the column that names it."),
    "no_channel": _("Nothing says the channel of the lines. Choose it, or the column that names it."),
    "no_quantity": _("No column says the quantity, and none is a week. Say which one does."),
    "no_period_of_line": _("Nothing says when a line runs: its beginning and its end, or a column for each week."),
    "unknown_role": _("Choose what this column is from the list."),
}

UNKNOWN = {"unknown_value", "unknown_measure", "unknown_audience", "unknown_campaign", "unknown_channel", "unknown_activity"}

DIMENSIONS = {
    "channel": _("channel"),
    "campaign": _("campaign"),
    "platform": _("platform"),
    "audience": _("audience"),
    "competitor": _("competitor"),
    "product": _("product"),
    "region": _("region"),
}

RHYTHMS = {
    "day": pgettext_lazy("period", "day"),
    "week": pgettext_lazy("period", "week"),
    "month": pgettext_lazy("period", "month"),
    "quarter": pgettext_lazy("period", "quarter"),
    "half_year": pgettext_lazy("period", "half-year"),
    "year": pgettext_lazy("period", "year"),
}


def dimension_word(key: str) -> str:
    return str(DIMENSIONS.get(key, key.replace("_", " ")))


def file_sentence(fault: Unreadable | dict) -> str:
    """Why a file was refused, and what to do."""
    code, facts = (fault.code, fault.facts) if isinstance(fault, Unreadable) else (fault.get("code", ""), fault)
    if code == "halted":
        return _halted(facts)
    return str(FILES.get(code, FILES["damaged"])) % facts


def _halted(facts: dict) -> str:
    rows = numbers.number(facts.get("rows", 0), get_language() or "en")
    if not facts.get("name"):
        return gettext("It was stopped after %(rows)s rows.") % {"rows": rows}
    return gettext("%(name)s stopped it after %(rows)s rows.") % {"name": facts["name"], "rows": rows}


def fault_sentence(code: str, facts: dict) -> str:
    """Why a cell was refused; short, it stands under the cell."""
    if code in UNKNOWN:
        if facts.get("like"):
            return gettext("unknown; %(like)s?") % facts
        return gettext("unknown")
    facts = _in_words(code, facts)
    code = f"{code}_{facts['of']}" if code == "above" else code
    if "dimension" in facts:
        facts = {**facts, "dimension": dimension_word(facts["dimension"])}
    if "rhythm" in facts:
        facts = {**facts, "rhythm": RHYTHMS.get(facts["rhythm"], facts["rhythm"])}
    return str(FAULTS.get(code, FAULTS["not_number"])) % facts


def _in_words(code: str, facts: dict) -> dict:
    """Amounts and days as the reader writes them."""
    language = get_language() or "en"
    said = dict(facts)
    for name in ("over", "stands"):
        if name in said:
            said[name] = money(said[name], said.get("currency", "EUR"), language)
    if "made" in said:
        said["made"] = numbers.number(said["made"], language, min(2, len(str(said["made"]).partition(".")[2])))
    if code == "no_rate":
        said["day"] = dates.day(date.fromisoformat(said["day"]), language, "long")
    if "row" in said:
        said["row"] = numbers.number(said["row"], language)
    return said


def reason_sentence(reason: dict) -> str:
    """The head of a group of refusals."""
    facts, column = reason["facts"], reason["column"]
    match reason["code"]:
        case "unknown_value":
            dimension = dimension_word(facts["dimension"])
            return gettext("%(dimension)s “%(word)s” is unknown") % {"dimension": dimension.capitalize(), "word": facts["word"]}
        case "unknown_measure":
            return gettext("Measure “%(word)s” is unknown") % {"word": facts.get("word", "")}
        case "unknown_audience" | "unknown_campaign" | "unknown_channel" | "unknown_activity":
            return gettext("%(column)s “%(word)s” is unknown") % {"column": column, "word": facts.get("word", "")}
        case "others":
            return gettext("Other reasons")
    return gettext("%(column)s: %(fault)s") % {"column": column, "fault": fault_sentence(reason["code"], facts)}
