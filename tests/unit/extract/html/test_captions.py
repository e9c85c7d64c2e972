"""Captions and credits stand in place, apart from the running text and from each other where the page parts them."""

from __future__ import annotations

import pytest

from onrecord.model.document import BlockKind
from tests.unit.extract.html.pages import get_texts, read_around

CAPTION = "Stalls in the old fish market on Tuesday morning."
CREDIT = "Photo: Odd Varga/Nordlys Agency"
IMAGE = '<img src="market.jpg" width="800" height="500" alt="">'


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure>{IMAGE}<figcaption>{CAPTION}</figcaption></figure>",
        f'<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">{CAPTION}</p></div>',
        f'<div class="media">{IMAGE}<span class="image-caption">{CAPTION}</span></div>',
        f'<div><div>{IMAGE}</div><p class="ImageCaption_text__x1">{CAPTION}</p></div>',
        f'<div>{IMAGE}<div class="bildunterschrift">{CAPTION}</div></div>',
        f'<div>{IMAGE}<div class="article__legende">{CAPTION}</div></div>',
        f'<div>{IMAGE}<p class="didascalia">{CAPTION}</p></div>',
        f'<div>{IMAGE}<p class="pie-foto">{CAPTION}</p></div>',
        f'<div>{IMAGE}<span itemprop="caption">{CAPTION}</span></div>',
        f"<div><div>{IMAGE}</div><div><small>{CAPTION}</small></div></div>",
        f"<p>{IMAGE}<br><em>{CAPTION}</em></p>",
        f'<amp-img src="a.jpg"></amp-img><p class="caption">{CAPTION}</p>',
    ],
)
def test_a_caption_is_told_by_its_markup(markup: str) -> None:
    document = read_around(markup)
    assert get_texts(document, BlockKind.CAPTION) == [CAPTION]


@pytest.mark.parametrize(
    "markup",
    [
        f'<figure>{IMAGE}<figcaption>{CAPTION} <span class="credit">{CREDIT}</span></figcaption></figure>',
        (
            f'<figure>{IMAGE}<figcaption><span class="caption">{CAPTION}</span><span class="copyright">{CREDIT}</span>'
            f"</figcaption></figure>"
        ),
        f'<figure>{IMAGE}<figcaption>{CAPTION}</figcaption><div class="photo-credit">{CREDIT}</div></figure>',
        f'<div class="image">{IMAGE}<p class="caption">{CAPTION}</p><p class="fotograf">{CREDIT}</p></div>',
    ],
)
def test_a_credit_is_parted_from_its_caption_where_the_page_parts_them(markup: str) -> None:
    document = read_around(markup)
    assert get_texts(document, BlockKind.CAPTION) == [CAPTION]
    assert get_texts(document, BlockKind.CREDIT) == [CREDIT]


def test_a_caption_beside_the_headline_belongs_to_the_story() -> None:
    markup = (
        f"<html><body><main><header><h1>Council closes market</h1><figure>{IMAGE}<figcaption>"
        f"{CAPTION}</figcaption></figure></header>"
        f"<div class='article-body'><p>{'The council closed the market after a long debate. ' * 4}</p>"
        f"<p>{'Traders said that they would not leave without a fight. ' * 4}</p></div></main></body></html>"
    )
    from tests.unit.extract.html.pages import read

    assert get_texts(read(markup), BlockKind.CAPTION) == [CAPTION]


def test_a_related_storys_caption_is_left_out() -> None:
    document = read_around(
        f'<div class="related-stories"><a href="/other">{IMAGE}<span class="caption">Harbour swim cancelled</span>'
        f"</a></div>"
    )
    assert not get_texts(document, BlockKind.CAPTION)
    assert "Harbour swim" not in document.text


def test_a_column_named_after_its_picture_is_no_caption() -> None:
    document = read_around(f'<div class="post_img_text">{IMAGE}<p>{"Words of the story go on here. " * 15}</p></div>')
    assert not get_texts(document, BlockKind.CAPTION)
    assert "Words of the story" in document.text


def test_a_caption_that_says_only_whose_picture_it_is_is_a_credit() -> None:
    document = read_around(f"<figure>{IMAGE}<figcaption>{CAPTION}</figcaption>Odd Varga/Getty Images</figure>")
    assert get_texts(document, BlockKind.CREDIT) == ["Odd Varga/Getty Images"]


def test_words_beside_a_figures_caption_are_its_credit() -> None:
    document = read_around(
        f"<figure><div>{IMAGE}<span>Maud Ferrier</span></div><figcaption>{CAPTION}</figcaption></figure>"
    )
    assert get_texts(document, BlockKind.CAPTION) == [CAPTION]
    assert get_texts(document, BlockKind.CREDIT) == ["Maud Ferrier"]
