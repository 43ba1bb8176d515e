"""With no endpoint named, nothing of the model's reader is imported and no socket is touched (an audit hook sees every one)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PROBE = """
import json, os, sys
touched = []
sys.addaudithook(lambda event, _: touched.append(event) if event.startswith(("socket.", "urllib.", "http.")) else None)
from papertiger.cli import main
def found(*runs):
    for arguments in runs:
        try:
            main(arguments)
        except SystemExit as ended:
            assert not ended.code, (arguments, ended.code)
    heavy = ("papertiger.readers.llm", "papertiger.readers.combined", "httpx2")
    return {"touched": touched, "loaded": [name for name in sys.modules if name.startswith(heavy)]}
without = json.dumps(found(["read", "a.txt"], ["reread"], ["claims"]))
os.environ |= {"PAPERTIGER_LLM_ADDRESS": "http://127.0.0.1:9/v1", "PAPERTIGER_LLM_MODEL": "any", "PAPERTIGER_LLM_KEY": "any"}
named = json.dumps(found(["read", "b.txt"]))
print("FOUND" + json.dumps([without, named]))
"""
ABOUT = "Radars\n\n2026-01-14\n\nRussia delivered radars to Venezuela on Monday, officials said. {}"


def test_without_an_endpoint_or_a_reader_that_asks_one_nothing_is_imported_and_nothing_is_sent(
    tmp_path: Path,
) -> None:
    """Variables in the environment alone send nothing: a reader must be named."""
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(ABOUT.format(name), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAPERTIGER_")}
    done = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=tmp_path, env=kept, capture_output=True, text=True, check=True
    )
    assert "delivered" in done.stdout
    without, named = json.loads(done.stdout.rpartition("FOUND")[2])
    assert json.loads(without) == json.loads(named) == {"touched": [], "loaded": []}
