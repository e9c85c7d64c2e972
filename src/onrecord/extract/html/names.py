"""Words in class names, ids and roles, from which an element's part in the page is told.

Pages of a thousand makers share no markup but the words they name it with: ``wp-caption-text``, ``ImageCaption``,
``bildunterschrift``. The names are cut into words, and the words are looked up in a few languages.
"""

from __future__ import annotations

import itertools
import re
from enum import IntFlag, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAME_LIMIT = 600  # characters of one attribute looked at; utility class lists run to 400

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NAMING = ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-component-name", "data-type")


class Part(IntFlag):
    """What part of a page an element is, as its name or tag says."""

    NONE = 0
    NAVIGATION = auto()
    ASIDE = auto()
    FOOTER = auto()
    RELATED = auto()
    NEWSLETTER = auto()
    SHARING = auto()
    COMMENTS = auto()
    BIOGRAPHY = auto()
    ADVERT = auto()
    TAGS = auto()
    CONTROL = auto()
    CONSENT = auto()
    BYLINE = auto()
    DATE = auto()
    CAPTION = auto()
    CREDIT = auto()
    MEDIA = auto()
    BODY = auto()
    ARTICLE = auto()
    SUMMARY = auto()
    FIGURE = auto()


def _table(part: Part, words: str) -> dict[str, Part]:
    return dict.fromkeys(words.split(), part)


_WORDS: dict[str, Part] = {
    **_table(
        Part.NAVIGATION,
        "nav navi navbar navigation menu menubar breadcrumb breadcrumbs pagination pager sitemap toolbar masthead",
    ),
    **_table(Part.ASIDE, "sidebar aside rail seitenleiste"),
    **_table(Part.FOOTER, "footer colophon imprint impressum"),
    **_table(
        Part.RELATED,
        "related recommended recommendation recommendations recommend recirc recirculation teaser teasers promo promos"
        " promoted outbrain taboola trending mostread popular readmore morefrom seealso upnext nextup onward verwandt"
        " relacionados relacionadas relacionado relacionada correlati correlate associes similaires lesetipp"
        " lesetipps mehrzum crosslink crosslinks linkbox infobox yarpp jp-relatedposts relatedposts more-on"
        " suggested suggestions",
    ),
    **_table(Part.NEWSLETTER, "newsletter newsletters subscribe subscription signup mailchimp mailmunch optin"),
    **_table(Part.SHARING, "share shares sharing sharebar socials social sociallinks addthis addtoany sharedaddy"
                           " follow"),
    **_table(Part.COMMENTS, "comment comments commentlist disqus kommentar kommentare comentarios respond replies"
                            " forum"),
    **_table(Part.BIOGRAPHY, "bio biography authorbio authorbox aboutauthor"),
    **_table(Part.ADVERT, "ad ads advert adverts advertisement advertising adslot anzeige werbung sponsored reklame"
             " publicidad pubblicita adsense dfp"),
    **_table(Part.TAGS, "tags taglist topics keywords categories etiquetas schlagworte"),
    **_table(Part.CONTROL, "button btn tooltip popup modal dialog login signin search player toggle"),
    **_table(Part.CONSENT, "cookie cookies consent gdpr cmp onetrust privacy"),
    **_table(Part.BYLINE, "byline bylines author authors autor autoren autore auteur autores contributor contributors"
             " writer journalist redakteur signature firma"),
    **_table(Part.DATE, "date dates dateline datum fecha fecha-publicacion timestamp pubdate published publish updated"
             " datetime"),
    **_table(
        Part.CAPTION,
        "caption captions figcaption imagecaption cutline legend legende bildunterschrift bildtext bildunterzeile pie"
        " didascalia leyenda legenda bildtitel billedtekst bildetekst kuvateksti imgcaption piefoto piedefoto"
        " subtitle-img"
        " bu imgdescription",
    ),
    **_table(
        Part.CREDIT,
        "credit credits copyright courtesy fotograf photographer photocredit imagecredit fotocredit bildnachweis"
        " bildquelle fotoquelle rechte quelle source credito creditos fotografo fotografia urheber byline-photo",
    ),
    **_table(Part.MEDIA, "image images img imgs photo photos foto fotos bild bilder picture pictures gallery"
                         " galerie media"
             " video thumbnail slideshow figure imagen immagine afbeelding wrapper-image"),
    **_table(Part.BODY, "articlebody storybody articletext storytext bodytext postbody bodycopy artikeltext"),
    **_table(Part.SUMMARY, "summary lead lede standfirst intro teaserline dek deck vorspann chapeau excerpt"
             " ingress subheadline subtitle subline kicker sapo entradilla abstract"),
}  # fmt: skip

