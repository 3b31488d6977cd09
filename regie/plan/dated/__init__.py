"""Everything that has a day, for the calendar of the plan; rooms above register theirs.

dated.SOURCES["reviews"] = dated.Source(_("Reviews"), find)      # find(first, last, person) -> list[Dated]
"""

from regie.plan.dated.registry import SOURCES, Dated, Source, collect

__all__ = ["SOURCES", "Dated", "Source", "collect"]
