"""What the rules point at in single sentences: source, cue and content."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.reader.rules import tag_document
from tests.unit.reader.invented import make_document

# text, then the expected attributions as (source, cue, contents).
CASES: list[tuple[str, list[tuple[str, str, list[str]]]]] = [
    (
        "“The bridge is safe,” said Ada Brook, the harbour master.",
        [("Ada Brook, the harbour master", "said", ["“The bridge is safe,”"])],
    ),
    ("“The bridge is safe,” Brook said.", [("Brook", "said", ["“The bridge is safe,”"])]),
    ('"The bridge is safe," Brook told reporters on Monday.', [("Brook", "told", ['"The bridge is safe,"'])]),
    (
        "“The bridge,” Brook said, “is safe.”",
        [("Brook", "said", ["“The bridge,”", "“is safe.”"])],
    ),
    (
        "“The bridge is safe,” Brook said. “We looked twice.”",
        [("Brook", "said", ["“The bridge is safe,”", "“We looked twice.”"])],
    ),
    ("Brook said: “The bridge is safe.”", [("Brook", "said", ["“The bridge is safe.”"])]),
    (
        "“Is the bridge safe?” Brook asked.",
        [("Brook", "asked", ["“Is the bridge safe?”"])],
    ),
    (
        "The harbour master said on Tuesday that the bridge was safe.",
        [("The harbour master", "said", ["that the bridge was safe"])],
    ),
    (
        "According to the harbour office, the bridge is safe.",
        [("the harbour office", "According to", ["the bridge is safe"])],
    ),
    (
        "The bridge is safe, according to the harbour office.",
        [("the harbour office", "according to", ["The bridge is safe"])],
    ),
    (
        "The bridge was closed at noon, Brook said on Friday.",
        [("Brook", "said", ["The bridge was closed at noon"])],
    ),
    (
        "Mira Sand, who runs the ferry, said the bridge was “a ruin”.",
        [("Mira Sand", "said", ["the bridge was “a ruin”"])],
    ),
    (
        "Mira Sand, a spokesperson for Ferry Watch, said the bridge was safe.",
        [("Mira Sand, a spokesperson for Ferry Watch", "said", ["the bridge was safe"])],
    ),
    (
        "Brook said the bridge was safe, adding that nobody had been hurt.",
        [
            ("Brook", "said", ["the bridge was safe"]),
            ("Brook", "adding", ["that nobody had been hurt"]),
        ],
    ),
    (
        "Brook said the bridge was safe and warned the board against haste.",
        [
            ("Brook", "said", ["the bridge was safe"]),
            ("Brook", "warned", ["against haste"]),
        ],
    ),
    (
        "Councillor Nora Field wrote a letter to Sand, calling for a new bridge.",
        [("Councillor Nora Field", "calling for", ["a new bridge"])],
    ),
    (
        "The three depots are listed on the agency’s website.",
        [("the agency’s website", "are listed", ["The three depots"])],
    ),
    ("„Die bridge is safe,“ Brook said.", [("Brook", "said", ["„Die bridge is safe,“"])]),
    ("«The bridge is safe», Brook said.", [("Brook", "said", ["«The bridge is safe»"])]),
    ("‘The bridge is safe,’ Brook said.", [("Brook", "said", ["‘The bridge is safe,’"])]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_a_sentence_gives_its_source_cue_and_content(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    found = [
        (
            " ".join(s.of(text) for s in a.source),
            " ".join(s.of(text) for s in a.cue),
            [s.of(text) for s in a.content],
        )
        for a in tag_document(make_document(text))
    ]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “bridge” stands.",
        "He has a say in the matter.",
        "The false claims of the board were many.",
        "The plane continued on its way to the coast.",
        "The report was published in March.",
        "",
        "“”",
        "said said said said",
    ],
)
def test_words_that_only_look_like_cues_give_nothing(text: str) -> None:
    assert tag_document(make_document(text)) == []


def test_contents_of_a_document_never_overlap() -> None:
    text = (
        "Sand said Brook said Field said the bridge was “safe, Mira told us” and warned, adding, saying that it said."
    )
    spans = sorted(s for a in tag_document(make_document(text)) for s in a.content)
    assert all(one.end <= other.begin for one, other in pairwise(spans))


def test_thousands_of_quotation_marks_are_read_in_one_pass() -> None:
    text = "“a “b ” c " * 5000 + "‘ ’ ' " * 5000 + '" ' * 5000
    assert isinstance(tag_document(make_document(text)), list)
