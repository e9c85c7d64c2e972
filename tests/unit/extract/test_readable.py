"""A wall is told from a story, and a story about walls from a wall."""

from __future__ import annotations

import pytest

from onrecord.extract.readable import decide_unreadable

STORY = (
    (
        "The harbour council voted on Tuesday evening to close the old fish market, ending nine years of argument"
        " over the building."
    ),
    (
        "Mayor Ilse Brandvik said the decision was overdue and promised that the traders would not be left alone. The"
        " hall is to be sold."
    ),
    (
        "Traders who rent stalls in the market have until the end of October to leave, according to the resolution"
        " that was passed."
    ),
    (
        "A spokesman for the Traders' Guild of Westerhaven said its members would meet on Thursday to decide whether"
        " to go to court."
    ),
)


def _decide(title: str | None, *paragraphs: str, asks_password: bool = False, states_story: bool = False) -> str | None:
    shown = [title, *paragraphs] if title else list(paragraphs)
    return decide_unreadable(
        title=title, paragraphs=paragraphs, shown=shown, asks_password=asks_password, states_story=states_story
    )


@pytest.mark.parametrize(
    ("title", "paragraphs", "reason"),
    [
        (
            "Just a moment...",
            ("Checking your browser before accessing ledger.example.", "Ray ID: 8a1"),
            "refuses access",
        ),
        (
            "Attention Required! | Cloudflare",
            (
                "Sorry, you have been blocked",
                "You are unable to access ledger.example",
                (
                    "This website is using a security service to protect itself from online attacks. The action you"
                    " just performed"
                    " triggered the security solution. There are several actions that could trigger this block"
                    " including submitting"
                    " a certain word or phrase, a SQL command or malformed data."
                ),
                (
                    "You can email the site owner to let them know you were blocked. Please include what you were"
                    " doing when this"
                    " page came up and the Cloudflare Ray ID found at the bottom of this page."
                ),
            ),
            "refuses access",
        ),
        (
            "Access Denied",
            ('You don\'t have permission to access "/market" on this server.', "Reference #18.4f"),
            "refuses access",
        ),
        (
            "ledger.example",
            ("Please verify you are a human. Complete the captcha below to go on to the site.",),
            "refuses access",
        ),
        ("403 Forbidden", ("nginx",), "refuses access"),
        ("Harbour Ledger", ("Please enable JavaScript to view this page.",), "programs"),
        ("Ledger", ("Bitte aktivieren Sie JavaScript, um diese Seite zu lesen.",), "programs"),
        ("404 Not Found", ("The page you are looking for could not be found.",), "error page"),
        ("Page not found - Harbour Ledger", ("Try the search or go back to our home page.",), "error page"),
        ("Seite nicht gefunden", ("Die Seite, die Sie suchen, wurde nicht gefunden.",), "error page"),
        ("502 Bad Gateway", ("nginx/1.25",), "error page"),
        ("Log in", ("Log in to continue", "Forgot your password?"), "login"),
        ("Harbour Ledger", ("Subscribe now to continue reading.", "Already a subscriber? Sign in."), "login"),
        ("Hafenblatt", ("Jetzt weiterlesen mit H+", "Bereits Abonnent? Hier anmelden"), "login"),
        (
            "Before you continue",
            ("We and our 214 partners store and access information on your device.", "Accept all cookies"),
            "consent",
        ),
        (
            "Hafenblatt",
            ("Mit Werbung weiterlesen: Wir verwenden Cookies. Alle akzeptieren oder werbefrei lesen.",),
            "consent",
        ),
        (None, (), "nothing to read"),
    ],
)
def test_what_stands_in_a_storys_place_is_told(title: str | None, paragraphs: tuple[str, ...], reason: str) -> None:
    found = _decide(title, *paragraphs)
    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("Council closes market", STORY),
        ("Access denied", STORY),
        ("Access denied: traders locked out of their market", STORY),
        ("Page not found: how a town lost its archive", STORY),
        (
            "Just a moment: how a security firm broke half the web",
            (
                (
                    "Millions of readers were told to verify you are human on Tuesday, when a fault at one firm"
                    " blocked the web sites of"
                    " banks, airlines and newspapers for nearly three hours."
                ),
                *STORY,
            ),
        ),
        (
            "Ledger to end log in",
            ("Readers who sign in to read the Ledger will no longer have to, its publisher said.", *STORY),
        ),
        ("Council closes market", ("The council has closed the market.",)),
        ("500 traders protest", STORY[:2]),
        ("404: a story", STORY[:2]),
        ("Forbidden", STORY[:2]),
        ("Silence", ("Nobody wished to comment, said Ada.",)),
        (None, ("Ada said no.",)),
    ],
)
def test_a_story_is_a_story_whatever_it_is_about(title: str | None, paragraphs: tuple[str, ...]) -> None:
    assert _decide(title, *paragraphs) is None


def test_a_story_with_a_wall_behind_its_beginning_is_read() -> None:
    assert (
        _decide("Council closes market", *STORY, "Subscribe now to continue reading.", "Already a subscriber? Sign in.")
        is None
    )


def test_a_form_with_a_password_and_no_story_is_a_login() -> None:
    found = _decide("Staff", "User", "Password", "Remember me on this machine", asks_password=True)
    assert found is not None
    assert "login" in found


def test_a_short_story_that_states_itself_is_believed() -> None:
    short = (
        "The council of Westerhaven has closed the old fish market, the mayor said on Tuesday. Traders have"
        " until October to leave it."
    )
    wall = "Sign in to continue reading and subscribe now to get more."
    stated = _decide("Council closes market", short, short, wall, states_story=True)
    assert stated is None


def test_a_story_without_blanks_between_words_is_long_enough() -> None:
    assert (
        _decide(
            "市場",
            "市議会は火曜日の夜、古い魚市場を閉鎖することを決めた。" * 12,
            "JavaScriptを有効にしてください。enable JavaScript",
        )
        is None
    )
