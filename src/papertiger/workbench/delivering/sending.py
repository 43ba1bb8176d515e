"""One round of sending: what is due goes to every channel, and every try is kept in the ledger before the next one."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from papertiger.errors import SettingsError
from papertiger.ledger import Ledger
from papertiger.ledger.warned import StoredWarning
from papertiger.report.atom import Entry, atom
from papertiger.report.digest import digest_lines, digest_subject, digest_words
from papertiger.report.languages import Language
from papertiger.workbench.delivering import choosing
from papertiger.workbench.delivering.channels import AtomFile, Channel, Delivery, Mail, Webhook, zone_of
from papertiger.workbench.delivering.mail import message, send
from papertiger.workbench.delivering.telling import digest_of, entry, first_of, mail_text, payload
from papertiger.workbench.delivering.tried import Tried
from papertiger.workbench.delivering.webhook import post
from papertiger.workbench.files import whole_file
from papertiger.workbench.handling import Handled, asked, handled

BACK: Final = 30
"""Days of warnings that are still sent: after a longer pause, older ones are history and no news."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Means:
    """What sending needs of the world; tests bring their own."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Callable[[], datetime] = _now
    wait: Callable[[float], None] = time.sleep
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


@dataclass(slots=True)
class Sent:
    """What became of a round at one channel."""

    channel: str
    kind: str
    sent: int = 0
    waiting: int = 0
    """Warnings that stay for later: quiet hours, the hour of the digest, a server that is not there."""
    problems: list[str] = field(default_factory=list)


def send_all(
    ledger: Ledger, delivery: Delivery, *, dry_run: bool = False, means: Means | None = None
) -> list[Sent]:
    """Send to every channel what it has not had.

    Args:
        ledger: written to, unless `dry_run`.
        delivery: the channels.
        dry_run: send nothing and say what would go.
        means: time, secrets, trust.
    """
    return [
        _Round(ledger, delivery, channel, means or Means(), dry_run).done() for channel in delivery.channel
    ]


class _Round:
    def __init__(
        self, ledger: Ledger, delivery: Delivery, channel: Channel, means: Means, dry_run: bool
    ) -> None:
        self._ledger, self._base, self._channel = ledger, delivery.base, channel
        self._language: Language = channel.language or delivery.language
        self._means, self._dry = means, dry_run
        self._now = means.clock()
        self._since = self._now.date() - timedelta(BACK)
        self._told = Sent(channel.name, channel.kind)

    def done(self) -> Sent:
        if isinstance(self._channel, AtomFile):
            self._feed(self._channel)
            return self._told
        waiting = self._ledger.undelivered(self._channel.kind, self._channel.name, self._since)
        due = choosing.wanted(self._channel, waiting)
        tries = self._ledger.deliveries([one.id for one in due])
        left = choosing.not_given_up(self._channel, due, tries)
        if len(left) < len(due):
            self._told.problems.append(
                f"{len(due) - len(left)} given up: refused, or tried {choosing.TRIES} times in vain"
            )
        if self._dry:
            self._told.waiting = len(left)
        elif isinstance(self._channel, Webhook):
            self._posted(self._channel, left)
        else:
            self._mailed(self._channel, left)
        return self._told

    def _posted(self, channel: Webhook, due: Sequence[StoredWarning]) -> None:
        for place, one in enumerate(due):
            body = payload(one, self._language, self._base)
            tried = post(channel, body, one.id, self._means.environment, wait=self._means.wait)
            self._kept(tried, [one])
            if tried.status == "failed":  # it is not there: the rest would wait for it in vain
                self._told.waiting += len(due) - place - 1
                return

    def _mailed(self, channel: Mail, due: Sequence[StoredWarning]) -> None:
        if choosing.quiet(channel, self._now):
            self._told.waiting = len(due)
            return
        if channel.mode == "digest":
            self._daily(channel, due)
            return
        history = self._ledger.deliveries()
        day = self._now.astimezone(zone_of(channel.zone)).date()
        room = channel.most_per_day - len(choosing.sent_on(channel, history, day, channel.zone))
        single = due if len(due) <= room else due[: max(room - 1, 0)]
        for place, one in enumerate(single):
            subject, text = mail_text(one, self._language, self._base)
            made = message(
                channel,
                subject,
                text,
                name=one.id,
                when=self._now,
                language=self._language,
                answers=first_of(one),
            )
            tried = send(channel, made, self._means.environment, trust=self._means.trust)
            self._kept(tried, [one])
            if tried.status == "failed":
                self._told.waiting += len(due) - place - 1
                return
        if rest := due[len(single) :]:
            if room > 0:
                self._digest(channel, rest)
            else:
                self._told.waiting += len(rest)

    def _daily(self, channel: Mail, due: Sequence[StoredWarning]) -> None:
        history = [
            datetime.fromisoformat(one.at)
            for one in self._ledger.deliveries()
            if (one.channel, one.target, one.status) == (channel.kind, channel.name, "sent")
        ]
        if due and choosing.digest_due(channel, self._now, max(history, default=None)):
            self._digest(channel, due)
        else:
            self._told.waiting = len(due)

    def _digest(self, channel: Mail, due: Sequence[StoredWarning]) -> None:
        day = self._now.date()
        every = self._ledger.warnings(since=self._since)
        found = handled(self._ledger, choosing.wanted(channel, every), day)
        first = min(one.day for one in due)
        made = digest_of(found, asked(self._ledger, day), self._ledger.name, day, first, self._language)
        mail = message(
            channel,
            digest_subject(made, self._language),
            "\n".join(digest_lines(made, self._language)) + "\n",
            name=f"digest-{channel.name}-{self._now:%Y%m%d%H%M%S}",
            when=self._now,
            language=self._language,
        )
        self._kept(send(channel, mail, self._means.environment, trust=self._means.trust), due)

    def _feed(self, channel: AtomFile) -> None:
        every = choosing.wanted(channel, self._ledger.warnings(since=self._since))[: channel.entries]
        self._told.sent = len(every)
        if self._dry:
            return
        made = feed_of(
            handled(self._ledger, every, self._now.date()), self._ledger.name, self._language, self._base
        )
        try:
            with whole_file(Path(channel.file), binary=True) as stream:
                stream.write(made)
        except SettingsError as error:
            self._told.sent = 0
            self._told.problems.append(str(error))

    def _kept(self, tried: Tried, warnings: Sequence[StoredWarning]) -> None:
        ids = [one.id for one in warnings]
        self._ledger.delivered(ids, self._channel.kind, self._channel.name, tried.status, tried.problem)
        if tried.status == "sent":
            self._told.sent += len(ids)
        else:
            self._told.waiting += len(ids) if tried.status == "failed" else 0
            self._told.problems.append(tried.problem or tried.status)


def feed_of(
    found: Sequence[Handled], ledger: str, language: Language, base: str | None, address: str | None = None
) -> bytes:
    """Warnings as an Atom feed, in the order given.

    Args:
        found: the warnings, with what became of them.
        ledger: its name.
        language: of the texts.
        base: where the web app is; links are left out where it is not said.
        address: where the feed itself is.
    """
    words = digest_words(language)
    entries: list[Entry] = []
    for one in found:
        became = words.state[one.state]
        if one.outcome is not None:
            became += f"; {words.verdict[one.outcome.verdict]}"
        entries.append(entry(one, language, base, became))
    newest = max((one.updated for one in entries), default="1970-01-01T00:00:00Z")
    return atom(
        entries,
        title=f"papertiger: {ledger}",
        id=f"urn:papertiger:warnings:{ledger}",
        updated=newest,
        language=language,
        address=address,
    )
