"""The contracts between the parts, in words; adapters stand on the floors above.

Every protocol says what its methods promise, what they raise, and what a second implementation may rely on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onrecord.model.document import Document
from onrecord.model.reading import TaggedAttribution


class Tagger(Protocol):
    """Points at source, cue and content of every attribution in a text.

    A tagger is a pure function of the documents it is given: the same documents give the same tags, in any batch.
    It knows nothing of posts or of who the sources are, and it never raises on what a text holds.
    """

    @property
    def name(self) -> str:
        """What the reading names as ``made_by.model``: changes whenever its output can."""
        ...

    def tag(self, documents: Sequence[Document]) -> list[list[TaggedAttribution]]:
        """Tag each document's running text (headings, paragraphs, list items, quotes).

        One list per document, in order; attributions of one document are sorted by their first span and their
        contents do not overlap. Post, caption, credit and table blocks are left out.
        """
        ...
