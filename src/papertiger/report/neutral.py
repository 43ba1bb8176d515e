"""Neutral wording: what texts of our own may never say, and what is said where nothing was found.

A pipeline that sums up accusations must not add any. Words of others stay as they are, in quotation marks or in elements that
hold other people's words; everything else that briefs, assessments, scenarios and pages say is held against
``data/neutral.yaml``: words that judge, rank or impute a motive, in each language, with what to say instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from html.parser import HTMLParser
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.report.formatting import day
from papertiger.report.languages import DATA, DEFAULT, LANGUAGES, Language

FILE = DATA / "neutral.yaml"
_QUOTATION = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"")
_OTHERS = frozenset({"blockquote", "q", "cite", "bdi", "code", "style", "script"})
"""Elements that hold words of others, names, or no words."""
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "source", "col"})


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrases(_Table):
    """One rule in one language."""

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Rule(_Table):
    """What may not be said in any language, and what is said instead."""

    instead: dict[Language, str]
    en: Phrases
    uk: Phrases
    ru: Phrases

    def of(self, language: Language) -> Phrases:
        """The rule in one language."""
        return {"en": self.en, "uk": self.uk, "ru": self.ru}[language]


class Neutral(_Table):
    """``data/neutral.yaml``."""

    absence: dict[Language, str]
    rules: dict[str, Rule]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Every language has its words, and every pattern is one."""
        tables = {"absence": self.absence} | {name: rule.instead for name, rule in self.rules.items()}
        for name, table in tables.items():
            if missing := set(LANGUAGES) - set(table):
                raise ValueError(f"{name}: words are missing in {', '.join(sorted(missing))}")
        for rule in self.rules.values():
            for language in LANGUAGES:
                for pattern in (*rule.of(language).patterns, *rule.of(language).unless):
                    try:
                        re.compile(pattern, re.IGNORECASE)
                    except re.error as error:
                        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
        return self


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a text of our own may not say."""

    rule: str
    words: str
    """As the text has it, with what stands around it."""
    instead: str
    """What to say instead."""


@cache
def neutral() -> Neutral:
    """The shipped rules; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(FILE, Neutral)


def absence(when: date | str, language: Language = DEFAULT) -> str:
    """What is said where nothing was found: ``no delivery found in sources as of 14 January 2026``."""
    return neutral().absence[language].format(day=day(when, language))


def findings(text: str, language: Language) -> list[Finding]:
    """What a text of our own says that it may not; quotations in it are others' words and left out.

    Args:
        text: plain text; of a page, its `own_words`.
        language: the language that it is written in.
    """
    plain = " ".join(_QUOTATION.sub(" ", text.replace("’", "'")).split())
    found = []
    for name, patterns, unless in _compiled(language):
        rest = unless.sub(" ", plain) if unless is not None else plain
        found += [
            Finding(name, _around(rest, match), neutral().rules[name].instead[language])
            for match in patterns.finditer(rest)
        ]
    return found


@cache
def _compiled(language: Language) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    def one(patterns: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    rules = ((name, rule.of(language)) for name, rule in neutral().rules.items())
    return tuple((name, one(of.patterns), one(of.unless) if of.unless else None) for name, of in rules)


def _around(text: str, match: re.Match[str], width: int = 40) -> str:
    return text[max(match.start() - width, 0) : match.end() + width].strip()


def own_words(html: str) -> str:
    """What a page says in its own words: without quotations, names, titles in a language of their own, code and styles.

    Left out are ``blockquote``, ``q``, ``cite``, ``bdi``, ``code`` and every element below the root that has a ``lang`` attribute.
    """
    parser = _Own()
    parser.feed(html)
    parser.close()
    return " ".join(" ".join(parser.texts).split())


class _Own(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._inside: list[str] = []
        """Open elements from the outermost that holds others' words inwards; empty outside of all."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._inside:
            self.texts.extend(_spoken(attrs))
        if tag in _VOID:
            return
        foreign = tag in _OTHERS or (tag != "html" and any(name == "lang" for name, _ in attrs))
        if self._inside or foreign:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


def _spoken(attributes: list[tuple[str, str | None]]) -> Iterator[str]:
    """Attributes that are read out or shown."""
    for name, value in attributes:
        if name in {"aria-label", "title", "alt", "placeholder"} and value:
            yield value
