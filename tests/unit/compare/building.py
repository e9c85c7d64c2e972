"""Small invented documents for tests, built line by line."""

from __future__ import annotations

from onrecord.model.document import Block, BlockKind, Document, Post, PostWords
from onrecord.model.reading import Attribution, AttributionKind
from onrecord.model.span import Span


class StoryBuilder:
    """Collects paragraphs and posts, and attributions by the words they hold."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.attributions: list[Attribution] = []

    def add(self, words: str, kind: BlockKind = BlockKind.PARAGRAPH, post: Post | None = None) -> Span:
        begin = len(self.text)
        self.text += words + "\n\n"
        span = Span(begin, begin + len(words))
        self.blocks.append(Block(id=f"b{len(self.blocks)}", kind=kind, span=span, path="line", post=post))
        return span

    def say(self, paragraph: str, *contents: str, source: str | None, kind: str = "direct", named: str = "") -> str:
        """Add a paragraph that attributes the given contents; the attribution's id."""
        begin = self.add(paragraph).begin
        spans = [self._find(content, begin) for content in contents]
        return self._attribute(kind, spans, source, [self._find(named, begin)] if named else [])

    def post(self, words: str, source: str | None, author: str = "", cut: bool = False) -> str:
        """Add an embedded post and its attribution; the attribution's id."""
        begin = len(self.text)
        span = Span(begin, begin + len(words))
        kept = PostWords.TRUNCATED if cut else PostWords.FULL
        self.add(words, BlockKind.POST, Post(platform="x", author=author or None, words=kept, words_span=span))
        return self._attribute("post", [span], source, [])

    def make(self) -> Document:
        return Document(capture="", origin="-", text=self.text, blocks=tuple(self.blocks))

    def _find(self, words: str, begin: int) -> Span:
        at = self.text.index(words, begin)
        return Span(at, at + len(words))

    def _attribute(self, kind: str, content: list[Span], source: str | None, named: list[Span]) -> str:
        attribution = Attribution(
            id=f"a{len(self.attributions) + 1}",
            kind=AttributionKind(kind),
            source=tuple(named),
            cue=(),
            content=tuple(content),
            source_id=source,
            statement=None,
            asserted=True,
            confidence=1.0,
            source_confidence=None,
        )
        self.attributions.append(attribution)
        return attribution.id
