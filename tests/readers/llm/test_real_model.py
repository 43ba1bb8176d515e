"""The whole path against a real small model, where this machine has one: it is nearly always wrong, and nothing wrong enters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import small_model
import small_packages
from papertiger.news import Article, load
from papertiger.readers.llm.reader import LlmReader
from papertiger.records import BOTH_READERS, MODEL_READER
from papertiger.settings import Endpoint, Settings

TEXT = """Germany hands missiles to Ukraine

Germany handed over twelve air-defence missiles to Ukraine on Friday, the German defence ministry said.
"""


@pytest.mark.skipif(
    not (small_packages.HOME / ".ready").exists(),
    reason="no small model on this machine; python scripts/small_model.py --setup brings one",
)
def test_an_article_is_read_by_frames_and_a_real_model(tmp_path: Path) -> None:
    article, ledger = tmp_path / "missiles.txt", tmp_path / "t.ledger"
    article.write_text(TEXT, encoding="utf-8")
    cache = str(tmp_path / "answers.sqlite")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PAPERTIGER_")}
    environment = own | {"PAPERTIGER_LLM_CACHE": cache, "PAPERTIGER_LLM_ANSWER_TOKENS": "300"}

    def told(*command: str | Path) -> Any:  # noqa: ANN401 - JSON
        done = subprocess.run(
            [sys.executable, "-m", "papertiger", *command, "--ledger", ledger, "--format", "json"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    home, model = small_packages.HOME, small_packages.MODELS[small_packages.MODEL]
    python = small_packages.prepare(home, install=False)
    weights = small_packages.weights_of(model, home, python, install=False)
    with small_model.serving(python, weights, model.name) as served:
        environment |= {"PAPERTIGER_LLM_ADDRESS": served.address, "PAPERTIGER_LLM_MODEL": model.name}
        environment |= {"PAPERTIGER_LLM_TIMEOUT": "600", "PAPERTIGER_LLM_CONCURRENCY": "1"}
        summary = told("read", article, "--reader", "frames,llm")
        # The same question once more, held to a grammar, which this server must take: it has read most of it already.
        endpoint = Endpoint(
            served.address, model.name, None, 600, answer_tokens=300, form="grammar", cache=cache
        )
        reader = LlmReader(Settings(llm=endpoint))
        (loaded,) = (one for one in load([article]) if isinstance(one, Article))
        reading = reader.read(loaded)

    assert summary["read"] == 1
    assert summary["llm"]["calls"] == 1
    assert summary["llm"]["tokens_in"] > 1000, "the conventions were sent"
    found = told("claims")
    given = {row["coder"]["reader"] for row in found if row["predicate"] == "delivered"}
    assert given & {"frames", BOTH_READERS}, "frames reads it, whatever the model says"
    # Of what only the model read, nothing but what the sentence names may stand.
    alone = [row for row in found if row["coder"]["reader"] == MODEL_READER]
    assert all({row["subject"], row["object"]} <= {"DEU", "UKR", None} for row in alone)
    assert all(row["quote"]["exact"] in TEXT for row in found)
    assert not [check for check in told("audit")["checks"] if check["wrong"]]
    assert not reader.failed.keys() - {"broken_answer"}, "the server took the grammar"
    assert not reader.dropped.keys() & {
        "words_absent",
        "subject_absent",
        "object_absent",
        "shape",
        "not_listed",
    }
    assert all({one.record.subject, one.record.object} <= {"DEU", "UKR", None} for one in reading.claims)
