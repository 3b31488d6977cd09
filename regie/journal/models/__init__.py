from regie.journal.models.comment import Comment
from regie.journal.models.event import Event, record
from regie.journal.models.file import File
from regie.journal.models.letter import Letter
from regie.journal.models.notification import Notification
from regie.journal.models.revised import Revised, Stale

__all__ = ["Comment", "Event", "File", "Letter", "Notification", "Revised", "Stale", "record"]
