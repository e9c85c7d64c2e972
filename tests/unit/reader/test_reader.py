"""What the reader makes of a document: speakers, kinds, statements, inquiries."""

from __future__ import annotations

import pytest

from onrecord.model.finding import FindingKind
from onrecord.model.reading import AttributionKind, Channel, InquiryStatus, SourceKind
from tests.unit.reader.invented import get_speaker, get_words, make_document, read

STORY = """Harbour office answers
In an e-mailed statement to the Strelsau Courier, a Harbour Agency spokesperson confirmed that six depots are open.
“Our crews inspect every depot,” stated the spokesperson.
“They work day and night, also in winter.”
Councillor Nora Field criticized the plan. She said the agency was “hiding behind paper”.
“Nobody asked us,” Field said on X.
POST:norafield:Nora Field 🌊 #Harbour:Nobody asked us. Nobody!
The Courier has contacted the Mayor’s Office for comment. We will update this story.
"""


def test_a_quotation_that_goes_on_without_a_cue_belongs_to_the_one_before() -> None:
    told = read(STORY)
    direct = [a for a in told.attributions if a.kind is AttributionKind.DIRECT]
    assert get_words(STORY, direct[0]) == [
        "“Our crews inspect every depot,”",
        "“They work day and night, also in winter.”",
    ]
    assert get_speaker(told, direct[0]) == "Harbour Agency spokesperson"


def test_an_unnamed_source_is_met_again_under_its_role() -> None:
    told = read(STORY)
    spokespersons = [s for s in told.sources if "spokesperson" in s.name]
    assert [s.kind for s in spokespersons] == [SourceKind.UNNAMED]
    assert [m.of(STORY) for m in spokespersons[0].mentions] == ["a Harbour Agency spokesperson", "the spokesperson"]


def test_an_email_is_one_statement_with_its_channel_and_addressee() -> None:
    told = read(STORY)
    first = told.statements[0]
    assert first.channel is Channel.EMAIL
    assert [s.name for s in told.sources if s.id in first.addressee] == ["Strelsau Courier"]
    assert len(first.attributions) == 2


def test_a_pronoun_and_a_family_name_mean_the_full_name() -> None:
    told = read(STORY)
    names = {get_speaker(told, a) for a in told.attributions}
    assert "Nora Field" in names
    assert not names & {"Field", "She"}


def test_a_post_speaks_for_its_author_under_the_name_the_story_uses() -> None:
    told = read(STORY)
    post = next(a for a in told.attributions if a.kind is AttributionKind.POST)
    source = next(s for s in told.sources if s.id == post.source_id)
    assert (source.name, source.handles) == ("Nora Field", ("x:norafield",))
    statement = next(s for s in told.statements if s.id == post.statement)
    assert (statement.channel, statement.date) == (Channel.SOCIAL_POST, "2026-02-03")


def test_partly_quoted_speech_is_mixed() -> None:
    told = read(STORY)
    mixed = [a for a in told.attributions if a.kind is AttributionKind.MIXED]
    assert [get_words(STORY, a) for a in mixed] == [["the agency was “hiding behind paper”"]]


def test_a_request_for_comment_is_an_inquiry_that_awaits() -> None:
    told = read(STORY)
    names = {s.id: s.name for s in told.sources}
    assert [(names[i.to], names[i.by or ""], i.status) for i in told.inquiries] == [
        ("Mayor’s Office", "Strelsau Courier", InquiryStatus.AWAITING)
    ]


