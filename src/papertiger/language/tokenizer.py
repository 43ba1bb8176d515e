"""Tokeniser for Ukrainian and Russian that cuts words as the treebanks do.

spaCy's rules, except that a hyphen between letters or digits stays inside the word ("зенітно-ракетний", "С-300",
"5-7"): both languages' treebanks keep such words whole, and so do the names of weapon systems. Quotation marks part
words even where the spaces were lost ('Так",—додав'); apostrophes, plain ones included, never do.

A trained pipeline keeps the rules that it was trained with; a change here reaches it with the next ``make models``.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, registry

_QUOTES = '"«»„“”'
"""Marks that are nothing but quotation marks."""
_INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    rf"(?<=[{ALPHA}])[,!?:;](?=[{ALPHA}])",
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[{ALPHA}0-9])[<>=/](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}0-9.,!?…;:)])[{_QUOTES}](?=\S)",
    rf"(?<=\S)[{_QUOTES}](?=[{ALPHA}0-9,;:(])",
    rf"(?<=[{_QUOTES}])[.,;:!?…–—-](?=\S)",
    rf"(?<=[{_QUOTES}][,.])[–—-](?=\S)",
    # A dash proper separates words even where the spaces were lost.
    rf"(?<=[{ALPHA}0-9{CONCAT_QUOTES})])[–—](?=[{ALPHA}{CONCAT_QUOTES}(])",
]


@registry.tokenizers("papertiger.cyrillic.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """Factory that a pipeline's configuration refers to."""

    def create(nlp: Language) -> Tokenizer:
        tokenizer: Tokenizer = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        tokenizer.infix_finditer = compile_infix_regex(_INFIXES).finditer
        return tokenizer

    return create
