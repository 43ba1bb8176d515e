"""The data dictionary: everything that a format writes is defined, and everything that is defined is written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from exported import bare, full
from lxml import etree

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.ledger.formats import FORMATS, as_json, as_markdown, dictionary
from papertiger.ledger.formats.dictionary import FILE, VOCABULARIES, Dictionary
from papertiger.ledger.formats.flat import COLUMNS
from papertiger.records import ClaimRecord, Grade

Written = Callable[[str, Sequence[ClaimRecord]], str]
Names = set[str]

EVERYTHING = (
    full(),
    full(id="2", article=full().article.model_copy(update={"published": None}), subject=None),
    full(id="3", subject="system:s-300", object="RUS-putin", place=None),
    full(id="4", grade=Grade(reliability="F", credibility="6", credibility_by="X")),
    full(id="5", attribution=full().attribution[:2]),
    bare(id="6"),
)
"""Claims that between them make every format write everything that it can write."""


def paths(value: object, at: str = "") -> Iterator[str]:
    """Names of all members of a JSON value, those inside others after a dot; lists are transparent."""
    if isinstance(value, list):
        for one in value:
            yield from paths(one, at)
    elif isinstance(value, dict):
        for name, inner in value.items():
            here = "*" if name.startswith("extension-definition--") else name
            yield at + here
            yield from paths(inner, f"{at}{here}.")


def typed(value: object, at: str = "") -> Iterator[str]:
    """As `paths`, but what has a type is named by it and not by where it stands."""
    if isinstance(value, list):
        for one in value:
            yield from typed(one, at)
    elif isinstance(value, dict):
        if "@type" not in value and at:
            return  # a reference
        prefix = f"{value['@type']}." if "@type" in value else ""
        for name, inner in value.items():
            yield prefix + name
            if name != "@context":
                yield from typed(inner, f"{prefix}{name}.")


def in_jsonl(text: str) -> Names:
    return {name for line in text.split("\n") if line for name in paths(json.loads(line))}


def in_csv(text: str) -> Names:
    return set(next(csv.reader(io.StringIO(text, newline=""))))


def in_graphml(text: str) -> Names:
    return {one.get("key") for one in etree.fromstring(text.encode()).iter("{*}data")}


def in_geojson(text: str) -> Names:
    return set(paths(json.loads(text)))


def in_stix(text: str) -> Names:
    bundle = json.loads(text)
    inside = {f"{one['type']}.{name}" for one in bundle["objects"] for name in paths(one)}
    return inside | {f"bundle.{name}" for name in bundle}


def in_ftm(text: str) -> Names:
    entities = [json.loads(line) for line in text.split("\n") if line]
    inside = {f"{one['schema']}.{name}" for one in entities for name in one["properties"]}
    return inside | {name for one in entities for name in one}


def in_schemaorg(text: str) -> Names:
    return set(typed(json.loads(text)))


def in_prov(text: str) -> Names:
    document = json.loads(text)
    statements = {kind: part.values() for kind, part in document.items() if kind != "prefix"}
    inside = {f"{kind}.{name}" for kind, part in statements.items() for one in part for name in one}
    return inside | {"prefix"}


READ: dict[str, Callable[[str], Names]] = {
    "jsonl": in_jsonl,
    "csv": in_csv,
    "graphml": in_graphml,
    "geojson": in_geojson,
    "stix": in_stix,
    "ftm": in_ftm,
    "schemaorg": in_schemaorg,
    "prov": in_prov,
}


def covers(defined: str, name: str) -> bool:
    """Whether a name of the dictionary, which can begin with ``*`` for any kind of thing, means `name`."""
    return defined == name or (
        defined.startswith("*.") and name.partition(".")[2] == defined.removeprefix("*.")
    )


@pytest.mark.parametrize("name", READ)
def test_everything_that_a_format_writes_is_in_the_dictionary_and_the_other_way_round(
    written: Written, name: str
) -> None:
    found = READ[name](written(name, EVERYTHING))
    defined = [entry.name for entry in dictionary().entries(name)]

    assert {one for one in found if not any(covers(entry, one) for entry in defined)} == set()
    assert {entry for entry in defined if not any(covers(entry, one) for one in found)} == set()


def test_everything_in_parquet_is_in_the_dictionary() -> None:
    stream = io.BytesIO()
    FORMATS["parquet"].write(EVERYTHING, stream)

    schema = pq.read_schema(io.BytesIO(stream.getvalue()))
    steps = {f"steps.{field.name}" for field in schema.field("steps").type.value_type}
    assert {*schema.names, *steps} == {entry.name for entry in dictionary().entries("parquet")}


def test_every_format_is_described_and_no_other() -> None:
    assert set(dictionary().formats) == set(FORMATS)


def test_every_field_is_used() -> None:
    used = {one.field for layout in dictionary().formats.values() for one in layout.properties.values()}

    assert set(dictionary().fields) == {*COLUMNS, *filter(None, used)}


def test_a_definition_is_a_sentence() -> None:
    entries = [entry for name in FORMATS for entry in dictionary().entries(name)]

    assert [entry for entry in entries if not entry.definition.endswith(".")] == []
    assert [entry for entry in entries if not entry.definition[0].isupper()] == []


def test_closed_vocabularies_are_those_of_the_record() -> None:
    told = {entry.name: entry.values for entry in dictionary().entries("csv")}

    names = ("family", "predicate", "domain", "polarity", "modality", "side", "reliability", "credibility")
    assert {name: told[name] for name in names} == {name: VOCABULARIES[name] for name in names}
    assert set(told["predicate"]) >= {"pledged", "trusts", "ASSAULT"}


def test_values_that_are_listed_are_the_ones_written(written: Written) -> None:
    listed = {entry.name: entry.values for entry in dictionary().entries("ftm")}
    schemata = {json.loads(line)["schema"] for line in written("ftm", EVERYTHING).split("\n") if line}

    assert schemata == set(listed["schema"])


def test_markdown_has_one_row_an_entry_and_escapes_what_divides_cells() -> None:
    text = as_markdown("csv")

    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == len(COLUMNS)
    assert all(line.replace("\\|", "").count("|") == 7 for line in rows)
    assert text.startswith("# csv\n")


def test_json_holds_the_same_entries() -> None:
    told = json.loads(json.dumps(as_json("csv", "stix")))

    assert [entry["name"] for entry in told["csv"]["entries"]] == list(COLUMNS)
    assert set(told) == {"csv", "stix"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  id: {definition:", "  identifier: {definition:", "id not defined"),
        ("id: id\n      family: family", "id: idd\n      family: family", "no field 'idd'"),
        ("vocabulary: family,", "vocabulary: families,", "no vocabulary 'families'"),
        ("{type: truth,", "{type: boolean,", "type"),
        ("id: id\n      family", "id: {type: text}\n      family", "name a field or give a definition"),
    ],
)
def test_a_dictionary_that_is_wrong_is_refused_with_file_and_reason(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "dictionary.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataFileError, match=problem) as raised:
        load_table(wrong, Dictionary)
    assert str(wrong) in str(raised.value)
