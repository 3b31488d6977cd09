from regie.work.models.approval import Approval, Stage, Verdict
from regie.work.models.audit import Audit
from regie.work.models.board import Board
from regie.work.models.content import Content, Edition
from regie.work.models.delivery import Delivery
from regie.work.models.duty import Duty
from regie.work.models.enclosure import Enclosure
from regie.work.models.errand import Errand
from regie.work.models.improvement import Improvement
from regie.work.models.offer import Offer
from regie.work.models.opinion import Opinion
from regie.work.models.part import Attachment, Check, Wait
from regie.work.models.passage import Answer, Folded, Passage, PassedStep
from regie.work.models.pin import Pin
from regie.work.models.request import Request
from regie.work.models.run import PlannedStep, Run
from regie.work.models.task import Task
from regie.work.models.workflow import Version, Workflow

__all__ = [
    "Answer",
    "Approval",
    "Attachment",
    "Audit",
    "Board",
    "Check",
    "Content",
    "Delivery",
    "Duty",
    "Edition",
    "Enclosure",
    "Errand",
    "Folded",
    "Improvement",
    "Offer",
    "Opinion",
    "Passage",
    "PassedStep",
    "Pin",
    "PlannedStep",
    "Request",
    "Run",
    "Stage",
    "Task",
    "Verdict",
    "Version",
    "Wait",
    "Workflow",
]  # fmt: skip
