"""Graph-based parser: every word chooses its head, a spanning tree is taken, labels and morphology are read off the same network.

The network is the deep biaffine one of Dozat & Manning (2017, "Deep biaffine attention for neural dependency parsing"): embeddings of
a word, its letter n-grams and its dictionary readings, a bidirectional LSTM, biaffine scores. It is trained with PyTorch
(``scripts/training``) and runs on NumPy alone, so that nothing heavier than spaCy itself is installed with the package.
"""

from papertiger.language.graph.network import Network
from papertiger.language.graph.spanning import spanning_tree
from papertiger.language.graph.words import Vocabulary, WordIds

__all__ = ["Network", "Vocabulary", "WordIds", "spanning_tree"]
