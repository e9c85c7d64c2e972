"""Mails as documents. All people, outlets and agencies are invented."""

from __future__ import annotations

import pytest

from onrecord.extract.mail import extract_mail, unflow
from onrecord.extract.mime import decode_words, open_mail
from onrecord.extract.replies import BodyLine, split_passages, strip_foot
from onrecord.model.document import BlockKind, Capture, Document
from onrecord.model.finding import FindingKind

HEAD = (
    "Return-Path: <press@agency.example>\r\n"
    "Received: from mx.agency.example ([192.0.2.7]) by mail.paper.example; Tue, 3 Feb 2026 10:12:05 -0500\r\n"
    "From: =?UTF-8?Q?Agency_Press_Office_=E2=80=93_Media?= <press@agency.example>\r\n"
    "To: Ana Example <ana@paper.example>\r\n"
    "Subject: RE: Request for comment:\r\n offices in the capital\r\n"
    "Date: Tue, 3 Feb 2026 10:12:00 -0500\r\n"
    "Message-ID: <1@agency.example>\r\n"
    "MIME-Version: 1.0\r\n"
)
ANSWER = "“Our staff carry no arms in the country,” said Jane Doe, a spokesperson for the agency."


def read(content: str | bytes) -> Document:
    data = content if isinstance(content, bytes) else content.encode()
    return extract_mail(Capture(content=data, origin="answer.eml"))


def read_body(body: str, kind: str = "text/plain; charset=utf-8") -> Document:
    return read(f"{HEAD}Content-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}")


def get_answer(document: Document) -> str:
    """Get the sender's own words: all that is not quoted."""
    return "\n".join(b.span.of(document.text) for b in document.blocks if b.kind is not BlockKind.QUOTE)


def get_quoted(document: Document) -> list[tuple[str, str]]:
    return [(b.span.of(document.text), b.path) for b in document.blocks if b.kind is BlockKind.QUOTE]


def test_the_headers_name_and_date_the_document() -> None:
    document = read_body(ANSWER)
    assert document.title == "RE: Request for comment: offices in the capital"
    assert document.byline == ("Agency Press Office – Media",)
    assert document.published == "2026-02-03T10:12:00-05:00"
    assert document.outlet is None
    assert document.text == ANSWER


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        ("Jane Doe <jane@agency.example>", ("Jane Doe",)),
        ('"Doe, Jane (AGENCY)" <jane@agency.example>', ("Doe, Jane (AGENCY)",)),
        ("jane@agency.example (Jane Doe)", ("Jane Doe",)),
        ("jane@agency.example", ()),
        ("<jane@agency.example>", ()),
        ('"jane@agency.example" <jane@agency.example>', ()),
        ("=?iso-8859-1?Q?J=FCrgen_Doe?= <j@agency.example>", ("Jürgen Doe",)),
        ("=?utf-8?B?SsO8cmdlbg==?=\r\n =?utf-8?B?IERvZQ==?= <j@agency.example>", ("Jürgen Doe",)),
        ("=?no-such?Q?Jane?= <j@agency.example>", ("Jane",)),
        ("(" * 5000, ()),
    ],
)
def test_a_byline_is_a_name_and_never_an_address(sender: str, byline: tuple[str, ...]) -> None:
    assert read(f"From: {sender}\r\nDate: x\r\n\r\n{ANSWER}").byline == byline


@pytest.mark.parametrize(
    ("sent", "published"),
    [
        ("Tue, 3 Feb 2026 10:12:00 -0500", "2026-02-03T10:12:00-05:00"),
        ("3 Feb 2026 10:12:00 GMT", "2026-02-03T10:12:00+00:00"),
        ("Tue, 3 Feb 2026 10:12:00 -0000", "2026-02-03T10:12:00+00:00"),
        ("Tue, 3 Feb 2026 10:12:00 -0500 (EST)", "2026-02-03T10:12:00-05:00"),
        ("yesterday", None),
        ("Tue, 99 Feb 2026 99:99:99 -9999", None),
        ("", None),
    ],
)
def test_the_date_keeps_its_zone(sent: str, published: str | None) -> None:
    assert read(f"From: Jane\r\nDate: {sent}\r\n\r\n{ANSWER}").published == published


