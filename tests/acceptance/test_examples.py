"""The record of the invented stories holds what a careful reader finds in them."""

from __future__ import annotations

import pytest

from tests.acceptance.readings import EXAMPLES, PrintedReading, read_example

PAGE, PASTED, SAVED = "harbour-offices/story.html", "harbour-offices/pasted.txt", "harbour-offices/saved.mhtml"


@pytest.fixture(params=[PAGE, PASTED, SAVED])
def story(request: pytest.FixtureRequest) -> PrintedReading:
    return read_example(request.param)


@pytest.fixture(params=[PAGE, SAVED])
def page(request: pytest.FixtureRequest) -> PrintedReading:
    return read_example(request.param)


class TestTheDemo:
    def test_it_is_read(self, story: PrintedReading) -> None:
        assert story.exit_code == 0
        assert story.document["unreadable"] is None
        assert story.document["language"] == "en"
        assert story.raw["findings"] == []

    def test_the_page_says_who_wrote_it_and_when(self, page: PrintedReading) -> None:
        document = page.document
        assert document["title"] == "Seven sludge depots or six? A forgotten register keeps Estmere counting"
        assert document["byline"] == ["Wren Castellow"]
        assert document["outlet"] == "The Harbour Courier"
        assert document["published"].startswith("2026-03-13")
        assert document["updated"].startswith("2026-03-14")
        assert document["url"] == "https://harbourcourier.example/estmere/sludge-depots-register"

    @pytest.mark.parametrize(
        ("handle", "author", "date", "words"),
        [
            ("OBrandvik_ex", "Ottilie Brandvik", "2026-03-11", "full"),
            ("DFennimor_ex", "Dario Fennimor 🌊 #OpenRegisters #TideTables", "2026-03-10", "full"),
            ("AldrenPort_ex", "Port Aldren Harbour Office", "2026-03-13", "truncated"),
            ("MSolvane_ex", "Marit Solvane", "2026-03-12", "full"),
        ],
    )
    def test_every_embedded_post_is_kept(
        self, story: PrintedReading, handle: str, author: str, date: str, words: str
    ) -> None:
        post = story.find_post(handle)
        assert (post["platform"], post["author"], post["date"], post["words"]) == ("x", author, date, words)
        assert len(story.posts) == 4

    def test_a_post_on_either_domain_keeps_its_address(self, page: PrintedReading) -> None:
        assert "twitter.com/OBrandvik_ex/status/1900000000000000101" in page.find_post("OBrandvik_ex")["url"]
        assert "x.com/DFennimor_ex/status/1900000000000000102" in page.find_post("DFennimor_ex")["url"]

    @pytest.mark.parametrize(
        ("words", "author"),
        [
            ("The CDA runs 7 #sludge", "Ottilie Brandvik"),
            ("keeps 6 sludge depots", "Dario Fennimor"),
            ("gone by May.", "Port Aldren Harbour Office"),
            ("Today I asked Minister Aldane", "Marit Solvane"),
        ],
    )
    def test_a_post_is_its_author_speaking(self, story: PrintedReading, words: str, author: str) -> None:
        post = story.find_said(words, is_post=True)
        assert story.get_speaker(post) == author
        assert story.get_statement(post)["channel"] == "social_post"

    def test_a_word_slipped_into_a_quotation_is_an_alteration(self, story: PrintedReading) -> None:
        (wording,) = story.find_wordings("secret")
        assert wording["verdict"] == "altered"
        assert ("", "secret") in story.get_changes(wording, "inserted")
        original = story.get_attribution(wording["original"])
        quoted = story.get_attribution(wording["quoted"])
        assert original["kind"] == "post"
        assert original["statement"] == quoted["statement"]
        assert story.get_speaker(quoted) == "Ottilie Brandvik"

    def test_a_name_in_brackets_is_a_clarification(self, story: PrintedReading) -> None:
        (wording,) = story.find_wordings("secret")
        assert any("Mayor Ines Kolvane" in quoted for _, quoted in story.get_changes(wording, "clarified"))

    def test_an_ellipsis_where_sentences_stood_is_honest(self, story: PrintedReading) -> None:
        (wording,) = story.find_wordings("A harbour is no landfill")
        assert (wording["verdict"], wording["partial"]) == ("abridged", False)
        assert any("I asked Minister Aldane" in original for original, _ in story.get_changes(wording, "elided"))
        assert story.get_speaker(story.get_attribution(wording["quoted"])) == "Marit Solvane"

    def test_a_post_cut_by_its_platform_vouches_only_for_what_it_holds(self, story: PrintedReading) -> None:
        wordings = story.find_wordings("beside our own kitchen doors")
        assert [(w["verdict"], w["partial"]) for w in wordings] == [("verbatim", True)]
        assert story.get_speaker(story.get_attribution(wordings[0]["quoted"])) == "Port Aldren Harbour Office"

    def test_a_quotation_is_not_set_against_another_post_of_the_same_person(self, story: PrintedReading) -> None:
        quotation = story.find_said("I rang four numbers")
        assert story.get_speaker(quotation) == "Dario Fennimor"
        assert story.find_wordings("I rang four numbers") == []

    def test_seven_depots_against_six_is_a_conflict(self, story: PrintedReading) -> None:
        (conflict,) = story.raw["conflicts"]
        assert conflict["values"] == [6, 7]
        assert "sludge depots" in conflict["about"]
        assert "Estmere" in conflict["about"]

    def test_a_letter_has_a_writer_an_addressee_and_what_it_calls_for(self, story: PrintedReading) -> None:
        letter = story.find_said("water tests at every beach")
        assert story.get_speaker(letter) == "Marit Solvane"
        assert story.get_statement(letter)["channel"] == "letter"
        assert story.get_addressees(letter) == ["Corvin Aldane"]

    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            ("rents floor space in harbour offices", "indirect"),
            ("Silt is weighed, sampled", "direct"),
            ("Whatever fails a test goes inland", "direct"),
            ("hand in their keys at nine", "mixed"),
        ],
    )
    def test_the_spokesperson_answered_by_email(self, story: PrintedReading, words: str, kind: str) -> None:
        answer = story.find_said(words)
        assert answer["kind"] == kind
        speaker = story.get_speaker(answer)
        assert speaker is not None
        assert "spokesperson" in speaker
        assert answer["source_id"] == story.find_said("rents floor space")["source_id"]

    def test_an_email_went_to_whom_it_says(self, story: PrintedReading) -> None:
        answer = story.find_said("rents floor space in harbour offices")
        assert story.get_statement(answer)["channel"] == "email"
        assert story.get_addressees(answer) == ["Harbour Courier"]

    def test_a_page_that_lists_speaks_as_a_document(self, story: PrintedReading) -> None:
        listing = story.find_said("Hollin Quay")
        assert listing["kind"] == "document"
        assert story.get_speaker(listing) == "agency’s website"
        assert story.get_statement(listing)["channel"] == "website"

    def test_who_was_asked_and_has_not_answered_is_on_record(self, story: PrintedReading) -> None:
        assert story.get_inquiries() == [("Mayor’s Office", "Harbour Courier", "awaiting")]

    def test_the_former_member_is_known_by_her_role(self, story: PrintedReading) -> None:
        (brandvik,) = [source for source in story.raw["sources"] if source["name"] == "Ottilie Brandvik"]
        assert any("former harbour councillor" in role for role in brandvik["roles"])
        assert brandvik["handles"] == ["x:OBrandvik_ex"]

    def test_what_the_page_hides_is_not_in_the_record(self, page: PrintedReading) -> None:
        assert "Captain Nobody" not in page.text

    def test_what_stands_around_the_story_is_not_in_the_record(self, page: PrintedReading) -> None:
        for around in ("Related stories", "newsletter", "Advertisement", "oyster stalls", "All rights reserved"):
            assert around not in page.text

    def test_captions_and_credits_are_kept_as_such(self, page: PrintedReading) -> None:
        shown = page.get_block_texts("caption") + page.get_block_texts("credit")
        assert any("Lorries wait on the quay" in words for words in shown)
        assert any("Ada Brill/Tidepool Pictures" in words for words in shown)

    def test_the_page_and_the_saved_page_read_the_same(self) -> None:
        assert read_example(PAGE).text == read_example(SAVED).text
        assert read_example(PAGE).raw["attributions"] == read_example(SAVED).raw["attributions"]

    def test_pasted_text_is_kept_as_it_was_pasted(self) -> None:
        given = (EXAMPLES / PASTED).read_text(encoding="utf-8")
        assert read_example(PASTED).text == given


