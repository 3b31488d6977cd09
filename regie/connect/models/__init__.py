from regie.connect.models.feed_link import FeedLink
from regie.connect.models.intake import Intake, NotNow
from regie.connect.models.intake_row import IntakeRow
from regie.connect.models.mapping import Mapping
from regie.connect.models.relay import Dispatch, Relay

__all__ = ["Dispatch", "FeedLink", "Intake", "IntakeRow", "Mapping", "NotNow", "Relay"]
