"""Titles, bodies and collectives with the state beside them: "міністр оборони Німеччини", "Iran's foreign ministry".

No tree is used: what stands directly before and behind, with the little words that tie it, decides. A phrase is read from
its title outwards: first what the title leads (a body, a state in the genitive or after "of"), then an adjective or an owner
before it, then the name of who holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papertiger.actors.actor import Mention
from papertiger.actors.linking.items import Item
from papertiger.actors.vocabulary import Words
from papertiger.language import readings

_WORD = re.compile(r"(?:[^\W\d_]\.){1,2}|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_LONGEST_NAME = 4
_SERVING = frozenset({"adviser", "spokesperson"})
"""Titles of those who serve the holder of another title."""
_QUOTES = ' \u00a0"«»„“”'
_STATE_FORMS = frozenset({"name", "metonym", "demonym"})


@dataclass(slots=True)
class Phrase:
    """A title or body with what belongs to it."""

    start: int
    end: int
    head: Item
    titles: tuple[str, ...] = ()
    body: str | None = None
    body_mention: Mention | None = None
    """The body or seat named: "Пентагон", "Кремль"."""
    state: Mention | None = None
    owner: Mention | None = None
    """The person whose body it is: "адміністрація Трампа"."""
    person: Mention | None = None
    name: str | None = None
    """The name that follows, where the actor files do not know it."""
    of_title: bool = False
    """Another title follows, whose holder this one serves: "прессекретар президента"."""
    former: bool = False
    deputy: bool = False
    collective: str | None = None
    side: str | None = None
    used: tuple[Item, ...] = ()
    """The other items that the phrase takes up."""


class Phrases:
    """Reads the phrases of one language."""

    def __init__(self, words: Words, language: str) -> None:
        self._language = language
        self._of = tuple(sorted(words.of, key=len, reverse=True))
        self._possessive = words.possessive
        self._tails = words.tails
        self._particles = frozenset(words.particles)
        self._cased = not words.of
        """Whether case ties a title to its state."""

    def read(self, text: str, items: Sequence[Item]) -> Iterator[Phrase]:
        """The phrases of a text, in order."""
        used: set[int] = set()
        for at, item in enumerate(items):
            if at in used or item.mention is not None:
                continue
            if self._titles(item) or item.one("body") or item.one("collective"):
                phrase, taken = self._phrase(text, items, at)
                used |= taken
                yield phrase

    def _phrase(self, text: str, items: Sequence[Item], at: int) -> tuple[Phrase, set[int]]:
        head = items[at]
        titles = self._titles(head)
        phrase = Phrase(head.start, head.end, head, titles)
        phrase.former = head.one("former-title") is not None
        phrase.deputy = head.one("deputy-title") is not None
        phrase.collective = head.one("collective")
        if not titles:
            phrase.body = head.one("body")
        taken = {at}
        last = self._rightwards(text, items, at, phrase, taken)
        self._leftwards(text, items, at, phrase, taken)
        self._tail(text, phrase)
        if titles:
            self._person(text, items, last, phrase, taken)
        self._tail(text, phrase)
        phrase.used = tuple(items[i] for i in sorted(taken) if i != at)
        return phrase, taken

    def _serves(self, phrase: Phrase, item: Item) -> bool:
        """Whether a title is that of somebody whom an adviser or spokesperson serves."""
        serving = _SERVING.intersection(phrase.titles)
        return bool(
            serving and self._cased and self._titles(item) and not _SERVING.intersection(self._titles(item))
        )

    def _tail(self, text: str, phrase: Phrase) -> None:
        """Take up the words that say what an adviser advises on."""
        for title, tails in self._tails.items():
            for tail in tails:
                if "adviser" in phrase.titles and text[phrase.end + 1 :].startswith(tail):
                    phrase.titles, phrase.of_title = (title,), False
                    phrase.end += 1 + len(tail)
                    return

    @staticmethod
    def _titles(item: Item) -> tuple[str, ...]:
        """What titles a word may be, also with "ex-" written onto it."""
        groups = ("title", "former-title", "deputy-title")
        parts = (key.partition(":") for key in item.keys)
        return tuple(title for group, _, title in parts if group in groups)

    def _rightwards(  # noqa: C901
        self, text: str, items: Sequence[Item], at: int, phrase: Phrase, taken: set[int]
    ) -> int:
        """Take up what the head leads; the place of the last item taken."""
        last = at
        for i in range(at + 1, min(at + 5, len(items))):
            item = items[i]
            tie = self._tie(text[items[last].end : item.start])
            if not tie:
                break
            described = phrase.state is not None and phrase.state.form == "adjective"
            if item.one("body") and phrase.titles and phrase.body is None and (not phrase.state or described):
                phrase.body = item.one("body")
            elif item.one("joining") is not None and self._cased:
                pass
            elif self._serves(phrase, item):
                phrase.of_title = True
            elif item.mention is not None and self._adjective_of_body(text, items, i, phrase):
                phrase.state = item.mention
            elif item.is_name("organisation", "group") and phrase.titles and phrase.body_mention is None:
                phrase.body_mention = item.mention
            elif self._is_owner(item, phrase) and (self._cased or tie == "of"):
                phrase.owner = item.mention
            elif self._names_state(item) and (phrase.state is None or phrase.state.form == "adjective"):
                if tie == " " and not self._cased:
                    break  # "Defence Minister Ukraine" is no phrase of a language without cases
                if self._cased and not self._genitive(item):
                    break
                phrase.state = item.mention
            else:
                break
            taken.add(i)
            phrase.end, last = item.end, i
        return last

    def _adjective_of_body(self, text: str, items: Sequence[Item], i: int, phrase: Phrase) -> bool:
        """Whether an adjective stands before a body: "речник російського МЗС"."""
        mention = items[i].mention
        if mention is None or phrase.state is not None or phrase.body is not None or not phrase.titles:
            return False
        attributive = mention.form == "adjective" or (not self._cased and mention.actor.kind == "state")
        after = items[i + 1] if i + 1 < len(items) else None
        return (
            attributive
            and after is not None
            and after.one("body") is not None
            and bool(self._attached(text[items[i].end : after.start]))
        )

    def _leftwards(self, text: str, items: Sequence[Item], at: int, phrase: Phrase, taken: set[int]) -> None:  # noqa: C901
        """Take up what stands before the head: a state, a body, and words that change the post."""
        first = at
        for i in range(at - 1, max(at - 6, -1), -1):
            item = items[i]
            gap = text[item.end : items[first].start]
            if not self._attached(gap):
                break
            if item.one("former") is not None:
                phrase.former = True
            elif item.one("deputy") is not None:
                phrase.deputy = True
            elif item.one("joining") is not None:
                pass
            elif (side := item.one("side")) is not None:
                phrase.side = side
            elif item.one("body") and phrase.titles and phrase.body is None and not self._cased:
                phrase.body = item.one("body")
            elif item.is_name("organisation", "group") and phrase.titles and not self._cased:
                phrase.body_mention = phrase.body_mention or item.mention
            elif item.mention is not None and self._owns(item.mention) and phrase.state is None:
                phrase.state = item.mention
            elif self._is_owner(item, phrase) and not self._cased:
                phrase.owner = item.mention
            else:
                break
            taken.add(i)
            phrase.start, first = item.start, i

    def _is_owner(self, item: Item, phrase: Phrase) -> bool:
        return (
            phrase.body is not None
            and phrase.owner is None
            and phrase.state is None
            and item.is_name("person")
        )

    def _owns(self, mention: Mention) -> bool:
        """Whether a name before a title says whose it is: an adjective; without cases also the state's name."""
        if mention.actor.kind != "state":
            return False
        if mention.form == "adjective":
            return True
        return not self._cased and mention.form in _STATE_FORMS

    def _person(self, text: str, items: Sequence[Item], last: int, phrase: Phrase, taken: set[int]) -> None:
        """Who holds the post: the person named right behind."""
        end = phrase.end
        after = items[last + 1] if last + 1 < len(items) else None
        if after is not None and after.is_name("person") and self._near(text[end : after.start]):
            if not self._agrees(text, phrase.head, after):
                phrase.owner = phrase.owner or after.mention  # "радник Трампа"
            else:
                phrase.person = after.mention
            taken.add(last + 1)
            phrase.end = after.end
            return
        limit = min((item.start for item in items[last + 1 :] if item.start >= end), default=len(text))
        found = self._unknown_name(text, end, limit)
        if found:
            phrase.name = found
            phrase.end = end + 1 + len(found)

    def _agrees(self, text: str, title: Item, person: Item) -> bool:
        """Whether a name can stand in the case of a title; in "радник Трампа" it owns it."""
        if not self._cased:
            return True
        # A first name is in the dictionary more often than a surname.
        words = (
            text[title.start : title.end].split(maxsplit=1)[0],
            text[person.start : person.end].split(maxsplit=1)[0],
        )
        cases = [{r.case for r in readings(word, self._language)} - {None} for word in words]
        return not all(cases) or not cases[0].isdisjoint(cases[1])

    def _unknown_name(self, text: str, end: int, limit: int) -> str:
        """The capitalised words right behind a title, with particles and initials between them; empty for none."""
        if not text[end : end + 1].isspace() or text[end] == "\n":
            return ""
        place = stop = end + 1
        count = 0
        for _ in range(_LONGEST_NAME):
            match = _WORD.match(text, place)
            if match is None or match.start() >= limit:
                break
            word = match.group()
            if word[0].isupper() and not (len(word) > 1 and word.isupper()):  # acronyms are bodies
                stop = match.end()
                count += "." not in word and len(word) > 1  # initials alone are no name
            elif word.lower() not in self._particles or not count:
                break
            place = match.end() + (text[match.end() : match.end() + 1] == " ")
            if place == match.end() and not word.endswith("."):
                break
        return text[end + 1 : stop] if count else ""

    def _near(self, gap: str) -> bool:
        """Whether only blanks, or a first name that the actor files lack, stand between a title and a person."""
        words = gap.split()
        return not gap.strip(_QUOTES) or (len(words) == 1 and words[0][0].isupper() and words[0].isalpha())

    def _names_state(self, item: Item) -> bool:
        return (
            item.mention is not None
            and item.mention.actor.kind == "state"
            and item.mention.form in _STATE_FORMS
        )

    def _genitive(self, item: Item) -> bool:
        mention = item.mention
        if mention is None:
            return False
        cases = {r.case for r in readings(mention.surface.split()[-1], self._language)} - {None}
        return not cases or "Gen" in cases

    def _tie(self, gap: str) -> str:
        """What ties an item to the one before it: a blank, "of"; empty where nothing does."""
        if gap and not gap.strip(" \u00a0"):
            return " "
        if self._cased:
            return " " if gap and not gap.strip(_QUOTES) and "\n" not in gap else ""
        stripped = gap.strip(_QUOTES).lower()
        return "of" if stripped in self._of else ""

    def _attached(self, gap: str) -> bool:
        """Whether nothing stands between two words but blanks, quotes or the mark of an owner."""
        for mark in self._possessive:
            if gap.startswith(mark):
                gap = gap[len(mark) :]
                break
        return "\n" not in gap and bool(gap) and not gap.strip(_QUOTES + "-")
