"""Visible dates become ISO, as precise as they are given."""

from __future__ import annotations

import pytest

from onrecord.extract.dates import find_date, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("January 28, 2026", "2026-01-28"),
        ("Jan. 28, 2026", "2026-01-28"),
        ("JAN 28 2026", "2026-01-28"),
        ("January 28th, 2026", "2026-01-28"),
        ("28 January 2026", "2026-01-28"),
        ("28th of January, 2026", "2026-01-28"),
        ("28-Jan-2026", "2026-01-28"),
        ("Wednesday, January 28, 2026", "2026-01-28"),
        ("Published: 3 Feb 2026", "2026-02-03"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("2026-01-28", "2026-01-28"),
        ("2026/01/28", "2026-01-28"),
        ("28/01/2026", "2026-01-28"),
        ("1/28/2026", "2026-01-28"),
        ("28.01.2026", "2026-01-28"),
        ("28. Januar 2026", "2026-01-28"),
        ("12 März 2026", "2026-03-12"),
        ("le 28 janvier 2026", "2026-01-28"),
        ("1er mars 2026", "2026-03-01"),
        ("28 de enero de 2026", "2026-01-28"),
        ("28 gennaio 2026", "2026-01-28"),
        ("28 de janeiro de 2026", "2026-01-28"),
        ("28 januari 2026", "2026-01-28"),
        ("20 maj 2026", "2026-05-20"),
        ("28. tammikuuta 2026", "2026-01-28"),
        ("28 stycznia 2026", "2026-01-28"),
        ("16 мая 2018 г.", "2018-05-16"),
        ("2026年1月28日", "2026-01-28"),
    ],
)
def test_a_day_in_words_or_digits(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("28 Jan 2026 10:12 am EST", "2026-01-28T10:12-05:00"),
        ("July 4, 2026 5 p.m. ET", "2026-07-04T17:00-04:00"),
        ("Jan 28, 2026 5 p.m. ET", "2026-01-28T17:00-05:00"),
        ("Updated 10:15 a.m. EST, Wed January 28, 2026", "2026-01-28T10:15-05:00"),
        ("4:12 PM · Jan 28, 2026", "2026-01-28T16:12"),
        ("February 3, 2026 at 10:12 AM", "2026-02-03T10:12"),
        ("Jan 28, 2026, 12:05 am", "2026-01-28T00:05"),
        ("Jan 28, 2026, 12:05 pm", "2026-01-28T12:05"),
        ("Wed 28 Jan 2026 16.30 GMT", "2026-01-28T16:30+00:00"),
        ("10:12 GMT, 3 February 2026", "2026-02-03T10:12+00:00"),
        ("3 February 2026 10:12 GMT+1", "2026-02-03T10:12+01:00"),
        ("2026-01-28T10:12:13Z", "2026-01-28T10:12:13+00:00"),
        ("2026-01-28T10:12:13.123+0100", "2026-01-28T10:12:13+01:00"),
        ("2026-01-28 10:12", "2026-01-28T10:12"),
        ("28. Januar 2026, 10:12 Uhr", "2026-01-28T10:12"),
        ("le 28 janvier 2026 à 10h12", "2026-01-28T10:12"),
        ("20 maj 2026 kl. 10:12", "2026-05-20T10:12"),
        ("Jan 28, 2026, 12:05 am IST", "2026-01-28T00:05"),
        ("November 1, 2026 9 a.m. ET", "2026-11-01T09:00-05:00"),
        ("March 8, 2026 9 a.m. PT", "2026-03-08T09:00-07:00"),
        ("Published Jan 3, 2026 10:00 am | Updated Jan 5, 2026 11:00 am", "2026-01-03T10:00"),
    ],
)
def test_a_time_has_the_zone_the_text_gives(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "", "3/4/2026", "02/03/2026", "Feb 30, 2026", "in March 2026", "2026", "May 5 people said", "Jan. 7",
        "31/31/2026", "the 5th element", "version 12.2026", "2026-13-01", "5 may be", "12:30 pm", "1/2", "out of 10",
    ],
)  # fmt: skip
def test_what_could_mean_two_days_or_none_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "around", "iso"),
    [
        ("Jan. 7", "2026-01-28", "2026-01-07"),
        ("Dec. 30", "2026-01-05", "2025-12-30"),
        ("January 3", "2025-12-30T10:00:00Z", "2026-01-03"),
        ("28 Jan", "2026-02-01", "2026-01-28"),
        ("Jan. 7, 2020", "2026-01-28", "2020-01-07"),
        ("Jan. 7", "not a day", None),
        ("Feb. 29", "2028-02-01", "2028-02-29"),
        ("Feb. 29", "2026-02-01", None),
    ],
)
def test_a_missing_year_is_the_nearest_one(text: str, around: str, iso: str | None) -> None:
    assert parse_date(text, around=around) == iso


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It happened on Wednesday, January 28, 2026, she said.", "Wednesday, January 28, 2026"),
        ("at 4:12 PM · Jan 28, 2026 · 12 views", "4:12 PM · Jan 28, 2026"),
        ("x 28 Jan 2026 10:12 am EST y", "28 Jan 2026 10:12 am EST"),
        ("x 28 Jan 2026 10:12 am IST y", "28 Jan 2026 10:12 am"),
    ],
)
def test_the_place_of_a_date_is_its_own_words(text: str, words: str) -> None:
    found = find_date(text)
    assert found is not None
    assert text[found.begin : found.end] == words


def test_only_the_beginning_of_a_long_text_is_searched() -> None:
    assert parse_date("x" * 1_000_000 + " January 28, 2026") is None
