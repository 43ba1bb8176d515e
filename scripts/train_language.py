"""Train a pipeline of ``papertiger.language`` from treebanks, and write it with its model card.

    python scripts/train_language.py TREEBANKS [--only en] [--out FOLDER] [--without silver …] [--steps N] [--seed N]

TREEBANKS is a folder with one folder a treebank (``uk_parlamint/train.conllu`` …), as the plans in ``scripts/training``
name them. Each pipeline's folder gets ``weights/`` (a spaCy pipeline), ``MODEL.yaml`` (sources with versions, licences and
checksums; digests of the weights) and ``LICENSE``; without ``--out`` that is its folder in the package. Needs PyTorch
(``scripts/training/requirements.txt``; ``make models`` installs it into an environment of its own). About 40 CPU minutes a pipeline.
``OMP_NUM_THREADS=1`` makes a run repeatable on one machine.
"""

from __future__ import annotations

import argparse
import math
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import cast

import torch
import yaml
from spacy.language import Language
from spacy.util import load_model_from_config

sys.path.insert(0, str(Path(__file__).parent / "training"))

from torch_network import Encoded, Sizes, TorchNetwork, collate, exported, imported, loss_of

import papertiger.language.graph.component
import papertiger.language.tokenizer  # both register what a pipeline is made of
from corpus import Plan, Sample, development, samples, sha256, source
from papertiger.datafiles import load_table
from papertiger.language.conll import evaluate
from papertiger.language.graph import Network, WordIds
from papertiger.language.graph.component import NAME, GraphParser
from papertiger.language.graph.words import build_vocabulary
from papertiger.language.lemmas import learn
from papertiger.language.pipelines import Analyser, ModelCard, Source
from papertiger.language.treebank import Tree, Word

PLANS = Path(__file__).parent / "training"
PACKAGE = Path(papertiger.language.__file__ or "").parent
QUOTES = (('"', '"'), ("«", "»"), ("“", "”"), ("„", "“"))
MEASURED_EVERY = 500
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
            if options.seed:
                plan = plan.model_copy(update={"seed": options.seed})
            if options.steps:
                plan = plan.model_copy(update={"steps": options.steps})
            kept = tuple(p for p in plan.sources if not any(word in p.path for word in options.without))
            _make(plan.model_copy(update={"sources": kept}), options, (options.out or PACKAGE) / plan.folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the pipelines of papertiger.language.")
    parser.add_argument("treebanks", type=Path, help="folder with one folder a treebank")
    parser.add_argument("--only", default="", help="eastslavic or en; both when left out")
    parser.add_argument("--start", type=Path, help="folder of an earlier --out whose first stage is done")
    parser.add_argument("--out", type=Path, help="folder to write to in place of the package")
    parser.add_argument(
        "--without", nargs="*", default=[], help="leave sources out whose path holds a word: an ablation"
    )
    parser.add_argument("--steps", type=int, default=0, help="in place of the plan's number")
    parser.add_argument("--seed", type=int, default=0, help="in place of the plan's number")
    return parser.parse_args()


def _make(plan: Plan, options: argparse.Namespace, out: Path) -> None:
    """Train one pipeline and write it."""
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)  # noqa: S311 - repeatable on purpose
    first, data = (
        [
            sample
            for part in plan.sources
            if part.stage <= stage
            for sample in samples(part, options.treebanks)
        ]
        for stage in (1, 2)
    )
    print(f"{plan.name}: {len(data)} sentences, {sum(len(s.words) for s in data)} words an epoch", flush=True)
    started = Network.load(options.start / plan.folder / "weights" / "graph") if options.start else None
    trainee = Trainee(plan, first, started)
    nlp = _pipeline(plan, data, trainee)
    measured = development(plan, options.treebanks)

    def measure(last: bool) -> None:
        _measure(nlp, trainee, measured, None if last else 300)

    if started is None:
        _train(trainee, first, plan, dice, measure)
    if plan.finish_steps:
        trainee.torch.load_state_dict(trainee.average)
        finish = plan.model_copy(update={"steps": plan.finish_steps, "rate": plan.finish_rate})
        _train(trainee, data, finish, dice, measure)
    _write(nlp, out, plan, tuple(source(part, options.treebanks) for part in plan.sources))


