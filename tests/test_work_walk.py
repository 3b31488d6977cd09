"""The e-mail playbook in a browser: from start to a sealed final approval, by people of three departments and one outsider."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROLES = {
    "Marketing lead": "ines", "E-mail manager": "awa", "Editor": "jonas", "Art director": "mina", "Legal counsel": "sarah",
    "Head of customer care": "paul", "Sales representative": "paul", "Product liaison": "paul", "Marketing analyst": "mina",
}  # fmt: skip


@pytest.fixture
def team(home, ines, jonas, paul):
    """Awa writes e-mails, Jonas edits, Mina designs; Sarah is of the legal department, Paul of finance."""
    from regie.people.models import Domain, Person
    from regie.work.tests.world import role

    def person(name, standing, domain):
        email = f"{name.split()[0].lower()}@tamarelle.example"
        return Person.objects.create_user(email=email, name=name, standing=standing, domain=domain)

    legal = Domain.objects.create(name="Legal")
    team = {"ines": ines, "jonas": jonas, "paul": paul, "awa": person("Awa Ndiaye", "member", home)}
    team |= {"mina": person("Mina Sorel", "member", home), "sarah": person("Sarah Lindqvist", "neighbour", legal)}
    for name, key in ROLES.items():
        role(name, team[key], team[key].domain)
    return team


@pytest.fixture
def workflow(ines):
    from regie.work.models import Workflow
    from regie.work.playbooks import PLAYBOOKS

    made = Workflow.make("E-mail campaign", PLAYBOOKS["email"].draw("en").decode(), by=ines, kind="email", language="en")
    made.draft.publish(by=ines)
    return made


def test_an_e_mail_goes_from_its_start_to_its_sealed_approval(page_of, context_of, team, workflow, axe):
    from regie.work import subjects
    from regie.work.models import Run, Task, Verdict

    pages = {key: page_of(team[key], language="en") for key in team}

    def opened(title: str) -> Task:
        return Task.objects.open().get(title=title)

    def go(key: str, title: str):
        pages[key].goto(opened(title).get_absolute_url())
        return pages[key]

    def submit(key: str, title: str, *, keys: bool = False) -> None:
        """By mouse, or by keyboard alone: to the button and Enter."""
        page = go(key, title)
        button = page.locator(".page-head__actions").get_by_role("button", name=re.compile("^(Submit|Finish)$"))
        if keys:
            button.focus()
            page.keyboard.press("Enter")
        else:
            button.click()
        page.get_by_text(f"“{title}”").first.wait_for()

    def open_gate(key: str, title: str) -> None:
        Task.objects.get(title=title, ended_at=None).opinions.update(silent_at="2026-01-01T00:00:00Z")
        page = go(key, title)
        page.get_by_role("button", name="Open the gate").click()
        page.get_by_text(f"“{title}”: done.").first.wait_for()

    def ask(title: str, outsider: str = "") -> None:
        page = go("awa", title)
        page.get_by_role("link", name="Ask for an approval").click()
        if outsider:
            page.get_by_label("People outside").fill(outsider)
            page.get_by_label("How many must approve").select_option("all")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_text("those asked are told").first.wait_for()

    def decide(page, title: str, button: str, reason: str = "") -> None:
        page.goto(opened(title).approvals.open().get().get_absolute_url())
        if reason:
            page.get_by_label("Reason").fill(reason)
        page.get_by_role("button", name=button, exact=True).press("Enter")
        page.wait_for_load_state()

    # Awa starts it on its sheet, with the dates and people it will have.
    awa = pages["awa"]
    awa.goto(f"/work/runs/new/?workflow={workflow.pk}")
    awa.get_by_label("What it makes").fill("Brio pre-orders")
    awa.get_by_label("Accountable for Proofread").select_option(label="Paul Quéré")
    awa.get_by_role("button", name="Start", exact=True).press("Enter")
    awa.wait_for_url(re.compile(r"/work/runs/\d+/$"))
    run = Run.objects.get()
    axe(awa)

    # The brief goes through the gate of the lead; then text and design go side by side.
    submit("awa", "Write the brief", keys=True)
    open_gate("ines", "Write the brief")
    awa.goto(f"{run.content.get_absolute_url()}edit/")
    awa.get_by_label("Text").fill("Pre-order Brio before 3 March.")
    awa.get_by_role("button", name="Keep").press("Enter")
    awa.get_by_text("Pre-order Brio before 3 March.").first.wait_for()
    submit("jonas", "Write the text", keys=True)
    submit("mina", "Design the e-mail")
    for title in ("Write the text", "Design the e-mail"):
        open_gate("awa", title)
    submit("awa", "Build and test")

    # Proofread, then the legal department sends it back: a second round.
    ask("Proofread")
    decide(pages["paul"], "Proofread", "Approve")
    ask("Legal check")
    decide(pages["sarah"], "Legal check", "Ask for changes", "Say that the price is without tax.")
    assert (opened("Write the text").visit, Task.objects.filter(title="Legal check", ended_at=None).count()) == (2, 0)
    awa.goto(f"{run.content.get_absolute_url()}edit/")
    awa.get_by_label("Text").fill("Pre-order Brio before 3 March. Price without tax.")
    awa.get_by_role("button", name="Keep").click()
    awa.get_by_text("Price without tax.").first.wait_for()
    submit("jonas", "Write the text")
    open_gate("awa", "Write the text")
    submit("awa", "Build and test")
    ask("Proofread")
    decide(pages["paul"], "Proofread", "Approve")
    ask("Legal check")
    decide(pages["sarah"], "Legal check", "Approve")

    # The final approval: the lead, and somebody of the agency by a secret link, without an account.
    ask("Final approval", "Marc Vidal")
    decide(pages["ines"], "Final approval", "Approve")
    assert opened("Final approval").status == "at_gate"
    link = Verdict.objects.get(outsider="Marc Vidal").link
    outside = context_of(None, language="en").new_page()
    outside.goto(link.address)
    outside.get_by_text("Price without tax.").first.wait_for()
    axe(outside)
    outside.get_by_role("button", name="Approve", exact=True).press("Enter")
    outside.get_by_role("button", name="Approve", exact=True).wait_for(state="detached")

    # It is sealed; what changes afterwards is not what was approved.
    awa.goto(run.get_absolute_url())
    awa.get_by_role("link", name="Send", exact=True).wait_for()
    run = Run.objects.get()
    assert subjects.is_approved(run.content)
    approval = Task.objects.get(title="Final approval").approvals.get()
    assert (approval.outcome, approval.edition.seal) == ("approved", subjects.sealed(run.content))
