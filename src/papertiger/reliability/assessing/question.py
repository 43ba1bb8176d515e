"""What a user asks: a patron, and maybe a client, a domain, a period, a group of obligations; and its address in text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from papertiger.errors import PapertigerError
from papertiger.records import DOMAINS
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.measuring import Cell

_ADDRESS = re.compile(r"(?P<group>[a-z]+)@(?P<patron>[^\s,@]+)(?P<rest>(?:,[a-z]+=[^\s,]+)*)")
_PERIOD = re.compile(r"(\d{4})?(?:\.\.|/)?(\d{4})?")


class QuestionError(PapertigerError):
    """A question that nothing can answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which record is assessed. Its text is the address of its figures: ``support@RUS,client=VEN,domain=air_defence,period=2024..2026``."""

    patron: str
    group: str | None = None
    """Of obligations, see `definitions`; None: each by itself."""
    client: str | None = None
    domain: str | None = None
    period: tuple[int | None, int | None] | None = None
    """First and last year in which support was due."""

    def __post_init__(self) -> None:
        groups = definitions().groups
        if self.group is not None and self.group not in groups:
            raise QuestionError(f"no group of obligations {self.group!r}; there are {', '.join(groups)}")
        if self.domain is not None and self.domain not in DOMAINS:
            raise QuestionError(f"no domain {self.domain!r}; there are {', '.join(DOMAINS)}")
        if self.client is not None and self.client == self.patron:
            raise QuestionError(f"{self.client} cannot be its own client; name another")

    @property
    def address(self) -> str:
        """As `of_address` reads it; of all groups, ``all@…``."""
        first, last = self.period or (None, None)
        parts = {
            "client": self.client,
            "domain": self.domain,
            "period": f"{first or ''}..{last or ''}" if self.period else None,
        }
        return f"{self.group or 'all'}@{self.patron}" + "".join(
            f",{name}={value}" for name, value in parts.items() if value
        )

    def of_group(self, group: str) -> Question:
        """The same of one group of obligations."""
        return replace(self, group=group)

    def covers(self, cell: Cell) -> bool:
        """Whether `cell` is part of the record that is asked for."""
        first, last = self.period or (None, None)
        dated = self.period is None or (
            cell.year is not None and (first or cell.year) <= cell.year <= (last or cell.year)
        )
        return (
            dated
            and cell.patron == self.patron
            and self.client in {None, cell.client}
            and self.domain in {None, cell.domain}
            and (self.group is None or definitions().group_of(cell.obligation) == self.group)
        )


def of_period(text: str) -> tuple[int | None, int | None]:
    """``2024``, ``2024..2026``, ``2024..``, ``..2026`` as first and last year.

    Raises:
        QuestionError: it is none of these.
    """
    found = _PERIOD.fullmatch(text.strip())
    if not found or not any(found.groups()):
        raise QuestionError(f"no period {text!r}; give a year or two, such as 2024 or 2024..2026 or 2024..")
    first, last = (int(year) if year else None for year in found.groups())
    if last is None and ".." not in text and "/" not in text:
        last = first
    if first and last and last < first:
        raise QuestionError(f"period {text!r} ends before it begins")
    return first, last


def of_address(text: str) -> Question | None:
    """The question that an address names; None where `text` is no address.

    Raises:
        QuestionError: it has the form of one, and a part that is not known.
    """
    found = _ADDRESS.fullmatch(text)
    if not found:
        return None
    parts = dict(part.split("=", 1) for part in found["rest"].split(",") if part)
    if odd := sorted(parts.keys() - {"client", "domain", "period"}):
        raise QuestionError(f"no part {odd[0]!r} in an address; there are client, domain, period")
    group = None if found["group"] == "all" else found["group"]
    period = of_period(parts["period"]) if "period" in parts else None
    return Question(found["patron"], group, parts.get("client"), parts.get("domain"), period)
