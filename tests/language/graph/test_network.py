"""The network on NumPy: shapes, batches, files. Its weights here are random, so only what holds for all weights is tested."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from papertiger.language.graph import Network
from papertiger.language.graph.words import SHAPES, Vocabulary, build_vocabulary, generalised, shape

TEXT = ["Уряд", "Норвегії", "передав", "Україні", "дві", "системи", "протиповітряної", "оборони", "."]
RELATIONS = ["nsubj", "obj", "punct", "root"]
TAGS = ["NOUN|Case=Nom", "VERB", "PUNCT"]
WIDTH, STATES, ARC, LABEL = 4, 6, 5, 3


def _vocabulary() -> Vocabulary:
    return build_vocabulary([(form, "uk") for form in TEXT] * 2, ("uk", "ru"), buckets=50)


@pytest.fixture
def network() -> Network:
    dice = np.random.default_rng(5)

    def random(*shape_: int) -> NDArray[np.float32]:
        # What half precision can hold, so that a file gives back the same numbers.
        return dice.normal(size=shape_).astype(np.float16).astype(np.float32)

    vocabulary = _vocabulary()
    rows = {
        "word": len(vocabulary.words) + 1,
        "lemma": len(vocabulary.lemmas) + 1,
        "ambiguity": len(vocabulary.ambiguities) + 1,
        "language": 2,
        "shape": 2 * SHAPES,
        "ngrams": vocabulary.buckets,
        "readings": len(vocabulary.readings) + 1,
    }
    weights = {f"embed.{name}": random(count, WIDTH) for name, count in rows.items()}
    width = WIDTH * len(rows)
    weights |= {"root": random(width), "arc.matrix": random(ARC, ARC), "arc.bias": random(ARC)}
    weights["label.matrix"] = random(len(RELATIONS), LABEL + 1, LABEL + 1)
    for name, size in (
        ("arc_dependant", ARC),
        ("arc_head", ARC),
        ("label_dependant", LABEL),
        ("label_head", LABEL),
        ("tag", ARC),
    ):
        weights |= {f"{name}.weight": random(size, 2 * STATES), f"{name}.bias": random(size)}
    weights |= {"tags.weight": random(len(TAGS), ARC), "tags.bias": random(len(TAGS))}
    for layer, size in ((0, width), (1, 2 * STATES)):
        for direction in ("forward", "backward"):
            name = f"lstm.{layer}.{direction}"
            weights |= {
                f"{name}.input": random(4 * STATES, size),
                f"{name}.recurrent": random(4 * STATES, STATES),
            }
            weights[f"{name}.bias"] = random(4 * STATES)
    return Network(vocabulary, RELATIONS, TAGS, weights)


def test_every_word_gets_a_head_a_relation_and_a_tag(network: Network) -> None:
    (parse,) = network.parse([(TEXT, "uk")])

    assert (
        len(parse.heads) == len(parse.relations) == len(parse.tags) == len(parse.probabilities) == len(TEXT)
    )
    assert parse.heads.count(0) == 1
    assert [h == 0 for h in parse.heads] == [r == "root" for r in parse.relations]
    assert set(parse.tags) <= set(TAGS)
    assert all(0 <= p <= 1 for p in parse.probabilities)


def test_a_sentence_is_read_alike_alone_and_among_others(network: Network) -> None:
    texts = [TEXT, TEXT[:3], [], TEXT[::-1], TEXT[2:3], TEXT[:6]]

    together = network.parse([(forms, "uk") for forms in texts])

    for forms, parse in zip(texts, together, strict=True):
        (alone,) = network.parse([(forms, "uk")])
        assert alone.heads == parse.heads
        assert alone.relations == parse.relations
        assert alone.tags == parse.tags
        assert np.allclose(alone.probabilities, parse.probabilities, atol=1e-5)


def test_the_files_give_the_same_network(network: Network, tmp_path: Path) -> None:
    network.save(tmp_path)

    again = Network.load(tmp_path)

    assert again.parse([(TEXT, "uk")]) == network.parse([(TEXT, "uk")])
    assert again.vocabulary == network.vocabulary


def test_a_file_with_pickled_objects_is_refused(network: Network, tmp_path: Path) -> None:
    network.save(tmp_path)
    np.savez(tmp_path / "network.npz", root=np.array([{}], dtype=object))

    with pytest.raises(ValueError, match="pickle"):
        Network.load(tmp_path)


def test_what_was_not_in_the_training_text_is_unknown_but_has_letters_and_readings() -> None:
    ids = _vocabulary().ids("Передасть", "uk", is_first=False)

    assert ids.word == 0
    assert ids.ngrams
    assert ids.readings


@pytest.mark.parametrize(
    ("form", "expected"),
    [("2024-го", "0000-го"), ("«", '"'), ("—", "-"), ("Уряд", "уряд"), ("F-16", "f-00")],
)
def test_digits_quotes_and_dashes_are_generalised(form: str, expected: str) -> None:
    assert generalised(form) == expected


def test_shapes_tell_names_numbers_and_marks_apart() -> None:
    forms = ["слово", "Слово", "США", "F-16", "2024", "10,5", "»", "Я", "iPhone", "Word"]

    assert len({shape(form) for form in forms}) == len(forms)
    assert all(shape(form) < SHAPES for form in forms)
