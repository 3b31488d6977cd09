"""The islands in a real browser, on the page of components."""

import pytest
from playwright.sync_api import expect

from regie.conftest import home, ines  # noqa: F401 - the cast of all tests

pytestmark = pytest.mark.browser


@pytest.fixture
def components(page_of, ines):  # noqa: F811
    page = page_of(ines, language="en")
    page.goto("/components/")
    return page


@pytest.mark.parametrize(("theme", "size", "language"), [("light", "desk", "en"), ("dark", "phone", "fr")])
def test_every_component_is_open_to_everyone(page_of, ines, axe, theme, size, language):  # noqa: F811
    page = page_of(ines, language=language, theme=theme, size=size)
    page.goto("/components/")
    page.wait_for_selector("#cac svg.marks")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_palette_opens_and_goes_by_keys(components):
    page = components
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to, create, run").fill("compo")
    page.locator("dialog [role=option]").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("Control+k")
    found = page.locator("dialog [role=option][data-active]")
    found.wait_for()
    address = found.get_attribute("data-address")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_the_palette_offers_what_the_open_task_lets_one_do(page_of, ines):  # noqa: F811
    from regie.work.models import Task

    task = Task.make("Write the text", by=ines, who=[("R", ines)])
    page = page_of(ines, language="en")
    page.goto(task.get_absolute_url())
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to, create, run").fill("put off")
    page.keyboard.press("Enter")  # before the answer is there: it is meant for what was typed
    page.locator("[name=until]:focus").wait_for()


def test_a_menu_is_walked_by_arrows_and_gives_the_focus_back(components):
    page = components
    button = page.get_by_role("button", name="Tram posters")
    button.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent").strip() == "Tram posters"


def test_the_theme_changes_at_once_and_stays(components):
    page = components
    page.locator(".topbar__end > form button").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.wait_for_load_state("networkidle")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_paste_from_a_spreadsheet_fills_the_grid(components):
    page = components
    first = page.locator("figure-grid td input").first
    first.focus()
    first.evaluate(
        """input => {
            const data = new DataTransfer()
            data.setData("text/plain", "1 200,5\\t30\\n1 300\\t31\\n")
            input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }"""
    )
    values = page.locator("figure-grid td input").evaluate_all("inputs => inputs.slice(0, 4).map(input => input.value)")
    assert values == ["1 200,5", "30", "1 300", "31"]
    assert page.locator("figure-grid [data-changed]").count() == 4
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "spend-2"
    page.evaluate("document.querySelector('figure-grid').isSent = true")


def test_a_thing_is_moved_by_keys_and_given_back(components):
    page = components
    grip = page.get_by_role("button", name="Move Awa Ndiaye")
    grip.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    names = "items => items.map(item => item.dataset.name)"
    assert page.locator("sortable-list [data-key]").evaluate_all(names)[:2] == ["Jonas Keller", "Awa Ndiaye"]
    expect(page.locator("#said")).to_have_text("Place 2 of 4")
    page.keyboard.press("Escape")
    assert page.locator("sortable-list [data-key]").evaluate_all(names)[0] == "Awa Ndiaye"


def test_a_thing_is_moved_by_the_hand(components):
    page = components
    grip = page.get_by_role("button", name="Move Awa Ndiaye")
    grip.scroll_into_view_if_needed()
    start, goal = grip.bounding_box(), page.locator("sortable-list [data-key]").nth(2).bounding_box()
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, goal["y"] + goal["height"] - 2, steps=12)
    page.mouse.up()
    names = "items => items.map(item => item.dataset.name)"
    assert page.locator("sortable-list [data-key]").evaluate_all(names)[2] == "Awa Ndiaye"
    assert not page.locator("sortable-list [data-lifted]").count()


def test_picked_rows_bring_the_bar_of_what_can_be_done(components):
    page = components
    bar = page.locator("[data-bulk]")
    assert bar.is_hidden()
    page.locator("[data-row] [type=checkbox]").first.check()
    assert page.locator("[data-picked-count]").inner_text() == "1 picked"
    page.get_by_role("button", name="Unpick all").click()
    assert bar.is_hidden()


