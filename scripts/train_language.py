"""Train a pipeline of ``papertiger.language`` from treebanks, and write it with its model card.

    python scripts/train_language.py TREEBANKS [--only en] [--out FOLDER] [--silver FILE.conllu]

TREEBANKS is a folder with one folder a treebank (``uk_parlamint/train.conllu`` …), as the plans in ``scripts/training``
name them. Each pipeline's folder gets ``weights/``, ``MODEL.yaml`` (sources with versions, licences and checksums;
digests of the weights) and ``LICENSE``; without ``--out`` that is its folder in the package.
One process; about 20 CPU minutes for the joint pipeline, 15 for the English one. ``OMP_NUM_THREADS=1`` makes a run
repeatable on one machine.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config, registry
from thinc.api import fix_random_seed

import papertiger.language.dictionary
import papertiger.language.tokenizer
from corpus import Plan, Sample, development, samples, sha256, source
from papertiger.datafiles import load_table
from papertiger.language.pipelines import ModelCard, Source
from papertiger.language.treebank import Word, plain_doc, score

PLANS = Path(__file__).parent / "training"
PACKAGE = Path(papertiger.language.__file__).parent
QUOTES = (('"', '"'), ("«", "»"), ("“", "”"), ("„", "“"))
LICENCE = """The weights in this folder are derived from treebanks under the Creative Commons Attribution-ShareAlike 4.0
International licence and are released under the same licence: https://creativecommons.org/licenses/by-sa/4.0/

{attribution}
The sources, their versions and their licences are listed in MODEL.yaml.
"""


def main() -> None:
    """Train the pipelines that are asked for."""
    options = _options()
    for file in sorted(PLANS.glob("*.yaml")):
        plan = load_table(file, Plan)
        if options.only in {"", plan.folder}:
            _make(plan, options, (options.out or PACKAGE) / plan.folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the pipelines of papertiger.language.")
    parser.add_argument("treebanks", type=Path, help="folder with one folder a treebank")
    parser.add_argument("--only", default="", help="eastslavic or en; both when left out")
    parser.add_argument("--out", type=Path, help="folder to write to in place of the package")
    parser.add_argument("--silver", type=Path, help="CoNLL-U written by scripts/russian_silver.py")
    parser.add_argument("--steps", type=int, default=0, help="in place of the plan's number")
    return parser.parse_args()


def _make(plan: Plan, options: argparse.Namespace, out: Path) -> None:
    """Train one pipeline, choose its best state on the development sets, write it."""
    parts = [*plan.sources]
    if plan.silver and options.silver:
        parts.append(plan.silver.model_copy(update={"path": str(options.silver.resolve())}))
    elif plan.silver:
        print(f"{plan.name}: without --silver about a point of LAS is lost", file=sys.stderr)
    fix_random_seed(plan.seed)
    config = load_config(PLANS / plan.config)
    settings = registry.resolve({"training": config.pop("training")})["training"]
    nlp = load_model_from_config(config, auto_fill=True)
    data = [sample for part in parts for sample in samples(part, options.treebanks)]
    print(f"{plan.name}: {len(data)} sentences, {sum(len(s.words) for s in data)} words an epoch", flush=True)
    steps = options.steps or plan.steps
    nlp.from_bytes(_train(nlp, data, development(plan, options.treebanks), settings, steps, plan.seed))
    sources = tuple(source(part, options.treebanks) for part in parts)
    _write(nlp, out, plan, sources, steps)


def _train(
    nlp: Language,
    samples: Sequence[Sample],
    development: Sequence[tuple[str, list[list[Word]]]],
    settings: dict[str, Any],
    steps: int,
    seed: int,
) -> bytes:
    """The state with the best mean LAS on the development sets, as spaCy's bytes."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    optimizer, sizes, dropout = settings["optimizer"], settings["batch_words"], settings["dropout"]
    nlp.initialize(lambda: [_example(nlp, sample) for sample in samples], sgd=optimizer)
    annotates = [name for name in nlp.pipe_names if name == "papertiger_dictionary"]
    best, best_las = b"", -1.0
    for step, batch in enumerate(_batches(samples, sizes, dice), start=1):
        examples = [_example(nlp, _varied(sample, dice)) for sample in batch]
        nlp.update(examples, drop=dropout, sgd=optimizer, annotates=annotates)
        optimizer.step_schedules()
        if step % 250 == 0 or step == steps:
            with nlp.use_params(optimizer.averages):
                results = [score(nlp, sentences[:500], language) for language, sentences in development]
                las = sum(result["las"] for result in results) / len(results)
                print(step, [(r["uas"], r["las"], r["pos"]) for r in results], flush=True)
                if las > best_las:
                    best, best_las = nlp.to_bytes(), las
        if step == steps:
            break
    return best


