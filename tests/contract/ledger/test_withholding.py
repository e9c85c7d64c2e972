"""What must go goes everywhere, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import UnfitReviewError, UnknownIdError, WithheldError
from onrecord.ledger.ledger import SqlLedger, open_ledger
from onrecord.model.ledger import DriftKind, ReviewAction, make_local_id
from tests.contract.ledger.stories import at, make_harbour, make_item, make_remark
from tests.contract.ledger.test_reviewing import decide


def get_drifts(ledger: SqlLedger) -> set[DriftKind]:
    return {each.kind for each in ledger.verify(deep=True)}


def test_a_withheld_document_leaves_digest_and_tombstone(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour(), story="Harbour"), at(1))
    gone = ledger.withhold(done.document, "court order 7", at(2))
    assert [each.warc_file for each in gone.captures] == ["2026/03.warc.gz"]
    kept = ledger.get_document(done.document)
    assert (kept.text, kept.title, kept.withheld) == ("", None, True)
    assert not ledger.search("harbour").hits
    assert not ledger.find_candidates("We will shut every harbour office").found
    assert not list(ledger.iter_sources())
    for get in (ledger.get_statement, ledger.get_attribution):
        with pytest.raises(WithheldError, match="court order 7"):
            get(done.statements[0])
    with pytest.raises(WithheldError):
        ledger.get_reading(done.document)
    assert get_drifts(ledger) == {DriftKind.WITHHELD}


def test_what_was_withheld_does_not_come_back_by_adding_it(ledger: SqlLedger) -> None:
    item = make_item(make_harbour())
    done = ledger.keep_document(item, at(1))
    ledger.withhold(done.statements[0], "privacy", at(2))
    with pytest.raises(WithheldError):
        ledger.keep_document(item, at(3))


def test_a_withheld_statement_is_black_in_the_text_and_the_rest_stays(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour()), at(1))
    ledger.withhold(make_local_id(done.document, "u2"), "privacy", at(2))
    kept = ledger.get_document(done.document)
    assert "Nobody told the crews" not in kept.text
    assert "█████" in kept.text
    assert len(list(ledger.iter_statements())) == 2
    for each in ledger.iter_attributions():
        assert each.content[0].of(kept.text) == each.words
    assert not ledger.search("crews").hits
    assert ledger.search("winter").hits
    assert get_drifts(ledger) == {DriftKind.WITHHELD}


def test_a_withheld_capture_takes_its_documents_along(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour()), at(1))
    ledger.withhold(ledger.get_document(done.document).capture, "privacy", at(2))
    assert ledger.get_document(done.document).withheld
    assert get_drifts(ledger) == {DriftKind.WITHHELD}


def test_decisions_on_what_is_withheld_lose_their_words(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour()), at(1))
    decide(ledger, done.sources_new[0], ReviewAction.CORRECT, 2, "name", "Ada Brillwater")
    decide(ledger, done.statements[0], ReviewAction.CONFIRM, 2)
    ledger.withhold(done.document, "privacy", at(3))
    reviews = list(ledger.iter_reviews())
    assert [(each.value, each.before, each.reason) for each in reviews] == [(None, None, None)] * 2
    assert all("brill" not in each.target for each in reviews)
    assert get_drifts(ledger) == {DriftKind.WITHHELD}


def test_another_document_keeps_its_words_and_its_sources(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour()), at(1))
    ledger.keep_document(make_item(make_remark("The gates stay open")), at(2))
    ledger.withhold(done.document, "privacy", at(3))
    assert [each.name for each in ledger.iter_sources()] == ["Ada Brill"]
    assert [each.roles for each in ledger.iter_sources()] == [()]
    assert len(ledger.search("gates").hits) == 1


def test_only_what_can_be_withheld_is(ledger: SqlLedger) -> None:
    done = ledger.keep_document(make_item(make_harbour()), at(1))
    with pytest.raises(UnfitReviewError):
        ledger.withhold(done.sources_new[0], "privacy", at(2))
    with pytest.raises(UnknownIdError):
        ledger.withhold("sha256:" + "0" * 64, "privacy", at(2))


@pytest.mark.parametrize("whole", [True, False])
def test_no_byte_of_the_words_is_left_in_the_files(tmp_path: Path, whole: bool) -> None:
    ledger = open_ledger(str(tmp_path / "desk.onrecord"))
    words = "zanzibarquux rendezvous velociraptor"
    for number in range(40):
        ledger.keep_document(make_item(make_remark(f"The gates stay open {number} days", number=number)), at(1))
    speaker, title = ("Quentin Zanzibarquux", "Zanzibarquux told") if whole else ("Ada Brill", "Note")
    done = ledger.keep_document(make_item(make_remark(words, speaker, 99, title=title)), at(2))
    for number in range(40, 60):
        ledger.keep_document(make_item(make_remark(f"The gates stay open {number} days", number=number)), at(3))
    ledger.withhold(done.document if whole else done.statements[0], "privacy", at(4))
    found = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
    ledger.close()
    assert b"velociraptor" not in found
    assert b"zanzibar" not in found
    assert b"stay open" in found
