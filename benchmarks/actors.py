"""How fast names are found, with the shipped actors and with 200,000 names more; prints JSON.

    python benchmarks/actors.py > benchmarks/actors.json

The texts are the made-up articles of ``benchmarks/mixed``, repeated. `scan`: finding the words with which a name may begin, in MB of
UTF-8 text a second; `names`: whole names with what they may mean. `build_s`: compiling the data files, once after a change;
`load_s`: opening what was compiled, in a new process, until the first text is read.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
MORE = 200_000
SIZE = 4_000_000
"""Code points of text for each language."""
SYLLABLES = {
    "uk": "бавегодижузекалюмонепорисутофехочушаят",
    "ru": "бавегодижузекалюмонепорысутофехочушаят",
    "en": "bavegodixuzekalumoneporisutofehocusayt",
}
"""Two letters each."""
PAIRS = {language: re.findall("..", letters) for language, letters in SYLLABLES.items()}


def workspace(path: Path) -> None:
    """A file of 200,000 invented people, each named in one of the three languages."""
    rng = random.Random(7)  # noqa: S311 - no secrets
    actors, names = [], {language: [] for language in SYLLABLES}
    for number in range(MORE):
        language = ("uk", "ru", "en")[number % 3]
        word = ["".join(rng.choices(PAIRS[language], k=k)).capitalize() for k in (2, 4)]
        actors.append(f"  UKR-invented-{number}: {{name: Invented {number}}}")
        names[language].append(f"    UKR-invented-{number}: {{name: [{' '.join(word)}]}}")
    parts = ["actors:", *actors, "names:"]
    for language, rows in names.items():
        parts += [f"  {language}:", *rows]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def text(language: str) -> str:
    """Articles, repeated up to the size."""
    whole = "\n\n".join(
        p.read_text(encoding="utf-8") for p in sorted((HERE / "mixed" / language).glob("*.txt"))
    )
    return (whole * (SIZE // len(whole) + 1))[:SIZE]


def measured() -> dict[str, object]:
    """Figures of this process, by language; the actors are those that PAPERTIGER_ACTORS names."""
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - its load is what is measured

    base = knowledge_base()
    found: dict[str, object] = {}
    for language in SYLLABLES:
        begin = time.perf_counter()
        base.find("x", language)
        load = time.perf_counter() - begin
        content = text(language)
        size = len(content.encode()) / 1e6
        matcher = base._matcher(language)  # noqa: SLF001 - the part of the scan that is measured by itself
        scan = min(_timed(lambda: matcher._openings.find(content)) for _ in range(3))  # noqa: SLF001, B023 - as above
        whole = min(_timed(lambda: base.find(content, language)) for _ in range(3))  # noqa: B023 - called at once
        found[language] = {
            "load_s": round(load, 3),
            "scan_mb_s": round(size / scan, 1),
            "names_mb_s": round(size / whole, 1),
        }
    return found


def _timed(call: object) -> float:
    begin = time.process_time()
    call()  # type: ignore[operator]
    return time.process_time() - begin


def main() -> None:
    """Measure both sets in processes of their own: once to build, once more to load."""
    if "--child" in sys.argv:
        json.dump(measured(), sys.stdout)
        return
    report: dict[str, object] = {"how": "benchmarks/actors.py", "python": platform.python_version()}
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "more.yaml"
        workspace(own)
        for title, path in (("shipped", ""), (f"shipped and {MORE:,} more", str(own))):
            env = {
                **os.environ,
                "PAPERTIGER_CACHE": folder,
                "PAPERTIGER_ACTORS": path,
                "OMP_NUM_THREADS": "1",
            }
            call = [sys.executable, __file__, "--child"]
            begin = time.perf_counter()
            subprocess.run(call, env=env, check=True, capture_output=True)  # noqa: S603 - this file
            first = time.perf_counter() - begin
            begin = time.perf_counter()
            again = subprocess.run(call, env=env, check=True, capture_output=True)  # noqa: S603 - this file
            second = time.perf_counter() - begin
            report[title] = {"build_s": round(first - second, 1), "languages": json.loads(again.stdout)}
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
