"""The coder: frames over Universal Dependencies turn sentences into claims.

`lexicon` loads frames and words, `Scan` finds the sentences worth parsing, and a `Coder` reads the parsed sentences
of one article in order. PLOVER 2.0 categories and modes are the predicates of the event family.
"""

from papertiger.events.claim import CodedClaim, Party
from papertiger.events.coder import Coder
from papertiger.events.dictionary import Dictionary
from papertiger.events.lexicon import Lexicon, digest, languages, lexicon
from papertiger.events.prospects import Around, Candidate
from papertiger.events.scan import Scan, Sighting
from papertiger.events.times import Calendar

__all__ = [
    "Around",
    "Calendar",
    "Candidate",
    "CodedClaim",
    "Coder",
    "Dictionary",
    "Lexicon",
    "Party",
    "Scan",
    "Sighting",
    "digest",
    "languages",
    "lexicon",
]
