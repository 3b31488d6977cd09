"""Reading sheets: any CSV or workbook that people bring, row by row, with steady memory.

`open_table(file, name)` says what the file is by its content, refuses what is no sheet, and gives a `Table` whose rows
stream. `numbers` and `dates` read written cells; `profile` looks at a column and says what it holds. No models, no request,
no sentences: faults are codes, and the room that speaks with people words them."""

from regie.lib.tables.dates import DateFault, read_day
from regie.lib.tables.numbers import Amount, NumberFault, read_number
from regie.lib.tables.profile import Column, profile
from regie.lib.tables.table import Row, Table, open_table
from regie.lib.tables.unreadable import Unreadable

__all__ = [
    "Amount",
    "Column",
    "DateFault",
    "NumberFault",
    "Row",
    "Table",
    "Unreadable",
    "open_table",
    "profile",
    "read_day",
    "read_number",
]