class Trainee:
    """The network being trained, its moving average, and how sentences become numbers."""

    def __init__(self, plan: Plan, data: Sequence[Sample], started: Network | None = None) -> None:
        """A new network, or one that goes on from `started`."""
        words = ((word.form, sample.language) for sample in data for word in sample.words)
        self.vocabulary = build_vocabulary(words, plan.languages, buckets=plan.buckets)
        self.relations = sorted({word.relation for sample in data for word in sample.words})
        seen = Counter(tag(word) for sample in data if sample.weight == 1 for word in sample.words)
        self.tags = sorted(name for name, count in seen.items() if count > 1)
        if started is not None:
            self.vocabulary, self.relations, self.tags = (
                started.vocabulary,
                list(started.relations),
                list(started.tags),
            )
        self._relation = {name: i for i, name in enumerate(self.relations)}
        self._tag = {name: i for i, name in enumerate(self.tags)}
        self._ids: dict[tuple[str, str, bool], WordIds] = {}
        defaults = Sizes()
        sizes = {k: type(getattr(defaults, k))(v) for k, v in plan.sizes.items()}
        self.sizes = replace(defaults, **sizes)
        self.torch = TorchNetwork(self.vocabulary, len(self.relations), len(self.tags), self.sizes)
        if started is not None:
            self.torch.load_state_dict(imported(started.weights, self.sizes.layers))
        self.average = {k: v.detach().clone() for k, v in self.torch.state_dict().items()}

    def encoded(self, sample: Sample, words: Sequence[Word]) -> Encoded:
        """A sentence in numbers; a tag seen once is not learned, and none of silver, whose conventions are others."""
        is_gold = sample.weight == 1
        return Encoded(
            ids=[self._word(word.form, sample.language, i == 0) for i, word in enumerate(words)],
            heads=[word.head for word in words],
            labels=[self._relation.get(word.relation, -1) for word in words],
            tags=[self._tag.get(tag(word), -1) if is_gold else -1 for word in words],
            weight=sample.weight,
        )

    def _word(self, form: str, language: str, is_first: bool) -> WordIds:
        key = (form, language, is_first)
        if key not in self._ids:
            self._ids[key] = self.vocabulary.ids(form, language, is_first=is_first)
        return self._ids[key]

    def follow(self, step: int, decay: float) -> None:
        """Move the average towards the present weights; early steps are forgotten fast."""
        now = min(decay, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, value in self.torch.state_dict().items():
                self.average[name].mul_(now).add_(value, alpha=1 - now)

    def network(self) -> Network:
        """What ships: the average, as NumPy arrays."""
        weights = exported(self.average, self.sizes.layers)
        return Network(self.vocabulary, self.relations, self.tags, weights)


def tag(word: Word) -> str:
    """Part of speech and features as one class."""
    return f"{word.pos}|{word.morph}" if word.morph else word.pos


def _pipeline(plan: Plan, data: Sequence[Sample], trainee: Trainee) -> Language:
    config = {
        "nlp": {
            "lang": plan.languages[0],
            "pipeline": ["graph"],
            "tokenizer": {"@tokenizers": plan.tokenizer},
        },
        "components": {"graph": {"factory": NAME, "language": plan.languages[0]}},
    }
    nlp = load_model_from_config(config, auto_fill=True)
    gold = [sample for sample in data if sample.weight == 1]
    lemmas = learn(
        (s.language, w.form, w.lemma, w.pos, dict(f.split("=") for f in w.morph.split("|") if f))
        for s in gold
        for w in s.words
    )
    component = cast("GraphParser", nlp.get_pipe("graph"))
    component.network, component.lemmas = trainee.network(), lemmas
    return nlp


def _train(
    trainee: Trainee, data: Sequence[Sample], plan: Plan, dice: random.Random, measure: Callable[[bool], None]
) -> None:
    """Adam with a warm-up and a cosine towards a twentieth of the rate; the average is what is measured."""
    network = trainee.torch
    optimizer = torch.optim.Adam(network.parameters(), lr=plan.rate, betas=(0.9, 0.95))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda k: min(1, (k + 1) / 100) * (0.05 + 0.475 * (1 + math.cos(math.pi * min(1, k / plan.steps)))),
    )
    begin, total = time.monotonic(), 0.0
    for step, batch in enumerate(_batches(data, plan.batch_words, dice), start=1):
        network.train()
        loss = loss_of(network, collate([trainee.encoded(s, _varied(s, dice)) for s in batch]))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        trainee.follow(step, plan.average)
        total += loss.item()
        if step % MEASURED_EVERY == 0 or step == plan.steps:
            print(
                f"{step} steps, {time.monotonic() - begin:.0f} s, loss {total / MEASURED_EVERY:.3f}",
                flush=True,
            )
            measure(step == plan.steps)
            total = 0.0
        if step == plan.steps:
            return


