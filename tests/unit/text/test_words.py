"""What two versions of one utterance have in common, glyphs aside."""

from __future__ import annotations

import pytest

from onrecord.model.span import Span
from onrecord.text.words import WordKind, make_words


def words(text: str) -> list[str]:
    return [w.folded for w in make_words(text, Span(0, len(text))) if w.kind is WordKind.WORD]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#ICE", "ICE"),
        ("@Ada", "ada"),
        ("don’t", "don't"),
        ("“so”", "'so'"),
        ("A & B", "A and B"),
        ("1,000", "1000"),
        ("har\u00adbour", "harbour"),
        ("Ｆｕｌｌ", "full"),
        ("[T]he", "the"),
        ("straße", "STRASSE"),
        ("far‑right", "far-right"),
        ("cafe\u0301", "café"),
        ("so 😀 it", "so it"),
        ("see https://t.co/x9 now", "see now"),
        ("5%", "5 percent"),
        ("it pic.twitter.com/ab", "it"),
        ("_so_", "so"),
        ("a—b", "a - b"),
        ("so…", "so ..."),
        ("so [...] it", "so (…) it"),
    ],
)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("$5", "5"), ("$5", "£5"), ("-5", "5"), ("5.2", "52"), ("we’ve", "we have"), ("were", "where"), ("5+", "5")],
)
def test_what_changes_the_sense_makes_a_difference(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_every_word_points_at_its_characters() -> None:
    text = "So “#ICE … [T]he @Ada d*** 1,000 😀👍🏽 https://t.co/x.” (…) x"
    made = make_words(text, Span(3, len(text)))
    assert [w.surface for w in made] == [w.span.of(text) for w in made]
    kinds = [w.kind for w in made]
    assert kinds.count(WordKind.ELLIPSIS) == 2
    assert kinds.count(WordKind.EMOJI) == 1
    assert kinds.count(WordKind.LINK) == 1


def test_only_the_span_is_read() -> None:
    assert [w.surface for w in make_words("one two three", Span(4, 7))] == ["two"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud800",
        "[" * 9999,
        "…" * 9999,
        ". " * 9999,
        "'" * 9999,
        "a" * 99999,
        "http://" * 9999,
        "*" * 9999,
        "a*" * 9999,
        "\u0301" * 999,
        "\ufe0f😀" * 999,
        "#" * 9999,
        "1," * 9999,
        "[a]" * 999,
        "अनुच्छेद १२",
    ],
    ids=range(17),
)
def test_hostile_text_does_not_raise(text: str) -> None:
    for word in make_words(text, Span(0, len(text))):
        assert word.folded
