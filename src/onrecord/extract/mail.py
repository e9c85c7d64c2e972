"""A mail as a document: what its sender says first, what they quote after it.

An agency's e-mailed statement is a document like any page. Its headers name and date it; everything that only says
how the mail travelled, or how to reach people, stays in the capture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.mime import OpenedMail, Part, find_date_header, open_mail
from onrecord.extract.plain import cut_blocks
from onrecord.extract.replies import BodyLine, Passage, is_notice, split_passages, strip_addresses, strip_foot
from onrecord.model.document import Block, BlockKind, Capture, Document, Post
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.span import Span

MOST_NAMED = 20
"""How many attached files are named one by one."""

_STUB_WORDS = 12
"""A plain part of fewer words beside a long HTML part only says that there is an HTML part."""


@dataclass(kw_only=True, slots=True)
class _Draft:
    """A document's text and blocks while they are put together."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, text: str, blocks: Sequence[Block]) -> None:
        """Add a passage and its blocks, whose offsets count in ``text``."""
        if not text:
            return
        if self.text:
            self.text += "\n\n"
        shift = len(self.text)
        self.text += text
        for block in blocks:
            self.blocks.append(_shift(block, shift, f"b{len(self.blocks) + 1}"))


def extract_mail(capture: Capture) -> Document:
    """Make the document of a mail; one without any text is unreadable."""
    mail = open_mail(capture.content)
    draft = _Draft(findings=list(mail.findings))
    bodies = choose_bodies(mail)
    quoted: list[tuple[str, Sequence[Block]]] = []
    for part in bodies:
        if part.media_type == "text/html":
            quoted += _add_markup(mail, part, capture, draft)
        else:
            quoted += _add_plain(mail, part, draft)
    for text, blocks in quoted:
        draft.add(text, blocks)
    draft.findings += _name_left_out(mail, bodies)
    return Document(
        capture=capture.digest,
        origin=capture.origin,
        url=capture.url,
        text=draft.text,
        blocks=tuple(draft.blocks),
        title=mail.get_header("subject"),
        byline=_find_byline(mail),
        published=find_date_header(mail),
        unreadable=None if draft.text else "the mail holds no text",
        findings=tuple(draft.findings),
    )


def choose_bodies(mail: OpenedMail) -> list[Part]:
    """Choose the parts a reader would be shown: of those that say the same, the plain one unless it is a stub."""
    readable = [part for part in mail.parts if part.media_type in ("text/plain", "text/html") and not _is_file(part)]
    chosen: list[Part] = []
    for part in readable:
        others = [other for other in readable if other.choice == part.choice and part.choice is not None]
        plain = [other for other in others if other.media_type == "text/plain"]
        markup = [other for other in others if other.media_type == "text/html"]
        if plain and markup:
            stub = all(_is_stub(mail, one) for one in plain)
            if part.media_type == ("text/plain" if stub else "text/html"):
                continue
        chosen.append(part)
    return chosen


def _is_file(part: Part) -> bool:
    return part.is_attached or (part.name is not None and part.choice is None and part.number != "1")


def _is_stub(mail: OpenedMail, part: Part) -> bool:
    if part.end - part.begin > 4_000:
        return False
    return len(mail.get_text(part).split()) < _STUB_WORDS


def _find_byline(mail: OpenedMail) -> tuple[str, ...]:
    """Find the name a mail is signed with, never an address."""
    value = mail.get_header("from") or mail.get_header("sender")
    if value is None:
        return ()
    opening = value.find("<")
    if opening > 0:
        name = value[:opening]
    else:
        comment = re.search(r"\(([^()]{2,100})\)$", value)
        name = comment[1] if comment else ""
    name = name.strip().strip("\"'").replace('\\"', '"').strip()
    return (name[:200],) if name and "@" not in name else ()


def _name_left_out(mail: OpenedMail, bodies: list[Part]) -> list[Finding]:
    """Name the attached files, which are not read with the mail."""
    findings: list[Finding] = []
    left = [
        part for part in mail.parts if part not in bodies and (_is_file(part) or part.media_type == "message/rfc822")
    ]
    for part in left[:MOST_NAMED]:
        what = "message" if part.media_type == "message/rfc822" else "file"
        name = part.name or f"of the type {part.media_type}"
        message = f"the attached {what} {name} is not read; save it and read it by itself"
        findings.append(Finding(kind=FindingKind.PART_LEFT_OUT, message=message))
    if len(left) > MOST_NAMED:
        message = f"{len(left) - MOST_NAMED} more attached files are not read"
        findings.append(Finding(kind=FindingKind.PART_LEFT_OUT, message=message))
    return findings


# --- plain bodies ------------------------------------------------------------------------------------------------


