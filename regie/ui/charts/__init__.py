"""One way to draw: Vega-Lite specifications as plain dicts, in the house's hand.

A page shows a `Chart` with `{% chart chart %}`; `chart_response` gives the same one as PNG, SVG or CSV.
Colours are written `var(--token)`: the page's style sheet or `regie.ui.colours` says what they are.
"""

from regie.ui.charts.bars import bars, money_bars
from regie.ui.charts.chart import Chart, Key
from regie.ui.charts.line import Event, Point, line
from regie.ui.charts.multiples import multiples
from regie.ui.charts.response import chart_response

__all__ = ["Chart", "Event", "Key", "Point", "bars", "chart_response", "line", "money_bars", "multiples"]
