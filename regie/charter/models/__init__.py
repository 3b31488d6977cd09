from regie.charter.models.charter import Charter, Line, Section
from regie.charter.models.competency import Competency
from regie.charter.models.consent import Consent
from regie.charter.models.deliverable import Deliverable
from regie.charter.models.named import Named
from regie.charter.models.reading import Correction, Reading
from regie.charter.models.resource import Per, Period, Resource
from regie.charter.models.version import NotProposed, Version
from regie.charter.models.wording import Wording

__all__ = [
    "Charter", "Competency", "Consent", "Correction", "Deliverable", "Line", "Named", "NotProposed", "Per", "Period", "Reading",
    "Resource", "Section", "Version", "Wording",
]  # fmt: skip
