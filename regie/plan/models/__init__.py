from regie.plan.models.activity import Activity, After, Event, Milestone, Piece, PieceTarget
from regie.plan.models.budget import BudgetLine, Envelope, Portion
from regie.plan.models.campaign import Campaign, CampaignTarget, Enclosed, Place, Risk
from regie.plan.models.channel import Affinity, Channel
from regie.plan.models.constraint import Constraint, Gate, Opening, Refusal, Tick
from regie.plan.models.media import Flight, MediaLine
from regie.plan.models.reckoning import Reckoning
from regie.plan.models.replaced import Replaced
from regie.plan.models.spending import Commitment, Expense, Ledger, Rate
from regie.plan.models.way import Arena, EarlierEffort, WayStep

__all__ = [
    "Activity",
    "Affinity",
    "After",
    "Arena",
    "BudgetLine",
    "Campaign",
    "CampaignTarget",
    "Channel",
    "Commitment",
    "Constraint",
    "EarlierEffort",
    "Enclosed",
    "Envelope",
    "Event",
    "Expense",
    "Flight",
    "Gate",
    "Ledger",
    "MediaLine",
    "Milestone",
    "Opening",
    "Piece",
    "PieceTarget",
    "Place",
    "Portion",
    "Rate",
    "Reckoning",
    "Refusal",
    "Replaced",
    "Risk",
    "Tick",
    "WayStep",
]
