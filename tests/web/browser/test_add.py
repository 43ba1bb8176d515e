"""Adding articles in a real browser: a new user's way from an empty ledger to a reviewed claim, and files by drop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browsing
import pytest
from playwright.sync_api import Browser, Page, expect

from papertiger.ledger import Ledger

TEXT = "Офіційні особи у Каракасі заявили, що Росія не надала Венесуелі обіцяних радарів. Іран постачає Росії зброю."
PATIENCE = 300_000
"""Milliseconds for reading an article: it begins with loading the reader, which takes a busy machine minutes."""


@pytest.fixture
def new_window(browser: Browser, tmp_path: Path) -> Iterator[browsing.Watched]:
    """A window on an app whose ledger was just made."""
    place = tmp_path / "new.ledger"
    Ledger.open(place).close()  # as `papertiger serve` does
    with browsing.served(place) as app:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        access = app.access
        context.add_cookies(
            [{"name": access.cookie, "value": access.session, "url": app.address, "sameSite": "Strict"}]
        )
        made = browsing.watched(context, app.address)
        yield made
        context.close()
        made.check()


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Go on with a key until what has the focus is called `name`."""
    for _ in range(80):
        page.keyboard.press(key)
        here = page.evaluate(
            "() => { const node = document.activeElement; return (node.labels?.[0] ?? node).textContent.trim(); }"
        )
        if here.startswith(name):
            return
    pytest.fail(f"{name} is not reached with {key}")


def test_from_an_empty_ledger_to_a_reviewed_claim_by_keyboard_alone(new_window: browsing.Watched) -> None:
    page = new_window.go("/review")
    expect(page.get_by_role("heading", name="There is nothing to review yet.")).to_be_visible()
    assert not new_window.violations()
    tab_to(page, "Add articles")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Add articles")
    tab_to(page, "Text of the article")
    page.keyboard.insert_text(TEXT)
    tab_to(page, "Outlet")
    page.keyboard.type("Вісник")
    tab_to(page, "Read it")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("What was found", timeout=PATIENCE)
    expect(page.locator("[data-counts]")).to_contain_text("1 article read")
    assert not new_window.violations()
    tab_to(page, "Review just these")
    with page.expect_navigation():  # until the page is loaded: before that no key is listened to
        page.keyboard.press("Enter")
    expect(page.locator("mark")).to_contain_text("радарів")
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.locator("[data-done]")).to_contain_text("Accepted:")
    expect(page.locator("#claim")).to_be_focused()
    page.go_back()
    expect(page.locator("mark")).to_contain_text("радарів")
    expect(page.locator(".past")).to_contain_text("anna accepted it")


def test_dropped_files_are_listed_by_their_names_and_read(new_window: browsing.Watched) -> None:
    page = new_window.go("/add?language=uk")
    assert not new_window.violations()
    name = "<img src=x onerror=alert(1)>.txt"
    page.evaluate(
        """([name, text]) => {
            const held = new DataTransfer();
            held.items.add(new File([text], name));
            const form = document.querySelector("[data-drop]");
            form.dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
        }""",
        [name, TEXT],
    )
    expect(page.locator("[data-chosen] li")).to_contain_text(name)
    page.get_by_role("button", name="Прочитати файли").click()
    expect(page.locator("[data-lines]")).to_contain_text("Готуємо програму до читання")
    page.wait_for_url("**/add/*")
    expect(page.locator("h1")).to_have_text("Що знайдено")
    assert not page.locator("img").count()
