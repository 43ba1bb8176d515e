"""A result in the terminal: what it says, line by line, and what it never says."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scenarioresult import names, result

from papertiger.report.scenario.lines import scenario_lines
from papertiger.report.scenario.wording import scenario_wording
from papertiger.report.terminal import Ink
from papertiger.scenario.running.result import Result

GOLDEN = Path(__file__).parent / "page.txt"
"""Written anew with PAPERTIGER_GOLDEN=1 in the environment; read what changed before it is committed."""
FORBIDDEN = re.compile(
    r"reliability score|\brank(ed|ing)\b|league|\bbecause\b|\bchose not\b|\btrust (fell|falls|rose)\b|forecasts? that",
    re.IGNORECASE,
)


def lines(told: Result, *, whole: bool = False, room: int = 100) -> list[str]:
    return list(scenario_lines(told, Ink(), room, whole=whole, names=names))


def part(text: list[str], title: str) -> list[str]:
    """The lines under a heading, up to the next empty one."""
    start = next(at for at, line in enumerate(text) if line.startswith(title))
    end = next((at for at in range(start, len(text)) if not text[at]), len(text))
    return text[start + 1 : end]


def test_the_page_reads_as_it_was_approved() -> None:
    text = "\n".join(lines(result())) + "\n"
    if os.environ.get("PAPERTIGER_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")

    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_banner_is_the_first_line() -> None:
    assert lines(result())[0] == "ILLUSTRATIVE, NOT CALIBRATED"


def test_no_page_says_what_the_specification_forbids() -> None:
    text = " ".join(lines(result(), whole=True)).replace("Patrons are not ranked.", "")

    assert FORBIDDEN.findall(text) == []


def test_every_headline_stands_with_its_three_spreads_and_a_range_over_models() -> None:
    text = lines(result())
    words = scenario_wording()

    for name in words.headline:
        told = " ".join(part(text, words.quantities[name].label))
        assert "Across learning models: median" in told
        assert re.search(r"chance \S+; uncertain numbers \S+; learning models \S+", told)
        assert all(f"L{number} " in told for number in range(4))


def test_a_level_stands_beside_where_it_started() -> None:
    text = lines(result())

    assert "  At the start: 70 %." in part(text, "Aligned share")
    assert "At the start" not in " ".join(part(text, "Honour rate given tested"))


def test_every_row_of_a_table_has_its_three_spreads() -> None:
    told = part(lines(result()), "Support unmet by domain")[2:]

    assert len(told) == 8
    assert all(re.search(r"4 +8 +6  A$", line) for line in told)


def test_levels_are_rounded_to_five_points() -> None:
    text = " ".join(" ".join(lines(result(), whole=True)).split())
    text = re.sub(r"carry \d+ % of the variance between draws \(90 % interval \d+ to \d+ %\)", "", text)
    text = re.sub(r"[−+]?\d+ to [−+]?\d+ points by learning model; 90 % of draws \S+ to \S+", "", text)
    shares = [int(share) for share in re.findall(r"(?<![\d.−+])(\d+) (?:%|to \d+ %)", text)]

    assert len(shares) > 100
    assert [share for share in shares if share % 5] == []


def test_the_stamp_stands_with_its_index_and_interval() -> None:
    text = lines(result())

    assert "Honour rate given tested  [driven by assumptions]" in text
    assert "Trust" in text
    assert "carry 81 % of the variance between draws (90 % interval 70 to 92 %)" in " ".join(
        " ".join(part(text, "Honour rate given tested")).split()
    )


def test_contagion_is_a_range_that_holds_zero_and_says_what_it_is() -> None:
    told = part(lines(result()), "What others' tests teach (scenario, not estimate)")

    assert told[-1].split()[-3:] == ["−0.17", "to", "+0.03"]


def test_of_bargaining_only_the_direction_is_told() -> None:
    told = part(lines(result(), whole=True), "Position towards the rival power")

    assert "weaker in most runs" in told[0]
    assert not re.search(r"\d", re.sub(r"L\d", "", " ".join(told)))


def test_one_learning_model_is_told_to_be_the_only_one() -> None:
    text = " ".join(lines(result(("L3",), compare=False)))

    assert "Under L3, the only learning model that was run" in text
    assert "learning models – points" in text
    assert "Nothing was compared" in text
    assert "Across learning models" not in text


@pytest.mark.parametrize(("runs", "warned"), [(200, True), (995, True), (1000, False)])
def test_few_draws_are_warned_of(runs: int, warned: bool) -> None:
    text = " ".join(lines(result(runs=runs)))

    assert ("bands, spreads and stamps are rough" in text) is warned


def test_everything_asked_for_is_everything_shown() -> None:
    text = "\n".join(lines(result(), whole=True))

    for one in result().varied:
        assert one.key in text
        assert one.source in text
    assert "clients.C0.exposure" in text
    assert "Aligned share by client" in text


def test_a_quantity_without_any_value_says_so_and_its_tables_are_left_out() -> None:
    told = result(compare=False)
    arms = []
    for arm in told.arms:
        empty = {}
        for key, chart in arm.charts.items():
            if key.startswith(("unmet:cyber", "honour")):
                nothing = np.full_like(chart.mean, np.nan)
                chart = replace(  # noqa: PLW2901 - the same chart, emptied
                    chart,
                    quantiles=np.full_like(chart.quantiles, np.nan),
                    mean=nothing,
                    counted=np.zeros_like(nothing),
                )
            empty[key] = chart
        arms.append(replace(arm, charts=empty))
    text = lines(replace(told, arms=tuple(arms)))

    assert "nothing of this happened in any run" in " ".join(part(text, "Honour rate given tested"))
    assert "cyber" not in " ".join(part(text, "Support unmet by domain"))


@pytest.mark.parametrize("room", [60, 80, 110])
def test_no_line_is_longer_than_the_room(room: int) -> None:
    assert [line for line in lines(result(), whole=True, room=room) if len(line) > room] == []


def test_names_from_a_file_cannot_move_the_cursor() -> None:
    bad = "a\x1b[2Jb"
    told = result(name=bad, banner=bad, warnings=(bad,), sources=(bad,), fixed=((bad, bad, "J"),))

    assert "\x1b" not in "".join(lines(told, whole=True))
