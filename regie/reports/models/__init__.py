from regie.reports.models.passage import Passage
from regie.reports.models.report import Report
from regie.reports.models.waiver import Waiver

__all__ = ["Passage", "Report", "Waiver"]
