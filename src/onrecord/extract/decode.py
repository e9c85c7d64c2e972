"""Bytes to characters, once and for all: every offset of the record counts in what this returns.

Nothing is repaired: newlines, NULs and control characters stay as they are, a byte-order mark aside. UTF-8 that is
valid is believed before anything a page says of itself, because it is hardly ever so by chance. A text that is UTF-8
but for some bytes (a quotation pasted from an older program) is read as UTF-8, those bytes as windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.extract.media import SAMPLE_BYTES, Media, find_wide_encoding
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.span import Span

GUESS_BYTES = 6_144
"""How much of a text of unknown encoding is shown to the guesser; more costs time and tells nothing new."""

GUESS_LEAST_BYTES = 24
"""With fewer bytes outside ASCII a guess among Latin encodings is worth less than the web's default."""

FALLBACK = "windows-1252"

# The labels of the WHATWG Encoding Standard whose codec has another name in Python, or means another one there.
_LABELS = {
    **dict.fromkeys(
        "ascii us-ascii iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 latin-1 l1 cp819 ibm819 ansi_x3.4-1968"
        " windows-1252 x-cp1252 cp1252 iso-ir-100 csisolatin1 ansi iso-8859-1-windows-3.1-latin-1".split(),
        "cp1252",
    ),
    **dict.fromkeys("utf8 utf-8 unicode-1-1-utf-8 x-unicode20utf8 utf-16 utf-16le utf-16be unicode".split(), "utf-8"),
    **dict.fromkeys("gb2312 gbk gb_2312-80 x-gbk chinese csgb2312 gb18030 iso-ir-58".split(), "gb18030"),
    **dict.fromkeys("shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis".split(), "cp932"),
    **dict.fromkeys("euc-kr korean ks_c_5601-1987 ksc5601 windows-949 cseuckr iso-ir-149".split(), "cp949"),
    **dict.fromkeys("big5 big5-hkscs cn-big5 x-x-big5 csbig5".split(), "big5hkscs"),
    **dict.fromkeys("euc-jp x-euc-jp cseucpkdfmtjapanese".split(), "euc_jp"),
    **dict.fromkeys("iso-2022-jp csiso2022jp".split(), "iso2022_jp"),
    **dict.fromkeys("iso-8859-9 iso8859-9 latin5 l5 windows-1254 x-cp1254".split(), "cp1254"),
    **dict.fromkeys("tis-620 iso-8859-11 windows-874 dos-874".split(), "cp874"),
    **dict.fromkeys("macintosh x-mac-roman mac".split(), "mac_roman"),
    **dict.fromkeys("x-mac-cyrillic x-mac-ukrainian".split(), "mac_cyrillic"),
    **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
    **{f"x-cp{page}": f"cp{page}" for page in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
    **{f"{head}{n}": f"iso8859_{n}" for head in ("iso-8859-", "iso8859-") for n in (2, 3, 4, 5, 6, 7, 8, 10)},
    **{f"{head}{n}": f"iso8859_{n}" for head in ("iso-8859-", "iso8859-") for n in (13, 14, 15, 16)},
    "latin2": "iso8859_2",
    "iso-8859-8-i": "iso8859_8",
    "latin9": "iso8859_15",
    "koi8-r": "koi8_r",
    "koi8": "koi8_r",
    "koi8-u": "koi8_u",
    "ibm866": "cp866",
    "cp866": "cp866",
}

_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.+-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.+-]{2,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.+-]{2,40})", re.IGNORECASE)

