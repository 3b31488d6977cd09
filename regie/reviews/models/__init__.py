from regie.reviews.models.copy import Copy
from regie.reviews.models.criterion import Criterion, Rating
from regie.reviews.models.decision import Decision, Look
from regie.reviews.models.driver import Driver
from regie.reviews.models.follow_up import FollowUp
from regie.reviews.models.item import Item
from regie.reviews.models.minute import Minute
from regie.reviews.models.participant import Participant
from regie.reviews.models.presence import Presence
from regie.reviews.models.review import Review
from regie.reviews.models.series import Series
from regie.reviews.models.voice import Voice

__all__ = [
    "Copy", "Criterion", "Decision", "Driver", "FollowUp", "Item", "Look", "Minute", "Participant", "Presence",
    "Rating", "Review", "Series", "Voice",
]  # fmt: skip
