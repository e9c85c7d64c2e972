"""What holds of any quotation and any original."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.compare.wordings import WordingDifference, compare_wording
from onrecord.model.reading import ChangeKind, Verdict
from onrecord.model.span import Span
from onrecord.text.numbers import iter_quantities
from onrecord.text.words import make_words

PLAIN = st.sampled_from(
    "the ferry will not run on sundays we have told our council twice and nobody has answered us so far today "
    "#SaveTheFerry @AdaVoss don’t 40 mayors $5 river-bank it’s, that; is. a! disgrace? — & 😀".split()
)
PASSAGE = st.lists(PLAIN, min_size=1, max_size=60)
ANYTHING = st.text(
    alphabet=st.one_of(st.sampled_from("ab 5…[]()“”'\"#@-–.,!?\n&*$%"), st.characters(codec="utf-8")), max_size=120
)


def compare(original: str, quoted: str, *, truncated: bool = False) -> WordingDifference:
    return compare_wording(original, [Span(0, len(original))], quoted, [Span(0, len(quoted))], truncated=truncated)


@given(words=PASSAGE, data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_continuous_excerpt_is_verbatim(words: list[str], data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(begin + 1, len(words)))
    difference = compare(" ".join(words), " ".join(words[begin:end]))
    # An excerpt that stands there twice may be set against the place with other glyphs.
    assert difference.verdict is Verdict.VERBATIM
    assert {change.kind for change in difference.changes} <= {ChangeKind.TYPOGRAPHIC}


@given(words=PASSAGE, data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_word_slipped_in_makes_it_altered(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words)))
    difference = compare(" ".join(words), " ".join([*words[:at], "marmalade", *words[at:]]))
    assert difference.verdict is Verdict.ALTERED


@given(words=st.lists(st.integers(0, 500), min_size=3, max_size=60, unique=True), data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_marked_elision_is_abridged_and_an_unmarked_one_altered(words: list[int], data: st.DataObject) -> None:
    spelled = [f"w{number}x" for number in words]
    begin = data.draw(st.integers(1, len(spelled) - 2))
    end = data.draw(st.integers(begin + 1, len(spelled) - 1))
    original, head, tail = " ".join(spelled), spelled[:begin], spelled[end:]
    marked = compare(original, " ".join([*head, "…", *tail]))
    assert marked.verdict is Verdict.ABRIDGED
    assert [(c.kind, c.original and c.original.of(original)) for c in marked.changes] == [
        (ChangeKind.ELIDED, " ".join(spelled[begin:end]))
    ]
    assert compare(original, " ".join([*head, *tail])).verdict is Verdict.ALTERED


@given(original=ANYTHING, quoted=ANYTHING, truncated=st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_two_texts_compare_with_spans_inside_them(original: str, quoted: str, truncated: bool) -> None:
    difference = compare(original, quoted, truncated=truncated)
    for change in difference.changes:
        assert change.original or change.quoted
        for span, text in ((change.original, original), (change.quoted, quoted)):
            assert span is None or 0 <= span.begin < span.end <= len(text)
    altering = {ChangeKind.INSERTED, ChangeKind.DROPPED, ChangeKind.REPLACED}
    assert (difference.verdict is Verdict.ALTERED) == any(c.kind in altering for c in difference.changes)


@given(text=ANYTHING)
@settings(deadline=None)
def test_a_text_is_verbatim_to_itself(text: str) -> None:
    difference = compare(text, text)
    assert difference.verdict is Verdict.VERBATIM
    assert not [c for c in difference.changes if c.kind is not ChangeKind.TYPOGRAPHIC]


@given(text=ANYTHING)
@settings(deadline=None)
def test_words_and_quantities_point_inside_the_text_in_order(text: str) -> None:
    end = 0
    for word in make_words(text, Span(0, len(text))):
        assert end <= word.span.begin < word.span.end <= len(text)
        assert word.surface == word.span.of(text)
        end = word.span.end
    end = 0
    for mention in iter_quantities(text, Span(0, len(text))):
        assert end <= mention.span.begin <= mention.number.begin < mention.number.end <= mention.span.end <= len(text)
        end = mention.span.end
