"""Threat 9: no name that comes from outside is used as a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from webjobs import finished

from papertiger.ledger import Ledger

TEXT = "Каракас, 2 січня. Росія не передала Венесуелі обіцяні радари, заявив міністр оборони Венесуели."
NAMES = (
    "../../../evil.txt",
    "/tmp/evil-absolute.txt",  # noqa: S108 - nothing may be written there
    "..\\..\\evil.txt",
    "C:\\Windows\\evil.txt",
    "CON",
    "NUL.txt",
    "aux.html",
    "evil.txt:stream",
    ".papertiger.actors.yaml",
    "papertiger.actors.yaml",
    "a/../../evil.txt",
    "evil\x00.txt",
    "evil\r\nX-Header: 1.txt",
    "\u202etxt.live",
    "e" * 4_000 + ".txt",
    "-",
    "http://127.0.0.1/evil.txt",
)


def _everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_uploaded_names_are_words(
    app: FastAPI, client: TestClient, ledger_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private" / "inner"
    private.mkdir(parents=True)
    monkeypatch.chdir(private)
    monkeypatch.setattr("tempfile.tempdir", str(private))
    app.state.papertiger.uploads._under = private
    files = [
        ("files", (name, f"{TEXT} {number}".encode(), "text/plain")) for number, name in enumerate(NAMES)
    ]
    answer = client.post("/add/files", files=files)
    assert answer.status_code == 303, answer.text[:500]
    assert finished(client, answer.headers["location"]) == "done"
    app.state.papertiger.close()
    assert _everything(private) == set()
    assert not any("evil" in name for name in _everything(tmp_path))
    assert not Path("/tmp/evil-absolute.txt").exists()  # noqa: S108 - as above
    with Ledger.open(ledger_file) as ledger:
        kept = [row.path for row in ledger.articles() if "evil" in row.path or row.path == "CON"]
    assert kept  # as words they are kept


@pytest.mark.parametrize(
    "path",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "%2e%2e%2f%2e%2e%2fsettings.py", "..\\app.py", "/etc/passwd", "%2fetc%2fpasswd", "vendor/../../app.py", "app.css%00.py"],
)  # fmt: skip
@pytest.mark.parametrize("mount", ["/static/", "/static/report/"])
def test_static_files_are_ours_only(client: TestClient, mount: str, path: str) -> None:
    answer = client.get(f"http://127.0.0.1:8765{mount}{path}")
    assert answer.status_code in (400, 404)
    assert "import" not in answer.text
