"""The form of the gold files, and how to get at the text that a gold claim quotes.

Conventions beyond those for reading claims:

- One record a distinct claim: family, predicate, subject, object, over, domain, polarity and modality. A second
  statement of the same claim in the same article is not listed again, unless another speaker makes it a different
  claim (the patron denies what the client reports). A program that reports the repetition is not wrong.
- Roles hold the state where a body or person acts for one (its ministry, army, president). Blocs are ``org:…``,
  armed movements ``group:…``, and "Russia's allies" taken together ``RUS:allies``.
- `chain` runs from the article's own outlet to the final speaker, names as printed, in the nominative; a trailing
  ``!`` marks an anonymous step. Cited outlets stay in it while a retelling plainly goes on.
- `domain` of an event is advisory: score it for support and relation claims only.
- Events are the main ones; support and relation claims are meant to be complete.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.records import PREDICATES, Domain, Family, Modality, Polarity

HERE = Path(__file__).parent
ACTOR_ID = r"^([A-Z]{3}|(org|group):[a-z-]+|[A-Z]{3}:allies)$"

MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {"seize", "restrict", "arrest", "deport", "withhold", "cyber"},
    "ASSAULT": {"abduct", "explosives", "aerial", "drone", "heavy-weapons", "crowd-control", "targeted"},
}
"""PLOVER modes, by category, as far as the gold may use them."""


class GoldClaim(BaseModel):
    """One claim that a careful reader lists."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: str
    """File name, or ``FILE#ROW`` with the row from 1."""
    family: Family
    predicate: str
    subject: str = Field(pattern=ACTOR_ID)
    object: str = Field(pattern=ACTOR_ID)
    over: str | None = Field(default=None, pattern=ACTOR_ID)
    domain: Domain
    polarity: Polarity
    modality: Modality
    mode: str | None = None
    chain: tuple[str, ...] = Field(min_length=1)
    words: str = Field(min_length=4)

    @model_validator(mode="after")
    def _vocabulary(self) -> GoldClaim:
        if self.predicate not in PREDICATES[self.family]:
            raise ValueError(f"{self.predicate!r} is no {self.family} predicate")
        if (self.over is not None) != (self.predicate == "prioritises"):
            raise ValueError("`over` belongs to prioritises, and prioritises needs it")
        if self.mode is not None and self.mode not in MODES.get(self.predicate, set()):
            raise ValueError(f"{self.predicate} has no mode {self.mode!r}")
        return self

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """The chain as (name, anonymous) pairs."""
        return tuple((name.removesuffix("!"), name.endswith("!")) for name in self.chain)

    @property
    def key(self) -> tuple[str | None, ...]:
        """What makes two records in one article the same claim, the final speaker included."""
        parts = (
            self.predicate,
            self.subject,
            self.object,
            self.over,
            self.domain,
            self.polarity,
            self.modality,
        )
        return (self.article, *parts, self.chain[-1])


class Gold(BaseModel):
    """A gold file: its claims, and the articles in which there is nothing to read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    empty: tuple[str, ...] = ()
    claims: tuple[GoldClaim, ...]


def load(name: str) -> Gold:
    """The gold file of that name beside this module (``samples.yaml``, ``unseen.yaml``)."""
    return load_table(HERE / name, Gold)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Article name and its text for all articles in a folder.

    Tags are dropped and blanks kept, independently of the project's own loaders, so that the gold does not lean on
    what it is there to judge.
    """
    for path in sorted(folder.iterdir()):
        content = path.read_text(encoding="utf-8") if path.suffix in {".txt", ".html", ".jsonl"} else ""
        if path.suffix == ".txt":
            yield path.name, content
        elif path.suffix == ".html":
            yield path.name, _visible(content)
        elif path.suffix == ".jsonl":
            for row, line in enumerate(content.splitlines(), start=1):
                fields = json.loads(line)
                yield f"{path.name}#{row}", fields["title"] + "\n\n" + fields["text"]


class _ArticleText(HTMLParser):
    """Collects the text inside ``<article>``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.depth += tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.parts.append(data)


def _visible(page: str) -> str:
    reader = _ArticleText()
    reader.feed(page)
    return re.sub(r"[ \t\u00a0]+", " ", "".join(reader.parts))
