from __future__ import annotations

from onrecord.text.tokens import make_tokens


def test_tokens_keep_their_place_and_inner_marks() -> None:
    text = "The U.S. won’t re-open #Pier7, @ada said: 3.5 km."
    tokens = make_tokens(text)
    assert [t.text for t in tokens] == [
        "The", "U.S.", "won’t", "re-open", "#Pier7", ",", "@ada", "said", ":", "3.5", "km", ".",
    ]  # fmt: skip
    assert all(text[t.begin : t.end] == t.text for t in tokens)


def test_a_capital_may_stand_inside() -> None:
    assert [t.is_capitalized for t in make_tokens("eBay ferry Ada #Ada 7th")] == [True, False, True, True, False]
