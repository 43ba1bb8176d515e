"""Countries in GDELT's files: FIPS 10-4 for places, CAMEO for actors, both to ids of the actor files (ISO 3166-1 alpha-3).

Codes of two letters that ISO gives another country are the trap: a look-up by the wrong list finds nothing, or Niger for Nigeria, and
says so nowhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papertiger.news.archives.tables import CountriesTable

_DATA = Path(__file__).parent / "data"


@cache
def table() -> CountriesTable:
    """``data/countries.yaml``."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.archives.tables import CountriesTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "countries.yaml", CountriesTable)


def from_fips(code: str) -> str | None:
    """The state or territory that a FIPS 10-4 code means; None for places that are none, and for codes that aren't known."""
    known = table()
    if (found := known.fips.get(code)) is not None:
        return found
    withdrawn = known.obsolete.get(code)
    return withdrawn.state if withdrawn else None


def from_cameo(code: str) -> str | None:
    """The state or territory that a CAMEO country code means; None for regions, and for codes that aren't known."""
    known = table()
    return known.cameo.get(code) or (code if code in _states() else None)


@cache
def _states() -> frozenset[str]:
    """Ids that FIPS reaches, and the few that CAMEO has besides."""
    known = table()
    return frozenset(known.fips.values()) | {"ALA"}
