"""XML that strangers wrote: feeds, sitemaps, subscription lists.

What declares anything (DOCTYPE, ENTITY) is refused before a parser sees it: entities are how a kilobyte becomes a gigabyte
or a local file (threat 3). `parse_strictly` takes well-formed XML only. `read_xml` takes what real feeds send as well: names
of HTML's entities, bare ampersands, control characters, wrong encodings, a missing end; it says what it mended.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from papertiger.errors import ArticleError
from papertiger.news.freeze import as_declared, decode

if TYPE_CHECKING:
    from lxml.etree import XMLParser
    from lxml.etree import _Element as Element

MAX_TAGS = 1_500_000
"""Most ``<`` outside CDATA. The fullest sitemap that the protocol allows has 50,000 entries, of some 20 tags each."""
MAX_REFERENCES = 2_000_000
"""Most ``&`` outside CDATA; 20 MB of escaped markup have half of that."""
MAX_SECTIONS = 200_000
"""Most CDATA sections; feeds have a few for each of at most some thousand entries."""
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_PROLOGUE = re.compile(r"<\?xml\s[^>]{0,500}\?>")
_FIRST = re.compile(r"<[A-Za-z_!?]")
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]{0,80})")
_REFERENCE = re.compile(r"&(?:#(\d{1,8});|#[xX]([0-9A-Fa-f]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED_DECLARATION = re.compile(r"<!\s*(?=DOCTYPE|ENTITY)", re.IGNORECASE)
"""In a CDATA section it declares nothing (a page that an item quotes). It is broken all the same, so that it declares nothing
either where the parser sees no section."""
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_TOO_DEEP = "Excessive depth"
_PLACE = re.compile(r" \(<string>, line \d{1,9}\)")
_FEW = 0.01
"""Share of damaged bytes with which a text is still read."""
_LAST_CODE = 0x10FFFF


def refuse_declarations(raw: bytes, path: str, what: str) -> None:
    """Refuse what has a DOCTYPE or ENTITY declaration anywhere, in ASCII, UTF-8, UTF-16 or UTF-32.

    Raises:
        ArticleError: it has one.
    """
    if _DECLARATION.search(raw.replace(b"\x00", b"")):
        raise ArticleError(
            path,
            f"{what} with a DOCTYPE or ENTITY declaration, which is not read",
            cure="save it again, without declarations",
        )


def parse_strictly(raw: bytes, path: str, what: str = "a feed") -> Element:
    """The root of well-formed XML.

    Raises:
        ArticleError: it is not well-formed, declares something, or is nested too deep.
    """
    from lxml import etree  # noqa: PLC0415 - costs start-up time

    refuse_declarations(raw, path, what)
    try:
        return etree.fromstring(raw.lstrip(), _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(
            path, f"a broken {what.removeprefix('a ')}: {_reason(error)}", cure="save it again"
        ) from None


def read_xml(
    raw: bytes,
    path: str,
    *,
    what: str = "a feed",
    declared: str | None = None,
    units: tuple[str, ...] = (),
) -> tuple[Element, tuple[str, ...]]:
    """The root of XML that may be broken, and what was mended or is missing, one short sentence each.

    Args:
        raw: the bytes, unpacked.
        path: how errors call it.
        what: what it should be, with its article.
        declared: encoding as a server declares it; the bytes themselves decide.
        units: names of the elements that it is a list of; of a list that is cut off the last one is left out, since half an
            address leads elsewhere.

    Raises:
        ArticleError: it declares something, is nested too deep, has more tags than any feed, or is no XML at all.
    """
    from lxml import etree  # noqa: PLC0415 - costs start-up time

    inside = _ENCODING.match(raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:300])
    said = declared or (inside[1].decode("ascii") if inside else None)
    notes: list[str] = []
    text = _decoded(raw, path, said, notes)
    if said and not raw.isascii() and as_declared(raw, said) not in (text, text.removeprefix("\ufeff")):
        notes.append(f"it says that it is in {said} and is not; it was read by its letters")
    text = _trimmed(text, path, what, notes)
    _refuse_many(text, path, what)
    text = _mended(text, notes)
    clean = text.encode("utf-8")
    refuse_declarations(
        clean, path, what
    )  # in what the parser sees: the bytes may hide them in their encoding
    try:
        return etree.fromstring(clean, _parser(recover=False)), tuple(notes)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = _reason(error)
    notes.append(f"not well-formed ({reason}); read as far as it can be")
    if units and (whole := _without_cut_end(text, units)) is not None:
        notes.append("cut off in its last entry, which was passed over")
        clean = whole.encode("utf-8")
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(clean, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(_TOO_DEEP in entry.message for entry in parser.error_log) or _TOO_DEEP in reason:
        raise ArticleError(
            path, f"a broken {what.removeprefix('a ')}: elements nested too deep", cure="save it again"
        )
    if root is None or not isinstance(root.tag, str):
        raise ArticleError(path, f"no XML where {what} should be: {reason}", cure="check the address")
    return root, tuple(notes)


def local_name(element: Element) -> str:
    """Name in lower case without its namespace, or without a prefix that nobody declared; empty for a comment."""
    if not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower()


def _parser(*, recover: bool) -> XMLParser:
    from lxml import etree  # noqa: PLC0415 - costs start-up time

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        recover=recover,
        encoding="utf-8" if recover else None,
    )


def _reason(error: Exception) -> str:
    """What the parser says, on one line; it quotes what was written."""
    reason = " ".join(_PLACE.sub("", str(error)[:400]).split())
    clean = "".join(c if c.isprintable() else " " for c in reason)
    return "elements nested too deep" if _TOO_DEEP in clean else clean[:200]


def _decoded(raw: bytes, path: str, said: str | None, notes: list[str]) -> str:
    """The text in `raw`; a few bytes that fit no encoding are told and lost, where elsewhere they would make it no text."""
    nulls = raw.count(b"\x00")
    if 0 < nulls <= len(raw) * _FEW:
        notes.append(f"{nulls:,} zero bytes were left out")
        raw = raw.replace(b"\x00", b"")
    try:
        return decode(raw, path, declared=said)
    except ArticleError:
        text = raw.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        if b"\x00" in raw or bad > len(text) * _FEW:
            raise
        notes.append(f"{bad:,} characters were damaged")
        return text


def _trimmed(text: str, path: str, what: str, notes: list[str]) -> str:
    """`text` from its first tag on, without the XML declaration: its encoding was true of the bytes at most."""
    first = _FIRST.search(text)
    if first is None:
        raise ArticleError(
            path,
            f"no XML where {what} should be: no tag in it" if text.strip() else "empty",
            cure="try again",
        )
    if text[: first.start()].strip("\ufeff \t\r\n"):
        notes.append("text before the first tag was passed over")
    text = text[first.start() :]
    prologue = _PROLOGUE.match(text)
    return text[prologue.end() :] if prologue else text


def _without_cut_end(text: str, units: tuple[str, ...]) -> str | None:
    """`text` up to the last of its `units`, where that was begun and neither it nor the whole was ended; None otherwise."""
    name = _ROOT.search(text)
    if name is not None and text.rstrip().endswith(f"</{name[1]}>"):
        return None
    last = max(
        ((place, word) for word in units if (place := _last(text, word)) >= 0),
        default=None,
        key=lambda p: p[0],
    )
    if last is None or text.startswith("</", last[0]):
        return None
    return text[: last[0]]


def _last(text: str, name: str) -> int:
    """Where the last start or end tag of that name begins, with or without a prefix; -1 where there is none."""
    found = -1
    for match in re.finditer(rf"</?(?:[A-Za-z][\w-]{{0,40}}:)?{name}(?=[\s/>])", text):
        found = match.start()
    return found


def _mended(text: str, notes: list[str]) -> str:
    """`text` with the characters and references that XML does not know made into what was meant."""
    clean = _NOT_XML.sub("", text)
    if len(clean) < len(text):
        notes.append(f"{len(text) - len(clean):,} control characters were left out")
    if "&" not in clean and _CDATA not in clean:
        return clean
    counts = {"entities": 0, "ampersands": 0}

    def mend(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name in _PREDEFINED:
            return match[0]
        if decimal or hexadecimal:
            code = int(decimal) if decimal else int(hexadecimal, 16)
            if code <= _LAST_CODE and not _NOT_XML.match(chr(code)):
                return match[0]
            counts["entities"] += 1
            return " "
        meant = html.unescape(match[0]) if name else "&"
        counts["entities" if name and meant != match[0] else "ampersands"] += 1
        return html.escape(meant, quote=False)

    mended = "".join(
        _QUOTED_DECLARATION.sub("<", part) if inside else _REFERENCE.sub(mend, part)
        for inside, part in _by_cdata(clean)
    )
    if counts["entities"]:
        notes.append(f"{counts['entities']:,} entities that XML does not know were read as HTML's")
    if counts["ampersands"]:
        notes.append(f"{counts['ampersands']:,} bare ampersands were read as such")
    return mended


def _by_cdata(text: str) -> list[tuple[bool, str]]:
    """`text` in pieces, each with whether it is a CDATA section; what is never closed is one to the end."""
    pieces, place = [], 0
    while (start := text.find(_CDATA, place)) >= 0:
        end = text.find(_CDATA_END, start)
        end = len(text) if end < 0 else end + len(_CDATA_END)
        pieces += [(False, text[place:start]), (True, text[start:end])]
        place = end
    pieces.append((False, text[place:]))
    return pieces


def _refuse_many(text: str, path: str, what: str) -> None:
    """Refuse more tags than fit in memory as a tree, and more references and sections than are worth mending."""
    sections = text.count(_CDATA)
    if sections > MAX_SECTIONS:
        raise _too_many(path, what, "CDATA sections", sections, MAX_SECTIONS)
    if text.count("<") > MAX_TAGS or text.count("&") > MAX_REFERENCES:
        outside = [part for inside, part in _by_cdata(text) if not inside]
        for sign, most, called in (("<", MAX_TAGS, "tags"), ("&", MAX_REFERENCES, "ampersands")):
            number = sum(part.count(sign) for part in outside)
            if number > most:
                raise _too_many(path, what, called, number, most)


def _too_many(path: str, what: str, called: str, number: int, most: int) -> ArticleError:
    return ArticleError(path, f"{what} of {number:,} {called}, over the limit of {most:,}", cure="cut it up")
