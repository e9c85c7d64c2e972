"""The page that explains the reading format shows a real reading and names every field."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from onrecord.model.public import make_public, parse_public
from tests.unit.model.test_public import SCHEMA

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reading-format.md").read_text(encoding="utf-8")


def get_fenced(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_example_is_a_reading_in_the_format() -> None:
    record: dict[str, Any] = json.loads(get_fenced("json"))
    Draft202012Validator(SCHEMA).validate(record)
    made = make_public(parse_public(record))
    assert made | {"made_by": record["made_by"]} == record


def test_the_example_s_text_is_the_story_shown() -> None:
    assert json.loads(get_fenced("json"))["document"]["text"] + "\n" == get_fenced("text")


def get_names() -> list[str]:
    names: set[str] = set(SCHEMA["properties"])
    waiting: list[Any] = [SCHEMA]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            names.update(value.get("properties", {}))
            names.update(member for member in value.get("enum", []) if member is not None)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return sorted(names)


@pytest.mark.parametrize("name", get_names())
def test_every_field_and_kind_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE
