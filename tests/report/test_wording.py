"""The words of a brief."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.records import DOMAINS, PREDICATES
from papertiger.report.languages import LANGUAGES, Language, words_file
from papertiger.report.wording import Wording, wording

if TYPE_CHECKING:
    from tests.report.conftest import Made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("family", "predicate"), [(family, one) for family, known in PREDICATES.items() for one in known]
)
def test_every_claim_can_be_said_in_every_domain(
    made: Made, family: str, predicate: str, language: Language
) -> None:
    words = wording(language)
    for domain, over in product(DOMAINS, ("", "Korland")):
        said = [
            words.sentence(
                made.claim(family=family, predicate=predicate, domain=domain, polarity=polarity),
                "Arland",
                "Borland",
                over,
            )
            for polarity in ("affirmed", "negated")
        ]
        assert said[0] != said[1]
        for one in said:
            assert one.startswith("Arland")
            assert "Borland" in one
            assert "  " not in one
            assert "{" not in one
            assert predicate != "prioritises" or ("Korland" in one) == bool(over)


@pytest.mark.parametrize(
    ("language", "predicate", "domain", "polarity", "said"),
    [
        (
            "uk",
            "withheld",
            "air_defence",
            "affirmed",
            "A → B: підтримки (ППО) не надано, коли її належало надати",
        ),
        ("uk", "pledged", "unspecified", "affirmed", "A → B: підтримку обіцяно"),
        ("uk", "prioritises", "unspecified", "affirmed", "A: на першому місці — B, далі — C"),
        (
            "ru",
            "ineffective",
            "cyber",
            "affirmed",
            "A → B: поддержка (киберзащита) поступила, но не сработала",
        ),
        ("ru", "supplies", "arms", "negated", "A → B: нет поставок (вооружения)"),
        (
            "ru",
            "prioritises",
            "unspecified",
            "negated",
            "A: не на первом месте — B (в сравнении с такой стороной: C)",
        ),
    ],
)
def test_names_stand_as_they_are_in_every_language(
    made: Made, language: Language, predicate: str, domain: str, polarity: str, said: str
) -> None:
    record = made.claim(predicate=predicate, domain=domain, polarity=polarity)
    assert wording(language).sentence(record, "A", "B", "C" if predicate == "prioritises" else "") == said


@pytest.mark.parametrize(
    ("predicate", "domain", "polarity", "said"),
    [
        ("withheld", "air_defence", "affirmed", "A did not give B air-defence support when it was due"),
        ("delivered", "unspecified", "negated", "A did not give B support"),
        ("ineffective", "cyber", "affirmed", "A’s cyber support for B came and did not do its work"),
    ],
)
def test_a_claim_is_one_plain_sentence(
    made: Made, predicate: str, domain: str, polarity: str, said: str
) -> None:
    record = made.claim(predicate=predicate, domain=domain, polarity=polarity)
    assert wording().sentence(record, "A", "B", "") == said


def test_an_event_between_a_state_and_itself_is_said_to_be_inside_it(made: Made) -> None:
    assert wording().sentence(made.event("PROTEST"), "Cuba", "Cuba", "") == "Inside Cuba: protests"


def test_a_party_without_a_name_is_said_to_have_none(made: Made) -> None:
    assert wording().sentence(made.claim(), "", "B", "").startswith("An unnamed party did not give B")


def test_a_predicate_without_words_is_an_error(tmp_path: Path) -> None:
    table = yaml.load(words_file("wording", "en").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    del table["predicates"]["withheld"]
    broken = tmp_path / "wording.yaml"
    broken.write_text(yaml.dump(table, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataFileError, match="withheld"):
        load_table(broken, Wording)