@pytest.mark.parametrize(
    ("sentence", "to", "by", "status"),
    [
        ("The Harbour Agency did not respond to a request for comment.", "Harbour Agency", None, "no_reply"),
        ("Mayor Ivo Stark declined to comment.", "Ivo Stark", None, "declined"),
        ("Stark could not be reached for comment.", "Stark", None, "no_reply"),
        ("The agency said it would respond by Friday.", "agency", None, "promised"),
        ("The Harbour Agency hadn’t responded to the Courier’s questions.", "Harbour Agency", "Courier", "no_reply"),
        ("Requests for comment sent to the Harbour Agency were not returned.", "Harbour Agency", None, "no_reply"),
        ("Attempts to reach Ivo Stark were unsuccessful.", "Ivo Stark", None, "no_reply"),
        ("The Courier has reached out to the Harbour Agency for comment.", "Harbour Agency", "Courier", "awaiting"),
        ("The Courier is awaiting a response from the Harbour Agency.", "Harbour Agency", None, "awaiting"),
        ("In response to questions from the Courier, Ada Brook said no.", "Ada Brook", "Courier", "answered"),
        ("The Harbour Agency refused the Courier’s request for an interview.", "Harbour Agency", "Courier", "declined"),
        ("The Harbour Agency was not available for comment.", "Harbour Agency", None, "no_reply"),
    ],
)  # fmt: skip
def test_an_inquiry_tells_who_was_asked_by_whom_and_what_came_of_it(
    sentence: str, to: str, by: str | None, status: str
) -> None:
    told = read(sentence)
    names = {s.id: s.name for s in told.sources}
    assert [(names[i.to], names[i.by] if i.by else None, i.status.value) for i in told.inquiries] == [(to, by, status)]


def test_we_asked_means_the_outlet_asked() -> None:
    told = read("We have asked the Harbour Agency for comment.", outlet="Strelsau Courier")
    names = {s.id: s.name for s in told.sources}
    assert [(names[i.to], names[i.by or ""]) for i in told.inquiries] == [("Harbour Agency", "Strelsau Courier")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge could not be reached by cars.",
        "“The mayor declined to comment,” the book reads in one place.",
        "She asked the driver for directions.",
        "The plan did not respond to market forces.",
    ],
)
def test_nobody_was_asked_where_the_story_does_not_say_so(sentence: str) -> None:
    assert read(sentence).inquiries == ()


@pytest.mark.parametrize(
    ("sentence", "asserted"),
    [
        ("Brook never said that the bridge was safe.", False),
        ("Brook would say that the bridge was safe.", False),
        ("Brook did not say whether the bridge was safe.", False),
        ("Brook said that the bridge was not safe.", True),
    ],
)
def test_a_saying_denied_or_to_come_is_not_asserted(sentence: str, asserted: bool) -> None:
    told = read(sentence)
    assert [a.asserted for a in told.attributions] == [asserted]


def test_a_belief_is_no_act_of_saying() -> None:
    told = read("Ada Brook believes that the bridge is safe.")
    assert [a.statement for a in told.attributions] == [None]
    assert told.statements == ()


@pytest.mark.parametrize(
    ("sentence", "channel"),
    [
        ("“It is safe,” Ada Brook said in an interview with the Courier.", "interview"),
        ("“It is safe,” Ada Brook told the Strelsau Courier.", "interview"),
        ("“It is safe,” Ada Brook said at a press conference on Monday.", "press_conference"),
        ("“It is safe,” Ada Brook wrote on Bluesky.", "social_post"),
        ("“It is safe,” Ada Brook tweeted.", "social_post"),
        ("“It is safe,” Ada Brook said in a statement.", "statement"),
        ("“It is safe,” Ada Brook said by phone.", "phone"),
        ("“It is safe,” Ada Brook told the court.", "court"),
        ("“It is safe,” Ada Brook testified.", "testimony"),
        ("“It is safe,” Ada Brook said.", None),
        ("“It is safe,” Ada Brook wrote in a letter to the board.", "letter"),
        ("“It is safe,” Ada Brook said in an emailed reply.", "email"),
        ("“It is safe,” Ada Brook said in a speech.", "speech"),
        ("“It is safe,” Ada Brook writes in her memoir.", "book"),
    ],
)
def test_the_carrier_names_the_channel(sentence: str, channel: str | None) -> None:
    told = read(sentence)
    assert [s.channel.value if s.channel else None for s in told.statements] == [channel]


def test_a_weekday_is_counted_from_the_day_of_publication() -> None:
    told = read("“It is safe,” Ada Brook said on Monday.", published="2026-02-05T10:00:00+01:00")
    assert [s.date for s in told.statements] == ["2026-02-02"]
    assert [s.date for s in read("“It is safe,” Ada Brook said on Monday.").statements] == [None]


def test_a_document_speaks_in_its_own_name() -> None:
    told = read("The report found that the bridge was unsafe.")
    assert [(a.kind, get_speaker(told, a)) for a in told.attributions] == [(AttributionKind.DOCUMENT, "report")]


