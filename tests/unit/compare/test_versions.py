"""Two readings of one story: what was added, removed, reworded, and which inquiry was answered."""

from __future__ import annotations

import time
from dataclasses import replace

from onrecord.compare.versions import compare_versions
from onrecord.model.document import Document
from onrecord.model.reading import (
    Attribution,
    AttributionKind,
    ChangeKind,
    Claim,
    Inquiry,
    InquiryStatus,
    Quantity,
    QuantityMode,
    Reading,
    Source,
    SourceKind,
    Verdict,
)
from onrecord.model.span import Span


class ReadingBuilder:
    """Collects sentences with the attributions, claims and inquiries that stand in them."""

    def __init__(self, title: str = "Dentist buys lighthouse", byline: tuple[str, ...] = ("Ada Quillon",)) -> None:
        self.text = ""
        self.title, self.byline = title, byline
        self.sources: dict[str, Source] = {}
        self.attributions: list[Attribution] = []
        self.claims: list[Claim] = []
        self.inquiries: list[Inquiry] = []

    def write(self, sentence: str) -> int:
        begin = len(self.text)
        self.text += sentence + "\n"
        return begin

    def name(self, name: str, kind: SourceKind = SourceKind.PERSON) -> str:
        made = Source(id=f"s{len(self.sources) + 1}", name=name, kind=kind)
        return self.sources.setdefault(name, made).id

    def say(self, words: str, source: str | None = "Olaf Reed", kind: SourceKind = SourceKind.PERSON) -> str:
        begin = self.write(words)
        made = Attribution(
            id=f"a{len(self.attributions) + 1}",
            kind=AttributionKind.INDIRECT,
            source=(),
            cue=(),
            content=(Span(begin, begin + len(words)),),
            source_id=None if source is None else self.name(source, kind),
            statement=None,
            asserted=True,
            confidence=1.0,
            source_confidence=None,
        )
        self.attributions.append(made)
        return made.id

    def count(self, value: int, unit: str, words: str, place: str | None = None, attribution: str | None = None) -> str:
        at = self.text.rindex(words)
        quantity = Quantity(value=value, unit=unit, place=place, time=None, mode=QuantityMode.EXACT)
        span = Span(at, at + len(words))
        self.claims.append(Claim(id=f"c{len(self.claims) + 1}", attribution=attribution, span=span, quantity=quantity))
        return self.claims[-1].id

    def ask(self, to: str, status: InquiryStatus, kind: SourceKind = SourceKind.ORGANIZATION) -> None:
        begin = self.write(f"{to} was asked.")
        self.inquiries.append(Inquiry(to=self.name(to, kind), by=None, span=Span(begin, begin + 5), status=status))

    def make(self) -> Reading:
        document = Document(capture="", origin="-", text=self.text, title=self.title, byline=self.byline)
        return Reading(
            document=document,
            model="none",
            sources=tuple(self.sources.values()),
            attributions=tuple(self.attributions),
            claims=tuple(self.claims),
            inquiries=tuple(self.inquiries),
        )


def test_the_same_reading_differs_in_nothing() -> None:
    builder = ReadingBuilder()
    builder.say("the lighthouse was sold to a dentist")
    builder.ask("Harbour Board", InquiryStatus.AWAITING)
    assert compare_versions(builder.make(), builder.make()).is_empty


def test_statements_added_and_removed_are_named() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    old.say("the lighthouse was sold to a dentist")
    gone = old.say("gulls nest in the lamp room every spring")
    fresh = new.say("nobody in the harbour was told of the price")
    new.say("the lighthouse was sold to a dentist")
    found = compare_versions(old.make(), new.make())
    assert (found.added, found.removed, found.reworded) == ((fresh,), (gone,), ())


def test_a_reworded_statement_is_paired_with_its_changes_typed() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    before = old.say("the lighthouse was sold to a dentist in May")
    after = new.say("the lighthouse was given to a dentist in May")
    found = compare_versions(old.make(), new.make())
    (rewording,) = found.reworded
    assert (found.added, found.removed) == ((), ())
    assert (rewording.old, rewording.new, rewording.verdict) == (before, after, Verdict.ALTERED)
    (change,) = rewording.changes
    assert change.kind is ChangeKind.REPLACED
    assert change.original is not None
    assert change.quoted is not None
    assert (change.original.of(old.text), change.quoted.of(new.text)) == ("sold", "given")


