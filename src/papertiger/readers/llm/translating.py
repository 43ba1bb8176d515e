"""A machine translation of one quotation, to be shown beside the original: never evidence, never stored in the ledger.

The answer of the model is taken only as one string of bounded length without markup, in the language that was asked for. Numbers, names
and negations are then held against the original: what differs makes the translation doubtful, and is told. That both say the same is not
checked.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from papertiger.actors import knowledge_base
from papertiger.datafiles import load_table
from papertiger.errors import EndpointError
from papertiger.events import languages
from papertiger.language import split_by_language
from papertiger.news.article import Paragraph
from papertiger.readers.hostile import Table, hostile_spans
from papertiger.readers.llm.answered import Asks, object_of, useless
from papertiger.readers.llm.envelope import Message
from papertiger.readers.llm.evidence import negations
from papertiger.readers.llm.instructions import DATA, neutral
from papertiger.settings import Endpoint

Language = Literal["en", "uk", "ru"]
DoubtKind = Literal[
    "number_missing",
    "number_added",
    "name_missing",
    "name_added",
    "negation_missing",
    "negation_added",
    "language",
    "hostile",
]
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"translation": {"type": "string"}},
    "required": ["translation"],
    "additionalProperties": False,
}
_MARK = 16
"""Hex digits of a delimiter: 64 bits that a text would have to foretell."""
_THOUSANDS = re.compile(r"(?<!\d)(\d{1,3})((?:[\s.,'’]\d{3})+)(?!\d)")
_NUMBER = re.compile(r"\d+")
_MARKUP = re.compile(r"</?[A-Za-z!]|```|\*\*|\]\(|&#?\w+;|[A-Za-z][A-Za-z0-9+.-]*://")
_WHAT = "the translation"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Told(Table):
    """The whole of ``translating.yaml``."""

    system: str
    task: str
    begin: str
    end: str
    languages: dict[Language, str]
    times: float
    more: int
    letters: float
    alphabets: dict[Language, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in which a translation differs from the original as our own code reads both."""

    kind: DoubtKind
    what: str
    """The number, the id of the actor, the word that negates, the code of the language that was found, or the words that speak to a machine."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a model makes of a quotation. Hostile data, to be shown as article text is."""

    text: str
    source: str
    """Language of the original."""
    language: Language
    model: str
    """That was asked."""
    doubts: tuple[Doubt, ...]


@cache
def told() -> Told:
    """The shipped instructions; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(DATA / "translating.yaml", Told)


def translate(
    quote: str, article_language: str, language: Language, client: Asks, endpoint: Endpoint
) -> Translation | None:
    """Ask for a translation of `quote`, which stands in an article in `article_language`; None where it is in `language` already.

    Raises:
        EndpointError: no answer, or none that can be shown.
        SpentError: the cap would be passed.
    """
    source = language_of(quote, article_language)
    if source == language:
        return None
    found = object_of(client, messages(quote, language), SCHEMA, endpoint, _WHAT)
    if found.keys() != {"translation"} or not isinstance(found["translation"], str):
        raise _useless("is not the one string that was asked for")
    text = _checked(found["translation"], quote, language)
    return Translation(text, source, language, endpoint.model, tuple(_doubts(quote, source, text, language)))


def language_of(text: str, otherwise: str) -> str:
    """Language of a short text; `otherwise` where it could be that one."""
    sentences = split_by_language(text, (Paragraph(0, len(text), "body"),), otherwise)
    sizes: Counter[str] = Counter()
    for sentence in sentences:
        sizes[sentence.language] += len(sentence.text)
    return sizes.most_common(1)[0][0] if sizes else otherwise


def messages(quote: str, language: Language) -> tuple[Message, Message]:
    """All that is sent: the quotation and what to do with it, nothing around it."""
    words = told()
    shown = neutral(quote)
    mark = hashlib.sha256(shown.encode()).hexdigest()[:_MARK]
    fill = {"mark": mark, "language": words.languages[language]}
    parts = (words.task, words.begin, "{text}", words.end)
    body = "\n".join(part if part == "{text}" else part.format(**fill) for part in parts)
    return (
        Message("system", words.system.format(**fill)),
        Message("user", body.replace("{text}", shown)),
    )


def _checked(given: str, quote: str, language: Language) -> str:
    """The translation, if it can be shown as one; nothing in it is mended."""
    words, text = told(), unicodedata.normalize("NFC", given.strip())
    if not text:
        raise _useless("is empty")
    if len(text) > words.times * len(quote) + words.more:
        raise _useless(f"is {len(text):,} characters long, the original {len(quote):,}")
    if any(unicodedata.category(sign) in _HIDDEN for sign in text if sign not in quote):
        raise _useless("holds characters that cannot be seen")
    if any(found not in quote for found in _MARKUP.findall(text)):
        raise _useless("holds markup or an address")
    if _plain(text) == _plain(quote):
        raise _useless("is the original")
    letters = [sign for sign in text if sign.isalpha()]
    own = sum(unicodedata.name(sign, "").startswith(words.alphabets[language]) for sign in letters)
    if not letters or own < words.letters * len(letters):
        raise _useless(f"is not in {words.languages[language]}")
    return text


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _useless(problem: str) -> EndpointError:
    return useless(_WHAT, problem)


def _doubts(quote: str, source: str, text: str, language: Language) -> list[Doubt]:
    """Numbers, names and negations that stand on one side only, and a language that is not the one asked for."""
    here, there = numbers_in(quote), numbers_in(text)
    found = [Doubt("number_missing", one) for one in (here - there)]
    found += [Doubt("number_added", one) for one in (there - here)]
    named, renamed = _named(quote, source), _named(text, language)
    found += [Doubt("name_missing", one) for one in sorted(named - renamed)]
    found += [Doubt("name_added", one) for one in sorted(renamed - named)]
    if source in languages():
        negated, denied = negations(quote, source), negations(text, language)
        found += [Doubt("negation_missing", word) for word in negated[:1] if not denied]
        found += [Doubt("negation_added", word) for word in denied[:1] if not negated]
    if (written := language_of(text, language)) != language:
        found.append(Doubt("language", written))
    found += [Doubt("hostile", quote[start:end]) for start, end in list(hostile_spans(quote))[:1]]
    return found


def numbers_in(text: str) -> Counter[str]:
    """The numbers that a text writes in digits, thousands joined; "2.5" and "2,5" are the same two."""
    joined = _THOUSANDS.sub(
        lambda found: found[1] + "".join(sign for sign in found[2] if sign.isdigit()), text
    )
    return Counter(_NUMBER.findall(joined))


def _named(text: str, language: str) -> set[str]:
    """Ids of the actors that our linker finds in a text."""
    return {mention.actor.id for mention in knowledge_base().mentions(text, language)}
