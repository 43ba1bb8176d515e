"""All links of a text: names, titles, bodies, collectives, and the words that point back to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from papertiger.actors.actor import Mention
from papertiger.actors.knowledge import KnowledgeBase
from papertiger.actors.linking.discourse import Discourse
from papertiger.actors.linking.items import Item, in_a_row
from papertiger.actors.linking.link import Link
from papertiger.actors.linking.offices import Offices
from papertiger.actors.linking.phrases import Phrase, Phrases
from papertiger.actors.linking.places import Placing
from papertiger.actors.linking.reference import Around, References


class Linker:
    """Links texts of one language; serves many."""

    def __init__(self, base: KnowledgeBase, language: str) -> None:
        """Raises PapertigerError when there are no names in that language."""
        self._base, self.language = base, language

    @cached_property
    def _parts(self) -> tuple[Phrases, Placing, References]:
        words = self._base.words(self.language)
        return (
            Phrases(words, self.language),
            Placing(words, self.language),
            References(self._base, words, self.language),
        )

    def link(
        self,
        text: str,
        *,
        on: date | None = None,
        sentences: Sequence[int] = (0,),
        mentions: Sequence[Mention] | None = None,
        around: Around = Around(),  # noqa: B008 - a constant
    ) -> list[Link]:
        """Every expression of `text` that means an actor, in text order.

        A phrase ("міністр оборони Німеччини") comes before the names inside it, which have links of their own.

        Args:
            text: any text.
            on: the day it speaks of; offices without a name mean who held them then.
            sentences: where each sentence begins.
            mentions: the names in it, where somebody has looked for them (`KnowledgeBase.mentions`).
            around: what is known of the article beside its text.
        """
        phrases, placing, references = self._parts
        names = self._base.mentions(text, self.language, on=on) if mentions is None else mentions
        items = in_a_row(names, self._base.find_words(text, self.language))
        found = list(phrases.read(text, items))
        offices = Offices(
            self._base,
            self.language,
            on=on,
            adjective_is_ally=self._base.words(self.language).ally_adjectives,
            named=[m.actor for m in names if m.actor.kind == "person"],
        )
        links = [self._named(text, item.mention, placing) for item in items if item.mention is not None]
        open_phrases: list[Phrase] = []
        for phrase in found:
            link = offices.resolve(text, phrase)
            if link is None:
                open_phrases.append(phrase)
            else:
                links.append(link)
        discourse = Discourse(sentences)
        discourse.remember(links)
        links += self._back(text, items, open_phrases, discourse, offices, around, references)
        return sorted(links, key=lambda link: (link.start, -link.end))

    def _named(self, text: str, mention: Mention, placing: Placing) -> Link:
        where = placing.where(text, mention)
        return Link(
            mention.start,
            mention.end,
            mention.surface,
            mention.actor,
            mention.form,
            mention.how
            if where is None
            else f"{mention.how}; only says where" + (f", after {where!r}" if where else ""),
            role="actor" if where is None else "place",
        )

    def _back(
        self,
        text: str,
        items: Sequence[Item],
        phrases: Sequence[Phrase],
        discourse: Discourse,
        offices: Offices,
        around: Around,
        references: References,
    ) -> list[Link]:
        """What points back, resolved in text order, so that one reference can rest on another."""
        by_place: dict[int, Phrase | tuple[Item, Item | None] | tuple[int, int, str]] = {
            p.start: p for p in phrases
        }
        for item, after in zip(items, [*items[1:], None], strict=False):
            if any(item.one(group) is not None for group in ("kind", "countries", "outlets")):
                by_place[item.start] = (item, after)
        for start, end, kind in references.pronouns(text, 0, len(text)):
            by_place.setdefault(start, (start, end, kind))
        found: list[Link] = []
        for place in sorted(by_place):
            what = by_place[place]
            if isinstance(what, Phrase):
                link = references.phrase(text, what, discourse, offices, around)
            elif len(what) == 3:  # noqa: PLR2004 - a pronoun
                link = references.pronoun(text, *what, discourse)
            else:
                link = references.noun(text, *what, discourse)
            if link is not None:
                found.append(link)
                discourse.remember([link])
        return found
