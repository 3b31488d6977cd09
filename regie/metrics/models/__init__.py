from regie.metrics.models.batch import Batch
from regie.metrics.models.breach import Breach
from regie.metrics.models.evaluation import Evaluation
from regie.metrics.models.figure import Figure, Replaced
from regie.metrics.models.measure import Measure
from regie.metrics.models.metric import Formula, Metric
from regie.metrics.models.reference import Reference
from regie.metrics.models.reminder import Reminder
from regie.metrics.models.series import Series
from regie.metrics.models.threshold import Threshold
from regie.metrics.models.units import AddsUp, Direction, Rhythm, State, Unit
from regie.metrics.models.value import Reading, Value

__all__ = [
    "AddsUp",
    "Batch",
    "Breach",
    "Direction",
    "Evaluation",
    "Figure",
    "Formula",
    "Measure",
    "Metric",
    "Reading",
    "Reference",
    "Reminder",
    "Replaced",
    "Rhythm",
    "Series",
    "State",
    "Threshold",
    "Unit",
    "Value",
]
