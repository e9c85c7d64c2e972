from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.visible import escape_hidden, make_one_line, make_visible

JOINERS = "\u200c\u200d"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain — “quoted” 😀", "plain — “quoted” 😀"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("abc\u202edef", "abc⟨U+202E⟩def"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("\ufeffx\u200by\xadz", "⟨U+FEFF⟩x⟨U+200B⟩y⟨U+00AD⟩z"),
        ("tag \U000e0041", "tag ⟨U+E0041⟩"),
        ("name\udcff.txt", "name⟨U+DCFF⟩.txt"),
        ("one\ntwo", "one␊two"),
        ("family 👨\u200d👩", "family 👨\u200d👩"),
    ],
)
def test_what_steers_a_terminal_is_shown(words: str, shown: str) -> None:
    assert make_visible(words) == shown


@given(st.text())
def test_nothing_hidden_is_left(words: str) -> None:
    left = [c for c in make_visible(words) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert set(left) <= set(JOINERS)


def test_white_space_becomes_one_space_and_other_controls_stay_visible() -> None:
    assert make_one_line("a \n\t b\x0bc\u2028d") == "a b␋c⟨U+2028⟩d"


@given(st.text(st.characters()))
def test_escaped_json_parses_to_the_same_value(words: str) -> None:
    escaped = escape_hidden(json.dumps(words, ensure_ascii=False))
    assert json.loads(escaped) == words
    assert escaped.encode("utf-8").decode("utf-8").splitlines() == [escaped]
    assert make_visible(escaped) == escaped


def test_a_name_that_is_not_utf_8_survives_as_an_escape() -> None:
    escaped = escape_hidden(json.dumps("caf\udce9.txt", ensure_ascii=False))
    assert escaped == '"caf\\udce9.txt"'
    assert json.loads(escaped) == "caf\udce9.txt"


def test_a_tag_character_is_escaped_as_a_pair() -> None:
    assert json.loads(escape_hidden('"\U000e0041"')) == "\U000e0041"
