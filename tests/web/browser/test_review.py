"""Review in a real browser: by keyboard alone, with any layout, without scripts, and for assistive technology."""

from __future__ import annotations

import browsing
import pytest
from playwright.sync_api import Browser, Page, expect


def claim_of(page: Page) -> str:
    """Id of the claim at hand."""
    return page.locator("input[name=claim]").first.get_attribute("value") or ""


def press(page: Page, key: str) -> None:
    """Press a key that decides, and wait for the next claim."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_claims_are_decided_by_keyboard_alone(own_window: browsing.Watched) -> None:
    page = own_window.go("/review")
    first = claim_of(page)
    press(page, "a")
    expect(page.locator("[data-done]")).to_contain_text("Accepted:")
    expect(page.locator("#claim")).to_be_focused()
    expect(page.locator("[role=status]")).to_contain_text("Now:")
    second = claim_of(page)
    assert second != first

    page.keyboard.press("r")
    expect(page.get_by_label("Why", exact=True)).to_be_focused()
    page.keyboard.type("kcau? no claim")  # letters in a field are letters
    press(page, "Enter")
    expect(page.locator("[data-done]")).to_contain_text("Rejected:")

    third = claim_of(page)
    page.keyboard.press("c")
    who = page.locator("#correct").get_by_role("combobox", name="Who", exact=True)
    expect(who).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Венес")
    expect(page.get_by_role("option", name="Venezuela (VEN)")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(who).to_have_value("Venezuela (VEN)")
    press(page, "Enter")
    expect(page.locator("[data-done]")).to_contain_text("Venezuela")

    press(page, "k")
    skipped = claim_of(page)
    press(page, "j")
    press(page, "ArrowLeft")
    assert claim_of(page) == skipped
    press(page, "u")
    assert claim_of(page) == third
    expect(page.locator("[data-done]")).to_contain_text("Taken back")
    page.go_back()
    assert claim_of(page) == skipped
    page.goto(f"{own_window.home}/review?claim={second}")
    expect(page.locator(".past")).to_contain_text("kcau? no claim")


def test_letters_act_on_a_cyrillic_layout_and_never_when_switched_off(own_window: browsing.Watched) -> None:
    page = own_window.go("/review")
    first = claim_of(page)
    typed = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ф', code: 'KeyA', bubbles: true}))"
    with page.expect_navigation():
        page.evaluate(typed.replace("document.", "document.body."))
    expect(page.locator("[data-done]")).to_contain_text("Accepted:")
    assert claim_of(page) != first
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    with page.expect_navigation():
        page.get_by_role("button", name="Switch letter keys off").click()
    before = page.url
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert page.url == before
    expect(page.locator("#reject")).to_be_hidden()


def test_what_was_wrong_has_the_focus(own_window: browsing.Watched) -> None:
    own_window.allowed.add(422)
    page = own_window.go("/review")
    page.keyboard.press("c")
    page.locator("#correct").get_by_role("combobox", name="To whom", exact=True).fill("Zzyzx")
    press(page, "Enter")
    field = page.locator("#correct").get_by_role("combobox", name="To whom", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("Zzyzx")
    assert not own_window.violations()
    page.keyboard.press("Escape")
    expect(page.locator("#correct")).to_be_hidden()


def test_without_scripts_everything_is_links_and_forms(browser: Browser, own_app: browsing.Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    access = own_app.access
    context.add_cookies(
        [{"name": access.cookie, "value": access.session, "url": own_app.address, "sameSite": "Strict"}]
    )
    made = browsing.watched(context, own_app.address)
    page = made.go("/review")
    first = claim_of(page)
    page.get_by_role("link", name="Reject").click()
    page.locator("#reject").get_by_label("Why").fill("not said")
    page.locator("#reject").get_by_role("button", name="Reject").click()
    expect(page.locator("[data-done]")).to_contain_text("Rejected:")
    page.get_by_role("button", name="Undo").click()
    assert claim_of(page) == first
    context.close()
    made.check()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_pages_of_the_review_are_accessible(window: browsing.Watched, scheme: str, width: int) -> None:
    page = window.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    window.go("/review?family=event&language=uk")
    for key in ("c", "Escape", "m", "Escape", "e", "?", "s"):
        page.keyboard.press(key)
    expect(page.locator("#split")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # axe takes what the bar hides while scrolling for small
    assert not window.violations()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    window.go("/review/figures")
    assert not window.violations()
