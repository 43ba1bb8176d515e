"""What strangers send ends no process: a few hundred hostile inputs here, hours of them in `scripts/fuzz_following.py`."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from fuzz_inputs import mutated
from fuzz_targets import BrokenPromiseError, Target, targets
from papertiger.errors import ArticleError

HERE = [name for name in targets() if name in {"feeds", "sitemaps", "opml", "sources", "robots"}]
BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
REPORT = json.loads((BENCHMARKS / "fuzzing.json").read_text("utf-8"))
WORST = json.loads((BENCHMARKS / "listing.json").read_text("utf-8"))["cases"]


def _refused(target: Target, raw: bytes, draw: random.Random) -> str:
    """How the input was refused, in the documented way; empty where it was read."""
    try:
        target.run(raw, draw)
    except target.allowed as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", HERE)
def test_damaged_input_is_read_or_refused_in_the_documented_way(name: str) -> None:
    target, draw = targets()[name], random.Random(11)  # noqa: S311 - no secret
    for _ in range(60):
        raw = mutated(draw.choice(target.seeds), list(target.seeds), draw)
        assert "\n" not in _refused(target, raw, draw)


@pytest.mark.parametrize("name", HERE)
def test_input_of_the_right_words_is_read_or_refused_in_the_documented_way(name: str) -> None:
    target = targets()[name]
    assert target.drawn is not None

    @settings(max_examples=12, deadline=None, database=None, phases=[Phase.generate], derandomize=True, suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(target.drawn)
    def each(raw: bytes) -> None:
        assert "\n" not in _refused(target, raw, random.Random(1))  # noqa: S311 - no secret

    each()


def test_the_checks_would_see_a_broken_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    import fuzz_targets  # noqa: PLC0415

    target = targets()["feeds"]
    monkeypatch.setattr(fuzz_targets, "MAX_WORDS", 3)
    with pytest.raises(BrokenPromiseError):
        target.run(target.seeds[0], random.Random(1))  # noqa: S311 - no secret
    with pytest.raises(ArticleError):
        target.run(b"no feed", random.Random(1))  # noqa: S311 - no secret


def test_nothing_crashed_in_the_long_run() -> None:
    assert REPORT["crashes"] == 0
    assert REPORT["seconds"] >= 3_590
    assert REPORT["slowest_seconds"] < 1
    assert set(REPORT["targets"]) == set(targets())
    for name, one in REPORT["targets"].items():
        assert one["crashes"] == [], name
        assert one["inputs"] >= 200, name
        assert one["kinds_of_outcome"] >= 5, name


def test_the_worst_lists_at_full_size_take_seconds_and_no_memory_to_speak_of() -> None:
    assert len(WORST) >= 25
    for name, one in WORST.items():
        assert "entries" in one or "refused" in one, name
        assert one["seconds"] < 5, name
        assert one["megabytes"] < 600, name
