"""Any capture to a document: decides what the bytes are, has them read, and says what a person should know of it."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.decode import decode
from onrecord.extract.language import find_language, is_read, make_language_finding
from onrecord.extract.media import Media, decide_media, find_unreadable_format
from onrecord.model.document import Capture, Document
from onrecord.model.finding import Finding, FindingKind

EMPTY = "the file is empty"

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROL = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f{_BIDI}]+")
"""Characters that are not shown but change what is: Unicode's Cc but for line ends and tabs, and Bidi_Control."""


def extract(capture: Capture) -> Document:
    """Make the document a reader would see in a capture; never raises on what the bytes hold."""
    media = decide_media(capture.content, capture.declared_type)
    match media:
        case Media.EMPTY:
            text = decode(capture.content, media=Media.TEXT).text
            return _finish(Document(capture=capture.digest, origin=capture.origin, url=capture.url, text=text), EMPTY)
        case Media.NOT_TEXT:
            reason = f"{find_unreadable_format(capture.content) or 'binary data'}, not text"
            return _finish(Document(capture=capture.digest, origin=capture.origin, url=capture.url, text=""), reason)
        case Media.TEXT:
            document = _extract_text(capture)
        case Media.HTML:
            document = _extract_page(capture)
        case Media.MHTML:
            document = _extract_saved_page(capture)
        case Media.MAIL:
            from onrecord.extract.mail import extract_mail

            document = extract_mail(capture)
    return _finish(document, document.unreadable)


def _extract_text(capture: Capture) -> Document:
    from onrecord.extract.plain import extract_plain

    decoded = decode(capture.content, media=Media.TEXT, declared=capture.declared_type)
    return extract_plain(decoded.text, capture, decoded.findings)


def _extract_page(capture: Capture) -> Document:
    from onrecord.extract.html import extract_html

    decoded = decode(capture.content, media=Media.HTML, declared=capture.declared_type)
    document = extract_html(decoded.text, capture)
    return replace(document, findings=(*decoded.findings, *document.findings))


def _extract_saved_page(capture: Capture) -> Document:
    from onrecord.extract.html import extract_html
    from onrecord.extract.mhtml import open_mhtml

    page = open_mhtml(capture.content)
    if page is None:
        reason = "a saved page (MHTML) that holds no page"
        return Document(capture=capture.digest, origin=capture.origin, url=capture.url, text="", unreadable=reason)
    # What the browser noted of the page's address counts only where nobody gave one.
    return extract_html(page.markup, replace(capture, url=capture.url or page.url))


def _finish(document: Document, unreadable: str | None) -> Document:
    """Add the language and what a person should know: why it cannot be read, or what in it does not show."""
    findings = list(document.findings)
    if unreadable is not None and not any(one.kind is FindingKind.UNREADABLE for one in findings):
        findings.append(Finding(kind=FindingKind.UNREADABLE, message=unreadable))
    language = document.language
    if unreadable is None:
        language = find_language(document.text, document.language)
        if language is not None and not is_read(language):
            findings.append(make_language_finding(language))
    hidden = count_hidden_characters(document.text)
    if hidden:
        message = (
            "1 control or bidirectional character is kept in the text"
            if hidden == 1
            else f"{hidden} control or bidirectional characters are kept in the text"
        )
        findings.append(Finding(kind=FindingKind.CONTROL_CHARACTERS, message=message))
    return replace(document, language=language, unreadable=unreadable, findings=tuple(findings))


def count_hidden_characters(text: str) -> int:
    """Count the control and bidirectional characters of a text."""
    return sum(match.end() - match.start() for match in _CONTROL.finditer(text))