_TAGS: dict[str, Part] = {
    "nav": Part.NAVIGATION,
    "aside": Part.ASIDE,
    "footer": Part.FOOTER,
    "button": Part.CONTROL,
    "form": Part.CONTROL,
    "label": Part.CONTROL,
    "figure": Part.FIGURE,
    "figcaption": Part.CAPTION,
    "article": Part.ARTICLE,
    "address": Part.BYLINE,
    "time": Part.DATE,
}
_ROLES = {
    "navigation": Part.NAVIGATION,
    "complementary": Part.ASIDE,
    "contentinfo": Part.FOOTER,
    "search": Part.CONTROL,
    "dialog": Part.CONTROL,
    "menu": Part.NAVIGATION,
}
_BODY_PAIRS = frozenset(
    (noun, body)
    for noun in (
        "article",
        "entry",
        "post",
        "story",
        "artikel",
        "articulo",
        "news",
        "detail",
        "single",
        "page",
        "content",
    )
    for body in ("body", "content", "text", "copy", "inhalt", "cuerpo", "corps", "testo", "texto")
)
_OUTDONE_BY_BODY = (
    Part.ASIDE | Part.NAVIGATION | Part.FOOTER | Part.RELATED | Part.ADVERT | Part.SHARING | Part.TAGS | Part.DATE
)
_AROUND_ASIDE = frozenset("with has no grid layout wrap wrapper page template".split())
_LONGEST_ADVERT_NAME = 2  # words; in longer names "ad" says what comes before or after the element
_CAPTION_PAIRS = frozenset(
    (image, text)
    for image in (
        "image",
        "img",
        "media",
        "photo",
        "foto",
        "bild",
        "picture",
        "figure",
        "imagen",
        "slide",
        "gallery",
        "info",
    )
    for text in ("description", "text", "desc", "info", "sub", "beschreibung", "texte", "unterschrift", "unterzeile")
)


def split_name(name: str) -> list[str]:
    """Cut a class or id into its words, lower case: ``wp-captionText`` gives wp, caption, text."""
    return [word.lower() for word in _WORD.findall(name[:NAME_LIMIT])]


class Namer:
    """Tells the part of each element of one page; equal names are looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, Part] = {}

    def get_part(self, element: Element) -> Part:
        part = _TAGS.get(element.tag, Part.NONE)
        attributes = element.attrib
        if not attributes:
            return part
        for attribute in _NAMING:
            name = attributes.get(attribute)
            if name:
                known = self._known.get(name)
                if known is None:
                    known = self._known[name] = _read_name(name)
                part |= known
        if part & Part.BODY:
            part &= ~_OUTDONE_BY_BODY
        role = attributes.get("role")
        if role:
            part |= _ROLES.get(role, Part.NONE)
        return part


def _read_name(name: str) -> Part:
    part = Part.NONE
    for single in name[:NAME_LIMIT].split():
        if ":" in single and not single.startswith("schema:"):
            continue
        words = split_name(single)
        for word in words:
            part |= _WORDS.get(word, Part.NONE)
        if part & Part.ASIDE and not _AROUND_ASIDE.isdisjoint(words):
            part &= ~Part.ASIDE
        if part & Part.ADVERT and len(words) > _LONGEST_ADVERT_NAME:
            part &= ~Part.ADVERT
        joined = single.lower()
        part |= _WORDS.get(joined, Part.NONE) | _WORDS.get("".join(words), Part.NONE)
        if any(pair in _BODY_PAIRS for pair in itertools.pairwise(words)):
            part |= Part.BODY
        if any(pair in _CAPTION_PAIRS for pair in itertools.pairwise(words)):
            part |= Part.CAPTION
    return part
