"""The sentences of the journal for this room, and who is told; each area has its own file here, named in `registrations`."""

from regie.plan.sentences import channels

__all__ = ["channels"]