QUESTION = "How many offices does the agency have in the country?"
REPLIES = [
    f"{ANSWER}\r\n\r\nOn Mon, Feb 2, 2026 at 4:05 PM Ana Example <ana@paper.example> wrote:\r\n\r\n> {QUESTION}\r\n",
    f"{ANSWER}\r\n\r\nOn Mon, Feb 2, 2026 at 4:05 PM Ana Example <ana@paper.example>\r\nwrote:\r\n\r\n> {QUESTION}\r\n",
    f"{ANSWER}\r\n\r\nOn 2 Feb 2026, at 16:05, Ana Example <ana@paper.example> wrote:\r\n\r\n{QUESTION}\r\n",
    (f"{ANSWER}\r\n\r\n-----Original Message-----\r\nFrom: Ana Example <ana@paper.example>\r\nSent: Monday, February 2,"
    f" 2026 4:05 PM\r\nTo: Press <press@agency.example>\r\nSubject: Offices\r\n\r\n{QUESTION}\r\n"),
    (f"{ANSWER}\r\n\r\n________________________________\r\nFrom: Ana Example <ana@paper.example>\r\nSent: Monday,"
    f" February 2, 2026 4:05 PM\r\nTo: Press\r\nSubject: Offices\r\n\r\n{QUESTION}\r\n"),
    (f"{ANSWER}\r\n\r\nFrom: Ana Example <ana@paper.example>\r\nDate: Monday, February 2, 2026\r\nTo: Press\r\n"
    f"Subject: Offices\r\n\r\n{QUESTION}\r\n"),
    (f"{ANSWER}\r\n\r\n*From:* Ana Example <ana@paper.example>\r\n*Sent:* Monday, February 2, 2026\r\n*To:* Press\r\n"
    f"*Subject:* Offices\r\n\r\n{QUESTION}\r\n"),
    (f"Begin forwarded message:\r\n\r\nFrom: Ana Example <ana@paper.example>\r\nDate: February 2, 2026\r\nTo: Press\r\n"
    f"Subject: Offices\r\n\r\n{QUESTION}\r\n"),
    f"On Feb 2, 2026, Ana Example wrote:\r\n> {QUESTION}\r\n\r\n{ANSWER}\r\n",
    f"Am 02.02.2026 um 16:05 schrieb Ana Example:\r\n> {QUESTION}\r\n\r\n{ANSWER}\r\n",
    f"Le 2 févr. 2026 à 16:05, Ana Example <ana@paper.example> a écrit :\r\n\r\n> {QUESTION}\r\n\r\n{ANSWER}\r\n",
]  # fmt: skip


@pytest.mark.parametrize("body", REPLIES)
def test_what_is_quoted_stands_apart_from_the_answer(body: str) -> None:
    document = read_body(body)
    assert get_answer(document) == (ANSWER if ANSWER in body else "")
    ((words, path),) = get_quoted(document)
    assert words == QUESTION
    assert path.startswith("part 1 line ")
    assert path.endswith("(quoted from Ana Example)") or "schrieb" in body
    assert document.text.startswith(ANSWER) or ANSWER not in body
    assert "@" not in document.text


def test_answers_between_quoted_lines_stand_first_and_together() -> None:
    document = read_body("> First question?\r\n\r\nFirst answer.\r\n\r\n> Second question?\r\n\r\nSecond answer.\r\n")
    assert [b.span.of(document.text) for b in document.blocks] == [
        "First answer.",
        "Second answer.",
        "First question?",
        "Second question?",
    ]
    assert [b.path for b in document.blocks][:2] == ["part 1 line 3", "part 1 line 7"]


