"""What a source phrase says: name, role, pronoun, or a noun for somebody unnamed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.reading import SourceKind
from onrecord.model.span import Span
from onrecord.reader.phrases import parse_phrase


@pytest.mark.parametrize(
    ("words", "name", "kind", "roles"),
    [
        ("Ada Brook", "Ada Brook", None, ()),
        ("Mr. Brook", "Brook", SourceKind.PERSON, ("Mr.",)),
        ("journalist Ada Brook", "Ada Brook", SourceKind.PERSON, ("journalist",)),
        ("Ada Brook, a spokesperson for Ferry", "Ada Brook", SourceKind.PERSON, ("spokesperson for Ferry",)),
        ("the agency’s chief engineer, Ada Brook", "Ada Brook", SourceKind.PERSON, ("agency’s chief engineer",)),
        ("Sen. Ada Brook (R-Estmere)", "Ada Brook", SourceKind.PERSON, ("Sen.",)),
        ("Republican Ada Brook", "Ada Brook", SourceKind.PERSON, ("Republican",)),
        ("Ada Bishop", "Ada Bishop", None, ()),
        ("the Mayor’s Office", "Mayor’s Office", SourceKind.ORGANIZATION, ()),
        ("the Embassy of Ruritania in Strelsau", "Embassy of Ruritania in Strelsau", SourceKind.ORGANIZATION, ()),
        ("Peter Sand of Harbour Watch", "Peter Sand", None, ()),
    ],
)  # fmt: skip
def test_a_named_source_has_its_name_and_role(
    words: str, name: str, kind: SourceKind | None, roles: tuple[str, ...]
) -> None:
    phrase = parse_phrase(words, Span(0, len(words)))
    assert phrase.name is not None
    assert (phrase.name.of(words), phrase.kind, phrase.roles) == (name, kind, roles)


@pytest.mark.parametrize(
    ("words", "label", "kind"),
    [
        ("an ICE spokesperson", "ICE spokesperson", SourceKind.UNNAMED),
        ("a spokesperson for the harbour", "spokesperson for the harbour", SourceKind.UNNAMED),
        ("officials", "officials", SourceKind.GROUP),
        ("some Republicans", "some Republicans", SourceKind.GROUP),
        ("the harbour agency", "harbour agency", SourceKind.ORGANIZATION),
        ("the report", "report", SourceKind.DOCUMENT),
        ("the agency’s website", "agency’s website", SourceKind.DOCUMENT),
    ],
)
def test_somebody_unnamed_is_the_shortest_phrase_that_tells_who(words: str, label: str, kind: SourceKind) -> None:
    phrase = parse_phrase(words, Span(0, len(words)))
    assert (phrase.name, phrase.label, phrase.kind) == (None, label, kind)


@pytest.mark.parametrize(("words", "pronoun"), [("She", "she"), ("they’ve", "they"), ("His", "he"), ("which", "which")])
def test_a_pronoun_is_told_as_such(words: str, pronoun: str) -> None:
    assert parse_phrase(words, Span(0, len(words))).pronoun == pronoun


@given(st.text(alphabet=st.sampled_from("Ada Brook,.'’“”()-the of A.B. 3\n the agency"), max_size=60), st.data())
def test_no_phrase_raises(words: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(begin, len(words)))
    phrase = parse_phrase(words, Span(begin, end))
    assert phrase.name is None or begin <= phrase.name.begin <= phrase.name.end <= end
