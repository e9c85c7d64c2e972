"""Invented pages around a piece of markup, and what is read of them."""

from __future__ import annotations

from onrecord.extract.html import extract_html
from onrecord.model.document import Block, BlockKind, Capture, Document, Post

BEFORE = (
    "The harbour council voted on Tuesday evening to close the old fish market, ending nine years of argument over the"
    " building. Mayor Ilse Brandvik said the decision was overdue and promised that the traders would not be left"
    " alone."
)
AFTER = (
    "Traders who rent stalls in the market have until the end of October to leave, according to the resolution. A"
    " spokesman"
    " for the Traders' Guild of Westerhaven said its members would meet on Thursday to decide whether to go to court."
)


def make_page(inner: str, *, head: str = "", before: str = BEFORE, after: str = AFTER) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>Council closes market</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<main><article><h1>Council closes market</h1><p>{before}</p>{inner}<p>{after}</p></article></main>"
        "<footer>All rights reserved</footer></body></html>"
    )


def read(markup: str) -> Document:
    return extract_html(markup, Capture(content=markup.encode("utf-8", "replace"), origin="page.html"))


def read_around(inner: str, *, head: str = "") -> Document:
    return read(make_page(inner, head=head))


def get_texts(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


def get_posts(document: Document) -> list[tuple[Block, Post]]:
    return [(block, block.post) for block in document.blocks if block.post is not None]


def get_post(document: Document) -> tuple[Block, Post]:
    posts = get_posts(document)
    assert len(posts) == 1, posts
    return posts[0]
