"""A bundle from outside is checked before anything of it is used; what is wrong with it is named."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from papertiger.ledger import Ledger
from papertiger.ledger.transfer import unpacking
from papertiger.ledger.transfer.blocks import header
from papertiger.ledger.transfer.bundle import Writer
from papertiger.ledger.transfer.refusal import RefusedError
from papertiger.ledger.transfer.slicing import Sliced
from papertiger.ledger.transfer.unpacking import verified
from papertiger.readers import Reading

Members = dict[str, bytes]


@pytest.fixture
def bundle(tmp_path: Path, reading: Callable[..., Reading]) -> Path:
    """A bundle with one article."""
    path = tmp_path / "case.ptb"
    told = Sliced()
    with Ledger.open(tmp_path / "source.ledger") as ledger, path.open("wb") as stream:
        ledger.add(reading(1))
        lines = list(ledger.slice_lines(None, told))
        (row,) = ledger.articles()
        article = ledger.article(row.key)
        writer = Writer(stream)
        writer.put("ledger.jsonl", ["\n".join([header(told.entries, told.chain), *lines, ""]).encode()])
        writer.put(f"texts/{row.key}.txt", [article.text.encode()])
        writer.put(f"raw/{row.key}", [article.raw])
        writer.close({}, told.entries, told.chain)
    return path


def members(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, found: Members, *, manifest: bool = True) -> Path:
    """A bundle of those members, with a manifest that fits them."""
    if manifest:
        told = json.loads(found["manifest.json"])
        told["members"] = {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for name, content in found.items()
            if name != "manifest.json"
        }
        found = {**found, "manifest.json": json.dumps(told).encode()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return path


def with_member(path: Path, info: zipfile.ZipInfo, content: bytes = b"x") -> Path:
    found = members(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in found.items():
            archive.writestr(name, data)
        archive.writestr(info, content)
    return path


def test_a_sound_bundle_verifies_and_comes_in(bundle: Path, tmp_path: Path) -> None:
    found = verified(bundle, "case.ptb")
    with Ledger.open(tmp_path / "target") as target:
        done = target.take(bundle)

        assert (found.articles, found.claims) == (1, 2)
        assert (done.entries, done.refused) == (1, [])
        assert len(list(target.claims())) == 2


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../out.txt",
        "texts/../../out.txt",
        "texts\\..\\out.txt",
        "C:\\out.txt",
        "texts/",
        "texts/short.txt",
        "raw/" + "A" * 64,
        "raw/" + "a" * 65,
        "more.txt",
        "ledger.jsonl ",
        "LEDGER.JSONL",
        "nested.zip",
        "raw/" + "a" * 64 + "\0.txt",
    ],
)
def test_names_that_no_bundle_has_are_refused(bundle: Path, name: str) -> None:
    info = zipfile.ZipInfo("x" * len(name))
    info.filename = name
    with pytest.raises(RefusedError, match=r"case\.ptb: .*(no name|NUL)"):
        verified(with_member(bundle, info), "case.ptb")


@pytest.mark.parametrize(
    "kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFDIR]
)
def test_links_devices_and_folders_are_refused(bundle: Path, kind: int) -> None:
    info = zipfile.ZipInfo("raw/" + "a" * 64)
    info.external_attr = (kind | 0o644) << 16
    with pytest.raises(RefusedError, match="a link, a folder or a device"):
        verified(with_member(bundle, info), "case.ptb")


def test_a_name_that_is_there_twice_is_refused(bundle: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), pytest.raises(RefusedError, match="twice"):
        verified(with_member(bundle, zipfile.ZipInfo("ledger.jsonl")), "case.ptb")


def test_encrypted_members_are_refused(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    bundle.write_bytes(data)
    with pytest.raises(RefusedError, match="encrypted"):
        verified(bundle, "case.ptb")


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(bundle: Path, kind: int) -> None:
    info = zipfile.ZipInfo("raw/" + "a" * 64)
    info.compress_type = kind
    with pytest.raises(RefusedError, match="compressed in a way"):
        verified(with_member(bundle, info), "case.ptb")


def test_too_many_members_are_refused(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MEMBERS", 3)
    with pytest.raises(RefusedError, match="more than 3 files"):
        verified(bundle, "case.ptb")


def test_a_zip_bomb_is_refused_by_what_it_promises(bundle: Path) -> None:
    info = zipfile.ZipInfo("raw/" + "a" * 64)
    info.compress_type = zipfile.ZIP_DEFLATED
    with pytest.raises(RefusedError, match="unpacks to"):
        verified(with_member(bundle, info, bytes(32 * 2**20)), "case.ptb")


def test_a_bomb_that_promises_little_is_read_no_further_than_it_promises(bundle: Path) -> None:
    info = zipfile.ZipInfo("raw/" + "a" * 64)
    info.compress_type = zipfile.ZIP_DEFLATED
    with_member(bundle, info, bytes(2**20))
    data = bundle.read_bytes()
    bundle.write_bytes(data.replace((2**20).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(RefusedError, match=r"manifest|damaged"):
        verified(bundle, "case.ptb")


def test_a_member_inside_another_is_refused(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = (1).to_bytes(4, "little")
    bundle.write_bytes(data)
    with pytest.raises(RefusedError, match=r"inside another|damaged"):
        verified(bundle, "case.ptb")


@pytest.mark.parametrize("name", ["ledger.jsonl", "manifest.json"])
def test_a_bundle_without_its_main_parts_is_none(bundle: Path, name: str) -> None:
    found = members(bundle)
    del found[name]
    with pytest.raises(RefusedError, match="no case bundle"):
        verified(packed(bundle, found, manifest=False), "case.ptb")


def test_every_changed_byte_of_a_member_is_noticed(bundle: Path, tmp_path: Path) -> None:
    found = members(bundle)
    for name in set(found) - {"manifest.json"}:
        changed = {**found, name: found[name][:-1] + bytes([found[name][-1] ^ 1])}
        with pytest.raises(RefusedError, match="was changed"):
            verified(packed(tmp_path / "changed.ptb", changed, manifest=False), "changed.ptb")


def test_a_text_that_is_not_the_ledger_s_is_refused_though_the_manifest_fits(
    bundle: Path, tmp_path: Path
) -> None:
    found = members(bundle)
    for name in [one for one in found if "/" in one]:
        with pytest.raises(RefusedError, match="is not what the ledger in it says"):
            verified(packed(tmp_path / "changed.ptb", {**found, name: b"other"}), "changed.ptb")


def test_a_text_of_no_article_is_refused(bundle: Path, tmp_path: Path) -> None:
    found = {**members(bundle), "texts/" + "a" * 64 + ".txt": b"text"}
    with pytest.raises(RefusedError, match="not those of the articles"):
        verified(packed(tmp_path / "more.ptb", found), "more.ptb")


def test_a_ledger_that_was_changed_and_listed_anew_is_refused_and_nothing_is_stored(
    bundle: Path, tmp_path: Path
) -> None:
    found = members(bundle)
    found["ledger.jsonl"] = found["ledger.jsonl"].replace(b'"modality":"asserted"', b'"modality":"denied"', 1)
    packed(bundle, found)
    with Ledger.open(tmp_path / "target") as target:
        with pytest.raises(RefusedError, match="changed after it was made"):
            target.take(bundle)
        assert list(target.articles()) == []


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format":"papertiger-bundle","version":2}',
        b'{"format":"papertiger-bundle","version":1}',
        b'{"format":"papertiger-bundle","version":1,"entries":1,"chain":"","members":{"ledger.jsonl":1}}',
        b"\xff",
    ],
)
def test_a_manifest_of_another_form_is_refused(bundle: Path, manifest: bytes) -> None:
    found = {**members(bundle), "manifest.json": manifest}
    with pytest.raises(RefusedError, match=r"manifest\.json"):
        verified(packed(bundle, found, manifest=False), "case.ptb")


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_bundle_that_was_cut_off_is_damaged(bundle: Path, cut: int) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-cut])
    with pytest.raises(RefusedError, match="damaged"):
        verified(bundle, "case.ptb")


def test_bits_that_flip_in_a_packed_member_are_noticed(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    data[120] ^= 0xFF
    bundle.write_bytes(data)
    with pytest.raises(RefusedError):
        verified(bundle, "case.ptb")


def test_the_same_slice_makes_the_same_bytes() -> None:
    def made() -> bytes:
        stream = io.BytesIO()
        writer = Writer(stream)
        writer.put("README.txt", [b"a", b"b"])
        writer.close({"object": "VEN", "family": "support"}, 0, "0" * 64)
        return stream.getvalue()

    assert made() == made()


@pytest.mark.parametrize("content", [b"", b"PK", b"hello\n", b"[1]\n", b"\x1f\x8bxx", b"\x00" * 100])
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "what"
    path.write_bytes(content)
    with Ledger.open(tmp_path / "target") as target, pytest.raises(RefusedError):
        target.take(path)
