"""Measure events found in raw sentences (``papertiger eval plover --strict``) on PLV's train half, into ``benchmarks/plover.json``.

    python scripts/measure_strict.py PLV_train.tsv                 # the reader, and the pair classifier by cross-validation
    python scripts/measure_strict.py PLV_train.tsv --reader-only   # the reader alone, printed; needs no scikit-learn

The classifier is measured on rows that its weights did not see (5 folds stratified by root, shuffled with seed 0), so that its figures
are lower than what the command prints for the same file with the shipped weights. Our own English gold says how many events each
finds where there are none to find; there the shipped weights are used, which never saw it. A minute on one core.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papertiger.evaluation import load_gold
from papertiger.evaluation.pairs import with_pairs
from papertiger.evaluation.plover import Row, parsed, read_rows
from papertiger.evaluation.strict import LANGUAGE, Raw, read_raw, strict_figures
from papertiger.events.layer.plover import Given, grams, plover, structure
from papertiger.language import analyser
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

if TYPE_CHECKING:
    from sklearn.svm import LinearSVC

    from train_plover import Space

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold" / "sentences" / "dev" / "en.yaml"
SEED = 0


def crossed(rows: list[Row], given: Sequence[Given], read: dict[str, Raw]) -> dict[str, Raw]:
    """What the pair classifier finds in each sentence with weights that did not see it."""
    from train_plover import Case, folds  # noqa: PLC0415 - needs scikit-learn

    cases: list[Case] = [(structure(g), grams(g.sentence.text)) for g in given]
    found: dict[str, Raw] = {}
    for space, model, test in folds(rows, cases, SEED):
        scores = partial(_scores, space, model)
        for i in test:
            found[rows[i].text] = with_pairs(read[rows[i].text], given[i].sentence, scores)
    return found


def _scores(space: Space, model: LinearSVC, pair: Given) -> dict[str, float]:
    """Category → score of a pair by a model of one fold."""
    row = space.matrix([(structure(pair), grams(pair.sentence.text))])
    return dict(zip(map(str, model.classes_), map(float, model.decision_function(row)[0]), strict=True))


def without_events(reader: FrameReader) -> dict[str, Any]:
    """Events per 100 sentences of our own gold in which there is nothing to code."""
    texts = [s.text for s in load_gold(GOLD).sentences if not s.claims]
    read = read_raw(reader, texts)
    given = parsed([Row(text, (), (), "", "") for text in texts], analyser(LANGUAGE, Settings()).parse)
    paired = [with_pairs(read[g.sentence.text], g.sentence, plover().scores) for g in given]
    return {
        "sentences": len(texts),
        "reader": 100 * sum(len(raw.events) for raw in read.values()) / len(texts),
        "pairs": 100 * sum(len(raw.events) for raw in paired) / len(texts),
    }


def rounded(value: Any) -> Any:  # noqa: ANN401 - JSON has no one type
    """Floats to three places, however deep they lie."""
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value


def main() -> None:
    """Measure, write the figures and print the most important ones."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="PLV_train.tsv")
    parser.add_argument("--reader-only", action="store_true", help="leave the pair classifier out")
    arguments = parser.parse_args()
    rows = read_rows(arguments.file)
    reader = FrameReader(Settings())
    read = {"reader": read_raw(reader, [row.text for row in rows])}
    if not arguments.reader_only:
        given = parsed(rows, analyser(LANGUAGE, Settings()).parse)
        read["pairs"] = crossed(rows, given, read["reader"])
    figures = {**strict_figures(rows, **read), "per_100_sentences_without_event": without_events(reader)}
    figures = rounded(figures)
    if not arguments.reader_only:
        from train_plover import write_results  # noqa: PLC0415 - needs scikit-learn

        write_results({"strict": figures})
    print(json.dumps({name: figures[name]["all"] for name in read}, indent=1))
    print(json.dumps(figures["per_100_sentences_without_event"]))


if __name__ == "__main__":
    main()
