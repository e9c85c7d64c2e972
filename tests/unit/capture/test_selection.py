"""Which documents a list of inputs names."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from onrecord.capture.selection import Selection, select_inputs
from onrecord.errors import (
    EmptyFolderError,
    InputError,
    MissingInputError,
    UnopenableInputError,
    UnsupportedAddressError,
)


def make_files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def get_names(selection: Selection) -> list[str]:
    assert not [place for place in selection.places if isinstance(place, InputError)]
    return [str(place) for place in selection.places]


def get_errors(selection: Selection) -> list[InputError]:
    return [place for place in selection.places if isinstance(place, InputError)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_is_named_as_it_was_given_whatever_its_suffix(folder: Path) -> None:
    make_files(folder, "a.xyz", "b")
    given = ["./a.xyz", "b", str(folder / "a.xyz")]
    assert get_names(select_inputs(given)) == ["./a.xyz", "b"]


def test_a_folder_is_read_by_name_and_all_the_way_down(folder: Path) -> None:
    make_files(folder, "in/b.txt", "in/a/z.html", "in/a/b/y.eml", "in/c.MHTML", "in/d.md")
    expected = ["in/a/b/y.eml", "in/a/z.html", "in/b.txt", "in/c.MHTML", "in/d.md"]
    assert get_names(select_inputs(["in"])) == expected
    assert get_names(select_inputs(["in/"])) == expected


def test_hidden_files_and_folders_are_left_out_without_a_word(folder: Path) -> None:
    make_files(folder, "in/.hidden.txt", "in/.git/a.txt", "in/a.txt")
    assert select_inputs(["in"]) == Selection(places=("in/a.txt",))


def test_files_of_other_kinds_in_a_folder_are_counted(folder: Path) -> None:
    make_files(folder, "in/a.txt", "in/b.JPG", "in/c.jpg", "in/README")
    assert select_inputs(["in"]).left_out == ((".jpg", 2), ("no suffix", 1))


def test_a_folder_with_nothing_to_read_is_an_error_that_keeps_the_count(folder: Path) -> None:
    make_files(folder, "in/b.jpg")
    selection = select_inputs(["in"])
    assert [type(error) for error in get_errors(selection)] == [EmptyFolderError]
    assert selection.left_out == ((".jpg", 1),)


def test_the_same_file_is_taken_once_by_whatever_name(folder: Path) -> None:
    make_files(folder, "in/a.txt")
    (folder / "link.txt").symlink_to(folder / "in/a.txt")
    assert get_names(select_inputs(["in/a.txt", "in", "in/../in/a.txt", "link.txt", "in/*.txt"])) == ["in/a.txt"]


def test_standard_input_is_taken_once() -> None:
    assert get_names(select_inputs(["-", "-"])) == ["-"]


def test_what_is_missing_is_an_error_in_its_place(folder: Path) -> None:
    make_files(folder, "a.txt", "b.txt")
    places = select_inputs(["a.txt", "gone.txt", "a.txt/x", "b.txt", "nul\0.txt", ""]).places
    kinds = [place if isinstance(place, str) else type(place) for place in places]
    assert kinds == [
        "a.txt",
        MissingInputError,
        MissingInputError,
        "b.txt",
        MissingInputError,
        MissingInputError,
    ]


@pytest.mark.parametrize("address", ["https://news.example/a", "HTTP://news.example", "ftp://news.example/x"])
def test_an_address_is_refused_for_now(address: str) -> None:
    assert [type(error) for error in get_errors(select_inputs([address]))] == [UnsupportedAddressError]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("./*.txt", ["a.txt", "b.txt"]),
        ("in/*/*.html", ["in/deep/c.html"]),
        ("**/*.html", ["in/deep/c.html", "in/d.html", "top.html"]),
        ("in/**/c.html", ["in/deep/c.html"]),
        ("**/**/**/c.html", ["in/deep/c.html"]),
        ("in/**", ["in/d.html", "in/deep/c.html", "in/deep/n.jpg"]),
        (".h*/*.txt", [".hidden/x.txt"]),
        ("in/deep*", ["in/deep/c.html"]),
    ],
)
def test_a_pattern_the_shell_left_alone_is_expanded(folder: Path, pattern: str, names: list[str]) -> None:
    make_files(folder, "a.txt", "b.txt", "top.html", "in/d.html", "in/deep/c.html", "in/deep/n.jpg", ".hidden/x.txt")
    assert sorted(get_names(select_inputs([pattern]))) == sorted(names)


def test_a_pattern_works_from_the_root(folder: Path) -> None:
    make_files(folder, "in/a.txt")
    assert get_names(select_inputs([f"{folder}/**/*.txt"])) == [f"{folder}/in/a.txt"]


def test_a_pattern_that_matches_nothing_is_missing(folder: Path) -> None:
    assert [type(error) for error in get_errors(select_inputs(["*.txt"]))] == [MissingInputError]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    make_files(folder, "[a].txt", "a.txt")
    assert get_names(select_inputs(["[a].txt"])) == ["[a].txt"]


def test_a_file_called_dash_is_no_standard_input(folder: Path) -> None:
    make_files(folder, "-")
    assert get_names(select_inputs(["*"])) == ["./-"]


def test_links_that_lead_in_circles_are_not_followed(folder: Path) -> None:
    make_files(folder, "in/a.txt")
    for number in range(6):
        (folder / "in" / f"loop{number}").symlink_to(folder / "in", target_is_directory=True)
    (folder / "in" / "self.txt").symlink_to("self.txt")
    began = time.process_time()
    selection = select_inputs(["in"])
    assert get_names(selection) == ["in/a.txt"]
    assert dict(selection.left_out) == {"link to a folder": 6, "broken link": 1}
    assert get_names(select_inputs(["in/**/a.txt", "**/a.txt"])) == ["in/a.txt"]
    assert time.process_time() - began < 1


def test_a_link_that_leads_to_itself_cannot_be_opened(folder: Path) -> None:
    (folder / "self.txt").symlink_to("self.txt")
    assert [type(error) for error in get_errors(select_inputs(["self.txt"]))] == [UnopenableInputError]


def test_pipes_and_devices_are_refused_and_passed_over_in_a_folder(folder: Path) -> None:
    make_files(folder, "in/a.txt")
    os.mkfifo(folder / "in" / "pipe.txt")
    selection = select_inputs(["in/pipe.txt", os.devnull, "in"])
    assert [type(place) for place in selection.places] == [UnopenableInputError, UnopenableInputError, str]
    assert "pipe" in str(selection.places[0])
    assert "device" in str(selection.places[1])
    assert selection.left_out == (("no file", 1),)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_closed_folder_is_an_error_and_the_others_go_on(folder: Path) -> None:
    make_files(folder, "in/a.txt", "in/closed/b.txt", "in/z.txt")
    (folder / "in/closed").chmod(0)
    try:
        places = select_inputs(["in"]).places
    finally:
        (folder / "in/closed").chmod(0o700)
    assert [place if isinstance(place, str) else type(place) for place in places] == [
        "in/a.txt",
        UnopenableInputError,
        "in/z.txt",
    ]


def test_a_name_too_long_cannot_be_opened() -> None:
    assert [type(error) for error in get_errors(select_inputs(["x" * 5000]))] == [UnopenableInputError]


def test_a_folder_deeper_than_any_stack_is_walked(folder: Path) -> None:
    inner = folder
    for _ in range(300):
        inner = inner / "d"
        inner.mkdir()
    (inner / "a.txt").write_text("x", encoding="utf-8")
    assert len(get_names(select_inputs(["d"]))) == 1
    assert len(get_names(select_inputs(["**/a.txt"]))) == 1


def test_a_thousand_stars_take_no_time(folder: Path) -> None:
    make_files(folder, *(f"in/{'a' * 60}{number}.txt" for number in range(50)))
    began = time.process_time()
    select_inputs(["**/" * 200 + "*a*a*a*a*a*a*a*a*a*a*a*b"])
    assert time.process_time() - began < 2
