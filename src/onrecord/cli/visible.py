"""Characters that steer a terminal or cannot be seen, shown instead of sent.

A document can hold escape sequences, or marks that turn the order of letters around so that a line reads as
something it is not. What is printed for a person is therefore made visible first; the JSON keeps the characters,
escaped.
"""

from __future__ import annotations

import re

# Control characters (the line break aside), separators, format characters except the joiners that emoji and several
# scripts need, tags, surrogates and noncharacters.
_UNSAFE = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_HIDDEN = re.compile(f"[{_UNSAFE}]")
_HIDDEN_OR_BREAK = re.compile(f"[\n{_UNSAFE}]")
_SPACE = re.compile("[ \t\r\n\u00a0\u2000-\u200a\u202f\u205f\u3000]+")

_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def make_visible(words: str) -> str:
    """Make every character of ``words`` safe to send to a terminal: an escape becomes ␛, U+202E becomes ⟨U+202E⟩.

    Line breaks are shown as well: what comes back is one line.
    """
    return _HIDDEN_OR_BREAK.sub(_show, words)


def make_one_line(words: str) -> str:
    """Make ``words`` one visible line: runs of spaces and line breaks become one space."""
    return make_visible(_SPACE.sub(" ", words))


def escape_hidden(encoded: str) -> str:
    """Escape in JSON text what a terminal would obey; it parses to the same value. Line breaks stay."""
    return _HIDDEN.sub(_escape, encoded)


def _show(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == _DELETE else f"⟨U+{code:04X}⟩"


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + ((code - 0x10000) >> 10):04x}\\u{0xDC00 + ((code - 0x10000) & 0x3FF):04x}"