def test_two_people_with_one_family_name_are_told_apart_by_who_was_named_last() -> None:
    text = "Ada Brook runs the harbour.\n“No,” Brook said.\nJon Brook runs the ferry.\n“Yes,” Brook said."
    told = read(text)
    assert [get_speaker(told, a) for a in told.attributions] == ["Ada Brook", "Jon Brook"]


def test_an_acronym_stands_for_the_name_it_was_given_with() -> None:
    text = "The Office of River Works (ORW) runs the locks.\nORW said that all locks were open."
    told = read(text)
    assert [get_speaker(told, a) for a in told.attributions] == ["Office of River Works"]


def test_a_name_in_apposition_speaks_and_what_stands_before_is_its_role() -> None:
    text = "The agency’s chief engineer, Ada Brook, said the bridge was safe."
    told = read(text)
    assert [(s.name, s.roles) for s in told.sources] == [("Ada Brook", ("agency’s chief engineer",))]


def test_an_unclosed_quotation_mark_is_a_finding_and_swallows_nothing() -> None:
    text = "“The bridge is safe, Brook said. “We looked twice,” Sand said."
    told = read(text)
    assert [f.kind for f in told.findings] == [FindingKind.UNBALANCED_QUOTATION]
    assert ["“We looked twice,”"] in [get_words(text, a) for a in told.attributions]


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    text = "“First we looked,” Ada Brook said. “Then we left.\n“And then we came back. That was all.”\nIt rained."
    told = read(text)
    assert [get_words(text, a)[-1] for a in told.attributions] == ["“And then we came back. That was all.”"]
    assert told.findings == ()


def test_ids_are_numbered_in_text_order() -> None:
    told = read(STORY)
    assert [a.id for a in told.attributions] == [f"a{n}" for n in range(1, len(told.attributions) + 1)]
    begins = [a.content[0].begin for a in told.attributions]
    assert begins == sorted(begins)


def test_every_span_lies_in_the_text() -> None:
    told = read(STORY)
    length = len(make_document(STORY).text)
    spans = [s for a in told.attributions for s in (*a.source, *a.cue, *a.content)]
    spans += [m for s in told.sources for m in s.mentions] + [i.span for i in told.inquiries]
    assert all(0 <= s.begin < s.end <= length for s in spans)


def test_neither_of_two_responded_means_both_gave_no_reply() -> None:
    told = read("Neither Ada Brook nor her union responded to requests for comment.")
    assert [i.status for i in told.inquiries] == [InquiryStatus.NO_REPLY, InquiryStatus.NO_REPLY]


def test_who_was_approached_in_vain_gave_no_reply() -> None:
    told = read(
        "The Strelsau Courier has approached the Harbour Agency, which did not reply by the time of publication."
    )
    names = {s.id: s.name for s in told.sources}
    assert [(names[i.to], names[i.by or ""], i.status.value) for i in told.inquiries] == [
        ("Harbour Agency", "Strelsau Courier", "no_reply")
    ]


def test_an_unnamed_speaker_is_meant_by_the_pronoun_after() -> None:
    text = "Joanna Pell told police: “I did not look.”\nOne patient said she had left. “I would do it again,” she said."
    told = read(text)
    assert get_speaker(told, told.attributions[-1]) == "patient"


def test_a_family_name_two_people_share_is_unsure() -> None:
    text = "Graham Kane praised Joe Kane. “He was brave,” Kane said."
    assert [a.source_confidence for a in read(text).attributions if a.kind is AttributionKind.DIRECT] == [0.55]


def test_a_town_is_never_what_the_union_means() -> None:
    told = read("A fire broke out in Hull. The union said that nine sailors were hurt.")
    assert [get_speaker(told, a) for a in told.attributions] == ["union"]


@pytest.mark.parametrize("marks", ["“”", "‘’", "''"])
def test_a_quotation_that_opens_a_paragraph_early_belongs_to_the_cue_after_it(marks: str) -> None:
    opening, closing = marks[0], marks[1]
    text = f"{opening}First we looked at the bridge.\n{opening}Then we left,{closing} Ada Brook said."
    told = read(text)
    assert [len(a.content) for a in told.attributions] == [2]
    assert [get_speaker(told, a) for a in told.attributions] == ["Ada Brook"]


def test_a_passage_without_a_full_stop_is_named() -> None:
    told = read("the bridge is safe and " * 300)
    assert [f.kind for f in told.findings] == [FindingKind.PART_LEFT_OUT]
