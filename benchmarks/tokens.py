"""How many tokens texts are, by the vocabularies of models that many people run; prints JSON. The estimate of a run's cost rests on it.

    python benchmarks/tokens.py gpt-4o=gpt-4o.json llama-3=llama-3.json > benchmarks/tokens.json

Each argument is a name and a ``tokenizer.json``, as models are published with; reading them needs the package ``tokenizers``, which
papertiger itself does not. The texts are the made-up articles of ``benchmarks/mixed`` and an answer as models give it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
ANSWER = json.dumps(
    {
        "claims": [
            {
                "sentence": 3,
                "predicate": "pledged",
                "subject": "USA",
                "object": "UKR",
                "over": None,
                "subject_words": "Вашингтон",
                "object_words": "Україні",
                "words": "пообіцяв",
                "domain": "air_defence",
                "polarity": "affirmed",
                "modality": "asserted",
            }
        ]
        * 5
    },
    ensure_ascii=False,
)


def texts() -> dict[str, list[str]]:
    """What is counted, by kind: articles of a language, and an answer."""
    found = {
        language: [
            path.read_text(encoding="utf-8") for path in sorted((HERE / "mixed" / language).glob("*.txt"))
        ]
        for language in ("en", "ru", "uk")
    }
    return {**found, "answer": [ANSWER]}


def measured(tokenizers: dict[str, Path]) -> dict[str, object]:
    """Characters of each kind of text, and tokens by vocabulary."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - only who measures needs it

    kinds = texts()
    counts = {}
    for name, path in tokenizers.items():
        machine = Tokenizer.from_file(str(path))
        counts[name] = {"vocabulary": machine.get_vocab_size()} | {
            kind: sum(len(machine.encode(text, add_special_tokens=False).ids) for text in some)
            for kind, some in kinds.items()
        }
    characters = {kind: sum(map(len, some)) for kind, some in kinds.items()}
    return {
        "texts": {kind: len(some) for kind, some in kinds.items()},
        "characters": characters,
        "tokens": counts,
    }


if __name__ == "__main__":
    given = dict(argument.split("=", 1) for argument in sys.argv[1:])
    json.dump(measured({name: Path(path) for name, path in given.items()}), sys.stdout, indent=1)
    sys.stdout.write("\n")
