from regie.reviews.forms.decisions import FollowUpForm, IntegrateForm, LookForm, ObjectForm, ProposalForm
from regie.reviews.forms.drivers import DriverForm, DropForm, TakeUpForm
from regie.reviews.forms.reviews import CallForm, CancelForm, ItemForm, MinuteForm, MoveForm
from regie.reviews.forms.series import ParticipantForm, PlanForm, SeriesForm

__all__ = [
    "CallForm", "CancelForm", "DriverForm", "DropForm", "FollowUpForm", "IntegrateForm", "ItemForm", "LookForm", "MinuteForm",
    "MoveForm", "ObjectForm", "ParticipantForm", "PlanForm", "ProposalForm", "SeriesForm", "TakeUpForm",
]  # fmt: skip
