"""``papertiger assess`` and the walk down from its figures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
PLEDGE = """Обіцянка

{year}-01-10

RUS pledged VEN air_defence: Росія обіцяла Венесуелі захист неба цього року, {year}.
"""
ATTACK = """Удар

{year}-02-10

USA ASSAULT VEN unspecified: Сполучені Штати вдарили по Венесуелі цього року, {year}.
"""
SILENCE = """Ніхто не приїхав

{year}-02-2{number}

RUS withheld VEN air_defence @{speaker}: {speaker} каже, що цього року, {year}, ніхто не приїхав, число {number}.
"""
YEARS = range(2012, 2018, 2)


_made: dict[str, bytes] = {}
"""The ledger of `record`, read once for all tests of this module."""


@pytest.fixture
def record(run: Run) -> Run:
    """A ledger in which Russia promised Venezuela air defence every other year, and what came when it was attacked."""
    ledger = Path("papertiger.ledger")
    if "ledger" not in _made:
        folder = Path("news")
        folder.mkdir()
        for year in YEARS:
            texts = {"pledge": PLEDGE.format(year=year), "attack": ATTACK.format(year=year)}
            for number, speaker in enumerate(("Попович", "Гонсалес")):
                texts[f"silence{number}"] = SILENCE.format(year=year, number=number, speaker=speaker)
            for name, text in texts.items():
                (folder / f"{name}{year}.txt").write_text(text, encoding="utf-8")
        assert run("read", "news").status == 0
        _made["ledger"] = ledger.read_bytes()
    ledger.write_bytes(_made["ledger"])
    return run


def test_the_page_tells_figure_definition_and_sentences(record: Run) -> None:
    ran = record("assess", "RUS")

    assert ran.status == 0
    assert "support@RUS" in ran.out
    assert "independent origin" in ran.out
    assert "Nobody has published" in ran.out
    assert "ніхто не приїхав" in ran.out
    assert "What these figures do not say" in ran.out


def test_json_has_everything_and_the_second_run_says_the_same(record: Run) -> None:
    first = json.loads(record("assess", "RUS", "--format", "json").out)
    again = record("assess", "RUS", "--format", "json")

    assert again.err == ""
    assert json.loads(again.out) | {"made": ""} == first | {"made": ""}
    (group,) = first["groups"]
    assert group["definition"]["unit"]
    assert group["tests"] == len(YEARS)
    assert {case["likeliest"] for case in group["cases"]} == {"withheld"}
    claims = {report["claim"] for case in group["cases"] for report in case["reports"]}
    assert claims <= first["sentences"].keys()


def test_explain_walks_from_the_figure_to_the_sentences(record: Run) -> None:
    record("assess", "RUS")

    ran = record("explain", "support@RUS,client=VEN")

    assert ran.status == 0
    assert "What it is computed from" in ran.out
    assert ran.out.count("weight ") >= len(YEARS)
    assert "ніхто не приїхав" in ran.out
    response = re.search(r"r-[0-9a-f]{12}", ran.out)
    assert response is not None
    case = record("explain", response[0])
    assert "Versions" in case.out
    assert "by rule" in case.out


def test_a_client_and_a_period_narrow_the_record(record: Run) -> None:
    ran = record("assess", "RUS", "--client", "VEN", "--period", "2012..2014", "--format", "json")

    assert json.loads(ran.out)["question"] == "all@RUS,client=VEN,period=2012..2014"
    assert json.loads(ran.out)["groups"][0]["tests"] == 2
    assert json.loads(record("assess", "RUS", "--client", "IRN", "--format", "json").out)["groups"] == []


def test_what_came_since_an_assessment_is_told(record: Run) -> None:
    first = json.loads(record("assess", "RUS", "--format", "json").out)["id"]
    Path("late.txt").write_text(SILENCE.format(year=2016, number=9, speaker="Рамірес"), encoding="utf-8")
    record("read", "late.txt")

    ran = record("assess", "RUS", "--since", first[:10])

    assert "What changed" in ran.out
    assert "changed: Venezuela, air defence" in ran.out


def test_the_html_page_is_written_whole(record: Run) -> None:
    ran = record("assess", "RUS", "--html", "russia.html")

    assert "wrote russia.html" in ran.err
    html = Path("russia.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert "ніхто не приїхав" in html


def test_a_ledger_that_cannot_be_written_is_assessed_all_the_same(
    record: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papertiger.errors import LedgerError  # noqa: PLC0415 - only here
    from papertiger.ledger import Ledger  # noqa: PLC0415 - as above

    kept = json.loads(record("assess", "RUS", "--format", "json").out)
    open_ = Ledger.open.__func__  # type: ignore[attr-defined]

    def read_only(cls: type[Ledger], place: str, *, create: bool = True, **more: object) -> Ledger:
        if create:
            raise LedgerError("read-only")
        return open_(cls, place, create=False, **more)  # type: ignore[no-any-return]

    monkeypatch.setattr(Ledger, "open", classmethod(read_only))
    ran = record("assess", "RUS", "--format", "json")

    assert json.loads(ran.out)["groups"] == kept["groups"]
    assert json.loads(ran.out)["id"] is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("assess", "Ruritania"), "'Ruritania' is in no actor file; `papertiger actors find NAME`"),
        (("assess", "rus"), "did you mean RUS?"),
        (("assess", "RUS", "--client", "Ruritania"), "'Ruritania' is in no actor file"),
        (("assess", "RUS", "--domain", "radar"), "no domain 'radar'"),
        (("assess", "RUS", "--period", "soon"), "no period 'soon'"),
        (("assess", "RUS", "--since", "zzz"), "no assessment 'zzz'"),
        (("assess", "RUS", "--priors", "none.yaml"), "none.yaml"),
        (("explain", "arms@RUS"), "no group of obligations 'arms'"),
        (("explain", "support@FRA"), "nothing in this ledger tests"),
        (("explain", "all@RUS"), "names several figures"),
        (("explain", "x-none"), "no commitment, trigger, test or response 'x-none'"),
    ],
)
def test_what_cannot_be_answered_says_why(record: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = record(*arguments)

    assert ran.status == 2
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1 or "cases" in ran.err


def test_other_priors_and_error_rates_come_from_files(record: Run) -> None:
    from papertiger.reliability.measuring.settings import FILE as measuring  # noqa: N811, PLC0415
    from papertiger.reliability.quick.prior import FILE as priors  # noqa: N811, PLC0415

    Path("m.yaml").write_text(
        measuring.read_text(encoding="utf-8").replace("[8, 6, 6]", "[20, 1, 1]"), encoding="utf-8"
    )
    Path("p.yaml").write_text(
        priors.read_text(encoding="utf-8").replace("a: 1.3, b: 1.3", "a: 9, b: 1"), encoding="utf-8"
    )
    shipped = json.loads(record("assess", "RUS", "--format", "json").out)
    other = json.loads(record("assess", "RUS", "--priors", "p.yaml", "--format", "json").out)
    surer = json.loads(record("assess", "RUS", "--measurement", "m.yaml", "--format", "json").out)

    assert other["groups"][0]["rate"]["prior_ninety"] != shipped["groups"][0]["rate"]["prior_ninety"]
    assert surer["groups"][0]["n_eff"] > shipped["groups"][0]["n_eff"]
    assert (
        len({shipped["model"]["measurement"], other["model"]["measurement"], surer["model"]["measurement"]})
        == 3
    )
