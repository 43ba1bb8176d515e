"""Who said it: attribution chains from the outlet to the final speaker.

`attribute` reads the whole article once; `Attributions.chain` answers for any place in it. Words live in ``data/``: one
file a language.
"""

from papertiger.sourcing.attributions import (
    UNKNOWN_OUTLET,
    Attributions,
    attribute,
    own_outlet,
    with_speech_act,
)

__all__ = ["UNKNOWN_OUTLET", "Attributions", "attribute", "own_outlet", "with_speech_act"]
