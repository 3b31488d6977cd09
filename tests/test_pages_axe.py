"""Every main page of the demo department: open to everybody, in both languages and themes, on a desk and on a phone."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from regie.demo.tests.told import NOW

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

ROOMS = {
    "desk": ["day", "loop", "search"],
    "charter": ["index", "import", "coverage", "versions", "history", "competencies"],
    "metrics": ["index", "metric_new", "breaches", "thresholds", "measures", "measure_new", "batches", "grid"],
    "reviews": ["index", "calendar", "criteria", "review_new", "decisions", "follow_ups", "series_new", "drivers", "driver_new"],
    "reports": ["index", "report_new"],
    "connect": ["index", "new_import", "relays", "relay_new"],
    "objectives": [
        "index",
        "objective_new",
        "audiences",
        "audience_new",
        "inspirations",
        "surveys",
        "survey_new",
        "workshops",
        "workshop_new",
    ],
    "plan": [
        "index",
        "calendar",
        "timeline",
        "activities",
        "milestones",
        "milestone_new",
        "campaigns",
        "campaign_new",
        "events",
        "channels",
        "channel_new",
        "affinities",
        "efforts",
        "effort_new",
        "ways",
        "arenas",
        "arena_new",
        "media",
        "media_line_new",
        "budget",
        "reckoning",
        "envelope_new",
        "envelope_move",
        "budget_lines",
        "budget_line_new",
        "commitments",
        "commitment_new",
        "expenses",
        "expense_new",
        "rates",
        "constraints",
        "constraint_new",
    ],
    "work": [
        "offers",
        "offer_new",
        "requests",
        "deliveries",
        "delivery_new",
        "index",
        "boards",
        "board_new",
        "tasks",
        "task_new",
        "calendar",
        "timeline",
        "load",
        "runs",
        "run_new",
        "stuck",
        "audits",
        "approvals",
        "approval_check",
        "workflows",
        "workflow_new",
    ],
    "people": ["index", "new", "roles", "role_new", "domains", "rights", "links", "organisation", "me"],
    "journal": ["index", "notifications"],
}
NARROW = {"width": 360, "height": 780}
WIDE = {"width": 1440, "height": 900}
FOR_EVER = 100 * 365 * 86_400
OPPOSITE = {"light": "dark", "dark": "light"}


def things() -> list[str]:
    """The page of one thing of each kind."""
    from regie.charter.models import Line, Reading
    from regie.metrics.models import Batch, Breach, Measure, Metric, Threshold
    from regie.objectives.models import Audience, Objective
    from regie.people.models import Domain, Person
    from regie.plan import models as plan
    from regie.reports.models import Report
    from regie.reviews.models import Decision, Driver, Review, Series

    metric = Breach.objects.order_by("-pk").first().metric
    held = Review.objects.exclude(closed_at=None).order_by("-starts_at").first()
    coming = Review.objects.filter(closed_at=None, cancelled_at=None).order_by("-starts_at").first()
    found = [
        Metric.objects.exclude(pk=metric.pk).first(),
        metric,
        Measure.objects.first(),
        Batch.objects.first(),
        held,
        coming,
        Decision.objects.order_by("-pk").first(),
        Driver.objects.order_by("-pk").first(),
        Series.objects.first(),
        Domain.objects.first(),
        Person.objects.first(),
        Report.objects.first(),
        Objective.objects.first(),
        Audience.objects.first(),
        campaign := plan.Campaign.objects.filter(activities__event=None).order_by("pk").first(),
        plan.Activity.objects.order_by("pk").first(),
        plan.Event.objects.first().activity,
        plan.Channel.objects.order_by("pk").first(),
        plan.Arena.objects.first(),
        plan.Constraint.objects.first(),
        plan.Envelope.objects.first(),
        plan.BudgetLine.objects.first(),
        plan.Commitment.objects.first(),
        plan.Expense.objects.first(),
        plan.MediaLine.objects.first(),
    ]
    return [
        *[thing.get_absolute_url() for thing in found],
        reverse("metrics:metric_edit", args=[metric.key]),
        reverse("metrics:threshold", args=[Threshold.objects.first().pk]),
        reverse("charter:reading", args=[Reading.objects.first().pk]),
        reverse("charter:clause", args=[Line.objects.first().pk]),
        reverse("plan:campaign_gates", args=[campaign.pk]),
        reverse("plan:campaign_edit", args=[campaign.pk]),
        reverse("plan:way", args=[Audience.objects.first().pk]),
        reverse("plan:media") + "?show=weeks",
        reverse("plan:media") + "?show=totals",
    ]


@pytest.mark.parametrize(("language", "theme", "size"), [("fr", "light", "desk"), ("en", "dark", "phone")])
@time_machine.travel(NOW, tick=True)
def test_everybody_can_read_every_page(page_of, axe, request, settings, language, theme, size):
    from regie.demo.tests import told
    from regie.people.models import Person

    settings.SESSION_COOKIE_AGE = FOR_EVER  # the browser does not travel in time
    told.lay_down(language, request.config)
    page = page_of(Person.objects.get(email__startswith="ines"), language=language, theme=theme, size=size)
    wrong = []

    def look(address: str, where: str, rules: list[str] | None = None) -> None:
        try:
            axe(page, rules=rules)
        except AssertionError as fault:
            wrong.append(f"{where}: {fault}")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wrong.append(f"{where}: {address} is {over} px too wide")

    for address in [*(reverse(f"{room}:{name}") for room, names in ROOMS.items() for name in names), *things()]:
        answer = page.goto(address)
        assert answer.status == 200 and "/account/" not in page.url, address
        look(address, f"{language}, {theme}, {size}")
        # The other theme and the other size change colours and places, not what a page says.
        page.emulate_media(color_scheme=OPPOSITE[theme])
        page.set_viewport_size(NARROW if size == "desk" else WIDE)
        look(
            address,
            f"{language}, {OPPOSITE[theme]}, not {size}",
            ["color-contrast", "target-size", "scrollable-region-focusable"],
        )
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(WIDE if size == "desk" else NARROW)
    assert not wrong, "\n\n".join(wrong)
