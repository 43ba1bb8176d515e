"""From an article to claim records: scan, parse, link, code, attribute, quote."""

from papertiger.readers.reading import ReadClaim, Reading

__all__ = ["ReadClaim", "Reading"]
