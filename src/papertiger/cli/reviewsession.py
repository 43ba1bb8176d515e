"""A review in the terminal: one claim at a time, a letter a decision. Knows a desk and a console, no ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

from papertiger.errors import LedgerError, ReviewError
from papertiger.ledger.reviewing import DECIDING, Decision, Review
from papertiger.ledger.reviewing.desk import Desk, Item
from papertiger.ledger.reviewing.entering import drafted, words_and_why

KEYS: Final[dict[str, tuple[str, str]]] = {
    "a": ("accept", "it is what the sentence says"),
    "r": ("reject", "it is not: r WHY"),
    "c": ("correct", "it is, with other values: c FIELD=VALUE … -- WHY"),
    "s": ("split", "it is several: s FIELD=VALUE … | FIELD=VALUE … -- WHY"),
    "m": ("merge", "it is another claim read twice: m ID -- WHY, the ID of the one that stays"),
    "n": ("comment", "a note that decides nothing: n WORDS"),
    "g": ("assign", "somebody else shall look: g NAME -- WHY"),
    "k": ("skip", "leave it for another time"),
    "u": ("undo", "take back the last decision of this session"),
    "e": ("explain", "how each field was reached"),
    "?": ("help", "these keys"),
    "q": ("quit", "stop; what was decided is kept"),
}
"""Key → its word, which may be typed too, and what it does."""
_MEANS: Final = {word: word for word, _ in KEYS.values()} | {key: word for key, (word, _) in KEYS.items()}
PROMPT: Final = f"[{'/'.join(KEYS)}] > "
NEXT, ASK, STOP = range(3)
"""What comes after a line of the reviewer's: the next claim, another line on this one, or the end."""
_ASKS: Final = {
    "reject": "why? ",
    "comment": "note: ",
    "correct": "FIELD=VALUE … -- why: ",
    "split": "FIELD=VALUE … | FIELD=VALUE … -- why: ",
    "merge": "id of the claim that stays: ",
    "assign": "who shall look? ",
}
"""What is asked for where the letter stands alone."""
_PLAIN: Final = frozenset({"accept", "reject", "comment"})
"""Decisions whose words are the reason."""


def key_lines() -> Iterator[str]:
    """The keys, one a line."""
    return (f"  {key}  {word:8} {does}" for key, (word, does) in KEYS.items())


class Console(Protocol):
    """Where the reviewer sits."""

    def show(self, lines: Iterable[str]) -> None:
        """Print lines."""
        ...

    def ask(self, prompt: str) -> str | None:
        """What the reviewer types after `prompt`; None when nothing comes any more."""
        ...

    def fault(self, message: str) -> None:
        """Tell that what was typed cannot be done. May raise, where nobody is there to type it again."""
        ...


@dataclass(slots=True)
class Session:
    """A reviewer at a desk."""

    desk: Desk
    console: Console
    me: str
    now: Callable[[], str]
    """The moment, ISO 8601 with offset."""
    new_id: Callable[[], str]
    lines: Callable[[Item], Iterable[str]]
    """Shows a claim."""
    why: Callable[[Item], Iterable[str]]
    """Shows how it was reached."""
    done: Counter[str] = field(default_factory=Counter)
    """Decision → how many."""
    _mine: list[Review] = field(default_factory=list)
    _passed: set[str] = field(default_factory=set)
    _again: list[str] = field(default_factory=list)

    def run(self) -> Counter[str]:
        """Go through the queue until it is done or the reviewer stops; what was decided, counted."""
        while (item := self._next()) is not None:
            self.console.show(["", *self.lines(item)])
            after = ASK
            while after == ASK:
                after = self._one(item)
            if after == STOP:
                break
        return +self.done

    def _next(self) -> Item | None:
        if self._again:
            return self.desk.item(self._again.pop())
        return self.desk.next(frozenset(self._passed))

    def _one(self, item: Item) -> int:
        """Take one line of the reviewer's; what comes after it."""
        typed = self.console.ask(PROMPT)
        if typed is None:
            return STOP
        letter, _, rest = typed.strip().partition(" ")
        word = _MEANS.get(letter)
        if word == "quit":
            return STOP
        if word == "skip":
            self._passed.add(item.record.id)
            return NEXT
        if word == "undo":
            return self._undo(item)
        if word == "explain":
            self.console.show(self.why(item))
        elif word == "help":
            self.console.show(key_lines())
        elif word is not None:
            return self._decide(word, item, rest.strip())
        elif letter:
            self.console.fault(f"{letter!r} is no key; ? lists them")
        return ASK

    def _decide(self, word: str, item: Item, rest: str) -> int:
        """Take a decision; what comes after it."""
        if not rest and word in _ASKS:
            rest = (self.console.ask(_ASKS[word]) or "").strip()
        try:
            words, why = ((), rest) if word in _PLAIN else words_and_why(rest)
            review = drafted(
                cast("Decision", word),
                item.record,
                words,
                version=item.version,
                by=self.me,
                at=self.now(),
                identity=self.new_id(),
                why=why,
                find=lambda prefix: self.desk.item(prefix).record,
            )
            self.desk.decide(review)
        except (ReviewError, LedgerError) as error:
            self.console.fault(str(error))
            return ASK
        self.done[word] += 1
        if word in DECIDING:
            self._mine.append(review)
        if word == "comment":
            return ASK
        self._passed.add(item.record.id)
        return NEXT

    def _undo(self, item: Item) -> int:
        """Take back the last decision; the claim comes again, and the one at hand after it."""
        if not self._mine:
            self.console.fault(
                "nothing was decided in this session; `papertiger review ID withdraw` takes back an earlier decision"
            )
            return ASK
        last = self._mine.pop()
        back = Review(self.new_id(), last.claim, last.version, "withdraw", self.me, self.now())
        try:
            self.desk.decide(back)
        except (ReviewError, LedgerError) as error:
            self.console.fault(str(error))
            return ASK
        self.done[last.decision] -= 1
        self._again += [item.record.id, last.claim]
        return NEXT
