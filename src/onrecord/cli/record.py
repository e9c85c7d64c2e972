"""The printed record of one reading: lines of styled text for a person at a terminal, or plain in a pipe.

Everything a document says passes through ``make_one_line`` and into ``Text``, so that neither control characters
nor markup in it reach the terminal. Colour only repeats what words and signs already say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from rich.console import Console
from rich.text import Text

from onrecord.cli import terms
from onrecord.cli.excerpt import WORDS_SHOWN, Mark, Stretch, cut_after, make_context, make_original, make_quoted
from onrecord.cli.excerpt import make_words as make_attributed_words
from onrecord.cli.lookup import Lookup
from onrecord.cli.visible import make_one_line
from onrecord.model.document import Post, PostWords
from onrecord.model.finding import Finding, FindingKind
from onrecord.model.reading import (
    Attribution,
    AttributionKind,
    Change,
    ChangeKind,
    Channel,
    Claim,
    Conflict,
    Inquiry,
    InquiryStatus,
    Reading,
    Source,
    Statement,
    Verdict,
    Wording,
)
from onrecord.model.span import Span

STYLES = {
    Mark.PLAIN: "",
    Mark.ADDED: "bold green",
    Mark.REMOVED: "bold red",
    Mark.LEFT_OUT: "dim",
    Mark.CLARIFIED: "cyan",
    Mark.CLAIMED: "bold",
    Mark.AROUND: "dim",
}
VERDICT_STYLES = {Verdict.VERBATIM: "green", Verdict.ABRIDGED: "yellow", Verdict.ALTERED: "bold red"}
CHANGES_NAMED = 6
CHANGE_SHOWN = 60
ROLES_SHOWN = 2
# Code points of a name, a title and a message, and how many names and values; all is in the JSON.
NAME_SHOWN = 120
TITLE_SHOWN = 300
MESSAGE_SHOWN = 500
NAMES_SHOWN = 8
VALUES_SHOWN = 8

_SEPARATOR = " · "

# A change that holds one of these is named first: a changed number misleads most.
_NUMBER = re.compile(
    r"\d|\b(?:no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty"
    r"|fifty|hundreds?|thousands?|millions?|billions?|half|twice|double)\b",
    re.IGNORECASE,
)


class Part(StrEnum):
    """What ``--only`` leaves of a record."""

    STATEMENTS = "statements"
    WORDINGS = "wordings"
    CONFLICTS = "conflicts"
    INQUIRIES = "inquiries"


def iter_record(reading: Reading, console: Console, only: Part | None = None) -> Iterator[Text]:
    """Yield the record's lines, each no wider than the console. Findings are shown whatever ``only`` leaves."""
    return _Record(reading, console).iter_lines(only)


