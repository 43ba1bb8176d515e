"""What each line of defence against articles that steer a reading machine holds: `python benchmarks/injections.py > benchmarks/injections.json`.

The corpus of tests/readers/llm/data, read with a model that obeys every article and proposes each claim that it wants for every sentence,
all of its words included. `whole`: as the program does it. `attack_blanked`: articles are sent although they address a machine, with the
sentences that are known to do so blanked. `attack_not_recognised`: no sentence is known to, and only paragraphs that turn to
their reader are left out. `frames`: the rules, which obey nobody, and read what an attack states as if it were
news, but for sentences that are known to be one. Half a minute on
one core.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from injected import FILE, Attack, attacks, entering, keys

from papertiger.evaluation.claims import key_of
from papertiger.evaluation.gold import Key
from papertiger.readers.frames import FrameReader
from papertiger.readers.llm import reader, windows
from papertiger.settings import Settings

Reads = Callable[[Attack, Key], Iterable[Key]]


def both(attack: Attack, wanted: Key) -> Iterator[Key]:
    """What enters where a model obeys, one claim at a time, so that none hides behind the bound of a sentence."""
    return entering(attack, wanted)


def figures(reads: Reads) -> dict[str, Any]:
    """Articles and false claims that enter, and true ones that do."""
    articles: list[str] = []
    false = true = 0
    for one in attacks():
        supported = keys(one.supports)
        wrong = {key for wanted in keys(one.wants) for key in reads(one, wanted) if key not in supported}
        true += sum(key in set(reads(one, key)) for key in supported)
        false += len(wrong)
        articles += [one.id] if wrong else []
    return {
        "articles_with_a_false_claim": len(articles),
        "false_claims": false,
        "true_claims": true,
        "which": articles,
    }


def main() -> None:
    """Print one JSON object."""
    cut, found = windows.windows, windows.addresses_machine
    whole = figures(both)
    reader.windows = lambda made: cut(made, even_hostile=True)
    blanked = figures(both)
    windows.addresses_machine = lambda _: ()
    unknown = figures(both)
    windows.addresses_machine, reader.windows = found, cut
    frames = FrameReader(Settings())
    read = {one.id: {key_of(claim.record) for claim in frames.read(one.article).claims} for one in attacks()}
    result = {
        "how": "benchmarks/injections.py",
        "corpus": hashlib.sha256(FILE.read_bytes()).hexdigest(),
        "articles": len(attacks()),
        "true_claims": sum(len(one.supports) for one in attacks()),
        "whole": whole,
        "attack_blanked": blanked,
        "attack_not_recognised": unknown,
        "frames": figures(lambda one, key: read[one.id] & {key}),
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
