"""What of a page a reader can see, told from the markup alone.

Judged are the ``hidden`` attribute, inline styles, class names that by convention hide from sight, and those rules of
the page's own style sheets that hide one class, one id or one element with a class. No full cascade: a rule that any
medium but print takes back is not believed, and ``body`` is never hidden, since pages blank it until their own
programs have run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STYLE_SHEET_LIMIT = 2_000_000  # characters of style sheets read; the largest seen in 169 news pages is 900,000

UNSEEN_TAGS = frozenset(
    "applet area audio base basefont canvas datalist frame frameset head input link map meta noembed noframes option"
    " param progress meter rp script select source style svg template textarea title track video".split()
)
"""Elements whose content a browser does not show, or shows only as a control."""

_UNSEEN_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only"
    " u-visually-hidden u-hidden-visually is-visually-hidden a11y-hidden element-invisible show-for-sr".split()
)
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)\S{1,40}:!?(?:block|flex|grid|inline|inline-block|inline-flex|table|contents)(?=\s|$)"
)

_HIDING_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?![.\d])|font-size:0(?![.\d])"
    r"|clip:rect\((?:0|1px)[^)]{0,40}\)|clip-path:inset\((?:50|100)%|text-indent:-\d{3}"
)
_OFF_SCREEN = re.compile(r"(?:^|;)(?:left|top|right|bottom|margin-left|margin-top):-\d{3,}(?:px|em|rem|vw|%)")
_OFF_FLOW = re.compile(r"position:(?:absolute|fixed)")
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?![.\d])")

_SIMPLE_SELECTOR = re.compile(r"([a-zA-Z][a-zA-Z0-9-]*)?([.#])((?:[\w-]|\\.)+)")
_DISPLAY = re.compile(r"(?:^|;)display:([a-z-]+)(!important)?")
_VISIBILITY = re.compile(r"(?:^|;)visibility:([a-z]+)(!important)?")
_BLANKS = re.compile(r"\s+")


def hides_by_style(style: str) -> bool:
    """Whether an inline style keeps its element out of a reader's sight."""
    plain = _BLANKS.sub("", style).lower()
    if _HIDING_STYLE.search(plain):
        return True
    if _OFF_FLOW.search(plain) and _OFF_SCREEN.search(plain):
        return True
    return "overflow:hidden" in plain and _NO_SIZE.search(plain) is not None


class Visibility:
    """Says of each element of one page whether it, and all in it, is out of sight."""

    def __init__(self, root: Element) -> None:
        self._rules = _read_hiding_rules(root)
        self._seen_styles: dict[str, bool] = {}
        self._seen_classes: dict[str, bool] = {}

    def is_hidden(self, element: Element) -> bool:
        """Whether the element itself is hidden; those around it are the caller's to ask about."""
        tag = element.tag
        if tag in UNSEEN_TAGS:
            return not (tag == "template" and "shadowrootmode" in element.attrib)
        attributes = element.attrib
        if tag == "dialog" and "open" not in attributes:
            return True
        if tag in ("body", "html") or not attributes:
            return False
        if "hidden" in attributes and attributes["hidden"].strip().lower() != "until-found":
            return True
        style = attributes.get("style")
        if style and self._hides_by_style(style):
            return True
        name = attributes.get("class")
        if name and self._hides_by_class(tag, name):
            return True
        identity = attributes.get("id")
        return bool(identity) and self._rules.get(("#", identity or ""), False)

    def _hides_by_style(self, style: str) -> bool:
        known = self._seen_styles.get(style)
        if known is None:
            known = self._seen_styles[style] = hides_by_style(style)
        return known

    def _hides_by_class(self, tag: str, names: str) -> bool:
        key = f"{tag} {names}"
        known = self._seen_classes.get(key)
        if known is None:
            classes = names.split()
            hidden = any(name.lower() in _UNSEEN_CLASSES for name in classes) or any(
                self._rules.get((".", name)) or self._rules.get((f"{tag}.", name)) for name in classes
            )
            known = self._seen_classes[key] = hidden and not _SHOWN_AGAIN.search(names)
        return known


def _read_hiding_rules(root: Element) -> dict[tuple[str, str], bool]:
    """Each class or id that a style sheet of the page hides: true, or false where another rule shows it again."""
    rules: dict[tuple[str, str], bool] = {}
    left = STYLE_SHEET_LIMIT
    for style in root.iter("style"):
        sheet = (style.text or "")[:left]
        left -= len(sheet)
        if "none" not in sheet and "hidden" not in sheet:
            continue
        for selectors, declarations, media in _iter_rules(sheet):
            hides = _decide_hiding(declarations)
            if hides is None or (hides and media):
                continue
            for selector in selectors.split(",")[:200]:
                found = _SIMPLE_SELECTOR.fullmatch(selector.strip())
                if found is None:
                    continue
                tag, sign, name = found.groups()
                key = (f"{tag.lower()}." if tag and sign == "." else sign, name.replace("\\", ""))
                rules[key] = False if media else hides and rules.get(key) is not False
    return rules


def _iter_rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Each rule's selectors, its declarations without blanks, and whether it holds under a condition only."""
    position = 0
    conditions: list[bool] = []
    while (brace := sheet.find("{", position)) >= 0:
        closing = sheet.find("}", position)
        if 0 <= closing < brace:
            if conditions:
                conditions.pop()
            position = closing + 1
            continue
        head = _drop_comments(sheet[position:brace]).rsplit(";", 1)[-1].strip()
        position = brace + 1
        if head.startswith("@"):
            lowered = head.lower()
            print_only = lowered.startswith("@media print")
            conditions.append(not print_only)
            if not lowered.startswith(("@media", "@supports", "@layer", "@container")) or print_only:
                position = _skip_block(sheet, position)
                conditions.pop()
            continue
        closing = sheet.find("}", position)
        if closing < 0:
            return
        yield head, _BLANKS.sub("", sheet[position:closing]).lower(), any(conditions)
        position = closing + 1


def _skip_block(sheet: str, position: int) -> int:
    """The position behind the brace that closes the block opened right before ``position``."""
    depth = 1
    for brace in re.compile(r"[{}]").finditer(sheet, position):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.end()
    return len(sheet)


def _drop_comments(text: str) -> str:
    if "/*" not in text:
        return text
    kept: list[str] = []
    for piece in text.split("/*"):
        _, closed, rest = piece.partition("*/")
        kept.append(rest if closed else ("" if kept else piece))
    return "".join(kept)


def _decide_hiding(declarations: str) -> bool | None:
    """True when the declarations hide, false when they show, none when they say nothing of it."""
    display = _DISPLAY.search(declarations)
    if display is not None:
        return display.group(1) == "none"
    visibility = _VISIBILITY.search(declarations)
    if visibility is not None:
        return visibility.group(1) in ("hidden", "collapse")
    return None