def _batches(
    samples: Sequence[Sample], sizes: Iterator[float], dice: random.Random
) -> Iterator[list[Sample]]:
    """Shuffled samples for ever, in batches of about as many words as the schedule says."""
    order = list(samples)
    size, batch, words = next(sizes), list[Sample](), 0
    while True:
        dice.shuffle(order)
        for sample in order:
            batch.append(sample)
            words += len(sample.words)
            if words >= size:
                yield batch
                size, batch, words = next(sizes), [], 0


def _varied(sample: Sample, dice: random.Random) -> Sample:
    """The sentence in another typographic dress: news has headlines without a stop, and every kind of quote and dash."""
    words = list(sample.words)
    is_leaf = all(word.head != len(words) for word in words)
    if words[-1].form == "." and is_leaf and len(words) > 2 and dice.random() < 0.1:  # noqa: PLR2004 - two words stay
        words.pop()
    if dice.random() < 0.5:  # noqa: PLR2004 - every other sentence
        opening, closing = dice.choice(QUOTES)
        dash = dice.choice("-–—")
        words = [replace(word, form=_dressed(word, opening, closing, dash)) for word in words]
    return replace(sample, words=words)


def _dressed(word: Word, opening: str, closing: str, dash: str) -> str:
    if word.form in "«“„":
        return opening
    if word.form in "»”":
        return closing
    return dash if word.form in "-–—" else word.form


def _example(nlp: Language, sample: Sample) -> Example:
    """What the pipeline gets and what it should answer."""
    words = sample.words
    doc = plain_doc(nlp.vocab, words, sample.language)
    gold = Doc(
        nlp.vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma or word.form for word in words],
        heads=[word.head - 1 if word.head else i for i, word in enumerate(words)],
        deps=[word.relation if word.head else "ROOT" for word in words],
        sent_starts=[i == 0 for i in range(len(words))],
    )
    return Example(doc, gold)


def _write(nlp: Language, out: Path, plan: Plan, sources: tuple[Source, ...], steps: int) -> None:
    """Weights, model card and licence."""
    weights = out / "weights"
    out.mkdir(parents=True, exist_ok=True)
    if weights.exists():
        shutil.rmtree(weights)
    nlp.meta.update(lang=plan.languages[0], name=plan.name, version=plan.version, license="CC BY-SA 4.0")
    nlp.to_disk(weights)
    _slim(nlp, weights)
    card = ModelCard(
        name=plan.name,
        version=plan.version,
        languages=plan.languages,
        licence="CC BY-SA 4.0",
        attribution=plan.attribution,
        seed=plan.seed,
        spacy=version("spacy"),
        steps=steps,
        sources=sources,
        files={
            path.relative_to(weights).as_posix(): sha256(path)
            for path in sorted(weights.rglob("*"))
            if path.is_file()
        },
    )
    text = yaml.safe_dump(card.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=100)
    (out / "MODEL.yaml").write_text(
        "# Written by scripts/train_language.py: what these weights are and what they learned from.\n" + text,
        encoding="utf-8",
    )
    (out / "LICENSE").write_text(LICENCE.format(attribution=plan.attribution), encoding="utf-8")
    print(f"{sum(p.stat().st_size for p in weights.rglob('*') if p.is_file()) / 1e6:.1f} MB", file=sys.stderr)


def _slim(nlp: Language, weights: Path) -> None:
    """Drop the strings that only training texts needed; a lemmatizer's trees refer to strings, so it keeps them all."""
    if "trainable_lemmatizer" in nlp.pipe_names:
        return
    needed = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    needed |= {label.partition("||")[0] for label in needed} | {label.partition("-")[2] for label in needed}
    path = weights / "vocab" / "strings.json"
    strings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(sorted(needed & set(strings)), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
