"""The brief as a value: from claims and articles to everything that a renderer shows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import get_args
from urllib.parse import urlsplit

from papertiger.ledger.asked import ArticleRow, Excerpt, Holdings
from papertiger.lineage import independent_origins
from papertiger.records import DOMAINS, PARTNERS, ClaimRecord, Polarity
from papertiger.report.evidence import Item, Voice, language_tag, pieces, published, timeline
from papertiger.report.formatting import alphabetical
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.model import (
    ArticleEntry,
    Brief,
    Definitions,
    Figures,
    Group,
    Meaning,
    Partnership,
    Scope,
    Section,
    Tally,
)
from papertiger.report.names import Names
from papertiger.report.wording import Term, Wording

Pair = tuple[str, str]
"""Ids of giver and receiver of support; an empty one is not named in the text."""


def build_brief(
    claims: Iterable[tuple[ClaimRecord, Excerpt, ArticleRow]],
    holdings: Holdings,
    scope: Scope,
    words: Wording,
    names: Names,
    language: Language = DEFAULT,
    *,
    left_out: int = 0,
) -> Brief:
    """Arrange claims into a brief.

    Args:
        claims: the claims to show, each with its quote in context and its article, in the order of the ledger.
        holdings: all articles of the ledger, counted.
        scope: what the claims were chosen from.
        words: labels and definitions.
        names: actor id → name to show.
        language: the language of `words`.
        left_out: claims that would fit and are not among `claims`: only a language model read them, and no person accepted them.
    """
    voice = Voice(words, names, language)
    items = _items(claims)
    pairs, standings, events = _sort_out(items)
    languages: Counter[str] = Counter()
    for code, number in holdings.languages.items():
        languages[words.language(code)] += number
    return Brief(
        scope=scope,
        language=language,
        articles_read=holdings.articles,
        articles_silent=holdings.articles - len({item.article.key for item in items}),
        figures=_figures(items),
        outlets=_tally(holdings.outlets, language),
        languages=_tally(languages, language),
        families=_families(items, words),
        first=holdings.first,
        last=holdings.last,
        undated=holdings.undated,
        partnerships=_partnerships(pairs, events, voice),
        standings=_groups(standings, voice, "s"),
        events=_groups(_apart(events, pairs), voice, "e"),
        articles=_entries(items, words),
        definitions=_definitions(items, words),
        caveats=words.caveats,
        model_only_left_out=left_out,
    )


def _items(claims: Iterable[tuple[ClaimRecord, Excerpt, ArticleRow]]) -> list[Item]:
    """Claims with their articles, which are numbered from 1 as they come up."""
    numbers: dict[str, int] = {}
    items = []
    for record, excerpt, article in claims:
        number = numbers.setdefault(article.key, len(numbers) + 1)
        items.append(Item(record, excerpt, article, number))
    return items


def _sort_out(
    items: list[Item],
) -> tuple[dict[Pair, list[Item]], dict[Pair, list[Item]], dict[Pair, list[Item]]]:
    """Claims by partnership; standings by subject; events by the two they run between."""
    pairs: dict[Pair, list[Item]] = {}
    standings: dict[Pair, list[Item]] = {}
    events: dict[Pair, list[Item]] = {}
    for item in items:
        record = item.record
        if record.family == "event":
            first, second = sorted((_side(record, "subject"), _side(record, "object")))
            events.setdefault((first, second), []).append(item)
        elif pair := _pair(record):
            pairs.setdefault(pair, []).append(item)
        else:
            standings.setdefault(("", _side(record, "subject")), []).append(item)
    return pairs, standings, events


def _pair(record: ClaimRecord) -> Pair | None:
    """Giver and receiver that a claim is about, or None when it names no such pair."""
    roles = PARTNERS.get(record.predicate)
    if roles is None or ("over" in roles and not record.over):
        return None
    patron, client = roles
    return _side(record, patron), _side(record, client)


def _side(record: ClaimRecord, role: str) -> str:
    """State in a role, else the actor, else empty."""
    if role == "over":
        return record.over or ""
    return getattr(record, f"{role}_state") or getattr(record, role) or ""


def _partnerships(
    pairs: dict[Pair, list[Item]], events: dict[Pair, list[Item]], voice: Voice
) -> tuple[Partnership, ...]:
    """Partnerships by name of patron, then client; those with a party that is not named come last."""
    found: list[Partnership] = []
    home: dict[Pair, str] = {}
    for number, pair in enumerate(sorted(pairs, key=lambda pair: _alphabetical(pair, voice)), start=1):
        first, second = sorted(pair)
        between = events.get((first, second), [])
        anchor = f"p{number}"
        shown_at = home.setdefault((first, second), anchor)
        found.append(
            Partnership(
                anchor=anchor,
                patron=voice.name(pair[0]) or voice.words.unnamed,
                client=voice.name(pair[1]) or voice.words.unnamed,
                figures=_figures(pairs[pair]),
                said=_predicates(pairs[pair], voice.words),
                sections=_sections(pairs[pair], voice),
                events=timeline(between, voice) if shown_at == anchor else (),
                events_at=shown_at if between and shown_at != anchor else "",
            )
        )
    return tuple(found)


def _apart(events: dict[Pair, list[Item]], pairs: dict[Pair, list[Item]]) -> dict[Pair, list[Item]]:
    """Events between those who form no partnership."""
    together = {tuple(sorted(pair)) for pair in pairs}
    return {pair: items for pair, items in events.items() if pair not in together}


def _alphabetical(pair: Pair, voice: Voice) -> tuple[bool, tuple[str, str], tuple[str, str]]:
    return (
        "" in pair,
        alphabetical(voice.name(pair[0]), voice.language),
        alphabetical(voice.name(pair[1]), voice.language),
    )


def _sections(items: list[Item], voice: Voice) -> tuple[Section, ...]:
    by_domain = {domain: [item for item in items if item.record.domain == domain] for domain in DOMAINS}
    return tuple(
        Section(domain, voice.words.domains[domain].label, pieces(chosen, voice))
        for domain, chosen in by_domain.items()
        if chosen
    )


def _groups(by_pair: dict[Pair, list[Item]], voice: Voice, letter: str) -> tuple[Group, ...]:
    ordered = sorted(
        by_pair, key=lambda pair: [alphabetical(voice.name(side), voice.language) for side in pair if side]
    )
    return tuple(
        Group(
            anchor=f"{letter}{number}",
            label=" – ".join(dict.fromkeys(voice.name(side) for side in pair if side)) or voice.words.unnamed,
            evidence=timeline(by_pair[pair], voice),
        )
        for number, pair in enumerate(ordered, start=1)
    )


def _figures(items: list[Item]) -> Figures:
    speakers = [item.record.attribution[-1] for item in items if item.record.attribution]
    return Figures(
        claims=len(items),
        articles=len({item.article.key for item in items}),
        outlets=len({item.article.outlet for item in items if item.article.outlet}),
        speakers=len({(step.name, step.actor) for step in speakers}),
        anonymous=sum(step.anonymous for step in speakers),
        independent_origins=independent_origins(item.record for item in items),
    )


def _tally(counted: Mapping[str, int], language: Language) -> tuple[Tally, ...]:
    """Numbers in alphabetical order of what they are of: an order by number would rank them."""
    return tuple(
        Tally(name, counted[name]) for name in sorted(counted, key=lambda one: alphabetical(one, language))
    )


def _families(items: list[Item], words: Wording) -> tuple[Tally, ...]:
    counted: Counter[str] = Counter(item.record.family for item in items)
    return tuple(
        Tally(term.label, counted[name]) for name, term in words.families.items() if counted.get(name)
    )


def _predicates(items: list[Item], words: Wording) -> tuple[Tally, ...]:
    """Predicates with their numbers, in the order of the vocabulary; negated ones are marked by their label."""
    counted = Counter((item.record.predicate, item.record.polarity) for item in items)
    negated = words.polarities["negated"].label
    return tuple(
        Tally(f"{term.label} ({negated})" if polarity == "negated" else term.label, counted[name, polarity])
        for name, term in words.predicates.items()
        for polarity in get_args(Polarity)
        if counted[name, polarity]
    )


def _entries(items: list[Item], words: Wording) -> tuple[ArticleEntry, ...]:
    by_number: dict[int, list[Item]] = {}
    for item in items:
        by_number.setdefault(item.number, []).append(item)
    return tuple(_entry(number, found, words) for number, found in by_number.items())


def _entry(number: int, items: list[Item], words: Wording) -> ArticleEntry:
    article = items[0].article
    file = PurePath(article.path.replace("\\", "/")).name
    return ArticleEntry(
        number=number,
        title=article.title or file,
        outlet=article.outlet or words.outlet_unknown,
        published=published(article, words),
        language=language_tag(article.language),
        language_name=words.language(article.language),
        url=web_address(article.url),
        file=file,
        families=_families(items, words),
        claims=len(items),
    )


def web_address(url: str | None) -> str:
    """`url` if it is an absolute http or https address, else empty: a link may not run anything."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # an unclosed bracket in the host
        return ""
    return url or "" if parts.scheme in {"http", "https"} and parts.netloc else ""


def _definitions(items: list[Item], words: Wording) -> Definitions:
    """What the words mean that these claims use."""

    def used(table: Mapping[str, Term], field: str) -> tuple[Meaning, ...]:
        values = {getattr(item.record, field) for item in items}
        return tuple(Meaning(term.label, term.definition) for name, term in table.items() if name in values)

    return Definitions(
        numbers=tuple(Meaning(term.label, term.definition) for term in words.numbers.values()),
        families=used(words.families, "family"),
        predicates=used(words.predicates, "predicate"),
        polarities=used(words.polarities, "polarity"),
        modalities=used(words.modalities, "modality"),
    )
