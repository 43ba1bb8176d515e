"""The coder: frames over Universal Dependencies turn sentences into claims.

`lexicon` loads frames and words, `Scan` finds the sentences worth parsing, and a `Coder` reads the parsed sentences
of one article in order. PLOVER 2.0 categories and modes are the predicates of the event family.
"""

from papertiger.events.claim import CodedClaim, Party
from papertiger.events.coder import Coder
from papertiger.events.lexicon import Lexicon, digest, languages, lexicon
from papertiger.events.scan import Scan
from papertiger.events.scene import Dictionary
from papertiger.events.times import Calendar

__all__ = [
    "Calendar",
    "CodedClaim",
    "Coder",
    "Dictionary",
    "Lexicon",
    "Party",
    "Scan",
    "digest",
    "languages",
    "lexicon",
]
