"""What the network sees of a document: words with their shapes, in windows of whole paragraphs.

The encoder has no case and reads no layout, so each word carries a feature beside its pieces: its shape, whether it
stands between quotation marks, and whether its paragraph ends without a full stop as headings do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.model.span import Span
from onrecord.text.quotations import Quotation, find_quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Word pieces in a window, the three kinds of marker included. 256 gave no better score and was slower.
WINDOW = 192
# Paragraphs given to the tokenizer at once: bounds the memory a long document takes.
_PARAGRAPHS_AT_ONCE = 256
# A line longer than this (code points) is no paragraph of a story; it is read in parts, so that memory stays bounded.
_LINE_LIMIT = 20_000
# The tokenizer makes one unknown piece of any word longer than this (code points).
_WORD_LIMIT = 100

SHAPES = 8
QUOTING = 4
LAYOUTS = 2
FEATURES = SHAPES * QUOTING * LAYOUTS
_MARK = 6  # the shape of a mark, see ``get_shape``
_OUTSIDE, _INSIDE, _OPENING, _CLOSING = range(QUOTING)
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_STOPS = frozenset(".?!")
_CLOSERS = frozenset("”\"’')]»")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of running text: its words' places, their texts and their features."""

    span: Span
    words: list[Span]
    texts: list[str]
    features: list[int]


@dataclass(slots=True)
class Window:
    """Pieces with their features, and for each word its place in the text and its first piece.

    ``starts`` are the positions in ``words`` at which a paragraph begins.
    """

    pieces: list[int] = field(default_factory=list)
    features: list[int] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Markers:
    """Ids of the pieces that open a window, close a paragraph, and stand for a word the tokenizer lets vanish."""

    opening: int
    closing: int
    unknown: int


