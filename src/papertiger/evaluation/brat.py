"""Attributions annotated in brat's standoff format, in PolNeAR's layout: ``text/NAME.txt`` and ``attributions/NAME_XXXX.ann``.

An ``E`` line binds an event (its trigger is typed ``Attribution`` or ``Attribution-no-source``) to text-bound spans by role: ``Source``,
``Cue`` and ``Content``, each perhaps numbered (``Content2``). A span may be in pieces ("12 20;25 31"). Other annotations (notes, spans of
other types) are read over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from papertiger.errors import DataFileError, SettingsError
from papertiger.news.article import Span
from papertiger.sourcing.spans import Attribution
from papertiger.sourcing.spans.pieces import joined

_TEXT_BOUND = re.compile(r"T\d+\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_EVENT = re.compile(r"E\d+\t([^\s:]+):(T\d+)((?: \S+:T\d+)*) *")
_ANNOTATION = re.compile(r"(?:[TEARMN]\d+|#\d*|\*)(?:\t|$)")
_READ_OVER = re.compile(r"(?:[ARMN]\d+|#\d*|\*)\t")
_EVENT_TYPE = "Attribution"
_SUFFIX = re.compile(r"_[0-9A-Za-z]{4}$")
_ROLES = ("Source", "Cue", "Content")


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotation file and the text that it is about."""

    name: str
    """File name without ``.ann``; it keeps the annotator's suffix."""
    text: str
    gold: tuple[Attribution, ...]


def annotated_articles(folder: Path) -> list[Annotated]:
    """Every annotation file of `folder`, by name; an article with several annotators comes once for each.

    Raises:
        SettingsError: the folder has no such layout, or is empty.
        DataFileError: an annotation file is malformed, or its text is missing; names file and line.
    """
    texts, files = folder / "text", folder / "attributions"
    for part in (texts, files):
        if not part.is_dir():
            raise SettingsError(f"{part}: no such folder; name one that holds text/ and attributions/")
    found = sorted(files.glob("*.ann"))
    if not found:
        raise SettingsError(f"{files} holds no .ann file; name a folder with annotations in brat's format")
    return [_article(path, texts) for path in found]


def _article(path: Path, texts: Path) -> Annotated:
    stems = (path.stem, _SUFFIX.sub("", path.stem))
    file = next((f for stem in stems if (f := texts / f"{stem}.txt").is_file()), None)
    if file is None:
        raise DataFileError(str(path), None, f"its text is missing; put it at {texts / stems[-1]}.txt")
    text = _read(file)
    return Annotated(path.stem, text, read_annotations(path, text))


def _read(path: Path) -> str:
    """The file as it is, line ends included: positions count them."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        raise DataFileError(str(path), None, f"not UTF-8 at byte {error.start}; save it as UTF-8") from None


def read_annotations(path: Path, text: str) -> tuple[Attribution, ...]:
    """The attributions of one annotation file in order of their cues; `text` is what it is about.

    Pieces of a span with nothing but white-space between are one.

    An event that binds no cue, or no content, says nothing to compare and is left out.

    Raises:
        DataFileError: a line has another form, binds a span that is not there, or one that lies outside the text.
    """
    bound: dict[str, tuple[str, tuple[Span, ...]]] = {}
    events: list[tuple[int, str]] = []
    for number, line in _lines(path):
        if line.startswith("T"):
            bound[line.split("\t", 1)[0]] = _text_bound(path, number, line, text)
        elif line.startswith("E"):
            events.append((number, line))
        elif not _READ_OVER.match(line):
            raise DataFileError(str(path), number, f"{line[:40]!r} is no annotation of brat's; mend the line")
    read = [_event(path, number, line, bound, text) for number, line in events]
    whole = {one for one in read if one is not None and one.cue and one.content}
    return tuple(sorted(whole, key=lambda one: (one.cue[0].start, one.content[0].start)))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Annotations with their line numbers; the printed words of a span that crosses a line break go on in further lines."""
    held: tuple[int, str] | None = None
    for number, line in enumerate(_read(path).split("\n"), start=1):
        bare = line.rstrip("\r")
        if (
            held is not None
            and held[1].startswith("T")
            and not _ANNOTATION.match(bare)
            and _is_short(held[1])
        ):
            held = (held[0], f"{held[1]} {bare}")
            continue
        if held is not None:
            yield held
        held = (number, bare) if bare.strip() else None
    if held is not None:
        yield held


def _is_short(line: str) -> bool:
    """Whether fewer words are printed than the span has room for."""
    match = _TEXT_BOUND.match(line)
    return match is not None and len(match[3]) < sum(s.end - s.start for s in _pieces(match[2]))


def _pieces(places: str) -> tuple[Span, ...]:
    """The pieces of a span in order, adjoining ones as one."""
    found: list[Span] = []
    for start, end in sorted(tuple(int(n) for n in piece.split()) for piece in places.split(";")):
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return tuple(found)


def _text_bound(path: Path, number: int, line: str, text: str) -> tuple[str, tuple[Span, ...]]:
    match = _TEXT_BOUND.match(line)
    if match is None:
        raise DataFileError(
            str(path), number, f"{line[:40]!r}: a T line must read 'T1<tab>Type START END<tab>words'; mend it"
        )
    spans = _pieces(match[2])
    if spans[-1].end > len(text) or any(s.start >= s.end for s in spans):
        raise DataFileError(
            str(path), number, f"{match[2]} is no span of the text, which has {len(text)} characters; mend it"
        )
    return match[1], spans


def _event(
    path: Path, number: int, line: str, bound: Mapping[str, tuple[str, tuple[Span, ...]]], text: str
) -> Attribution | None:
    """The attribution that an E line binds; None for an event of another type."""
    match = _EVENT.fullmatch(line)
    if match is None:
        raise DataFileError(
            str(path), number, f"{line[:40]!r}: an E line must read 'E1<tab>Type:T1 Role:T2'; mend it"
        )
    if not match[1].startswith(_EVENT_TYPE):
        return None
    roles: dict[str, list[Span]] = {role: [] for role in _ROLES}
    for binding in match[3].split():
        role, _, name = binding.partition(":")
        if name not in bound:
            raise DataFileError(
                str(path), number, f"{role} is bound to {name}, which no T line defines; add it"
            )
        plain = role.rstrip("0123456789")
        if plain in roles:
            roles[plain] += bound[name][1]
    source, cue, content = (joined(roles[role], text) for role in _ROLES)
    return Attribution(source, cue, content)
