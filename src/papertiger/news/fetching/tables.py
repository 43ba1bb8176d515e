"""The model of this stage's data file. Import inside functions: pydantic costs 100 ms of start-up."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(_Table):
    """A network, and what it is for."""

    network: str
    why: str = Field(min_length=1)

    @field_validator("network")
    @classmethod
    def _is_network(cls, value: str) -> str:
        ip_network(value)
        return value


class FetchingTable(_Table):
    """``data/networks.yaml``."""

    ipv4_refused: list[Range] = Field(min_length=1)
    ipv6_public: str
    ipv6_refused: list[Range] = Field(min_length=1)
    embedding: list[Range]
    """Networks whose addresses hold an IPv4 address in their last four bytes, which decides."""
    names_refused: list[str] = Field(min_length=1)
    """Names, lower case, that are refused with everything below them."""
    media_types: dict[str, str] = Field(min_length=1)
    """Media type, lower case → extension of the format that reads it."""
    uses: dict[Literal["page", "feed", "sitemap", "robots"], list[str]]
    """What an address is asked for → media types, lower case, that are taken then."""

    @model_validator(mode="after")
    def _every_use(self) -> Self:
        missing = {"page", "feed", "sitemap", "robots"} - set(self.uses)
        if missing:
            raise ValueError(f"no media types for {', '.join(sorted(missing))}")
        return self
