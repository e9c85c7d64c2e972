from __future__ import annotations

import pytest

from onrecord.cli import terms
from onrecord.model.reading import AttributionKind, Channel, InquiryStatus, QuantityMode, Verdict


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2026", "2026"),
        ("2026-01", "January 2026"),
        ("2026-01-28", "28 January 2026"),
        ("2026-01-28T14:05", "28 January 2026, 14:05"),
        ("2026-01-28T14:05:09.5Z", "28 January 2026, 14:05 UTC"),
        ("2026-01-28T14:05+00:00", "28 January 2026, 14:05 UTC"),
        ("2026-01-28T14:05-05:00", "28 January 2026, 14:05 UTC-05:00"),
        ("2026-13-40", "2026-13-40"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(date: str, day: str) -> None:
    assert terms.make_day(date) == day


def test_every_channel_kind_status_and_verdict_has_words() -> None:
    assert set(terms.CHANNELS) == set(Channel)
    assert set(terms.KINDS) == set(AttributionKind)
    assert set(terms.STATUSES) == set(InquiryStatus)
    assert set(terms.VERDICTS) == set(Verdict)


def test_a_value_says_how_exactly_it_is_meant() -> None:
    assert terms.make_value(5) == "5"
    assert terms.make_value(12_000, QuantityMode.AT_LEAST) == "at least 12,000"
    assert terms.make_value(2.5, QuantityMode.ABOUT) == "about 2.5"
    assert terms.make_value(1900) == "1900"


def test_one_is_singular() -> None:
    assert terms.make_count(1, "statement") == "1 statement"
    assert terms.make_count(0, "inquiry", "inquiries") == "0 inquiries"
