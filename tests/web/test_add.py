"""Adding articles without a browser: what is taken, what is refused and how, where files go, what was found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from papertiger.settings import Settings
from papertiger.web.adding.given import Address, File, Pasted, is_day, is_web_address
from papertiger.web.adding.uploads import Uploads
from papertiger.web.jobs import Job, Progress
from papertiger.web.jobs.reading import read

TEXT = (
    "Офіційні особи у Каракасі заявили, що Росія не надала Венесуелі обіцяних радарів.\n\n"
    "Росія обіцяла Венесуелі системи протиповітряної оборони. Іран постачає Росії зброю."
)
HOST = "127.0.0.1:8765"


@pytest.fixture
def empty(empty_client: TestClient, tmp_path: Path) -> TestClient:
    """A client of an app over a ledger that holds nothing; what is sent to it lies in the test's own folder."""
    app: FastAPI = empty_client.app  # type: ignore[assignment]
    app.state.papertiger.uploads = Uploads(tmp_path)
    return empty_client


def job_of(client: TestClient, answer: Response) -> Job:
    """The job that an answer leads to, once it is over."""
    assert answer.status_code == 303, answer.text
    app: FastAPI = client.app  # type: ignore[assignment]
    jobs = app.state.papertiger.jobs
    job: Job = jobs.get(answer.headers["location"].rpartition("/")[2])
    assert jobs.wait(job, 90), job
    return job


def wrongs(answer: Response) -> list[str]:
    """What an answer says is wrong with fields."""
    return re.findall(r'<p class="wrong" id[^>]*>([^<]+)', answer.text)


def run(tmp_path: Path, *given: object, language: str = "en") -> tuple[dict[str, object], list[Progress]]:
    """What the job returns and tells, called in this process."""
    told: list[Progress] = []
    settings = Settings(ledger=str(tmp_path / "job.ledger"))
    found = read(told.append, settings=settings, given=given, language=language, address="/add/x")  # type: ignore[arg-type]
    return found, told


def test_a_pasted_text_is_read_and_its_claims_lead_to_their_review(empty: TestClient) -> None:
    sent = {"text": TEXT, "title": "Без радарів", "outlet": "Вісник", "published": "2026-01-14"}
    job = job_of(empty, empty.post("/add/text", data=sent))
    assert (job.state, job.error) == ("done", "")
    page = empty.get(job.result["address"])
    assert "1 article read" in page.text
    assert "Без радарів" in page.text
    assert "Вісник" in page.text
    review = re.search(r'href="(/review\?article=[0-9a-f]+)"', page.text)
    assert review
    queue = empty.get(review[1])
    assert "1 of " in queue.text
    assert "радарів" in queue.text

    typed = job_of(
        empty, empty.post("/add/text", data={"text": "Заголовок\r\n\r\nРосія обіцяла Кубі зброю."})
    )
    assert typed.about == "Заголовок"  # a form sends CR LF

    again = job_of(empty, empty.post("/add/text", data=sent))
    assert (again.result["read"], again.result["known"]) == (0, 1)
    assert "known already" in again.lines[1].line
    assert "1 known already" in empty.get(again.result["address"]).text


def test_files_are_read_by_their_bytes_and_removed(empty: TestClient, tmp_path: Path) -> None:
    files = [
        ("files", ("../../etc/пастка.txt", TEXT.encode(), "text/plain")),
        ("files", ("CON", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf")),
    ]
    job = job_of(empty, empty.post("/add/files", files=files))
    assert (job.result["read"], job.result["refusals"]) == (1, 1)
    assert [one["place"] for one in job.result["refused"]] == ["CON"]
    page = empty.get(job.result["address"]).text
    assert "CON" in page
    assert "What to do" in page
    left = [
        path for folder in tmp_path.glob("papertiger-sent-*") for path in folder.rglob("*") if path.is_file()
    ]
    deadline = time.monotonic() + 10  # the lane removes them just after the job is over
    while left and time.monotonic() < deadline:
        left = [path for path in left if path.exists()]
    assert not left
    assert not (tmp_path.parent / "etc").exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": "  \n "}, "Paste the text of an article."),
        (
            {"text": "x", "published": "14.01.2026"},
            "14.01.2026 is no date; write 2026-01-14, or leave it empty.",
        ),
        (
            {"text": "x", "published": "2026-02-30"},
            "2026-02-30 is no date; write 2026-01-14, or leave it empty.",
        ),
        (
            {"text": "x", "url": "javascript:alert(1)"},
            "javascript:alert(1) is no web address; write https://… or leave it empty.",
        ),
    ],
)
def test_what_is_wrong_with_a_text_is_said_at_its_field(
    empty: TestClient, sent: dict[str, str], said: str
) -> None:
    answer = empty.post("/add/text", data=sent)
    assert (answer.status_code, wrongs(answer)) == (422, [said])
    if sent["text"].strip():
        assert f"{sent['text']}</textarea>" in answer.text  # what was pasted is not lost


def test_no_file_and_too_many_are_refused(empty: TestClient) -> None:
    none = empty.post("/add/files", files=[("files", ("", b"", "application/octet-stream"))])
    assert (none.status_code, wrongs(none)) == (422, ["Choose one file or more."])
    many = empty.post("/add/files", files=[("files", (f"{n}.txt", b"x", "text/plain")) for n in range(51)])
    assert many.status_code == 422
    assert wrongs(many)[0].startswith("More than 50 files")


