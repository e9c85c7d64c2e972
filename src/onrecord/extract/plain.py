"""A plain text, as people paste stories, cut into the blocks a reader would see.

The text stays as it is, character by character; blocks only point into it. Together they hold every character that is
not blank, so nothing that was pasted can be lost between two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onrecord.extract.captions import is_caption, is_credit
from onrecord.extract.flattened import (
    Above,
    Signature,
    count_post_units,
    find_signature,
    find_sound_author,
    find_words,
    has_sound,
    is_post_chrome,
)
from onrecord.extract.head import (
    CLOSING,
    HEAD_LINES,
    LIST_ITEM,
    MARKDOWN_HEADING,
    RULE,
    Head,
    is_byline,
    is_furniture,
    is_head_line,
    is_update_line,
    read_head,
)
from onrecord.extract.paragraphs import MOST_LINES, Unit, cut_paragraphs
from onrecord.model.document import Block, BlockKind, Capture, Document, Post
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.span import Span

MOST_BLOCKS = 500_000
"""Blocks of one document; 50 MB in paragraphs of a hundred characters. What follows is one more block."""

_HEADING_LONGEST = 120
_SIGNED_QUOTE = re.compile(r"[“\"«][^“”\"«»\n]{10,600}[”\"»]\s{0,3}[—–―]\s{0,3}[A-ZÀ-Þ][^.!?\n]{2,80}$")
_QUOTED_SPEECH = re.compile(r"[,.!?…][”\"»]\s\S")


@dataclass(kw_only=True, slots=True)
class Cut:
    """A text cut into blocks, and what its head says."""

    blocks: list[Block] = field(default_factory=list)
    head: Head = field(default_factory=Head)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """Units from ``first`` to ``last`` that make one block."""

    first: int
    last: int
    kind: BlockKind
    post: Post | None = None


def extract_plain(text: str, capture: Capture, findings: tuple[Finding, ...] = ()) -> Document:
    """Make the document of a plain text; its text is ``text`` itself. ``findings`` come from decoding it."""
    cut = cut_blocks(text)
    return Document(
        capture=capture.digest,
        origin=capture.origin,
        url=capture.url,
        text=text,
        blocks=tuple(cut.blocks),
        title=cut.head.title,
        byline=cut.head.byline,
        published=cut.head.published,
        updated=cut.head.updated,
        findings=(*findings, *cut.findings),
    )


def cut_blocks(text: str, *, make_path: Callable[[int], str] = "line {}".format, has_head: bool = True) -> Cut:
    """Cut a text into blocks. ``make_path`` names a line by its number; ``has_head``: a title may stand on top."""
    units = cut_paragraphs(text)
    cut = Cut()
    posts = _find_posts(text, units)
    if has_head:
        first_post = min(posts, default=len(units))
        cut.head = read_head([_get_line(text, unit)[:600] for unit in units[: min(first_post, HEAD_LINES)]])
    pieces = _make_pieces(text, units, posts, cut.head)
    for piece in pieces:
        if len(cut.blocks) >= MOST_BLOCKS:
            break
        span = Span(units[piece.first].begin, units[piece.last].end)
        path = make_path(units[piece.first].line)
        cut.blocks.append(Block(id=f"b{len(cut.blocks) + 1}", kind=piece.kind, span=span, path=path, post=piece.post))
    _keep_rest(text, units, cut, len(pieces), make_path)
    return cut


def _keep_rest(text: str, units: list[Unit], cut: Cut, pieces: int, make_path: Callable[[int], str]) -> None:
    """Keep what lies beyond the most blocks as one block, and say so."""
    if pieces > len(cut.blocks):
        last = cut.blocks[-1].span.end
        rest = next(unit for unit in units if unit.begin >= last)
        span = Span(rest.begin, units[-1].end)
        cut.blocks.append(
            Block(id=f"b{len(cut.blocks) + 1}", kind=BlockKind.OTHER, span=span, path=make_path(rest.line))
        )
        message = f"the text has more than {MOST_BLOCKS:,} paragraphs; from line {rest.line} on it is kept in one piece"
        cut.findings.append(Finding(kind=FindingKind.CUT_SHORT, message=message, span=span))
    elif units and units[-1].line >= MOST_LINES:
        span = Span(units[-1].begin, units[-1].end)
        message = f"the text has more than {MOST_LINES:,} lines; the rest is kept in one piece"
        cut.findings.append(Finding(kind=FindingKind.CUT_SHORT, message=message, span=span))


# --- posts -----------------------------------------------------------------------------------------------------


def _get_line(text: str, unit: Unit) -> str:
    """Get a unit's words on one line, no longer and no shorter than it is."""
    words = text[unit.begin : unit.end]
    return re.sub(r"[\r\n]", " ", words) if unit.lines > 1 else words