_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""What a byte that is no UTF-8 stands for; Python marks it with a lone surrogate while decoding."""

_STRAY_MARK = re.compile("[\udc80-\udcff]")
_HIGH_BYTES = bytes(range(0x80, 0x100))


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """``encoding`` is the name by which the text would be encoded again; ``findings`` say where that is a guess."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(content: bytes, *, media: Media, declared: str | None = None) -> Decoded:
    """Decode a capture; never raises, and linear in its length.

    ``declared`` is a media type with a charset, as a server sends it; it counts before what a page says of itself.
    """
    if content.startswith(codecs.BOM_UTF8):
        return _decode_utf8(content[len(codecs.BOM_UTF8) :], media)
    wide = find_wide_encoding(content[:SAMPLE_BYTES])
    if wide is not None:
        return _decode_as(content, wide, media, said=True)
    label = _find_declared_label(content, media, declared)
    if label == "iso2022_jp" and b"\x1b$" in content:
        return _decode_as(content, label, media, said=True)
    try:
        return Decoded(text=content.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(content):
        return _decode_utf8(content, media)
    if label is not None and label != "utf-8":
        return _decode_as(content, label, media, said=True)
    return _decode_as(content, _guess_encoding(content), media, said=False)


def decode_labelled(content: bytes, label: str | None) -> str:
    """Decode a piece whose encoding is named (a mail part, an encoded word); an unknown name is no name."""
    codec = find_codec(label)
    if codec is None or codec == "utf-8":
        return decode(content, media=Media.TEXT).text
    return _decode_as(content, codec, Media.TEXT, said=True).text


def find_codec(label: str | None) -> str | None:
    """Find Python's codec for a label, as browsers understand labels: ``latin-1`` means windows-1252."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    if name in _LABELS:
        return _LABELS[name]
    try:
        found = codecs.lookup(name)
        # Codecs that turn bytes into bytes (base64, zip), or read escapes, are not encodings of a text.
        if not getattr(found, "_is_text_encoding", True) or found.name.replace("-", "_") in _NO_ENCODINGS:
            return None
    except (LookupError, ValueError, UnicodeError):
        return None
    return found.name


_NO_ENCODINGS = frozenset(("unicode_escape", "raw_unicode_escape", "undefined", "punycode", "idna", "utf_7", "mbcs"))


def _find_declared_label(content: bytes, media: Media, declared: str | None) -> str | None:
    named = _CHARSET.search(declared[:500]) if declared else None
    codec = find_codec(named[1]) if named else None
    if codec is None and media is Media.HTML:
        head = content[:4096]
        said = _META.search(head) or _XML.match(head.lstrip())
        codec = find_codec(said[1].decode("ascii")) if said else None
    return codec


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether more characters outside ASCII are valid UTF-8 than bytes are not."""
    kept = content.decode("utf-8", "ignore")
    ascii_bytes = len(content.translate(None, _HIGH_BYTES))
    valid = len(kept) - ascii_bytes
    stray = len(content.decode("utf-8", "surrogateescape")) - len(kept)
    return valid >= stray


def _decode_utf8(content: bytes, media: Media) -> Decoded:
    marked = content.decode("utf-8", "surrogateescape")
    first = _STRAY_MARK.search(marked)
    if first is None:
        return Decoded(text=marked, encoding="utf-8")
    count = len(marked) - len(content.decode("utf-8", "ignore"))
    line = marked.count("\n", 0, first.start()) + 1
    characters = "1 byte is" if count == 1 else f"{count} bytes are"
    message = f"{characters} not UTF-8 as the rest is and read as {FALLBACK}; the first is in line {line}"
    return Decoded(
        text=marked.translate(_STRAY),
        encoding="utf-8",
        findings=(_make_finding(message, first.start(), media),),
    )


def _decode_as(content: bytes, codec: str, media: Media, *, said: bool) -> Decoded:
    text = content.decode(codec, "replace")
    if codec in ("utf-16-le", "utf-16-be"):
        text = text.removeprefix("\ufeff")
    name = FALLBACK if codec == "cp1252" else codec.replace("_", "-")
    findings = []
    if not said:
        findings.append(_make_finding(f"the text does not say its encoding; it is read as {name}", None, media))
    lost = text.count("\ufffd")
    if lost:
        first = text.index("\ufffd")
        line = text.count("\n", 0, first) + 1
        message = (
            f"{lost} {'character' if lost == 1 else 'characters'} cannot be read as {name}, the first in line {line}"
        )
        findings.append(_make_finding(message, first, media))
    return Decoded(text=text, encoding=name, findings=tuple(findings))


def _make_finding(message: str, at: int | None, media: Media) -> Finding:
    """Make the finding; only in a plain text is the place in the decoded text also one in the document's."""
    span = Span(at, at + 1) if at is not None and media is Media.TEXT else None
    return Finding(kind=FindingKind.ENCODING, message=message, span=span)


def _guess_encoding(content: bytes) -> str:
    """Guess a one- or two-byte encoding from a bounded sample; windows-1252 where there is too little to go by."""
    first = re.search(rb"[\x80-\xff]", content)
    begin = max(0, first.start() - 256) if first else 0
    sample = content[begin : begin + GUESS_BYTES]
    high = len(sample) - len(sample.translate(None, _HIGH_BYTES))
    if high < GUESS_LEAST_BYTES:
        return "cp1252"
    if high < 0.12 * len(sample):
        # Sparse accents in ASCII: a western text, whatever else its bytes could spell.
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, steps=4, chunk_size=1024, preemptive_behaviour=False).best()
    if best is None or best.encoding in ("ascii", "utf_8", "latin_1", "iso8859_15", "cp1252"):
        return "cp1252"
    return find_codec(best.encoding) or "cp1252"