@pytest.mark.parametrize(
    "foot",
    [
        "-- \r\nJane Doe\r\nSpokesperson\r\n+1 613 555 0100",
        "--\r\nJane Doe",
        "Kind regards,\r\n\r\nJane Doe\r\nSpokesperson | The Agency\r\nTel. +1 613 555 0100\r\njane.doe@agency.example",
        "Sincerely,\r\nJane Doe",
        "Thanks!\r\nJane",
        "Mit freundlichen Grüßen\r\nJane Doe",
        "Jane Doe\r\nSpokesperson, The Agency\r\n613-555-0100\r\nwww.agency.example",
        "Sent from my phone",
        "CONFIDENTIALITY NOTICE: This e-mail is intended only for the person named above.",
        (
            "This message and any attachments are confidential and intended solely for the addressee.\r\nIf you are not"
            " the intended recipient, delete it."
        ),
        "Media contact: press@agency.example, 613-555-0100",
        "Best,\r\nJane\r\n\r\nThis email may contain confidential information intended for the recipient.",
        "Please consider the environment before printing this e-mail.",
        "You received this email because you asked for it.\r\nUnsubscribe | Preferences",
    ],
)
def test_signatures_contacts_and_notices_stay_out(foot: str) -> None:
    document = read_body(f"Hi Ana,\r\n\r\n{ANSWER}\r\n\r\n{foot}\r\n")
    assert get_answer(document) == f"Hi Ana,\n{ANSWER}"


def test_a_postscript_stays() -> None:
    document = read_body(f"{ANSWER}\r\n\r\nBest,\r\nJane\r\n\r\nP.S. The office closes at noon.\r\n")
    assert get_answer(document) == f"{ANSWER}\nP.S. The office closes at noon."


def test_thanks_in_the_middle_is_no_sign_off() -> None:
    document = read_body(
        f"Thanks\r\n\r\n{ANSWER} {ANSWER}\r\n\r\nThe agency has four offices in the country, not five.\r\n"
    )
    assert "four offices" in document.text
    assert ANSWER in document.text


def test_an_address_behind_a_name_is_left_out_and_the_name_stays() -> None:
    document = read_body("Please attribute this to Jane Doe <jane@agency.example>, who speaks for the agency today.")
    assert document.text == "Please attribute this to Jane Doe, who speaks for the agency today."


def test_numbers_that_are_no_telephone_s_stay() -> None:
    words = "The agency spent $1,200,000 in 2025-2026 and 613 people came on 2026-02-03 at 10:12."
    assert read_body(words).text == words


