"""Archives: many articles in one file (WARC, WET, packed or large JSONL and CSV) and pointers to articles elsewhere (GDELT).

Every input is cut into pieces (`pieces`), cheaply and as a stream; what costs time, `articles_from_piece`, is a pure function of a
piece, so that it can be done by several processes (see ``docs/archives.md``).
"""

from papertiger.news.archives.gdelt import Pointer, is_export, pointers
from papertiger.news.archives.pieces import Piece, articles_from_piece, pieces

__all__ = ["Piece", "Pointer", "articles_from_piece", "is_export", "pieces", "pointers"]
