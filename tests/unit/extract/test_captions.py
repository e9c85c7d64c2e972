"""Captions and credits are told from prose."""

from __future__ import annotations

import pytest

from onrecord.extract.captions import is_caption, is_credit


@pytest.mark.parametrize(
    "line",
    [
        "Ana Example/Example Press",
        "Ana Example / Getty Images",
        "IB Example Photography/Shutterstock",
        "Photo: Ana Example",
        "Photo by Ana Example",
        "Photo credit: Ana Example / The Exampleton Times",
        "PHOTO COURTESY: ANA EXAMPLE",
        "Photograph: Ana Example/The Example",
        "Image: Supplied",
        "Credit: Ana Example",
        "(AP Photo/Ana Example)",
        "(AP Photo/Ana Example, File)",
        "(Ana Example/Example Press)",
        "Getty Images",
        "Reuters",
        "AP/Getty Images",
        "Ana Example via Getty Images",
        "© Ana Example",
        "Image source, Getty Images",
        "Courtesy of Ana Example",
        "Ana Example - The Canadian Press",
    ],
)
def test_a_credit_alone_is_a_credit(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Hundreds of people wait at the ferry on Jan. 12, 2026 (Ana Example/Example Press)",
        "A ferry crosses the river. (AP Photo/Ana Example)",
        "The ferry at night (Photo by Ana Example)",
        "The ferry at night. Photo: Ana Example",
        "The ferry at night. Photograph: Ana Example/The Example",
        "The ferry at night. REUTERS/Ana Example",
        "The ferry at night (Getty Images)",
        "The ferry at night | Photo credit: Ana Example",
        "The mayor at the bridge, left, with her deputy [Ana Example/Example Press]",
        "FILE - The mayor speaks at the bridge in Exampleton, Jan. 12, 2026. (AP Photo/Ana Example, File)",
        "FILE PHOTO: The mayor speaks at the bridge",
        "Image caption, The mayor at the bridge",
    ],
)
def test_a_caption_with_its_credit_is_a_caption(line: str) -> None:
    assert is_caption(line)
    assert not is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The mayor said the bridge would open.",
        "The Agency of Example (AE) continues its work",
        "She joined Example Corp. (NYSE: EXC) in May",
        "Health/Science",
        "Yes/No",
        "He/she said so",
        "Photos show cracks in the piers, the engineers said.",
        "Reuters reported that the bridge was closed.",
        "The photo: a bridge, a river, and nobody who crosses it any more since the winter came, said Ana Example.",
        "“It is closed,” she said (in French).",
        "The council met on Tuesday (see below)",
        "The bridge (built in 1911)",
        "Facebook",
        "X",
        "Ana Example",
        "Ana Example, mayor of Exampleton",
        "Ottawa and/or Toronto",
        "Video games are fun",
    ],
)
def test_prose_is_neither(line: str) -> None:
    assert not is_credit(line)
    assert not is_caption(line)
