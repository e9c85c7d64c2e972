"""Posts in copied text: who signs them, where they begin, which words are theirs. All posts are invented."""

from __future__ import annotations

import pytest

from onrecord.extract.flattened import Signature, find_signature, find_words
from onrecord.extract.plain import cut_blocks
from onrecord.model.document import Block, BlockKind, PostWords
from onrecord.model.span import Span

STORY = (
    "The council of Exampleton voted on Tuesday to close the old bridge until the autumn, after engineers found cracks"
    " in two of its piers and warned of more."
)
MORE = (
    "Shop owners on both banks fear for their summer trade and have asked the province for help, which has not yet been"
    " promised by anyone there."
)
SIGNED = "— Ana Example (@anaexample) January 28, 2026"


def find_posts(text: str) -> list[Block]:
    return [block for block in cut_blocks(text).blocks if block.post]


def get_words(text: str) -> list[str | None]:
    """Get the words of every post in a text."""
    words = [block.post.words_span for block in find_posts(text) if block.post]
    return [span.of(text) if span else None for span in words]


@pytest.mark.parametrize(
    ("line", "signature"),
    [
        (SIGNED, Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        ("– Ana Example (@anaexample) January 28, 2026", Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        ("-- Ana Example (@anaexample) 28 Jan 2026", Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        ("- Ana Example (@anaexample) Jan. 28, 2026", Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        ("—Ana Example (@ana_ex) January 28, 2026", Signature("x", "Ana Example", "ana_ex", "2026-01-28")),
        (
            "— Ana Example 🌉🇨🇦 #SaveTheBridge #Exampleton (@anaexample) January 28, 2026",
            Signature("x", "Ana Example 🌉🇨🇦 #SaveTheBridge #Exampleton", "anaexample", "2026-01-28"),
        ),
        ("— Ana — the bridge one (@ana) January 28, 2026", Signature("x", "Ana — the bridge one", "ana", "2026-01-28")),
        ("— Ana (she/her) (@ana) January 28, 2026", Signature("x", "Ana (she/her)", "ana", "2026-01-28")),
        ("— (@ana) January 28, 2026", Signature("x", None, "ana", "2026-01-28")),
        ("— Ana Example (@anaexample)", Signature("x", "Ana Example", "anaexample", None)),
        ("— Ana Example (@anaexample) 28. Januar 2026", Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        ("— Ana Example (@anaexample) 28 janvier 2026", Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        ("— Ana Example (@anaexample) 2026-01-28", Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        ("— Ana Example (@anaexample) 3/4/2026", Signature("x", "Ana Example", "anaexample", None)),
        (
            "— Ana Example (@anaexample) January 28, 2026 at 5:02 PM",
            Signature("x", "Ana Example", "anaexample", "2026-01-28T17:02"),
        ),
        ("Ana Example (@anaexample) January 28, 2026", Signature("x", "Ana Example", "anaexample", "2026-01-28")),
        (
            "— Ana Example (@ana.bsky.social) 3 February 2026 at 10:12",
            Signature("bluesky", "Ana Example", "ana.bsky.social", "2026-02-03T10:12"),
        ),
        (
            "— Ana Example (@ana.example) February 3, 2026",
            Signature("bluesky", "Ana Example", "ana.example", "2026-02-03"),
        ),
        (
            "— Ana Example (@ana@social.example) February 3, 2026",
            Signature("mastodon", "Ana Example", "ana@social.example", "2026-02-03"),
        ),
        ("Post by @ana@social.example", Signature("mastodon", None, "ana@social.example", None)),
        ("Post by @ana.example", Signature("threads", None, "ana.example", None)),
        ("A post shared by Ana Example (@ana.ex)", Signature("instagram", "Ana Example", "ana.ex", None)),
        (
            "A post shared by Ana Example (@ana.ex) on Feb 3, 2026 at 10:12am PST",
            Signature("instagram", "Ana Example", "ana.ex", "2026-02-03T10:12-08:00"),
        ),
        ("Posted by Ana Ex on Tuesday, February 3, 2026", Signature("facebook", "Ana Ex", None, "2026-02-03")),
        ("by u/ana_example in Exampleton", Signature("reddit", "ana_example", "ana_example", None)),
        ("We are open! " + SIGNED, Signature("x", "Ana Example", "anaexample", "2026-01-28", 13)),
        ("We are open! pic.twitter.com/abc" + SIGNED, Signature("x", "Ana Example", "anaexample", "2026-01-28", 32)),
    ],
)  # fmt: skip
def test_a_signature_says_who_and_when(line: str, signature: Signature) -> None:
    assert find_signature(line) == signature


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Ana Example (@anaexample) wrote to the council on January 28, 2026.",
        "She asked Ana Example (@anaexample) about it.",
        "Follow Ana Example (@anaexample)",
        "He — like Ana Example (@anaexample) — said so.",
        "- Ana Example (@anaexample)",
        "Contact: ana@paper.example",
        "— Ana Example, mayor of Exampleton",
        "(@anaexample",
        "— Ana (@) January 28, 2026",
        "— Ana (@not a handle) January 28, 2026",
        "— Ana Example (@anaexample) and others said in January 28, 2026 that nothing had changed",
        "Posted by Ana Example on February 3, 2026",
        "A post shared by many",
        "by the way in town",
    ],
)
def test_a_line_that_only_names_somebody_signs_nothing(line: str) -> None:
    assert find_signature(line) is None


def test_a_signature_is_looked_for_at_the_end_of_a_long_line() -> None:
    signature = find_signature("We are open! " * 100_000 + SIGNED)
    assert signature is not None
    assert signature.begin == 1_300_000


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("We are open!", "We are open!", PostWords.FULL),
        (" We are open! https://t.co/Ab12 pic.twitter.com/Cd34 \n", "We are open!", PostWords.FULL),
        ("We are open!https://t.co/Ab12", "We are open!", PostWords.FULL),
        ("We are open! pic.x.com/Cd34", "We are open!", PostWords.FULL),
        ("We are open! [image or embed]", "We are open!", PostWords.FULL),
        ("See https://t.co/Ab12 for more", "See https://t.co/Ab12 for more", PostWords.FULL),
        ("We will keep it open until…", "We will keep it open until…", PostWords.TRUNCATED),
        ("We will keep it open until… https://t.co/Ab12", "We will keep it open until…", PostWords.TRUNCATED),
        ("How was that even allowed..", "How was that even allowed..", PostWords.FULL),
        ("pic.twitter.com/Cd34", None, PostWords.ABSENT),
        ("", None, PostWords.ABSENT),
    ],
)
def test_trailing_links_are_not_the_words(text: str, words: str | None, whole: PostWords) -> None:
    span, state = find_words(text, 0, len(text))
    assert (span.of(text) if span else None) == words
    assert state is whole


# Each case: what stands above the post's words (with the story before it), the words, the signature and what follows.
POSTS = [
    (f"{STORY}\n", "We are open again! See you there", f"\n{SIGNED}\n{MORE}"),
    (f"{STORY}\n\n", "We are open again! See you there", f"\n\n{SIGNED}\n\n{MORE}"),
    (
        f"{STORY}\n“We should have been asked,” former mayor Ana Example shared on X.\n",
        "BREAKING: The #bridge is closed.\nWe should have been asked!!",
        f"\n{SIGNED}\n{MORE}",
    ),
    (
        f"{STORY}\nAna Example replied to the council in a post on X.\n",
        "The bridge has two cracked piers.\nThe council knew it in May.",
        f"\n{SIGNED}\n{MORE}",
    ),
    (
        f"{STORY}\n\n{MORE}\n\n“Nobody asked us about the bridge,” Example wrote on X.\n\n",
        "Nobody asked us about the bridge.\n\nNot the owners, not the schools, not the ferry. #Exampleton",
        f"\n\n{SIGNED}\n\n{STORY}",
    ),
    (
        f"{STORY}\nSomeone shared it on X.\n",
        ("Yes, the council has allowed the province to close two bridges in one summer. How was that even allowed..\n"
        "So nobody can cross the river now https://t.co/Ab12 pic.twitter.com/Cd34"),
        f"\n{SIGNED}\n{MORE}",
    ),
    (f"{STORY}\n\nA closed bridge and an open question\n\n", "Who closed it?? @excouncil", f"\n{SIGNED}\n\n{MORE}"),
    (
        f"{STORY}\nA local historian put it in a thread on Bluesky:\n",
        "1/ The bridge was built in 1911 🧵\nIt was closed once before, in 1954",
        f"\n— Ana Example (@ana.bsky.social) January 28, 2026 at 10:12\n{MORE}",
    ),
    (
        (f"{STORY}\n“The bridge stays closed,” reads the post.\n“Let’s be clear: it stays closed until it is safe,”"
        " the ministry added.\n"),
        ("The bridge stays closed.\nLet’s be clear: it stays closed until it is safe for everyone who has to use it,"
        " and until the engineers of the province, who have looked at all of its piers twice since the spring, have"
        " told the council and the public in writing that they see no danger in it…"),
        f"\n— Ministry of Example (@minexample) January 30, 2026\n{MORE}",
    ),
    (
        f"{STORY}\n{MORE}\n",
        'I asked the mayor "who closed it" and he said "not me" 😂',
        f"\n{SIGNED}\n{STORY}",
    ),
    (f"{STORY}\n\nFerries run all night\n\n{MORE}\n\n", "@excouncil please answer the phone", f"\n\n{SIGNED}"),
    (
        f"{STORY}\n\n{MORE}\n\nIt listed what is closed:\n\n",
        "Closed today:\n• the bridge\n• the ferry\n• the school",
        f"\n\n— Exampleton Council (@excouncil) January 28, 2026\n\n{STORY}",
    ),
    (
        f"{STORY}\nHundreds wait at the ferry on Jan. 12, 2026 (Ana Example/Example Press)\n",
        "Look at that queue 😳",
        f"\n{SIGNED}\n{MORE}",
    ),
    (
        f"{STORY}\n{MORE}\n",
        "The province knew.\n\nAnd it said nothing 🤐",
        f"\n{SIGNED}\n{STORY}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("above", "words", "below"), POSTS)
def test_a_post_begins_where_its_words_begin(above: str, words: str, below: str) -> None:
    text = above + words + below
    (block,) = find_posts(text)
    assert block.span.begin == len(above)
    assert text[block.span.begin :].startswith(words)
    assert block.post is not None
    assert block.post.words_span is not None
    assert block.post.words_span.begin == len(above)
    assert words.startswith(block.post.words_span.of(text))


def test_two_posts_in_a_row_are_two_posts() -> None:
    text = (
        f"{STORY}\nThe bridge is closed #Exampleton\n{SIGNED}\nAnd it stays closed\n"
        f"— Bo Example (@boexample) January 29, 2026\n{MORE}"
    )
    assert get_words(text) == ["The bridge is closed #Exampleton", "And it stays closed"]
    assert [block.kind for block in cut_blocks(text).blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.POST,
        BlockKind.POST,
        BlockKind.PARAGRAPH,
    ]


def test_a_story_that_goes_from_post_to_post_keeps_its_own_sentences() -> None:
    text = (
        f"{STORY}\n“Closed again. Unreal,” one user wrote on X.\nClosed again. Unreal.\n"
        "— Bo Example (@boexample) January 28, 2026\n“What a joke,” wrote another.\n"
        "What a joke. Who is paying for this? Not the people who closed it.\n"
        "— Cy Example (@cyexample) January 28, 2026\nOthers were kinder.\n"
        "The Exampleton Police Service said in a post on X that officers were on scene.\n"
        "Officers are on scene at the bridge. Expect delays. More to come.\n"
        f"— Exampleton Police (@expolice) January 28, 2026\n{MORE}"
    )
    assert get_words(text) == [
        "Closed again. Unreal.",
        "What a joke. Who is paying for this? Not the people who closed it.",
        "Officers are on scene at the bridge. Expect delays. More to come.",
    ]


def test_a_post_that_quotes_somebody_is_whole() -> None:
    words = "I said we would reopen it. We will. “Promises are promises,” as my mother says."
    text = f"{STORY}\nPremier Ana Example tweeted: “We will reopen it.”\n{words}\n{SIGNED}\n{MORE}"
    assert get_words(text) == [words]


def test_a_signature_right_below_a_signature_has_no_words() -> None:
    text = f"{STORY}\nThe bridge is closed\n{SIGNED}\n— Bo Example (@boexample) January 29, 2026\n{MORE}"
    assert get_words(text) == ["The bridge is closed", None]


def test_a_long_paragraph_about_others_is_no_post() -> None:
    text = (
        f"{STORY}\n“Nobody asked us,” said Ana Example, who runs the ferry and has written to the council three times"
        " about the timetable, the fares and the state of the pier on the northern bank, without an answer so far, as"
        " she told The Exampleton Times on Tuesday. “Nobody at all,” she added, and pointed at a map of the river on"
        " which somebody had crossed out the bridge in red and written the word “closed” beside it in large letters.\n"
        f"{SIGNED}\n{MORE}"
    )
    (block,) = find_posts(text)
    assert block.post is not None
    assert block.post.words is PostWords.ABSENT
    assert block.span.of(text) == SIGNED


def test_words_on_the_signature_s_own_line_are_the_post_s() -> None:
    text = f"{STORY}\nThe bridge is closed pic.twitter.com/Cd34{SIGNED}\n{MORE}"
    (block,) = find_posts(text)
    assert get_words(text) == ["The bridge is closed"]
    assert block.span.of(text).endswith("January 28, 2026")


def test_the_signature_and_the_links_are_in_the_block_but_not_in_the_words() -> None:
    text = f"{STORY}\nThe bridge is closed pic.twitter.com/Cd34\n{SIGNED}\n{MORE}"
    (block,) = find_posts(text)
    assert block.span.of(text) == f"The bridge is closed pic.twitter.com/Cd34\n{SIGNED}"
    assert get_words(text) == ["The bridge is closed"]


def test_a_post_cut_with_an_ellipsis_is_truncated() -> None:
    text = f"{STORY}\nThe bridge is closed and it will stay closed until the…\n{SIGNED}\n{MORE}"
    (block,) = find_posts(text)
    assert block.post is not None
    assert block.post.words is PostWords.TRUNCATED


@pytest.mark.parametrize(
    ("lines", "platform", "handle", "words"),
    [
        ("View this post on Instagram\n\nA post shared by Ana Example (@ana.ex)", "instagram", "ana.ex", None),
        (
            "View this post on Instagram\nThe ferry at night\nA post shared by Ana Example (@ana.ex)",
            "instagram",
            "ana.ex",
            "The ferry at night",
        ),
        ("Post by @ana.ex\nView on Threads", "threads", "ana.ex", None),
        ("Post by @ana@social.example\nView on Mastodon", "mastodon", "ana@social.example", None),
        ("@ana.ex The ferry at night #ferry ♬ original sound - Ana", "tiktok", "ana.ex", "The ferry at night #ferry"),
        ("@ana.ex\n\nThe ferry at night\n\n♬ original sound - Ana", "tiktok", "ana.ex", "The ferry at night"),
        (
            "How the bridge was built\nby u/ana_example in Exampleton",
            "reddit",
            "ana_example",
            "How the bridge was built",
        ),
    ],
)
def test_other_platforms_flatten_in_their_own_way(lines: str, platform: str, handle: str, words: str | None) -> None:
    text = f"{STORY}\n\n{lines}\n\n{MORE}"
    (block,) = find_posts(text)
    assert block.span.of(text) == lines
    assert block.post is not None
    assert (block.post.platform, block.post.handle) == (platform, handle)
    assert get_words(text) == [words]


def test_the_line_that_dates_a_page_is_no_facebook_post() -> None:
    assert find_posts(f"A bridge is closed\nPosted by Ana Example on Tuesday, February 3, 2026\n{STORY}") == []
    text = f"{STORY}\n{MORE}\nThe ferry is free today!\nPosted by Ana Example on Tuesday, February 3, 2026\n{STORY}"
    assert get_words(text) == ["The ferry is free today!"]


def test_thousands_of_posts_are_found_in_linear_time() -> None:
    text = f"{STORY}\nThe bridge is closed #Exampleton\n{SIGNED}\n" * 2_000
    assert get_words(text) == ["The bridge is closed #Exampleton"] * 2_000


def test_an_inline_hull_never_reaches_beyond_the_text() -> None:
    assert find_words("a", 0, 1)[0] == Span(0, 1)
