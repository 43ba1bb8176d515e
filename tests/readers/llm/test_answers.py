"""Answers that were paid for are kept for the user alone, whole, whatever happens to the file."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from papertiger.errors import SettingsError
from papertiger.readers.llm import Answer, Answers, answers_file

ONE = Answer('{"claims": ["Київ"]}', 40, 7, cached=False, finish="stop", model="scripted-model")


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    Answers(tmp_path / "new" / "a.sqlite").put("k", ONE)
    again = Answers(tmp_path / "new" / "a.sqlite")
    assert again.get("k") == replace(ONE, cached=True)
    assert again.get("other") is None


def test_the_file_and_its_folder_are_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.sqlite"
    Answers(path).put("k", ONE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_whole_answers_are_kept_and_the_first_stays(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "a.sqlite")
    for finish in ("length", "refusal", "unknown"):
        answers.put("k", replace(ONE, finish=finish))
    assert answers.get("k") is None
    answers.put("k", ONE)
    answers.put("k", replace(ONE, text="{}"))
    assert answers.get("k") == replace(ONE, cached=True)


def test_a_file_of_another_version_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Answers(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(SettingsError, match="of another version of papertiger"):
        Answers(path)


def test_a_file_of_another_kind_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    text = tmp_path / "thesis.txt"
    text.write_text("Years of work. " * 100)
    other = tmp_path / "papertiger.ledger"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE claims (id TEXT)")
    database.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(SettingsError, match=r"cannot be used .* name another file") as raised:
            Answers(path)
        assert "\n" not in str(raised.value)
        assert "delete" not in str(raised.value)  # it is somebody's work
        assert path.read_bytes() == before


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "a.sqlite", tmp_path):
        with pytest.raises(SettingsError, match="PAPERTIGER_LLM_CACHE"):
            Answers(path)


def test_a_file_that_comes_to_harm_meanwhile_costs_answers_and_no_run(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    answers = Answers(path)
    answers.put("k", ONE)
    path.write_bytes(b"overwritten by somebody" * 1000)
    assert answers.get("k") is None
    answers.put("k", ONE)
    assert answers.trouble is not None
    assert "name another file" in answers.trouble


def test_a_row_that_another_program_spoilt_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    answers = Answers(path)
    answers.put("k", ONE)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE answers SET text = x'ff'")
    database.close()
    assert answers.get("k") is None
    assert answers.trouble is None


_WRITER = """
import sys
from pathlib import Path
from papertiger.readers.llm.answers import Answers
from papertiger.readers.llm.envelope import Answer
answers = Answers(Path(sys.argv[1]))
for n in range(10):
    answers.put(f"{sys.argv[2]}-{n}", Answer("{}", 1, 1, cached=False, finish="stop"))
    answers.put(f"both-{n}", Answer("{}", 1, 1, cached=False, finish="stop"))
sys.exit(answers.trouble)
"""


def test_processes_and_threads_write_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(path), name]) for name in ("a", "b")]
    answers = Answers(path)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: answers.put(f"c-{n}", ONE), range(10)))
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert answers.trouble is None
    assert all(answers.get(f"{name}-{n}") for name in ("a", "b", "c", "both") for n in range(10))


def test_the_file_lies_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PAPERTIGER_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert answers_file() == tmp_path / "papertiger" / "llm" / "answers.sqlite"
