"""Addresses of posts: which platform, whose, and the permalink without what trackers hang on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

ADDRESS_LIMIT = 4_000  # characters of an attribute searched for an address; frames carry whole settings in theirs

_HOST = r"(?:https?:)?//(?:[a-z0-9-]{1,30}\.){0,3}"


class PostAddress(NamedTuple):
    """``url`` is canonical; ``handle`` is whose post it is where the address tells."""

    platform: str
    url: str
    handle: str | None = None


def _x(found: re.Match[str]) -> PostAddress:
    handle = found["handle"]
    host = "x.com" if found["host"].lower() == "x" else "twitter.com"
    if not handle or handle.lower() in ("i", "web", "statuses", "anyuser"):
        return PostAddress("x", f"https://{host}/i/status/{found['id']}")
    return PostAddress("x", f"https://{host}/{handle}/status/{found['id']}", handle)


def _x_frame(found: re.Match[str]) -> PostAddress:
    return PostAddress("x", f"https://x.com/i/status/{found['id']}")


def _bluesky(found: re.Match[str]) -> PostAddress:
    who = unquote(found["who"])
    handle = who if not who.startswith("did:") else None
    return PostAddress("bluesky", f"https://bsky.app/profile/{who}/post/{found['id']}", handle)


def _threads(found: re.Match[str]) -> PostAddress:
    host = "www.threads.com" if "threads.com" in found[0].lower() else "www.threads.net"
    return PostAddress("threads", f"https://{host}/@{found['handle']}/post/{found['id']}", found["handle"])


def _instagram(found: re.Match[str]) -> PostAddress:
    kind = "reel" if found["kind"] == "reels" else found["kind"]
    return PostAddress("instagram", f"https://www.instagram.com/{kind}/{found['id']}/", found["handle"])


def _facebook(found: re.Match[str]) -> PostAddress:
    path, _, query = found["path"].partition("?")
    asked = parse_qs(query.partition("#")[0], max_num_fields=60)
    kept = [f"{key}={asked[key][0]}" for key in ("story_fbid", "fbid", "v", "id") if key in asked]
    path = path.partition("#")[0].partition("&")[0]
    return PostAddress("facebook", f"https://www.facebook.com/{path}" + (f"?{'&'.join(kept)}" if kept else ""))


def _tiktok(found: re.Match[str]) -> PostAddress:
    handle = found["handle"]
    return PostAddress("tiktok", f"https://www.tiktok.com/@{handle}/{found['kind']}/{found['id']}", handle or None)


def _tiktok_frame(found: re.Match[str]) -> PostAddress:
    return PostAddress("tiktok", f"https://www.tiktok.com/@/video/{found['id']}")


def _youtube(found: re.Match[str]) -> PostAddress:
    return PostAddress("youtube", f"https://www.youtube.com/watch?v={found['id']}")


def _reddit(found: re.Match[str]) -> PostAddress:
    comment = f"comment/{found['comment']}/" if found["comment"] else ""
    title = f"{found['title']}/" if found["title"] and not comment else ""
    return PostAddress("reddit", f"https://www.reddit.com/{found['room']}/comments/{found['id']}/{comment or title}")


def _mastodon(found: re.Match[str]) -> PostAddress:
    user, host = found["handle"], found["host"].lower()
    handle = user if "@" in user else f"{user}@{host}"
    return PostAddress("mastodon", f"https://{host}/@{user}/{found['id']}", handle)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], PostAddress]], ...] = tuple(
    (re.compile(form, re.IGNORECASE), make)
    for form, make in (
        (
            (
                rf"{_HOST}(?P<host>twitter|x)\.com/(?:#!/)?(?:i/web/|i/)?(?:(?P<handle>\w{{1,20}})/)?"
                r"status(?:es)?/(?P<id>\d{1,20})(?!\d)"
            ),
            _x,
        ),
        (rf"{_HOST}twitter\.com/embed/[^\s\"'<>]{{0,1500}}[?&#]id=(?P<id>\d{{1,20}})(?!\d)", _x_frame),
        (
            rf"{_HOST}bsky\.app/(?:profile|embed)/(?P<who>[\w.:%-]{{3,120}})/(?:post|app\.bsky\.feed\.post)/(?P<id>\w{{5,30}})",
            _bluesky,
        ),
        (r"at://(?P<who>[\w.:%-]{3,120})/app\.bsky\.feed\.post/(?P<id>\w{5,30})", _bluesky),
        (rf"{_HOST}threads\.(?:net|com)/@(?P<handle>[\w.]{{1,40}})/post/(?P<id>[\w-]{{5,40}})", _threads),
        (
            rf"{_HOST}instagram\.com/(?:(?P<handle>[\w.]{{1,40}})/)?(?P<kind>p|reels?|tv)/(?P<id>[\w-]{{3,60}})",
            _instagram,
        ),
        (
            (
                rf"{_HOST}facebook\.com/(?P<path>(?:[\w.%-]{{1,150}}/(?:posts|videos|photos)/[^\s\"'<>]{{1,400}}"
                r"|(?:permalink|story|photo|video)(?:\.php)?/?\?[^\s\"'<>]{1,400}|watch/?\?[^\s\"'<>]{1,400}"
                r"|reel/\d{1,30}|share/[pvr]/\w{1,40}|groups/[\w.%-]{1,150}/(?:posts|permalink)/\d{1,30}))"
            ),
            _facebook,
        ),
        (rf"{_HOST}tiktok\.com/@(?P<handle>[\w.]{{0,40}})/(?P<kind>video|photo)/(?P<id>\d{{5,25}})", _tiktok),
        (rf"{_HOST}tiktok\.com/(?:embed|player)(?:/v\d)?/(?P<id>\d{{5,25}})", _tiktok_frame),
        (
            (
                rf"{_HOST}(?:youtube(?:-nocookie)?\.com/(?:embed/|v/|shorts/|live/|watch/?\?(?:[^\s\"'<>]{{0,300}}&)?v=)"
                r"|youtu\.be/)(?!videoseries|live_stream)(?P<id>[\w-]{11})(?![\w-])"
            ),
            _youtube,
        ),
        (
            (
                rf"{_HOST}reddit(?:media)?\.com/(?P<room>(?:r|user|u)/[\w-]{{2,40}})/comments/(?P<id>\w{{3,12}})"
                r"(?:/(?:comment/)?(?P<title>[\w%-]{1,200}))?(?:/(?P<comment>\w{5,12}))?"
            ),
            _reddit,
        ),
    )
)
_MASTODON = re.compile(
    r"https?://(?P<host>[a-z0-9.-]{3,80})/@(?P<handle>[\w.]{1,60}(?:@[\w.-]{3,80})?)/(?P<id>\d{5,25})", re.IGNORECASE
)
_HINT = re.compile(
    r"twitter\.com|x\.com|bsky|threads\.|instagram\.com|facebook\.com|tiktok\.com|youtu|reddit", re.IGNORECASE
)


def find_post_address(text: str, *, mastodon: bool = False) -> PostAddress | None:
    """Find the first address of a post in ``text``, also where it is escaped inside another address.

    Mastodon's servers have any name, so its addresses are told only where the embed itself says that it is one.
    """
    text = text[:ADDRESS_LIMIT]
    if mastodon and (found := _MASTODON.search(text)):
        return _mastodon(found)
    if not _HINT.search(text):
        return None
    text = text.replace("\\/", "/")
    for form in (text, unquote(text)) if "%2F" in text or "%2f" in text else (text,):
        hits = [
            (found.start(), number, found)
            for number, (pattern, _) in enumerate(_FORMS)
            if (found := pattern.search(form))
        ]
        if hits:
            _, number, found = min(hits, key=lambda hit: hit[:2])
            return _FORMS[number][1](found)
    return None
