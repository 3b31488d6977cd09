from regie.charter.models.charter import Charter, Line, Section
from regie.charter.models.version import Version, Wording

__all__ = ["Charter", "Line", "Section", "Version", "Wording"]
