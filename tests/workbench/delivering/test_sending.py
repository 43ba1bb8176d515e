"""Rounds of sending over a ledger: everything once, every try kept, nothing lost when the other side is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from indications import claim, evidence, found
from lxml import etree

from papertiger.ledger import Ledger
from papertiger.ledger.warned import NewWarning
from papertiger.report.atom import ATOM
from papertiger.warning.body import Made, body_of
from papertiger.warning.lasting import Standing
from papertiger.warning.rules.threats import threats
from papertiger.warning.watchlists import load_watchlist
from papertiger.workbench.delivering import sending
from papertiger.workbench.delivering.channels import Delivery, delivery_of
from papertiger.workbench.delivering.sending import Means, Sent, send_all
from papertiger.workbench.delivering.tried import Tried
from papertiger.workbench.handling import handled, open_first

HOOK = {"name": "desk", "kind": "webhook", "to": "http://127.0.0.1:9/hook"}
MAIL = {
    "name": "duty",
    "kind": "email",
    "server": "localhost",
    "security": "none",
    "from": "papertiger@example.org",
    "to": ["duty@example.org"],
}
NOW = datetime(2026, 8, 14, 9, tzinfo=UTC)


class Clock:
    """Tells the time that the test says it is."""

    now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)  # no two things happen at once
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "a.ledger", clock=clock) as opened:
        yield opened


def warn(ledger: Ledger, *days: date, retrospective: bool = False, first: str | None = None) -> list[str]:
    """Store a warning for each day; their ids."""
    given = evidence(*[claim("THREATEN", "USA-trump", "VEN", before) for before in (20, 13, 8, 2)])
    (finding,) = found(threats, given)
    watchlist = load_watchlist()
    made = Made("papertiger", "sha256:0", retrospective=retrospective)
    standing = Standing("grown", first) if first else Standing("new")
    new = [
        NewWarning(
            watchlist.id,
            watchlist.watches[0].id,
            finding.rule,
            finding.about,
            day,
            ledger.chain(),
            body_of(replace(finding, day=day), watchlist.watches[0], watchlist, given, standing, made),
        )
        for day in days
    ]
    return [one.id for one in ledger.warn(new)]


class World:
    """What was sent, and what is answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
        self.clock = clock
        self.answer: Callable[[], Tried] = lambda: Tried("sent")
        self.posted: list[dict[str, Any]] = []
        self.mailed: list[Any] = []
        monkeypatch.setattr(sending, "post", self._post)
        monkeypatch.setattr(sending, "send", self._send)

    def _post(self, _channel: Any, body: dict[str, Any], key: str, *_: Any, **__: Any) -> Tried:  # noqa: ANN401 - as `post`
        assert key == body["id"]
        self.posted.append(body)
        return self.answer()

    def _send(self, _channel: Any, mail: Any, *_: Any, **__: Any) -> Tried:  # noqa: ANN401 - as `send`
        self.mailed.append(mail)
        return self.answer()

    def round(self, ledger: Ledger, *channels: dict[str, Any], dry_run: bool = False) -> list[Sent]:
        return send_all(
            ledger, listed(*channels), dry_run=dry_run, means=Means({}, self.clock, lambda _: None)
        )


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> World:
    return World(monkeypatch, clock)


def listed(*channels: dict[str, Any]) -> Delivery:
    return delivery_of({"schema": 1, "base": "http://127.0.0.1:8765/", "channel": list(channels)}, "d.toml")


def test_each_warning_goes_once_to_each_channel(ledger: Ledger, world: World) -> None:
    ids = warn(ledger, date(2026, 8, 12), date(2026, 8, 13))

    first, again = world.round(ledger, HOOK), world.round(ledger, HOOK)
    (mails,) = world.round(ledger, MAIL)

    assert [one["id"] for one in world.posted] == ids
    assert [(one.sent, one.waiting) for one in (*first, *again)] == [(2, 0), (0, 0)]
    assert mails.sent == 2
    assert world.posted[0]["link"] == f"http://127.0.0.1:8765/warnings/{ids[0]}"
    assert world.posted[0]["sentences"][0]["quote"]
    assert ids[0] in world.mailed[0].get_content()


def test_who_is_away_gets_it_later_and_is_asked_once_a_round(ledger: Ledger, world: World) -> None:
    warn(ledger, date(2026, 8, 12), date(2026, 8, 13))
    world.answer = lambda: Tried("failed", "no answer (ConnectError)")

    (away,) = world.round(ledger, HOOK)
    assert (away.sent, away.waiting, away.problems, len(world.posted)) == (
        0,
        2,
        ["no answer (ConnectError)"],
        1,
    )

    world.answer = lambda: Tried("sent")
    (back,) = world.round(ledger, HOOK)
    assert (back.sent, back.waiting) == (2, 0)
    assert [one.status for one in ledger.deliveries()] == ["failed", "sent", "sent"]


def test_what_is_refused_holds_nothing_up_and_is_not_tried_again(ledger: Ledger, world: World) -> None:
    warn(ledger, date(2026, 8, 12), date(2026, 8, 13))
    answers = iter([Tried("refused", "answered with status 400"), Tried("sent")])
    world.answer = lambda: next(answers)

    (once,) = world.round(ledger, HOOK)
    (again,) = world.round(ledger, HOOK)

    assert (once.sent, once.problems) == (1, ["answered with status 400"])
    assert (again.sent, again.waiting, len(world.posted)) == (0, 0, 2)
    assert "given up" in again.problems[0]


