"""What joining articles into families costs as an archive grows: `python benchmarks/lineage.py [SIZE ...] [--keep FOLDER]`.

Synthetic articles of four years (`archive/`, one seed) are written and fingerprinted, then joined one at a time in the order of
publication, the first ten thousand, the first hundred thousand and all million; one in a thousand comes late, after all others.
Each stage is a process of its own, so that its peak memory is its own; seconds are CPU seconds of one core. Then the families
are compared with the true ones. A million takes about two hours and 2 GB of disk, under `TMPDIR` or in the folder to keep; from there
a run that was interrupted goes on after the last stage that it finished.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, islice
from math import comb
from pathlib import Path
from typing import Any

from archive.stories import Archive, Draft
from archive.writing import Written, written

from papertiger.lineage import Fingerprint, Index, Link, Member, Verdict, families, fingerprint, week_of
from papertiger.lineage.index import GROUP
from papertiger.lineage.unions import Unions
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

SEED = 1
SIZES = (10_000, 100_000, 1_000_000)
SAMPLE = 1_000
"""Articles that the whole reader reads, too."""
LATE = 1_000
"""One article in so many is joined after all others."""
STEPS = 10
"""Parts of a run whose cost is told apart."""
_ROWS = "select number, key, meta, vectors from prints"


def make(one: Written) -> Fingerprint:
    """The fingerprint of an article, by the product's own function."""
    return fingerprint(one.article, one.language, one.mentions, one.voices)


