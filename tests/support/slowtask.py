"""Tasks for tests of jobs; in a module of their own, because another process imports them."""

from __future__ import annotations

import os
import time

from papertiger.errors import SettingsError
from papertiger.web.jobs import Progress, Tell


def count(tell: Tell, to: int, pause: float = 0.0) -> dict[str, int]:
    for number in range(1, to + 1):
        time.sleep(pause)
        tell(Progress(number, to, f"number {number}"))
    return {"counted": to, "process": os.getpid()}


def refuse(_: Tell) -> None:
    raise SettingsError("no such file; name another")


def break_down(_: Tell) -> None:
    raise ZeroDivisionError("of a fault")


def die(_: Tell) -> None:
    os._exit(3)


def hog(_: Tell) -> int:
    return len(bytearray(64 * 1024**3))
