"""Every platform's embed is one post, with what the page tells of it and no more."""

from __future__ import annotations

import pytest

from onrecord.model.document import BlockKind, PostWords
from tests.unit.extract.html.pages import AFTER, BEFORE, get_post, get_posts, get_texts, read_around

X_QUOTE = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The market closes.<br><br>Nobody asked us. '
    '<a href="https://t.co/abc123">pic.twitter.com/abc123</a></p>&mdash; Tove Lindahl (@tovelindahl) '
    '<a href="https://twitter.com/tovelindahl/status/1751234567890123456?ref_src=twsrc%5Etfw">January 28, 2026</a>'
    '</blockquote><script async src="https://platform.twitter.com/widgets.js"></script>'
)
BLUESKY = (
    '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abcdefghijklmnop/app.bsky.feed.post/3kxyzabc123" '
    'data-bluesky-cid="bafy"><p lang="en">We will be heard.<br><br><a href="https://bsky.app/profile/did:plc:abcdefghijklmnop/'
    'post/3kxyzabc123?ref_src=embed">[image or embed]</a></p>&mdash; Harbour Watch (<a '
    'href="https://bsky.app/profile/did:plc:abcdefghijklmnop?ref_src=embed">@harbourwatch.example.org</a>) <a '
    'href="https://bsky.app/profile/did:plc:abcdefghijklmnop/post/3kxyzabc123?ref_src=embed">28 January 2026 at'
    " 15:04</a>"
    "</blockquote>"
)
INSTAGRAM = (
    '<blockquote class="instagram-media" data-instgrm-captioned '
    'data-instgrm-permalink="https://www.instagram.com/p/CxYz_12-3ab/?utm_source=ig_embed&amp;utm_campaign=loading">'
    '<div><a href="https://www.instagram.com/p/CxYz_12-3ab/?utm_source=ig_embed">View this post on Instagram</a>'
    '<p><a href="https://www.instagram.com/p/CxYz_12-3ab/">Last morning at the stall.</a></p>'
    '<p>A post shared by <a href="https://www.instagram.com/fishbymarit/">Marit Fisk</a> (@fishbymarit) on '
    '<time datetime="2026-01-28T09:15:00+00:00">Jan 28, 2026 at 1:15am PST</time></p></div></blockquote>'
)
FACEBOOK = (
    '<div class="fb-post" data-href="https://www.facebook.com/westerhaven/posts/1234567890" data-width="500">'
    "<blockquote "
    'cite="https://www.facebook.com/westerhaven/posts/1234567890" class="fb-xfbml-parse-ignore"><p>The doors stay open '
    'until October.</p>Posted by <a href="https://www.facebook.com/westerhaven">Town of Westerhaven</a> on&nbsp;'
    '<a href="https://www.facebook.com/westerhaven/posts/1234567890">Wednesday, January 28, 2026</a></blockquote></div>'
)
TIKTOK = (
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@maritfisk/video/7301234567890123456" '
    'data-video-id="7301234567890123456"><section><a target="_blank" title="@maritfisk" '
    'href="https://www.tiktok.com/@maritfisk?refer=embed">@maritfisk</a> <p>Five in the morning <a title="fish" '
    'href="https://www.tiktok.com/tag/fish?refer=embed">#fish</a></p> <a target="_blank" '
    'href="https://www.tiktok.com/music/original-730">♬ original sound - Marit</a></section></blockquote>'
)
REDDIT = (
    '<blockquote class="reddit-embed-bq" data-embed-height="316"><a href="https://www.reddit.com/r/westerhaven/comments/1abcde/'
    'market_closes/">The market closes, what now?</a><br> by<a href="https://www.reddit.com/user/netmender/">'
    "u/netmender</a> "
    'in<a href="https://www.reddit.com/r/westerhaven/">westerhaven</a></blockquote>'
)
MASTODON = (
    '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@nets/110123456789012345/embed"><a '
    'href="https://social.example/@nets/110123456789012345" target="_blank"><div>Post by @nets@social.example</div>'
    "<div>View on Mastodon</div></a></blockquote>"
)
THREADS = (
    '<blockquote class="text-post-media"'
    ' data-text-post-permalink="https://www.threads.net/@tovelindahl/post/C2aBcDeFgHi" '
    'data-text-post-version="0"><a href="https://www.threads.net/@tovelindahl/post/C2aBcDeFgHi"><div><div>Post by '
    "@tovelindahl</div><div>View on Threads</div></div></a></blockquote>"
)


