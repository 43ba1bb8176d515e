"""What is due where, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from papertiger.ledger.warned import Delivery, StoredWarning
from papertiger.workbench.delivering import choosing
from papertiger.workbench.delivering.channels import Mail, Webhook

HOOK = Webhook(name="h", kind="webhook", to="https://desk.example.org/hook")


def mail(**more: object) -> Mail:
    return Mail.model_validate(
        {
            "name": "m",
            "kind": "email",
            "server": "localhost",
            "from": "a@example.org",
            "to": ["b@example.org"],
            **more,
        }
    )


def warning(
    name: str,
    *,
    rule: str = "threats.v1",
    watch: str = "w",
    retrospective: bool = False,
    kind: str = "warning",
) -> StoredWarning:
    return StoredWarning(
        name,
        "list",
        watch,
        rule,
        ("RUS", "UKR"),
        date(2026, 8, 1),
        "2026-08-01T00:00:00Z",
        "0",
        "0",
        {"retrospective": retrospective, "finding": {"reason": {"kind": kind}}},
    )


def tried(name: str, status: str, *, target: str = "h", at: str = "2026-08-01T10:00:00Z") -> Delivery:
    return Delivery("d", name, "webhook" if target == "h" else "email", target, at, status, None)


def test_a_channel_gets_what_it_is_for_and_no_replays() -> None:
    every = [
        warning("a"),
        warning("b", rule="silence.v1"),
        warning("c", watch="other"),
        warning("d", retrospective=True),
    ]

    def names(**more: object) -> list[str]:
        return [one.id for one in choosing.wanted(HOOK.model_copy(update=more), every)]

    assert names() == ["a", "b", "c"]
    assert names(rules=("threats",)) == ["a", "c"]
    assert names(rules=("threats",), watches=("w",)) == ["a"]
    assert names(watchlists=("another",)) == []


def test_that_too_little_was_seen_goes_into_digests_and_where_it_is_asked_for() -> None:
    every = [warning("a"), warning("b", kind="unseen"), warning("c", kind="outage")]
    daily = mail(mode="digest", at="08:00:00")
    asking = HOOK.model_copy(update={"kinds": ("unseen",)})
    found = {len(choosing.wanted(one, every)) for one in (HOOK, mail())}
    assert found == {2}
    assert len(choosing.wanted(daily, every)) == 3
    assert [one.id for one in choosing.wanted(asking, every)] == ["b"]


def test_what_was_refused_or_failed_too_often_is_given_up_at_that_channel_only() -> None:
    every = [warning("a"), warning("b"), warning("c")]
    tries = [
        tried("a", "refused"),
        *[tried("b", "failed")] * choosing.TRIES,
        *[tried("c", "failed", target="m")] * 20,
    ]
    assert [one.id for one in choosing.not_given_up(HOOK, every, tries)] == ["c"]
    assert [one.id for one in choosing.not_given_up(HOOK, every, tries[:-21])] == ["b", "c"]


@pytest.mark.parametrize(
    ("hour", "still"), [("21:59", False), ("22:00", True), ("03:00", True), ("06:59", True), ("07:00", False)]
)
def test_quiet_hours_go_over_midnight(hour: str, still: bool) -> None:
    now = datetime.fromisoformat(f"2026-08-01T{hour}:00+00:00")
    assert choosing.quiet(mail(quiet=["22:00:00", "07:00:00"]), now) is still
    assert choosing.quiet(mail(), now) is False


def test_quiet_hours_within_a_day_and_in_a_zone() -> None:
    channel = mail(quiet=["12:00:00", "13:00:00"], zone="Europe/Kyiv")
    assert choosing.quiet(channel, datetime(2026, 8, 1, 9, 30, tzinfo=UTC))  # half past twelve in Kyiv
    assert not choosing.quiet(channel, datetime(2026, 8, 1, 12, 30, tzinfo=UTC))


def test_a_digest_goes_once_a_day_after_its_hour() -> None:
    channel = mail(mode="digest", at="08:00:00")
    early, late = datetime(2026, 8, 2, 7, 59, tzinfo=UTC), datetime(2026, 8, 2, 8, 1, tzinfo=UTC)
    assert not choosing.digest_due(channel, early, None)
    assert choosing.digest_due(channel, late, None)
    assert choosing.digest_due(channel, late, datetime(2026, 8, 1, 8, 1, tzinfo=UTC))
    assert not choosing.digest_due(channel, late.replace(hour=20), late)


def test_mails_of_a_day_are_counted_in_the_channels_zone() -> None:
    tries = [
        tried("a", "sent", target="m", at="2026-08-01T22:30:00Z"),  # the second of August in Kyiv
        tried("b", "sent", target="m", at="2026-08-01T20:30:00Z"),
        tried("c", "failed", target="m", at="2026-08-01T20:40:00Z"),
        tried("d", "sent", target="h", at="2026-08-01T20:50:00Z"),
    ]
    assert len(choosing.sent_on(mail(), tries, date(2026, 8, 1), "Europe/Kyiv")) == 1
    assert len(choosing.sent_on(mail(), tries, date(2026, 8, 1), "UTC")) == 2
