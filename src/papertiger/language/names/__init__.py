"""Named things that no list knows: spans of persons, organisations and places, each with its base form and reasons.

`words` says what a word shows by itself, `features` what a model sees of it in its place, `tagger` marks the spans with
weights that ``scripts/train_names.py`` wrote; `capitals` and `evidence` do it where there are none. `forms` puts a name
into its base form, `finding` puts all together for a sentence and `article` for an article. The words and endings are in ``<language>/data/names.yaml``.
"""

from papertiger.language.names.article import named_in_article
from papertiger.language.names.finding import named_in
from papertiger.language.names.thing import NamedThing

__all__ = ["NamedThing", "named_in", "named_in_article"]