@pytest.mark.parametrize(
    ("embed", "platform", "words", "author", "handle", "date", "url"),
    [
        (
            X_QUOTE,
            "x",
            "The market closes.\n\nNobody asked us.",
            "Tove Lindahl",
            "tovelindahl",
            "2026-01-28",
            "https://twitter.com/tovelindahl/status/1751234567890123456",
        ),
        (
            X_QUOTE.replace("twitter-tweet", "twitter-video").replace("//twitter.com", "//x.com"),
            "x",
            "The market closes.\n\nNobody asked us.",
            "Tove Lindahl",
            "tovelindahl",
            "2026-01-28",
            "https://x.com/tovelindahl/status/1751234567890123456",
        ),
        (
            BLUESKY,
            "bluesky",
            "We will be heard.",
            "Harbour Watch",
            "harbourwatch.example.org",
            "2026-01-28T15:04",
            "https://bsky.app/profile/did:plc:abcdefghijklmnop/post/3kxyzabc123",
        ),
        (
            INSTAGRAM,
            "instagram",
            "Last morning at the stall.",
            "Marit Fisk",
            "fishbymarit",
            "2026-01-28T09:15:00+00:00",
            "https://www.instagram.com/p/CxYz_12-3ab/",
        ),
        (
            FACEBOOK,
            "facebook",
            "The doors stay open until October.",
            "Town of Westerhaven",
            None,
            "2026-01-28",
            "https://www.facebook.com/westerhaven/posts/1234567890",
        ),
        (
            TIKTOK,
            "tiktok",
            "Five in the morning #fish",
            None,
            "maritfisk",
            None,
            "https://www.tiktok.com/@maritfisk/video/7301234567890123456",
        ),
        (
            REDDIT,
            "reddit",
            "The market closes, what now?",
            "netmender",
            "netmender",
            None,
            "https://www.reddit.com/r/westerhaven/comments/1abcde/market_closes/",
        ),
    ],
    ids=["x", "x video on the new domain", "bluesky", "instagram", "facebook", "tiktok", "reddit"],
)
def test_an_embed_is_a_post_with_its_words_and_who_and_when(
    embed: str, platform: str, words: str, author: str | None, handle: str | None, date: str | None, url: str
) -> None:
    document = read_around(embed)
    block, post = get_post(document)
    assert post.words_span is not None
    assert post.words_span.of(document.text).split("\n") == [line for line in words.split("\n") if line]
    assert (post.platform, post.author, post.handle, post.date, post.url) == (platform, author, handle, date, url)
    assert post.words is PostWords.FULL
    assert block.kind is BlockKind.POST
    assert block.span.holds(post.words_span)


@pytest.mark.parametrize(
    ("embed", "platform", "handle", "url"),
    [
        (MASTODON, "mastodon", "nets@social.example", "https://social.example/@nets/110123456789012345"),
        (THREADS, "threads", "tovelindahl", "https://www.threads.net/@tovelindahl/post/C2aBcDeFgHi"),
        (
            '<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id=1751234567890123456"></iframe>',
            "x",
            None,
            "https://x.com/i/status/1751234567890123456",
        ),
        (
            '<blockquote class="twitter-tweet"><a href="https://twitter.com/tovelindahl/status/175123456789">&nbsp;</a></blockquote>',
            "x",
            "tovelindahl",
            "https://twitter.com/tovelindahl/status/175123456789",
        ),
        (
            '<amp-twitter data-tweetid="1751234567890123456" width="1" height="1"></amp-twitter>',
            "x",
            None,
            "https://x.com/i/status/1751234567890123456",
        ),
        (
            '<p><a href="https://x.com/tovelindahl/status/175123456789?s=20">https://x.com/tovelindahl/status/175123456789?s=20</a></p>',
            "x",
            "tovelindahl",
            "https://x.com/tovelindahl/status/175123456789",
        ),
        (
            '<div class="embed" data-src="https:\\/\\/twitter.com\\/tovelindahl\\/status\\/175123456789"></div>',
            "x",
            "tovelindahl",
            "https://twitter.com/tovelindahl/status/175123456789",
        ),
        (
            '<iframe src="https://embed.bsky.app/embed/did:plc:abcdefghijklmnop/app.bsky.feed.post/3kxyzabc123?id=1"></iframe>',
            "bluesky",
            None,
            "https://bsky.app/profile/did:plc:abcdefghijklmnop/post/3kxyzabc123",
        ),
        (
            '<iframe class="mastodon-embed" src="https://social.example/@nets/110123456789012345/embed"></iframe>',
            "mastodon",
            "nets@social.example",
            "https://social.example/@nets/110123456789012345",
        ),
        (
            '<amp-instagram data-shortcode="CxYz_12-3ab" width="1" height="1"></amp-instagram>',
            "instagram",
            None,
            "https://www.instagram.com/p/CxYz_12-3ab/",
        ),
        (
            (
                '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fwesterhaven%2Fposts%2F12345'
                '&amp;width=500"></iframe>'
            ),
            "facebook",
            None,
            "https://www.facebook.com/westerhaven/posts/12345",
        ),
        (
            '<iframe data-src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?feature=oembed"></iframe>',
            "youtube",
            None,
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            '<lite-youtube videoid="dQw4w9WgXcQ"></lite-youtube>',
            "youtube",
            None,
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            '<amp-youtube data-videoid="dQw4w9WgXcQ" layout="responsive"></amp-youtube>',
            "youtube",
            None,
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            '<noscript><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></noscript>',
            "youtube",
            None,
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
    ],
)
def test_an_embed_that_holds_no_words_says_so(embed: str, platform: str, handle: str | None, url: str) -> None:
    document = read_around(embed)
    block, post = get_post(document)
    assert (post.platform, post.handle, post.url) == (platform, handle, url)
    assert post.words is PostWords.ABSENT
    assert post.words_span is None
    assert block.span.of(document.text)


def test_words_cut_by_the_platform_are_truncated() -> None:
    document = read_around(X_QUOTE.replace("Nobody asked us.", "Nobody asked us and we…"))
    _, post = get_post(document)
    assert post.words is PostWords.TRUNCATED
    assert post.words_span is not None
    assert post.words_span.of(document.text).endswith("and we…")


def test_the_line_that_signs_a_post_stands_as_the_page_shows_it() -> None:
    document = read_around(X_QUOTE)
    block, _ = get_post(document)
    assert block.span.of(document.text).split("\n")[-1] == "— Tove Lindahl (@tovelindahl) January 28, 2026"


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("28. Januar 2026", "2026-01-28"),
        ("28 janvier 2026", "2026-01-28"),
        ("enero 28, 2026", "2026-01-28"),
        ("28 de enero de 2026", "2026-01-28"),
        ("28 января 2026 г.", "2026-01-28"),
        ("28 Ocak 2026", "2026-01-28"),
        ("10:15 AM · Jan 28, 2026", "2026-01-28"),
        ("2026年1月28日", "2026-01-28"),
    ],
)
def test_a_posts_day_is_read_in_the_language_it_came_in(shown: str, day: str) -> None:
    _, post = get_post(read_around(X_QUOTE.replace("January 28, 2026", shown)))
    assert post.date is not None
    assert post.date[:10] == day


