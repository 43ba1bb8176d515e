"""The failing disk: faults that `shim.c` knows, and compiling it."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

SOURCE = Path(__file__).with_name("shim.c")
Mode = Literal["count", "kill", "torn", "full", "error", "power"]


class NoShimError(Exception):
    """The failing disk cannot be built here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What breaks and when; the modes are described at the head of ``shim.c``."""

    mode: Mode
    at: int = 0
    """Number of the call (write, change of length, sync, removal or new name) that breaks, from 1."""
    seed: int = 1
    sector: int = 1
    """A torn write ends at a multiple of so many bytes."""
    always: bool = False
    """Whether an `error` stays."""

    def line(self, path: str) -> str:
        """The fault for `fault_arm`, on files whose path holds `path`."""
        always = int(self.always)
        return (
            f"mode={self.mode},at={self.at},seed={self.seed},sector={self.sector},always={always},path={path}"
        )


def compile_shim(folder: Path) -> Path:
    """Build the shim in `folder`; raises NoShimError where that is not possible."""
    if not sys.platform.startswith("linux"):
        raise NoShimError("the failing disk is written for Linux")
    compiler = shutil.which("cc")
    if compiler is None:
        raise NoShimError("no C compiler is installed (Debian: apt install gcc libc6-dev)")
    library = folder / "shim.so"
    command = [
        compiler,
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-shared",
        "-fPIC",
        "-o",
        str(library),
        str(SOURCE),
        "-ldl",
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        raise RuntimeError(f"{SOURCE} does not compile:\n{built.stderr}")
    return library


@cache
def _loaded() -> ctypes.CDLL:
    """The shim in this process, which was started with it preloaded."""
    library = ctypes.CDLL(None)
    library.fault_calls.restype = ctypes.c_long
    return library


def arm(fault: Fault, path: str) -> None:
    """Let the disk of this process fail as `fault` says; raises ValueError for a fault that makes no sense."""
    line = fault.line(path)
    if _loaded().fault_arm(line.encode()):
        raise ValueError(f"no such fault: {line}")


def calls() -> int:
    """Calls on watched files since `arm`."""
    return int(_loaded().fault_calls())


def end() -> None:
    """Tell the disk that the work is done; a `power` fault that has not come yet comes now."""
    _loaded().fault_end()
