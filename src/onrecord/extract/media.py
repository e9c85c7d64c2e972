"""What a capture's bytes are: a web page, a saved page, a mail, plain text, or nothing a reader could read.

The bytes decide; what somebody declared (a suffix, a media type) only breaks ties. No file-type library is used: the
formats that turn up beside news stories are few, and the question "could a person read this as text?" is not one that
a table of magic numbers answers.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

SAMPLE_BYTES = 65_536
"""How much of the beginning is looked at; headers and prologues end well before."""

CONTROL_SHARE = 0.05
"""Above this share of control bytes a sample is no text: random bytes hold 10%, damaged texts far less than 1%."""


class Media(StrEnum):
    HTML = "html"
    MHTML = "mhtml"
    MAIL = "mail"
    TEXT = "text"
    NOT_TEXT = "not_text"
    EMPTY = "empty"


class _Magic(NamedTuple):
    offset: int
    mark: bytes
    name: str


_MAGIC = tuple(
    _Magic(*row)
    for row in (
        (0, b"%PDF-", "a PDF document"),
        (0, b"\x89PNG\r\n", "an image (PNG)"),
        (0, b"\xff\xd8\xff", "an image (JPEG)"),
        (0, b"GIF87a", "an image (GIF)"),
        (0, b"GIF89a", "an image (GIF)"),
        (8, b"WEBP", "an image (WebP)"),
        (0, b"II*\x00", "an image (TIFF)"),
        (0, b"MM\x00*", "an image (TIFF)"),
        (0, b"\x00\x00\x01\x00", "an image (icon)"),
        (4, b"ftypavif", "an image (AVIF)"),
        (4, b"ftyphei", "an image (HEIC)"),
        (4, b"ftyp", "a video (MP4)"),
        (0, b"\x1aE\xdf\xa3", "a video (Matroska)"),
        (8, b"AVI ", "a video (AVI)"),
        (8, b"WAVE", "a sound recording (WAV)"),
        (0, b"ID3", "a sound recording (MP3)"),
        (0, b"OggS", "a sound recording (Ogg)"),
        (0, b"fLaC", "a sound recording (FLAC)"),
        (0, b"\x1f\x8b", "a gzip archive"),
        (0, b"BZh", "a bzip2 archive"),
        (0, b"\xfd7zXZ\x00", "an xz archive"),
        (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (0, b"Rar!\x1a\x07", "a RAR archive"),
        (257, b"ustar", "a tar archive"),
        (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office file or Outlook message"),
        (0, b"bplist00", "a Safari web archive"),
        (0, b"{\\rtf", "an RTF document"),
        (0, b"%!PS", "a PostScript document"),
        (0, b"\x7fELF", "a program"),
        (0, b"MZ\x90", "a program"),
        (0, b"\xcf\xfa\xed\xfe", "a program"),
        (0, b"\xca\xfe\xba\xbe", "a program"),
        (0, b"\x00asm", "a program"),
        (0, b"SQLite format 3\x00", "an SQLite database"),
        (0, b"PAR1", "a Parquet table"),
        (0, b"wOFF", "a font"),
        (0, b"wOF2", "a font"),
        (0, b"\x00\x01\x00\x00\x00", "a font"),
    )
)

_ZIP_CONTENTS = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"datapackage.json", "a web archive (WACZ)"),
)

_MARKUP_TAGS = frozenset(
    "!doctype html head body title meta link base script style noscript template div span p a img picture figure"
    " br hr"
    " article section main header footer nav aside h1 h2 h3 h4 h5 h6 ul ol li dl table tbody tr td blockquote iframe"
    " form center font b i em strong amp-twitter video audio svg pre time address".split()
)
_TAG = re.compile(r"<(/?[a-z!][a-z0-9-]{0,20})(?=[\s>/]|$)", re.IGNORECASE)
_OPENING_PAGE = re.compile(r"<(?:!doctype\s{1,9}html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_FEED = re.compile(r"<(rss|feed|rdf:RDF|svg|urlset|sitemapindex|plist|w:wordDocument)[\s>]")
_FEED_NAMES = {
    "rss": "a news feed (RSS)",
    "feed": "a news feed (Atom)",
    "rdf:RDF": "a news feed (RDF)",
    "svg": "an image (SVG)",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "plist": "a property list",
    "w:wordDocument": "a Word document",
}

_HEADER = re.compile(r"([!-9;-~]{1,76}):(?:[ \t]|$)")
_MBOX = re.compile(r"From \S{1,200} .{10,60}$")
_HUMAN_HEADERS = frozenset(("from", "to", "cc", "bcc", "subject", "date", "reply-to", "sent"))
_MACHINE_HEADERS = frozenset(
    "received return-path delivered-to message-id mime-version content-type content-transfer-encoding dkim-signature"
    " authentication-results in-reply-to references list-id x-mailer arc-seal received-spf user-agent"
    " snapshot-content-location content-location thread-topic list-unsubscribe x-received".split()
)
_DELIVERED = frozenset("received return-path delivered-to message-id to cc".split())
_HEADER_LINES = 400
"""Real mails carry up to some hundred header lines; more are not looked at."""


def decide_media(content: bytes, declared: str | None) -> Media:
    """Decide what the bytes are. ``declared`` is a suffix (``.eml``) or a media type; it breaks ties only."""
    sample = content[:SAMPLE_BYTES]
    if _is_blank(content):
        return Media.EMPTY
    if find_unreadable_format(content) is not None:
        return Media.NOT_TEXT
    text = _read_sample(sample).lstrip("\ufeff \t\r\n\f\v\x00")
    kind = _shorten_declared(declared)
    mail = _decide_mail(text, kind)
    if mail is not None:
        return mail
    if _is_markup(text, kind):
        return Media.HTML
    return Media.TEXT


def find_unreadable_format(content: bytes) -> str | None:
    """Find what a capture that is no text looks like ("a PDF document"); none when it may be text."""
    sample = content[:SAMPLE_BYTES]
    for magic in _MAGIC:
        if sample.startswith(magic.mark, magic.offset):
            return magic.name
    if sample.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return next((name for mark, name in _ZIP_CONTENTS if mark in sample), "a ZIP archive")
    if re.match(rb"WARC/\d\.\d\r?\n", sample):
        return "a web archive (WARC)"
    if sample.startswith(b"BM") and b"\x00" in sample[:14]:
        return "an image (BMP)"
    if find_wide_encoding(sample) is None and _is_binary(content):
        return "binary data"
    return _find_data_format(_read_sample(sample).lstrip("\ufeff \t\r\n"), content)


def find_wide_encoding(sample: bytes) -> str | None:
    """Find UTF-16 or UTF-32, by its mark or by where the NULs stand; none for everything else."""
    if sample.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = sample[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_blank(content: bytes) -> bool:
    """Whether there is nothing but blanks and a mark; in two-byte encodings only a short capture is looked at."""
    body = content.removeprefix(b"\xef\xbb\xbf")
    if not body or body.isspace():
        return True
    wide = find_wide_encoding(content[:SAMPLE_BYTES]) if len(content) <= SAMPLE_BYTES else None
    return wide is not None and not content.decode(wide, "replace").strip("\ufeff \t\r\n\f\v")


def _is_binary(content: bytes) -> bool:
    """Whether control bytes are too many for a text, at the beginning, in the middle or at the end."""
    middle = max(0, len(content) // 2 - 2048)
    for sample in (content[:4096], content[middle : middle + 4096], content[-4096:]):
        controls = len(sample) - len(sample.translate(None, _CONTROLS))
        if controls > CONTROL_SHARE * len(sample) and controls > 2:
            return True
    return False


_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x08\x1b") + b"\x7f"


def _read_sample(sample: bytes) -> str:
    return sample.decode(find_wide_encoding(sample) or "latin-1", "replace").removeprefix("ï»¿")


def _find_data_format(text: str, content: bytes) -> str | None:
    rest = _skip_prologue(text)
    feed = _FEED.match(rest)
    if feed and not (feed[1] == "svg" and "<html" in rest.lower()):
        return _FEED_NAMES[feed[1]]
    if re.match(r'\{\s{0,99}"[^"\n]{1,200}"\s{0,9}:|\[\s{0,99}[\[{"]', text):
        end = content[-200:].rstrip()
        if end.endswith((b"}", b"]")):
            return "JSON data"
    return None


def _skip_prologue(text: str) -> str:
    """Skip blanks, XML declarations and comments before the first tag."""
    at = 0
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == "\ufeff"):
            at += 1
        if text.startswith("<!--", at):
            end, width = text.find("-->", at), 3
        elif text.startswith("<?", at) or (text.startswith("<!", at) and not _OPENING_PAGE.match(text, at)):
            end, width = text.find(">", at), 1
        else:
            return text[at:]
        if end < 0:
            return text[at:]
        at = end + width


def _is_markup(text: str, declared: str | None) -> bool:
    rest = _skip_prologue(text)
    opening = _TAG.match(rest)
    if opening and opening[1].lower().lstrip("/") in _MARKUP_TAGS:
        return True
    if text.startswith("<!--") and rest.startswith("<"):
        return True
    if _OPENING_PAGE.search(text[:2048]) and ("</" in text or declared == "html"):
        return True
    return declared == "html" and _TAG.search(text) is not None


def _shorten_declared(declared: str | None) -> str | None:
    """Bring a suffix or media type to html, mhtml, mail or text; none for others."""
    if not declared:
        return None
    short = declared.lower().split(";", 1)[0].strip().lstrip(".")
    if short in ("html", "htm", "xhtml", "shtml", "text/html", "application/xhtml+xml"):
        return "html"
    if short in ("mht", "mhtml", "multipart/related", "application/x-mimearchive"):
        return "mhtml"
    if short in ("eml", "mbox", "message/rfc822", "application/mbox"):
        return "mail"
    if short in ("txt", "text", "md", "text/plain", "text/markdown"):
        return "text"
    return None


def _decide_mail(text: str, declared: str | None) -> Media | None:
    headers = _read_headers(text)
    if headers is None:
        return None
    names = headers.keys()
    kind = headers.get("content-type", "").lower()
    saved = "snapshot-content-location" in names or headers.get("from", "").lower().startswith("<saved by")
    if saved or (kind.startswith("multipart/related") and (declared == "mhtml" or not names & _DELIVERED)):
        return Media.MHTML
    human = len(names & _HUMAN_HEADERS)
    machine = len(names & _MACHINE_HEADERS)
    if human and machine:
        return Media.MAIL
    if machine >= 2 and (kind or declared in ("mail", "mhtml")):
        return Media.MAIL
    if human >= 2 and names & {"from", "subject"}:
        return None if declared == "text" else Media.MAIL
    return Media.MAIL if declared == "mail" and human + machine else None


def _read_headers(text: str) -> dict[str, str] | None:
    """Read the block of header lines a mail begins with; none where the text does not begin with one."""
    lines = re.split(r"\r\n|\n|\r", text[:SAMPLE_BYTES], maxsplit=_HEADER_LINES)
    at = 1 if _MBOX.match(lines[0]) else 0
    headers: dict[str, str] = {}
    last = ""
    for line in lines[at:_HEADER_LINES]:
        if not line.strip():
            break
        if line[0] in " \t" and last:
            headers[last] = (headers[last] + " " + line.strip())[:4000]
            continue
        header = _HEADER.match(line)
        if not header:
            # A body that follows its headers without a blank line is tolerated once the headers are beyond doubt.
            if len(headers.keys() & (_MACHINE_HEADERS | _HUMAN_HEADERS)) >= 4:
                break
            return None
        last = header[1].lower()
        headers.setdefault(last, line[header.end() :].strip())
    return headers or None