def test_what_a_shorter_version_cuts_off_is_a_change() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    old.say("the lighthouse was sold to a dentist in May, without a tender")
    new.say("the lighthouse was sold to a dentist in May")
    (rewording,) = compare_versions(old.make(), new.make()).reworded
    (change,) = rewording.changes
    assert change.kind is ChangeKind.DROPPED
    assert change.original is not None
    assert change.original.of(old.text) == "without a tender"


def test_the_same_words_given_to_another_are_reascribed() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    before = old.say("the lighthouse was sold to a dentist", "Olaf Reed")
    after = new.say("the lighthouse was sold to a dentist", "Berta Tern")
    found = compare_versions(old.make(), new.make())
    assert found.reascribed == ((before, after),)
    assert (found.added, found.removed) == ((), ())


def test_alike_words_of_another_source_are_not_a_rewording() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    before = old.say("the lighthouse was sold to a dentist in May", "Olaf Reed")
    after = new.say("the lighthouse was given to a dentist in May", "Berta Tern")
    found = compare_versions(old.make(), new.make())
    assert (found.reworded, found.removed, found.added) == ((), (before,), (after,))


def test_a_changed_number_is_told_with_both_values() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    claims = []
    for builder, value in ((old, "four"), (new, "five")):
        said = builder.say(f"the board owns {value} lighthouses on the Marl coast")
        number = {"four": 4, "five": 5}[value]
        claims.append(builder.count(number, "lighthouse", f"{value} lighthouses", attribution=said))
        builder.write("Three gulls watched the ferry leave.")
        builder.count(3, "gull", "Three gulls")
    (change,) = compare_versions(old.make(), new.make()).numbers
    assert (change.old, change.new) == tuple(claims)
    assert (change.unit, change.old_value, change.new_value) == ("lighthouse", 4, 5)


def test_figures_that_stand_elsewhere_or_count_other_places_are_no_change() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    old.write("The coast road has 4 lamps between Marl and the ferry.")
    old.count(4, "lamp", "4 lamps")
    new.write("A burglar carried 9 lamps out of the museum at night.")
    new.count(9, "lamp", "9 lamps")
    old.write("The board owns 2 piers in Marl.")
    old.count(2, "pier", "2 piers", place="Marl")
    new.write("The board owns 3 piers in Tern.")
    new.count(3, "pier", "3 piers", place="Tern")
    assert compare_versions(old.make(), new.make()).numbers == ()


def test_a_new_title_and_byline_are_told() -> None:
    found = compare_versions(
        ReadingBuilder("Dentist buys lighthouse", ("Ada Quillon",)).make(),
        ReadingBuilder("Lighthouse sold", ("Ada Quillon", "Olaf Reed")).make(),
    )
    assert found.title == ("Dentist buys lighthouse", "Lighthouse sold")
    assert found.byline == (("Ada Quillon",), ("Ada Quillon", "Olaf Reed"))


def test_an_inquiry_is_answered_by_a_new_statement_of_whom_was_asked() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    old.ask("Harbour Board", InquiryStatus.AWAITING)
    by = new.say("the sale was decided in the open", "Harbour Board", SourceKind.ORGANIZATION)
    (answer,) = compare_versions(old.make(), new.make()).answered
    assert (answer.inquiry, answer.to, answer.status, answer.by) == (0, "Harbour Board", InquiryStatus.ANSWERED, by)


def test_an_inquiry_is_closed_by_what_the_new_version_reports() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    old.ask("Office of River Works", InquiryStatus.NO_REPLY)
    new.ask("ORW", InquiryStatus.DECLINED)
    (answer,) = compare_versions(old.make(), new.make()).answered
    assert (answer.status, answer.by) == (InquiryStatus.DECLINED, None)


def test_an_inquiry_still_awaited_is_not_answered() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    for builder in (old, new):
        builder.ask("Harbour Board", InquiryStatus.AWAITING)
    new.say("the pier is closed for the winter", "Harbour Board", SourceKind.ORGANIZATION)
    assert compare_versions(old.make(), new.make()).answered == ()


def test_long_readings_are_compared_in_bounded_time() -> None:
    old, new = ReadingBuilder(), ReadingBuilder()
    for number in range(3_000):
        old.say(f"the dentist sold rope number {number % 40} to the lighthouse keeper on day {number}")
        new.say(f"the dentist gave rope number {number % 40} to the lighthouse keeper on day {number}")
    begin = time.perf_counter()
    compare_versions(old.make(), replace(new.make(), model="other"))
    assert time.perf_counter() - begin < 30
