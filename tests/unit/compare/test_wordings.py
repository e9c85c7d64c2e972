"""How quotations are set against their originals, and against which."""

from __future__ import annotations

import re
import time

import pytest

from onrecord.compare.wordings import WordingDifference, compare_wording, find_wordings
from onrecord.model.reading import ChangeKind, Verdict, Wording
from onrecord.model.span import Span
from tests.unit.compare.building import StoryBuilder
from tests.unit.compare.wording_pairs import DEPOTS, FERRY, PAIRS, Pair

PIECE = re.compile("[“](.*?)[”]", re.DOTALL)


def compare(pair: Pair) -> tuple[WordingDifference, list[str]]:
    """Compare a labelled pair; the changes as the table writes them."""
    original = pair.original.removesuffix("⟂")
    pieces = [Span(*m.span(1)) for m in PIECE.finditer(pair.sentence)] or [Span(1, len(pair.sentence) - 1)]
    whole = [Span(0, len(original))]
    difference = compare_wording(original, whole, pair.sentence, pieces, truncated=original != pair.original)
    return difference, show(difference, original, pair.sentence)


def show(difference: WordingDifference, original: str, quoted: str) -> list[str]:
    return [
        f"{c.kind}: {c.original.of(original) if c.original else '-'} -> {c.quoted.of(quoted) if c.quoted else '-'}"
        for c in difference.changes
    ]


def find(story: StoryBuilder) -> list[Wording]:
    return list(find_wordings(story.make(), story.attributions))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.sentence[:60])
def test_a_labelled_pair_has_its_verdict_and_changes(pair: Pair) -> None:
    difference, changes = compare(pair)
    assert (difference.verdict.value, changes) == (pair.verdict, changes if pair.changes is None else pair.changes)
    assert difference.partial == pair.original.endswith("⟂")


def test_a_changed_number_is_the_first_change() -> None:
    original = "The old ferry carried 40 goats to the isle."
    quoted = "The new ferry carried happy goats, 50 of them, to the island."
    difference = compare_wording(original, [Span(0, 43)], quoted, [Span(0, len(quoted))], truncated=False)
    first = difference.changes[0]
    assert first.original is not None
    assert "40" in first.original.of(original)


def test_a_second_piece_from_elsewhere_is_left_out_and_the_wording_partial() -> None:
    quoted = "“There is no water,” she wrote. “My cousin plays the tuba on Thursdays.”"
    difference, changes = compare(Pair("verbatim", "There is no water. None at all!", quoted, []))
    assert (difference.verdict, difference.partial, changes) == (Verdict.VERBATIM, True, [])


def test_a_paragraph_that_goes_on_without_a_closing_mark_hides_no_missing_words() -> None:
    quoted = "The ferry will not run on Sundays.\n“Nobody has answered us"
    pieces = [Span(0, 34), Span(36, len(quoted))]
    difference = compare_wording(FERRY, [Span(0, len(FERRY))], quoted, pieces, truncated=False)
    assert [change.kind for change in difference.changes] == [ChangeKind.DROPPED]


def test_nothing_quoted_or_nothing_original_does_not_raise() -> None:
    for original, quoted in (("", "some words"), ("some words", ""), ("", ""), ("…", "…"), ("[", "]["), ("(", "[sic]")):
        compare_wording(original, [Span(0, len(original))], quoted, [Span(0, len(quoted))], truncated=True)
        compare_wording(original, [], quoted, [], truncated=False)


def test_a_quotation_is_set_against_the_post_it_quotes() -> None:
    story = StoryBuilder()
    quoted = story.say(
        "“There are 7 NBA depots in Ruritania!!” Ada Voss shared.",
        "“There are 7 NBA depots in Ruritania!!”",
        source="s1",
    )
    original = story.post(DEPOTS, "s1", "Ada Voss")
    (wording,) = find(story)
    assert (wording.original, wording.quoted, wording.verdict) == (original, quoted, Verdict.ALTERED)
    words = [(c.kind.value, c.quoted.of(story.text) if c.quoted else None) for c in wording.changes]
    assert words == [("typographic", "NBA"), ("inserted", "in")]


def test_quotation_marks_outside_the_content_are_found() -> None:
    story = StoryBuilder()
    story.post(FERRY, "s1")
    story.say("“The ferry will not run on Sundays,” she said.", "The ferry will not run on Sundays,", source="s1")
    assert [wording.verdict for wording in find(story)] == [Verdict.VERBATIM]


def test_a_quotation_is_not_set_against_another_post_of_the_same_person() -> None:
    story = StoryBuilder()
    story.say(
        "“What the depots are doing beside a school is for the mayor to answer,” he shared.",
        "“What the depots are doing beside a school is for the mayor to answer,”",
        source="s1",
    )
    story.post("Yep, the reeves allowed the depots to open here. How was that ever allowed, now of all times?", "s1")
    assert find(story) == []


