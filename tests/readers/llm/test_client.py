"""Whatever a model's server does, a call ends in time, with an answer or an error that names the cure."""

from __future__ import annotations

import contextlib
import json
import logging
import pickle
import shutil
import socket
import ssl
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import scriptedmodel as scripted

from papertiger.errors import EndpointError, SettingsError, SpentError
from papertiger.readers.llm import Answer, Answers, Client, Message, Spending, sent_of
from papertiger.readers.llm.answered import key_of
from papertiger.readers.llm.client import LONGEST_WAIT, TRIES
from papertiger.readers.llm.place import Place
from papertiger.settings import Endpoint

KEY = "sk-4f9a2b7c1d8e3056aa71"
ASKED = [Message("system", "Read."), Message("user", "Ракети прибули. The missiles came.")]
SCHEMA = {"type": "object", "properties": {"claims": {"type": "array"}}}


class Run:
    """One client at one server, without real pauses."""

    def __init__(self, server: scripted.Server, answers: Answers | None = None, **endpoint: object) -> None:
        fields: dict[str, Any] = {
            "address": server.address,
            "model": "scripted",
            "timeout_s": 20.0,
            **endpoint,
        }
        self.pauses: list[float] = []
        self.spending = Spending(made := Endpoint(**fields))
        self.client = Client(made, spending=self.spending, answers=answers, sleep=self.pauses.append)

    def ask(self, key: str = "0" * 64) -> Answer:
        return self.client.ask(ASKED, SCHEMA, key)

    def error(self) -> EndpointError:
        with pytest.raises(EndpointError) as raised:
            self.ask()
        assert raised.value.cure
        return raised.value


def test_an_answer_with_what_it_took() -> None:
    with scripted.Server([scripted.answers({"claims": []}, 321, 12)]) as server:
        run = Run(server, price_in=2.0, price_out=8.0)
        assert run.ask() == Answer(
            '{"claims": []}', 321, 12, cached=False, finish="stop", model="scripted-model"
        )
    totals = run.spending.totals
    assert (totals.answers, totals.tokens_in, totals.tokens_out, totals.used) == (1, 321, 12, 333)
    assert totals.cost == pytest.approx(0.000738)


def test_what_is_sent() -> None:
    with scripted.Server([scripted.answers("{}")]) as server:
        Run(server, answer_tokens=77).ask()
    asked = server.requests[0]
    assert asked.path == "/v1/chat/completions"
    assert asked.body == {
        "model": "scripted",
        "messages": [{"role": "system", "content": "Read."}, {"role": "user", "content": ASKED[1].content}],
        "temperature": 0,
        "seed": 0,
        "stream": False,
        "max_tokens": 77,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
        },
    }
    sent = {"host", "user-agent", "accept", "accept-encoding", "content-type", "content-length", "connection"}
    assert asked.headers.keys() == sent


def _strict(body: dict[str, Any]) -> scripted.Reply:
    """As OpenAI's reasoning models, Claude, Mistral and Gemini answer; each by its own words."""
    extra = {
        "type": "extra_forbidden",
        "loc": ["body", "seed"],
        "msg": "Extra inputs are not permitted",
        "input": 0,
    }
    refusals: dict[str, tuple[bool, int, object]] = {
        "o": ("max_tokens" in body, 400, {"error": {"message": "Use 'max_completion_tokens' instead.", "param": "max_tokens"}}),
        "o1": ("temperature" in body, 400, {"error": {"message": "Unsupported value: 'temperature' does not support 0 with this model.", "param": "temperature"}}),
        "claude": ("temperature" in body and "top_p" in body, 400, {"type": "error", "error": {"message": "`temperature` and `top_p` cannot both be specified"}}),
        "mistral": ("seed" in body, 422, {"object": "error", "message": {"detail": [extra]}}),
        "gemini": ("seed" in body, 400, [{"error": {"code": 400, "message": 'Unknown name "seed": Cannot find field.'}}]),
    }  # fmt: skip
    for name, (refused, code, said) in refusals.items():
        if refused and body["model"].startswith(name):
            return scripted.status(code, body=said)
    return scripted.answers("{}")


