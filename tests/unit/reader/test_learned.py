"""The learned tagger, and the port's contract over every tagger."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from onrecord.model.document import Block, BlockKind, Document
from onrecord.model.reading import TaggedAttribution
from onrecord.model.span import Span
from onrecord.ports import Tagger
from onrecord.reader.model.linking import Piece, join, make_links, share_sources
from onrecord.reader.model.network import load_network
from onrecord.reader.model.signoffs import find_signed
from onrecord.reader.model.tagger import LearnedTagger, settle
from onrecord.reader.model.tags import CONTENT, CUE, SOURCE, find_tags, make_chain
from onrecord.reader.model.windows import WINDOW, get_markers, get_shape, iter_lines, iter_paragraphs, iter_windows
from onrecord.reader.rules import RuleTagger
from tests.unit.reader.invented import make_document

STORY = """Harbour board keeps its night ferry
“We will keep the night ferry running through the winter,” said Ada Brill, who chairs the harbour board.
According to the board, some 4,000 people used the boat in January.
“The town cannot pay for both boats,” said Iver Lund, adding that one of them would have to go.
The river was quiet, and the boat left with nine passengers."""
HOSTILE = {
    "nothing": "",
    "blanks": " \n\t \n",
    "marks alone": "“”“”\"\"''...!!!\n" * 50,
    "one endless word": "a" * 300_000,
    "one endless line": "said that he " * 40_000,
    "control characters": "\x00\x01 she said\x07 \u202e“yes”\u202c\x00",
    "half characters": "He said \ud83d that \udc00 it is \ud800.",
    "open marks": "“He said “she said “they said " * 300,
    "emoji": "👩‍👩‍👧‍👦 said “🎉🎉🎉” to 🐻‍❄️",
    "another script": "彼は「はい」と言った。 «Да», — сказал он.",
    "cues alone": "said says told according to: " * 500,
}


@pytest.fixture(params=[RuleTagger, LearnedTagger], ids=["rules", "learned"])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    made: Tagger = request.param()
    return made


def find_spans(tagged: TaggedAttribution) -> list[Span]:
    return [*tagged.source, *tagged.cue, *tagged.content]


def assert_keeps_the_contract(document: Document, tagged: list[TaggedAttribution]) -> None:
    firsts = [min(s.begin for s in find_spans(t)) for t in tagged]
    assert firsts == sorted(firsts)
    contents = sorted(s for t in tagged for s in t.content)
    assert all(a.end <= b.begin for a, b in pairwise(contents))
    for one in tagged:
        assert one.content
        assert 0 <= one.confidence <= 1
        for spans in (one.source, one.cue, one.content):
            assert list(spans) == sorted(spans)
        for span in find_spans(one):
            assert 0 <= span.begin < span.end <= len(document.text)


def test_a_tagger_says_who_said_what(tagger: Tagger) -> None:
    (tagged,) = tagger.tag([make_document(STORY)])
    assert_keeps_the_contract(make_document(STORY), tagged)
    said = next(t for t in tagged if "night ferry running" in t.content[0].of(STORY))
    assert [s.of(STORY)[:9] for s in said.source] == ["Ada Brill"]
    assert [s.of(STORY) for s in said.cue] == ["said"]
    assert said.content[0].of(STORY).startswith("“We will")


def test_the_same_documents_give_the_same_tags_in_any_batch(tagger: Tagger) -> None:
    lines = STORY.split("\n")
    chance = random.Random(7)  # noqa: S311 - a seed, no secret
    texts = [STORY, *("\n".join(chance.choices(lines, k=n)) for n in (1, 3, 9, 40)), ""]
    documents = [make_document(text) for text in texts]
    together = tagger.tag(documents)
    alone = [tagger.tag([document])[0] for document in documents]
    assert together == alone
    assert tagger.tag(documents[::-1]) == together[::-1]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_makes_a_tagger_fail(tagger: Tagger, name: str) -> None:
    document = make_document(HOSTILE[name])
    (tagged,) = tagger.tag([document])
    assert_keeps_the_contract(document, tagged)


def test_posts_captions_credits_and_tables_are_left_out(tagger: Tagger) -> None:
    document = make_document(STORY)
    for kind in (BlockKind.POST, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.TABLE):
        blocks = tuple(replace(block, kind=kind) for block in document.blocks)
        assert tagger.tag([replace(document, blocks=blocks)]) == [[]]


def test_no_documents_give_no_tags(tagger: Tagger) -> None:
    assert tagger.tag([]) == []


def test_a_tagger_has_a_name(tagger: Tagger) -> None:
    assert tagger.name


def test_indirect_speech_and_a_shared_source_are_found() -> None:
    (tagged,) = LearnedTagger().tag([make_document(STORY)])
    lund = [t for t in tagged if t.source and t.source[0].of(STORY).startswith("Iver Lund")]
    assert {t.cue[0].of(STORY).split()[0] for t in lund} == {"said", "adding"}
    board = next(t for t in tagged if t.source and t.source[0].of(STORY) == "the board")
    assert board.cue[0].of(STORY) == "According to"


@pytest.mark.parametrize("dash", ["—", "― ", "\n- ", "\n–"])
def test_a_signed_quotation_is_its_signers(dash: str) -> None:
    text = f"Three neighbours on the ferry:\n“We took it every day for work.” {dash}Ada Brill, nurse\nIt sailed."
    (tagged,) = LearnedTagger().tag([make_document(text)])
    signed = next(t for t in tagged if "every day" in t.content[0].of(text))
    assert [s.of(text) for s in signed.source] == ["Ada Brill"]
    assert signed.cue[0].of(text) in "—―-–"
    assert signed.content[0].of(text) == "“We took it every day for work.”"


@pytest.mark.parametrize("tail", ["— she said.", "— and then it sailed.", "(@ada_ex) — 3 May", "", "—"])
def test_what_follows_a_quotation_is_no_signature_unless_it_is_a_name(tail: str) -> None:
    text = f"“We took it every day for work,” {tail}"
    assert not find_signed(text, [Span(0, len(text))])


def test_what_ascribes_nothing_gets_no_tags() -> None:
    text = "The river was quiet, and the boat left with nine passengers. It rained for the whole of that week."
    assert LearnedTagger().tag([make_document(text)]) == [[]]


def test_straight_and_curled_marks_are_read_alike() -> None:
    straight = STORY.replace("“", '"').replace("”", '"')
    curled, plain = LearnedTagger().tag([make_document(STORY), make_document(straight)])
    assert [(t.source, t.cue, t.content) for t in curled] == [(t.source, t.cue, t.content) for t in plain]


def test_any_number_of_threads_gives_the_same_tags() -> None:
    documents = [make_document("\n".join([STORY] * 12))]
    assert LearnedTagger(threads=1).tag(documents) == LearnedTagger(threads=3).tag(documents)


def test_a_content_keeps_its_quotation_marks_in_pairs() -> None:
    for one in LearnedTagger().tag([make_document(STORY)])[0]:
        words = "".join(s.of(STORY) for s in one.content)
        assert words.count("“") == words.count("”")


def test_windows_hold_every_word_once_and_no_more_pieces_than_the_limit() -> None:
    text = "\n".join([STORY] * 5) + "\n" + "One word after another, and no stop " * 90 + "\n" + "Short. " * 300
    tokenizer = load_network().tokenizer
    windows = list(iter_windows(iter_paragraphs(text, [Span(0, len(text))]), tokenizer, get_markers(tokenizer)))
    words = [w for window in windows for w in window.words]
    assert words == [w for p in iter_paragraphs(text, [Span(0, len(text))]) for w in p.words]
    for window in windows:
        assert len(window.pieces) == len(window.features) <= WINDOW
        assert len(window.words) == len(window.firsts)


def test_an_endless_line_is_cut_at_a_blank() -> None:
    text = "word " * 20_000
    lines = list(iter_lines(text, [Span(0, len(text))]))
    assert len(lines) > 1
    assert all(line.of(text).startswith("word") and line.of(text).endswith("word") for line in lines)


def test_shapes_tell_names_from_words() -> None:
    words = ["word", "Word", "WORD", "McWord", "12", ",", "a1", "A", "é", "\u0301"]
    assert [get_shape(w) for w in words] == [1, 2, 3, 4, 5, 6, 1, 2, 1, 6]


def test_inside_follows_only_its_own_kind() -> None:
    import numpy as np

    chance = np.random.default_rng(3)
    chain = make_chain([[0.0] * 7] * 7, [0.0] * 7)
    scores = [chance.normal(size=(n, 7)).astype(np.float32) * 4 for n in (40, 3, 1)]
    for tagged in find_tags(scores, [[0, 20], [0], [0]], chain):
        previous = 0
        for number, tag in enumerate(tagged.tags):
            if tag in (2, 4, 6):
                assert previous in (tag - 1, tag)
                assert number not in (0, 20)
            previous = tag
        assert np.allclose(tagged.chances.sum(axis=1), 1, atol=1e-4)


def test_tags_of_a_window_do_not_depend_on_the_windows_beside_it() -> None:
    import numpy as np

    chance = np.random.default_rng(4)
    chain = make_chain(chance.normal(size=(7, 7)).tolist(), [0.1] * 7)
    scores = [chance.normal(size=(n, 7)).astype(np.float32) for n in (5, 90, 33)]
    together = find_tags(scores, [[0]] * 3, chain)
    for score, found in zip(scores, together, strict=True):
        (alone,) = find_tags([score], [[0]], chain)
        assert alone.tags == found.tags
        assert np.array_equal(alone.chances, found.chances)


LINKS = make_links({"orders": {"SCK": 100, "KSC": 20, "CK": 20, "K": 1, "S": 1}, "neighbours": {}})


def make_pieces(text: str, *parts: tuple[int, str]) -> list[Piece]:
    return [Piece(kind, text.index(words), text.index(words) + len(words), 0, 0) for kind, words in parts]


def test_pieces_are_joined_in_the_order_that_is_likeliest() -> None:
    text = "Ada said it rained. Iver said it snowed."
    pieces = make_pieces(text, (SOURCE, "Ada"), (CUE, "said it"), (CONTENT, "rained"), (SOURCE, "Iver"))
    pieces += [Piece(CUE, 25, 29, 0, 0), Piece(CONTENT, 30, 39, 0, 0)]
    groups = join(text, pieces, LINKS)
    assert [[p.kind for p in g.pieces] for g in groups] == [[SOURCE, CUE, CONTENT]] * 2


def test_a_cue_without_a_source_shares_that_of_the_cue_before_it_in_the_sentence() -> None:
    text = "Ada said it rained, adding it snowed. Denied that it hailed."
    pieces = make_pieces(text, (SOURCE, "Ada"), (CUE, "said"), (CONTENT, "it rained"), (CUE, "adding"))
    pieces += make_pieces(text, (CONTENT, "it snowed"), (CUE, "Denied"), (CONTENT, "that it hailed"))
    groups = share_sources(text, join(text, pieces, LINKS))
    assert [len(g.get(SOURCE)) for g in groups] == [1, 1, 0]


def test_of_overlapping_attributions_the_likelier_is_kept() -> None:
    def make(begin: int, end: int, confidence: float) -> TaggedAttribution:
        return TaggedAttribution(source=(), cue=(), content=(Span(begin, end),), confidence=confidence)

    settled = settle([make(0, 10, 0.5), make(5, 20, 0.9), make(18, 30, 0.7), make(40, 50, 0.1)])
    assert [t.content[0].begin for t in settled] == [5, 40]


def test_a_long_document_is_read_in_blocks_of_any_kind_of_running_text() -> None:
    text = "\n".join([STORY] * 3)
    whole = make_document(text)
    block = Block(id="b1", kind=BlockKind.OTHER, span=Span(0, len(text)), path="line 1")
    assert LearnedTagger().tag([replace(whole, blocks=(block,))]) == LearnedTagger().tag([whole])
