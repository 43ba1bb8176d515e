"""What an article says about where its report comes from: outlets retold, agency tags, own reporting, corrections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from papertiger.actors import Actor, Mention, knowledge_base
from papertiger.language.morphology import LANGUAGES, is_known, readings
from papertiger.lineage.skeleton import skeleton
from papertiger.lineage.vocabulary import words as words_of
from papertiger.news.article import Article, Metadata
from papertiger.records import AttributionStep
from papertiger.sourcing import UNKNOWN_OUTLET, Attributions

UNLISTED = "name:"
"""Beginning of the id of an outlet that the actor file does not know."""
_LEAD = 3.0
"""How much more a source named in the headline or the first paragraph counts than one named later."""
_MAIN = 0.2
"""Share of an article (lead weighed so) that an outlet's words must fill to be what the article retells."""
_DATELINE = re.compile(r"[^\W\d_][^()\n]{0,60}\(([^()\n]{3,40})\)\s*[–—-]")
"""The top of an agency's dispatch: "BAMAKO, Feb 17 (Northgate Wire) —"."""
_TAG_REACH = 160
"""Code points at the top in which a bracketed agency is the article's own tag."""
_LAST_LINE = 60
"""Code points of a closing line that can be a tag ("Укрінформ.")."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by identity and name."""

    id: str
    """Actor id ("outlet:bloomberg"); of an outlet that the actor file does not know, ``name:`` and its skeleton."""
    name: str
    owner: str | None = field(default=None, compare=False)
    """Name of its owner, where the article's own metadata states it; no part of who the outlet is."""


def alike(one: Outlet, other: Outlet) -> bool:
    """Whether two outlets are one: by identity, or an unknown one by a shorter name ("Mayak" of "Маяк Чорноморська")."""
    if one.id == other.id:
        return True
    if not (one.id.startswith(UNLISTED) and other.id.startswith(UNLISTED)):
        return False
    return _shorter(one.id, other.id)


@lru_cache(maxsize=100_000)
def parts_of(outlet: str) -> frozenset[str]:
    """Words of an unknown outlet's id, or a known one's id: outlets that are `alike` have one in common at least."""
    return frozenset(outlet.removeprefix(UNLISTED).split("-") if outlet.startswith(UNLISTED) else (outlet,))


@lru_cache(maxsize=100_000)
def _shorter(one: str, other: str) -> bool:
    """Whether one of two ids of unknown outlets has all words of the other, and more than letters."""
    fewer, more = sorted((parts_of(one), parts_of(other)), key=len)
    return fewer <= more and max(map(len, fewer)) > 1


@dataclass(frozen=True, slots=True)
class Cited:
    """An outlet that the article retells or cites."""

    outlet: Outlet
    share: float
    """Share of the article that stands under it, between 0 and 1; headline and lead weigh more."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything that an article says about the origin of its report."""

    chain: tuple[Outlet, ...] = ()
    """The outlet that the article mainly retells, and those that it in turn retold, the farthest last."""
    cited: tuple[Cited, ...] = ()
    """All outlets named as sources, the most covering first."""
    tags: tuple[Outlet, ...] = ()
    """Agencies whose tag or byline the text carries."""
    own: bool = False
    """True when somebody spoke to this outlet, or its correspondent saw something."""
    notice: str | None = None
    """``correction`` or ``withdrawal`` when the article takes back or mends an earlier one."""

    @classmethod
    def load(cls, known: Mapping[str, Any]) -> Provenance:
        """A provenance from its fields as JSON has them."""
        outlets = {name: tuple(Outlet(**o) for o in known[name]) for name in ("chain", "tags")}
        cited = tuple(Cited(Outlet(**c["outlet"]), c["share"]) for c in known["cited"])
        return cls(cited=cited, own=known["own"], notice=known["notice"], **outlets)


def provenance(
    article: Article, voices: Attributions, mentions: Sequence[Mention], language: str
) -> Provenance:
    """Read an article's provenance from its text and its metadata.

    Args:
        article: the frozen article.
        voices: who says what in it, in its main language.
        mentions: actors in it, sorted.
        language: code of its main language.
    """
    shares, chains = _coverage(article, voices)
    cited = [Cited(outlet_named(name), share) for name, share in shares.items()]
    cited.sort(key=lambda c: (-c.share, c.outlet.id))
    own = own_outlet_of(article.metadata)
    told = any(alike(c.outlet, own) for c in cited)  # "…, заявив нашому виданню X": the outlet cites itself
    cited = [c for c in cited if not alike(c.outlet, own)]
    main = next((c for c in cited if c.share >= _MAIN), None)
    chain = _longest(chains, main.outlet, own) if main is not None else ()
    tags = tuple(t for t in _tags(article, mentions) if t.id != own.id)
    reports = told or _reports_itself(article, language)
    return Provenance(chain, tuple(cited), tags, reports, _notice(article, language))


def _coverage(article: Article, voices: Attributions) -> tuple[dict[str, float], list[tuple[str, ...]]]:
    """Name → weighed share of the article under each outlet, and every chain of outlets that occurs."""
    total = 0.0
    shares: dict[str, float] = defaultdict(float)
    chains: list[tuple[str, ...]] = []
    lead = next((p.end for p in article.paragraphs if p.kind == "body"), 0)
    for sentence in voices.sentences:
        size = len(sentence.text) * (_LEAD if sentence.start < lead else 1.0)
        total += size
        steps, _ = voices.chain(sentence.index, sentence.start, sentence.end)
        names = _named(steps[1:]) or _named(voices.cited(sentence.index))
        chains += [names] if names else []
        for name in dict.fromkeys(names):
            shares[name] += size
    return {name: size / total for name, size in shares.items()} if total else {}, chains