class TestAnAgencysMail:
    mail = "harbour-offices/reply.eml"

    def test_the_answer_is_read(self) -> None:
        reading = read_example(self.mail)
        assert reading.exit_code == 0
        assert "has crews assigned to six harbour offices" in reading.text
        assert reading.document["published"].startswith("2026-03-12")

    def test_the_request_quoted_under_the_answer_is_told_apart(self) -> None:
        quoted = {
            "quoted" in block["path"]: block["span"]
            for block in read_example(self.mail).document["blocks"]
            if "There are 7 of them" in read_example(self.mail).slice(block["span"])
        }
        assert False not in quoted

    def test_addresses_signature_and_routing_stay_out_of_the_record(self) -> None:
        reading = read_example(self.mail)
        for private in ("@cda.example", "@harbourcourier.example", "555 0100", "192.0.2.25", "exampleq12"):
            assert private not in str(reading.raw["document"])

    def test_the_director_is_quoted(self) -> None:
        reading = read_example(self.mail)
        quotation = reading.find_said("No crew of ours moves sediment at night")
        assert (quotation["kind"], reading.get_speaker(quotation)) == ("direct", "Rolf Ebbesen")
        reported = reading.find_said("the results of every test are sent to the town councils")
        assert (reported["kind"], reading.get_speaker(reported)) == ("indirect", "Rolf Ebbesen")


