"""The names that others may build on. A change here is a change of the public surface: docs and changelog go with it.

What stands on floors 1, 2 and 6 is the house's own and may change; it is not listed.
"""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "onrecord"
PUBLIC = ("__init__", "errors", "newsroom", "ports", "reading", "model/*")

NAMES: dict[str, str] = {
    "onrecord": "__version__",
    "onrecord.errors": (
        "ArchiveFormatError CaptureError CaptureFolderError CaptureFolderFullError DamagedCaptureError "
        "DigestMismatchError EditConflictError EmptyFolderError InputError InvalidSpanError "
        "LedgerAddressError LedgerBackupError LedgerBrokenError LedgerError LedgerFullError LedgerLockedError "
        "LedgerNewerError LedgerOlderError LedgerReadOnlyError LedgerUnreachableError MEGABYTE "
        "MissingInputError OnRecordError OversizedInputError ReadingFormatError UnfitReviewError "
        "UnknownCaptureError UnknownIdError UnopenableInputError UnsupportedAddressError WithheldError"
    ),
    "onrecord.model.document": "Block BlockKind Capture Document Post PostWords",
    "onrecord.model.finding": "Finding FindingKind",
    "onrecord.model.ledger": (
        "Candidate Candidates ClosureToKeep ConflictToKeep DocumentToKeep Drift DriftKind Event Filter Hit "
        "HitPage KeepResult KeptAttribution KeptCapture KeptClaim KeptConflict KeptDocument KeptInquiry "
        "KeptReview KeptSource KeptStatement KeptStory KeptSuggestion KeptWording Outcome PIECE_MARK "
        "PREFIX_DIGITS Relations RereadResult ReviewAction ReviewToKeep SOURCE_DIGITS Status SuggestionStatus "
        "SuggestionToKeep Withheld WordingToKeep make_canonical make_claim_key make_digest make_local_id "
        "make_prefix make_slug make_source_id make_source_subject make_story_id make_text_digest make_time "
        "parse_time require_utc"
    ),
    "onrecord.model.public": "ISO_DATE READING_SCHEMA make_public parse_public",
    "onrecord.model.reading": (
        "Attribution AttributionKind Change ChangeKind Channel Claim Conflict Inquiry InquiryStatus Quantity "
        "QuantityMode Reading Source SourceKind Statement TaggedAttribution Verdict Wording"
    ),
    "onrecord.model.span": "Span make_hull",
    "onrecord.newsroom": "BATCH_BYTES BATCH_DOCUMENTS Newsroom Progress",
    "onrecord.ports": "Ledger Tagger",
    "onrecord.reading": "MAX_READ_CHARACTERS make_tagger read read_documents",
}


def get_public_names(path: Path) -> list[str]:
    """Get what a module defines at its top level and does not hide, in alphabetical order."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return sorted(name for name in names if not name.startswith("_") or name == "__version__")


def iter_public_modules() -> dict[str, str]:
    """Map each public module to its public names."""
    found: dict[str, str] = {}
    for pattern in PUBLIC:
        for path in sorted(PACKAGE.glob(f"{pattern}.py")):
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            names = get_public_names(path)
            if names:
                found[".".join(part for part in parts if part != "__init__")] = " ".join(names)
    return found


def test_the_public_names_are_those_written_here() -> None:
    assert iter_public_modules() == NAMES