def _find_posts(text: str, units: list[Unit]) -> dict[int, _Piece]:
    """Find the flattened posts, by the index of each one's first unit."""
    posts: dict[int, _Piece] = {}
    spaced = _is_spaced(units)
    barrier = 0
    for at, unit in enumerate(units):
        if at < barrier:
            continue
        line = text[max(unit.begin, unit.end - 400) : unit.end]
        if "♬" in line and has_sound(line):
            piece = _make_sound_post(text, units, barrier, at)
        elif "@" in line or line.startswith(("by", "Posted by")):
            signature = find_signature(_get_line(text, unit))
            piece = _make_post(text, units, barrier, at, signature, spaced=spaced) if signature else None
        else:
            continue
        if piece is not None:
            posts[piece.first] = piece
            barrier = piece.last + 1
    return posts


def _is_spaced(units: Sequence[Unit]) -> bool:
    """Whether blank lines part the story's paragraphs, as a rule; menus and buttons around it do not count."""
    long = [unit.gap for unit in units[1:] if unit.end - unit.begin >= 100]
    return sum(long) > 0 and sum(long) >= 0.6 * len(long)


def _make_post(
    text: str, units: list[Unit], barrier: int, at: int, signature: Signature, *, spaced: bool
) -> _Piece | None:
    if signature.platform == "facebook" and at - barrier < 2:
        # At the top of a page the same line tells who published it.
        return None
    last = at
    while last + 1 < len(units) and last - at < 2 and is_post_chrome(text[units[last + 1].begin : units[last + 1].end]):
        last += 1
    first, words_first = _find_first(text, units, barrier, at, signature, spaced=spaced)
    begin = units[words_first].begin
    words, whole = find_words(text, begin, units[at].begin + signature.begin)
    post = Post(
        platform=signature.platform,
        author=signature.author,
        handle=signature.handle,
        date=signature.date,
        words=whole,
        words_span=words,
    )
    return _Piece(first=first, last=last, kind=BlockKind.POST, post=post)


def _find_first(
    text: str, units: list[Unit], barrier: int, at: int, signature: Signature, *, spaced: bool
) -> tuple[int, int]:
    """Find a post's first unit, and the first that holds its words."""
    for back in range(at - 1, max(barrier, at - 8) - 1, -1):
        if is_post_chrome(text[units[back].begin : units[back].end]):
            return back, min(back + 1, at)
    if signature.platform in ("instagram", "threads") or (
        signature.platform == "mastodon" and signature.author is None
    ):
        # Without the frame there is no telling whether the words above are the post's.
        return at, at
    if signature.platform == "reddit":
        first = max(barrier, at - 1)
        return first, first
    above: list[Above] = []
    for back in range(at - 1, max(barrier, at - 16) - 1, -1):
        unit = units[back]
        line = _get_line(text, unit)[:3000]
        if _is_fixed(line):
            break
        above.append(Above(text=line, gap=unit.gap))
    above.reverse()
    inline = _get_line(text, units[at])[: signature.begin].strip()
    gap_below = at + 1 == len(units) or units[at + 1].gap
    count = count_post_units(above, signature, inline=inline, spaced=spaced, gap_below=gap_below)
    return at - count, at - count


def _is_fixed(line: str) -> bool:
    """Whether a line is surely none of a post's words."""
    return is_credit(line) or is_caption(line) or is_byline(line) or is_furniture(line)


def _make_sound_post(text: str, units: list[Unit], barrier: int, at: int) -> _Piece | None:
    for back in range(at, max(barrier, at - 6) - 1, -1):
        line = text[units[back].begin : units[back].end][:200]
        handle = find_sound_author(line)
        if handle is None:
            continue
        sound = text.rfind("♬", units[at].begin, units[at].end)
        words, whole = find_words(text, units[back].begin + len(handle) + 1, sound)
        post = Post(platform="tiktok", handle=handle, words=whole, words_span=words)
        return _Piece(first=back, last=at, kind=BlockKind.POST, post=post)
    return None


# --- kinds -----------------------------------------------------------------------------------------------------