def _named(steps: Sequence[AttributionStep]) -> tuple[str, ...]:
    """The outlets among steps; the press without a name is nobody's report."""
    return tuple(step.name for step in steps if step.kind == "outlet" and not step.anonymous)


def _longest(chains: Sequence[tuple[str, ...]], main: Outlet, own: Outlet) -> tuple[Outlet, ...]:
    """The chain that holds the main outlet and goes farthest; of equals the one that occurs first."""
    found: tuple[Outlet, ...] = (main,)
    for names in chains:
        outlets = tuple(o for o in map(outlet_named, names) if not alike(o, own))
        if main in outlets and len(outlets) > len(found):
            found = outlets
    return tuple(dict.fromkeys(found))


def _tags(article: Article, mentions: Sequence[Mention]) -> list[Outlet]:
    """Agencies in brackets or slashes at the top, alone on the last line, or in the byline."""
    found = [m for m in mentions if m.actor.kind == "outlet" and _is_tag(article.text, m)]
    named = [Outlet(m.actor.id, m.actor.name) for m in found]
    named += _unlisted_tag(article, mentions)
    byline = article.metadata.author or ""
    named += [Outlet(a.id, a.name) for a in _agencies_in(byline)]
    return list(dict.fromkeys(named))


def _unlisted_tag(article: Article, mentions: Sequence[Mention]) -> list[Outlet]:
    """An agency in the brackets of a dateline that the actor file does not know, told by a word for one in its name."""
    body = next((p for p in article.paragraphs if p.kind == "body"), None)
    match = _DATELINE.match(article.text, body.start, body.end) if body is not None else None
    if match is None or any(m.start < match.end(1) and m.end > match.start(1) for m in mentions):
        return []
    tables = (words_of(language) for language in (*LANGUAGES, "en"))
    known = {word for table in tables if table is not None for word in table.agencies}
    words = re.findall(r"[^\W\d_]+", match[1].lower())
    return [outlet_named(match[1].strip())] if len(words) > 1 and not known.isdisjoint(words) else []


def _is_tag(text: str, mention: Mention) -> bool:
    if mention.start < _TAG_REACH + text.find("\n") + 1:
        before, after = text[: mention.start].rstrip()[-1:], text[mention.end :].lstrip()[:1]
        if (before, after) in {("(", ")"), ("/", "/")}:
            return True
    line = text[text.rfind("\n", 0, mention.start) + 1 : _line_end(text, mention.end)]
    last = not text[mention.end :].strip(" .…)/\n")
    return last and len(line) <= _LAST_LINE and len(line.split()) <= len(mention.surface.split()) + 1


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


def _agencies_in(byline: str) -> list[Actor]:
    if not byline:
        return []
    found = knowledge_base().mentions(byline, "en")
    return [m.actor for m in found if m.actor.kind == "outlet"]


def _reports_itself(article: Article, language: str) -> bool:
    table = words_of(language)
    return table is not None and _any(table.own, article.text)


def _notice(article: Article, language: str) -> str | None:
    """The kind of notice that the headline or the first two paragraphs give."""
    table = words_of(language)
    if table is None:
        return None
    top = " ".join(article.text[p.start : p.end] for p in article.paragraphs[:3])
    if _any(table.withdrawal, top):
        return "withdrawal"
    return "correction" if _any(table.correction, top) else None


def _any(phrases: Sequence[str], text: str) -> bool:
    return bool(phrases) and _pattern(tuple(phrases)).search(text) is not None


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Phrases as whole words, with any space between them; ``*`` at the end of a word stands for its endings."""
    parts = [r"\s+".join(re.escape(w).replace(r"\*", r"\w*") for w in p.split()) for p in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?:(?<=\W)|(?!\w))", re.IGNORECASE)


def own_outlet_of(metadata: Metadata) -> Outlet:
    """The outlet that published an article, with its owner: of the actor file where its address or name is there."""
    found = knowledge_base().outlet(metadata.url) if metadata.url else None
    if found is not None:
        return Outlet(found.id, found.name, metadata.owner)
    return replace(outlet_named(metadata.outlet or UNKNOWN_OUTLET), owner=metadata.owner)


@lru_cache(maxsize=50_000)
def outlet_named(name: str) -> Outlet:
    """The outlet of that name or internet domain."""
    found = _by_name().get(name.casefold()) or (knowledge_base().outlet(name) if "." in name else None)
    if found is None:
        found = _mentioned(name)
    if found is not None:
        return Outlet(found.id, found.name)
    # A domain is known by its first labels: "ranok.example" and "Ранок" are one.
    label = name.rpartition(".")[0] if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name) else name
    short = "-".join(filter(None, (skeleton(_base(part)) for part in re.findall(r"[^\W_]+", label))))
    return Outlet(f"{UNLISTED}{short or name.casefold()}", name)


def _base(word: str) -> str:
    """A word of a name without its case ending, where a dictionary knows it ("Вечернему" is "вечерний")."""
    for language in LANGUAGES:
        if not is_known(word, language):
            continue
        known = [r for r in readings(word, language) if r.known and r.pos in {"NOUN", "ADJ", "PROPN"}]
        if known:
            return known[0].lemma
    return word


def _mentioned(name: str) -> Actor | None:
    """The outlet of the actor file whose name in some language is all of `name`."""
    base = knowledge_base()
    for language in base.languages:
        for mention in base.mentions(name, language):
            whole = mention.end - mention.start >= len(name.strip('«»"“” ').strip()) - 1
            if mention.actor.kind == "outlet" and whole:
                return mention.actor
    return None


@cache
def _by_name() -> Mapping[str, Actor]:
    """Display name of each outlet, case aside."""
    return {a.name.casefold(): a for a in knowledge_base().actors() if a.kind == "outlet"}
