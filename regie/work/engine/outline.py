"""The outline: a workflow as a table that a marketer fills like a spreadsheet, and the way there and back.

`rows` shows any model as a table and `limits` says what a table cannot show; `draw` makes a file of a table, and `apply`
changes a file by a table, keeping all that the table does not speak of.
"""

from .redraw import apply
from .rows import OutlineError, Row, check, tidy
from .sketch import draw
from .table import Limit, limits, rows

__all__ = ["Limit", "OutlineError", "Row", "apply", "check", "draw", "limits", "rows", "tidy"]
