"""Loading as a whole: files, folders, standard input, side files, hostile input."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

import papertiger.news
from papertiger.news import Article, Metadata, Refusal, count, inputs, load

TEXT = "Посол заявив, що обіцяні радари так і не прибули, хоча Гавана просила про них тричі."


def _files(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")


def _names(found: Iterable[Article | Refusal], folder: Path) -> list[str]:
    return [os.path.relpath(x.path, folder) for x in found]


def test_the_public_names_are_these() -> None:
    assert papertiger.news.__all__ == [
        "NORMALISATION",
        "Article",
        "Metadata",
        "Paragraph",
        "Refusal",
        "Span",
        "count",
        "inputs",
        "load",
        "load_bytes",
    ]


def test_importing_the_stage_loads_nothing_heavy() -> None:
    code = "import sys, papertiger.news; print([m for m in ('trafilatura', 'lxml', 'pydantic', 'charset_normalizer', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_folder_is_read_in_the_order_of_names_without_hidden_and_side_files(tmp_path: Path) -> None:
    _files(tmp_path, ["b.txt", "a/z.txt", "a/c.txt", ".hidden.txt", ".git/x.txt"])
    (tmp_path / "b.meta.json").write_text('{"outlet": "Example Post"}')
    (tmp_path / "a" / "c.json").write_text('{"outlet": "Example Post"}')

    assert _names(load([tmp_path]), tmp_path) == ["a/c.txt", "a/z.txt", "b.txt"]
    assert inputs([tmp_path]) == [x.path for x in load([tmp_path])]


def test_inputs_are_counted_with_their_rows(tmp_path: Path) -> None:
    _files(tmp_path, ["a.txt", "b.html"])
    (tmp_path / "c.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n{"text": "Three."}')

    assert count([tmp_path, "-", tmp_path / "missing"]) == 2 + 3 + 1 + 1


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    _files(tmp_path, ["sub/a.txt"])
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert _names(load([tmp_path]), tmp_path) == ["sub/a.txt"]


@pytest.mark.parametrize(
    "name", ["story.meta.json", "story.txt.meta.json", "story.json", "story.meta.yaml", "story.txt.meta.yml"]
)
def test_a_side_file_gives_the_metadata(tmp_path: Path, name: str) -> None:
    _files(tmp_path, ["story.txt"])
    words = (
        '{"outlet": "Example Post", "date": "2026-01-14", "lang": "uk"}'
        if name.endswith("json")
        else "outlet: Example Post\ndate: 2026-01-14\nlang: uk\n"
    )
    (tmp_path / name).write_text(words)
    (article,) = load([tmp_path])

    assert article.metadata == Metadata(outlet="Example Post", published="2026-01-14", language="uk")


def test_a_json_neighbour_with_text_is_an_article_of_its_own(tmp_path: Path) -> None:
    _files(tmp_path, ["story.txt"])
    (tmp_path / "story.json").write_text('{"outlet": "Example Post", "text": "Another text."}')
    neighbour, article = load([tmp_path])

    assert neighbour.text == "Another text."
    assert article.metadata == Metadata()


@pytest.mark.parametrize("words", ["{", "[1]", '{"a": ' * 5000, "\ud800"])
def test_a_broken_side_file_is_refused_and_the_article_still_read(tmp_path: Path, words: str) -> None:
    _files(tmp_path, ["story.txt"])
    (tmp_path / "story.meta.json").write_bytes(words.encode("utf-8", "surrogatepass"))
    refusal, article = load([tmp_path])

    assert "story.meta.json: side file is" in refusal.line
    assert article.text == TEXT


def test_standard_input_is_sniffed_and_left_open() -> None:
    stream = io.BytesIO(f"<html><body><p>{TEXT}</p></body></html>".encode())
    (article,) = load(["-"], stdin=stream)

    assert (article.path, article.text) == ("-", TEXT)
    assert not stream.closed


def test_an_endless_stream_is_cut_off() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:
            buffer[:] = b"w" * len(buffer)
            return len(buffer)

    (refusal,) = load(["-"], stdin=io.BufferedReader(Endless()), max_bytes=1_000_000)

    assert "more than 1,000,000 bytes" in refusal.problem


def test_the_same_file_read_twice_gives_equal_articles(tmp_path: Path) -> None:
    _files(tmp_path, ["a.txt"])
    (tmp_path / "b.html").write_text(
        f"<html><body><article><h1>Радари</h1><p>{TEXT}</p></article></body></html>"
    )
    (tmp_path / "c.json").write_text('[{"text": "No radars came."}]')

    assert list(load([tmp_path])) == list(load([tmp_path]))


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "white.txt": (b" \r\n\t\n", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG"),
    "program": (b"\x7fELF" + bytes(64), "ELF"),
    "noise.bin": (bytes((i * 97 + i * i * 31) % 256 for i in range(4096)), "binary"),
    "nul.txt": (b"Moscow did\x00 not help.", "binary"),
    "sjis.txt": ("ロシアは約束した支援を送らなかった。".encode("shift_jis"), "no known encoding"),
    "a.gz": (b"\x1f\x8b\x08" + bytes(32), "gzip"),
    "a.zip": (b"PK\x03\x04" + bytes(32), "zip"),
    "a.pdf": (b"%PDF-1.7\n", "PDF"),
    "table.csv": (b"title,country\nA,B\n", "a CSV table with no column for the text"),
    "page.mht": (b"From: <Saved>\n", "a web archive"),
    "line.txt": (b"word " * 3_800_000, "one line of 19,000,000 characters"),
    "bad\nname\x1b[31m.txt": (b"", "empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_one_line_with_file_problem_and_cure(tmp_path: Path, name: str) -> None:
    raw, problem = HOSTILE[name]
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "z.txt").write_text(TEXT, "utf-8")
    start = time.process_time()
    refusal, article = load([tmp_path / name, tmp_path / "z.txt"])

    assert time.process_time() - start < 3
    assert problem in refusal.problem
    assert refusal.cure
    assert refusal.row is None
    assert refusal.line.isprintable()
    assert refusal.line.startswith(str(tmp_path))
    assert isinstance(article, Article)


def test_a_file_over_the_limit_is_refused_by_its_size_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000_000)  # sparse: nothing on the disk, and reading it would take minutes
    start = time.process_time()
    (refusal,) = load([path])

    assert "50,000,000,000 bytes, over the limit of 20,000,000" in refusal.line
    assert time.process_time() - start < 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix matter")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (refusal,) = load([tmp_path / "pipe"])

    assert "a pipe, not a file" in refusal.problem


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="devices are files on Unix only")
def test_a_device_is_refused() -> None:
    (refusal,) = load(["/dev/zero"])

    assert "a device, not a file" in refusal.problem


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    _files(tmp_path, ["a.txt"])
    (tmp_path / "a.txt").chmod(0)
    (refusal,) = load([tmp_path / "a.txt"])

    assert "may not be read" in refusal.problem


def test_a_link_to_itself_a_missing_file_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "link")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    found = list(
        load([tmp_path / "link", tmp_path / "dangling", tmp_path / "missing", "x\0y", "n" * 5000, tmp_path])
    )

    assert [isinstance(x, Refusal) for x in found] == [True] * 7
    assert all(x.line.isprintable() and x.cure for x in found)


ARTICLES = {
    "plain.txt": f"Заголовок: Радари\nДата: 14 січня 2026\n\nРеклама\n\n{TEXT}\n  {TEXT}  \n\n* * *\nНовини за темою\nПорт закрито\n",
    "bare.txt": f"\n\n  Радари не прибули\n14.01.2026\n\n{TEXT}\n",
    "nbsp.txt": f"\u00a0\u00a0{TEXT}\u00a0\n\u3000{TEXT}\u200b\n\u00ad\n",
    "page.html": f"<html><body><article><h1>Радари</h1><p>{TEXT}</p><p>Реклама</p><p>{TEXT} Далі.</p></article></body></html>",
    "row.jsonl": f'{{"title": "Радари", "text": "{TEXT}\\n\\n  Відео дня\\n{TEXT}"}}',
}


@pytest.mark.parametrize("name", ARTICLES)
def test_parts_lie_within_the_text_in_order_and_apart(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(ARTICLES[name], "utf-8")
    (article,) = load([tmp_path / name])
    parts = sorted(
        [*((p.start, p.end) for p in article.paragraphs), *((s.start, s.end) for s in article.furniture)]
    )

    assert [p.start for p in article.paragraphs] == sorted(p.start for p in article.paragraphs)
    assert [s.start for s in article.furniture] == sorted(s.start for s in article.furniture)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(parts))
    assert parts[0][0] >= 0
    assert parts[-1][1] <= len(article.text)
    for paragraph in article.paragraphs:
        words = article.text[paragraph.start : paragraph.end]
        assert words == words.strip() != ""
        assert "\n" not in words
        assert paragraph.kind in ("title", "heading", "body")


@pytest.mark.shared
def test_the_motive_article_loses_its_furniture_and_keeps_its_subheadings() -> None:
    folder = Path(__file__).parents[3] / "shared" / "articles"
    if not folder.is_dir():
        pytest.skip("the developers' shared folder is not here")
    article = next(x for x in load([folder]) if isinstance(x, Article))

    assert [p.kind for p in article.paragraphs].count("heading") == 3
    assert article.paragraphs[0].kind == "title"
    assert len(article.furniture) == 2