def _add_plain(mail: OpenedMail, part: Part, draft: _Draft) -> list[tuple[str, Sequence[Block]]]:
    """Add the sender's words to the draft; returns the passages quoted, to stand after all of them."""
    text = re.sub("\r\n?", "\n", mail.get_text(part))
    lines = [BodyLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    if part.is_flowed:
        lines = unflow(lines, drop_blank=part.drops_flowed_blank)
    passages = split_passages(lines)
    answer = [line for passage in passages if not passage.quoted for line in (*passage.lines, BodyLine(0, ""))]
    draft.add(*_cut_passage(Passage(lines=tuple(strip_foot(answer)), quoted=False), part))
    return [
        _cut_passage(replace(passage, lines=tuple(strip_foot(passage.lines))), part)
        for passage in passages
        if passage.quoted
    ]


def _cut_passage(passage: Passage, part: Part) -> tuple[str, Sequence[Block]]:
    kept = list(passage.lines)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    text = "\n".join(line.text for line in kept)
    numbers = [line.number for line in kept]

    def make_path(line: int) -> str:
        # A control character inside a line can count as a line's end when the text is cut: the last number holds.
        return f"part {part.number} line {numbers[min(line, len(numbers)) - 1] if numbers else line}"

    cut = cut_blocks(text, make_path=make_path, has_head=False)
    if not passage.quoted:
        return text, cut.blocks
    return text, [_mark_quoted(block, passage.whose) for block in cut.blocks]


def _mark_quoted(block: Block, whose: str | None) -> Block:
    path = f"{block.path} (quoted from {whose})" if whose else f"{block.path} (quoted)"
    return replace(block, kind=block.kind if block.post else BlockKind.QUOTE, path=path)


def unflow(lines: Sequence[BodyLine], *, drop_blank: bool) -> list[BodyLine]:
    """Join the lines of a text in format=flowed (RFC 3676) that belong to one paragraph."""
    joined: list[BodyLine] = []
    pieces: list[str] = []
    number, depth, open_line = 0, 0, False

    def close() -> None:
        if pieces:
            joined.append(BodyLine(number, ">" * depth + (" " if depth else "") + "".join(pieces)))
            pieces.clear()

    for line in lines:
        marks = len(line.text) - len(line.text.lstrip(">"))
        text = line.text[marks:].removeprefix(" ")
        if not open_line or marks != depth or text == "-- ":
            close()
            number, depth = line.number, marks
        open_line = text.endswith(" ") and text != "-- "
        pieces.append(text[:-1] if open_line and drop_blank else text)
    close()
    return joined


# --- HTML bodies -------------------------------------------------------------------------------------------------


def _add_markup(mail: OpenedMail, part: Part, capture: Capture, draft: _Draft) -> list[tuple[str, Sequence[Block]]]:
    """Add an HTML body through the reader of pages, its blocks sorted as the lines of a plain one are."""
    from onrecord.extract.html import extract_html

    document = extract_html(mail.get_text(part), capture)
    draft.findings += [one for one in document.findings if one.kind is not FindingKind.UNREADABLE and one.span is None]
    lines: list[BodyLine] = []
    owners: list[Block] = []
    for block in document.blocks:
        marks = "> " if block.kind is BlockKind.QUOTE or "blockquote" in block.path else ""
        for text in ("\n", *block.span.of(document.text).split("\n")):
            owners.append(block)
            lines.append(BodyLine(len(owners), marks + text.strip() if text.strip() else ""))
    passages = split_passages(lines)
    quoted: list[tuple[str, Sequence[Block]]] = []
    for passage in passages:
        kept = [line for line in strip_foot(passage.lines) if line.text.strip()]
        rebuilt = _rebuild(kept, owners, document, part, passage)
        if passage.quoted:
            quoted.append(rebuilt)
        else:
            draft.add(*rebuilt)
    return quoted


def _rebuild(
    kept: list[BodyLine], owners: list[Block], document: Document, part: Part, passage: Passage
) -> tuple[str, Sequence[Block]]:
    """Put the kept lines of a passage together again, block by block; a post keeps its words in place."""
    text = ""
    blocks: list[Block] = []
    at = 0
    while at < len(kept):
        block = owners[kept[at].number - 1]
        own: list[str] = []
        while at < len(kept) and owners[kept[at].number - 1] is block:
            own.append(kept[at].text)
            at += 1
        whole = block.span.of(document.text)
        words = whole if block.post else strip_addresses("\n".join(own))
        if is_notice(words):
            continue
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(words))
        text += words
        post = _move_post(block.post, span.begin - block.span.begin) if block.post else None
        made = Block(id="b", kind=block.kind, span=span, path=f"part {part.number} {block.path}", post=post)
        blocks.append(_mark_quoted(made, passage.whose) if passage.quoted else made)
    return text, blocks


def _move_post(post: Post, shift: int) -> Post:
    span = post.words_span
    return replace(post, words_span=Span(span.begin + shift, span.end + shift) if span else None)


def _shift(block: Block, shift: int, name: str) -> Block:
    span = Span(block.span.begin + shift, block.span.end + shift)
    return replace(block, id=name, span=span, post=_move_post(block.post, shift) if block.post else None)