def make_parts(*parts: str, kind: str = "alternative") -> str:
    body = "".join(f"--b1\r\n{part}\r\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b1"\r\n\r\nPreamble\r\n{body}--b1--\r\nEpilogue\r\n'


PLAIN = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{ANSWER}\r\n"
PAGE = f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{ANSWER}</p></body></html>\r\n"


def test_of_two_parts_that_say_the_same_the_plain_one_is_read() -> None:
    document = read(make_parts(PLAIN, PAGE))
    assert document.text == ANSWER
    assert [b.path for b in document.blocks] == ["part 1 line 1"]


def test_a_stub_gives_way_to_the_page() -> None:
    stub = "Content-Type: text/plain\r\n\r\nThis message needs a newer program.\r\n"
    document = read(make_parts(stub, PAGE))
    assert document.text == ANSWER
    assert document.blocks[0].path.startswith("part 2 /")


def test_an_html_mail_is_read_through_the_reader_of_pages() -> None:
    body = (
        f"<html><body><div>Hi Ana,</div><div>{ANSWER}</div><div>Kind regards,<br>Jane Doe<br>613-555-0100</div>"
        '<div class="gmail_quote"><div class="gmail_attr">On Mon, Feb 2, 2026 at 4:05 PM Ana Example &lt;<a'
        ' href="mailto:ana@paper.example">ana@paper.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">'
        f"<p>{QUESTION}</p></blockquote></div></body></html>"
    )
    document = read_body(body, "text/html; charset=utf-8")
    assert ANSWER in get_answer(document)
    assert [words for words, _ in get_quoted(document)] == [QUESTION]
    assert "613" not in document.text
    assert "@" not in document.text
    assert "wrote" not in document.text


HTML_REPLIES = {
    "gmail": (
        '<div dir="ltr">Hi Ana,<div><br></div><div>ANSWER</div><span class="gmail_signature_prefix">-- </span><br>'
        '<div class="gmail_signature">Jane Doe<br>613-555-0100</div></div><br><div class="gmail_quote"><div dir="ltr"'
        ' class="gmail_attr">On Mon, Feb 2, 2026 at 4:05 PM Ana Example &lt;<a href="mailto:a@paper.example">'
        'a@paper.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>QUESTION</div></blockquote></div>'
    ),
    "outlook": (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-CA><div class=WordSection1>'
        "<p class=MsoNormal>Hi Ana,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>ANSWER</p>"
        "<p class=MsoNormal>Kind regards,</p><p class=MsoNormal>Jane Doe</p><p class=MsoNormal>Tel: 613-555-0100</p>"
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> Ana Example'
        " &lt;a@paper.example&gt;<br><b>Sent:</b> Monday, February 2, 2026 4:05 PM<br><b>To:</b> Press<br><b>Subject:"
        "</b> Offices</p></div><p class=MsoNormal>QUESTION</p></div></body></html>"
    ),
    "apple": (
        "<html><body>Hi Ana,<br><br>ANSWER<br><div><br><blockquote type=cite><div>On Feb 2, 2026, at 16:05, Ana Example"
        " &lt;a@paper.example&gt; wrote:</div><br><div><p>QUESTION</p></div></blockquote></div></body></html>"
    ),
    "outlook on the web": (
        '<html><body><div>Hi Ana,</div><div>ANSWER</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><font>'
        "<b>From:</b> Ana Example &lt;a@paper.example&gt;<br><b>Sent:</b> Monday, February 2, 2026<br><b>To:</b> Press"
        "<br><b>Subject:</b> Offices</font></div><div>QUESTION</div></body></html>"
    ),
}


@pytest.mark.parametrize("program", HTML_REPLIES)
def test_every_mail_program_quotes_in_its_own_markup(program: str) -> None:
    body = HTML_REPLIES[program].replace("ANSWER", ANSWER).replace("QUESTION", QUESTION)
    document = read_body(body, "text/html; charset=utf-8")
    assert get_answer(document) == f"Hi Ana,\n{ANSWER}"
    ((words, path),) = get_quoted(document)
    assert words == QUESTION
    assert path.startswith("part 1 /html/body")
    assert path.endswith("(quoted from Ana Example)")


def test_attached_files_are_named_and_not_read() -> None:
    attached = (
        'Content-Type: text/html; name="page.html"\r\nContent-Disposition: attachment; filename="page.html"\r\n\r\n<p>x'
    )
    image = "Content-Type: image/png\r\nContent-Disposition: attachment; filename*=utf-8''%E2%82%AC.png\r\n\r\nx"
    message = f"Content-Type: message/rfc822\r\n\r\nSubject: Inner\r\n\r\n{QUESTION}"
    document = read(make_parts(PLAIN, attached, image, message, kind="mixed"))
    assert document.text == ANSWER
    assert [finding.kind for finding in document.findings] == [FindingKind.PART_LEFT_OUT] * 3
    assert [finding.message.split(" is ")[0] for finding in document.findings] == [
        "the attached file page.html",
        "the attached file €.png",
        "the attached message of the type message/rfc822",
    ]


def test_inline_parts_are_read_one_after_the_other() -> None:
    more = "Content-Type: text/plain\r\n\r\nThe agency has four offices.\r\n"
    assert read(make_parts(PLAIN, more, kind="mixed")).text == f"{ANSWER}\n\nThe agency has four offices."


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("base64", b"VGhlIGFnZW5jeSBoYXMg\r\nZm91ciBvZmZpY2VzLg=="),
        ("base64", b"VGhlIGFnZW5jeSBoYXMgZm91ciBvZmZpY2VzLg"),
        ("quoted-printable", b"The agency has fo=\r\nur offices=2E"),
        ("8bit", b"The agency has four offices."),
        ("no-such-coding", b"The agency has four offices."),
    ],
)
def test_transfer_encodings_are_undone(coding: str, data: bytes) -> None:
    head = f"From: Jane\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    assert read(head.encode() + data).text == "The agency has four offices."


