"""What the actor files hold, compiled once and kept: the facts of each actor, the names and words of each language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from papertiger.actors.cache import kept
from papertiger.actors.compiled import Table, words_of
from papertiger.errors import PapertigerError

DATA = Path(__file__).parent / "data"
_BUILD = "8"
"""Changes with what is compiled, so that an older compilation is not read."""


@dataclass(frozen=True)
class Stored:
    """A folder of data files and a workspace file, as sections that are looked into where they lie.

    What the files say is compiled once and kept (see `papertiger.actors.cache`); a file that changes is compiled anew.
    """

    folder: Path = DATA
    workspace: Path | None = None

    @cached_property
    def digest(self) -> str:
        """``sha256:…`` over the paths and bytes of all data files; part of a claim's coder configuration."""
        total = hashlib.sha256()
        files = [
            (path.relative_to(self.folder).as_posix(), path) for path in sorted(self.folder.rglob("*.yaml"))
        ]
        if self.workspace is not None:
            files.append(("workspace", self.workspace))
        for name, path in files:
            total.update(name.encode() + b"\0" + _bytes_of(path) + b"\0")
        return f"sha256:{total.hexdigest()}"

    @cached_property
    def _kept_as(self) -> str:
        return f"{self.digest.removeprefix('sha256:')[:24]}-{_BUILD}"

    @cached_property
    def _sections(self) -> Mapping[str, memoryview]:
        def build() -> Mapping[str, bytes]:
            from papertiger.actors.compiling import compile_facts  # noqa: PLC0415 - pydantic, only to build

            return compile_facts(self.folder, self.workspace)

        return kept(self._kept_as, "facts", build)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {actor_id: number for number, actor_id in enumerate(words_of(self._sections["ids"]))}

    @cached_property
    def _facts(self) -> Table[Any]:
        return Table(self._sections, "facts", dict)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that have names, sorted."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/inflection.yaml")))

    def fact(self, actor_id: str) -> Mapping[str, Any]:
        """What the data files say of an actor, as JSON, only the fields that are given; raises KeyError."""
        found: Mapping[str, Any] = self._facts[self._numbers[actor_id]]
        return found

    def _compiled(self, language: str) -> Mapping[str, memoryview]:
        if language not in self.languages:
            raise PapertigerError(
                f"no actor names in language {language!r}; there are: {', '.join(self.languages)}"
            )

        def build() -> Mapping[str, bytes]:
            from papertiger.actors.compiling import compile_language, latin_names  # noqa: PLC0415 - as above

            latin = latin_names((actor_id, self.fact(actor_id)) for actor_id in self._numbers)
            return compile_language(self.folder, language, self.workspace, latin)

        return kept(self._kept_as, language, build)

    def _compiled_words(self, language: str) -> Mapping[str, memoryview]:
        def build() -> Mapping[str, bytes]:
            from papertiger.actors.compiling import compile_words  # noqa: PLC0415 - as above

            return compile_words(self.folder, language)

        return kept(self._kept_as, f"{language}-words", build)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PapertigerError(
            f"{path}: the actors of the workspace cannot be read: {error.strerror}"
        ) from None
