"""The parts of a brief, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from papertiger.report.briefing.register import Counted, Entry, Mention
from papertiger.report.drawing import Element
from papertiger.report.languages import Language
from papertiger.report.model import Brief, Evidence, Meaning


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; its first cell is its heading. A cell may be empty."""

    cells: tuple[Element | str, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table beside a drawing, or by itself."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[int, ...] = ()
    """Columns of numbers, from 0."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, what its signs mean, and the same as a table."""

    drawing: Element | None
    legend: Element | None
    table: Table


@dataclass(frozen=True, slots=True)
class Matrices:
    """What came, by domain and client, of one patron."""

    patron: str
    table: Element


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate with all that must stand beside it."""

    anchor: str
    label: str
    counted: str
    """What is counted."""
    figures: Element
    lines: tuple[str, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    """Heading and lines: what it is compared with, what carries it, what would change it."""


@dataclass(frozen=True, slots=True)
class Rates:
    """All rates, as a chart and one by one."""

    chart: Element | None
    legend: Element | None
    lines: tuple[RateLine, ...]
    notes: tuple[str, ...]
    none: str
    """Why there are none; empty where there are."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim or one entered source says of a response."""

    text: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One response of one test."""

    anchor: str
    id: str
    came: str
    sign: str
    label: str
    title: str
    facts: tuple[Element | str, ...]
    reports: tuple[Said, ...]
    statements: tuple[Said, ...]
    rests: tuple[Mention, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """Responses to one client in one domain that came to the same."""

    anchor: str
    cases: tuple[CaseView, ...]


@dataclass(frozen=True, slots=True)
class ClientView:
    """All responses of one patron to one client."""

    anchor: str
    label: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere in the document."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """All responses of one patron that came to the same."""

    anchor: str
    sign: str
    label: str
    cases: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """One commitment."""

    anchor: str
    id: str
    label: str
    facts: tuple[str, ...]
    rests: tuple[Mention, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Who retold one report."""

    anchor: str
    heading: str
    figures: Element
    tree: Element


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees, and how many articles stand alone."""

    trees: tuple[Tree, ...]
    alone: str


@dataclass(frozen=True, slots=True)
class New:
    """What is new and what changed."""

    intro: Element
    lines: tuple[Element, ...]
    decisions: Table | None
    rereadings: Table | None
    assessments: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at, and what is missing."""

    table: Table
    missing: tuple[Element | str, ...]
    gaps: Table | None


@dataclass(frozen=True, slots=True)
class Aside:
    """Claims that no number of the document counts: only a language model read them, and no person accepted them."""

    said: str
    """How many there are."""
    evidence: tuple[Evidence, ...]
    more: str
    """That there are others; empty where all are shown."""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that the file holds."""

    language: Language
    title: str
    kicker: str
    lede: Element
    summary: tuple[Element, ...]
    new: New
    brief: Brief
    """The evidence: partnerships, events, articles."""
    facts: Mapping[str, Counted]
    """Figures of the whole: ``all``, ``anonymous``, families by name."""
    partnerships: Mapping[str, Counted]
    """Anchor of a partnership → its figures."""
    said: Mapping[str, Mapping[str, Counted]]
    """Anchor of a partnership → predicate as `Brief` tells it → its figures."""
    articles: Mapping[int, Counted]
    """Number of an article → figures of its claims."""
    origins: Mapping[str, str]
    """Claim → where its origin is told among the trees; empty where it has none of several articles."""
    network: Drawn
    timeline: Drawn
    matrices: tuple[Matrices, ...]
    matrix_intro: str
    matrix_legend: Element | None
    rates: Rates
    commitments: tuple[CommitmentView, ...]
    outcomes: tuple[OutcomeView, ...]
    clients: tuple[ClientView, ...]
    trees: Trees
    looked: Looked
    entries: tuple[Entry, ...]
    mentions: Mapping[str, Mention]
    """Claim → how it is named."""
    numbers: tuple[Meaning, ...]
    """Definitions of numbers beside those of `Brief`."""
    limits: tuple[str, ...]
    custody: Element | None
    """The chain of custody of the ledger; None where it is not told."""
    explain: Element
    made: str
    """Who made it, when, from what."""
    aside: Aside | None = None
