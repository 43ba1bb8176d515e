"""Overview, partnerships, patrons, map and brief in a browser: what scripts add, and that nothing there bars anybody."""

from __future__ import annotations

import browsing
import pytest
from playwright.sync_api import Browser, expect

PAGES = (
    "/",
    "/partnerships",
    "/partnerships/RUS/ARM",
    "/patrons",
    "/patrons/RUS",
    "/map",
    "/brief?patron=RUS&client=ARM",
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_violation_light_dark_or_narrow(window: browsing.Watched, path: str) -> None:
    page = window.go(path)
    assert not window.violations()
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    assert not window.violations()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_map_tells_of_a_state_that_has_the_focus_and_leads_to_it(window: browsing.Watched) -> None:
    page = window.go("/map?domain=air_defence")
    state = page.locator(".map a.state[href='/patrons/RUS']")
    state.focus()
    expect(page.locator(".map-told")).to_contain_text("Russia → Armenia")
    assert page.locator(".map .arc.on").count() > 1
    page.locator(".map [data-zoom='1.6']").click()
    expect(page.locator(".map svg > g")).to_have_attribute("transform", "translate(-288,-132) scale(1.6)")
    state.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Russia")
    page.go_back()
    expect(page.locator(".map-told")).to_be_visible()
    assert page.url.endswith("/map?domain=air_defence")


def test_crimea_is_drawn_in_the_shape_of_ukraine(window: browsing.Watched) -> None:
    page = window.go("/map")
    page.locator(".map a.state").first.wait_for()
    drawn = "state => { const path = document.querySelector(`.map a[href='/patrons/${state}'] path`); const at = d3.geoNaturalEarth1().fitWidth(960, {type: 'Sphere'})([34.3, 45.3]); return path.isPointInFill(new DOMPoint(...at)); }"
    assert page.evaluate(drawn, "UKR")
    assert not page.evaluate(drawn, "RUS")


def test_months_are_chosen_by_dragging_and_the_back_button_undoes_it(window: browsing.Watched) -> None:
    page = window.go("/partnerships/RUS/ARM")
    place = page.locator("[data-months] svg")
    place.scroll_into_view_if_needed()
    first, last = (page.locator("[data-months] a .reach").nth(at).bounding_box() for at in (0, 1))
    assert first
    assert last
    page.mouse.move(first["x"] + 2, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 2, first["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_url("**/partnerships/RUS/ARM?since=2026-02&until=2026-05")
    expect(page.get_by_label("Published since")).to_have_value("2026-02")
    page.go_back()
    expect(page.get_by_label("Published since")).to_have_value("")


def test_a_mark_of_the_timeline_leads_to_its_row_and_sentences(window: browsing.Watched) -> None:
    page = window.go("/partnerships/RUS/ARM")
    mark = page.locator(".timeline-drawing a").first
    address = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(str(address))
    row = page.locator(str(address))
    expect(row).to_be_in_viewport()
    row.get_by_role("link", name="sentence 1", exact=True).click()
    assert "/claims/" in page.url


def test_the_network_of_a_patron_is_moved_by_keys_and_zoomed(window: browsing.Watched) -> None:
    page = window.go("/patrons/RUS")
    area = page.locator(".graph-area")
    expect(area.locator("canvas").first).to_be_visible()
    before = area.screenshot()
    area.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert area.screenshot() != before


def test_a_brief_opens_in_the_tab_and_leads_back(window: browsing.Watched) -> None:
    page = window.go("/brief")
    page.get_by_label("Patron", exact=True).select_option("RUS")
    page.get_by_label("Client", exact=True).select_option("ARM")
    page.get_by_label("Language of the brief").select_option("uk")
    page.get_by_role("button", name="Make the brief").click()
    page.get_by_role("link", name="Open the brief").click()
    expect(page.locator("h1")).to_contain_text("Росія → Вірменія")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    page.get_by_role("link", name="Back to papertiger").click()
    expect(page.get_by_label("Patron", exact=True)).to_have_value("RUS")


def test_pages_read_without_scripts(browser: Browser, shared_app: browsing.Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    access = shared_app.access
    context.add_cookies(
        [{"name": access.cookie, "value": access.session, "url": shared_app.address, "sameSite": "Strict"}]
    )
    made = browsing.watched(context, shared_app.address)
    page = made.go("/map")
    expect(page.locator("noscript .notice")).to_be_visible()
    expect(page.locator("figure.map")).to_be_hidden()
    expect(page.get_by_role("link", name="Armenia").first).to_be_visible()
    page = made.go("/patrons/RUS")
    expect(page.locator("figure.graph")).to_be_hidden()
    expect(page.locator(".network-drawing")).to_be_visible()
    context.close()
    made.check()
