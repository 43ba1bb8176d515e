"""``papertiger read --reader frames,llm`` against a scripted endpoint: what is sent, what is told, where a run ends and how it goes on."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scriptedmodel
from scriptedmodel import answers, drops, status

from papertiger.errors import SettingsError
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.readers.llm.answers import Answers
from papertiger.readers.llm.running import ModelReader
from papertiger.registry import BUILT_IN
from papertiger.settings import Endpoint, Settings
from papertiger.workbench.batch import Outcome, Unheard
from papertiger.workbench.reading import read_paths
from papertiger.workbench.workbench import Workbench

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
KEY = "sk-very-secret-key-0123456789"
AGREED = "RUS withheld VEN cyber denied: Техніки так і не приїхали."
ALONE = "RUS pledged VEN arms: Торік прибули радари."
INVENTED = "RUS pledged VEN arms: Такого в тексті немає."
BOTH = ("--reader", "frames,llm")


@pytest.fixture(autouse=True)
def _model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> None:  # noqa: ARG001 - which puts its own reader there
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setitem(BUILT_IN["readers"], "frames.v1", "fake_model:FakeFrames")
    monkeypatch.setitem(BUILT_IN["readers"], "llm.v1", "fake_model:FakeModel")
    monkeypatch.setattr("papertiger.readers.llm.client._FIRST_WAIT", 0.001)
    # Origins are no matter here, and what traces them takes seconds to load.
    monkeypatch.setattr("papertiger.workbench.reading.join", lambda _: 0)
    for name, value in {"MODEL": "scripted", "KEY": KEY, "CACHE": str(tmp_path / "kept.sqlite")}.items():
        monkeypatch.setenv(f"PAPERTIGER_LLM_{name}", value)


def replies(body: dict[str, Any], tokens_out: int = 50) -> scriptedmodel.Reply:
    """What the model says of each of the two articles."""
    about = body["messages"][0]["content"]
    return answers(
        f"{AGREED}\n{ALONE}\n{INVENTED}" if "Радари" in about else "nothing",
        tokens_out=tokens_out,
    )


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[scriptedmodel.Server]:
    with scriptedmodel.Server(replies) as model:
        monkeypatch.setenv("PAPERTIGER_LLM_ADDRESS", model.address)
        yield model


def readers_of(ledger: Path) -> dict[str, list[str]]:
    """Who read each claim: predicates by reader."""
    found: dict[str, list[str]] = {}
    with Ledger.open(ledger, create=False) as opened:
        for record in opened.claims(ClaimFilter()):
            found.setdefault(record.coder.reader, []).append(record.predicate)
    return found


def test_of_two_readers_the_ledger_says_who_read_what(
    run: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server
) -> None:
    ran = run("read", str(news), *BOTH, "--format", "json", "--most-tokens", "100000", "--debug")

    assert ran.status == 0, ran.err
    assert readers_of(tmp_path / "papertiger.ledger") == {
        "frames+llm": ["withheld"],
        "frames": ["delivered", "distrusts", "insufficient"],
        "llm": ["pledged"],
    }
    assert json.loads(ran.out)["llm"] == {
        "calls": 2,
        "cached": 0,
        "tokens_in": 200,
        "tokens_out": 100,
        "cost": None,
        "currency": "USD",
        "dropped": {"the words are not in the text": 1},
        "failed": 0,
        "cached_in": 0,
        "cached_out": 0,
        "cost_without_cache": None,
        "uncounted": 0,
        "trouble": None,
        "stopped": False,
        "why": None,
    }
    assert KEY not in ran.out + ran.err
    assert {asked.headers["authorization"] for asked in server.requests} == {f"Bearer {KEY}"}


def test_what_both_read_keeps_the_fields_of_the_deterministic_reader_and_says_what_the_model_took_otherwise(
    run: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server
) -> None:
    run("read", str(news), *BOTH, "--quiet")
    with Ledger.open(tmp_path / "papertiger.ledger", create=False) as opened:
        (record,) = [r for r in opened.claims(ClaimFilter()) if r.coder.reader == "frames+llm"]
        told = [why.why for why in opened.claim(record.id).explanation if why.field == "readers"]
    assert (record.domain, record.modality, record.confidence) == ("air_defence", "asserted", 0.8)
    assert told == [
        "a language model read it in this sentence too, but otherwise: domain = cyber, modality = denied"
    ]
    assert len(server.requests) == 2


def test_before_anything_is_sent_one_line_says_what_goes_where(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch, server: scriptedmodel.Server
) -> None:
    monkeypatch.setenv("PAPERTIGER_LLM_PRICE_IN", "100")
    monkeypatch.setenv("PAPERTIGER_LLM_PRICE_OUT", "200")
    ran = run("read", str(news), *BOTH, "--most-tokens", "50000")
    first, *rest = ran.err.splitlines()
    assert first.startswith(f"to scripted at {server.address}: 2 articles (their sentences")
    assert "2 requests, about " in first
    assert " tokens sent and at most 3,000 received; about 0.6" in first
    assert " USD at most; cap 50,000 tokens" in first
    assert "so far 300 tokens, 0.04 USD" in rest[1]
    assert "model asked         2  300 tokens, 0.04 USD; dropped: 1 the words are not in the text" in ran.out


@pytest.mark.parametrize("command", ["read", "reread"])
def test_who_estimates_reads(
    filled: Run,
    news: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: scriptedmodel.Server,
    command: str,
) -> None:
    """So that what was made ready of an article serves both."""
    if command == "read":
        (tmp_path / "papertiger.ledger").unlink()
    made: list[object] = []
    make = ModelReader.__init__
    monkeypatch.setattr(
        ModelReader,
        "__init__",
        lambda self, *given, **named: (made.append(self), make(self, *given, **named))[1],
    )
    ran = filled(*([command, str(news)] if command == "read" else [command]), *BOTH)
    assert ran.status == 0, ran.err
    assert len(server.requests) == 2
    assert len(made) == 1


def test_without_prices_the_cost_is_not_known(run: Run, news: Path, server: scriptedmodel.Server) -> None:
    ran = run("read", str(news), *BOTH)
    assert "cost not known; no cap" in ran.err.splitlines()[0]
    assert server.requests


def test_a_large_run_needs_a_cap_or_somebody_who_says_yes(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: scriptedmodel.Server
) -> None:
    monkeypatch.setattr("papertiger.workbench.asking.LARGE", 1000)
    ran = run("read", str(news), *BOTH)
    assert ran.status == 2
    assert "there is no cap; give --most-tokens, or --yes" in ran.err
    assert not server.requests
    assert not (tmp_path / "papertiger.ledger").exists()
    assert run("read", str(news), *BOTH, "--yes").status == 0
    assert len(server.requests) == 2


@pytest.mark.parametrize("given", ["-", "https://example.org/story"])
def test_what_cannot_be_told_before_needs_a_cap(run: Run, server: scriptedmodel.Server, given: str) -> None:
    ran = run("read", given, *BOTH, "--yes")
    assert ran.status == 2
    assert "articles whose number can't be told before" in ran.err
    assert "give --most-tokens" in ran.err
    assert not server.requests


def test_at_the_cap_the_run_ends_before_the_next_request_and_goes_on_where_it_stood(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: scriptedmodel.Server
) -> None:
    monkeypatch.setenv("PAPERTIGER_LLM_CONCURRENCY", "1")
    server.script = lambda body: replies(body, 1500)
    ran = run("read", str(news), *BOTH, "--most-tokens", "2500", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.status, told["read"], told["llm"]["stopped"]) == (1, 1, True)
    assert "stopped: the cap of 2,500 tokens could be passed" in ran.err
    assert "run the same command again to go on" in ran.err
    assert len(server.requests) == 1
    assert readers_of(tmp_path / "papertiger.ledger")["llm"] == ["pledged"]

    ran = run("read", str(news), *BOTH, "--most-tokens", "3000", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.status, told["read"], told["known"]) == (0, 1, 1)
    assert "1 article (" in ran.err.splitlines()[0]
    assert len(server.requests) == 2


@pytest.mark.parametrize("command", ["read", "reread"])
def test_a_cap_that_the_first_request_could_pass_is_refused_with_the_least_that_will_do(
    filled: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server, command: str
) -> None:
    given = (command, str(news), *BOTH) if command == "read" else (command, *BOTH)
    if command == "read":
        (tmp_path / "papertiger.ledger").unlink()
    ran = filled(*given, "--most-tokens", "10")
    assert ran.status == 2
    assert "a cap of 10 tokens is too small to begin with" in ran.err
    least = re.search(r"give --most-tokens (\d+) or more", ran.err)
    assert least
    assert "is too small" in filled(*given, "--most-tokens", str(int(least[1]) - 1)).err
    assert not server.requests

    assert filled(*given, "--most-tokens", least[1]).status in {0, 1}
    assert server.requests


def test_what_was_answered_before_is_not_asked_again(
    run: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server
) -> None:
    run("read", str(news), *BOTH, "--quiet")
    (tmp_path / "papertiger.ledger").unlink()
    ran = run("read", str(news), *BOTH, "--format", "json")
    assert "0 requests beside 2 answered before" in ran.err
    assert json.loads(ran.out)["llm"]["cached"] == 2
    assert len(server.requests) == 2


@pytest.mark.parametrize("reply", [status(401), status(404), drops()], ids=["key", "model", "gone"])
def test_an_endpoint_that_answers_nothing_from_the_start_leaves_nothing_behind(
    run: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server, reply: scriptedmodel.Reply
) -> None:
    if reply.__closure__ is None:
        server.__exit__()
    server.script = [reply]
    ran = run("read", str(news), *BOTH)
    assert ran.status == 2
    assert ran.err.count("stopped: ") == 1
    assert "Traceback" not in ran.err
    assert KEY not in ran.err
    assert not (tmp_path / "papertiger.ledger").exists()


def test_a_window_without_an_answer_is_noted_and_reread_completes_it(
    run: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server
) -> None:
    server.script = lambda body: (
        status(400) if "Радари" in body["messages"][0]["content"] else answers("nothing")
    )
    (news / "a.txt").rename(news / "z.txt")
    ran = run("read", str(news), *BOTH, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.status, told["read"], told["llm"]["failed"]) == (0, 2, 1)
    ran = run("reread", *BOTH)
    assert "the same command again asks about what got no answer" in ran.err
    assert [note["kind"] for note in told["notes"]] == ["llm"]
    assert "llm" not in readers_of(tmp_path / "papertiger.ledger")

    server.script = replies
    ran = run("reread", *BOTH)
    assert ran.status == 0, ran.err
    assert "1 article read again" in ran.err
    assert readers_of(tmp_path / "papertiger.ledger")["llm"] == ["pledged"]
    assert "0 articles read again" in run("reread", *BOTH).err


def test_a_model_that_answers_nothing_at_all_is_not_a_run_that_went_well(
    run: Run, news: Path, server: scriptedmodel.Server
) -> None:
    """So that a nightly run is seen to fail, though what frames read is kept."""
    server.script = lambda _: status(400)
    ran = run("read", str(news), *BOTH)
    assert ran.status == 1
    assert "2 without an answer" in ran.out
    assert re.search(
        r"0 tokens \(up to [1-9][\d,]+ more may be charged, which count towards the cap\)",
        " ".join(ran.out.split()),
    )


def test_what_another_run_pays_for_again_is_told(
    run: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server
) -> None:
    """The disk is full once the file of answers is there; passages without an answer are not asked about by the same command."""
    Answers(tmp_path / "kept.sqlite")
    with sqlite3.connect(tmp_path / "kept.sqlite") as database:
        database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(FAIL, 'the disk is full'); END"
        )
    database.close()
    server.script = lambda body: (
        status(400) if "Радари" in body["messages"][0]["content"] else answers("nothing")
    )
    ran = run("read", str(news), *BOTH)
    assert ran.status == 0
    assert "answers are not kept (the disk is full); name another file" in ran.err
    assert "`papertiger reread --reader frames,llm` has a model read those" in ran.err


def test_reread_leaves_what_a_model_read_unless_it_is_told_who_reads(
    run: Run, news: Path, tmp_path: Path, server: scriptedmodel.Server
) -> None:
    run("read", str(news), *BOTH, "--quiet")
    before = readers_of(tmp_path / "papertiger.ledger")
    ran = run("reread")
    assert "2 articles left as they are: a language model read them too" in ran.err
    assert readers_of(tmp_path / "papertiger.ledger") == before
    run("reread", "--reader", "frames")
    assert readers_of(tmp_path / "papertiger.ledger").keys() == {"frames"}
    assert len(server.requests) == 2


def test_reread_at_the_cap_keeps_what_it_read(
    filled: Run, server: scriptedmodel.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERTIGER_LLM_CONCURRENCY", "1")
    server.script = lambda body: replies(body, 1500)
    ran = filled("reread", *BOTH, "--most-tokens", "2500")
    assert ran.status == 1
    assert "stopped: the cap of 2,500 tokens" in ran.err
    assert "1 article read again" in ran.err
    assert len(server.requests) == 1


def test_what_frames_read_before_is_left_to_reread(
    filled: Run, news: Path, server: scriptedmodel.Server
) -> None:
    ran = filled("read", str(news), *BOTH)
    assert ran.status == 0
    assert "0 articles (" in ran.err
    assert "`papertiger reread --reader frames,llm` has a model read those" in ran.err
    assert not server.requests


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--workers", "4"), "leave --workers out and set PAPERTIGER_LLM_CONCURRENCY"),
        (("--cluster", "tcp://127.0.0.1:1"), "whose key and cap are not sent to a cluster"),
    ],
)
def test_one_process_of_this_computer_asks(
    run: Run, news: Path, server: scriptedmodel.Server, options: tuple[str, ...], told: str
) -> None:
    ran = run("read", str(news), *BOTH, *options)
    assert ran.status == 2
    assert told in ran.err
    assert not server.requests


def test_without_an_endpoint_the_cure_names_the_variables(run: Run, news: Path) -> None:
    ran = run("read", str(news), "--reader", "llm")
    assert ran.status == 2
    assert "PAPERTIGER_LLM_ADDRESS" in ran.err
    assert "PAPERTIGER_LLM_MODEL" in ran.err


def test_a_program_asks_under_a_cap_only(news: Path, tmp_path: Path, server: scriptedmodel.Server) -> None:
    end = Endpoint(server.address, "scripted", cache=str(tmp_path / "kept.sqlite"))
    with (
        Workbench(Settings(ledger=str(tmp_path / "own.ledger"), llm=end)) as bench,
        pytest.raises(SettingsError, match="under a cap only"),
    ):
        bench.read(news, reader="frames,llm")
    assert not server.requests


def test_ctrl_c_lets_the_article_in_hand_finish(
    news: Path, tmp_path: Path, server: scriptedmodel.Server
) -> None:
    class Stop(Unheard):
        asked = False

        def held_back(self) -> Any:  # noqa: ANN401 - a context
            from contextlib import nullcontext  # noqa: PLC0415 - only here

            return nullcontext()

        def passed(self, path: str, claims: int | None) -> None:  # noqa: ARG002 - as a watcher is told
            self.asked = True

    end = Endpoint(server.address, "scripted", cache=str(tmp_path / "kept.sqlite"))
    settings = Settings(ledger=str(tmp_path / "own.ledger"), reader="frames,llm", llm=end)
    outcome, stop = Outcome(), Stop()
    read_paths(settings, [news], stop, outcome, stopping=stop)
    assert (outcome.interrupted, outcome.read, outcome.stopped) == (True, 1, "")
