"""Short texts of lists: titles and names, which come as text, as escaped markup, and escaped once too often."""

from __future__ import annotations

import html
import re

from papertiger.news.fields import clean_value
from papertiger.news.following.listing import MAX_WORDS

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")


def words(text: str | None) -> str | None:
    """`text` on one line, without tags and references, at most `MAX_WORDS` characters; None where nothing is left."""
    if not text:
        return None
    plain = html.unescape(_TAG.sub(" ", text[: 4 * MAX_WORDS]))
    return clean_value(plain[:MAX_WORDS])