def _make_pieces(text: str, units: list[Unit], posts: dict[int, _Piece], head: Head) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = 0
    while at < len(units):
        if at in posts:
            pieces.append(posts[at])
            at = posts[at].last + 1
            continue
        if at in (head.title_at, head.byline_at):
            kind = BlockKind.HEADING if at == head.title_at else BlockKind.OTHER
            pieces.append(_Piece(first=at, last=at, kind=kind))
            at += 1
            continue
        kind = _decide_kind(text, units, at, posts)
        last = _extend(text, units, at, kind, posts)
        pieces.append(_Piece(first=at, last=last, kind=kind if last == at else _decide_joined(kind)))
        at = last + 1
    return pieces


def _decide_joined(kind: BlockKind) -> BlockKind:
    return BlockKind.QUOTE if kind is BlockKind.PARAGRAPH else kind


def _extend(text: str, units: list[Unit], at: int, kind: BlockKind, posts: dict[int, _Piece]) -> int:
    """Find how far a block goes: quoted lines stand together, a pull quote with the line that says whose it is."""
    last = at
    if kind is BlockKind.QUOTE:
        while (
            last + 1 < len(units)
            and last + 1 not in posts
            and text.startswith(">", units[last + 1].begin)
            and not units[last + 1].gap
        ):
            last += 1
    elif (
        kind is BlockKind.PARAGRAPH
        and at + 1 < len(units)
        and at + 1 not in posts
        and _is_pull_quote(text, units[at], units[at + 1])
    ):
        last = at + 1
    return last


def _is_pull_quote(text: str, words: Unit, whose: Unit) -> bool:
    if not text.startswith(("—", "–", "―", "- ", "-- "), whose.begin) or whose.end - whose.begin > 90:
        return False
    return text[words.begin] in '“"«„' and text[words.end - 1] in '”"»“' and words.end - words.begin < 800


def _decide_kind(text: str, units: list[Unit], at: int, posts: dict[int, _Piece]) -> BlockKind:
    unit = units[at]
    size = unit.end - unit.begin
    if text[unit.begin] == ">" or (size < 900 and _SIGNED_QUOTE.match(text, unit.begin, unit.end)):
        return BlockKind.QUOTE
    if size > 1000:
        return BlockKind.PARAGRAPH
    line = _get_line(text, unit)
    if is_credit(line):
        return BlockKind.CREDIT
    if is_caption(line) or _has_credit_below(text, units, at):
        return BlockKind.CAPTION
    if RULE.match(line) or is_furniture(line):
        return BlockKind.OTHER
    if size <= 200 and (is_head_line(line) if at < HEAD_LINES else is_update_line(line)):
        return BlockKind.OTHER
    if LIST_ITEM.match(line):
        return BlockKind.LIST_ITEM
    if MARKDOWN_HEADING.match(line) or is_heading(line, _find_following(text, units, at, posts)):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _find_following(text: str, units: list[Unit], at: int, posts: dict[int, _Piece]) -> str | None:
    if at + 1 >= len(units):
        return None
    follower = units[at + 1]
    if at + 1 in posts:
        return "A post stands here, and it is as good as a paragraph under a heading that announces it is there."
    return text[follower.begin : min(follower.end, follower.begin + 400)]


def _has_credit_below(text: str, units: list[Unit], at: int) -> bool:
    """Whether a short paragraph of its own has a credit right below it, as a caption has."""
    unit = units[at]
    if at + 1 >= len(units) or not unit.gap or units[at + 1].gap or unit.end - unit.begin > 300:
        return False
    below = text[units[at + 1].begin : units[at + 1].end]
    return len(below) <= 140 and is_credit(below)


def is_heading(line: str, following: str | None) -> bool:
    """Whether a line is a heading: short, without a full stop, and something longer follows."""
    if following is None or not 2 <= len(line) <= _HEADING_LONGEST or line[-1] in CLOSING:
        return False
    words = line.split()
    quoted = line[0] in "“\"«„‘'"
    if len(words) > 16 or not (quoted or line[0].isupper() or line[0].isdigit() or line[0] == "#"):
        return False
    if line[-1] in "\"”»’'" and (line[-2] in ".!,…" or (not quoted and len(words) > 10)):
        return False
    if (quoted and line[-1] in '”"»?' and len(words) > 8) or _QUOTED_SPEECH.search(line):
        return False
    follows = following.rstrip()
    if len(follows) <= max(60, 0.8 * len(line)):
        return False
    return len(follows) >= 160 or re.search(r"[.!?…:]['\"”’»)]{0,2}$", follows) is not None