@pytest.mark.parametrize(
    ("model", "name"), [("o1-small", "temperature"), ("mistral-small", "seed"), ("gemini-small", "seed")]
)
def test_a_field_that_the_server_refuses_is_left_out_as_its_message_says(model: str, name: str) -> None:
    with scripted.Server(_strict) as server:
        error = Run(server, model=model).error()
        assert (error.kind, error.ends) == ("refused", True)
        assert f"does not take the field '{name}'" in error.problem
        assert "status 4" in error.problem
        assert ": " in error.problem.partition("status 4")[2]  # what the server says
        cure = error.cure.removeprefix("set PAPERTIGER_LLM_FIELDS to ").removesuffix(" to leave it out")
        assert Run(server, model=model, fields=json.loads(cure)).ask().text == "{}"
    assert name not in server.requests[-1].body


def test_what_nobody_needs_is_not_sent() -> None:
    """Claude refuses a temperature beside top_p; Mistral once refused n."""
    with scripted.Server(_strict) as server:
        assert Run(server, model="claude-small").ask().text == "{}"


def test_fields_of_the_user_go_over_ours() -> None:
    fields = {"temperature": None, "reasoning_effort": "low"}
    with scripted.Server([scripted.answers("{}")]) as server:
        Run(server, fields=fields).ask()
    body = server.requests[0].body
    assert body["reasoning_effort"] == "low"
    assert "temperature" not in body


def test_a_slash_at_the_end_of_an_address_pays_for_nothing_again() -> None:
    with_one, without = (Endpoint(f"http://127.0.0.1:9/v1{end}", "m") for end in ("/", ""))
    assert key_of(ASKED, SCHEMA, with_one) == key_of(ASKED, SCHEMA, without)


def test_fields_of_the_user_decide_an_answer() -> None:
    """So each has answers of its own; what was kept before there were any stays."""
    plain, low, lowest = (
        Endpoint("http://127.0.0.1:9/v1", "m", fields=fields)
        for fields in ({}, {"reasoning_effort": "low"}, {"reasoning_effort": "minimal"})
    )
    keys = {key_of(ASKED, SCHEMA, one) for one in (plain, low, lowest)}
    assert len(keys) == 3
    assert key_of(ASKED, SCHEMA, plain) == "db55338e2fa7ab8437df34591bfb04625271ecb9296c007c7cc12889b4cd2a0d"


def test_a_field_of_the_user_that_is_refused_is_named() -> None:
    reply = scripted.status(400, body={"error": {"message": "unknown field reasoning_effort"}})
    with scripted.Server([reply]) as server:
        cure = Run(server, fields={"seed": None, "reasoning_effort": "low"}).error().cure
    assert cure == 'set PAPERTIGER_LLM_FIELDS to {"seed": null} to leave it out'


def test_what_a_refusal_repeats_of_the_request_is_not_its_reason() -> None:
    echo = {
        "detail": [
            {
                "loc": ["body", "messages"],
                "msg": "too long",
                "input": {"temperature": 0, "response_format": {}},
            }
        ]
    }
    with scripted.Server([scripted.status(422, body=echo)]) as server:
        error = Run(server).error()
    assert not error.ends
    assert "refuses the request" in error.problem


@pytest.mark.parametrize(
    "reply",
    [
        scripted.status(403, body={"error": {"code": 403, "message": "Your input was flagged", "metadata": {"reasons": ["violence"], "flagged_input": "…"}}}),
        scripted.status(400, body={"error": {"code": "content_filter", "message": "The response was filtered"}}),
    ],
)  # fmt: skip
def test_a_text_that_a_provider_declines_holds_up_no_other(reply: scripted.Reply) -> None:
    """News of wars is flagged now and then; the key is right all the same."""
    with scripted.Server([*[reply] * 6, scripted.answers("{}")]) as server:
        run = Run(server, key=KEY)
        for _ in range(6):
            error = run.error()
            assert (error.kind, error.ends) == ("declined", False)
            assert "declines this text" in error.problem
        assert run.ask().text == "{}"


def test_a_server_that_refuses_whatever_it_is_asked_ends_the_run() -> None:
    odd = scripted.status(400, body={"error": {"message": "something is odd"}})
    with scripted.Server([odd]) as server:
        run = Run(server)
        assert [run.error().ends for _ in range(5)] == [False] * 4 + [True]
    with scripted.Server([scripted.answers("{}"), odd]) as server:  # these have a reason of their own
        run = Run(server)
        run.ask()
        assert not any(run.error().ends for _ in range(6))


