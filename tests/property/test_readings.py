"""What holds for every reading, whatever the text: spans, order, repeatability and the public shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model.document import Capture
from onrecord.model.public import make_public
from onrecord.reading import read_documents

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(path for path in EXAMPLES.rglob("*") if path.is_file())
SUFFIXES = {".html": "text/html", ".txt": "text/plain", ".eml": "message/rfc822", ".mhtml": "multipart/related"}

# Sentences that quote, report, ask, post and count, cut and joined in every way, with what breaks programs between.
PIECES = [
    "“We are closing the mill,” said Ada Brill, the owner. ",
    "“It is sad",
    "” ",
    '"No comment," ',
    "Brill said that 7 mills in Estmere were closed. ",
    "There are 6 mills in Estmere, according to the Mill Board. ",
    "— Ada Brill (@abrill_ex) March 3, 2026\n",
    "The Courier has contacted the Mayor’s Office for comment. ",
    "He did not immediately respond. ",
    "In an email statement to The Courier, a spokesperson confirmed that the mill is shut. ",
    "‘Never,’ she told reporters. ",
    "pic.twitter.com/example1 ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\x00",
    "\u202e",
    "\ufeff",
    "\u2028",
    "…",
    "[sic] ",
    "«Non», dit-il. ",
    "🌊 ",
    "e\u0301",
    "(",
    ")",
    "-- \nAda\n",
    "> quoted\n",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40).map("".join)
TAGS = [
    "<p>",
    "</p>",
    "<blockquote class='twitter-tweet'>",
    "</blockquote>",
    "<div hidden>",
    "</div>",
    "<script>",
    "<!--",
]
PAGES = st.lists(st.one_of(st.sampled_from(TAGS), st.sampled_from(PIECES)), max_size=40).map("".join)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def get_validator() -> Any:
    schema = json.loads(files("onrecord.model").joinpath("reading.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


def read(content: bytes, declared_type: str) -> dict[str, Any]:
    capture = Capture(content=content, origin="given", declared_type=declared_type)
    (reading,) = read_documents([capture])
    public: dict[str, Any] = json.loads(json.dumps(make_public(reading)))
    return public


def iter_spans(value: object) -> Iterator[list[int]]:
    """Every pair of offsets anywhere in a reading."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(inner for key, inner in item.items() if key != "values")
        elif isinstance(item, list):
            if len(item) == 2 and all(type(part) is int for part in item):
                yield item
            else:
                waiting.extend(item)


def check(public: dict[str, Any]) -> None:
    """Assert what every reading promises."""
    get_validator().validate(public)
    text = public["document"]["text"]
    for begin, end in iter_spans(public):
        assert 0 <= begin <= end <= len(text)
    check_attributions(public["attributions"], text)
    check_references(public)


def check_attributions(attributions: list[dict[str, Any]], text: str) -> None:
    # Two attributions may share a source ("Brook denied … and said …"): a set counts it once.
    owned = sorted(
        {(begin, end) for item in attributions for begin, end in item["source"]}
        | {(begin, end) for item in attributions for part in ("cue", "content") for begin, end in item[part]}
    )
    for (_, end), (begin, _) in pairwise(owned):
        assert end <= begin, f"attributions overlap at {begin}: {text[begin:end]!r}"
    for item in attributions:
        assert item["content"]
        assert 0 <= item["confidence"] <= 1
        for begin, end in item["content"]:
            assert text[begin:end].strip(), "content without words"


def check_references(public: dict[str, Any]) -> None:
    sources = {item["id"] for item in public["sources"]}
    statements = {item["id"]: item for item in public["statements"]}
    attributions = {item["id"]: item for item in public["attributions"]}
    claims = {item["id"] for item in public["claims"]}
    for id_, attribution in attributions.items():
        assert attribution["source_id"] is None or attribution["source_id"] in sources
        assert attribution["statement"] is None or id_ in statements[attribution["statement"]]["attributions"]
    for statement in statements.values():
        assert statement["attributions"]
        assert set(statement["attributions"]) <= set(attributions)
        assert set(statement["addressee"]) <= sources
    for wording in public["wordings"]:
        assert {wording["original"], wording["quoted"]} <= set(attributions)
    for conflict in public["conflicts"]:
        assert set(conflict["claims"]) <= claims
        assert conflict["values"] == sorted(set(conflict["values"]))
        assert len(conflict["values"]) > 1
    for inquiry in public["inquiries"]:
        assert inquiry["to"] in sources
    for source in public["sources"]:
        assert source["name"].strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_every_example_keeps_the_promises_of_a_reading(path: Path) -> None:
    check(read(path.read_bytes(), SUFFIXES.get(path.suffix, "text/plain")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_reading_an_example_twice_gives_the_same_bytes(path: Path) -> None:
    declared = SUFFIXES.get(path.suffix, "text/plain")
    first, second = (json.dumps(read(path.read_bytes(), declared)) for _ in range(2))
    assert first == second


@MANY
@given(TEXTS)
def test_any_text_keeps_the_promises_of_a_reading(text: str) -> None:
    public = read(text.encode("utf-8"), "text/plain")
    check(public)
    if public["document"]["unreadable"] is None:
        assert public["document"]["text"] == text.removeprefix("\ufeff")


@MANY
@given(PAGES)
def test_any_page_keeps_the_promises_of_a_reading(page: str) -> None:
    check(read(page.encode("utf-8"), "text/html"))


@MANY
@given(st.binary(max_size=400), st.sampled_from(sorted(SUFFIXES.values())))
def test_any_bytes_keep_the_promises_of_a_reading(content: bytes, declared_type: str) -> None:
    check(read(content, declared_type))


@MANY
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_a_text_reads_the_same_alone_and_in_a_batch(text: str) -> None:
    capture = Capture(content=text.encode("utf-8"), origin="given", declared_type="text/plain")
    other = Capture(content=(EXAMPLES / "harbour-offices" / "pasted.txt").read_bytes(), origin="other")
    (alone,) = read_documents([capture])
    _, in_batch = read_documents([other, capture])
    assert make_public(alone) == make_public(in_batch)
