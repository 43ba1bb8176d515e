"""A case bundle: one zip file with a slice of a ledger, its texts, and what a reader without this program needs.

    manifest.json              what it is, and SHA-256 and size of every member
    ledger.jsonl               the slice, a log
    texts/KEY.txt, raw/KEY     frozen texts and the bytes they were made from, by key of the article
    claims.csv, brief.html …   what whoever makes the bundle adds for reading

The same slice gives the same bytes: members are sorted, their times fixed, and nothing says when or where it was made.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO, Any, Final

from papertiger import __version__

FORMAT: Final = "papertiger-bundle"
VERSION: Final = 1
SUFFIX: Final = ".ptb"
MANIFEST: Final = "manifest.json"
LEDGER: Final = "ledger.jsonl"
FOR_READING: Final = ("README.txt", "brief.html", "claims.csv", "claims.csv.dictionary.md")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FILE: Final = 0o100644 << 16
_PIECE: Final = 2**20


class Writer:
    """Puts members into a zip file, and a manifest of them at the end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._members: dict[str, dict[str, Any]] = {}

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one member."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, _FILE, 3
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        self._members[name] = {"sha256": digest.hexdigest(), "size": size}

    def close(self, chosen: Mapping[str, Any], entries: int, chain: str) -> None:
        """Write the manifest.

        Args:
            chosen: the filter, as it was asked for.
            entries: of the slice.
            chain: of custody, after its last entry.
        """
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "program": "papertiger",
            "program_version": __version__,
            "filter": dict(sorted(chosen.items())),
            "entries": entries,
            "chain": chain,
            "members": dict(sorted(self._members.items())),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        self.put(MANIFEST, [text.encode()])
        self._zip.close()


def pieces_of(stream: IO[bytes]) -> Iterable[bytes]:
    """A file, piece by piece."""
    return iter(lambda: stream.read(_PIECE), b"")
