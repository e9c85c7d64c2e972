"""Fingerprints of quoted words, by which an earlier print of the same quotation is found through an index.

A print is a number made of three neighbouring words, glyphs aside. Two texts that share a print share those words in
that order. Of a short quotation every such trio is kept, of a longer one those that winnowing chooses (Schleimer,
Wilkerson and Aiken 2003): in each two neighbouring trios the more telling one, by a rule that looks at the trio alone,
so that an excerpt chooses as the whole does.

What is promised, for texts of up to ``PLAIN_LIMIT`` words:

* Two texts with a run of four words in common share a print; two of up to ``WHOLE_WORDS`` words each do with three.
* So an excerpt of four words shares a print with its original, and an excerpt of nine words or more with one of them
  replaced, inserted or left out.
* Two quotations of four to ``GAPPED_WORDS`` words that differ in one replaced word share a print.
* Brackets are passed over: "the board [of trustees] met" has the prints of "the board met".
* The prints of a text are the same in every process, on every machine and in every version of the program that has the
  same ``PRINTS_VERSION``.

Longer texts keep the first promise for longer runs only. Why not min-hashing: it estimates how much two whole texts
share, and an excerpt of a long original shares little. Why not full-text search: it ranks by single words, and every
common word brings the whole ledger.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TypeVar

from onrecord.model.span import Span
from onrecord.text.words import Word, WordKind, make_words

# Raised whenever the same words give other prints; an index made by another version has to be made anew.
PRINTS_VERSION = 1
# Words of one shingle. With two, an index of a million statements has too many for each; with four, an excerpt of four
# words with one changed has none.
SHINGLE_WORDS = 3
# Words up to which every shingle is kept; with more, one of each two neighbours.
WHOLE_WORDS = 26
# Words up to which shingles with one word left open are kept too.
GAPPED_WORDS = 8
# Words up to which the promises hold: beyond, windows grow so that a text never has more than about 2,700 prints.
PLAIN_LIMIT = 4_000
# Attributions a print may stand in and still be followed. A trio of words that more quotations share is a manner of
# speaking. Set on benchmarks/quotations.
COMMON_PRINT = 64
# Attributions looked at for one quotation, whatever its prints say: bounds the work at any size of the ledger.
MOST_FOLLOWED = 256

# Attributions compared with one quotation, and how many of them may share but one print with it: most that do share a
# turn of phrase, and their number grows with the ledger while that of true ones does not.
MOST_EXAMINED = 24
SINGLE_EXAMINED = 1

_Place = TypeVar("_Place")

_OPEN_WORD = "\x1e"
_BRACKET_TOKENS = 40
# Function words: a shingle made of them tells least, and is chosen last.
_FUNCTION_WORDS = frozenset(
    """a an the and or but nor so if then than as at by for from in into of off on onto out over to up with without
    about after before between through under i me my mine we us our ours you your yours he him his she her hers it its
    they them their theirs this that these those who whom whose which what when where why how is am are was were be
    been being do does did doing have has had having will would shall should can could may might must not no it's
    that's there's he's she's we're they're i'm you're we've they've i've you've we'll they'll i'll you'll don't
    doesn't didn't isn't aren't wasn't weren't won't can't there here all any some one just very too
    also only even""".split()
)


def make_prints(words: str) -> tuple[int, ...]:
    """Make the prints of quoted words: distinct integers from 0 to 2**63 - 1, in the order of the words.

    ``words`` may hold quotation marks and several pieces. A quotation of 26 words has 24, one of 80 words about 50; a
    text of one or two words has one, an empty one none. Linear in the length of ``words``.
    """
    runs = [run for run in _iter_runs(make_words(words, Span(0, len(words)))) if run]
    size = sum(len(run) for run in runs)
    chosen: dict[int, None] = {}
    width = 1 if size <= WHOLE_WORDS else max(2, -(-2 * size // PLAIN_LIMIT))
    for run in runs:
        if len(run) >= SHINGLE_WORDS:
            shingles = [tuple(run[at : at + SHINGLE_WORDS]) for at in range(len(run) - SHINGLE_WORDS + 1)]
            chosen.update(dict.fromkeys(_choose(shingles, width)))
        if size <= GAPPED_WORDS:
            chosen.update(dict.fromkeys(_iter_gapped(run)))
    if not chosen:
        chosen.update(dict.fromkeys(_make_print(run) for run in runs))
    return tuple(chosen)


def is_common(attributions: int) -> bool:
    """Whether a print that so many attributions have is a manner of speaking, and not followed."""
    return attributions > COMMON_PRINT


def choose_prints(counts: Mapping[int, int]) -> tuple[int, ...]:
    """Choose which prints of a new quotation to follow, rarest first.

    ``counts`` gives for each print in how many attributions it stands already; those with none are left out. Common
    prints are not followed, unless all are: then the rarest one is, and whoever looks it up takes of its attributions
    the ``MOST_FOLLOWED`` nearest in date, since words that common are the same act only on the same day or the next.
    No more than ``MOST_FOLLOWED`` attributions stand in the prints chosen, save in that case.
    """
    known = sorted((count, number) for number, count in counts.items() if count > 0)
    followed: list[int] = []
    budget = MOST_FOLLOWED
    for count, number in known:
        if is_common(count) or count > budget:
            break
        budget -= count
        followed.append(number)
    return tuple(followed) if followed else tuple(number for _, number in known[:1])


def choose_candidates(places: Mapping[int, Sequence[_Place]]) -> list[_Place]:
    """Choose which attributions to compare with a new quotation, the most promising first.

    ``places`` gives for each print that is followed the attributions it stands in. Those that share several prints come
    first, rare prints counting more; of those that share only one, the one of the rarest print. At most
    ``MOST_EXAMINED`` are chosen.
    """
    shared: Counter[_Place] = Counter()
    weights: defaultdict[_Place, float] = defaultdict(float)
    for attributions in places.values():
        for attribution in attributions:
            shared[attribution] += 1
            weights[attribution] += 1 / len(attributions)
    ranked = sorted(shared, key=lambda one: (-weights[one], -shared[one]))
    several = [one for one in ranked if shared[one] > 1]
    single = [one for one in ranked if shared[one] == 1]
    return [*several, *single[:SINGLE_EXAMINED]][:MOST_EXAMINED]


def _iter_runs(words: Sequence[Word]) -> Iterator[list[str]]:
    """Iterate over runs of folded words between which words are left out; brackets are passed over."""
    run: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.kind is WordKind.WORD:
            run.append(_fold_further(word.folded))
        elif word.kind is WordKind.ELLIPSIS:
            yield run
            run = []
        elif word.kind is WordKind.OPENING:
            at = _find_closing(words, at)
        at += 1
    yield run


def _find_closing(words: Sequence[Word], at: int) -> int:
    """Find the mark that closes a square bracket; ``at`` itself where it is round or does not close soon."""
    if words[at].surface not in "[［":
        return at
    for end in range(at + 1, min(len(words), at + _BRACKET_TOKENS + 2)):
        if words[end].kind is WordKind.CLOSING:
            return end
        if words[end].kind is WordKind.OPENING:
            break
    return at


def _fold_further(word: str) -> str:
    """Fold accents away too: one outlet writes them, the next does not."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)) or word


def _choose(shingles: Sequence[tuple[str, ...]], width: int) -> Iterator[int]:
    """Choose the most telling print of each ``width`` neighbours; an equal one is chosen wherever it stands."""
    ranked = [(sum(w in _FUNCTION_WORDS for w in shingle), _make_print(shingle)) for shingle in shingles]
    window = min(width, len(ranked))
    least: deque[int] = deque()
    for end in range(len(ranked)):
        while least and ranked[least[-1]] > ranked[end]:
            least.pop()
        least.append(end)
        if least[0] <= end - window:
            least.popleft()
        if end >= window - 1:
            yield ranked[least[0]][1]


def _iter_gapped(run: Sequence[str]) -> Iterator[int]:
    for at in range(len(run) - SHINGLE_WORDS):
        first, second, third, fourth = run[at : at + 4]
        yield _make_print((first, second, _OPEN_WORD, fourth))
        yield _make_print((first, _OPEN_WORD, third, fourth))


def _make_print(shingle: Sequence[str]) -> int:
    digest = blake2b("\x1f".join(shingle).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