def test_a_flowed_text_is_joined() -> None:
    body = "“Our staff carry \r\nno arms,” she \r\nsaid.\r\nA new paragraph.\r\n> quoted \r\n> words\r\n"
    document = read_body(body, "text/plain; charset=utf-8; format=flowed")
    assert [b.span.of(document.text) for b in document.blocks] == [
        "“Our staff carry no arms,” she said.",
        "A new paragraph.",
        "quoted words",
    ]


def test_flowed_blanks_are_dropped_where_the_part_says_so() -> None:
    lines = [BodyLine(1, "abc "), BodyLine(2, " def"), BodyLine(3, "-- "), BodyLine(4, "Jane")]
    assert [line.text for line in unflow(lines, drop_blank=True)] == ["abcdef"[:3] + "def", "-- ", "Jane"]


def test_a_post_in_a_mail_keeps_its_words() -> None:
    document = read_body(f"{ANSWER} {ANSWER}\r\n\r\nWe are open! #agency\r\n— Agency (@agency) February 2, 2026\r\n")
    (block,) = [b for b in document.blocks if b.post]
    assert block.post is not None
    assert block.post.words_span is not None
    assert block.post.words_span.of(document.text) == "We are open! #agency"


def test_the_first_message_of_a_mailbox_is_read_and_the_rest_counted() -> None:
    head = "From jane@agency.example Tue Feb  3 10:12:00 2026\nFrom: Jane Doe <j@agency.example>\nSubject: A\n\n"
    one = f"{head}{ANSWER}\n\n"
    document = read(one * 3)
    assert document.text == ANSWER
    assert document.findings[0].message == "the mailbox holds 2 more messages; only the first is read"


def test_a_mail_without_text_is_unreadable() -> None:
    document = read(HEAD + "\r\n")
    assert document.unreadable == "the mail holds no text"
    assert document.title is not None


def test_parts_nested_a_thousand_deep_are_left_out_with_a_finding() -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(1000))
    document = read(f"From: Jane\r\nMIME-Version: 1.0\r\n{nested}Content-Type: text/plain\r\n\r\nHello\r\n")
    assert FindingKind.TOO_DEEP in [finding.kind for finding in document.findings]


def test_a_thousand_parts_are_bounded() -> None:
    document = read(make_parts(*[PLAIN] * 1000, kind="mixed"))
    assert len(open_mail(make_parts(*[PLAIN] * 1000, kind="mixed").encode()).parts) == 200
    assert any("more than 200 parts" in finding.message for finding in document.findings)


def test_a_multipart_without_a_boundary_is_a_text() -> None:
    assert read(f"From: Jane\r\nContent-Type: multipart/mixed\r\n\r\n{ANSWER}").text == ANSWER


@pytest.mark.parametrize(
    ("value", "decoded"),
    [
        ("=?utf-8?q?a_b?=", "a b"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= b", "a b"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?x?y?z?=", "=?x?y?z?="),
        ("plain é", "plain é"),
    ],
)
def test_encoded_words_are_decoded(value: str, decoded: str) -> None:
    assert decode_words(value) == decoded


def test_lines_without_any_sign_are_one_passage() -> None:
    lines = [
        BodyLine(1, "On Tuesday the council voted."),
        BodyLine(2, "From: here to there"),
        BodyLine(3, "It closed."),
    ]
    (passage,) = split_passages(lines)
    assert not passage.quoted
    assert list(passage.lines) == lines
    assert strip_foot(passage.lines) == lines
