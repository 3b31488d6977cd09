"""Boards and days moved by hand and by keys, and two people on one board."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tasks(by, *titles, **fields):
    from regie.work.models import Task

    return [Task.make(title, by=by, who=[("R", by), ("A", by)], **fields) for title in titles]


@pytest.fixture
def launch(home, ines):
    from regie.work.models import Board

    film, _page, _poster = tasks(ines, "Film", "Page", "Poster")
    film.start(by=ines)
    return Board.objects.create(name="Launch", columns="status", limits={"doing": 1}, made_by=ines)


def carry(page, thing, to):
    """By hand, from the middle of one to the middle of the other; the hand is left closed."""
    page.mouse.move(*middle(thing))
    page.mouse.down()
    x, y = middle(to)
    page.mouse.move(x - 30, y - 6, steps=4)
    page.mouse.move(x, y, steps=4)


def middle(locator):
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 60)


def test_a_limit_is_felt_before_a_card_is_put_down_and_the_other_sees_it_come(page_of, ines, jonas, launch):
    mine, theirs = page_of(ines, language="en"), page_of(jonas, language="en")
    for page in (mine, theirs):
        page.goto(launch.get_absolute_url())
    doing = mine.locator('[data-column="doing"]')
    grip = mine.get_by_role("button", name="Move “Page”")
    carry(mine, grip, doing)
    doing.get_by_text("2 of 1").wait_for()
    mine.get_by_text("“in progress” would hold 2 for 1 place", exact=False).or_(
        mine.get_by_text("would hold 2 for 1")
    ).first.wait_for()
    mine.keyboard.press("Escape")
    mine.locator('[data-column="to_do"]').get_by_text("Page").wait_for()
    doing.get_by_text("1 of 1").wait_for()

    carry(mine, grip, doing)
    mine.mouse.up()
    mine.get_by_text("overflows: 2 for 1 place").wait_for()
    theirs.locator('[data-column="doing"]').get_by_text("Page").wait_for()
    theirs.get_by_text("overflows: 2 for 1 place").wait_for()

    # By keys alone, back again: it lies there, the hand is still on it, and the other sees it.
    mine.get_by_role("button", name="Move “Page”").focus()
    for key in (" ", "ArrowLeft", " "):
        mine.keyboard.press(key)
    theirs.locator('[data-column="to_do"]').get_by_text("Page").wait_for()
    assert mine.evaluate("document.activeElement.getAttribute('aria-label')") == "Move “Page”"


def test_a_card_is_put_down_by_keys_where_it_was_carried_and_esc_gives_it_back(page_of, ines, launch):
    from regie.work.models import Task

    page = page_of(ines, language="en")
    page.goto(launch.get_absolute_url())
    titles = "column => [...column.querySelectorAll('[data-card]')].map(card => card.dataset.name)"
    to_do = page.locator('[data-column="to_do"]')
    before = to_do.evaluate(titles)
    page.get_by_role("button", name=f"Move “{before[0]}”").focus()
    for key in (" ", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    assert to_do.evaluate(titles) == before
    for put_down in ("Enter", " "):
        before = to_do.evaluate(titles)
        with page.expect_response(lambda answer: answer.url.endswith("/place/")) as placed:
            for key in (put_down, "ArrowDown", put_down):
                page.keyboard.press(key)
        assert placed.value.status == 204
        page.wait_for_load_state("networkidle")
        assert to_do.evaluate(titles) == before[::-1]
        assert list(Task.objects.filter(status="to_do").order_by("rank").values_list("title", flat=True)) == before[::-1]
        page.get_by_role("button", name=f"Move “{before[1]}”").focus()
    # Through two columns, with nothing but keys; a reload finds it there.
    with page.expect_response(lambda answer: answer.url.endswith("/place/")):
        for key in ("Enter", "ArrowRight", "ArrowRight", "ArrowLeft", "Enter"):
            page.keyboard.press(key)
    page.reload()
    page.locator('[data-column="doing"]').get_by_text(before[1]).wait_for()


def test_who_carries_a_step_to_another_is_told_why_it_does_not_go(page_of, home, ines):
    from regie.work.models import Board, Run, Task
    from regie.work.planning import plan
    from regie.work.tests.world import cast, email_workflow

    cast(home, ines)
    workflow = email_workflow(ines)
    Run.start(workflow.published, "Brio", plan(workflow.published), by=ines)
    board = Board.objects.create(name="E-mails", columns="step", workflow=workflow, made_by=ines)
    page = page_of(ines, language="en")
    page.goto(board.get_absolute_url())
    page.get_by_role("button", name="Move “Write the text”").focus()
    for key in (" ", "ArrowRight"):
        page.keyboard.press(key)
    page.get_by_text("A step is reached through its workflow").first.wait_for()
    page.keyboard.press(" ")
    page.locator('[data-column="write"]').get_by_text("Write the text").first.wait_for()
    assert Task.objects.get(title="Write the text").status == "to_do"


def test_a_day_is_changed_by_keys_and_by_hand_in_the_month_and_by_keys_on_the_timeline(page_of, home, ines, axe):
    from regie.work.models import Task

    middle_of_month = timezone.localtime().replace(day=14, hour=12)
    (film,) = tasks(ines, "Film", due_at=middle_of_month)

    def due():
        return timezone.localtime(Task.objects.get(pk=film.pk).due_at).date()

    def day(number):
        return page.locator(f'[data-day="{middle_of_month.replace(day=number).date().isoformat()}"]')

    page = page_of(ines, language="en")
    page.goto("/work/calendar/")
    day(14).locator("[data-moves]").focus()
    for key in (" ", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    page.get_by_text("Enter puts down").first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("is due on").wait_for()
    day(22).locator("[data-moves]").wait_for()
    page.wait_for_load_state("networkidle")
    assert due() == (middle_of_month + timedelta(days=8)).date()
    carry(page, day(22).locator("[data-moves]"), day(23))
    page.mouse.up()
    day(23).locator("[data-moves]").wait_for()
    axe(page)
    page.goto("/work/timeline/")
    page.locator("[data-moves]").focus()
    for key in (" ", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    page.get_by_text("is due on").wait_for()
    assert due() == (middle_of_month + timedelta(days=8)).date()


def test_the_page_stays_still_under_a_day_that_is_carried(page_of, home, ines):
    from regie.work.models import Task

    noon = timezone.localtime().replace(day=14, hour=12, minute=0)
    (film,) = tasks(ines, "Film", due_at=noon)
    tasks(ines, *"ABC", due_at=noon + timedelta(days=1))
    page = page_of(ines, language="en")
    page.set_viewport_size({"width": 1440, "height": 600})
    page.goto("/work/calendar/")
    there = page.locator(f'[data-day="{(noon + timedelta(days=1)).date().isoformat()}"]')
    there.evaluate("cell => scrollBy(0, cell.getBoundingClientRect().top - innerHeight + 45)")
    thing = page.locator("[data-moves]", has_text="Film").bounding_box()
    cell, height = there.bounding_box(), page.evaluate("scrollY")
    page.mouse.move(thing["x"] + 20, thing["y"] + 5)
    page.mouse.down()
    for x in (30, 40, 50):
        page.mouse.move(cell["x"] + x, cell["y"] + 20)
    assert page.evaluate("scrollY") == height
    page.mouse.up()
    page.get_by_text("is due on").wait_for()
    assert timezone.localtime(Task.objects.get(pk=film.pk).due_at).date() == (noon + timedelta(days=1)).date()


PASTE = """async () => {
    const drawing = Object.assign(document.createElement("canvas"), { width: 120, height: 60 })
    drawing.getContext("2d").fillRect(0, 0, 120, 60)
    const bytes = await new Promise((done) => drawing.toBlob(done, "image/png"))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }))
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""


def test_a_text_sent_while_its_picture_is_on_its_way_waits_for_it(page_of, home, ines):
    (film,) = tasks(ines, "Film")
    page = page_of(ines, language="en")
    page.goto(f"{film.get_absolute_url()}edit/")
    page.get_by_label("Text").click()
    page.evaluate(PASTE)
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url(f"**{film.get_absolute_url()}")
    page.locator("main .prose img, main img").first.wait_for()
    film.refresh_from_db()
    assert "]()" not in film.text and film.attachments.count() == 1
