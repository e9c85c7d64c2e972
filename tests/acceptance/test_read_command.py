"""The installed command, as a person and as a program runs it, on invented stories."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from onrecord import __version__
from onrecord.model.public import parse_public

COMMAND = str(Path(sys.executable).parent / "onrecord")
SCHEMA = json.loads(files("onrecord.model").joinpath("reading.schema.json").read_text(encoding="utf-8"))

STORY = """\
Port keeps three ferry terminals

SKARVIK — The port will keep three of its five ferry terminals open, the deputy ferries minister said on Tuesday.

“We closed two terminals in December,” said Maren Oduya, the deputy ferries minister. “The other three stay open.”

The Harbour Gazette has asked the Ferry Workers' Union for comment and has not heard back.
"""
FRENCH = """\
Le port ferme deux terminaux

Le port de Skarvik ferme deux de ses cinq terminaux de ferry, a annoncé mardi la ministre déléguée aux traversées. Les \
habitants des îles attendent depuis des mois une décision sur les horaires d'hiver et sur le prix des billets.

« Nous avons fermé deux terminaux en décembre », a déclaré la ministre. Les trois autres restent ouverts toute l'année.
"""
BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder to run in, with a story, the same in a subfolder, and a picture."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "in" / "deep" / "b.txt").write_text(STORY.replace("two", "four"), encoding="utf-8")
    (tmp_path / "in" / "photo.jpg").write_bytes(BINARY)
    return tmp_path


def run(
    desk: Path, *arguments: str, standard_input: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=desk,
        input=standard_input,
        capture_output=True,
        timeout=60,
        check=False,
        env=os.environ | (environment or {}),
    )


def get_lines(output: bytes) -> list[str]:
    return output.decode("utf-8").splitlines()


def get_records(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode("utf-8").split("\n") if line]


def test_a_story_becomes_a_printed_record(desk: Path) -> None:
    done = run(desk, "read", "story.txt")
    printed = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "We closed two terminals in December" in printed
    assert "STATEMENTS" in printed
    assert "story.txt" in printed


def test_the_json_of_a_story_holds_the_schema_and_points_at_its_words(desk: Path) -> None:
    done = run(desk, "read", "story.txt", "--json")
    record = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(record)
    parse_public(record)
    assert done.returncode == 0
    assert record["document"]["text"] == STORY
    assert record["document"]["origin"] == "story.txt"
    words = [STORY[begin:end] for a in record["attributions"] for begin, end in a["content"]]
    assert any("We closed two terminals in December" in piece for piece in words)


def test_the_schema_is_printed_by_the_program(desk: Path) -> None:
    assert json.loads(run(desk, "schema").stdout) == SCHEMA


def test_reading_twice_gives_the_same_bytes(desk: Path) -> None:
    assert run(desk, "read", "story.txt", "--json").stdout == run(desk, "read", "story.txt", "--json").stdout


def test_a_folder_becomes_one_line_for_each_document(desk: Path) -> None:
    done = run(desk, "read", "in", "--jsonl")
    records = get_records(done.stdout)
    assert [record["document"]["origin"] for record in records] == ["in/a.txt", "in/deep/b.txt"]
    assert done.returncode == 0
    assert get_lines(done.stderr)[0] == "left out of folders: 1 (1 .jpg)"
    assert get_lines(done.stderr)[1].startswith("2 documents: 2 read; ")


def test_a_pattern_in_quotes_is_expanded(desk: Path) -> None:
    records = get_records(run(desk, "read", "**/*.txt", "--jsonl").stdout)
    assert sorted(record["document"]["origin"] for record in records) == ["in/a.txt", "in/deep/b.txt", "story.txt"]


@pytest.mark.parametrize(
    "inputs", [["story.txt", "story.txt"], ["story.txt", "in/../story.txt"], ["*.txt", "story.txt"]]
)
def test_the_same_file_given_twice_is_read_once(desk: Path, inputs: Sequence[str]) -> None:
    assert len(get_records(run(desk, "read", *inputs, "--jsonl").stdout)) == 1


def test_standard_input_is_read(desk: Path) -> None:
    record = json.loads(run(desk, "read", "-", "--json", standard_input=STORY.encode()).stdout)
    assert record["document"]["origin"] == "-"
    assert record["document"]["text"] == STORY


def test_what_is_missing_is_one_line_and_the_others_go_on(desk: Path) -> None:
    done = run(desk, "read", "gone.txt", "story.txt", "https://news.example/a", "--jsonl")
    assert done.returncode == 1
    assert len(get_records(done.stdout)) == 1
    assert get_lines(done.stderr) == [
        "gone.txt: there is no such file or folder; check the path",
        "https://news.example/a: web addresses are not fetched yet; save the page and give the file",
        get_lines(done.stderr)[2],
    ]
    assert get_lines(done.stderr)[2].startswith("3 documents: 1 read, 2 not opened; ")


def test_a_folder_with_nothing_readable_says_so(desk: Path) -> None:
    (desk / "empty").mkdir()
    done = run(desk, "read", "empty")
    assert (done.returncode, done.stdout) == (1, b"")
    assert get_lines(done.stderr) == ["empty: the folder holds no file to read; name one that does"]


@pytest.mark.parametrize("content", [b"", BINARY], ids=["empty", "binary"])
def test_what_is_no_text_is_printed_as_unreadable_and_concludes_nothing(desk: Path, content: bytes) -> None:
    (desk / "odd.txt").write_bytes(content)
    done = run(desk, "read", "odd.txt", "--json")
    record = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(record)
    assert done.returncode == 1
    assert record["document"]["unreadable"]
    assert not record["statements"] + record["attributions"] + record["sources"] + record["inquiries"]
    assert len(get_lines(done.stderr)) == 1
    assert get_lines(done.stderr)[0].startswith("odd.txt: not readable: ")
    printed = run(desk, "read", "odd.txt").stdout.decode("utf-8")
    assert printed.count("Unreadable: ") == 1


def test_another_language_is_kept_whole_and_said_not_to_be_read(desk: Path) -> None:
    (desk / "fr.txt").write_text(FRENCH, encoding="utf-8")
    done = run(desk, "read", "fr.txt", "--json")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert record["document"]["text"] == FRENCH
    assert "language_not_read" in [finding["kind"] for finding in record["findings"]]
    assert record["statements"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "--json", "story.txt", "in"],
        ["read", "--json", "in"],
        ["read", "--json", "--jsonl", "story.txt"],
        ["read", "--only", "weather", "story.txt"],
        ["read", "--loud", "story.txt"],
        ["shout"],
        [],
    ],
)
def test_wrong_usage_exits_with_two_and_prints_no_record(desk: Path, arguments: Sequence[str]) -> None:
    done = run(desk, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Usage:" in done.stderr
    assert b"Traceback" not in done.stderr


def test_one_folder_that_holds_one_document_is_one_document(desk: Path) -> None:
    assert run(desk, "read", "--json", "in/deep").returncode == 0


@pytest.mark.parametrize("part", ["statements", "wordings", "conflicts", "inquiries"])
def test_one_part_alone_keeps_the_schema(desk: Path, part: str) -> None:
    record = json.loads(run(desk, "read", "story.txt", "--json", "--only", part).stdout)
    Draft202012Validator(SCHEMA).validate(record)
    parse_public(record)
    assert record["document"]["text"] == STORY
    printed = run(desk, "read", "story.txt", "--only", part).stdout.decode("utf-8")
    assert ("STATEMENTS" in printed) == (part == "statements")


def test_output_to_a_pipe_is_plain_and_utf_8_whatever_the_locale(desk: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "FORCE_COLOR": "1", "PYTHONUTF8": "0"}
    done = run(desk, "read", "story.txt", environment=environment)
    printed = done.stdout.decode("utf-8")
    assert "“We closed two terminals" in printed
    assert not [character for character in printed if ord(character) < 0x20 and character != "\n"]
    assert max(map(len, printed.splitlines())) <= 100


def test_colour_in_a_pipe_only_when_it_is_asked_for(desk: Path) -> None:
    assert b"\x1b[1m" in run(desk, "read", "story.txt", "--color").stdout
    assert b"\x1b" not in run(desk, "read", "story.txt", "--no-color").stdout


def test_hostile_characters_are_shown_and_never_sent(desk: Path) -> None:
    hostile = STORY.replace("three ferry", "three \x1b]0;owned\x07\u202eferry").replace("two", "\x1b[2Jtwo\x9b")
    name = "st\x1b[31mory\u202e.txt"
    (desk / name).write_text(hostile, encoding="utf-8")
    for form in ([], ["--json"], ["--jsonl"]):
        done = run(desk, "read", name, *form)
        sent = (done.stdout + done.stderr).decode("utf-8")
        assert not {character for character in sent if character in "\x1b\x07\x9b\u202e"}
        assert b"Traceback" not in done.stderr
    assert "st␛[31mory⟨U+202E⟩.txt" in run(desk, "read", name).stdout.decode("utf-8")
    assert json.loads(run(desk, "read", name, "--json").stdout)["document"]["origin"] == name
    assert "\x1b" not in run(desk, "read", name + "gone").stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names in UTF-8")
def test_a_name_that_is_not_utf_8_does_no_harm(desk: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (desk / name).write_text(STORY, encoding="utf-8")
    assert "caf⟨U+DCE9⟩.txt" in run(desk, "read", name).stdout.decode("utf-8")
    assert json.loads(run(desk, "read", name, "--json").stdout)["document"]["origin"] == name


def test_markup_in_a_story_is_not_obeyed(desk: Path) -> None:
    (desk / "markup.txt").write_text(STORY.replace("two terminals", "[bold]two[/bold] terminals"), encoding="utf-8")
    done = run(desk, "read", "markup.txt", "--color")
    assert "[bold]two[/bold] terminals" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_met_quietly(desk: Path) -> None:
    for number in range(40):
        (desk / "in" / f"{number}.txt").write_text(STORY * 20, encoding="utf-8")
    with subprocess.Popen(
        [COMMAND, "read", "in", "--jsonl"], cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["schema"] == "onrecord.reading/1"
        process.stdout.close()
        complaint = process.stderr.read()
        assert process.wait(timeout=60) == 1
    assert complaint == b""


def test_an_interruption_ends_with_one_line(desk: Path) -> None:
    with subprocess.Popen(
        [COMMAND, "read", "story.txt", "-", "--jsonl"],
        cwd=desk,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert process.stderr.read() == b"stopped\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_one_line(desk: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [COMMAND, "read", "story.txt"], cwd=desk, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    assert get_lines(done.stderr) == [
        "the output cannot be written (No space left on device); check the disk it goes to"
    ]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no endless device")
def test_standard_input_without_end_is_refused(desk: Path) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [COMMAND, "read", "-"], cwd=desk, stdin=endless, capture_output=True, timeout=60, check=False
        )
    assert (done.returncode, done.stdout) == (1, b"")
    assert get_lines(done.stderr)[0].startswith("-: ")
    assert "more than the 64 MB" in get_lines(done.stderr)[0]


def test_a_terminal_gets_colour_and_a_width_that_reads_well(desk: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {"TERM": "xterm-256color", "NO_COLOR": "", "COLUMNS": "70"}
    with subprocess.Popen(
        [COMMAND, "read", "story.txt"], cwd=desk, stdout=theirs, stderr=theirs, env=os.environ | environment
    ) as process:
        os.close(theirs)
        printed = _read_all(ours)
        assert process.wait(timeout=60) == 0
    os.close(ours)
    assert b"\x1b[1m" in printed
    assert b"We closed two terminals" in printed


def test_a_terminal_that_watches_a_long_run_gets_a_bar(desk: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "read", "in", "--jsonl"],
        cwd=desk,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm-256color"},
    ) as process:
        os.close(theirs)
        said = _read_all(ours)
        assert process.wait(timeout=60) == 0
    os.close(ours)
    assert b"2 documents: 2 read" in said


def _read_all(descriptor: int) -> bytes:
    pieces: list[bytes] = []
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # how a pseudo-terminal on Linux says that the other end is closed
            piece = b""
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def test_version_and_help_answer(desk: Path) -> None:
    assert run(desk, "--version").stdout.decode() == f"onrecord {__version__}\n"
    shown = run(desk, "--help").stdout.decode()
    assert "read" in shown
    assert "schema" in shown
    assert "Exit codes: 0 all documents were read" in run(desk, "read", "-h").stdout.decode()


def test_completion_knows_the_commands(desk: Path) -> None:
    environment = {"_ONRECORD_COMPLETE": "bash_complete", "COMP_WORDS": "onrecord re", "COMP_CWORD": "1"}
    assert "plain,read" in run(desk, environment=environment).stdout.decode()
