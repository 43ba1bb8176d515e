"""The languages that pages and files speak, and where the words of each lie: ``data/LANGUAGE/AREA.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeGuard, get_args

Language = Literal["en", "uk", "ru"]
"""A language of pages and files, as a BCP-47 tag. Articles may be in any language; this is the one that speaks about them."""
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""All of them; the first one is spoken where none is asked for."""
DEFAULT: Language = LANGUAGES[0]

DATA = Path(__file__).parent / "data"


def is_language(code: str) -> TypeGuard[Language]:
    """Whether pages can speak the language of a BCP-47 tag."""
    return code in LANGUAGES


def own_name(code: Language) -> str:
    """What a language calls itself, with a capital as in a list to choose from (CLDR): ``Українська``."""
    from babel import Locale  # noqa: PLC0415 - reads its data files, which no `--help` needs

    name = Locale.parse(code).get_display_name() or code
    return name[:1].upper() + name[1:]


def words_file(area: str, language: Language) -> Path:
    """The data file with the words of an area."""
    return DATA / language / f"{area}.yaml"
