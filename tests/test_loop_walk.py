"""The whole loop in a browser: a text comes in, figures cross a threshold, a review decides, somebody has something to do."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHARTER = Path(__file__).resolve().parent.parent / "regie" / "demo" / "texts" / "charter-en.md"


def satisfaction(level: float, months: int = 2) -> bytes:
    """A sheet of daily answers over the last complete months, `level` of them positive."""
    today = timezone.localdate()
    end = today.replace(day=1) - timedelta(days=1)
    first = end
    for _month in range(months):
        first = first.replace(day=1) - timedelta(days=1)
    day, lines = first + timedelta(days=1), ["Day,Answers,Positive answers"]
    while day <= end:
        lines.append(f"{day.isoformat()},200,{round(200 * level)}")
        day += timedelta(days=1)
    return "\n".join(lines).encode()


def test_the_loop_closes(page_of, context_of, ines, helene, axe, tmp_path):
    page = page_of(ines, language="en")

    page.set_default_timeout(30_000)

    # A charter comes in, is corrected and accepted.
    page.goto("/charter/import/")
    page.locator("textarea[name=text]").fill(CHARTER.read_text("utf8"))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/charter/readings/*/**")
    axe(page)
    page.get_by_role("link", name=re.compile("^Correct Hold the budget")).click()
    page.locator("form.form__fields textarea").first.fill(", across all campaigns and channels.")
    page.get_by_role("button", name="Done").click()
    page.get_by_text("across all campaigns and channels").first.wait_for()
    page.get_by_role("button", name="Accept the charter").click()
    page.wait_for_url("**/result/**")
    axe(page)

    # The delegator consents; what hangs on the lines is there.
    delegator = context_of(helene, language="en").new_page()
    delegator.set_default_timeout(30_000)
    delegator.goto("/charter/")
    delegator.get_by_role("button", name=re.compile("consent", re.I)).first.click()
    delegator.get_by_text("in force").first.wait_for()

    # The threshold of satisfaction is confirmed by a person.
    page.goto("/metrics/csat/")
    page.get_by_role("link", name=re.compile("^Look and confirm")).click()
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_text("confirmed", exact=True).first.wait_for()

    # The weekly review gets its first date.
    from regie.reviews.models import Series

    weekly = Series.objects.get(rule__startswith="FREQ=WEEKLY")
    page.goto(f"/reviews/series/{weekly.pk}/dates/")
    page.locator("input[name=starts_on]").fill((timezone.localdate() + timedelta(days=1)).isoformat())
    page.locator("main form button[data-kind=primary]").first.click()
    page.wait_for_load_state()

    # Figures come in from a file, rehearsed first; two months of satisfaction lie under 85.
    sheet = tmp_path / "satisfaction.csv"
    sheet.write_bytes(satisfaction(0.82))
    page.goto("/connect/imports/new/")
    page.locator("input[type=file]").set_input_files(str(sheet))
    page.get_by_role("button", name="Look at the file").click()
    page.wait_for_url(re.compile(r"/connect/imports/\d+/"))
    if "/columns/" in page.url:
        page.locator("main form button[data-kind=primary]").click()
    page.get_by_role("button", name=re.compile(r"^Write \d+")).click()
    page.get_by_text("Result of satisfaction.csv").wait_for(timeout=30_000)

    # The breach is open on the page of the metric, and its driver waits.
    page.goto("/metrics/csat/")
    page.get_by_role("heading", name="Breach").first.wait_for()
    axe(page)
    page.get_by_role("link", name=re.compile("Driver")).first.wait_for()

    # It is on the agenda of the next review, which is held.
    page.goto("/")
    page.locator("main a[href^='/reviews/']").get_by_text(re.compile("^Open")).first.click()
    page.get_by_text(re.compile("Customer satisfaction.*")).first.wait_for()
    axe(page)
    page.get_by_role("button", name="Begin the review").click()
    page.get_by_role("button", name=re.compile("^Take up .*satisfaction")).first.click()
    page.get_by_label("Write a minute").fill("Two answers in three name the delivery date.")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("Two answers in three name the delivery date.").first.wait_for()

    # A decision by consent, with its owner and a date to look again; and a follow-up.
    page.get_by_text("Propose a decision").click()
    later = timezone.localdate() + timedelta(days=30)
    form = page.locator("form", has=page.get_by_role("button", name="Propose", exact=True))
    form.locator("textarea").first.fill("Write to each customer ten days before delivery")
    form.locator("select[name=owner]").select_option(label="Inès Carvalho")
    form.locator("input[name=look_again_on]").fill(later.isoformat())
    form.get_by_role("button", name="Propose", exact=True).click()
    page.get_by_role("button", name="Settle it").click()
    page.get_by_role("heading", name="Decided").wait_for()
    page.get_by_text("Give a follow-up").click()
    form = page.locator("form", has=page.get_by_role("button", name="Give it"))
    form.locator("input[name=what]").fill("Draft the letter")
    form.locator("select[name=who]").select_option(label="Inès Carvalho")
    form.locator("input[name=by_when]").fill(later.isoformat())
    form.get_by_role("button", name="Give it").click()
    page.get_by_text("Draft the letter").first.wait_for()
    page.get_by_role("button", name="Close the review").click()
    page.get_by_text("Write to each customer ten days before delivery").first.wait_for()

    # It waits on My day, and is done there.
    page.goto("/")
    page.get_by_role("button", name="Finish: Draft the letter").click()
    page.get_by_role("button", name="Reopen: Draft the letter").wait_for()
    axe(page)

    # The breach is closed by the decision, and the loop shows the turn.
    page.goto("/loop/")
    page.get_by_role("link", name="Write to each customer ten days before delivery").wait_for()
    axe(page)