def test_what_cannot_be_undone_is_asked_first(components):
    page = components
    page.locator("[data-row] [type=checkbox]").first.check()
    page.get_by_role("button", name="Cancel lines").click()
    assert page.get_by_role("dialog", name="Cancel the lines that are picked?").is_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()
    assert page.locator("dialog[open]").count() == 0


def test_a_chart_has_its_table_behind_a_switch(components):
    page = components
    figure = page.locator("#cac")
    figure.locator("svg.marks").wait_for()
    assert figure.locator("table").is_hidden()
    figure.get_by_role("button", name="Table").click()
    assert figure.locator("table").is_visible()
    assert figure.get_by_role("row").count() == 16


def test_a_long_text_that_was_not_sent_is_found_again(components):
    page = components
    page.get_by_label("Reason").fill("Two variants contradict the terms.")
    page.reload()
    assert page.get_by_label("Reason").input_value() == "Two variants contradict the terms."
    page.get_by_role("button", name="Leave it").click()
    assert page.get_by_label("Reason").input_value() == ""


def test_rows_are_walked_by_j_and_k_and_picked_by_x(components):
    page = components
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-row]").nth(1).get_attribute("aria-current") == "true"
    assert page.locator("[data-row] [type=checkbox]").nth(1).is_checked()


def test_the_sheet_of_shortcuts_opens_by_its_key(components):
    page = components
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Shortcuts").is_visible()


def test_without_script_every_chart_is_a_table(page_of, ines):  # noqa: F811
    page = page_of(ines, language="en", script=False)
    page.goto("/components/")
    assert page.locator("#cac table").is_visible()


def test_nothing_moves_while_a_page_loads(page_of, ines):  # noqa: F811
    page = page_of(ines, language="en")
    page.add_init_script(
        "window.moved = 0; const add = entry => { if (!entry.hadRecentInput) moved += entry.value };"
        "new PerformanceObserver(list => list.getEntries().forEach(add)).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto("/components/")
    page.wait_for_selector("#cac svg.marks")
    page.wait_for_timeout(300)
    assert page.evaluate("moved") < 0.01


def test_a_request_that_is_refused_becomes_a_sentence(components):
    page = components
    page.evaluate("htmx.ajax('GET', '/no-such-thing/', { target: '#main', swap: 'innerHTML' })")
    page.locator(".toasts .toast").wait_for()
    assert "There is nothing at this address." in page.locator(".toasts .toast").inner_text()
    assert page.get_by_role("heading", name="Buttons").is_visible()
    page.locator(".toasts").get_by_role("button", name="Close").click()
    assert page.locator(".toasts .toast").count() == 0
    page.context.complaints.clear()  # htmx says on the console what the toast says to the person


def test_a_request_carries_the_token_that_the_server_asks_for(components):
    page = components
    with page.expect_response("**/theme/") as answered:
        page.evaluate("htmx.ajax('POST', '/theme/', { values: { theme: 'dark' }, swap: 'none' })")
    assert answered.value.status in (204, 302)


def test_a_value_is_edited_where_it_stands_and_given_back(components):
    page = components
    form = '<form><input name="planned" value="6400" aria-label="Planned"></form>'
    page.route("**/edit-planned/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.evaluate(
        """() => {
            const cell = document.querySelector("#fields").closest("section").querySelector(".cell-edit")
            const box = document.createElement("span")
            box.dataset.cell = ""
            cell.replaceWith(box)
            box.append(cell)
            cell.setAttribute("hx-get", "/edit-planned/")
            cell.setAttribute("hx-target", "closest [data-cell]")
            htmx.process(box)
        }"""
    )
    page.locator("[data-cell] button").click()
    page.locator("[data-cell] input").wait_for()
    page.wait_for_function("document.activeElement.name === 'planned'")
    page.keyboard.press("Escape")
    assert page.locator("[data-cell] button").inner_text() == "€6,400"
    page.locator("[data-cell] button").click()
    page.locator("[data-cell] input").wait_for()