def test_a_date_that_could_be_two_days_is_none() -> None:
    _, post = get_post(read_around(X_QUOTE.replace("January 28, 2026", "3/4/2026")))
    assert post.date is None


def test_a_signature_in_a_paragraph_of_its_own_is_no_words() -> None:
    embed = (
        '<blockquote class="twitter-tweet"><p>Closed.</p><p>— Tove Lindahl (@tovelindahl) <a '
        'href="https://twitter.com/tovelindahl/status/175123456789">January 28, 2026</a></p></blockquote>'
    )
    document = read_around(embed)
    _, post = get_post(document)
    assert post.words_span is not None
    assert post.words_span.of(document.text) == "Closed."
    assert post.author == "Tove Lindahl"


def test_a_quotation_that_lost_its_class_is_still_a_post() -> None:
    document = read_around(X_QUOTE.replace(' class="twitter-tweet"', ""))
    _, post = get_post(document)
    assert (post.platform, post.handle, post.words) == ("x", "tovelindahl", PostWords.FULL)


def test_a_quotation_that_links_to_a_post_is_a_quotation() -> None:
    inner = (
        '<blockquote><p>"I said it in <a href="https://x.com/a/status/175123456789">a post</a> and say it again,"'
        " she wrote."
        "</p></blockquote>"
    )
    document = read_around(inner)
    assert not get_posts(document)
    assert get_texts(document, BlockKind.QUOTE)


def test_an_embed_within_a_wrapper_enters_once() -> None:
    wrapped = f'<div class="tweet-embed" data-tweet-id="1751234567890123456"><div>{X_QUOTE}</div></div>'
    document = read_around(f"{wrapped}<noscript>{X_QUOTE}</noscript>")
    assert document.text.count("Nobody asked us") == 1
    assert len(get_posts(document)) == 1


def test_markup_escaped_in_an_attribute_is_read() -> None:
    escaped = X_QUOTE.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    document = read_around(f'<div class="lazy-embed" data-html="{escaped}"></div>')
    _, post = get_post(document)
    assert (post.author, post.words) == ("Tove Lindahl", PostWords.FULL)


def test_words_inside_an_amp_embed_are_its_words() -> None:
    document = read_around(
        f'<amp-twitter data-tweetid="1751234567890123456"><div placeholder>{X_QUOTE}</div></amp-twitter>'
    )
    _, post = get_post(document)
    assert post.words is PostWords.FULL
    assert post.url == "https://twitter.com/tovelindahl/status/1751234567890123456" or post.url == (
        "https://x.com/i/status/1751234567890123456"
    )


def test_posts_stand_between_the_paragraphs_they_stood_between() -> None:
    document = read_around(X_QUOTE)
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.POST, BlockKind.PARAGRAPH]
    assert document.text.startswith(BEFORE)
    assert document.text.endswith(AFTER)


def test_a_hidden_frame_is_no_post() -> None:
    document = read_around('<iframe style="display:none" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>')
    assert not get_posts(document)


def test_a_profiles_address_is_no_post() -> None:
    document = read_around(
        '<p>Follow <a href="https://x.com/tovelindahl">Tove Lindahl</a> for more on the harbour.</p>'
    )
    assert not get_posts(document)
