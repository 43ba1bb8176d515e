"""Attributions as spans of text: source, cue and content, read off dependency trees."""

from papertiger.sourcing.spans.attribution import Attribution
from papertiger.sourcing.spans.finder import attributions

__all__ = ["Attribution", "attributions"]