class _Record:
    def __init__(self, reading: Reading, console: Console) -> None:
        self.reading = reading
        self.document = reading.document
        self.lookup = Lookup(reading)
        self.console = console
        self.width = console.width
        self.altered = {wording.quoted for wording in reading.wordings if wording.verdict is Verdict.ALTERED}

    def iter_lines(self, only: Part | None) -> Iterator[Text]:
        yield from self._iter_header()
        if self.document.unreadable is not None:
            yield from self._wrap(
                Text.assemble(("Unreadable: ", "bold red"), _show(self.document.unreadable, MESSAGE_SHOWN))
            )
            return
        yield from self._wrap(Text(self._make_summary(), "bold"))
        sections = {
            Part.STATEMENTS: self._iter_statements,
            Part.WORDINGS: self._iter_wordings,
            Part.CONFLICTS: self._iter_conflicts,
            Part.INQUIRIES: self._iter_inquiries,
        }
        for part, iter_section in sections.items():
            if only in (None, part):
                yield from iter_section()
        if only is not None and not getattr(self.reading, only):
            yield from self._wrap(Text(f"No {only}."))
        yield from self._iter_findings()

    def _wrap(self, text: Text, first: Text | str = "", rest: Text | str | None = None) -> Iterator[Text]:
        """Yield ``text`` broken at words, the first line led by ``first``, the others by ``rest`` (else by blanks)."""
        lead = Text.assemble(first)
        width = max(10, self.width - lead.cell_len)
        if text.cell_len <= width:
            yield lead + text
            return
        follow = Text.assemble(rest) if rest is not None else Text(" " * lead.cell_len)
        for line in text.wrap(self.console, width, overflow="fold", tab_size=1):
            line.rstrip()
            yield lead + line
            lead = follow

    # The head of the record.

    def _iter_header(self) -> Iterator[Text]:
        document = self.document
        origin = "standard input" if document.origin == "-" else document.origin
        places = [origin] if document.url in (None, origin) else [origin, document.url or ""]
        title = _show(document.title or "", TITLE_SHOWN).strip()
        yield from self._wrap(Text(title or _show(places.pop(0), TITLE_SHOWN), "bold"))
        facts = [_show(document.outlet)] if document.outlet else []
        if document.byline:
            facts.append("by " + _join_names([_show(name) for name in document.byline]))
        if document.published:
            facts.append("published " + terms.make_day(_show(document.published)))
        if document.updated and document.updated != document.published:
            facts.append("updated " + terms.make_day(_show(document.updated)))
        if facts:
            yield from self._wrap(Text(_SEPARATOR.join(facts)))
        for place in places:
            yield from self._wrap(Text(_show(place, TITLE_SHOWN), "dim"))
        yield Text()

    def _make_summary(self) -> str:
        reading = self.reading
        if not reading.statements:
            not_read = any(finding.kind is FindingKind.LANGUAGE_NOT_READ for finding in self._findings)
            return "Not read, so no statements." if not_read else "No statements found."
        speakers = len({statement.source for statement in reading.statements if statement.source is not None})
        facts = [terms.make_count(len(reading.statements), "statement")]
        if speakers:
            facts[0] += f" by {terms.make_count(speakers, 'source')}"
        altered = sum(wording.verdict is Verdict.ALTERED for wording in reading.wordings)
        if altered:
            facts.append(terms.make_count(altered, "altered quotation"))
        if reading.conflicts:
            facts.append(terms.make_count(len(reading.conflicts), "conflict"))
        silent = (InquiryStatus.AWAITING, InquiryStatus.NO_REPLY, InquiryStatus.PROMISED)
        unanswered = sum(inquiry.status in silent for inquiry in reading.inquiries)
        if unanswered:
            facts.append(terms.make_count(unanswered, "inquiry unanswered", "inquiries unanswered"))
        return _SEPARATOR.join(facts)

    def _make_title(self, title: str) -> Text:
        return Text(title.upper(), "bold underline")

    # Who said what.

    def _iter_statements(self) -> Iterator[Text]:
        if self.lookup.statements:
            yield Text()
            yield self._make_title("Statements")
        margin = len(str(len(self.lookup.statements))) + 2
        for number, statement in enumerate(self.lookup.statements, start=1):
            yield Text()
            yield from self._iter_statement(statement, number, margin)
        views = [attribution for attribution in self.reading.attributions if attribution.statement is None]
        if views:
            yield Text()
            yield self._make_title("Beliefs and wishes, not said")
            yield Text()
            for view in views:
                yield from self._iter_view(view, margin)

    def _iter_statement(self, statement: Statement, number: int, margin: int) -> Iterator[Text]:
        reports = self.lookup.get_reports(statement)
        who = self._make_who(statement, reports)
        yield from self._wrap(who, Text(f"{number:>{margin}}  ", "bold"))
        how = [self._make_channel(statement, reports)] if statement.channel is not None else []
        if statement.date is not None:
            how.append(terms.make_day(_show(statement.date)))
        if statement.addressee:
            how.append("to " + _join_names([self._make_name(id_) for id_ in statement.addressee]))
        indent = " " * (margin + 2)
        if how:
            yield from self._wrap(Text(_SEPARATOR.join(how), "italic"), indent)
        for report in reports:
            yield from self._iter_report(report, indent)

    def _iter_report(self, report: Attribution, indent: str) -> Iterator[Text]:
        is_unsure = self.lookup.is_unsure(report) or self.lookup.is_source_unsure(report)
        gutter = Text(indent + ("? " if is_unsure else "× " if not report.asserted else "│ "), "dim")
        words = make_attributed_words(self.document.text, report.kind, report.content)
        text = Text(words, "yellow" if is_unsure else "")
        if not report.asserted:
            text = Text.assemble(("not said: ", "bold"), text)
        yield from self._wrap(text, gutter, gutter)
        gutter.append("  ")
        yield from self._wrap(Text(self._make_standing(report), "dim"), gutter, gutter)

    def _iter_view(self, view: Attribution, margin: int) -> Iterator[Text]:
        name = self._make_name(view.source_id) if view.source_id else self._make_unresolved(view)
        indent = " " * (margin + 2)
        yield from self._wrap(Text(name, "bold"), indent)
        yield from self._iter_report(view, indent)

    def _make_standing(self, report: Attribution) -> str:
        """Say how sure the words are, of which kind, and where they stand."""
        facts = []
        if self.lookup.is_unsure(report):
            facts.append(f"unsure that this is a statement ({report.confidence:.2f})")
        if self.lookup.is_source_unsure(report):
            facts.append(f"unsure who speaks ({report.source_confidence:.2f})")
        if not report.asserted:
            facts.append("denied, conditional or yet to come")
        post = self._find_post(report)
        kind = terms.KINDS[report.kind]
        if report.kind is AttributionKind.POST and post is not None and post.words is not PostWords.FULL:
            kind += ", cut short here" if post.words is PostWords.TRUNCATED else ", its words not here"
        facts.append(kind + self._make_cue(report))
        if report.id in self.altered:
            facts.append("wording altered")
        facts.append(self.lookup.make_places(report.content))
        return _SEPARATOR.join(facts)

    def _make_cue(self, report: Attribution) -> str:
        """Say by which words the story reports what it does not quote: "denied" tells what the content alone hides."""
        if report.kind in (AttributionKind.DIRECT, AttributionKind.POST) or not report.cue:
            return ""
        words = " … ".join(" ".join(span.of(self.lookup.document.text).split()) for span in report.cue)
        return f" ({_show(words)})" if words else ""

    def _make_who(self, statement: Statement, reports: Sequence[Attribution]) -> Text:
        source = self.lookup.find_source(statement.source)
        if source is None:
            return Text(self._make_unresolved(reports[0]) if reports else "nobody named", "bold")
        who = Text(_show(source.name), "bold")
        if statement.channel is Channel.SOCIAL_POST and source.handles:
            who.append(" @" + _show(source.handles[0].partition(":")[2]))
        roles = [_show(role) for role in source.roles[:ROLES_SHOWN]]
        if roles:
            who.append(", " + "; ".join(roles), "not bold")
        return who

    def _make_unresolved(self, report: Attribution) -> str:
        words = " ".join(_show(span.of(self.document.text)) for span in report.source[:3]).strip()
        return f"“{words}” (who that is, is not clear)" if words else "nobody named"

    def _make_name(self, id_: str | None) -> str:
        source: Source | None = self.lookup.find_source(id_)
        return "nobody named" if source is None else _show(source.name)

    def _find_post(self, report: Attribution) -> Post | None:
        block = self.lookup.find_block(report.content[0])
        return None if block is None else block.post

    def _make_channel(self, statement: Statement, reports: Sequence[Attribution]) -> str:
        if statement.channel is Channel.SOCIAL_POST:
            posts = [self._find_post(report) for report in reports]
            platforms = {post.platform for post in posts if post is not None}
            if len(platforms) == 1:
                platform = platforms.pop()
                return f"in a post on {terms.PLATFORMS.get(platform, _show(platform))}"
        return terms.CHANNELS[statement.channel] if statement.channel is not None else ""

    # Quotations against their originals.

    def _iter_wordings(self) -> Iterator[Text]:
        worst_first = sorted(self.reading.wordings, key=lambda wording: -list(Verdict).index(wording.verdict))
        if worst_first:
            yield Text()
            yield self._make_title("Wordings")
        for wording in worst_first:
            original = self.lookup.attributions.get(wording.original)
            quoted = self.lookup.attributions.get(wording.quoted)
            if original is not None and quoted is not None:
                yield Text()
                yield from self._iter_wording(wording, original, quoted)

    def _iter_wording(self, wording: Wording, original: Attribution, quoted: Attribution) -> Iterator[Text]:
        verdict = Text(f"  {terms.VERDICTS[wording.verdict]:<10}", VERDICT_STYLES[wording.verdict])
        name = self._make_name(quoted.source_id or original.source_id)
        head = Text(name, "bold") + Text(self._make_reference(quoted), "not bold")
        if wording.partial:
            head.append(_SEPARATOR + "only part of the original is at hand", "yellow")
        yield from self._wrap(head, verdict)
        text = self.document.text
        if wording.verdict is not Verdict.VERBATIM:
            yield from self._iter_side("original", make_original(text, original, wording.changes))
        yield from self._iter_side("quoted", make_quoted(text, quoted, wording.changes))
        named = _name_changes(text, wording.changes)
        if named:
            yield from self._iter_side("changes", (Stretch(named),))
        places = f"original {self._make_short_place(original)}; quoted {self._make_short_place(quoted)}"
        yield from self._wrap(Text(places, "dim"), " " * 12)

    def _iter_side(self, label: str, stretches: Iterable[Stretch]) -> Iterator[Text]:
        words = Text.assemble(*((stretch.words, STYLES[stretch.mark]) for stretch in stretches))
        yield from self._wrap(words, Text(f"{'':12}{label:<10}", "dim"))

    def _make_short_place(self, attribution: Attribution) -> str:
        return "at " + self.lookup.make_places(attribution.content)

    def _make_reference(self, attribution: Attribution) -> str:
        number = self.lookup.numbers.get(attribution.statement or "")
        return "" if number is None else f" (statement {number})"

    # Numbers that cannot all hold.

    def _iter_conflicts(self) -> Iterator[Text]:
        if self.reading.conflicts:
            yield Text()
            yield self._make_title("Conflicts")
        for conflict in self.reading.conflicts:
            yield Text()
            yield from self._iter_conflict(conflict)

    def _iter_conflict(self, conflict: Conflict) -> Iterator[Text]:
        values = " or ".join(terms.make_value(value) for value in conflict.values[:VALUES_SHOWN])
        yield from self._wrap(Text.assemble((_show(conflict.about), "bold"), f": {values}?"), "  ")
        claims = [self.lookup.claims[id_] for id_ in conflict.claims if id_ in self.lookup.claims]
        shown = [terms.make_value(claim.quantity.value, claim.quantity.mode) for claim in claims]
        column = max((len(value) for value in shown), default=0)
        for claim, value in zip(claims, shown, strict=True):
            yield from self._iter_claim(claim, f"{value:>{column}}")

    def _iter_claim(self, claim: Claim, value: str) -> Iterator[Text]:
        attribution = self.lookup.attributions.get(claim.attribution or "")
        if attribution is None:
            who, reference = _show(self.document.outlet or "the story itself"), ""
        else:
            who, reference = self._make_name(attribution.source_id), self._make_reference(attribution)
        lead = Text(f"    {value}  ", "bold yellow")
        yield from self._wrap(Text(who, "bold") + Text(reference, "not bold"), lead)
        block = self.lookup.find_block(claim.span)
        context = make_context(self.document.text, claim.span if block is None else block.span, claim.span)
        indent = " " * lead.cell_len
        yield from self._wrap(Text.assemble(*((part.words, STYLES[part.mark]) for part in context)), indent)
        yield from self._wrap(Text(self.lookup.make_place(claim.span), "dim"), indent)

    # Who was asked.

    def _iter_inquiries(self) -> Iterator[Text]:
        if self.reading.inquiries:
            yield Text()
            yield self._make_title("Inquiries")
        for inquiry in self.reading.inquiries:
            yield Text()
            yield from self._iter_inquiry(inquiry)

    def _iter_inquiry(self, inquiry: Inquiry) -> Iterator[Text]:
        head = Text.assemble((self._make_name(inquiry.to), "bold"), ": ", (terms.STATUSES[inquiry.status], "yellow"))
        if inquiry.by is not None:
            head.append(f"{_SEPARATOR}asked by {self._make_name(inquiry.by)}")
        yield from self._wrap(head, "  ")
        kept = cut_after(self.document.text, inquiry.span, WORDS_SHOWN)
        words = make_one_line(kept.of(self.document.text)) + ("" if kept == inquiry.span else " …")
        yield from self._wrap(Text(words), "    ")
        yield from self._wrap(Text(self.lookup.make_place(inquiry.span), "dim"), "    ")

    # What else is worth an eye.

    @property
    def _findings(self) -> tuple[Finding, ...]:
        return (*self.document.findings, *self.reading.findings)

    def _iter_findings(self) -> Iterator[Text]:
        if self._findings:
            yield Text()
            yield self._make_title("Findings")
            yield Text()
        for finding in self._findings:
            message = Text(_show(finding.message, MESSAGE_SHOWN))
            if finding.span is not None:
                message.append(f" ({self.lookup.make_place(finding.span)})", "dim")
            yield from self._wrap(message, Text("  ! ", "bold yellow"))


def _show(words: str, limit: int = NAME_SHOWN) -> str:
    return make_one_line(words if len(words) <= limit else words[:limit] + "…")


def _join_names(names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _name_changes(text: str, changes: Sequence[Change]) -> str:
    """Name what was changed without a mark, numbers first."""
    named: list[tuple[bool, str]] = []
    for change in changes:
        before = _quote(text, change.original)
        after = _quote(text, change.quoted)
        phrase = {
            ChangeKind.REPLACED: f"{before} became {after}",
            ChangeKind.INSERTED: f"{after} slipped in",
            ChangeKind.DROPPED: f"{before} left out unmarked",
        }.get(change.kind)
        if phrase is not None:
            named.append((_NUMBER.search(phrase) is None, phrase))
    named.sort(key=lambda item: item[0])
    more = len(named) - CHANGES_NAMED
    phrases = [phrase for _, phrase in named[:CHANGES_NAMED]]
    return "; ".join(phrases + ([f"and {more} more"] if more > 0 else []))


def _quote(text: str, span: Span | None) -> str:
    if span is None:
        return ""
    kept = cut_after(text, span, CHANGE_SHOWN)
    return f"“{make_one_line(kept.of(text))}”" + ("" if kept == span else " …")