POSTS: dict[str, list[tuple[str, str | None, str]]] = {
    "night-bus/story.html": [
        ("bluesky", "bramosgood.example", "full"),
        ("x", "DMarchetta_ex", "full"),
        ("instagram", "nightbus.memories.example", "full"),
        ("instagram", "lanmorebakers.example", "absent"),
        ("threads", "lanmorebakers.example", "absent"),
        ("youtube", None, "absent"),
    ],
    "library-roof/story.amp.html": [
        ("x", "FernhillLib_ex", "full"),
        ("x", None, "absent"),
        ("facebook", None, "absent"),
        ("instagram", None, "absent"),
        ("youtube", None, "absent"),
    ],
    "orchard-fair/story.html": [
        ("facebook", None, "full"),
        ("tiktok", "lorcanmidge.example", "full"),
        ("mastodon", "gwenda@orchard.example", "absent"),
        ("mastodon", "parish@orchard.example", "absent"),
        ("reddit", "example_cider_fan", "full"),
    ],
    "freibad/story.html": [("x", "RKlamm_ex", "full")],
}


@pytest.mark.parametrize("path", POSTS)
def test_every_kind_of_embed_is_a_post(path: str) -> None:
    posts = read_example(path).posts
    assert [(post["platform"], post["words"]) for post in posts] == [(p, w) for p, _, w in POSTS[path]]
    for post, (_, handle, _) in zip(posts, POSTS[path], strict=True):
        assert handle is None or post["handle"] == handle


@pytest.mark.parametrize(
    ("path", "byline", "outlet", "published"),
    [
        ("night-bus/story.html", ["Hazel Quintrell", "Joss Amberly"], "Lanmore Chronicle", "2025-11-18"),
        ("library-roof/story.amp.html", ["Tamsin Orchard"], "Fernhill Post", "2024-06-05"),
        ("orchard-fair/story.html", ["Idris Pell"], "Riverlands News", "2025-09-12"),
        ("freibad/story.html", ["Jette Hollerbach"], "Talauer Bote", "2025-05-20"),
    ],
)
def test_a_page_says_who_wrote_it_and_when(path: str, byline: list[str], outlet: str, published: str) -> None:
    document = read_example(path).document
    assert document["byline"] == byline
    assert document["outlet"] == outlet
    assert document["published"].startswith(published)


@pytest.mark.parametrize(
    ("path", "words", "speaker", "channel"),
    [
        ("night-bus/story.html", "after midnight the seats are empty", "Agnes Thorley", "press_conference"),
        ("night-bus/story.html", "I wish it were otherwise", "Agnes Thorley", "press_conference"),
        ("night-bus/story.html", "I would have told them who rides", "Bram Osgood", None),
        ("night-bus/story.html", "I have counted 20 on a Tuesday", "Delphine Marchetta", "phone"),
        ("night-bus/story.html", "so will the buses", "Agnes Thorley", None),
        ("library-roof/story.amp.html", "you could see the sky through it", "Nell Farrowby", None),
        ("library-roof/story.amp.html", "offered their hair dryers", "Osric Vane", None),
        ("library-roof/story.amp.html", "wildly optimistic", "Petra Lindqvale", None),
        ("library-roof/story.amp.html", "lead had been stolen", "builders’ federation", "letter"),
        ("orchard-fair/story.html", "They were not interested", "Gwenda Sallow", None),
    ],
)
def test_words_are_given_to_who_said_them(path: str, words: str, speaker: str, channel: str | None) -> None:
    reading = read_example(path)
    said = reading.find_said(words)
    assert reading.get_speaker(said) == speaker
    if channel is not None:
        assert reading.get_statement(said)["channel"] == channel


def test_inquiries_tell_refusal_silence_promise_and_waiting_apart() -> None:
    found = {
        (to, status)
        for path in ("night-bus/story.html", "library-roof/story.amp.html", "orchard-fair/story.html")
        for to, _, status in read_example(path).get_inquiries()
    }
    assert found == {
        ("Silas Penhallow", "declined"),
        ("Brightwater Design", "no_reply"),
        ("council", "promised"),
        ("Hollowbarrel", "awaiting"),
    }


def test_what_a_page_carries_for_programs_alone_is_not_in_the_record() -> None:
    for path in ("night-bus/story.html", "orchard-fair/story.html"):
        assert "This copy for the program" not in str(read_example(path).raw)


def test_a_language_that_is_not_read_is_extracted_whole_and_said() -> None:
    reading = read_example("freibad/story.html")
    assert reading.exit_code == 0
    assert reading.document["language"] == "de"
    assert "Das Becken verliert jede Nacht Wasser" in reading.text
    assert [finding["kind"] for finding in reading.raw["findings"]] == ["language_not_read"]
    assert all(attribution["kind"] == "post" for attribution in reading.raw["attributions"])


@pytest.mark.parametrize("name", ["block-page.html", "login-wall.html"])
def test_nothing_is_concluded_from_a_page_that_was_refused(name: str) -> None:
    reading = read_example(f"refused/{name}")
    assert reading.exit_code == 1
    assert reading.document["unreadable"]
    for part in ("sources", "statements", "attributions", "wordings", "claims", "conflicts", "inquiries"):
        assert reading.raw[part] == []
