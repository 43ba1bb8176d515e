"""Fuzz the parsers of what strangers send: `python scripts/fuzz_following.py [--seconds N] [--only NAME] [--seed N] [--write]`.

Feeds, sitemaps, subscription lists, source lists, robots.txt, and the readers of archives and GDELT files. Half of the inputs are drawn
from the vocabulary of each format (hypothesis), half are known ones damaged in up to eight ways; what leads to a new kind of
outcome is damaged further. A parser may refuse, in the one way that it documents; any other exception, a promise about its result
that does not hold, more than a second of computing for each 200 kB once unpacked, more memory than the limit or the death of the process counts as a crash, and its
input is kept under ``--keep``. Each target runs in processes of its own, which the parent watches.

Prints one JSON object; ``--write`` puts it into ``benchmarks/fuzzing.json``. Exit status 1 where anything crashed. Needs Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import hashlib
import json
import mmap
import os
import platform
import random
import re
import resource
import signal
import struct
import sys
import time
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz_inputs import MOST, mutated
from fuzz_targets import BrokenPromiseError, Target, targets

ALLOWED_SECONDS = 1.0
"""CPU time for each 200 kB of an input, once it is unpacked: 200 kB may become 40 MB within the limits of unpacking."""
_PACKED = (b"\x1f\x8b", b"PK\x03\x04")
_MOST_UNPACKED = 100_000_000
_PART = 1_000
HUNG_SECONDS = 600
"""Wall time without a new input after which a process is killed."""
MEMORY = 3_000_000_000
"""Most address space of one process, in bytes; the libraries take about one gigabyte of it."""
_DRAWN = 60
"""Inputs that hypothesis draws in a row."""
_CORPUS = 1_500
_DETAILS = re.compile(r"'[^']*'|\"[^\"]*\"|\d+|[^\x00-\x7f]+")
"""What differs between outcomes of one kind."""
_ROOT = Path(__file__).parent.parent
_HEAD = struct.Struct("<QQ")


class TooSlowError(Exception):
    """An input took longer than it may."""


@dataclass
class Result:
    """What came of one target."""

    inputs: int = 0
    drawn: int = 0
    refused: int = 0
    kinds_of_outcome: int = 0
    seconds: float = 0.0
    slowest_seconds: float = 0.0
    slowest_packed_seconds: float = 0.0
    peak_megabytes: int = 0
    crashes: list[str] = field(default_factory=list)


@dataclass
class Fuzzing:
    """One process's work on one target."""

    target: Target
    draw: random.Random
    shared: mmap.mmap
    keep: Path
    name: str
    result: Result = field(default_factory=Result)
    seen: set[str] = field(default_factory=set)

    def run(self, until: float) -> None:
        """Try inputs until the time comes."""
        corpus = list(self.target.seeds)
        for raw in corpus:
            with contextlib.suppress(Exception):  # the first input of its kind loads libraries and tables
                self.target.run(raw, self.draw)
            self.one(raw)
        while time.monotonic() < until:
            if self.target.drawn is not None and self.draw.random() < 0.3:  # noqa: PLR2004 - drawing is the faster half
                corpus += self.drawn(until)
            for _ in range(_DRAWN):
                # The smaller of two: what has grown to the limit takes a hundred times longer and seldom tells more.
                raw = mutated(min(self.draw.choices(corpus, k=2), key=len), corpus, self.draw)
                if self.one(raw):
                    corpus.append(raw)
                if time.monotonic() > until:
                    break
            if len(corpus) > _CORPUS:
                corpus = [*self.target.seeds, *self.draw.sample(corpus, _CORPUS // 2)]

    def drawn(self, until: float) -> list[bytes]:
        """Try inputs of the format's vocabulary; those with a new kind of outcome."""
        new: list[bytes] = []
        strategy = self.target.drawn
        if strategy is None:
            return new

        @seed(self.draw.randrange(2**32))
        @settings(max_examples=_DRAWN, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(strategy)
        def each(raw: bytes) -> None:
            if time.monotonic() < until:
                self.result.drawn += 1
                if self.one(raw[:MOST]):
                    new.append(raw[:MOST])

        each()
        return new

    def one(self, raw: bytes) -> bool:
        """Try one input; whether its outcome is of a new kind."""
        self.result.inputs += 1
        self.shared.seek(0)
        self.shared.write(_HEAD.pack(self.result.inputs, len(raw)) + raw)
        began = time.process_time()
        crash = None
        packed = raw.startswith(_PACKED)
        allowed = ALLOWED_SECONDS * max(1.0, _unpacked(raw) / MOST if packed else 0.0)
        signal.setitimer(signal.ITIMER_PROF, 2 * allowed)
        try:
            outcome = repr(self.target.run(raw, self.draw))
        except self.target.allowed as error:
            self.result.refused += 1
            outcome = _DETAILS.sub("0", f"{type(error).__name__}: {error}"[:300])[:80]
            if "\n" in str(error):
                crash = outcome = f"a refusal of several lines: {error!r}"
        except BrokenPromiseError as error:
            crash = outcome = f"broken promise: {error}"
        except TooSlowError:
            crash = outcome = "too slow"
        except MemoryError:
            crash = outcome = "out of memory"
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            crash = outcome = f"{type(error).__name__}: {error}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.process_time() - began
        if not packed:
            self.result.slowest_seconds = max(self.result.slowest_seconds, took)
        else:
            self.result.slowest_packed_seconds = max(self.result.slowest_packed_seconds, took)
        if crash is None and took > allowed:
            crash = "too slow"
        if crash is not None:
            self.result.crashes.append(_kept(self.keep, self.name, crash, raw))
        outcome = _DETAILS.sub("0", outcome[:300])
        new = outcome not in self.seen
        self.seen.add(outcome)
        self.result.kinds_of_outcome = len(self.seen)
        return new


def _too_slow(_number: int, _frame: object) -> None:
    raise TooSlowError


def _unpacked(raw: bytes) -> int:
    """Bytes that a packed input becomes, as far as it unpacks."""
    if raw.startswith(_PACKED[1]):
        return 100 * len(raw)  # the most that the readers take
    size = 0
    while raw.startswith(_PACKED[0]) and size < _MOST_UNPACKED:
        machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        # By parts: a member with a damaged end raises only there, and readers have taken all before it.
        for start in range(0, len(raw), _PART):
            try:
                size += len(machine.decompress(raw[start : start + _PART], _MOST_UNPACKED))
            except zlib.error:
                return size
            if machine.eof:
                break
        raw = machine.unused_data + raw[start + _PART :]
    return size


def _kept(keep: Path, name: str, crash: str, raw: bytes) -> str:
    """One line about a crash, with its input in a file."""
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{name.replace(' ', '-')}-{hashlib.sha256(raw).hexdigest()[:12]}"
    path.write_bytes(raw)
    return f"{crash[:200]} ({len(raw):,} bytes, {path.name})"


def _child(name: str, seconds: float, number: int, shared: mmap.mmap, keep: Path, out: int) -> None:
    """Fuzz in this process, which was forked for it, and write the result to `out`."""
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_slow)
    faulthandler.register(signal.SIGUSR1)
    faulthandler.enable()
    work = Fuzzing(targets()[name], random.Random(number), shared, keep, name)  # noqa: S311 - no secret
    began = time.monotonic()
    work.run(began + seconds)
    work.result.seconds = round(time.monotonic() - began, 1)
    work.result.peak_megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    os.write(out, json.dumps(asdict(work.result)).encode())


def fuzz(name: str, seconds: float, number: int, keep: Path) -> Iterator[Result]:
    """Results of one target; more than one where a process died and another went on."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        shared = mmap.mmap(-1, _HEAD.size + MOST + 1)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.close(reading)
                _child(name, left, number, shared, keep, writing)
                status = 0
            finally:
                os._exit(status)
        os.close(writing)
        how = _watched(pid, shared)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
        if how == 0 and said:
            yield Result(**json.loads(said))
            return
        tried, size = _HEAD.unpack(shared[: _HEAD.size])
        raw = shared[_HEAD.size : _HEAD.size + size]
        yield Result(inputs=tried, crashes=[_kept(keep, name, f"the process died (status {how})", raw)])
        number += 1


def _watched(pid: int, shared: mmap.mmap) -> int:
    """The status that the process ended with; it is killed when it hangs."""
    last, since = -1, time.monotonic()
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        tried = _HEAD.unpack(shared[: _HEAD.size])[0]
        if tried != last:
            last, since = tried, time.monotonic()
        elif time.monotonic() - since > HUNG_SECONDS:
            os.kill(pid, signal.SIGUSR1)  # says on standard error where it stands
            time.sleep(1)
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)


def together(results: list[Result]) -> dict[str, Any]:
    """Results of one target as one."""
    return {
        "inputs": sum(one.inputs for one in results),
        "drawn": sum(one.drawn for one in results),
        "refused": sum(one.refused for one in results),
        "kinds_of_outcome": max(one.kinds_of_outcome for one in results),
        "seconds": round(sum(one.seconds for one in results), 1),
        "slowest_seconds": round(max(one.slowest_seconds for one in results), 3),
        "slowest_packed_seconds": round(max(one.slowest_packed_seconds for one in results), 3),
        "peak_megabytes": max(one.peak_megabytes for one in results),
        "crashes": [crash for one in results for crash in one.crashes][:50],
    }


def main() -> int:
    """Fuzz, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=600, help="in all; shared out over the targets")
    parser.add_argument(
        "--only", action="append", choices=sorted(targets()), help="a target; may be repeated"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzzing-crashes"), help="folder for inputs that crash"
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="write benchmarks/fuzzing.json; with --only, these targets in what is there",
    )
    given = parser.parse_args()
    names = given.only or list(targets())
    found = {
        name: together(list(fuzz(name, given.seconds / len(names), given.seed + 1_000 * n, given.keep)))
        for n, name in enumerate(names)
    }
    kept = _ROOT / "benchmarks" / "fuzzing.json"
    before = json.loads(kept.read_text("utf-8")) if given.only and given.write else {}
    found = before.get("targets", {}) | found
    report = {
        "how": f"scripts/fuzz_following.py --seconds {given.seconds:g}: inputs of up to {MOST:,} bytes, {ALLOWED_SECONDS:g} s of CPU for each 200 kB once unpacked and "
        f"{MEMORY:,} bytes of address space each",
        "seed": given.seed,
        "python": platform.python_version(),
        "seconds": round(sum(one["seconds"] for one in found.values()), 1),
        "inputs": sum(one["inputs"] for one in found.values()),
        "crashes": sum(len(one["crashes"]) for one in found.values()),
        "slowest_seconds": max(one["slowest_seconds"] for one in found.values()),
        "targets": found,
    }
    if before:
        again = {"targets": names, "seconds": given.seconds, "seed": given.seed}
        report |= {"how": before["how"], "seed": before["seed"], "again": again}
    text = json.dumps(report, indent=1, ensure_ascii=False)
    print(text)
    if given.write:
        kept.write_text(text + "\n", "utf-8")
    return 1 if report["crashes"] else 0


if __name__ == "__main__":
    sys.exit(main())
