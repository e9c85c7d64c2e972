"""Which quantities a document claims, whose they are, and for where and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model.document import BlockKind
from onrecord.model.reading import Claim
from onrecord.reader.claims import find_claims
from tests.unit.compare.building import StoryBuilder

# A sentence of the outlet's own and the claims in it as ``value unit | place | time``.
SENTENCES = [
    ("There are 7 NBA depots in Ruritania.", ["7 NBA depot | Ruritania | -"]),
    ("7 #NBA depots Ruritania!!", ["7 NBA depot | Ruritania | -"]),
    ("7 #NBA depots #Ruritania!!", ["7 NBA depot | Ruritania | -"]),
    ("They let it place 6 NBA depots in Ruritania, including the capital.", ["6 NBA depot | Ruritania | -"]),
    (
        "There are 12 federal inspectors in the United Cantons of Elbonia.",
        ["12 federal inspector | United Cantons of Elbonia | -"],
    ),
    ("It has 12 tugs operating in Northfield Harbour.", ["12 tug | Northfield Harbour | -"]),
    ("It has 12 tugs that are now based in Northfield.", ["12 tug | Northfield | -"]),
    ("In Northfield, 40 shelters were open.", ["40 shelter | Northfield | -"]),
    ("The guild runs 9 schools in Zenda, Strelsau and Hofbau.", ["9 school | Zenda, Strelsau and Hofbau | -"]),
    ("It owns 30 ferries across northern Ruritania.", ["30 ferry | northern Ruritania | -"]),
    ("There are 6 consulates in the U.S. today.", ["6 consulate | U.S. | today"]),
    ("In 2024 it opened 14 clinics.", ["14 clinic | - | 2024"]),
    ("It opened 14 clinics in March 2024.", ["14 clinic | - | March 2024"]),
    ("It opened 14 clinics in Zenda in March.", ["14 clinic | Zenda | March"]),
    ("It has closed 14 clinics since 2019.", ["14 clinic | - | since 2019"]),
    ("It closed 14 clinics last year.", ["14 clinic | - | last year"]),
    ("Police counted 300 marchers on Saturday.", ["300 marcher | - | Saturday"]),
    ("In the spring of 2026, six sailors drowned.", ["6 sailor | - | spring of 2026"]),
    ("It cost $5.2 million.", ["5200000 USD | - | -"]),
    ("Some 40 per cent of voters stayed at home.", ["40 percent | - | -"]),
    ("It keeps the five Ruritanian cities listed above.", ["5 Ruritanian city | - | -"]),
    ("It covers all 16 parishes in Northfield.", ["16 parish | Northfield | -"]),
    ("She has no fewer than 3 yachts.", ["3 yacht | - | -"]),
    ("She has 1 yacht.", ["1 yacht | - | -"]),
    ("There is only one lighthouse in Zenda.", ["1 lighthouse | Zenda | -"]),
    ("Three goats in Northfield Monday ate 4 hats.", ["3 goat | Northfield | Monday", "4 hat | - | Monday"]),
    ("It has 8 clerks in Zenda hospitals.", ["8 clerk | - | -"]),
    ("It has 8 clerks in the Zenda primary race.", ["8 clerk | - | -"]),
    ("It has 8 clerks in NBA custody.", ["8 clerk | - | -"]),
    ("It has 8 clerks in March.", ["8 clerk | - | March"]),
    ("It has 8 clerks Monday.", ["8 clerk | - | Monday"]),
    ("The log names six miners who died in NBA tunnels.", ["6 miner | - | -"]),
]

NO_CLAIMS = [
    "The 37-year-old sailor left on Jan. 7.",
    "It lasted 12 days and 3 hours.",
    "Are there 7 NBA depots in Ruritania?",
    "There are not 7 NBA depots in Ruritania.",
    "There never were seven NBA depots.",
    "It will open three more depots and two other yards.",
    "These five depots are old.",
    "The two men left.",
    "Both his 3 sons came.",
    "Five remain.",
    "Three of the depots are old.",
    "One sailor said so.",
    "In the first case, the second one was better.",
    "There are 5 reasons and 3 ways.",
    "It rose from 4 to 5 depots.",
    "Between 4 and 5 depots are left.",
    "One in five sailors swims.",
    "Route 9 and the G7, page 12, 604-555-0199.",
    "The next 4 elections",
]


def show(claim: Claim) -> str:
    quantity = claim.quantity
    return f"{quantity.value} {quantity.unit} | {quantity.place or '-'} | {quantity.time or '-'}"


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s[:50] for s, _ in SENTENCES])
def test_a_counted_noun_is_a_claim_with_place_and_time(sentence: str, expected: list[str]) -> None:
    story = StoryBuilder()
    story.add(sentence)
    assert [show(claim) for claim in find_claims(story.make(), [])] == expected


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_what_counts_nothing_definite_is_no_claim(sentence: str) -> None:
    story = StoryBuilder()
    story.add(sentence)
    assert find_claims(story.make(), []) == ()


def test_the_span_runs_from_the_number_through_an_adjacent_place() -> None:
    story = StoryBuilder()
    story.add("There are at least 7 #NBA depots in Ruritania. It has 12 tugs operating in Zenda.")
    spans = [claim.span.of(story.text) for claim in find_claims(story.make(), [])]
    assert spans == ["7 #NBA depots in Ruritania", "12 tugs"]


def test_a_claim_inside_a_content_is_the_attributions() -> None:
    story = StoryBuilder()
    quoted = story.say("“There are 7 depots in Zenda,” said Voss, who owns 3 goats.", "“There are 7 depots in Zenda,”",
                       source="s1")  # fmt: skip
    post = story.post("6 depots in Zenda!", "s2")
    claims = find_claims(story.make(), story.attributions)
    assert [(claim.id, claim.attribution, claim.quantity.value) for claim in claims] == [
        ("c1", quoted, 7),
        ("c2", None, 3),
        ("c3", post, 6),
    ]


def test_what_nobody_asserts_is_no_claim() -> None:
    story = StoryBuilder()
    story.say(
        "She never said there are 7 depots in Zenda.", "there are 7 depots in Zenda", source="s1", kind="indirect"
    )
    assert find_claims(story.make(), [replace(a, asserted=False) for a in story.attributions]) == ()


def test_a_quotation_of_nobody_known_is_not_the_outlets_claim() -> None:
    story = StoryBuilder()
    story.add("“There are 7 depots in Zenda” was written on the wall. It has 4 windows.")
    assert [claim.quantity.value for claim in find_claims(story.make(), [])] == [4]


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.TABLE])
def test_the_outlet_claims_in_its_paragraphs_only(kind: BlockKind) -> None:
    story = StoryBuilder()
    story.add("7 depots in Zenda", kind)
    assert find_claims(story.make(), []) == ()


def test_claims_grow_linearly_with_the_text() -> None:
    story = StoryBuilder()
    story.add("There are 7 NBA depots in Ruritania since 2019, and 12 tugs operating in Zenda. " * 2000)
    assert len(find_claims(story.make(), [])) == 4000
