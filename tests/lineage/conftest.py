"""Articles for lineage, fingerprinted as the reader does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from papertiger.lineage import Fingerprint
from papertiger.news.article import Article, Metadata
from papertiger.news.compose import Block, compose
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

Make = Callable[..., Fingerprint]


def build(text: str, outlet: str, published: str | None, language: str = "en", **more: str) -> Article:
    """An article of paragraphs; the first line is its title."""
    title, *paragraphs = text.strip().split("\n\n")
    about = Metadata(
        title,
        outlet,
        None,
        published,
        more.get("url", f"https://{outlet.lower().replace(' ', '-')}.example/1"),
        language,
        more.get("owner"),
    )
    return compose([Block(p) for p in paragraphs], about, text.encode(), more.get("path", outlet))


@pytest.fixture(scope="session")
def reader() -> FrameReader:
    return FrameReader(Settings())


@pytest.fixture(scope="session")
def make(reader: FrameReader) -> Make:
    def made(text: str, outlet: str, published: str | None, language: str = "en", **more: str) -> Fingerprint:
        return reader.fingerprint(build(text, outlet, published, language, **more))

    return made
