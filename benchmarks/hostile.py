"""What hostile sources cost and whether kills lose anything: `python benchmarks/hostile.py [--kills N] > benchmarks/hostile.json`.

First every trick of ``tests/support/hostileweb.py`` with the limits that the program uses, beside honest sources, followed by a process
of its own whose memory is measured: a gigabyte of zeros in a bomb, servers that send a byte a second, 20,000 items in a feed, all
evil addresses as entries and as redirects. Then following is killed again and again at random moments. The reader is one that
finds nothing, so that the figures are of following alone. Takes about ten minutes, most of it waiting for slow servers to be given up.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

import hostileweb
from followed import Heard, Web, fetched, follower, slow_sources, web
from webservers import WebServer, here

from papertiger.ledger import Ledger
from papertiger.news.fetching import Limits
from papertiger.news.following.sourcelist import Source
from papertiger.workbench.following import follower as module

BOMB = 1_000
"""Megabytes of a bomb once unpacked."""
SLOW = 1.0
"""Seconds between two bytes of a slow server."""
ITEMS = 20_000
REDIRECTS = 1_000
"""More than there are evil addresses: all of them."""
HOSTS, STORIES, PAUSE = 5, 40, 0.02
SEED = 11


def hostile(net: Web, bomb: int) -> tuple[list[hostileweb.Trick], list[Source]]:
    """Sources that mean harm, and those that do not."""
    bad = hostileweb.tricks(net, bomb, SLOW, REDIRECTS)
    return bad, [hostileweb.many(net, ITEMS), *hostileweb.honest(net)]


def as_child(what: str, place: str, port: int) -> None:
    """Follow the sources of a web that another process serves, and print what it took."""
    module.join = lambda _: 0  # type: ignore[assignment]
    at = hostileweb.AT if what == "hostile" else "127.0.0.1"
    net = Web(WebServer(port, at))
    if what == "hostile":
        bad, good = hostile(net, 1)  # the bombs are in the other process
        sources = [*(trick.source for trick in bad), *good]
        following, heard = follower(Path(place), net, *sources, limits=Limits(), resolve=hostileweb.resolve)
    else:
        sources = slow_sources(net, HOSTS, STORIES, PAUSE)
        following, heard = follower(Path(place), net, *sources, limits=Limits(), resolve=here)
    net.pages.clear()
    before, began = peak(), time.monotonic()
    outcome = following.round([one.id for one in sources])
    told = {
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(time.process_time(), 1),
        "peak_mb_before": before,
        "peak_mb": peak(),
        "requests": outcome.requests,
        "read": outcome.batch.read,
        "lines": len(heard.refusals),
        "faults": faults(heard),
        "left": {one.id: one.left for one in outcome.sources.values() if one.left},
    }
    sys.stdout.write(json.dumps(told))


def peak() -> int:
    """Most memory that this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def faults(heard: Heard) -> list[str]:
    """Unexpected errors, a line each."""
    return [trace.strip().splitlines()[-1] for trace in heard.faults]


def child(what: str, place: Path, net: Web) -> subprocess.Popen[str]:
    """A process that follows the sources of a web."""
    command = [sys.executable, __file__, "--child", what, str(place), str(net.server.port)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program


def tricks(folder: Path) -> dict[str, Any]:
    """A round among hostile sources with the limits of the program."""
    place = folder / "hostile.ledger"
    with web(hostileweb.AT) as net:
        bad, _ = hostile(net, BOMB)
        out, _ = child("hostile", place, net).communicate()
    told: dict[str, Any] = json.loads(out)
    with Ledger.open(place, create=False) as ledger:
        log = list(ledger.looks())
    problems = {
        trick.source.id: [look.problem for look in log if look.source == trick.source.id and look.problem]
        for trick in bad
    }
    honest = [look for look in log if look.source.startswith("honest") and look.article]
    asked = [look for look in log if look.header(":ip") not in (None, hostileweb.AT)]
    return {
        "sources": len(bad),
        "evil_addresses": len(hostileweb.evil()),
        "refused_as_expected": sum(any(t.says in p for p in problems[t.source.id]) for t in bad),
        "not_as_expected": [t.source.id for t in bad if not any(t.says in p for p in problems[t.source.id])],
        "honest_articles": f"{len(honest)} of {hostileweb.HONEST * hostileweb.STORIES}",
        "requests_to_elsewhere": len(asked),
        "articles_from_hostile_addresses": sum(
            look.source in ("evil", "sent", "drips") and look.article is not None for look in log
        ),
        "by_kind": dict(
            Counter(look.headers.get(":kind", "-") for look in log if look.problem).most_common()
        ),
        **told,
    }


def kills(folder: Path, number: int) -> dict[str, Any]:
    """Following that is killed at random moments, and then left alone."""
    place = folder / "kills.ledger"
    chance = random.Random(SEED)  # noqa: S311 - when to kill is no secret
    killed = 0
    with web() as net:
        slow_sources(net, HOSTS, STORIES, PAUSE)
        for _ in range(number):
            goal = fetched(net).total() + chance.randint(1, 12)
            running = child("slow", place, net)
            while running.poll() is None and fetched(net).total() < goal:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.1))
            if running.poll() is None:
                os.kill(running.pid, signal.SIGKILL)
                killed += 1
            running.communicate()
        child("slow", place, net).communicate()
        counts = fetched(net)
        last, _ = child("slow", place, net).communicate()
        again = fetched(net).total() - counts.total()
    with Ledger.open(place, create=False) as ledger:
        addresses = [look.address for look in ledger.looks(None, None, ("article",)) if look.article]
        return {
            "kills": killed,
            "articles": HOSTS * STORIES,
            "lost": HOSTS * STORIES - ledger.counts().articles,
            "twice_in_the_log": len(addresses) - len(set(addresses)),
            "fetched_again": counts.total() - len(counts),
            "most_under_way": HOSTS,
            "asked_again_once_all_was_there": again,
            "audit": [one.name for one in ledger.audit() if one.wrong],
            "read_in_the_last_run": json.loads(last)["read"],
        }


def main() -> int:
    """Run both and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--child", nargs=3, metavar=("WHAT", "LEDGER", "PORT"))
    given = parser.parse_args()
    if given.child:
        as_child(given.child[0], given.child[1], int(given.child[2]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        result = {
            "how": "benchmarks/hostile.py",
            "python": platform.python_version(),
            "limits": {"total_seconds": Limits().total_seconds, "body_bytes": Limits().body_bytes},
            "bomb_mb": BOMB,
            "items": ITEMS,
            "tricks": tricks(Path(folder)),
            "kills": kills(Path(folder), given.kills),
        }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    wrong = result["tricks"]["not_as_expected"] or result["kills"]["lost"] or result["kills"]["audit"]  # type: ignore[index]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