def test_a_dry_run_sends_and_keeps_nothing(ledger: Ledger, world: World) -> None:
    warn(ledger, date(2026, 8, 13))
    (told,) = world.round(ledger, HOOK, dry_run=True)
    assert (told.sent, told.waiting) == (0, 1)
    assert (world.posted, ledger.deliveries()) == ([], ())


def test_old_warnings_and_replays_are_no_news(ledger: Ledger, world: World) -> None:
    warn(ledger, date(2026, 8, 12), retrospective=True)
    warn(ledger, date(2026, 6, 1))
    (told,) = world.round(ledger, HOOK)
    assert (told.sent, world.posted) == (0, [])


def test_quiet_hours_hold_mail_back(ledger: Ledger, world: World) -> None:
    warn(ledger, date(2026, 8, 13))
    quiet = {**MAIL, "quiet": ["08:00:00", "10:00:00"]}
    assert world.round(ledger, quiet)[0].waiting == 1
    world.clock.now = NOW + timedelta(hours=1)
    assert world.round(ledger, quiet)[0].sent == 1


def test_after_so_many_mails_the_rest_comes_in_one(ledger: Ledger, world: World) -> None:
    warn(ledger, *(date(2026, 8, day) for day in range(1, 11)))
    few = {**MAIL, "most_per_day": 3}

    (told,) = world.round(ledger, few)

    assert (told.sent, len(world.mailed)) == (10, 3)
    assert "papertiger warnings show" in world.mailed[-1].get_content()

    warn(ledger, date(2026, 8, 13))
    assert world.round(ledger, few)[0].waiting == 1  # none is left for today
    world.clock.now = NOW + timedelta(days=1)
    assert world.round(ledger, few)[0].sent == 1


def test_a_digest_goes_at_its_hour_and_once_a_day(ledger: Ledger, world: World) -> None:
    daily = {**MAIL, "mode": "digest", "at": "10:00:00"}
    warn(ledger, date(2026, 8, 12), date(2026, 8, 13))
    assert world.round(ledger, daily)[0].waiting == 2

    world.clock.now = NOW + timedelta(hours=2)
    assert world.round(ledger, daily)[0].sent == 2
    assert len(world.mailed) == 1

    warn(ledger, date(2026, 8, 14))
    world.clock.now = NOW + timedelta(hours=6)
    assert world.round(ledger, daily)[0].waiting == 1
    world.clock.now = NOW + timedelta(days=1, hours=2)
    assert world.round(ledger, daily)[0].sent == 1


def test_a_follow_up_goes_into_the_thread_of_its_first(ledger: Ledger, world: World) -> None:
    (first,) = warn(ledger, date(2026, 8, 12))
    warn(ledger, date(2026, 8, 13), first=first)
    world.round(ledger, MAIL)
    one, other = world.mailed
    assert other["In-Reply-To"] == one["Message-ID"]


def test_the_feed_is_written_whole_with_what_was_done(ledger: Ledger, world: World, tmp_path: Path) -> None:
    old, new = warn(ledger, date(2026, 8, 12), date(2026, 8, 13))
    ledger.handle(old, "acknowledge", "anna", "told the desk")
    place = tmp_path / "warnings.atom"

    (told,) = world.round(ledger, {"name": "reader", "kind": "atom", "file": str(place)})

    entries = etree.fromstring(place.read_bytes()).findall("a:entry", {"a": ATOM})
    terms = [[c.get("term") for c in one.findall("a:category", {"a": ATOM})] for one in entries]
    assert told.sent == 2
    assert [one.findtext("a:id", namespaces={"a": ATOM}) for one in entries] == [
        f"urn:papertiger:warning:{id_}" for id_ in (new, old)
    ]
    assert [one[-1] for one in terms] == ["open", "acknowledged"]


def test_a_feed_that_cannot_be_written_is_told(ledger: Ledger, world: World, tmp_path: Path) -> None:
    (told,) = world.round(
        ledger, {"name": "reader", "kind": "atom", "file": str(tmp_path / "absent" / "a.atom")}
    )
    assert "cannot be written" in told.problems[0]


def test_a_snooze_ends_and_hides_no_growth(ledger: Ledger) -> None:
    (first,) = warn(ledger, date(2026, 8, 12))
    ledger.handle(first, "snooze", "anna", "a yearly exercise", until=date(2026, 8, 20))
    (grown,) = warn(ledger, date(2026, 8, 15), first=first)

    def states(day: date) -> dict[str, str]:
        return {one.warning.id: one.state for one in open_first(handled(ledger, ledger.warnings(), day))}

    assert states(date(2026, 8, 20)) == {grown: "open", first: "snoozed"}
    assert list(states(date(2026, 8, 20))) == [grown, first]
    assert states(date(2026, 8, 21)) == {grown: "open", first: "open"}


def test_a_warning_that_another_program_wrote_is_sent_by_its_name(
    ledger: Ledger, world: World, tmp_path: Path
) -> None:
    day = date(2026, 8, 13)
    ledger.warn(
        [NewWarning("theirs", "w", "comet.v9", ("RUS", "UKR"), day, ledger.chain(), {"anything": [1]})]
    )
    place = tmp_path / "w.atom"

    told = world.round(ledger, HOOK, MAIL, {"name": "reader", "kind": "atom", "file": str(place)})

    assert [one.sent for one in told] == [1, 1, 1]
    assert (world.posted[0]["title"], world.posted[0]["first"]) == ("comet.v9: RUS → UKR", None)
    assert world.mailed[0]["Subject"] == "comet.v9: RUS → UKR"
    assert "another program" in world.mailed[0].get_content()
    assert b"comet.v9" in place.read_bytes()
