"""Bytes in, articles out: loading, decoding, metadata, site furniture, frozen text."""

from papertiger.news.article import Article, Metadata, Paragraph, Span
from papertiger.news.freeze import NORMALISATION
from papertiger.news.loading import count, inputs, load, load_bytes
from papertiger.news.refusal import Refusal

__all__ = [
    "NORMALISATION",
    "Article",
    "Metadata",
    "Paragraph",
    "Refusal",
    "Span",
    "count",
    "inputs",
    "load",
    "load_bytes",
]
