"""A warning in a real browser: handled by keyboard, and without scripts; what is wrong is told at its field."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import browsing
import warned
from playwright.sync_api import expect


def test_a_warning_is_put_off_by_keyboard_and_what_is_wrong_is_accessible(
    own_window: browsing.Watched, ledger_file: Path
) -> None:
    one = warned.fill(ledger_file)
    page = own_window.go("/warnings")
    page.get_by_role("link", name="Ethiopia → Eritrea: more threats than usual").press("Enter")
    page.wait_for_url(f"**/warnings/{one}")
    page.get_by_role("radio", name="Put off until a day").press("Space")
    page.get_by_label("Reason").fill("yearly exercise")
    own_window.allowed.add(422)
    page.get_by_role("button", name="Store").press("Enter")  # no day yet

    day = page.get_by_label("Last day of putting off")
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Reason")).to_have_value("yearly exercise")
    assert not own_window.violations()
    day.fill((datetime.now(UTC).date() + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Store").press("Enter")

    expect(page.locator("ol.past")).to_contain_text("yearly exercise")
    expect(page.locator("main .badge").first).to_have_text("put off")
    assert not own_window.violations()
