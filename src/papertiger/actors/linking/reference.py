"""Words that point back: "the country", "видання", "його країна", "he", a title or a ministry without its state.

Everything here is conservative: a word is resolved where the article leaves one possibility, and left alone where there are
two. Each link says what it rested on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from papertiger.actors.actor import Actor
from papertiger.actors.knowledge import KnowledgeBase
from papertiger.actors.linking.discourse import Discourse, Seen, only, states_of
from papertiger.actors.linking.items import Item
from papertiger.actors.linking.link import Link
from papertiger.actors.linking.offices import Offices
from papertiger.actors.linking.phrases import Phrase
from papertiger.actors.vocabulary import Words
from papertiger.language import readings

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_PERSON = frozenset({"person"})
_FEW = 4
"""Words within which the verb of a pronoun follows."""
_OUTLETS_BACK, _COUNTRY_BACK, _PERSON_BACK = 4, 1, 1


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the article beside its text."""

    outlet_state: str | None = None
    """The country of the outlet that printed it."""


class References:
    """Resolves what points back, in one language."""

    def __init__(self, base: KnowledgeBase, words: Words, language: str) -> None:
        self._base, self._words, self._language = base, words, language
        self._say = frozenset(words.persons_say)
        self._pronouns = {form: kind for kind, forms in words.pronouns.items() for form in forms}
        self._demonstratives = frozenset(words.demonstratives)
        self._others = frozenset(words.others)

    # ------------------------------------------------------------------ phrases without a state

    def phrase(
        self, text: str, phrase: Phrase, discourse: Discourse, offices: Offices, around: Around
    ) -> Link | None:
        """A title or body that names no state."""
        if self._word_before(text, phrase.start) in self._others or self._plural(text, phrase):
            return None
        if phrase.titles:
            return self._bare_title(text, phrase, discourse)
        if phrase.body is None:
            return None
        owner = self._owner(text, phrase.start, discourse)
        if owner is not None:
            return offices.resolve(text, phrase, *owner)
        same = only(s for s in discourse.before(phrase.start) if self._same_body(s, phrase))
        if same is not None:
            return _at(
                text,
                phrase.start,
                phrase.end,
                same,
                "body",
                f"the {phrase.body.replace('_', ' ')} named before",
            )
        state, why = self._state_of_body(phrase, discourse, around)
        return offices.resolve(text, phrase, state, why) if state is not None else None

    def _same_body(self, seen: Seen, phrase: Phrase) -> bool:
        body = self._base.posts.bodies[phrase.body or ""]
        if body.is_state or seen.link.form not in {"body", "organisation"}:
            return False
        own = seen.actor.id.partition(":")[2] if seen.link.form == "body" else None
        known = (
            self._base.fact(seen.actor.id).get("body")
            if ":" in seen.actor.id and seen.actor.id.islower()
            else own
        )
        return phrase.body in {own, known}

    def _state_of_body(self, phrase: Phrase, discourse: Discourse, around: Around) -> tuple[str | None, str]:
        body = self._base.posts.bodies[phrase.body or ""]
        near = self._nearby(phrase.start, discourse)
        if body.is_state:
            return (near[0], "the only state named nearby") if len(near) == 1 else (None, "")
        if around.outlet_state is not None:
            return around.outlet_state, "the country of the outlet"
        home = self._words.home if body.at_home else None
        named = states_of(discourse.before(phrase.start))
        if home is not None and (not named or home in named):
            return home, "the home country of this language's news"
        return (near[0], "the only state named so far") if len(named) == 1 and near else (None, "")

    def _bare_title(self, text: str, phrase: Phrase, discourse: Discourse) -> Link | None:
        """A title by itself means the one person of the article who holds it."""
        if phrase.former or phrase.deputy or phrase.body is not None or phrase.body_mention is not None:
            return None
        if not self._definite(text, phrase.start):
            return None
        titles = self._base.posts.titles
        plain = all(titles[t].plain for t in phrase.titles)
        before = [s for s in discourse.before(phrase.start) if s.actor.kind == "person"]
        introduced = [s for s in before if s.link.form == "office" and self._shares(s, phrase)]
        holders = introduced or ([] if plain else [s for s in before if self._may_hold(s.actor, phrase)])
        found = only(holders)
        if found is None:
            return None
        return _at(
            text,
            phrase.start,
            phrase.end,
            found,
            "description",
            f"the only {phrase.titles[0].replace('_', ' ')} named so far: {found.name}",
        )

    def _shares(self, seen: Seen, phrase: Phrase) -> bool:
        return seen.link.titles is not None and not set(seen.link.titles).isdisjoint(phrase.titles)

    def _may_hold(self, actor: Actor, phrase: Phrase) -> bool:
        if actor.state is None or ":" in actor.id:
            return False
        wanted = {self._base.posts.post(title, actor.state) for title in phrase.titles}
        return any(office.post in wanted for office in self._base.offices(actor.id))

    # ------------------------------------------------------------------ nouns

    def noun(self, text: str, item: Item, after: Item | None, discourse: Discourse) -> Link | None:
        """A noun such as "the country", "the kingdom" or "the newspaper"."""
        if self._plural_word(text[item.start : item.end]):
            return None
        if item.one("outlets") is not None:
            return self._outlet(text, item, after, discourse)
        owner = self._owner(text, item.start, discourse)
        if owner is not None and item.one("countries") is not None:
            state, why = owner
            return _at(text, item.start, item.end, self._base.get(state), "description", why)
        if not self._points_back(text, item, after):
            return None
        kind = item.one("kind")
        if kind:
            states = [
                s for s in states_of(discourse.before(item.start)) if s in self._words.kinds[kind].states
            ]
            why = f"the only {kind.replace('_', ' ')} named so far"
        else:
            states = self._nearby(item.start, discourse) or states_of(discourse.before(item.start))
            why = "the only state named nearby"
        if len(states) != 1:
            return None
        return _at(text, item.start, item.end, self._base.get(states[0]), "description", why)

    @staticmethod
    def _nearby(place: int, discourse: Discourse) -> list[str]:
        """The states of whatever is named in the sentence up to here and the one before."""
        found = discourse.before(place, back=_COUNTRY_BACK)
        return states_of(one for one in found if one.actor.kind not in {"outlet", "system"})

    def _outlet(self, text: str, item: Item, after: Item | None, discourse: Discourse) -> Link | None:
        if after is not None and after.is_name("outlet") and not text[item.end : after.start].strip(' "«“'):
            return None  # "агентство Reuters": the name speaks for itself
        if not self._definite(text, item.start):
            return None
        medium = item.one("outlets")
        found = [
            s
            for s in discourse.before(item.start, back=_OUTLETS_BACK)
            if s.actor.kind == "outlet"
            and (not medium or self._base.fact(s.actor.id).get("medium") == medium)
        ]
        outlet = only(found)
        if outlet is None:
            return None
        return _at(text, item.start, item.end, outlet, "description", "the only such outlet named nearby")

    def _points_back(self, text: str, item: Item, after: Item | None) -> bool:
        before = self._word_before(text, item.start)
        if before in self._others or before in self._pronouns:
            return False
        if self._words.articles:
            return before in self._demonstratives
        if after is not None and after.start - item.end <= 1 and after.mention is not None:
            return False  # "країни НАТО"
        follows = _WORD.match(text, item.end + 1) if text[item.end : item.end + 1] == " " else None
        if follows is not None and self._complements(follows.group()):
            return False
        if text[item.end : item.end + 1] == "-":
            return False
        return before in self._demonstratives or not self._describes(before)

    def _complements(self, word: str) -> bool:
        """Whether a noun in the genitive follows, which makes it another country: "країна походження"."""
        found = readings(word, self._language)
        return bool(found) and all(r.pos in {"NOUN", "PROPN", "ADJ"} and r.case == "Gen" for r in found)

    def _describes(self, word: str) -> bool:
        found = readings(word, self._language)
        return (
            bool(found)
            and any(r.pos in {"ADJ", "NUM"} for r in found)
            and not any(r.pos in {"ADP", "ADV", "CCONJ", "PART"} for r in found)
        )

    # ------------------------------------------------------------------ pronouns

    def pronouns(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The pronouns of a stretch, with their kind."""
        for match in _WORD.finditer(text, start, end):
            kind = self._pronouns.get(match.group().lower())
            if kind is not None:
                yield match.start(), match.end(), kind

    def pronoun(self, text: str, start: int, end: int, kind: str, discourse: Discourse) -> Link | None:
        """Whom he, she, or the one according to whom means."""
        if kind in {"he", "she"}:
            if not self._of_person(text, start, end):
                return None
        elif kind in {"his", "her"}:
            follows = _WORD.match(text, end + 1)
            if follows is None or follows.group().lower() not in self._words.according:
                return None
        else:
            return None
        found = self._antecedent(text, start, "m" if kind in {"he", "his"} else "f", discourse)
        if found is None:
            return None
        return _at(text, start, end, found, "pronoun", f"the only person it can mean nearby: {found.name}")

    def _of_person(self, text: str, start: int, end: int) -> bool:
        """Whether the pronoun can only mean a person: one says or thinks something, before it ("сказав він") or behind."""
        if self._words.persons_only or self._says(self._word_before(text, start)):
            return True
        for _, match in zip(range(_FEW), _WORD.finditer(text, end, end + 80), strict=False):
            if any(mark in text[end : match.start()] for mark in ".;:!?"):
                return False
            if self._says(match.group()):
                return True
        return False

    def _says(self, word: str) -> bool:
        return any(r.pos == "VERB" and r.lemma in self._say for r in readings(word, self._language))

    def _antecedent(self, text: str, place: int, gender: str, discourse: Discourse) -> Actor | None:
        """The one person of that gender in the sentence up to here or, if it has none, in the one before."""
        near = [
            s
            for s in discourse.nearest(place, _PERSON, back=_PERSON_BACK)
            if self._gender(s.actor) in {gender, None}
        ]
        found = only(near)
        if found is None:
            return None
        begin = min(s.link.start for s in near)
        return None if self._somebody_else(text, begin, place, discourse, gender) else found

    def _gender(self, actor: Actor) -> str | None:
        try:
            found: str | None = self._base.fact(actor.id).get("gender")
        except KeyError:
            return None
        return found

    def _somebody_else(self, text: str, start: int, end: int, discourse: Discourse, gender: str) -> bool:
        """Whether the text between names somebody the links do not cover: an unknown name, an animate noun."""
        covered = [(s.link.start, s.link.end) for s in discourse.before(end)]
        wanted = {"m": "Masc", "f": "Fem"}[gender]
        for match in _WORD.finditer(text, start, end):
            if any(a <= match.start() < b for a, b in covered):
                continue
            word = match.group()
            found = readings(word, self._language)
            if (
                found
                and any(
                    r.pos in {"NOUN", "PROPN"}
                    and r.animacy == "Anim"
                    and r.number == "Sing"
                    and r.gender in {wanted, None}
                    for r in found
                )
                and not any(r.pos not in {"NOUN", "PROPN"} for r in found)
            ):
                return True
            if (
                not found
                and word[0].isupper()
                and text[max(0, match.start() - 2) : match.start()].strip()
                not in {".", "!", "?", "", "“", '"'}
            ):
                return True
        return False

    # ------------------------------------------------------------------ shared

    def _owner(self, text: str, place: int, discourse: Discourse) -> tuple[str, str] | None:
        """The state of the person whose country or body it is: "his country", "своя армія"."""
        kind = self._pronouns.get(self._word_before(text, place))
        if kind in {"his", "her"}:
            person = self._antecedent(text, place, "m" if kind == "his" else "f", discourse)
        elif kind == "own":
            own = discourse.sentence(place)
            person = only(
                s
                for s in discourse.before(place, back=0)
                if s.sentence == own and s.actor.kind in {"person", "state"} and self._nominative(s)
            )
        else:
            return None
        state = person.state if person is not None else None
        return (state, f"the state of {person.name}, whose it is") if person is not None and state else None

    def _nominative(self, seen: Seen) -> bool:
        cases = {r.case for r in readings(seen.link.surface.split()[-1], self._language)} - {None}
        return seen.link.role == "actor" and seen.link.form != "adjective" and (not cases or "Nom" in cases)

    def _definite(self, text: str, place: int) -> bool:
        """Whether a noun can point back: always where there are no articles, else after one that points."""
        return not self._words.articles or self._word_before(text, place) in self._demonstratives

    def _word_before(self, text: str, place: int) -> str:
        words = _WORD.findall(text, max(0, place - 30), place)
        gap = text[max(0, place - 1) : place]
        return words[-1].lower() if words and gap in {" ", "\u00a0"} else ""

    def _plural(self, text: str, phrase: Phrase) -> bool:
        return bool(phrase.titles) and self._plural_word(
            text[phrase.head.start : phrase.head.end].split(maxsplit=1)[0]
        )

    def _plural_word(self, word: str) -> bool:
        found = [r for r in readings(word.split(maxsplit=1)[0], self._language) if r.pos == "NOUN"]
        return bool(found) and all(r.number == "Plur" for r in found)


def _at(text: str, start: int, end: int, actor: Actor, form: str, how: str) -> Link:
    return Link(start, end, text[start:end], actor, form, how)
