"""Captions and photo credits as they stand in copied text, told from the story around them.

They are evidence (who was where, and who saw it) but not the story's prose: a reader must not attribute a paragraph
to the photographer named above it. Only forms that are certain count; a caption without any credit looks like a
sentence of the story and stays one.
"""

from __future__ import annotations

import re

LONGEST_CREDIT = 140
LONGEST_CAPTION = 900
"""Characters; captions of agencies run to five hundred."""

_AGENCY = (
    r"(?:Getty(?: Images)?|Reuters|REUTERS|AP(?: Photo)?|Associated Press|The Associated Press|AFP|"
    r"Agence France-Presse|EPA|EPA-EFE|EFE|"
    r"Shutterstock|Alamy|PA(?: Media| Wire| Images)?|Press Association|Bloomberg|The Canadian Press|"
    r"Canadian Press|CP|iStock(?:photo)?|"
    r"Unsplash|Pexels|Pixabay|Adobe ?Stock|ZUMA(?: Press)?|Sipa(?: USA)?|SIPA|dpa|DPA|Anadolu(?: Agency|"
    r" Images)?|NurPhoto|Xinhua|"
    r"Flickr|Handout|HANDOUT|Wikimedia(?: Commons)?|Wikipedia|Creative Commons|AAP|ANP|ANSA|Keystone|Kyodo|"
    r"Yonhap|UPI|Rex(?: Features)?|"
    r"Screenshot|Screengrab|Submitted|Supplied|Courtesy|Instagram|Facebook|Twitter|YouTube|TikTok|Google(?: Maps|"
    r" Street View)?|X|CBC(?: News)?|"
    r"CNN|NBC|ABC|BBC|imago(?: images)?|IMAGO|picture[- ]alliance|Avalon|Redux|Magnum|SWNS|WENN|MEGA|"
    r"Icon Sportswire|USA TODAY(?: Sports| Network)?)"
)
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}|de|da|del|van|von|der|den|la|le|di|al|el|bin|ter)"
_NAMES = rf"{_NAME}(?:[ ]{_NAME}){{0,5}}"
_SLASHED = (
    rf"{_NAMES}\s?[/|]\s?(?:{_AGENCY}|{_NAMES})(?:\s?[/|,]\s?(?:via |for )?(?:{_AGENCY}|{_NAMES})){{0,3}}"
    rf"(?: via {_NAMES}(?:/{_NAMES})?)?"
)
_LABEL = (
    r"(?:(?:File |Lead |Main |Top |Cover |Featured? |Header )?(?:Photos?|Photographs?|Photography|Images?|"
    r"Pictures?|Pics?|Video|Illustration|Graphic|"
    r"Artwork|Foto|Bild|Crédit photo|Crédit)(?: ?(?:credits?|sources?|by|courtesy(?: of)?|illustration|via|"
    r"copyright))?|Credits?|Photographer|"
    r"Courtesy(?: of)?|Bildquelle|Handout)"
)
_AGENCY_LINE = re.compile(rf"{_AGENCY}(?:\s?[/,|]\s?(?:via )?{_AGENCY})*(?:, (?:File|FILE|Pool))?$")
_SLASHED_LINE = re.compile(rf"{_SLASHED}$")
_VIA_LINE = re.compile(rf"{_NAMES} (?:via|for|[-–—|]|of) {_AGENCY}(?: via {_AGENCY})?$")
_LABELLED_LINE = re.compile(rf"{_LABEL}\s?[:：|]\s?(?P<who>\S.{{0,110}})$", re.IGNORECASE)
_SHOWN = re.compile(r"(?:The|A|An|In|On|At|This|People|[a-z]\w*)(?: \S{1,40}){3}")
_BY_LINE = re.compile(
    rf"(?:(?:File |AP |Reuters |Submitted |Staff |Handout |Stock )?(?:Photo|Image|Picture|Illustration|Graphic|"
    rf"Video)s? (?:by|via|from|courtesy of|courtesy) {_NAMES}"
    rf"|Courtesy(?: of)? {_NAMES})(?:\s?[/|,]\s?{_NAMES})?$"
)
_COPYRIGHT_LINE = re.compile(r"(?:©|\(c\)|Copyright:?) .{2,80}$", re.IGNORECASE)
_BBC_SOURCE = re.compile(r"(?:Image|Media|Photo) (?:source|copyright),?\s.{2,80}$", re.IGNORECASE)
_BBC_CAPTION = re.compile(r"(?:Image|Media) caption,?\s", re.IGNORECASE)
_FILE_CAPTION = re.compile(r"(?:FILE(?: PHOTO)?|File photo)\s?[:–—-]\s")
_LABELLED_CAPTION = re.compile(
    r"(?:Caption|Photo caption|Photo(?= ?: ?(?:The|A|An|In|On) )|"
    r"Pictured(?: above| here| below)?|Above|Bildunterschrift)\s?:\s",
    re.IGNORECASE,
)