def memory() -> int:
    """Peak memory of this process so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


# --- stages, each in a process of its own ----------------------------------------------------------------------------


def fill(store: Path, size: int) -> dict[str, Any]:
    """Write and fingerprint the archive's first articles into `store`."""
    archive = Archive(SEED)
    spent = Counter[str]()
    words = Counter[int]()
    store.unlink(missing_ok=True)  # of a run that was interrupted in the midst of it
    with sqlite3.connect(store) as base:
        base.execute(
            "create table prints (number integer primary key, key text, week integer, family integer, meta text, vectors blob)"
        )
        drafts = archive.drafts()
        for number in range(size):
            began = time.process_time()
            draft: Draft = next(drafts)
            article = written(draft, archive.lexicon)
            between = time.process_time()
            one = make(article)
            spent["writing"] += between - began
            spent["fingerprinting"] += time.process_time() - between
            words[len(article.article.text.split())] += 1
            row = (number, one.key, week_of(one), draft.family, one.meta(), one.vectors())
            base.execute("insert into prints values (?, ?, ?, ?, ?, ?)", row)
        base.execute("create index weeks on prints (week, number)")
        (bytes_,) = base.execute(
            "select avg(length(cast(meta as blob)) + length(vectors)) from prints"
        ).fetchone()
    ordered = sorted(words.elements())
    return {
        "articles": size,
        "words": {str(p): ordered[min(size * p // 100, size - 1)] for p in (1, 5, 50, 95, 99)},
        "fingerprint_bytes": round(bytes_),
        "writing_ms": round(spent["writing"] / size * 1e3, 3),
        "fingerprinting_ms": round(spent["fingerprinting"] / size * 1e3, 3),
        "peak_mb": memory(),
    }


def read_whole(size: int) -> dict[str, Any]:
    """Fingerprint a sample by the whole reader, to see what it costs and whether it makes the same of an article."""
    archive = Archive(SEED)
    sample = [written(d, archive.lexicon) for d in islice(archive.drafts(), size, size + SAMPLE)]
    reader = FrameReader(Settings())
    for one in sample[: SAMPLE // 10]:
        reader.fingerprint(one.article)
    began = time.process_time()
    read = [reader.fingerprint(one.article) for one in sample]
    spent = time.process_time() - began
    pairs = [(make(one), other) for one, other in zip(sample, read, strict=True)]
    alike = [_shared(one, other) for one, other in pairs]
    return {
        "articles": SAMPLE,
        "reading_ms": round(spent / SAMPLE * 1e3, 3),
        "shared_features": round(sum(alike) / SAMPLE, 4),
        "same_sources": round(sum(a.provenance.chain == b.provenance.chain for a, b in pairs) / SAMPLE, 4),
    }


def _shared(one: Fingerprint, other: Fingerprint) -> float:
    mine, theirs = set(one.features.tolist()), set(other.features.tolist())
    return len(mine & theirs) / len(mine | theirs)


def join(store: Path, size: int) -> dict[str, Any]:
    """Join the first `size` articles one at a time, and leave the links beside `store`."""
    base = sqlite3.connect(store)
    joined = 0

    def of_week(week: int | None) -> Iterator[Fingerprint]:
        rows = base.execute(
            f"{_ROWS} where week is ? and number < ? and number % {LATE} <> 0", (week, joined)
        )
        for _, key, meta, vectors in rows:
            yield Fingerprint.load(key, meta, vectors)

    index, spent, curve = Index(of_week), Counter[str](), []
    loading = time.process_time()
    with links_of(store, size).open("w", encoding="utf-8") as links:
        for late in (False, True):
            test = "=" if late else "<>"
            rows = base.execute(
                f"{_ROWS} where number < ? and number % {LATE} {test} 0 order by number", (size,)
            )
            while group := list(islice(rows, GROUP)):
                prints = [Fingerprint.load(key, meta, vectors) for _, key, meta, vectors in group]
                began = time.process_time()
                found = list(index.join_all(prints))
                now = time.process_time()
                spent["loading"] += began - loading
                spent["late" if late else "joining"] += now - began
                number = group[-1][0]
                joined = max(joined, number + 1)
                for link in chain.from_iterable(found):
                    links.write(f"{link.first} {link.second} {link.verdict.log_odds!r}\n")
                if not late and joined * STEPS // size > len(curve):
                    curve.append(
                        {"articles": joined, "seconds": round(spent["joining"], 1), "peak_mb": memory()}
                    )
                loading = time.process_time()
    late_ones = -(-size // LATE)
    return {
        "articles": size,
        "joined_per_second": round((size - late_ones) / spent["joining"]),
        "joining_ms": round(spent["joining"] / (size - late_ones) * 1e3, 3),
        "loading_ms": round(spent["loading"] / size * 1e3, 3),
        "late": {"articles": late_ones, "seconds": round(spent["late"], 1)},
        "peak_mb": memory(),
        "curve": curve,
    }


def links_of(store: Path, size: int) -> Path:
    """Where the links of a run lie."""
    return store.with_name(f"links-{size}")


def score(store: Path, size: int) -> dict[str, Any]:
    """Compare the families that the links make with the true ones, by pairs of articles."""
    with sqlite3.connect(store) as base:
        rows = base.execute("select key, family, meta from prints where number < ?", (size,)).fetchall()
    truth = {key: family for key, family, _ in rows}
    metas = {key: meta for key, _, meta in rows}
    near: dict[str, list[Link]] = {}
    groups = Unions(truth)
    with links_of(store, size).open(encoding="utf-8") as lines:
        for line in lines:
            first, second, log_odds = line.split()
            near.setdefault(first, []).append(Link(first, second, Verdict((), float(log_odds))))
            groups.unite(first, second)
    both = said = 0
    found = 0
    for keys in groups.groups().values():
        links = [link for key in keys for link in near.get(key, ())]
        made = families([_member(key, metas[key]) for key in keys], links) if links else None
        parts = [[p.member.key for p in f.articles] for f in made] if made else [[key] for key in keys]
        found += len(parts)
        said += sum(comb(len(part), 2) for part in parts)
        both += sum(comb(n, 2) for part in parts for n in Counter(truth[key] for key in part).values())
    there = sum(comb(n, 2) for n in Counter(truth.values()).values())
    return {
        "families": len(set(truth.values())),
        "families_found": found,
        "pairs": there,
        "precision": round(both / said, 4),
        "recall": round(both / there, 4),
    }


def _member(key: str, meta: str) -> Member:
    known = json.loads(meta)
    return Member.of(key, key, None, None, None, known["published"], known["language"], meta)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="Measure what joining articles into families costs.")
    options.add_argument("sizes", nargs="*", type=int, default=SIZES, help="articles to join")
    options.add_argument("--keep", type=Path, help="folder for the archive and what each stage found")
    given = options.parse_args()
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
        report = measured(given.keep, sorted(given.sizes))
    else:
        with tempfile.TemporaryDirectory() as folder:
            report = measured(Path(folder), sorted(given.sizes))
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


def measured(folder: Path, sizes: list[int]) -> dict[str, Any]:
    """What all stages find, those apart that left it in `folder` before."""
    store = folder / "prints.sqlite"
    filled, joins = _apart(folder, fill, store, sizes[-1]), list[dict[str, Any]]()
    whole = _apart(folder, read_whole, sizes[0])
    for size in sizes:
        joins.append({**_apart(folder, join, store, size), **_apart(folder, score, store, size)})
        joins[-1]["cost_ratio"] = round(joins[-1]["joining_ms"] / joins[0]["joining_ms"], 2)
    return {
        "how": "benchmarks/lineage.py",
        "python": platform.python_version(),
        "seed": SEED,
        "fingerprints": filled,
        "whole_reader": whole,
        "joins": joins,
    }


def _apart(folder: Path, stage: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:  # noqa: ANN401 - any stage
    """What a stage returns, run in a process of its own, or what it returned before."""
    known = folder / f"{stage.__name__}-{given[-1]}.json"
    if known.exists():
        found: dict[str, Any] = json.loads(known.read_text(encoding="utf-8"))
        return found
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(stage, given)
    known.write_text(json.dumps(found), encoding="utf-8")
    return found


if __name__ == "__main__":
    main()
