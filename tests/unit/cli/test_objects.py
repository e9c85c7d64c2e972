from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.cli.objects import keep_only, make_json_line, make_json_page
from onrecord.model.public import make_public, parse_public
from onrecord.model.reading import Reading
from tests.unit.cli.invented_reading import READING
from tests.unit.model.strategies import readings

PARTS = ["statements", "wordings", "conflicts", "inquiries"]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_line_and_page_hold_the_same_object(reading: Reading) -> None:
    line, page = make_json_line(reading), make_json_page(reading)
    assert json.loads(line) == json.loads(page) == make_public(reading)
    assert line.splitlines() == [line]


def test_a_page_keeps_each_span_on_one_line() -> None:
    page = make_json_page(READING)
    assert '"span": [30, 54]' in page
    assert '"values": [2, 3]' in page


def test_text_that_looks_like_broken_numbers_is_left_as_it_is() -> None:
    text = "[\n  1,\n  2\n]"
    reading = replace(READING, model=text)
    assert json.loads(make_json_page(reading))["made_by"]["model"] == text


@pytest.mark.parametrize("part", PARTS)
def test_one_part_alone_still_points_at_nothing_missing(part: str) -> None:
    kept = keep_only(READING, part)
    record = json.loads(make_json_line(kept))
    parse_public(record)
    assert record[part] == json.loads(make_json_line(READING))[part]
    assert record["document"] == make_public(READING)["document"]
    assert len(record["sources"]) == len(READING.sources)
    others = {"wordings", "conflicts", "inquiries"} - {part}
    assert not any(record[other] for other in others)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_what_is_kept_of_any_reading_can_be_kept_again(reading: Reading) -> None:
    for part in PARTS:
        kept = keep_only(reading, part)
        assert keep_only(kept, part) == kept


def test_all_parts_are_kept_when_none_is_asked_for() -> None:
    assert keep_only(READING, None) is READING


def test_inquiries_alone_leave_no_statements() -> None:
    kept = keep_only(READING, "inquiries")
    assert (kept.statements, kept.attributions, kept.claims) == ((), (), ())


def test_wordings_alone_keep_the_statements_they_belong_to_whole() -> None:
    kept = keep_only(READING, "wordings")
    assert [statement.id for statement in kept.statements] == ["u3"]
    assert [attribution.id for attribution in kept.attributions] == ["a4", "a5", "a9"]
