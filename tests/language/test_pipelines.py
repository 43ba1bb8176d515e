"""Loading analysers: caching, switching, damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from papertiger.datafiles import load_table
from papertiger.errors import PipelineError
from papertiger.language import Sentence, analyser, en, pipelines, uk
from papertiger.settings import Settings


def test_an_analyser_is_loaded_once() -> None:
    assert analyser("uk", Settings()) is analyser("uk", Settings())


def test_ukrainian_and_russian_share_one_pipeline() -> None:
    ukrainian, russian = analyser("uk", Settings()), analyser("ru", Settings())

    assert ukrainian._nlp is russian._nlp
    assert (ukrainian.language, russian.language) == ("uk", "ru")


def test_the_digest_identifies_the_weights() -> None:
    digests = {code: analyser(code, Settings()).digest for code in ("uk", "en")}

    assert len(set(digests.values())) == 2
    assert all(len(digest) == 64 for digest in digests.values())


def test_a_language_without_a_pipeline_is_named_with_the_cure() -> None:
    with pytest.raises(PipelineError, match="no pipeline for language 'fr'; there are: en, ru, uk"):
        analyser("fr", Settings())


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(PipelineError, match="'uk_no_such_pipeline' for 'uk' is not installed"):
        analyser("uk", Settings(analysers={"uk": "uk_no_such_pipeline"}))


@pytest.fixture
def better(tmp_path: Path) -> Path:
    """A folder that stands in for an installed package, spaCy loads both by name: its parser makes the first word the root."""
    import spacy  # noqa: PLC0415 - after the project's own import of it, which is lean
    from spacy.language import Language  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415

    @Language.component("stand_in_parser")
    def parse(doc: Doc) -> Doc:
        for token in doc:
            token.head, token.dep_, token.pos_, token.lemma_ = doc[0], "flat:title", "NOUN", "wrong"
        return doc

    nlp = spacy.blank("uk")
    nlp.add_pipe("stand_in_parser", name="parser")
    nlp.meta.update(name="better", version="9.9")
    nlp.to_disk(tmp_path / "better")
    return tmp_path / "better"


def test_an_installed_pipeline_takes_the_place_of_the_shipped_one(better: Path) -> None:
    analyser("uk", Settings())
    chosen = analyser("uk", Settings(analysers={"uk": str(better)}))
    sentence = Sentence(0, 0, 0, 15, "Ракети захищали", "body")

    chosen.parse([sentence])

    assert (chosen.name, chosen.version) == ("uk_better", "9.9")
    assert chosen.digest != analyser("uk", Settings()).digest
    assert sentence.doc is not None
    assert [token.dep_ for token in sentence.doc] == ["ROOT", "appos"]
    assert [token.lemma_ for token in sentence.doc] == ["ракета", "захищати"]  # the dictionary's


def test_an_installed_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    import spacy  # noqa: PLC0415 - as above

    spacy.blank("uk").to_disk(tmp_path / "blank")

    with pytest.raises(PipelineError, match="has no parser; it has: "):
        analyser("uk", Settings(analysers={"uk": str(tmp_path / "blank")}))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(en.FOLDER, tmp_path / "en")
    with (tmp_path / "en" / "weights" / "graph" / "network.npz").open("ab") as stream:
        stream.write(b"x")

    with pytest.raises(PipelineError, match="is not the file that was shipped; reinstall"):
        pipelines.load_shipped("en", tmp_path / "en")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(en.FOLDER, tmp_path / "en")
    (tmp_path / "en" / "weights" / "graph" / "network.npz").unlink()

    with pytest.raises(PipelineError, match=r"network\.npz is missing"):
        pipelines.load_shipped("en", tmp_path / "en")


@pytest.mark.parametrize("folder", [uk.FOLDER, en.FOLDER], ids=["eastslavic", "en"])
def test_weights_come_with_licence_sources_and_every_file_listed(folder: Path) -> None:
    card = load_table(folder / "MODEL.yaml", pipelines.ModelCard)
    files = {
        p.relative_to(folder / "weights").as_posix() for p in (folder / "weights").rglob("*") if p.is_file()
    }

    assert "CC BY-SA 4.0" in card.licence
    assert "ShareAlike 4.0" in (folder / "LICENSE").read_text(encoding="utf-8").replace("\n", " ")
    assert card.sources
    assert all(source.sha256 and source.licence for source in card.sources)
    assert set(card.files) == files


def test_all_weights_together_stay_below_sixty_megabytes() -> None:
    weights = [path for folder in (uk.FOLDER, en.FOLDER) for path in folder.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in weights) < 60_000_000


@pytest.mark.parametrize("folder", [uk.FOLDER, en.FOLDER], ids=["eastslavic", "en"])
def test_no_weights_file_is_a_pickle(folder: Path) -> None:
    # Protocol 2 and later begin with 0x80 and the protocol number, and end with a full stop.
    for path in (folder / "weights").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not (
                content[:1] == b"\x80" and content[1:2] in b"\x02\x03\x04\x05" and content[-1:] == b"."
            )
