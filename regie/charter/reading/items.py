"""What a reading is made of: items with the source line they came from, and nothing else.

Enumerations are lower-case English words, stable, and safe to store:

- `Item.period`: day, week, month, quarter, half_year, year; `Item.per`: person, campaign, platform, channel, team
- `Item.kind` (resources): time, money, card, channel, room, mentoring, access, account, equipment, other
- `Metric.unit`: money, ratio, percent, points, count; `measured`, `reported` and `Review.rhythm`: daily,
  semiweekly (twice a week), weekly, fortnightly, semimonthly (twice a month), monthly, bimonthly (every
  other month), quarterly, half_yearly, yearly; metrics also know as_available
- `Threshold.compare`: constant, moving_mean, benchmark, target, previous, year_before; None where not understood
- `Threshold.subject`: change, change_percent; None for the value itself; `since`: year_before, None for the period before
- `Threshold.op`: > >= < <=
- `Threshold.unit`: percent, points, percent_or_points (the sentence allows both: ask), absolute
- `Threshold.per`: platform, campaign, channel, audience
- `certainty`: understood, unsure
"""

from dataclasses import dataclass, field
from decimal import Decimal

UNDERSTOOD, UNSURE = "understood", "unsure"


@dataclass
class Placed:
    """Anything that stands at a place in the source. Lines count from 1, `line_end` is included."""

    text: str
    line: int
    line_end: int = 0
    section: str = ""
    certainty: str = UNDERSTOOD
    reason: str | None = None

    def __post_init__(self):
        self.line_end = max(self.line_end, self.line)

    def doubt(self, reason: str) -> None:
        """Mark as unsure; the first reason is kept."""
        self.certainty, self.reason = UNSURE, self.reason or reason


@dataclass
class Item(Placed):
    """A responsibility, a customer, a resource… `name` is what the text sets in bold or as a heading.

    `amount` is in `currency` where it is money, in `unit` (hour) where it is time; `names` are the
    named things that the text lists (platforms, tools).
    """

    name: str | None = None
    group: str | None = None
    deliverable: str | None = None
    requirement: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    unit: str | None = None
    period: str | None = None
    per: str | None = None
    kind: str | None = None
    names: list[str] = field(default_factory=list)


@dataclass
class Threshold(Placed):
    """A rule. It holds when the value stands on the side `op` of its base.

    The base is `amount` itself (compare = constant), or the moving mean, benchmark, target or previous
    value moved away by `amount` in `unit` (None: moved by nothing), in the direction that `op` looks:
    `<= target 5 percent` reads value <= target × 0.95. `amount` is never negative. The rule must hold
    `periods` times in a row (of length `period`, None: the metric's own rhythm), for each value of the
    dimension `per`; it is silent below `minimum` of volume, counted in
    `minimum_measure` (None: not said; a sentence never says it by key). A person may let it watch the change `since` a period
    instead of the value (`subject`); sentences do not. `window` values of length `window_period`
    make the mean (None: not said). `reference` is company or industry; `reference_period` the target's
    month or quarter. `source` is the whole sentence, `response` its main clause,
    `unread` the words of the condition that no part of the rule stands for.
    """

    source: str = ""
    compare: str | None = None
    op: str | None = None
    amount: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    periods: int = 1
    period: str | None = None
    per: str | None = None
    window: int | None = None
    window_period: str | None = None
    reference: str | None = None
    reference_period: str | None = None
    minimum: Decimal | None = None
    minimum_measure: str | None = None
    subject: str | None = None
    since: str | None = None
    response: str | None = None
    confirmed: bool = False
    unread: list[str] = field(default_factory=list)

    def rule(self) -> tuple:
        """What the rule says, without where it was read."""
        return (
            self.compare, self.op, self.amount, self.unit, self.currency, self.periods, self.period, self.per,
            self.window, self.window_period, self.reference, self.reference_period, self.minimum, self.minimum_measure,
            self.subject, self.since,
        )  # fmt: skip


@dataclass
class Metric(Placed):
    """`text` is the description. `formula` is an expression over measures (`spend / new customers`);
    `formula_from` says whether the text spells it out (text) or the name makes it known (name).
    `monitoring` holds the sentences that say who measures and reports, as they stand.
    """

    name: str = ""
    code: str | None = None
    formula: str | None = None
    formula_from: str | None = None
    unit: str | None = None
    measured: str | None = None
    reported: str | None = None
    per: str | None = None
    owner: str | None = None
    purpose: str | None = None
    tools: list[str] = field(default_factory=list)
    monitoring: list[Placed] = field(default_factory=list)
    thresholds: list[Threshold] = field(default_factory=list)


@dataclass
class Review(Placed):
    """`rrule` is an RFC 5545 rule; minutes_min is None where only a limit is given."""

    name: str = ""
    rhythm: str | None = None
    rrule: str | None = None
    minutes_min: int | None = None
    minutes_max: int | None = None
    participants: list[str] = field(default_factory=list)


@dataclass
class Note(Placed):
    """Content that fits no field, kept in its section; `heading` is the section's own title."""

    heading: str | None = None


@dataclass
class Question(Placed):
    """What a person must settle. `code` is stable, `about` is a path such as `metrics.2.thresholds.0`,
    `choices` are the values to choose from, `facts` what the sentence `text` was made with."""

    code: str = ""
    about: str | None = None
    choices: list[str] = field(default_factory=list)
    facts: dict = field(default_factory=dict)


@dataclass
class LeftOut(Placed):
    """What became no item; `reason` is title (it named the domain), front_matter, contents, empty_bullet, link_mark,
    link_address, rule (a line, a fence, the divider of a table)."""
