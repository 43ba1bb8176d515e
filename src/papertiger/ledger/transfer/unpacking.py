"""A case bundle from outside, checked before anything of it is used. Nothing is ever unpacked to a folder."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, Final

from papertiger.errors import LedgerError
from papertiger.ledger.transfer.blocks import Foreign, Log, Numbered
from papertiger.ledger.transfer.bundle import FOR_READING, FORMAT, LEDGER, MANIFEST, VERSION
from papertiger.ledger.transfer.reading import FREE, PIECE, RATIO, lines_in
from papertiger.ledger.transfer.refusal import RefusedError
from papertiger.ledger.transfer.strict import parsed

MAGIC: Final = b"PK\x03\x04"
MEMBERS: Final = 200_000
LARGEST: Final = 2**32
"""Bytes of one member, unpacked."""
TOTAL: Final = 2**34
"""Bytes of all members, unpacked."""
_MANIFEST_SIZE: Final = 64 * 2**20
_NAME: Final = re.compile(r"texts/(?P<text>[0-9a-f]{64})\.txt|raw/(?P<raw>[0-9a-f]{64})")
_AGAIN: Final = "nothing was imported; ask for the bundle again"


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle whose every hash fits."""

    manifest: dict[str, Any]
    articles: int
    claims: int
    """Ids, not versions."""


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The zip file, after a look at its list of contents.

    Raises:
        RefusedError: it is none, or names, kinds, number or sizes of its members are not those of a case bundle.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _contents(archive, name)
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise RefusedError(name, None, f"damaged zip file: {error}", cure=_AGAIN) from None
    except OSError as error:
        raise RefusedError(name, None, f"cannot be read: {error.strerror}") from None


def verified(path: Path, name: str) -> Verified:
    """Check everything that can be checked without a ledger.

    Raises:
        RefusedError: the first thing that does not fit.
    """
    with opened(path, name) as archive:
        manifest = _manifest(archive, name)
        _hashes(archive, manifest, name)
        articles: set[str] = set()
        claims: set[str] = set()
        members = manifest["members"]
        with archive.open(LEDGER) as stream:
            log = Log(f"{name}/{LEDGER}", lines_in(stream, f"{name}/{LEDGER}"))
            for found in log.blocks():
                if isinstance(found, RefusedError):
                    raise found
                _articles(found, members, name, articles)
                claims.update(row.fields["id"] for row in found.rows if row.table == "claims")
        if (log.entries, log.last) != (manifest["entries"], manifest["chain"]):
            raise RefusedError(name, None, "the manifest is of another ledger", field="chain", cure=_AGAIN)
        texts = {named["text"] or named["raw"] for one in members if (named := _NAME.fullmatch(one))}
        if texts != articles:
            raise RefusedError(
                name, None, "its texts are not those of the articles in its ledger", cure=_AGAIN
            )
    return Verified(manifest, len(articles), len(claims))


@contextmanager
def ledger_lines(path: Path, name: str) -> Iterator[Iterator[Numbered]]:
    """The lines of the slice in a bundle that is verified."""
    with opened(path, name) as archive, archive.open(LEDGER) as stream:
        yield lines_in(stream, f"{name}/{LEDGER}")


def _contents(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise RefusedError(name, None, f"holds more than {MEMBERS:,} files", cure=_AGAIN)
    seen: set[str] = set()
    total = packed = 0
    for one in members:
        problem = _wrong(one, seen)
        if problem:
            raise RefusedError(name, None, f"{one.orig_filename[:80]!r} {problem}", cure=_AGAIN)
        seen.add(one.filename)
        total, packed = total + one.file_size, packed + one.compress_size
    if total > TOTAL or (total > FREE and total > RATIO * max(packed, 1)):
        raise RefusedError(name, None, f"unpacks to {total:,} bytes from {packed:,}", cure=_AGAIN)
    ordered = sorted(members, key=lambda one: one.header_offset)
    for one, following in pairwise(ordered):
        if one.header_offset + one.compress_size > following.header_offset:
            raise RefusedError(name, None, f"{following.filename!r} lies inside another file", cure=_AGAIN)
    if missing := sorted({MANIFEST, LEDGER} - seen):
        raise RefusedError(name, None, f"is no case bundle: it has no {missing[0]}", cure=_AGAIN)


def _wrong(one: zipfile.ZipInfo, seen: set[str]) -> str:
    """What is wrong with a member; empty when nothing is."""
    if one.filename not in {MANIFEST, LEDGER, *FOR_READING} and not _NAME.fullmatch(one.filename):
        return "is no name of a file in a case bundle"
    if one.orig_filename != one.filename:
        return "has a NUL or a backslash in its name"
    if one.filename in seen:
        return "is there twice"
    if one.flag_bits & 1:
        return "is encrypted"
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return "is a link, a folder or a device"
    if one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "is compressed in a way that bundles do not use"
    if one.file_size > LARGEST:
        return f"has {one.file_size:,} bytes, more than any file of a bundle"
    return ""


def _manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    where = f"{name}/{MANIFEST}"
    try:
        with archive.open(MANIFEST) as stream:
            text = stream.read(_MANIFEST_SIZE + 1)
        if len(text) > _MANIFEST_SIZE:
            raise LedgerError("is too large")  # noqa: TRY301 - told like the other faults
        found = parsed(text.decode("utf-8"))
    except (LedgerError, UnicodeDecodeError) as error:
        raise RefusedError(where, None, str(error), cure=_AGAIN) from None
    if found.get("format") != FORMAT:
        raise RefusedError(where, None, "is no manifest of a case bundle", cure=_AGAIN)
    if found.get("version") != VERSION:
        raise RefusedError(
            where, None, f"version {found.get('version')!r} is not known", cure="upgrade papertiger"
        )
    members = found.get("members")
    shaped = isinstance(members, dict) and all(
        isinstance(one, dict) and type(one.get("sha256")) is str and type(one.get("size")) is int
        for one in members.values()
    )
    if not shaped or type(found.get("entries")) is not int or type(found.get("chain")) is not str:
        raise RefusedError(where, None, "does not list members, entries and chain", cure=_AGAIN)
    return found


def _hashes(archive: zipfile.ZipFile, manifest: dict[str, Any], name: str) -> None:
    there = {one.filename for one in archive.infolist()} - {MANIFEST}
    listed = set(manifest["members"])
    if there != listed:
        odd = min(there ^ listed)
        raise RefusedError(name, None, f"{odd!r} is not both in the manifest and in the bundle", cure=_AGAIN)
    for one in sorted(there):
        told = manifest["members"][one]
        with archive.open(one) as stream:
            digest, size = _digest(stream)
        if (digest, size) != (told["sha256"], told["size"]):
            raise RefusedError(name, None, f"{one} was changed: its SHA-256 is {digest[:16]}…", cure=_AGAIN)


def _digest(stream: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _articles(block: Foreign, members: dict[str, Any], name: str, keys: set[str]) -> None:
    """Check that texts and raw bytes in the bundle are those of the articles."""
    for row in block.rows:
        if row.table != "articles":
            continue
        key = row.fields["key"]
        keys.add(key)
        for member, column in ((f"texts/{key}.txt", "sha256"), (f"raw/{key}", "raw_sha256")):
            if members.get(member, {}).get("sha256") != row.fields[column]:
                raise RefusedError(name, None, f"{member} is not what the ledger in it says", cure=_AGAIN)


def is_bundle(path: Path) -> bool:
    """Whether a file begins like a zip file."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False