def test_an_error_in_place_of_a_choice_is_tried_again() -> None:
    error = {
        "choices": [
            {
                "finish_reason": "error",
                "error": {"code": 502, "message": "upstream"},
                "message": {"content": "{}"},
            }
        ]
    }
    with scripted.Server([scripted.sends(json.dumps(error).encode()), scripted.answers("{}")]) as server:
        assert Run(server).ask().finish == "stop"
    assert len(server.requests) == 2


@pytest.mark.parametrize(("form", "field"), [("json_object", {"type": "json_object"}), ("text", None)])
def test_the_form_of_an_answer_is_the_one_the_server_knows(form: str, field: object) -> None:
    with scripted.Server([scripted.answers("{}")]) as server:
        Run(server, form=form).ask()
    assert server.requests[0].body.get("response_format") == field


@pytest.mark.parametrize(
    ("reply", "finish", "text"),
    [
        (scripted.refuses("refusal"), "refusal", ""),
        (scripted.refuses("empty"), "refusal", ""),
        (scripted.refuses("null"), "refusal", ""),
        (scripted.refuses("filter"), "refusal", ""),
        (scripted.refuses("tool"), "refusal", ""),
        (scripted.refuses("part"), "refusal", ""),
        (scripted.answers('{"cl', finish="length"), "length", '{"cl'),
        (scripted.answers("", finish="length"), "length", ""),
        (scripted.answers("{}", finish=None), "unknown", "{}"),
        (scripted.answers("{}", finish="eos_token"), "stop", "{}"),
        (scripted.parts("{", "}"), "stop", "{}"),
        (scripted.wrong_content_type("{}"), "stop", "{}"),
        (scripted.packed("{}"), "stop", "{}"),
        (scripted.broken_json(), "stop", '{"claims": [{"sentence": 1, "predicate": "pled'),
    ],
)
def test_an_answer_says_how_it_ended(reply: scripted.Reply, finish: str, text: str, tmp_path: Path) -> None:
    """Only what the model ended itself is kept for another run."""
    answers = Answers(tmp_path / "answers.sqlite")
    with scripted.Server([reply]) as server:
        answer = Run(server, answers).ask()
    assert (answer.finish, answer.text) == (finish, text)
    assert (answers.get("0" * 64) is not None) == (finish == "stop")


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (scripted.status(500), "failed", "status 500: scripted status 500"),
        (scripted.status(503, body=b""), "failed", "status 503"),
        (scripted.status(502, body=b"<html>bad gateway</html>"), "failed", "(status 502)"),
        (scripted.status(429), "rate_limited", "fewer requests"),
        (scripted.status(408), "timeout", "gave up waiting"),
        (scripted.half_closed(), "cut", "closed the connection half-way"),
        (scripted.drops(), "cut", "closed the connection half-way"),
        (scripted.resets(), "cut", "half-way"),
        (scripted.not_json(), "broken", "does not answer with JSON (Content-Type: text/html"),
        (scripted.streams(), "broken", "text/event-stream"),
        (scripted.not_http(), "broken", "does not answer as a web server does"),
        (scripted.sends(b"{}", 204, length=-1), "broken", "not understood"),
        (scripted.sends(b"\x1f\x8bnonsense", headers={"Content-Encoding": "gzip"}), "broken", "does not unpack"),
        (scripted.sends(b"{}", headers={"Content-Encoding": "br"}), "broken", "does not unpack"),
        *[(scripted.wrong_envelope(kind), "failed" if kind == "an error" else "broken", "") for kind in scripted.WRONG_ENVELOPES],
    ],
)  # fmt: skip
def test_what_may_pass_is_tried_again_a_few_times(reply: scripted.Reply, kind: str, says: str) -> None:
    with scripted.Server([reply]) as server:
        run = Run(server)
        error = run.error()
    assert (error.kind, error.ends) == (kind, False)
    assert says in error.problem
    assert len(server.requests) == TRIES[kind]
    assert len(run.pauses) == TRIES[kind] - 1
    assert all(0.5 * 2**n <= pause <= 2**n for n, pause in enumerate(run.pauses))


