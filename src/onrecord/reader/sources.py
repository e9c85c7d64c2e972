"""Who speaks: every source phrase of a document tied to the fullest name the document gives, or left open.

Unsure stays unsure: a pronoun without a fitting person, or a bare family name that two people share, resolves to
nobody or to the short name, never to a guess without its lower confidence.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model.document import BlockKind, Document, Post
from onrecord.model.reading import SourceKind
from onrecord.model.span import Span
from onrecord.reader import roles
from onrecord.reader.entries import (
    BY_DISTANCE,
    BY_NOUN,
    BY_PRONOUN,
    BY_ROLE,
    SHORT_NAME,
    SURE_NAME,
    TITLE_OF,
    UNNAMED,
    Entry,
    Mention,
    Resolved,
    clean_name,
    find_place_before,
    find_title_gender,
    fits,
    is_headlined,
    lies_in,
    loosen,
)
from onrecord.reader.epithets import iter_epithets
from onrecord.reader.phrases import Phrase, is_body_name, parse_phrase, split_title
from onrecord.reader.salience import Standing, rank
from onrecord.text.names import fold_name, is_acronym_of, iter_names

# Code points between a name and the relative pronoun that hangs on it.
_RELATIVE_REACH = 3
# So many speakers back count as the last ones.
_NEAR = 6
# Speakers and sentences back in which "the bank" finds its body.
_BODY_MEMORY = 4
_BODY_SENTENCES = 2
# Code points within which a name opens its sentence.
_OPENING = 12
_BEFORE_OBJECTS = frozenset("of for with to from by at on in about against over under after before than".split())
# How many speakers or names back a phrase may refer; keeps the work linear in the text.
_MEMORY = 60

# Code points between a carrier's writer and "the post says": two paragraphs.
_CARRIER_REACH = 900

_AGE = re.compile(r"\d{1,3}-year-old")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&.]{1,9})\)")
_DISPLAY_NOISE = re.compile(r"#\w+|[^\w\s.,’'&()\-/]", re.UNICODE)


class Cast:
    """Everybody a document names, and who of them a phrase means at a place in the text."""

    def __init__(self, document: Document, quoted: Sequence[Span], sentences: Sequence[int]) -> None:
        self._text = document.text
        self._entries: list[Entry] = []
        self._by_words: dict[tuple[str, ...], Entry] = {}
        self._by_last: dict[str, list[Entry]] = {}
        self._by_label: dict[str, Entry] = {}
        self._recent: list[Entry] = []
        self._spoken: list[Mention] = []
        self._named: list[Mention] = []
        self._sentences = sentences
        self._by_loose: dict[frozenset[str], Entry] = {}
        self._by_first: dict[str, Entry] = {}
        self._by_role: dict[str, dict[int, Entry]] = {}
        self._by_handle: dict[str, Entry] = {}
        quoted_begins = [q.begin for q in quoted]
        for block in document.blocks:
            if block.kind is BlockKind.POST or is_headlined(self._text, block.span):
                continue
            for span in iter_names(self._text, block.span):
                self._meet(span, is_quoted=lies_in(span.begin, quoted_begins, quoted))
        self._join_short_names()
        self._find_appositions()
        self._starts = [m.place for m in self._named]
        self._find_acronyms()

    # -- meeting names -------------------------------------------------------------------------------------------

    def _meet(self, span: Span, *, is_quoted: bool) -> None:
        name, title = split_title(self._text, span)
        words = fold_name(name.of(self._text))
        if not words:
            return
        entry = self._by_words.get(words)
        if entry is None:
            surface = name.of(self._text).split()
            is_body = is_body_name(surface) and not title
            if len(words) == 1 and not is_body:
                entry = self._find_by_last(words[0], name.begin)
            if entry is None and title and len(words) == 1:
                entry = self._by_first.get(words[0])
            if entry is None:
                kind = SourceKind.ORGANIZATION if is_body or " ".join(words) in roles.PLACES else SourceKind.PERSON
                entry = self._add(" ".join(surface), kind, words, name.begin)
        if title:
            entry.see(None, title)
            entry.kind = SourceKind.PERSON
            self._learn_gender(entry, title)
        entry.places.append(name.begin)
        if len(words) > 1:
            entry.full_places.append(name.begin)
        if not is_quoted:  # a pronoun outside does not refer to a name inside quotation marks
            self._named.append(self._make_mention(name, entry, span.begin))

    def _make_mention(self, name: Span, entry: Entry, begin: int) -> Mention:
        number = bisect.bisect_right(self._sentences, begin) - 1
        last = self._named[-1] if self._named else None
        opening = self._sentences[number] if number >= 0 else 0
        before = self._text[max(opening, begin - 12) : begin].split()
        return Mention(
            place=name.begin,
            end=name.end,
            entry=entry,
            sentence=number,
            is_first=last is None or last.sentence != number,
            is_possessive=self._text[name.end : name.end + 2] in {"’s", "'s"},
            after_preposition=bool(before) and before[-1].lower() in _BEFORE_OBJECTS,
            opens_sentence=begin - opening <= _OPENING,
        )

    def _find_appositions(self) -> None:
        """Learn roles from what stands around names anywhere: "Ada Brook, a former harbour master, …"."""
        for mention in self._named:
            entry = mention.entry
            if entry.kind is not SourceKind.PERSON:
                continue
            for role in iter_epithets(self._text, mention.place, mention.end):
                entry.see(None, role)
                self._learn_gender(entry, role)
            for head in entry.heads:
                self._by_role.setdefault(head, {})[id(entry)] = entry

    def _join_short_names(self) -> None:
        """Join a short name met before its full one: "Abby" with "Abby Dunn", "Al Sand" with "Omar Al Sand".

        Only where exactly one person of the document has it.
        """
        fuller: dict[tuple[str, ...], dict[int, Entry]] = {}
        people = [e for e in self._entries if e.kind is SourceKind.PERSON]
        for entry in people:
            words = entry.words
            for short in {words[:1], *(words[n:] for n in range(1, len(words)))} - {words, ()}:
                fuller.setdefault(short, {})[id(entry)] = entry
        joined: dict[int, Entry] = {}
        for entry in people:
            options = {
                key: full
                for key, full in fuller.get(entry.words, {}).items()
                if entry.is_male is None or full.is_male is None or entry.is_male == full.is_male
            }
            if len(options) == 1 and not entry.roles and " ".join(entry.words) not in roles.PLACES:
                full = next(iter(options.values()))
                full.places = sorted({*full.places, *entry.places})
                joined[id(entry)] = full
                self._by_words[entry.words] = full
        self._entries = [e for e in self._entries if id(e) not in joined]
        self._named = [replace(m, entry=joined.get(id(m.entry), m.entry)) for m in self._named]

    def _add(self, name: str, kind: SourceKind, words: tuple[str, ...], first: int) -> Entry:
        entry = Entry(name=name, kind=kind, words=words, first=first)
        if kind is SourceKind.PERSON and words:
            if words[0] in roles.MALE_NAMES:
                entry.is_male = True
            elif words[0] in roles.FEMALE_NAMES:
                entry.is_male = False
        self._entries.append(entry)
        if words:
            self._by_words.setdefault(words, entry)
            self._by_loose.setdefault(loosen(words), entry)
            if kind is SourceKind.PERSON and len(words) > 1:
                self._by_last.setdefault(words[-1], []).append(entry)
                self._by_first.setdefault(words[0], entry)
        return entry

    def _learn_gender(self, entry: Entry, role: str) -> None:
        words = {w.lower().strip(".,") for w in role.split()}
        if words & roles.MALE:
            entry.is_male = True
        elif words & roles.FEMALE:
            entry.is_male = False

    def _find_acronyms(self) -> None:
        for match in _ACRONYM.finditer(self._text):
            short = match.group(1)
            before = self._text[max(0, match.start() - 120) : match.start()].split()
            for count in range(2, min(9, len(before)) + 1):
                if before[-count][:1].isupper() and is_acronym_of(short, " ".join(before[-count:])):
                    self._alias(" ".join(before[-count:]), short)
                    break
            else:
                self._alias_foreign(match.start(), short)

    def _alias_foreign(self, place: int, short: str) -> None:
        """An acronym of the name in another language: "the Harbour Institute (HI)" and "(KVD)" alike."""
        names = list(iter_names(self._text, Span(max(0, place - 120), place)))
        if names and not self._text[names[-1].end : place].strip():
            name = names[-1].of(self._text)
            if len(name.split()) > 2 and is_body_name(name.split()):
                self._alias(name, short)

    def _alias(self, name: str, short: str) -> None:
        words = fold_name(name)
        entry = self._by_words.get(words)
        if entry is None:
            entry = self._add(re.sub(r"^(?:the|The|a|an)\s+", "", name), SourceKind.ORGANIZATION, words, 0)
        entry.kind = SourceKind.ORGANIZATION
        entry.aliases.add(short)
        self._by_words[fold_name(short)] = entry

    # -- asking who ----------------------------------------------------------------------------------------------

    def _find_by_last(self, last: str, place: int, male: bool | None = None) -> Entry | None:
        """Find the one person with this family name; of several the one named last before ``place``."""
        candidates = [e for e in self._by_last.get(last, []) if male is None or e.is_male is None or e.is_male == male]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        spoken = {id(m.entry): m.place for m in self._spoken[-_NEAR:]}
        before = [
            (max(find_place_before(e.full_places, place), spoken.get(id(e), -1)), n) for n, e in enumerate(candidates)
        ]
        best, number = max(before)
        return candidates[number] if best >= 0 else None

    def find_name(self, name: str, place: int, kind: SourceKind | None = None) -> Resolved | None:
        """Find who a name means; a family name alone stands for the one person who has it."""
        words = fold_name(name)
        if not words:
            return None
        entry = self._by_words.get(words)
        if entry is not None and (len(words) > 1 or entry.kind is not SourceKind.PERSON or entry.words != words):
            return Resolved(entry=entry, confidence=SURE_NAME)
        if len(words) == 1:
            person = self._find_by_last(words[0], place, find_title_gender(self._text, place))
            if (
                person is not None
                and len(self._by_last.get(words[0], ())) > 1
                and find_title_gender(self._text, place) is None
            ):
                return Resolved(entry=person, confidence=BY_DISTANCE)
            if person is None and words[0] not in roles.PLACES:
                person = self._by_first.get(words[0])
            if person is not None:
                return Resolved(entry=person, confidence=SHORT_NAME)
            if kind is SourceKind.PERSON and words[0] in self._by_first:
                return Resolved(entry=self._by_first[words[0]], confidence=SHORT_NAME)
        if entry is not None:
            return Resolved(entry=entry, confidence=SURE_NAME)
        alike = self._by_loose.get(loosen(words)) if len(words) > 1 else None
        if alike is not None:
            return Resolved(entry=alike, confidence=SURE_NAME)
        for count in (3, 2):  # a headline runs on in capitals: "Ada Brook Hammers Harbour Board"
            headed = self._by_words.get(words[:count]) if len(words) > count + 1 else None
            if headed is not None and headed.kind is SourceKind.PERSON:
                return Resolved(entry=headed, confidence=SHORT_NAME)
        if kind is not SourceKind.ORGANIZATION and len(words) > 1:
            for other in self._by_last.get(words[-1], []):
                if other.words[0][0] == words[0][0] and (
                    words[0] == other.words[0] or 1 in (len(words[0]), len(other.words[0]))
                ):
                    return Resolved(entry=other, confidence=SHORT_NAME)
                if set(other.words) < set(words) and other.words[0] == words[0]:
                    return Resolved(entry=other, confidence=SHORT_NAME)
        return None

    def get_named(self, span: Span, phrase: Phrase) -> Resolved:
        """Get the entry of a name that stands at ``phrase.name``, made if it was not met before."""
        if len(phrase.joined) > 1:
            return self._get_joined(phrase)
        assert phrase.name is not None  # noqa: S101 - the caller has looked
        name = phrase.name.of(self._text)
        found = self.find_name(name, phrase.name.begin, phrase.kind)
        if found is None:
            kind = phrase.kind or (SourceKind.ORGANIZATION if is_body_name(name.split()) else SourceKind.PERSON)
            found = Resolved(entry=self._add(clean_name(name), kind, fold_name(name), span.begin), confidence=SURE_NAME)
        entry = found.entry
        if phrase.kind is SourceKind.PERSON:
            entry.kind = SourceKind.PERSON
        elif phrase.kind is SourceKind.ORGANIZATION and len(fold_name(name)) > len(entry.words):
            entry.name = clean_name(name)
        for role in phrase.roles:
            entry.see(None, role)
            self._learn_gender(entry, role)
        return found

    def _get_joined(self, phrase: Phrase) -> Resolved:
        parts = [s.of(self._text) for s in phrase.joined]
        names = [r.entry.name if (r := self.find_name(p, phrase.span.begin)) else clean_name(p) for p in parts]
        label = " and ".join(names)
        entry = self._by_label.get(label) or self._add(label, SourceKind.GROUP, (), phrase.span.begin)
        self._by_label[label] = entry
        return Resolved(entry=entry, confidence=UNNAMED)

    def get_unnamed(self, phrase: Phrase) -> Resolved:
        """Get whoever a noun phrase means: somebody met under that role or noun, or somebody unnamed."""
        head, label = phrase.head or "", phrase.label
        folded = label.lower()
        if phrase.is_definite or phrase.kind in (SourceKind.UNNAMED, SourceKind.DOCUMENT):
            for entry in reversed(self._recent[-_MEMORY:]):
                if folded == entry.name.lower():
                    return Resolved(entry=entry, confidence=UNNAMED)
        if phrase.is_definite and head:
            found = self._find_by_head(phrase, head)
            if found is not None:
                return found
        known = self._by_label.get(folded)
        if known is not None and phrase.kind is not SourceKind.UNNAMED:
            return Resolved(entry=known, confidence=UNNAMED)
        entry = self._add(clean_name(label) or "unnamed", phrase.kind or SourceKind.UNNAMED, (), phrase.span.begin)
        entry.heads.add(head)
        self._by_label[folded] = entry
        return Resolved(entry=entry, confidence=UNNAMED)

    def _find_by_head(self, phrase: Phrase, head: str) -> Resolved | None:
        if phrase.kind is SourceKind.UNNAMED and _AGE.fullmatch(head):
            person = next((e for e in reversed(self._recent[-_NEAR:]) if e.kind is SourceKind.PERSON), None)
            if person is not None:
                return Resolved(entry=person, confidence=BY_NOUN)
        modifiers = [w for w in phrase.label.lower().split() if w != head]
        for entry in reversed(self._recent[-_MEMORY:]):
            if phrase.kind is SourceKind.DOCUMENT and entry.kind is not SourceKind.DOCUMENT:
                continue
            fits = head in entry.heads or head in entry.words or entry.name.lower().split()[-1:] == [head]
            if fits and all(m in entry.heads or m in entry.name.lower() for m in modifiers):
                return Resolved(entry=entry, confidence=BY_ROLE)
        if phrase.kind is SourceKind.UNNAMED:
            return self._find_with_role(phrase, head, modifiers)
        if modifiers:
            return None
        if phrase.kind is SourceKind.ORGANIZATION:
            for entry in self._iter_named_before(phrase.span.begin):
                if entry.kind is SourceKind.ORGANIZATION and head in entry.words:
                    return Resolved(entry=entry, confidence=BY_NOUN)
            return self._find_body(phrase.span.begin) if head in roles.ANY_BODY else None
        return None

    def _find_with_role(self, phrase: Phrase, head: str, modifiers: Sequence[str]) -> Resolved | None:
        """Find whom a role means: "the Estmere senator" for "Sen. Ada Brook", "the nominee" for the one nominee.

        Of several with the role, the one whom the phrase's other words fit best, then the last named before it.
        """
        fitting = {**self._by_role.get(head, {}), **self._by_role.get(TITLE_OF.get(head, head), {})}
        scored = [
            (sum(m in e.heads for m in modifiers), find_place_before(e.places, phrase.span.begin), n, e)
            for n, e in enumerate(fitting.values())
            if e.kind is SourceKind.PERSON
        ]
        if not scored:
            return None
        best = max(scored, key=lambda each: each[:3])
        if len(scored) > 1 and modifiers and not best[0]:
            return None
        return Resolved(entry=best[3], confidence=BY_ROLE if best[0] == len(modifiers) else BY_NOUN)

    def _find_body(self, place: int) -> Resolved | None:
        """Find the one body that "the bank", "the group" can mean: the last that spoke, or the only one just named.

        A name that says itself what it is ("the Strelsau Courier") is not meant by another noun ("the council").
        """
        for entry in reversed(self._recent[-_BODY_MEMORY:]):
            if entry.kind is SourceKind.ORGANIZATION and entry.words and not set(entry.words) & roles.BODIES:
                return Resolved(entry=entry, confidence=BY_DISTANCE)
        number = bisect.bisect_right(self._sentences, place) - 1
        stop = bisect.bisect_left(self._starts, place)
        near: dict[int, Entry] = {}
        for mention in reversed(self._named[max(0, stop - _MEMORY) : stop]):
            if number - mention.sentence > _BODY_SENTENCES:
                break
            entry = mention.entry
            is_person = bool(entry.roles) or entry.is_male is not None
            is_person = is_person or mention.after_preposition
            if not is_person and " ".join(entry.words) not in roles.PLACES and not set(entry.words) & roles.BODIES:
                near[id(entry)] = entry
        if len(near) != 1:
            return None
        entry = next(iter(near.values()))
        entry.kind = SourceKind.ORGANIZATION
        return Resolved(entry=entry, confidence=BY_DISTANCE)

    def _iter_named_before(self, place: int) -> Iterator[Entry]:
        """Iterate over those named before a place, the nearest first, as far back as a reader remembers."""
        stop = bisect.bisect_left(self._starts, place)
        for number in range(stop - 1, max(-1, stop - _MEMORY), -1):
            yield self._named[number].entry

    def find_pronoun(self, pronoun: str, place: int, paragraph: Span) -> Resolved | None:
        """Find who a pronoun means: of the people named before, the one who stands nearest and most central."""
        if pronoun in {"he", "she"}:
            return self._find_person(place, paragraph, male=pronoun == "he")
        if pronoun == "it":
            return self._find_body_before(place)
        if pronoun in {"who", "which", "that"}:
            return self._find_antecedent(place)
        if pronoun != "they":
            return None
        for entry in reversed(self._recent[-_NEAR:]):
            if entry.kind in (SourceKind.GROUP, SourceKind.ORGANIZATION):
                return Resolved(entry=entry, confidence=BY_NOUN)
            if entry.kind is SourceKind.UNNAMED:
                return Resolved(entry=entry, confidence=BY_DISTANCE)
        return None

    def _find_antecedent(self, place: int) -> Resolved | None:
        """Find the name a relative pronoun hangs on: the last one before it in its sentence."""
        stop = bisect.bisect_left(self._starts, place)
        if not stop or place - self._named[stop - 1].end > _RELATIVE_REACH:
            return None
        return Resolved(entry=self._named[stop - 1].entry, confidence=BY_NOUN)

    def _find_body_before(self, place: int) -> Resolved | None:
        """Find the body "it" means: the one that opened this sentence or the last, else the last that spoke."""
        number = bisect.bisect_right(self._sentences, place) - 1
        stop = bisect.bisect_left(self._starts, place)
        spoken = [m for m in self._spoken[-_NEAR:] if m.entry.kind is SourceKind.ORGANIZATION]
        for mention in reversed(self._named[max(0, stop - _MEMORY) : stop]):
            if number - mention.sentence > _BODY_SENTENCES or (spoken and spoken[-1].place > mention.place):
                break
            is_place = " ".join(mention.entry.words) in roles.PLACES
            if mention.entry.kind is SourceKind.ORGANIZATION and mention.opens_sentence and not is_place:
                alone = not any(
                    m.entry.kind is SourceKind.ORGANIZATION and m.entry is not mention.entry
                    for m in self._named[max(0, stop - _NEAR) : stop]
                    if number - m.sentence <= 1
                )
                return Resolved(entry=mention.entry, confidence=BY_NOUN if alone else BY_DISTANCE)
        if spoken:
            return Resolved(entry=spoken[-1].entry, confidence=BY_NOUN)
        last = self._recent[-1] if self._recent else None
        if last is not None and last.kind is SourceKind.DOCUMENT:
            return Resolved(entry=last, confidence=BY_DISTANCE)
        return None

    def _find_person(self, place: int, paragraph: Span, *, male: bool) -> Resolved | None:
        last = self._spoken[-1] if self._spoken else None
        if last is not None and last.entry.kind is SourceKind.UNNAMED and paragraph.begin <= last.place < place:
            first = bisect.bisect_right(self._starts, last.end)
            between = self._named[first : bisect.bisect_left(self._starts, place)]
            if not any(fits(m.entry, male=male) for m in between):
                return Resolved(entry=last.entry, confidence=BY_PRONOUN)
        people = self.get_standings(place, paragraph, male=male)
        chances = rank([standing for _, standing in people])
        if not chances:
            return None
        best = max(range(len(chances)), key=chances.__getitem__)
        return Resolved(entry=people[best][0], confidence=round(min(chances[best], BY_PRONOUN), 3))

    def get_standings(self, place: int, paragraph: Span, *, male: bool) -> list[tuple[Entry, Standing]]:
        """Get everybody a pronoun at ``place`` could mean, with how they stand towards it."""
        stop = bisect.bisect_left(self._starts, place)
        mentions = [*self._named[max(0, stop - _MEMORY) : stop], *self._spoken[-_NEAR:]]
        mentions.sort(key=lambda m: m.place)
        latest = {id(m.entry): m for m in mentions if m.place < place and fits(m.entry, male=male)}
        leader = next((m.entry for m in mentions if paragraph.begin <= m.place < place), None)
        speakers = list(dict.fromkeys(id(m.entry) for m in reversed(self._spoken[-_NEAR:])))
        here = {id(m.entry) for m in self._spoken[-_NEAR:] if paragraph.begin <= m.place < place}
        number = bisect.bisect_right(self._sentences, place) - 1
        return [
            (
                mention.entry,
                Standing(
                    sentences_back=max(0, number - mention.sentence),
                    is_first_named=mention.is_first,
                    leads_paragraph=mention.entry is leader,
                    speaker_rank=speakers.index(key) if key in speakers else None,
                    spoke_here=key in here,
                    name_fits=mention.entry.is_male is not None,
                    has_role=bool(mention.entry.roles or mention.entry.heads),
                    is_single=len(mention.entry.words) == 1,
                    mentions=bisect.bisect_left(mention.entry.places, place),
                    is_unnamed=mention.entry.kind is SourceKind.UNNAMED,
                    is_possessive=mention.is_possessive,
                    after_preposition=mention.after_preposition,
                    opens_sentence=mention.opens_sentence,
                ),
            )
            for key, mention in latest.items()
        ]

    def get_post_author(self, post: Post, place: int) -> Resolved | None:
        """Get who a post names as its author, under the fullest name and with the handle."""
        display = " ".join(_DISPLAY_NOISE.sub(" ", post.author or "").split()).strip(" .,-")
        handle = f"{post.platform}:{post.handle}" if post.handle else None
        name = display or (f"@{post.handle}" if post.handle else "")
        if not name:
            return None
        entry = self._by_handle.get(handle.lower()) if handle else None
        if entry is None:
            found = self.find_name(display, place) if display else None
            if found is None:
                kind = SourceKind.ORGANIZATION if is_body_name(name.split()) else SourceKind.PERSON
                found = Resolved(entry=self._add(name, kind, fold_name(name), place), confidence=SURE_NAME)
            entry = found.entry
        if handle and handle not in entry.handles:
            entry.handles.append(handle)
            self._by_handle[handle.lower()] = entry
            self._by_handle.setdefault("@" + handle.split(":", 1)[1].lower(), entry)
        return Resolved(entry=entry, confidence=SURE_NAME)

    def find_handle(self, word: str) -> Resolved | None:
        """Find who is behind "@handle" in running text."""
        entry = self._by_handle.get(word.lower())
        return Resolved(entry=entry, confidence=SURE_NAME) if entry else None

    def get_outlet(self, outlet: str) -> Resolved:
        """Get the outlet that published the document, as the one who asks."""
        found = self.find_name(outlet, 0, SourceKind.ORGANIZATION)
        if found is None:
            entry = self._add(outlet, SourceKind.ORGANIZATION, fold_name(outlet), 0)
            found = Resolved(entry=entry, confidence=SURE_NAME)
        return found

    def note(self, resolved: Resolved, span: Span | None) -> None:
        """Remember that somebody has just spoken at ``span``."""
        resolved.entry.see(span)
        self._recent.append(resolved.entry)
        if span is not None:
            self._spoken.append(self._make_mention(span, resolved.entry, span.begin))

    def find_carrier(self, span: Span) -> Resolved | None:
        """Find who wrote "the post", "the letter", "the e-mail" that was just spoken of.

        The words are the last speaker's, when the text between names the same carrier ("in a post on X … reads the
        post"); otherwise the document itself is the source.
        """
        phrase = parse_phrase(self._text, span)
        if not phrase.is_definite or phrase.head not in roles.CARRIERS or not self._recent:
            return None
        last = self._recent[-1]
        if last.kind is SourceKind.DOCUMENT:
            return None
        before = max((m.begin for m in last.mentions if m.begin < span.begin), default=-1)
        if before < 0 or span.begin - before > _CARRIER_REACH:
            return None
        between = self._text[before : span.begin].lower()
        kin = roles.CARRIERS[phrase.head]
        return Resolved(entry=last, confidence=BY_ROLE) if any(k in between for k in kin) else None

    def resolve(self, span: Span, paragraph: Span) -> Resolved | None:
        """Resolve a source phrase at its place. None for a pronoun that fits nobody and for empty phrases."""
        words = span.of(self._text)
        if words.startswith("@"):
            found = self.find_handle(words)
            if found is not None:
                return found
        phrase = parse_phrase(self._text, span)
        if phrase.pronoun is not None:
            return self.find_pronoun(phrase.pronoun, span.begin, paragraph)
        if phrase.name is not None:
            return self.get_named(span, phrase)
        if not phrase.label:
            return None
        return self.get_unnamed(phrase)
