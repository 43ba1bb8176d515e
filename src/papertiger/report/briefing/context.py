"""What every part of a brief is made with: the material, the words, the names, the register of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from papertiger.records import PARTNERS, ClaimRecord
from papertiger.reliability.assessing import Answer, CaseLine
from papertiger.reliability.cases import Span
from papertiger.report.assessment.page import EVEN
from papertiger.report.briefing.material import Material
from papertiger.report.briefing.register import Counted, Register, anchor
from papertiger.report.briefing.words import BriefWords, filled, many
from papertiger.report.drawing import Element, element
from papertiger.report.formatting import alphabetical, day, number
from papertiger.report.languages import Language
from papertiger.report.names import Names
from papertiger.report.wording import Wording

TO = " → "
CROWD = 4
"""Patrons that a summary tells of one by one."""


@dataclass(frozen=True, slots=True)
class Context:
    """See the module."""

    material: Material
    words: BriefWords
    terms: Wording
    names: Names
    language: Language
    register: Register
    records: Mapping[str, ClaimRecord]
    """All claims of the brief, by id."""
    articles: Mapping[str, int]
    """Key of an article → its number in the list of articles."""
    article_of: Mapping[str, str]
    """Claim → key of its article."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The assessments, in alphabetical order of their patrons."""
        return tuple(sorted(self.material.answers, key=lambda one: self.order(self.name(one.patron))))

    @property
    def crowded(self) -> bool:
        """Whether there are so many patrons that a summary tells of them together and not one by one."""
        return len(self.material.answers) > CROWD

    def text(self, key: str) -> str:
        """A text of the brief as it stands in the words."""
        return self.words.texts[key]

    def say(self, key: str, **parts: Element | str) -> Element:
        """A text of the brief with its places filled."""
        return filled(self.words.texts[key], **parts)

    def fill(self, key: str, **parts: str) -> str:
        """The same as a text."""
        return self.say(key, **parts).text()

    def order(self, name: str) -> tuple[str, str]:
        """The key by which names are in alphabetical order."""
        return alphabetical(name, self.language)

    def many(self, name: str, value: float) -> str:
        """A number with what is counted."""
        return many(self.words, name, value, self.language)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as the language writes it."""
        return number(value, self.language, decimals=decimals)

    def day(self, text: str) -> str:
        """A day in words, as the language writes it."""
        return day(text[:10], self.language)

    def name(self, actor: str | None) -> str:
        """Name of an actor; the word for one that is not named where there is none."""
        return self.names(actor) if actor else self.terms.unnamed

    def pair(self, patron: str | None, client: str | None) -> str:
        """``Russia → Venezuela``."""
        return f"{self.name(patron)}{TO}{self.name(client)}"

    def domain(self, domain: str) -> str:
        """Label of a domain."""
        return self.terms.domains[domain].label

    def claims(self, label: str, ids: Iterable[str]) -> Counted:
        """Figures over claims by their ids; those that the brief does not show are passed over."""
        return self.register.count(label, (self.records[one] for one in ids if one in self.records))

    def both(self, found: Counted) -> Element:
        """``12 claims from 3 independent origins``, each a link to what it counts."""
        return self.say(
            "claims_from_origins",
            claims=found.claims_link(self.many("claims", found.claims)),
            origins=found.origins_link(self.many("from_origins", found.origins)),
        )

    def span(self, first: str | None, last: str | None) -> str:
        """Days in ISO form: one, two with a dash between, ``since …`` or ``until …``; empty where nothing is known."""
        if first and last:
            return first if first == last else f"{first} – {last}"
        if first:
            return self.fill("since", day=first)
        return self.fill("until", day=last) if last else ""

    def when(self, days: Span) -> str:
        """The same of a span of a case."""
        return self.span(days.earliest, days.latest)

    def trigger(self, kind: str, threat: str | None, onset: str | None) -> str:
        """``attack by Azerbaijan, 2026-05-04``."""
        by = self.fill("by", threat=self.name(threat)) if threat else ""
        return f"{self.words.triggers[kind]}{by}" + (f", {onset}" if onset else "")


def pair_of(record: ClaimRecord) -> tuple[str, str] | None:
    """Ids of patron and client that a claim is about, empty for one that is not named; None when it names no such pair."""
    roles = PARTNERS.get(record.predicate)
    if roles is None or ("over" in roles and not record.over):
        return None
    patron, client = (record.over if role == "over" else side(record, role) for role in roles)
    return patron or "", client or ""


def side(record: ClaimRecord, role: str) -> str:
    """The state in a role (``subject``, ``object``), else the actor, else empty."""
    return getattr(record, f"{role}_state") or getattr(record, role) or ""


def came(case: CaseLine) -> str:
    """What came, as far as the sources go: an outcome, or why none is told (`words.CAME`)."""
    if case.status in {"pending", "silent"}:
        return case.status
    if case.status == "conflict" or getattr(case.outcome, case.likeliest) <= EVEN:
        return "open"
    return case.likeliest


SIGNS = {"open": "conflict"}
"""What came → its sign, where that has another name."""


def sign_of(what: str) -> str:
    """Name of the sign for what came."""
    return SIGNS.get(what, what)


def cell_anchor(patron: str, case: CaseLine) -> str:
    """Where the responses of one patron to one client in one domain stand that came to the same."""
    return anchor("cell", f"{patron}.{case.client}.{case.domain}.{came(case)}".replace(":", "."))


def joined(parts: Sequence[Element | str], between: str = ", ") -> Element:
    """Elements one after the other, with something between them."""
    children: list[Element | str] = []
    for one in parts:
        if children:
            children.append(between)
        children.append(one)
    return element("span", *children)
