"""Freezing: raw bytes to the one text that every position refers to.

`decode` finds the encoding; `freeze` applies the normalisation named by `NORMALISATION`:

* line breaks (CRLF, CR, VT, FF, NEL, U+2028, U+2029) become LF;
* invisible characters go: BOM, zero-width, bidi controls, soft hyphens, tags, variation selectors, fillers, C0 and
  C1 controls other than tab and LF, lone surrogates, noncharacters;
* combining marks past the thirtieth on one letter go;
* the rest is put into NFC. Spaces (no-break ones included) and tabs stay as they are.

The digest of an article depends on these rules: any change needs a new name.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from papertiger.errors import ArticleError
from papertiger.news.encodings import guess_encoding

NORMALISATION = "nfc-1"

CURE_ENCODING = "save it as UTF-8"
_BINARY, _CURE_BINARY = "binary data, not text", "give the article as text, HTML or JSON"

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Written out, not taken from this Python's Unicode data: the digest of an article may not depend on the interpreter.
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, without tab and LF
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"  # format characters
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # joiner and fillers
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    "\ud800-\udfff\ufffe\uffff\U0010ffff"  # lone surrogates, noncharacters
    "\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format characters of rare scripts
    "\U000e0001\U000e0020-\U000e007f"  # tags, which hide text from people and not from programs
    "]"
)

# In UTF-8: zero-width characters between two letters (soft hyphens and joiners of emoji are honest), and characters
# that turn the direction of the text or hide text from people.
_HIDDEN = re.compile(
    rb"(?:(?<=[A-Za-z])|(?<=[\xd0-\xd3][\x80-\xbf]))(?:\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf)+(?=[A-Za-z\xd0-\xd3])"
    rb"|\xe2\x80[\xad\xae]|\xf3\xa0[\x80\x81][\x80-\xbf]"
)

# One control character in fifty is a damaged text; more is no text. Tab and line breaks do not count.
_MAX_CONTROLS = 0.02
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# A text cut or damaged in transit is still read when each bad byte stands against this many good sequences.
_GOOD_PER_BAD = 50
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def freeze(text: str) -> str:
    """The frozen form of `text`; freezing it again changes nothing."""
    if text.isascii():
        text = _LINE_BREAKS.sub("\n", text)
        return _INVISIBLE.sub("", text)
    text = _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text))
    text = _stacked_marks().sub(r"\1", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def hidden_in(raw: bytes) -> int:
    """How many characters of a UTF-8 source were hidden on purpose, as it seems; `freeze` has removed them."""
    return sum(1 for _ in _HIDDEN.finditer(raw))


def decode(raw: bytes, path: str, *, declared: str | None = None) -> str:
    """The text in `raw`: by byte-order mark, as UTF-8, by the `declared` encoding, then by the letters themselves.

    Raises:
        ArticleError: `raw` is binary, or in no encoding that is known here.
    """
    text = _by_mark(raw, path)
    # A text with NUL bytes is UTF-16 or none, though UTF-16 may well pass for UTF-8.
    if text is None and b"\x00" not in raw:
        text = _as_utf8(raw)
        text = as_declared(raw, declared) if text is None else text
    if text is None:
        text = _by_letters(raw)
    if text is None:
        if _looks_binary(raw):
            raise ArticleError(path, _BINARY, cure=_CURE_BINARY)
        raise ArticleError(path, "text in no known encoding", cure=CURE_ENCODING)
    if _too_many_controls(text):
        raise ArticleError(path, _BINARY, cure=_CURE_BINARY)
    return text


def _by_mark(raw: bytes, path: str) -> str | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding) if encoding != "utf-8" else None
            except UnicodeDecodeError as error:
                problem = f"begins as {encoding.upper()} but breaks at byte {error.start}"
                raise ArticleError(path, problem, cure=CURE_ENCODING) from None
    return None


def _as_utf8(raw: bytes) -> str | None:
    """`raw` as UTF-8; a few damaged bytes in a long text become U+FFFD, a cut last character goes."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.end == len(raw) and error.reason == "unexpected end of data"
        if cut and error.start > 0 and not raw[: error.start].isascii():
            return raw[: error.start].decode("utf-8")
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:1_000_000] if c > "\x7f" and c != "\ufffd")
    return text if good > bad * _GOOD_PER_BAD else None


def as_declared(raw: bytes, declared: str | None) -> str | None:
    """`raw` by the encoding of that name; None where there is no such encoding or it does not fit."""
    if not declared:
        return None
    try:
        return raw.decode(codecs.lookup(declared).name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _by_letters(raw: bytes) -> str | None:
    encoding = guess_encoding(raw)
    return raw.decode(encoding, "replace") if encoding else None


def _looks_binary(raw: bytes) -> bool:
    sample = raw[:65_536]
    return b"\x00" in sample or sum(b < 9 or 13 < b < 32 for b in sample) > len(sample) * _MAX_CONTROLS  # noqa: PLR2004 - C0


def _too_many_controls(text: str) -> bool:
    if "\x00" in text:
        return True
    sample = text[:65_536]
    return len(_CONTROLS.findall(sample)) > len(sample) * _MAX_CONTROLS


@cache
def _stacked_marks() -> re.Pattern[str]:
    """Runs of combining marks past the thirtieth (the limit of Unicode's stream-safe format).

    Normalisation sorts a run in quadratic time, so that a file of marks would take minutes.
    """
    marks = "".join(chr(code) for code in range(0x300, 0xFE30) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{30}})[{marks}]+")
