"""A model's server that behaves as badly as it can, under the shipped reader and a real ledger: every case is told, and nothing wrong gets in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scriptedmodel
from scriptedmodel import (
    answers,
    broken_json,
    drops,
    endless,
    gzip_bomb,
    half_closed,
    huge,
    not_http,
    not_json,
    packed,
    rate_limited,
    refuses,
    resets,
    slow,
    status,
    streams,
    trickle,
    wrong_envelope,
)

from papertiger.ledger import ClaimFilter, Ledger

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
TRUE = {
    "sentence": 2,
    "predicate": "delivered",
    "subject": "RUS",
    "object": "VEN",
    "over": None,
    "subject_words": "Russia",
    "object_words": "Venezuela",
    "words": "delivered",
    "domain": "arms",
    "polarity": "affirmed",
    "modality": "asserted",
    "mode": None,
}
TOLD = {"claims": [TRUE]}


def wrongly(**fields: object) -> scriptedmodel.Reply:
    """An answer whose only claim is wrong in some fields."""
    return answers({"claims": [{**TRUE, **fields}]})


DROPPED = {
    "predicate": wrongly(predicate="invaded"),
    "actor": wrongly(subject="USA", subject_words="United States"),
    "one that is not listed": wrongly(object="UKR"),
    "itself": wrongly(object="RUS", object_words="Russia"),
    "turned round": wrongly(subject="VEN", object="RUS"),
    "sentence": wrongly(sentence=99),
    "words": wrongly(words="handed over in secret"),
    "words of nobody": wrongly(subject_words="Moscow"),
    "another verb": wrongly(predicate="withheld"),
    "field too many": wrongly(speaker="Vladimir Putin"),
    "field of the wrong kind": wrongly(sentence="one"),
}
"""Answers that are read and of which nothing stands."""
UNREAD = {
    "broken": broken_json(),
    "a list": answers([TRUE]),
    "prose": answers("Here are the claims that you asked for."),
    "refusal": refuses("refusal"),
    "filter": refuses("filter"),
    "nothing": refuses("empty"),
    "cut short": answers('{"claims": [', finish="length"),
}
"""Answers in which there is no JSON of the form."""
UNANSWERED = {
    "busy": rate_limited(0),
    "failing": status(500),
    "refusing": status(400),
    "slow": slow(5),
    "half": half_closed(),
    "dropped": drops(),
    "reset": resets(),
    "endless": endless(),
    "trickling": trickle(),
    "huge": huge(),
    "page": not_json(),
    "no HTTP": not_http(),
    "no choices": wrong_envelope("no choices"),
    "bomb": gzip_bomb(3),
    "stream": streams(),
}
"""Where no answer comes."""
BAD = {**DROPPED, **UNREAD, **UNANSWERED}
GOOD = {
    "plain": answers(TOLD),
    "fenced": answers(f"```json\n{json.dumps(TOLD)}\n```"),
    "packed": packed(TOLD),
}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("papertiger.readers.llm.client._FIRST_WAIT", 0.0)
    monkeypatch.setattr("papertiger.workbench.reading.join", lambda _: 0)
    known = {
        "MODEL": "scripted",
        "TIMEOUT": "0.25",
        "CACHE": str(tmp_path / "kept.sqlite"),
        "CONCURRENCY": "1",
    }
    for name, value in known.items():
        monkeypatch.setenv(f"PAPERTIGER_LLM_{name}", value)


def archive(folder: Path) -> dict[str, scriptedmodel.Reply]:
    """An article for each reply, under a title of its own, and a good one after every third bad one: five failures in a row end a run."""
    replies: dict[str, scriptedmodel.Reply] = {}
    good = list(GOOD.values())
    for number, reply in enumerate(BAD.values()):
        replies[f"Radar {number}0 came."] = reply
        if number % 3 == 0:
            replies[f"Radar {number}1 came."] = good[number // 3 % len(good)]
    rows = [
        {
            "title": title,
            "text": f"Russia delivered two radars to Venezuela on Monday.\n\n{title}",
            "published": "2026-01-14",
        }
        for title in replies
    ]
    folder.joinpath("a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return replies


def test_however_badly_a_server_behaves_only_what_the_text_says_enters(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = archive(tmp_path)

    def script(body: dict[str, Any]) -> scriptedmodel.Reply:
        asked = body["messages"][-1]["content"]
        return next(reply for title, reply in replies.items() if title in asked)

    with scriptedmodel.Server(script) as model:
        monkeypatch.setenv("PAPERTIGER_LLM_ADDRESS", model.address)
        ran = run("read", "a.jsonl", "--reader", "llm", "--most-tokens", "9000000", "--format", "json")
        told = json.loads(ran.out)

        well = [f"Radar {number}1 came." for number in range(0, len(BAD), 3)]
        assert (ran.status, told["read"]) == (0, len(BAD) + len(well)), ran.err
        assert "Traceback" not in ran.err
        assert told["claims"] == {"support": len(well), "relation": 0, "event": 0}
        assert told["llm"]["failed"] == len(UNREAD) + len(UNANSWERED)
        assert sum(told["llm"]["dropped"].values()) >= len(DROPPED)
        assert claims(tmp_path) == well

        replies.update(dict.fromkeys(replies, GOOD["plain"]))
        ran = run("reread", "--reader", "llm", "--most-tokens", "9000000")
        assert f"{len(UNANSWERED)} articles read again" in ran.err
        assert len(claims(tmp_path)) == len(well) + len(UNANSWERED)


def claims(folder: Path) -> list[str]:
    """The titles of the articles that a claim stands on, and every claim's words looked up in its text."""
    titles = []
    with Ledger.open(folder / "papertiger.ledger", create=False) as ledger:
        assert [finding for check in ledger.audit() for finding in check.findings] == []
        titles_of = {row.path: row.title for row in ledger.articles()}
        for record in ledger.claims(ClaimFilter()):
            assert record.quote.exact == "Russia delivered two radars to Venezuela on Monday."
            assert (record.subject, record.predicate, record.object) == ("RUS", "delivered", "VEN")
            assert record.attribution[-1].kind == "outlet"
            titles.append(str(titles_of[record.article.path]))
    return sorted(titles, key=lambda title: int(title.split()[1]))
