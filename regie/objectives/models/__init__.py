from regie.objectives.models.answer import Answer, Reply, Theme
from regie.objectives.models.audience import Audience, Persona
from regie.objectives.models.comprehension import Comprehension, Option, Understanding
from regie.objectives.models.idea import Dots, Idea
from regie.objectives.models.inspiration import Inspiration, Mark
from regie.objectives.models.objective import CheckIn, Objective
from regie.objectives.models.survey import FEWEST, Asked, Question, Survey
from regie.objectives.models.workshop import Seat, Step, Workshop

__all__ = [
    "FEWEST",
    "Answer",
    "Asked",
    "Audience",
    "CheckIn",
    "Comprehension",
    "Dots",
    "Idea",
    "Inspiration",
    "Mark",
    "Objective",
    "Option",
    "Persona",
    "Question",
    "Reply",
    "Seat",
    "Step",
    "Survey",
    "Theme",
    "Understanding",
    "Workshop",
]
