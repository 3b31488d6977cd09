"""The diagram drawn by keys alone: what is chosen, appended, changed and put on an edge stands in the table at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENTRIES = Path(__file__).resolve().parent.parent / "node_modules/bpmn-js/lib/features/popup-menu/PopupEntries.js"


@pytest.fixture
def draft(home, ines):
    from regie.work.tests.world import cast, email_workflow

    cast(home, ines)
    return email_workflow(ines).open_draft(by=ines)


def drawing(page, draft):
    """The draft's page with the modeler open, and the hand on the keys."""
    page.goto(f"/work/workflows/{draft.workflow_id}/draft/")
    button = page.locator("[data-draw]")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("workflow-diagram[data-drawing][data-drawn]").wait_for()
    return page


SELECTED = "document.querySelector('.djs-element.selected > .djs-visual')?.textContent.replace(/\\s/g, '')"


def choose(page, name: str) -> None:
    """J, until that element is the chosen one; it is said."""
    for _ in range(40):
        page.keyboard.press("j")
        if page.evaluate(SELECTED) == name.replace(" ", ""):
            expect(page.locator("#said")).to_have_text(name)
            return
    raise AssertionError(f"J never came to {name}")


def pick(page, words: str) -> None:
    """Out of an open menu: typed, then Enter."""
    page.locator(".djs-popup input").wait_for()
    page.keyboard.type(words)
    page.locator(".djs-popup .entry.selected").get_by_text(words, exact=True).wait_for()
    page.keyboard.press("Enter")
    page.locator(".djs-popup").wait_for(state="detached")


def test_steps_are_appended_named_changed_and_taken_out_by_keys(page_of, ines, draft, axe):
    from regie.work import models_of

    page = drawing(page_of(ines, language="en"), draft)
    choose(page, "Send it")
    page.keyboard.press("a")
    pick(page, "Task")
    page.keyboard.type("Count the opens")
    page.keyboard.press("Control+Enter")
    page.locator('#sheet input[value="Count the opens"]').wait_for()

    # On the edge of a step, what comes beside it while it goes on: its name says how long it waits.
    choose(page, "Legal check")
    page.keyboard.press("b")
    pick(page, "Timer boundary event (non-interrupting)")
    page.keyboard.type("3 days")
    page.keyboard.press("Control+Enter")
    page.get_by_text("“3 days” may happen while a step is under way", exact=False).first.wait_for(state="attached")

    choose(page, "Count the opens")
    page.keyboard.press("r")
    pick(page, "Manual task")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Count the clicks")
    page.keyboard.press("Control+Enter")
    page.locator('#sheet input[value="Count the clicks"]').wait_for()
    axe(page)
    page.keyboard.press("Delete")
    page.locator('#sheet input[value="Count the clicks"]').wait_for(state="detached")
    page.keyboard.press("Control+z")
    page.locator('#sheet input[value="Count the clicks"]').wait_for()
    draft.refresh_from_db()
    assert re.search(r"manualTask [^>]*Count the clicks", draft.xml)
    beside = next(node for node in models_of.model_of(draft).nodes.values() if node.attached_to)
    assert (beside.attached_to, beside.interrupting, beside.timer) == ("legal", False, "P3D")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_menu_of_the_diagram_stays_inside_what_is_seen(page_of, ines, draft, size):
    page = drawing(page_of(ines, size=size), draft)
    for title in ("Write the text", "Send it"):
        choose(page, title)
        page.keyboard.press("r")
        menu = page.locator(".djs-popup")
        menu.wait_for()
        box, seen = menu.bounding_box(), page.viewport_size
        assert box["x"] >= 0 and box["x"] + box["width"] <= seen["width"], box
        assert box["y"] >= 0 and box["y"] + box["height"] <= seen["height"], box
        page.keyboard.press("Escape")
        menu.wait_for(state="detached")
        page.keyboard.press("Escape")
    assert page.url.endswith("/draft/"), "nobody is thrown out of a drawing"


@pytest.mark.skipif(not ENTRIES.exists(), reason="the packages of the front end are not here")
def test_every_entry_of_a_menu_has_its_french():
    from django.utils import translation

    from regie.work import modeler_words

    with translation.override("fr"):
        french = modeler_words.words()
    labels = set(re.findall(r"label: '([^']+)'", ENTRIES.read_text(encoding="utf-8")))
    assert len(labels) > 50 and labels - set(french) <= {"Transaction"}
