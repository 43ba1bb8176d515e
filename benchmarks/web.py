"""What the web app costs on a large ledger: `python benchmarks/web.py LEDGER [--users 20] [--seconds 120] [--think 7 --think 1] [--out benchmarks/web.json]`.

The app is served in a process of its own, as `papertiger serve` starts it. Users are threads of another process, each with one kept
connection: ask for a page, read all of it, think, ask for the next. Pages are deep links drawn at random from what the
ledger holds (a seed), so that hardly two are the same. A ledger of a million claims is made by
`python benchmarks/ledger.py --keep FOLDER 1000000`.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import re
import resource
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from claims.measuring import machine, percentile

from papertiger import __version__
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.workbench.workbench import Workbench

SEED = 1
POOL = 400
"""Claims, articles and such that links are drawn from."""
WORDS = ("радар", "support", "ракет*", "поставки", "missiles", '"military aid"', "помощь оборона", "promised")
THINK = (7.0, 1.0)
"""Seconds between an answer and the next question, on average, from half to one and a half times as long: as TPC-W has it
(Transaction Processing Performance Council, TPC Benchmark W 1.8, clause 5.3: seven seconds), and a rush in which nobody reads."""
DEFINITIONS = {
    "start": "seconds of wall time from starting `papertiger serve` to the whole first page; listening: to its address being printed; "
    "first: the first page alone",
    "pages": "milliseconds of wall time of whole answers, by page, all users together; answers: status → how many; bytes: of the "
    "median answer, as sent",
    "load": "other programs of the machine that wait to run, on average over a minute, before and after: what is above 0 took from the cores",
    "memory": "MiB of the server's process at its most (peak resident set)",
}


@dataclass
class Page:
    """What was measured of one page."""

    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")


class Server:
    """`papertiger serve` in a process of its own."""

    def __init__(self, place: Path) -> None:
        began = time.perf_counter()
        command = (sys.executable, "-m", "papertiger", "serve", "--ledger", str(place), "--port", "0")
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--no-browser"], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None  # noqa: S101 - it is piped
        line = self._process.stderr.readline()
        self.listening = time.perf_counter() - began
        found = re.search(r"http://([\d.]+):(\d+)/#token=(\S+)", line)
        if found is None:
            raise SystemExit(f"papertiger serve said: {line}")
        self.host, self.port, self.token = found[1], int(found[2]), found[3]
        threading.Thread(target=self._process.stderr.read, daemon=True).start()
        asked = time.perf_counter()
        status, self.size = User(self, random.Random(SEED), [], {}).ask("/")  # noqa: S311 - no secret
        self.first = time.perf_counter() - asked
        self.start = time.perf_counter() - began
        if status != http.client.OK:
            raise SystemExit(f"the first page answers {status}")

    def memory(self) -> float:
        """MiB at its most; of Linux."""
        text = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmHWM:\s+(\d+)", text)
        return int(found[1]) / 1024 if found else float("nan")

    def stop(self) -> float:
        """Stop it; CPU seconds that it and its children took."""
        self._process.terminate()
        self._process.wait()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


class User(threading.Thread):
    """Asks for pages until told to stop."""

    def __init__(
        self,
        server: Server,
        chance: random.Random,
        links: list[tuple[str, Callable[[random.Random], str]]],
        found: dict[str, Page],
        think: float = 0.0,
    ) -> None:
        super().__init__(daemon=True)
        self._think = think
        self._server, self._chance, self._links, self._found = server, chance, links, found
        self._connection: http.client.HTTPConnection | None = None
        self.stopped = threading.Event()

    def run(self) -> None:
        """Ask and think."""
        time.sleep(self._chance.uniform(0, self._think))
        order = list(self._links)
        while not self.stopped.is_set():
            self._chance.shuffle(order)
            for name, draw in order:
                if self.stopped.is_set():
                    return
                address = draw(self._chance)
                began = time.perf_counter()
                status, size = self.ask(address)
                self._note(name, address, (time.perf_counter() - began) * 1e3, status, size)
                self.stopped.wait(self._chance.uniform(self._think / 2, self._think * 1.5))

    def ask(self, address: str) -> tuple[int, int]:
        """Status and size of a whole answer."""
        for again in (True, False):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(
                    self._server.host, self._server.port, timeout=120
                )
            try:
                headers = {"Authorization": f"Bearer {self._server.token}", "Accept-Language": "uk"}
                self._connection.request("GET", address, headers=headers)
                answer = self._connection.getresponse()
                return answer.status, len(answer.read())
            except (http.client.HTTPException, OSError):
                self._connection = None  # the server lets an idle connection go
                if not again:
                    raise
        raise AssertionError("unreachable")

    def _note(self, name: str, address: str, took: float, status: int, size: int) -> None:
        page = self._found[name]
        page.times.append(took)
        page.sizes.append(size)
        page.answers[status] += 1
        page.slowest = max(page.slowest, (took, address))


def links(place: Path, routes: Mapping[str, Any]) -> list[tuple[str, Callable[[random.Random], str]]]:
    """Name of a page → what draws an address of it; of pages that the app has."""
    with Workbench(_settings(place), write=False) as bench:
        pools = _pools(bench)

    def one(pool: str) -> Callable[[random.Random], str]:
        return lambda chance: quote(chance.choice(pools[pool]), safe="")

    def asked(path: str, **draws: Callable[[random.Random], str]) -> Callable[[random.Random], str]:
        return lambda chance: path + "?" + urlencode({name: draw(chance) for name, draw in draws.items()})

    def pair(chance: random.Random) -> str:
        patron, client = chance.choice(pools["pairs"]).split(" ")
        return f"{patron}/{client}"

    state = one("states")
    drawn: dict[str, Callable[[random.Random], str]] = {
        "overview": lambda _: "/",
        "partnerships": asked("/partnerships", state=state),
        "partnership": lambda chance: f"/partnerships/{pair(chance)}",
        "patrons": lambda _: "/patrons",
        "patron": lambda chance: f"/patrons/{state(chance)}",
        "claims": lambda chance: chance.choice(
            [
                asked("/claims", subject=state),
                asked("/claims", object=state, family=lambda _: "support"),
                asked("/claims", domain=lambda c: c.choice(["cyber", "arms", "air_defence"])),
                asked("/claims", after=one("places")),
            ]
        )(chance),
        "claim": lambda chance: f"/claims/{one('claims')(chance)}",
        "articles": lambda chance: chance.choice(
            [lambda _: "/articles", asked("/articles", language=lambda c: c.choice(["uk", "ru", "en"]))]
        )(chance),
        "article": lambda chance: f"/articles/{one('articles')(chance)}",
        "origins": lambda _: "/origins",
        "origin": lambda chance: f"/origins/{one('families')(chance)}",
        "actors": asked("/actors", q=lambda c: c.choice(["рос", "ven", "міноб", "united", "чав"])),
        "actor": lambda chance: f"/actors/{state(chance)}",
        "search": asked("/search", q=lambda c: c.choice(WORDS)),
        "map": lambda _: "/map",
        "map_data": lambda _: "/map/data",
        "add": lambda _: "/add",
        "review": lambda _: "/review",
        "coverage": lambda chance: chance.choice(
            [lambda _: "/coverage", asked("/coverage", since=lambda _: "2025")]
        )(chance),
        "assessments": lambda _: "/assessment",
        "assessment": lambda chance: f"/assessment/{state(chance)}",
        "scenario": lambda _: "/scenario",
        "preset": lambda _: "/scenario/motive",
        "brief": lambda chance: (
            "/brief?" + urlencode(dict(zip(("patron", "client"), pair(chance).split("/"), strict=True)))
        ),
        "jobs": lambda _: "/jobs",
    }
    api: dict[str, Callable[[random.Random], str]] = {
        "API page": asked("/api/v1/claims", subject=state),
        "API explain": lambda chance: f"/api/v1/claims/{one('claims')(chance)}",
        "API search": asked("/api/v1/search", words=lambda c: c.choice(WORDS)),
        "API partnerships": lambda _: "/api/v1/partnerships",
        "API review_queue": lambda _: "/api/v1/review/queue?by=anna",
        "API changes": lambda _: "/api/v1/changes?since=1",
    }
    return [(name, draw) for name, draw in drawn.items() if name in routes] + list(api.items())


def _settings(place: Path) -> Any:  # noqa: ANN401 - Settings
    from papertiger.settings import Settings  # noqa: PLC0415 - beside its use

    return Settings(ledger=str(place))


def _pools(bench: Workbench) -> dict[str, list[str]]:
    """What links are drawn from: claims of all times, their articles and families, and states and pairs, as often as claims name them."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    claims, articles, families, places = [], [], [], []
    rows = [row for row in bench.partnerships() if len(row.patron) == len(row.client) == len("RUS")]
    weighed = chance.choices(rows, [row.claims for row in rows], k=POOL)
    for row in itertools.islice(weighed, POOL // 20):
        page = bench.reading.page(ClaimFilter(subject=row.patron, object=row.client, limit=20))
        claims += [one.id for one in page.claims]
        places += [str(page.last)] if page.last else []
    after = None
    for _ in range(POOL // 50):
        found = bench.articles(after=after)
        articles += [one.key for one in found.articles]
        after = found.last
        if after is None:
            break
    page_of = bench.origins(limit=50)
    families += [one.id for one in page_of.families]
    return {
        "claims": claims,
        "places": places,
        "articles": articles,
        "families": families or articles,
        "pairs": [f"{row.patron} {row.client}" for row in weighed],
        "states": [row.patron for row in weighed] + [row.client for row in weighed],
    }


def routes() -> dict[str, Any]:
    """Names of the pages that the app has."""
    from papertiger.web.app import create_app  # noqa: PLC0415 - loads FastAPI
    from papertiger.web.security import Access  # noqa: PLC0415 - as above

    return create_app(_settings(Path("none")), Access.of(1)).state.papertiger.paths  # type: ignore[no-any-return]


def measured(place: Path, users: int, seconds: float, think: float) -> dict[str, Any]:
    """All figures of one load."""
    drawn = links(place, routes())
    before = os.getloadavg()[0]
    server = Server(place)
    found: dict[str, Page] = defaultdict(Page)
    crowd = [User(server, random.Random(SEED + n), drawn, found, think) for n in range(users)]  # noqa: S311 - no secret
    try:
        for one in crowd:
            one.start()
        time.sleep(seconds)
        for one in crowd:
            one.stopped.set()
        for one in crowd:
            one.join()
        memory = server.memory()
    finally:
        cpu = server.stop()
    every = sorted(itertools.chain.from_iterable(page.times for page in found.values()))
    return {
        "start": {key: round(getattr(server, key), 3) for key in ("start", "listening", "first")},
        "users": users,
        "think": think,
        "seconds": seconds,
        "answers": len(every),
        "answers_per_second": round(len(every) / seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "memory": round(memory),
        "load": [round(before, 1), round(os.getloadavg()[0], 1)],
        "all": _figures(every),
        "pages": {name: _told(page) for name, page in found.items()},
    }


def _told(page: Page) -> dict[str, Any]:
    return {
        **_figures(page.times),
        "answers": {str(status): number for status, number in sorted(page.answers.items())},
        "bytes": sorted(page.sizes)[len(page.sizes) // 2],
        "slowest": page.slowest[1],
    }


def _figures(times: list[float]) -> dict[str, float]:
    return {"p50": percentile(times, 50), "p95": percentile(times, 95), "max": round(max(times), 1)}


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The figures to read, the slowest pages first."""
    yield f"{told['users']} users, {told['think']:g} s of thought: p50 {told['all']['p50']:.0f} ms, p95 {told['all']['p95']:.0f} ms, {told['answers_per_second']} answers a second"
    yield f"first page {told['start']['first']} s, {told['start']['start']} s after starting; {told['answers']} answers, {told['memory']} MiB"
    for name, page in sorted(told["pages"].items(), key=lambda one: -one[1]["p95"]):
        yield f"{name:18} p50 {page['p50']:8.1f}  p95 {page['p95']:8.1f}  max {page['max']:8.1f}  {page['answers']}  {page['slowest']}"


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description="Measure the web app on a ledger.")
    options.add_argument("ledger", type=Path)
    options.add_argument("--users", type=int, default=20)
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument(
        "--think", type=float, action="append", help="seconds, on average; several are measured in turn"
    )
    options.add_argument("--out", type=Path, help="where the figures go as JSON")
    given = options.parse_args()
    with Ledger.open(given.ledger, create=False) as ledger:
        counts = ledger.counts()
    report = {"how": "benchmarks/web.py", "papertiger": __version__, "machine": machine(str(given.ledger))}
    report |= {"definitions": DEFINITIONS, "claims": counts.claims, "articles": counts.articles}
    report["loads"] = []
    for think in given.think or THINK:
        load = measured(given.ledger, given.users, given.seconds, think)
        report["loads"].append(load)
        sys.stdout.write("\n".join(lines(load)) + "\n")
    if given.out is not None:
        given.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
