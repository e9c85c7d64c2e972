"""Text that a reader of the page cannot see never enters."""

from __future__ import annotations

import pytest

from onrecord.extract.html.visibility import hides_by_style
from tests.unit.extract.html.pages import read, read_around

UNSEEN = "The mayor secretly sold the market to her brother, said a man who was never there."


@pytest.mark.parametrize(
    "markup",
    [
        f"<p hidden>{UNSEEN}</p>",
        f'<p style="display:none">{UNSEEN}</p>',
        f'<p style="DISPLAY : none !important">{UNSEEN}</p>',
        f'<div style="visibility:hidden"><p>{UNSEEN}</p></div>',
        f'<p style="font-size:0">{UNSEEN}</p>',
        f'<p style="font-size: 0px; color: red">{UNSEEN}</p>',
        f'<p style="opacity:0">{UNSEEN}</p>',
        f'<p style="position:absolute; left:-9999px">{UNSEEN}</p>',
        f'<p style="position:absolute;clip:rect(0 0 0 0)">{UNSEEN}</p>',
        f'<p style="text-indent:-9999px">{UNSEEN}</p>',
        f'<p style="height:0;overflow:hidden">{UNSEEN}</p>',
        f'<p class="trick">{UNSEEN}</p>',
        f'<p id="trick">{UNSEEN}</p>',
        f'<p class="sr-only">{UNSEEN}</p>',
        f"<script>{UNSEEN}</script>",
        f"<style>{UNSEEN}</style>",
        f"<template><p>{UNSEEN}</p></template>",
        f"<!-- {UNSEEN} -->",
        f"<noscript><p>{UNSEEN}</p></noscript>",
        f'<input value="{UNSEEN}">',
        f"<textarea>{UNSEEN}</textarea>",
        f"<iframe>{UNSEEN}</iframe>",
        f"<object><p>{UNSEEN}</p></object>",
        f"<dialog><p>{UNSEEN}</p></dialog>",
        f"<svg><title>{UNSEEN}</title></svg>",
        f'<img alt="{UNSEEN}">',
        f'<p title="{UNSEEN}" data-text="{UNSEEN}">Seen.</p>',
    ],
)
def test_what_is_hidden_never_enters(markup: str) -> None:
    head = "<style>.lead{color:red} .trick{display:none} #trick{visibility:hidden}</style>"
    document = read_around(markup, head=head)
    assert "secretly" not in document.text
    assert "The harbour council voted" in document.text


@pytest.mark.parametrize(
    "markup",
    [
        f'<p aria-hidden="true">{UNSEEN}</p>',
        f'<p style="opacity:0.9;font-size:0.8em">{UNSEEN}</p>',
        f'<p style="left:0">{UNSEEN}</p>',
        f'<p class="print">{UNSEEN}</p>',
        f'<p class="hide md:block">{UNSEEN}</p>',
        f'<p class="narrow">{UNSEEN}</p>',
        f'<p hidden="until-found">{UNSEEN}</p>',
    ],
)
def test_what_only_looks_hidden_stays(markup: str) -> None:
    head = (
        "<style>@media print{.print{display:none}} .hide{display:none}"
        " .narrow{display:none} @media (min-width:600px){.narrow{display:block}}</style>"
    )
    assert "secretly" in read_around(markup, head=head).text


def test_a_page_that_blanks_its_body_until_its_programs_run_is_read() -> None:
    document = read(
        f"<html><head><style>body{{visibility:hidden}}</style></head><body style='opacity:0'><p>{UNSEEN}</p>"
        f"</body></html>"
    )
    assert "secretly" in document.text


def test_invisible_signs_stay_and_soft_hyphens_go() -> None:
    document = read_around(
        "<p>The fish\u200bmarket and the \u202emarket\u202c of the har\u00adbour are one and the same place today.</p>"
    )
    assert "fish\u200bmarket" in document.text
    assert "\u202emarket\u202c" in document.text
    assert "harbour are one" in document.text


@pytest.mark.parametrize(
    "style", ["", "display:block", "opacity:1", "opacity:0.5", "font-size:0.9rem", "height:0", "margin-left:-9999px"]
)
def test_an_ordinary_style_hides_nothing(style: str) -> None:
    assert not hides_by_style(style)


def test_streamed_parts_take_the_place_they_were_made_for() -> None:
    markup = (
        '<html><body><main><template id="B:1"></template><p>'
        + "Last words of the page stand behind the story. " * 3
        + "</p></main>"
        '<div hidden id="S:1"><p>'
        + "The story itself was sent a little later than the page around it was. "
        * 3
        + "</p></div>"
        '<script>$RC("B:1","S:1")</script></body></html>'
    )
    document = read(markup)
    assert document.text.index("The story itself") < document.text.index("Last words")
