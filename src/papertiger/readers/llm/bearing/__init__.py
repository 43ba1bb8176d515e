"""Whether the structure of a sentence bears out what a model proposes: who stands where to which words, under what negation or hedge.

Words and names that stand in a sentence do not yet say who did it to whom. `seen` parses the sentence, `features` says how two parties
stand to the words for a predicate, `weighing` holds that against what annotated sentences taught, and `stances` asks what negates or hedges
those words.
"""

from papertiger.readers.llm.bearing.seen import Seen, saw
from papertiger.readers.llm.bearing.stances import Stated, misstated
from papertiger.readers.llm.bearing.weighing import Bearing, bearing, digest

__all__ = ["Bearing", "Seen", "Stated", "bearing", "digest", "misstated", "saw"]