def test_whom_it_will_ask_is_shown_before_it_is_asked(empty: TestClient) -> None:
    page = empty.get("/add", params={"address": "https://Приклад.укр/новина#тут"})
    assert "xn--80aikifvh.xn--j1amh will be asked for this page" in page.text
    app: FastAPI = empty.app  # type: ignore[assignment]
    assert not app.state.papertiger.jobs.all()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "https://a:b@example.org/",
        "https://localhost/",
    ],
)
def test_an_address_that_is_never_fetched_is_refused_before_a_job_begins(
    empty: TestClient, address: str
) -> None:
    for answer in (
        empty.get("/add", params={"address": address}),
        empty.post("/add/address", data={"address": address}),
    ):
        if address == "http://127.0.0.1/":  # a literal address is refused when it is connected to
            continue
        assert answer.status_code == 422, address
        assert len(wrongs(answer)) == 1


def test_a_private_address_is_refused_by_the_job(tmp_path: Path) -> None:
    found, told = run(tmp_path, Address("http://127.0.0.1/"))
    assert (found["read"], found["refusals"], found["contacted"]) == (0, 1, [])
    assert told[-2].kind == "refused"


def test_what_fails_on_one_input_loses_that_input_only(tmp_path: Path) -> None:
    good = tmp_path / "0001"
    good.write_text(TEXT, encoding="utf-8")
    found, told = run(
        tmp_path, File("gone.txt", str(tmp_path / "none")), File("стаття.txt", str(good)), language="uk"
    )
    assert (found["read"], found["refusals"]) == (1, 1)
    assert [one.kind for one in told if one.kind in {"read", "refused"}] == ["refused", "read"]
    assert "тверджен" in next(one.line for one in told if one.kind == "read")
    assert told[-1].total == 2


def test_names_in_lines_are_text_without_what_cannot_be_seen(tmp_path: Path) -> None:
    _, told = run(tmp_path, Pasted(TEXT, title="a\u202eb\nc"))
    lines = " ".join(one.line for one in told)
    assert "\u202e" not in lines
    assert "\n" not in lines


def test_a_job_that_is_stopped_keeps_what_was_read_and_leaves_no_file(
    empty: TestClient, tmp_path: Path
) -> None:
    rows = "\n".join(json.dumps({"title": f"Стаття {n}", "text": f"{n}. {TEXT}"}) for n in range(3000))
    answer = empty.post("/add/files", files=[("files", ("rows.jsonl", rows.encode(), "application/json"))])
    app: FastAPI = empty.app  # type: ignore[assignment]
    state = app.state.papertiger
    job = state.jobs.get(answer.headers["location"].rpartition("/")[2])
    deadline = time.monotonic() + 60
    while not any(line.kind == "read" for line in job.lines) and time.monotonic() < deadline:
        time.sleep(0.02)
    empty.post(f"/jobs/{job.id}/stop")
    assert state.jobs.wait(job, 20)
    assert job.state == "stopped"
    page = empty.get(f"/jobs/{job.id}").text
    assert re.search(r"data-kept>", page)
    assert 0 < state.reading.counts().articles < 3000
    assert parse_qs(urlsplit(empty.get(f"/add/{job.id}").headers["location"]).query) == {}
    while list(tmp_path.glob("papertiger-sent-*/*/*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not list(tmp_path.glob("papertiger-sent-*/*/*"))


def test_files_lie_where_nobody_else_can_look_and_what_was_left_is_swept(tmp_path: Path) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    left = tmp_path / f"papertiger-sent-{dead.stdout.strip()}-abc"
    left.mkdir()
    (left / "0001").write_text("x", encoding="utf-8")
    aside = tmp_path / "papertiger-sent-x-abc"
    aside.mkdir()
    uploads = Uploads(tmp_path)
    with (tmp_path / "given").open("w+b") as stream:
        stream.write(b"bytes")
        stream.seek(0)
        path = uploads.batch().keep(stream)
    assert path.read_bytes() == b"bytes"
    for folder in (path.parent, path.parent.parent):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not left.exists()
    assert aside.exists()
    uploads.close()
    assert not path.parent.parent.exists()


def test_work_that_is_no_longer_remembered_says_so(empty: TestClient) -> None:
    gone = empty.get("/add/0123456789abcdef")
    assert gone.status_code == 404
    assert "among the articles" in gone.text


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_page_speaks_the_language(empty: TestClient, language: str) -> None:
    page = empty.get(f"/add?language={language}")
    assert page.status_code == 200
    assert {"en": "Add articles", "uk": "Додати статті", "ru": "Добавить статьи"}[language] in page.text


@pytest.mark.parametrize(
    ("text", "fit"),
    [("2026-01-14", True), ("2026-1-14", False), ("2026-02-30", False), ("20260114", False), ("", False)],
)
def test_days(text: str, fit: bool) -> None:
    assert is_day(text) is fit


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://a b", False),
        ("//example.org", False),
        ("https://[", False),
    ],
)
def test_web_addresses(text: str, fit: bool) -> None:
    assert is_web_address(text) is fit


def test_forms_that_were_refused_can_be_looked_at_in_another_language(empty: TestClient) -> None:
    for path in ("text", "files", "address"):
        assert empty.get(f"/add/{path}?language=ru").headers["location"] == "/add?language=ru"