@pytest.mark.parametrize(
    ("reply", "kind", "ends", "says"),
    [
        (scripted.status(401, body={"error": {"message": f"Incorrect API key: {KEY}"}}), "refused", True, "refuses the key (status 401)"),
        (scripted.status(403), "refused", True, "refuses the key (status 403)"),
        (scripted.status(402), "refused", True, "wants to be paid"),
        (scripted.status(429, body={"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}}), "refused", True, "is spent"),
        (scripted.status(404), "refused", True, "no model 'scripted'"),
        (scripted.status(400, body={"error": {"message": "this model's context length is 4096"}}), "refused", False, "context length is 4096"),
        (scripted.status(400, body={"error": {"message": "unknown field response_format"}}), "refused", True, "the form json_schema"),
        (scripted.status(422, body={"detail": [{"loc": ["body", "response_format", "type"], "msg": "Input should be 'text'"}]}), "refused", True, "the form json_schema"),
        (scripted.redirect("http://127.0.0.1:9/v1/chat/completions"), "refused", True, "redirects to http://127.0.0.1:9/"),
        (scripted.huge(), "too_large", False, "more than 1,000,000 bytes"),
        (scripted.gzip_bomb(), "too_large", False, "more than 1,000,000 bytes"),
        (scripted.endless(), "too_large", False, "more than 1,000,000 bytes"),
    ],
)  # fmt: skip
def test_what_would_not_pass_is_tried_once(reply: scripted.Reply, kind: str, ends: bool, says: str) -> None:
    with scripted.Server([reply]) as server:
        run = Run(server, key=KEY)
        error = run.error()
        assert (error.kind, error.ends) == (kind, ends)
        assert says in str(error)
        assert len(server.requests) == 1
        assert run.pauses == []
        if ends:  # nothing more is asked
            assert str(run.error()) == str(error)
            assert len(server.requests) == 1


@pytest.mark.parametrize(
    "says",
    [
        "response_format json_schema is not supported",
        "The specified schema produces a constraint that has too many states for serving.",
        "invalid schema for response format: maxItems is not supported",
    ],
)
def test_a_server_that_cannot_hold_the_form_is_told_with_its_cure(says: str) -> None:
    with scripted.Server([scripted.status(400, body={"error": says})]) as server:
        assert Run(server).error().cure == "set PAPERTIGER_LLM_FORM to json_object or text"


def test_a_server_that_cannot_read_a_grammar_is_told_with_its_cure() -> None:
    with scripted.Server([scripted.status(400, body={"error": "Failed to parse grammar"})]) as server:
        error = Run(server, form="grammar").error()
    assert (error.cure, error.ends) == ("set PAPERTIGER_LLM_FORM to json_schema or text", True)


def test_a_server_that_does_not_say_what_it_refuses_may_want_another_form() -> None:
    reply = scripted.status(400, body=[{"error": {"message": "Request contains an invalid argument."}}])
    with scripted.Server([reply]) as server:
        assert "PAPERTIGER_LLM_FORM=json_object asks less" in Run(server).error().cure


@pytest.mark.parametrize(
    "reply",
    [scripted.slow(30), scripted.trickle(), scripted.trickle(head=True)],
    ids=["mute", "body", "head"],
)
def test_the_deadline_is_of_the_whole_request(reply: scripted.Reply) -> None:
    """A server that sends a byte now and then is late like one that sends nothing."""
    with scripted.Server([reply]) as server:
        run = Run(server, timeout_s=0.1)
        began = time.monotonic()
        error = run.error()
        took = time.monotonic() - began
    # By its pauses: on a busy machine the deadline may pass before the server has read a request.
    assert (error.kind, len(run.pauses)) == ("timeout", TRIES["timeout"] - 1)
    assert "PAPERTIGER_LLM_CONCURRENCY" in error.cure
    assert took < 20  # of the thirty that the server would take for one
    assert run.spending.totals.lost > 0  # a provider may charge them


def test_a_server_that_does_not_read_is_late_too() -> None:
    with scripted.Server([scripted.answers("{}")]) as server:
        run = Run(server, timeout_s=0.2)
        server.deaf = True
        long = [Message("user", "x" * 20_000_000)]
        with pytest.raises(EndpointError) as raised:
            run.client.ask(long, SCHEMA, "0" * 64)
    assert raised.value.kind == "timeout"


def test_a_server_that_comes_back_is_asked_until_it_answers() -> None:
    script = [scripted.status(503), scripted.drops(), scripted.rate_limited(3), scripted.answers("{}")]
    with scripted.Server(script) as server:
        run = Run(server)
        assert run.ask().text == "{}"
    assert len(server.requests) == 4
    assert 3 <= run.pauses[2] <= 4  # its wish, or longer
    assert run.spending.totals.answers == 1


def test_the_peace_that_a_server_asks_for_is_kept_up_to_a_minute() -> None:
    with scripted.Server([scripted.rate_limited(17), scripted.answers("{}")]) as server:
        run = Run(server)
        run.ask()
        assert run.pauses == [17]
    with scripted.Server([scripted.rate_limited(LONGEST_WAIT + 1)]) as server:
        run = Run(server)
        error = run.error()
        assert (error.kind, error.ends) == ("rate_limited", True)  # the next would be answered no sooner
        assert "wants to be asked again in 61 s" in error.problem
        assert (run.pauses, len(server.requests)) == ([], 1)


def test_nobody_there() -> None:
    with scripted.Server([scripted.answers("{}")]) as server:
        pass
    run = Run(server)
    error = run.error()
    assert (error.kind, len(run.pauses)) == ("unreachable", TRIES["unreachable"] - 1)
    assert f"127.0.0.1:{server.port}" in error.problem


def test_a_name_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> list[str]:
        raise OSError("Name or service not known")

    monkeypatch.setattr("papertiger.readers.llm.connection.system_resolver", unknown)
    with scripted.Server([]) as server:
        assert Run(server, address="http://model.example/v1").error().kind == "unreachable"


def test_a_resolver_that_hangs_ends_with_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = threading.Event()
    monkeypatch.setattr(
        "papertiger.readers.llm.connection.system_resolver", lambda *_: [str(hanging.wait(20))]
    )
    with scripted.Server([]) as server:
        assert Run(server, timeout_s=0.05).error().kind == "timeout"
    hanging.set()


def test_five_requests_in_a_row_without_an_answer_end_the_run() -> None:
    with scripted.Server([scripted.status(500)]) as server:
        run = Run(server)
        errors = [run.error() for _ in range(6)]
    assert [error.ends for error in errors] == [False] * 4 + [True] * 2
    assert "5 requests in a row brought nothing" in errors[4].problem
    assert len(server.requests) == 5 * TRIES["failed"]


def test_an_answer_between_keeps_hope() -> None:
    bad = [scripted.status(500)] * TRIES["failed"]
    with scripted.Server([*bad * 4, scripted.answers("{}"), *bad * 4, scripted.answers("{}")]) as server:
        run = Run(server)
        for _ in range(2):
            assert [run.error().ends for _ in range(4)] == [False] * 4
            assert run.ask().text == "{}"


def test_newer_models_are_given_the_longest_answer_under_its_newer_name() -> None:
    def script(body: dict[str, Any]) -> scripted.Reply:
        if "max_tokens" in body:
            return scripted.status(400, body={"error": {"message": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}})  # fmt: skip
        return scripted.answers("{}")

    with scripted.Server(script) as server:
        run = Run(server)
        assert [run.ask().text for _ in range(2)] == ["{}", "{}"]
    assert ["max_completion_tokens" in asked.body for asked in server.requests] == [False, True, True]


def test_a_server_that_wants_the_newer_name_for_ever_is_told_once() -> None:
    with scripted.Server([scripted.status(400, body={"error": "max_completion_tokens"})]) as server:
        assert Run(server).error().kind == "refused"
    assert len(server.requests) == 2


def test_the_key_goes_into_one_header_of_one_host_and_nowhere_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echoing = {"error": {"message": f"bad request of {KEY}"}}
    elsewhere = scripted.Server([scripted.answers("{}")])
    file = tmp_path / "answers.sqlite"
    with elsewhere:
        script = [
            scripted.status(400, body=echoing),
            scripted.status(500, body=f"plain {KEY[2:15]} text".encode()),
            scripted.sends(f"<p>{KEY}".encode(), headers={"Content-Type": f"text/{KEY}"}),
            scripted.status(302, {"Location": f"{elsewhere.address}/{KEY}"}),
            scripted.sends(json.dumps({**scripted.envelope("{}"), "model": KEY}).encode()),
            scripted.answers(json.dumps({"claims": [KEY]})),
        ]
        told, asked = [], []
        for reply in script:
            with scripted.Server([reply]) as server:
                run = Run(server, Answers(file), key=KEY)
                try:
                    told.append(repr(run.ask()))
                except EndpointError as error:
                    told.append(f"{error} {vars(error)}")
                told.append(f"{run.client!r} {run.client.endpoint!r} {vars(run.spending)}")
                asked += server.requests
    assert elsewhere.requests == []
    assert {one.headers["authorization"] for one in asked} == {f"Bearer {KEY}"}
    told += [
        said for said in caplog.messages if "response_headers" not in said
    ]  # what the server says is logged as it is
    for part in (KEY, KEY[2:15], KEY[:8]):
        assert part not in "".join(told)
        assert part.encode() not in file.read_bytes()
        assert all(part not in str(one.body) for one in asked)


def test_a_key_that_is_a_common_word_spoils_no_answer(tmp_path: Path) -> None:
    with scripted.Server([scripted.answers('{"claims": []}')]) as server:
        run = Run(server, Answers(tmp_path / "answers.sqlite"), key="claims")
        assert (run.ask().cached, run.ask().cached) == (False, True)


def test_proxies_of_the_environment_are_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        scripted.Server([scripted.answers("{}")]) as proxy,
        scripted.Server([scripted.answers("{}")]) as server,
    ):
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        Run(server).ask()
    assert (len(proxy.requests), len(server.requests)) == (0, 1)


@pytest.mark.parametrize("key", ["sk-1\r\nX-Evil: 1", "ключ", "a\x00b"])
def test_a_key_that_no_header_can_hold_is_refused_unshown(key: str) -> None:
    with scripted.Server([]) as server, pytest.raises(SettingsError) as raised:
        Run(server, key=key)
    assert key not in str(raised.value)


def test_a_line_break_after_a_key_is_no_part_of_it() -> None:
    with scripted.Server([scripted.answers("{}")]) as server:
        Run(server, key="sk-1\n").ask()
    assert server.requests[0].headers["authorization"] == "Bearer sk-1"


@pytest.mark.parametrize(
    ("address", "authority", "target"),
    [
        ("http://127.0.0.1:8080/v1/", b"127.0.0.1:8080", b"/v1/chat/completions"),
        ("https://model.example", b"model.example", b"/chat/completions"),
        ("https://model.example:443/a%20b/v1", b"model.example", b"/a%20b/v1/chat/completions"),
        ("http://[::1]:8080/v1", b"[::1]:8080", b"/v1/chat/completions"),
        ("https://модель.example/в", b"xn--d1acsbk1g.example", b"/%D0%B2/chat/completions"),
    ],
)
def test_where_requests_go(address: str, authority: bytes, target: bytes) -> None:
    place = Place.of(Endpoint(address=address, model="m"))
    assert (place.authority, place.target) == (authority, target)


def test_an_error_comes_whole_from_a_worker() -> None:
    sent = pickle.loads(pickle.dumps(EndpointError("no key", "set one", "refused", ends=True)))  # noqa: S301 - ours
    assert (str(sent), sent.kind, sent.ends) == ("no key; set one", "refused", True)


def test_an_address_with_an_impossible_port_is_refused() -> None:
    with scripted.Server([]) as server, pytest.raises(SettingsError, match="is no address"):
        Run(server, address="http://127.0.0.1:99999/v1")


def test_what_a_server_says_is_shown_without_line_breaks_and_terminal_codes() -> None:
    reply = scripted.status(400, body={"error": {"message": "a\x1b[31m\nb\u202ec" + "d" * 5000}})
    with scripted.Server([reply]) as server:
        said = str(Run(server).error())
    assert said.isprintable()
    assert len(said) < 500


def test_a_server_without_https_is_told_as_that() -> None:
    """As many a local server is addressed once; it answers the first bytes of TLS with a page of status 400."""

    def answer() -> None:
        for _ in range(TRIES["unreachable"]):
            stream, _ = listening.accept()
            with stream:
                stream.recv(4096)
                stream.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer, daemon=True).start()
        port = listening.getsockname()[1]
        end = Endpoint(f"https://127.0.0.1:{port}/v1", "m", timeout_s=5)
        client = Client(end, spending=Spending(end), answers=None, sleep=lambda _: None)
        with pytest.raises(EndpointError, match="answers, but not by https") as raised:
            client.ask(ASKED, SCHEMA, "0" * 64)
    assert raised.value.kind == "unreachable"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two self-signed ones: `good` for this machine's loopback address, `other` for another host."""
    folder = tmp_path_factory.mktemp("certificates")
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed")
    for name, host in (("good", "IP:127.0.0.1"), ("other", "DNS:model.example")):
        subprocess.run(
            [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=model", "-addext", f"subjectAltName={host}", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
    return folder


@pytest.mark.parametrize(
    ("served", "trusted", "taken"),
    [("good", "good", True), ("good", "other", False), ("other", "other", False)],
    ids=["trusted", "unknown authority", "another host"],
)
def test_certificates_are_verified(
    certificates: Path, monkeypatch: pytest.MonkeyPatch, served: str, trusted: str, taken: bool
) -> None:
    """Trusted is what the system trusts, which SSL_CERT_FILE may name."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / f"{trusted}.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / f"{served}.pem", certificates / f"{served}.key")
    with scripted.Server([scripted.answers("{}")], context) as server:
        run = Run(server, key=KEY)
        if taken:
            assert run.ask().text == "{}"
            return
        error = run.error()
    assert (server.requests, run.pauses, error.ends) == ([], [], True)
    assert "has no valid certificate" in error.problem


def test_no_more_requests_at_once_than_the_endpoint_may_have() -> None:
    counted = threading.Lock()
    working, seen = 0, []

    def answer(_: dict[str, Any]) -> scripted.Reply:
        nonlocal working
        with counted:
            working += 1
            seen.append(working)
        time.sleep(0.05)
        with counted:  # before the answer goes out, upon which the next request may come
            working -= 1
        return scripted.answers("{}")

    with scripted.Server(answer) as server:
        run = Run(server, concurrency=2)
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(run.ask, [str(n) * 64 for n in range(6)]))
    assert (len(seen), max(seen)) == (6, 2)


def test_a_run_stops_before_its_cap_is_passed() -> None:
    with scripted.Server([scripted.answers("{}", 50, 10)]) as server:
        run = Run(server, most_tokens=800, answer_tokens=100)
        with pytest.raises(SpentError) as raised:
            [run.ask() for _ in range(100)]
        assert run.spending.totals.used <= 800
        assert len(server.requests) == raised.value.used / 60 >= 2


@pytest.mark.parametrize(
    ("reply", "charged"),
    [
        (scripted.status(500), True),
        (scripted.status(504), True),
        (scripted.status(400), True),
        (scripted.drops(), True),
        (scripted.broken_json(), False),  # an answer, which is counted
        (scripted.status(429), False),
        (scripted.status(503), False),
        (scripted.status(401), False),
    ],
)
def test_what_may_be_charged_without_an_answer_is_lost(reply: scripted.Reply, charged: bool) -> None:
    with scripted.Server([reply]) as server:
        run = Run(server)
        held = run.spending.most(sent_of(ASKED, SCHEMA, run.client.endpoint))
        with contextlib.suppress(EndpointError):
            run.ask()
    assert run.spending.totals.lost == (held * len(server.requests) if charged else 0)


def test_what_was_asked_once_is_not_asked_again(tmp_path: Path) -> None:
    with scripted.Server([scripted.answers("{}", 40, 7)]) as server:
        first = Run(server, Answers(tmp_path / "a.sqlite"))
        first.ask()
        again = Run(server, Answers(tmp_path / "a.sqlite"), most_tokens=1)
        assert again.ask() == Answer("{}", 40, 7, cached=True, finish="stop", model="scripted-model")
    assert len(server.requests) == 1
    totals = again.spending.totals
    assert (totals.answers, totals.used, totals.cached, totals.cached_in, totals.cached_out) == (
        0,
        0,
        1,
        40,
        7,
    )
