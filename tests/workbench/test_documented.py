"""What the README and docs/api.md show of the Python API runs, and they name every method."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path

import pytest

from papertiger.samples import folder
from papertiger.web.api.named import ONLY_PYTHON
from papertiger.workbench.workbench import Workbench

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def blocks(name: str) -> list[str]:
    return BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))


def test_the_readme_shows_the_api_in_a_few_lines_that_run(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shown,) = blocks("README.md")
    assert len(shown.splitlines()) <= 15
    monkeypatch.chdir(tmp_path)
    shutil.copy(samples, "venezuela.ledger")
    (tmp_path / "news").mkdir()

    exec(compile(shown, "README.md", "exec"), {})  # noqa: S102 - our own page

    told = capsys.readouterr().out
    assert "support@RUS" in told
    assert "delivered" in told
    assert (tmp_path / "russia.csv").stat().st_size > 1000


def test_the_page_of_the_api_runs(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = blocks("docs/api.md")
    monkeypatch.chdir(tmp_path)
    shutil.copy(samples, "venezuela.ledger")
    (tmp_path / "news").mkdir()
    shutil.copy(folder() / "retold.jsonl", "archive.jsonl")
    names: dict[str, object] = {}

    exec(compile(first.replace("VEN", "MLI"), "docs/api.md", "exec"), names)  # noqa: S102 - as above
    with Workbench(names["bench"].settings) as names["bench"]:  # type: ignore[attr-defined]
        exec(compile(second, "docs/api.md", "exec"), names)  # noqa: S102 - as above


def test_the_page_names_every_method() -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    methods = {
        name for name, _ in inspect.getmembers(Workbench, inspect.isfunction) if not name.startswith("_")
    }

    assert {name for name in methods if f"`{name}`" not in page} - {"close"} == set()
    assert set(ONLY_PYTHON) <= methods