_PAREN_CREDIT = re.compile(
    rf"(?:{_SLASHED}|(?:AP|AFP|CP|Reuters|EPA|PA|Getty|File|Staff|Submitted|Handout|Stock) ?(?:Photo|Image|"
    rf"Picture)s?\b.{{0,90}}|{_AGENCY}|"
    rf"(?:Photo|Image|Picture|Photograph|Credit|Illustration|Foto|Video|Courtesy)s?(?: credits?| source)?(?: ?:|"
    rf" by| courtesy(?: of)?| via| of) .{{1,90}}|"
    rf"{_NAMES} (?:via|for|[-–—]) {_AGENCY}(?:/{_NAMES})?|(?:©|Copyright) .{{1,80}}|(?:Supplied|Submitted|"
    rf"Handout|Screenshot)(?:[ /].{{1,60}})?|"
    rf".{{0,60}}\b(?:via|/) ?{_AGENCY}(?: via {_AGENCY})?(?:, File| Pool)?|File(?: photo)?)$",
    re.IGNORECASE if False else 0,
)
_TRAILING_CREDIT = re.compile(
    rf"(?:[.!?”\"]|\s[|–—-])\s(?:{_LABEL}\s?(?::|by)\s?.{{2,90}}|©\s?.{{2,80}}|{_SLASHED}|(?:REUTERS|AP|AFP|"
    rf"EPA)/{_NAMES}|"
    rf"{_NAMES} via {_AGENCY}|{_AGENCY} ?/ ?{_NAMES})\.?$"
)


def is_credit(line: str) -> bool:
    """Whether a line is nothing but a photo's credit ("Ana Example/Agency", "Photo: Ana Example")."""
    line = line.strip()
    if line.startswith("(") and line.endswith(")") and len(line) <= LONGEST_CREDIT:
        return _is_bare_credit(line[1:-1].strip()) or _PAREN_CREDIT.match(line[1:-1].strip()) is not None
    return _is_bare_credit(line)


def _is_bare_credit(line: str) -> bool:
    if not line or len(line) > LONGEST_CREDIT or line[-1] in "!?;:":
        return False
    if _BBC_SOURCE.match(line) or _COPYRIGHT_LINE.match(line):
        return len(line.split()) <= 16
    labelled = _LABELLED_LINE.match(line)
    if labelled:
        # "Photo: The mayor at the bridge" says what it shows, not who took it.
        return len(labelled["who"].split()) <= 12 and not _SHOWN.match(labelled["who"])
    if _AGENCY_LINE.match(line):
        return line not in _BARE_WORDS
    if _VIA_LINE.match(line) or _BY_LINE.match(line):
        return True
    if not _SLASHED_LINE.match(line):
        return False
    # "Health/Science" is a rubric; a photographer has a first and a last name, or an agency beside it.
    left = re.split(r"\s?[/|]\s?", line, maxsplit=1)[0]
    known = re.search(rf"[/|]\s?{_AGENCY}", line) or re.match(rf"{_AGENCY}\s?[/|]", line)
    return bool(known) or (len(left.split()) >= 2 and "/" in line)


_BARE_WORDS = frozenset(
    ("X", "Facebook", "Twitter", "Instagram", "YouTube", "TikTok", "Google", "Courtesy", "Video", "MEGA")
)
"""Buttons to share a page by, rather than credits."""


def is_caption(line: str) -> bool:
    """Whether a line is a caption with its credit, or one that says it is a caption."""
    line = line.strip()
    if len(line) > LONGEST_CAPTION:
        return False
    if _BBC_CAPTION.match(line) or _LABELLED_CAPTION.match(line):
        return True
    if line.endswith((")", "].", ").", "]")):
        opening = max(line.rfind("(", 0, -1), line.rfind("[", 0, -1))
        inner = line[opening + 1 :].rstrip(".)]").strip()
        if opening > 3 and 2 <= len(inner) <= LONGEST_CREDIT and _PAREN_CREDIT.match(inner):
            return True
    if _FILE_CAPTION.match(line):
        return True
    match = _TRAILING_CREDIT.search(line, max(0, len(line) - LONGEST_CREDIT))
    return match is not None and match.start() > 8
