"""English is told from other languages, cheaply and without wronging it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from onrecord.extract.language import find_language, is_read, make_language_finding
from onrecord.model.finding import FindingKind

ENGLISH = (
    "The mayor of Exampleton said on Tuesday that the new bridge would open in spring, and that nobody had asked her"
    " about it before the vote in the council."
)
GERMAN = (
    "Die Bürgermeisterin von Beispielstadt sagte am Dienstag, dass die neue Brücke im Frühjahr eröffnet werde und dass"
    " sie vor der Abstimmung niemand gefragt habe. „The show must go on“, schrieb John Smith auf X, und The Exampleton"
    " Times berichtete darüber mit der Überschrift „The Bridge of Sighs“."
)
FRENCH = (
    "La maire de la ville a déclaré mardi que le nouveau pont ouvrirait au printemps et que personne ne lui avait"
    " demandé son avis avant le vote du conseil, selon le New Example Herald et Jane Smith."
)
SPANISH = (
    "La alcaldesa de la ciudad dijo el martes que el nuevo puente se abrirá en primavera y que nadie le había"
    " preguntado antes de la votación del consejo, según informó la agencia Example News."
)
ODD_ENGLISH = (
    "Final scores: Jones 6-4, Garcia 7-5, Müller 6-2. García, the top seed from Málaga, beat Jean-Pierre Dubois of"
    " Lyon in straight sets after rain delays; Schmidt withdrew with an injury."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (ODD_ENGLISH, "en"),
        (ENGLISH + " „Das ist nicht wahr“, he said, quoting „Wir sind das Volk“ in his speech.", "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (SPANISH, "es"),
        (("De burgemeester zei dinsdag dat de nieuwe brug in het voorjaar opengaat en dat niemand haar vooraf iets"
         " had gevraagd over de stemming in de raad van de stad."), "nl"),
        (("Мэр города сказала во вторник, что новый мост откроют весной, и что её никто не спросил до голосования"
         " в совете, хотя это её работа."), "ru"),
        ("市長は火曜日、新しい橋は春に開通すると述べた。誰も事前に相談しなかったという。", "ja"),
        ("시장은 화요일 새 다리가 봄에 개통될 것이라고 말했다. 아무도 미리 묻지 않았다고 한다.", "ko"),
        ("Ο δήμαρχος είπε την Τρίτη ότι η νέα γέφυρα θα ανοίξει την άνοιξη.", "el"),
    ],
)  # fmt: skip
def test_the_language_most_of_a_text_is_in(text: str, language: str) -> None:
    assert find_language(text, None) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Bridge to open", "en-CA", "en"),
        ("Brücke öffnet", "de", "de"),
        ("Bridge to open", None, None),
        ("Bridge to open", "x-unknown", None),
        ("", "fr_FR", "fr"),
        (ENGLISH, "de", "en"),
        (GERMAN, "en-US", "de"),
    ],
)
def test_what_a_page_says_counts_only_where_there_are_too_few_words(
    text: str, declared: str | None, language: str | None
) -> None:
    assert find_language(text, declared) == language


def test_every_twenty_words_of_english_are_english() -> None:
    words = (ENGLISH + " " + ODD_ENGLISH + " " + ENGLISH).split()
    wrong = [
        piece
        for begin in range(len(words) - 25)
        if not is_read(find_language(piece := " ".join(words[begin : begin + 25]), None))
    ]
    assert wrong == []


def test_only_the_read_language_and_the_unknown_are_read() -> None:
    assert [is_read(code) for code in ("en", None, "de", "zz")] == [True, True, False, False]


def test_the_finding_names_the_language() -> None:
    finding = make_language_finding("de")
    assert finding.kind is FindingKind.LANGUAGE_NOT_READ
    assert finding.message == "written in German (de): kept whole, but not read"
    assert "(qq)" in make_language_finding("qq").message


def test_english_is_told_without_loading_the_identifier() -> None:
    program = (
        "import sys; from onrecord.extract.language import find_language;"
        f"assert find_language({ENGLISH!r}, None) == 'en'; assert find_language({GERMAN!r}, None) == 'de';"
        "assert not {'py3langid', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_long_text_is_judged_by_three_places() -> None:
    assert find_language((GERMAN + "\n") * 100_000, None) == "de"