def test_of_two_posts_the_closer_one_is_the_original() -> None:
    story = StoryBuilder()
    story.post("The mayor must reopen the old mill bridge before the first snow falls.", "s1")
    closer = story.post("The mayor must reopen the old mill bridge before the spring floods come.", "s1")
    story.say(
        "“The mayor must reopen the old mill bridge before the spring floods,” she wrote.",
        "“The mayor must reopen the old mill bridge before the spring floods,”",
        source="s1",
    )
    assert [(wording.original, wording.verdict) for wording in find(story)] == [(closer, Verdict.VERBATIM)]


def test_a_post_of_somebody_else_is_no_original() -> None:
    story = StoryBuilder()
    story.post(FERRY, "s2", "Bo Lindqvist")
    story.say(
        "“The ferry will not run on Sundays at all,” Ada Voss said.",
        "“The ferry will not run on Sundays at all,”",
        source="s1",
        named="Ada Voss",
    )
    assert find(story) == []


def test_what_the_post_reads_is_the_posts_whoever_is_named() -> None:
    story = StoryBuilder()
    story.post(FERRY, "s2", "Bo Lindqvist")
    story.say(
        "“The ferry will not run on Sundays. We have told the council twice,” reads the post.",
        "“The ferry will not run on Sundays. We have told the council twice,”",
        source="s1",
        named="the post",
    )
    assert [wording.verdict for wording in find(story)] == [Verdict.VERBATIM]


def test_an_unresolved_source_needs_nearly_all_the_words() -> None:
    story = StoryBuilder()
    story.post(FERRY, "s2", "Bo Lindqvist")
    story.say("“The ferry will not run on Sundays,” reads a note.", "“The ferry will not run on Sundays,”", source=None)
    story.say(
        "“The ferry will come back on rainy Sundays,” reads another.",
        "“The ferry will come back on rainy Sundays,”",
        source=None,
    )
    assert [wording.verdict for wording in find(story)] == [Verdict.VERBATIM]


def test_a_short_quotation_must_be_exact_and_of_the_same_source() -> None:
    story = StoryBuilder()
    story.post(FERRY, "s1", "Bo Lindqvist")
    paragraph = "He called it “a disgrace” and others “a great disgrace” or “that is”."
    begin = story.add(paragraph).begin
    for words, source in (("a disgrace", "s1"), ("a great disgrace", "s1"), ("that is", "s1"), ("a disgrace", "s2")):
        story.say(f"Once more “{words}” was said.", f"“{words}”", source=source, kind="mixed")
    assert begin > 0
    assert [(wording.quoted, wording.verdict) for wording in find(story)] == [("a2", Verdict.VERBATIM)]


def test_a_truncated_post_makes_a_partial_wording() -> None:
    story = StoryBuilder()
    story.say(
        "“Once more: we guard the upper and the lower village,” reads the post.",
        "“Once more: we guard the upper and the lower village,”",
        source="s1",
    )
    story.post("Rumours fly. Once more: we guard the upper and the lower…", "s1", cut=True)
    assert [(wording.verdict, wording.partial) for wording in find(story)] == [(Verdict.VERBATIM, True)]


def test_a_shorter_quotation_is_set_against_a_fuller_one_of_the_same_source() -> None:
    story = StoryBuilder()
    full = "“The harbour office never answered our letter about the sinking tugs in the western dock.”"
    fuller = story.say(f"{full} Cook said.", full, source="s1")
    story.say(
        "“The harbour office refused to answer our letter,” Cook said.",
        "“The harbour office refused to answer our letter,”",
        source="s1",
    )
    shorter = story.say(
        "“The harbour office never answered our angry letter,” Cook said.",
        "“The harbour office never answered our angry letter,”",
        source="s1",
    )
    assert [(w.original, w.quoted, w.verdict) for w in find(story)] == [(fuller, shorter, Verdict.ALTERED)]


def test_a_few_words_in_common_make_no_original() -> None:
    story = StoryBuilder()
    story.post(FERRY, "s1")
    first, second = "“Our school needs a roof, a stove and two more teachers by winter,”", "“The ferry will not run.”"
    story.say(f"{first} she told the council. {second}", first, second, source="s1")
    assert find(story) == []


def test_indirect_speech_has_no_wording() -> None:
    story = StoryBuilder()
    story.post(FERRY, "s1")
    story.say(
        "He said the ferry will not run on Sundays.", "the ferry will not run on Sundays", source="s1", kind="indirect"
    )
    assert find(story) == []


def test_thousands_of_quotations_take_seconds() -> None:
    story = StoryBuilder()
    for number in range(200):
        words = " ".join(f"w{(number * 31 + k * k) % 4001}" for k in range(40))
        story.post(words, f"s{number % 50}")
        pieces = words.split()
        pieces[12] = "changed"
        for begin in range(10):
            piece = " ".join(pieces[begin : begin + 20])
            story.say(f"“{piece}” was said.", f"“{piece}”", source=f"s{number % 50}")
    document = story.make()
    begun = time.process_time()
    wordings = find_wordings(document, story.attributions)
    assert len(wordings) == 2_000
    assert all(wording.verdict is Verdict.ALTERED for wording in wordings)
    assert time.process_time() - begun < 10  # seconds; about 1 on a laptop
