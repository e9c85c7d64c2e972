"""The public reading format, there and back."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from onrecord import __version__
from onrecord.errors import ReadingFormatError
from onrecord.model.document import BlockKind, PostWords
from onrecord.model.finding import FindingKind
from onrecord.model.public import ISO_DATE, make_public, parse_public
from onrecord.model.reading import (
    AttributionKind,
    ChangeKind,
    Channel,
    InquiryStatus,
    QuantityMode,
    Reading,
    SourceKind,
    Verdict,
)
from tests.unit.cli.invented_reading import READING
from tests.unit.model.strategies import readings

SCHEMA: dict[str, Any] = json.loads(files("onrecord.model").joinpath("reading.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def make_record() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(make_public(READING)))
    return record


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_a_reading_comes_back_from_its_public_form(reading: Reading) -> None:
    record = json.loads(json.dumps(make_public(reading)))
    assert parse_public(record) == reading
    assert make_public(parse_public(record)) == record


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_every_public_form_holds_the_schema(reading: Reading) -> None:
    VALIDATOR.validate(make_public(reading))


def test_the_document_s_findings_stand_before_the_reading_s() -> None:
    kinds = [finding["kind"] for finding in make_record()["findings"]]
    assert kinds == ["encoding", "unbalanced_quotation"]


def test_the_document_s_findings_come_back_as_the_reading_s() -> None:
    back = parse_public(make_record())
    document = replace(READING.document, findings=())
    findings = (*READING.document.findings, *READING.findings)
    assert back == replace(READING, document=document, findings=findings)


def test_the_first_field_is_the_schema_and_the_second_who_made_it() -> None:
    record = make_public(READING)
    assert list(record)[:2] == ["schema", "made_by"]
    assert record["schema"] == "onrecord.reading/1"
    assert record["made_by"] == {"onrecord": __version__, "model": "rules-1"}


def test_spans_slice_to_their_words_in_the_public_text() -> None:
    record = make_record()
    begin, end = record["attributions"][0]["content"][0]
    assert record["document"]["text"][begin:end] == "two terminals had closed"


def test_nothing_known_is_null_and_never_left_out() -> None:
    record = make_record()
    assert record["document"]["url"] is None
    assert record["document"]["blocks"][0]["post"] is None
    assert record["statements"][4]["source"] is None


def test_fields_that_the_format_does_not_know_are_passed_over() -> None:
    record = make_record()
    record["later"] = {"anything": 1}
    record["document"]["later"] = []
    record["attributions"][0]["later"] = "x"
    VALIDATOR.validate(record)
    assert parse_public(record) == parse_public(make_record())


def _cut_field(record: dict[str, Any]) -> None:
    del record["attributions"][0]["asserted"]


def _turn_span(record: dict[str, Any]) -> None:
    record["claims"][0]["span"] = [5, 2]


def _leave_text(record: dict[str, Any]) -> None:
    record["inquiries"][0]["span"] = [0, 10**6]


def _use_bool_as_offset(record: dict[str, Any]) -> None:
    record["inquiries"][0]["span"] = [False, True]


def _point_nowhere(record: dict[str, Any]) -> None:
    record["statements"][0]["source"] = "s99"


def _use_an_id_twice(record: dict[str, Any]) -> None:
    record["sources"][1]["id"] = "s1"


def _overlap_blocks(record: dict[str, Any]) -> None:
    record["document"]["blocks"][1]["span"] = [0, 5]


def _name_a_foreign_kind(record: dict[str, Any]) -> None:
    record["attributions"][0]["kind"] = "shouted"


def _empty_a_name(record: dict[str, Any]) -> None:
    record["sources"][0]["name"] = ""


def _write_a_date_in_words(record: dict[str, Any]) -> None:
    record["document"]["published"] = "last Tuesday"


def _be_too_sure(record: dict[str, Any]) -> None:
    record["attributions"][0]["confidence"] = 1.5


def _say_nothing(record: dict[str, Any]) -> None:
    record["attributions"][0]["content"] = []


def _be_of_another_version(record: dict[str, Any]) -> None:
    record["schema"] = "onrecord.reading/2"


def _give_text_for_a_list(record: dict[str, Any]) -> None:
    record["wordings"] = "none"


BROKEN: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "a missing field": (_cut_field, r"attributions\[0\]: has no field asserted"),
    "a span turned round": (_turn_span, r"claims\[0\]\.span: lies outside"),
    "a span beyond the text": (_leave_text, r"inquiries\[0\]\.span: lies outside"),
    "truth as an offset": (_use_bool_as_offset, r"inquiries\[0\]\.span\[0\]: is not a number"),
    "an id that is not there": (_point_nowhere, r"statements: point at 's99'"),
    "an id used twice": (_use_an_id_twice, "sources: use one id twice"),
    "blocks that overlap": (_overlap_blocks, r"document\.blocks: overlap"),
    "a foreign kind": (_name_a_foreign_kind, r"attributions\[0\]\.kind: is none of direct, "),
    "an empty name": (_empty_a_name, r"sources\[0\]\.name: is empty"),
    "a date in words": (_write_a_date_in_words, r"document\.published: is not an ISO 8601"),
    "a chance above one": (_be_too_sure, r"attributions\[0\]\.confidence: is not between"),
    "no content": (_say_nothing, r"attributions\[0\]\.content: is empty"),
    "another version": (_be_of_another_version, "schema: is not onrecord.reading/1"),
    "text for a list": (_give_text_for_a_list, "wordings: is not a list"),
}
SEEN_BY_PARSING_ALONE = {
    "a span turned round",
    "a span beyond the text",
    "an id that is not there",
    "an id used twice",
    "blocks that overlap",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_refused_with_the_place(name: str) -> None:
    break_it, message = BROKEN[name]
    record = make_record()
    break_it(record)
    with pytest.raises(ReadingFormatError, match=message):
        parse_public(record)


@pytest.mark.parametrize("name", sorted(set(BROKEN) - SEEN_BY_PARSING_ALONE))
def test_the_schema_refuses_what_parsing_refuses(name: str) -> None:
    record = make_record()
    BROKEN[name][0](record)
    assert not VALIDATOR.is_valid(record)


@pytest.mark.parametrize("record", [None, [], "onrecord.reading/1", 1, {}, {"schema": "onrecord.reading/1"}])
def test_what_is_no_record_at_all_is_refused(record: object) -> None:
    with pytest.raises(ReadingFormatError):
        parse_public(record)


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_lists_exactly_the_kinds_of_the_model() -> None:
    definitions = SCHEMA["$defs"]

    def listed(definition: str, field: str) -> set[object]:
        return set(definitions[definition]["properties"][field]["enum"])

    assert listed("block", "kind") == set(BlockKind)
    assert listed("post", "words") == set(PostWords)
    assert listed("source", "kind") == set(SourceKind)
    assert listed("statement", "channel") == {*Channel, None}
    assert listed("attribution", "kind") == set(AttributionKind)
    assert listed("wording", "verdict") == set(Verdict)
    assert listed("change", "kind") == set(ChangeKind)
    assert listed("inquiry", "status") == set(InquiryStatus)
    assert listed("finding", "kind") == set(FindingKind)
    quantity = definitions["claim"]["properties"]["quantity"]["properties"]
    assert set(quantity["mode"]["enum"]) == set(QuantityMode)


def test_the_schema_and_the_parser_take_the_same_dates() -> None:
    assert SCHEMA["$defs"]["date"]["pattern"] == f"^{ISO_DATE.pattern}$".replace(r"\d", "[0-9]")


def test_every_field_made_is_described_in_the_schema() -> None:
    undescribed: list[str] = []
    waiting: list[tuple[str, Any, dict[str, Any]]] = [("", make_record(), SCHEMA)]
    while waiting:
        where, value, schema = waiting.pop()
        for option in schema.get("anyOf", []):
            schema = option if "$ref" in option else schema
        while "$ref" in schema:
            schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
        if isinstance(value, dict):
            undescribed += [f"{where}.{key}" for key in value if key not in schema.get("properties", {})]
            waiting += [
                (f"{where}.{k}", v, schema["properties"][k]) for k, v in value.items() if k in schema["properties"]
            ]
        elif isinstance(value, list):
            waiting += [(f"{where}[]", item, schema["items"]) for item in value]
    assert undescribed == []


def test_parsing_leaves_the_record_as_it_was() -> None:
    record = make_record()
    before = copy.deepcopy(record)
    parse_public(record)
    assert record == before