def _measure(
    nlp: Language, trainee: Trainee, sets: Sequence[tuple[str, list[list[Word]]]], most: int | None
) -> None:
    component = cast("GraphParser", nlp.get_pipe("graph"))
    component.network = trainee.network()
    for language, sentences in sets:
        trees = [Tree(words, []) for words in sentences[:most]]
        figures = evaluate(Analyser(language, "", "", "", nlp), trees, raw=False)
        print("   ", language, len(sentences), figures, flush=True)


def _batches(samples: Sequence[Sample], size: int, dice: random.Random) -> Iterator[list[Sample]]:
    """Shuffled samples for ever, sentences of like length together, about `size` words a batch."""
    while True:
        order = list(samples)
        dice.shuffle(order)
        for start in range(0, len(order), 600):
            batches: list[list[Sample]] = [[]]
            words = 0
            for sample in sorted(order[start : start + 600], key=lambda s: len(s.words)):
                if words >= size:
                    batches.append([])
                    words = 0
                batches[-1].append(sample)
                words += len(sample.words)
            dice.shuffle(batches)
            yield from batches


def _varied(sample: Sample, dice: random.Random) -> Sequence[Word]:
    """The words in another typographic dress: news has headlines without a stop, and names in capitals."""
    words = sample.words
    is_leaf = all(word.head != len(words) for word in words)
    if words[-1].form == "." and is_leaf and len(words) > 2 and dice.random() < 0.1:  # noqa: PLR2004 - two words stay
        words = words[:-1]
    if dice.random() < 0.5:  # noqa: PLR2004 - every other sentence
        opening, closing = dice.choice(QUOTES)
        dash = dice.choice("-–—")
        words = [replace(word, form=_dressed(word, opening, closing, dash)) for word in words]
    return words


def _dressed(word: Word, opening: str, closing: str, dash: str) -> str:
    if word.form in "«“„":
        return opening
    if word.form in "»”":
        return closing
    return dash if word.form in "-–—" else word.form


def _write(nlp: Language, out: Path, plan: Plan, sources: tuple[Source, ...]) -> None:
    """Weights, model card and licence."""
    weights = out / "weights"
    out.mkdir(parents=True, exist_ok=True)
    if weights.exists():
        shutil.rmtree(weights)
    nlp.meta.update(lang=plan.languages[0], name=plan.name, version=plan.version, license="CC BY-SA 4.0")
    nlp.to_disk(weights)
    # The strings of training texts are of no use: the component keeps its own vocabulary.
    (weights / "vocab" / "strings.json").write_text("[]", encoding="utf-8")
    card = ModelCard(
        name=plan.name,
        version=plan.version,
        languages=plan.languages,
        licence="CC BY-SA 4.0",
        attribution=plan.attribution,
        seed=plan.seed,
        spacy=version("spacy"),
        steps=plan.steps + plan.finish_steps,
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


if __name__ == "__main__":
    main()