def get_markers(tokenizer: Tokenizer) -> Markers:
    opening, closing, unknown = (tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
    if opening is None or closing is None or unknown is None:
        raise ValueError("the tokenizer lacks one of [CLS], [SEP] and [UNK]")
    return Markers(opening, closing, unknown)


def iter_lines(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Find the lines of the given blocks, in order; one that is longer than any paragraph is cut at a blank."""
    for block in blocks:
        for match in _LINE.finditer(text, block.begin, block.end):
            begin, end = match.span()
            while end - begin > _LINE_LIMIT:
                cut = max(text.rfind(" ", begin + 1, begin + _LINE_LIMIT), begin + _LINE_LIMIT // 2)
                yield from _trim(text, begin, cut)
                begin = cut
            yield from _trim(text, begin, end)


def _trim(text: str, begin: int, end: int) -> Iterator[Span]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield Span(begin, end)


def iter_paragraphs(text: str, blocks: Iterable[Span]) -> Iterator[Paragraph]:
    """Make the words of each line in the given blocks, and their features, in order."""
    lines = iter_lines(text, blocks)
    while batch := list(islice(lines, _PARAGRAPHS_AT_ONCE)):
        quotations = find_quotations(text, batch)
        position = 0
        for line in batch:
            first = position
            while position < len(quotations) and quotations[position].span.begin < line.end:
                position += 1
            yield _make_paragraph(text, line, quotations[first:position])


def _make_paragraph(text: str, line: Span, quotations: Sequence[Quotation]) -> Paragraph:
    layout = int(not any(c in _STOPS for c in text[max(line.begin, line.end - 3) : line.end]))
    words: list[Span] = []
    texts: list[str] = []
    features: list[int] = []
    number = 0
    for match in _WORD.finditer(text, line.begin, line.end):
        begin, end = match.span()
        while number < len(quotations) and quotations[number].span.end <= begin:
            number += 1
        quoting = _OUTSIDE
        if number < len(quotations) and quotations[number].span.begin <= begin:
            quotation = quotations[number]
            if begin < quotation.inner.begin:
                quoting = _OPENING
            elif begin >= quotation.inner.end:
                quoting = _CLOSING
            else:
                quoting = _INSIDE
        word = match.group()
        words.append(Span(begin, end))
        shape = get_shape(word)
        if shape == _MARK and "\ud800" <= word <= "\udfff":  # half a character, which no tokenizer takes
            word = "\ufffd"
        texts.append(word if len(word) <= _WORD_LIMIT else word[: _WORD_LIMIT + 1])
        features.append((shape * QUOTING + quoting) * LAYOUTS + layout)
    return Paragraph(line, words, texts, features)


def get_shape(word: str) -> int:
    """Tell a word's shape: 1 lower, 2 Title, 3 UPPER, 4 other letters, 5 digits, 6 mark, 7 anything else."""
    if word.islower():
        return 1
    if word.isalpha():
        if len(word) > 1 and word.isupper():
            return 3
        return 2 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 4
    if word.isdigit():
        return 5
    return 7 if word[0].isalnum() else _MARK


def iter_windows(
    paragraphs: Iterable[Paragraph], tokenizer: Tokenizer, markers: Markers, limit: int = WINDOW
) -> Iterator[Window]:
    """Pack paragraphs, each cut at sentence ends where it is too long, into windows of at most ``limit`` pieces."""
    window = _make_empty(markers)
    for paragraph, pieces in _iter_pieces(paragraphs, tokenizer, markers):
        total = sum(map(len, pieces))
        if len(window.pieces) + total + 1 > limit and window.words:
            yield window
            window = _make_empty(markers)
        begin = 0
        while begin < len(pieces):
            end = _find_cut(paragraph, pieces, begin, limit - len(window.pieces) - 1)
            _extend(window, paragraph, pieces, begin, end, markers)
            if end < len(pieces):
                yield window
                window = _make_empty(markers)
            begin = end
    if window.words:
        yield window


def _make_empty(markers: Markers) -> Window:
    return Window(pieces=[markers.opening], features=[0])


def _iter_pieces(
    paragraphs: Iterable[Paragraph], tokenizer: Tokenizer, markers: Markers
) -> Iterator[tuple[Paragraph, list[list[int]]]]:
    batch: list[Paragraph] = []
    for paragraph in paragraphs:
        batch.append(paragraph)
        if len(batch) == _PARAGRAPHS_AT_ONCE:
            yield from _encode(batch, tokenizer, markers)
            batch = []
    yield from _encode(batch, tokenizer, markers)


def _encode(
    batch: Sequence[Paragraph], tokenizer: Tokenizer, markers: Markers
) -> Iterator[tuple[Paragraph, list[list[int]]]]:
    encodings = tokenizer.encode_batch([p.texts for p in batch], is_pretokenized=True, add_special_tokens=False)
    for paragraph, encoding in zip(batch, encodings, strict=True):
        pieces: list[list[int]] = [[] for _ in paragraph.words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                pieces[word].append(piece)
        for found in pieces:
            if not found:  # a word of control characters alone
                found.append(markers.unknown)
        yield paragraph, pieces


def _find_cut(paragraph: Paragraph, pieces: Sequence[Sequence[int]], begin: int, room: int) -> int:
    """Find up to which word the room lasts: the paragraph's end, else the last sentence end, else the last word."""
    taken = 0
    sentence = 0
    for number in range(begin, len(pieces)):
        taken += len(pieces[number])
        if taken > room:
            return sentence or max(number, begin + 1)
        word = paragraph.texts[number]
        ends = word in _STOPS or (word in _CLOSERS and number and paragraph.texts[number - 1] in _STOPS)
        if ends and number + 1 < len(pieces) and paragraph.words[number + 1].begin > paragraph.words[number].end:
            sentence = number + 1
    return len(pieces)


def _extend(
    window: Window, paragraph: Paragraph, pieces: Sequence[Sequence[int]], begin: int, end: int, markers: Markers
) -> None:
    window.starts.append(len(window.words))
    for number in range(begin, end):
        window.words.append(paragraph.words[number])
        window.firsts.append(len(window.pieces))
        window.pieces.extend(pieces[number])
        window.features.extend([paragraph.features[number]] * len(pieces[number]))
    window.pieces.append(markers.closing)
    window.features.append(0)
