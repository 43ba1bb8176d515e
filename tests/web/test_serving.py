"""Starting the app: where it listens, what it prints, what it refuses."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from papertiger.errors import SettingsError
from papertiger.web.rendering import STATIC
from papertiger.web.serving import Binding, listen


def test_a_port_that_is_taken_is_named_with_the_cure() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SettingsError, match=r"cannot be had.*--port"):
            listen(Binding(port=other.getsockname()[1]))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org"])  # noqa: S104 - refused
def test_an_address_that_others_can_reach_needs_a_name_to_be_asked_by(host: str) -> None:
    with pytest.raises(SettingsError, match="--allow-remote"):
        listen(Binding(port=0, host=host))


def test_the_command_serves_a_new_ledger_to_whoever_has_the_token(tmp_path: Path) -> None:
    place = tmp_path / "new.ledger"
    command = [
        sys.executable,
        "-m",
        "papertiger",
        "serve",
        "--ledger",
        str(place),
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        assert started.stderr is not None
        try:
            said = started.stderr.readline()
            found = re.fullmatch(
                r".*new\.ledger is served at http://127\.0\.0\.1:(\d+)/#token=([\w-]{40,})\n", said
            )
            assert found, said
            assert place.exists()
            with contextlib.closing(
                http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
            ) as link:
                link.request("GET", "/", headers={"Authorization": f"Bearer {found[2]}"})
                answer = link.getresponse()
                assert answer.status == 200
                assert "papertiger" in answer.read().decode()
        finally:
            started.send_signal(signal.SIGINT)
            status = started.wait(20)
        assert "Traceback" not in started.stderr.read()
    assert status in {0, 130, -signal.SIGINT}


def test_libraries_of_others_are_what_their_manifest_says() -> None:
    folder = STATIC / "vendor"
    known = yaml.safe_load((folder / "manifest.yaml").read_text(encoding="utf-8"))["files"]
    assert set(known) == {one.name for one in folder.iterdir() if one.suffix in {".js", ".json"}}
    for name, about in known.items():
        content = (folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == about["sha256"], name
        assert (folder / "licences" / f"{about['name'].split('/')[0]}.txt").exists(), name
    assert json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))["type"] == "Topology"
