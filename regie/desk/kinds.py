"""What people are told of, in their words: the rooms' verbs gathered into the kinds among which one chooses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.journal import kinds

kinds.register(
    "given",
    _("Something is given to you: a follow-up, a decision, a consent to give"),
    "reviews.follow_up_given",
    "reviews.decision_settled",
    "charter.consent_asked",
    "charter.version_proposed",
    order=5,
)
kinds.register("breach", _("A breach on one of your metrics"), "metrics.", order=20)
kinds.register("figures", _("Figures of yours that are missing, or that came"), "metrics.figures_", usual=kinds.DAILY, order=25)
kinds.register("review", _("A review you take part in: called, cancelled, closed"), "reviews.", order=30)
kinds.register("driver", _("A driver is opened"), "reviews.driver_", usual=kinds.DAILY, order=35)
kinds.register("charter", _("The charter: consent, objection, the next look"), "charter.", order=40)
kinds.register("import", _("Your import has ended"), "connect.", usual=kinds.BELL, order=45)
kinds.register("people", _("Your rights, and those whom you invited"), "people.", order=60)
kinds.register("task", _("A task is yours, sent back or blocked"), "work.task_", "work.opinion_", order=12)
kinds.register(
    "approval", _("Your decision is needed, or what you asked for is decided"), "work.stage_", "work.approval_", order=14
)
kinds.register("work", _("Runs you answer for, requests and what is awaited"), "work.", usual=kinds.BELL, order=50)
kinds.register(
    "request", _("What you asked of marketing, and what it waits for from you"), "work.request_", "work.delivery_", order=16
)
kinds.register("relay", _("A relay to Slack, Teams or another program falls silent"), "connect.relay_", order=46)
kinds.register(
    "objective",
    _("Your objectives: proposed, adopted, understood or not, checked in on"),
    "objectives.objective_",
    "objectives.comprehension_",
    "objectives.understanding_",
    order=18,
)
kinds.register("gathering", _("Surveys of yours, and workshops to which you are invited"), "objectives.", order=19)
