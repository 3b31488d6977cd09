"""The steps of a walk: how a team finds, tests, adopts and follows an objective, in the pages of two people and of strangers."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from regie.objectives.models import Comprehension, Objective, Reply
from regie.people.models import OpenLink

SENTENCE = "From 40 to 55 trial rides a month in Lyon by the end of June"
ANSWERS = ["Trial rides in Lyon", "Be known in Lyon", "Keep delivery dates", "Fewer campaigns, better ones"]


def find_and_adopt(lead, member, context_of, jonas, survey, workshop, review, axe) -> Objective:
    """From the first question to the first check-in; returns the objective, adopted."""

    # Four answer by one link, without a name; nobody reads them before it is closed.
    for place, text in enumerate(ANSWERS):
        stranger = context_of(language="en", script=place == 0).new_page()
        stranger.goto(survey.shared_link().address)
        stranger.locator("textarea").first.fill(text)
        stranger.get_by_role("button", name="Send my answer").click()
        stranger.get_by_role("heading", name=re.compile("Thank you")).wait_for()
    lead.goto(survey.get_absolute_url())
    assert ANSWERS[0] not in lead.content()
    lead.get_by_role("button", name="Close", exact=True).click()
    lead.get_by_role("dialog").get_by_role("button", name="Close", exact=True).click()
    lead.get_by_text(ANSWERS[0]).first.wait_for()
    axe(lead)
    assert not Reply.objects.exclude(asked=None, at=None, name="").exists()

    # The workshop begins from them; Jonas proposes on his own page, Inès makes a draft of it.
    lead.goto(workshop.get_absolute_url())
    lead.get_by_role("button", name="Begin").click()
    lead.get_by_role("button", name="Next: Propose").click()
    member.goto(workshop.get_absolute_url())
    member.get_by_role("button", name="Take part").click()
    member.get_by_label("Your idea").fill("More trial rides in Lyon")
    member.get_by_role("button", name="Propose").click()
    lead.get_by_text("More trial rides in Lyon").first.wait_for()
    for step in ("Group", "Vote", "Draft"):
        lead.get_by_role("button", name=f"Next: {step}").click()
    lead.locator("summary", has_text="More trial rides in Lyon").click()
    lead.get_by_role("button", name="Make it a draft").click()
    lead.get_by_role("link", name="More trial rides in Lyon").click()
    objective = Objective.objects.get()
    assert objective.idea.seat.person == jonas

    # The check says letter by letter what is missing, while it is being typed.
    lead.get_by_role("link", name="Edit").first.click()
    check = lead.locator("#smart")
    check.get_by_text("Choose the metric").wait_for()
    lead.get_by_label("In one sentence").fill(SENTENCE)
    lead.get_by_label("Metric that judges it").select_option(label="Trial rides booked")
    check.get_by_text("Choose the metric").wait_for(state="detached")
    lead.locator("input[name=baseline]").fill("40")
    lead.locator("input[name=target]").fill("55")
    today = timezone.localdate()
    lead.locator("input[name=starts_on]").fill((today - timedelta(days=20)).isoformat())
    lead.locator("input[name=due_on]").fill((today + timedelta(days=200)).isoformat())
    lead.locator("select[name=owner]").select_option(label="Inès Carvalho")
    axe(lead)
    lead.get_by_role("button", name="Keep").click()
    lead.get_by_role("heading", name=SENTENCE).wait_for()

    # Somebody outside says what they understand of it; a person judges their words; it is passed.
    lead.get_by_role("link", name="Test it").click()
    lead.locator("textarea[name=who]").fill("Marketing\nSales")
    lead.locator("textarea[name=what]").fill("More trial rides in Lyon\nMore shops in Lyon")
    lead.locator("textarea[name=when]").fill("End of June\nThis week")
    lead.locator("input[name=fewest]").fill("1")
    lead.get_by_role("button", name="Open the test").click()
    lead.locator("input[name=given_to]").fill("Perrine")
    lead.get_by_role("button", name="Make the link").click()
    lead.get_by_text("Perrine").first.wait_for()
    test = Comprehension.objects.get()
    outside = context_of(language="en", script=False).new_page()
    outside.goto(link_to(test))
    outside.locator("textarea[name=words]").fill("Marketing wants fifty-five people a month to try a bike in Lyon.")
    for choice in ("Marketing", "More trial rides in Lyon", "End of June"):
        outside.get_by_label(choice, exact=True).check()
    outside.get_by_role("button", name="Send").click()
    outside.get_by_role("heading", name="Thank you").wait_for()
    lead.goto(test.get_absolute_url())
    lead.get_by_role("button", name="Understood", exact=True).click()
    lead.get_by_role("button", name="Close the test").click()
    lead.get_by_text("passed, 100 of 100").wait_for()
    axe(lead)

    # Proposed, it stands on the next agenda; the review adopts it by consent.
    lead.get_by_role("button", name="Propose").first.click()
    lead.get_by_text("the next review decides by consent").first.wait_for()
    lead.goto(review.get_absolute_url())
    lead.get_by_text("to be adopted by consent").first.wait_for()
    lead.get_by_role("button", name="Begin the review").click()
    lead.get_by_role("button", name=f"Take up {SENTENCE}").click()
    lead.get_by_text("Comprehension test passed: 100 of 100.").wait_for()
    axe(lead)
    lead.get_by_role("button", name="Propose", exact=True).click()
    lead.get_by_role("button", name="Settle it").click()
    lead.get_by_role("heading", name="Decided").wait_for()

    # It holds from now on, and whoever owns it says how sure they are.
    lead.goto(objective.get_absolute_url())
    lead.get_by_label("We shall reach it").check()
    lead.locator("#check-in-words").fill("The shop in Lyon lends six bikes.")
    lead.get_by_role("button", name="Note it").click()
    lead.get_by_text("The shop in Lyon lends six bikes.").first.wait_for()
    axe(lead)
    objective.refresh_from_db()
    assert (objective.status, objective.deed.review) == ("adopted", review)
    assert objective.check_ins.get().value == 41
    lead.goto("/loop/")
    assert "1 adopted" in lead.content()
    return objective


def link_to(test) -> str:
    return OpenLink.objects.open().about(test).get().address
