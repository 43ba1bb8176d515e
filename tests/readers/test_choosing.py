"""Which reader a name means."""

from __future__ import annotations

import pytest

from papertiger.errors import SettingsError
from papertiger.readers.choosing import asks_a_model, make_reader, readers_of
from papertiger.registry import BUILT_IN
from papertiger.settings import Settings


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("frames", ("frames.v1",)),
        ("frames.v1", ("frames.v1",)),
        ("llm", ("llm.v1",)),
        ("frames,llm", ("frames.v1", "llm.v1")),
        ("llm.v1, frames", ("frames.v1", "llm.v1")),
    ],
)
def test_a_name_without_a_version_takes_the_newest(given: str, means: tuple[str, ...]) -> None:
    assert readers_of(given) == means
    assert asks_a_model(given) == ("llm" in given)


def test_the_newest_version_is_the_greatest_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("v2", "v10"):
        monkeypatch.setitem(BUILT_IN["readers"], f"frames.{version}", "nowhere:Nothing")
    assert readers_of("frames") == ("frames.v10",)
    assert readers_of("frames.v2,llm") == ("frames.v2", "llm.v1")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("nosuch", r"no reader named 'nosuch'; there are: frames\.v1, llm\.v1, and frames,llm for both"),
        ("frames.v9", "no reader named 'frames.v9'"),
        ("", "no reader named ''"),
        ("frames,", "no reader named ''"),
        ("frames,frames.v1", "frames is named twice"),
        ("llm,frames,llm", "llm is named twice"),
        ("frames,other", "only frames and llm can be combined"),
    ],
)
def test_what_means_nothing_is_refused(given: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "other" in given:
        monkeypatch.setitem(BUILT_IN["readers"], "other.v1", "nowhere:Nothing")
    with pytest.raises(SettingsError, match=told):
        readers_of(given)


@pytest.mark.parametrize("given", ["llm", "frames,llm"])
def test_a_model_that_nobody_named_is_an_error_with_the_variables(given: str) -> None:
    with pytest.raises(SettingsError, match=r"set PAPERTIGER_LLM_ADDRESS .* PAPERTIGER_LLM_MODEL"):
        make_reader(Settings(reader=given))
