"""English nouns in the singular and the plural, as far as counted nouns in the news need it."""

from __future__ import annotations

_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife", "knives": "knife", "wolves": "wolf",
    "halves": "half", "shelves": "shelf", "leaves": "leaf", "thieves": "thief", "calves": "calf", "loaves": "loaf",
    "criteria": "criterion", "phenomena": "phenomenon", "crises": "crisis", "analyses": "analysis", "bases": "base",
    "theses": "thesis", "diagnoses": "diagnosis", "hypotheses": "hypothesis", "buses": "bus", "gases": "gas",
    "viruses": "virus", "campuses": "campus", "bonuses": "bonus", "statuses": "status", "movies": "movie",
    "cookies": "cookie", "rookies": "rookie", "selfies": "selfie", "zombies": "zombie", "heroes": "hero",
    "potatoes": "potato", "tomatoes": "tomato", "vetoes": "veto", "echoes": "echo", "mosquitoes": "mosquito",
    "cargoes": "cargo", "torpedoes": "torpedo", "volcanoes": "volcano", "tornadoes": "tornado", "embargoes": "embargo",
    "oxen": "ox", "alumni": "alumnus", "nuclei": "nucleus", "fungi": "fungus", "quizzes": "quiz", "ties": "tie",
    "pies": "pie", "lies": "lie", "attorneys-general": "attorney-general", "passers-by": "passer-by",
    "caches": "cache", "headaches": "headache", "avalanches": "avalanche", "moustaches": "moustache",
    "axes": "axe", "bookies": "bookie", "calories": "calorie", "prairies": "prairie", "eyries": "eyrie",
}  # fmt: skip
_PLURALS = {singular: plural for plural, singular in _IRREGULAR.items()}
# Nouns that are counted without an ending; the singular is the word itself.
_UNCHANGED = frozenset(
    """aircraft spacecraft personnel staff police cattle sheep deer fish series species headquarters barracks crossroads
    livestock offspring hovercraft watercraft troops clergy fowl salmon trout moose bison shrimp gallows means hertz
    baht yuan rand kilohertz megahertz km kg""".split()
)
# They end in "s" and are no plural nouns.
_NO_PLURAL = frozenset(
    """is was has this his its us as thus plus yes less unless across always perhaps besides towards afterwards upwards
    sometimes nowadays indoors outdoors overseas whereas does goes says plus minus versus alas atlas bias canvas
    christmas gas lens mars news politics economics mathematics physics chaos campus bus virus status focus census
    bonus corps texas kansas arkansas paris dallas vegas angeles athens brussels wales illinois massachusetts laos
    honduras cyprus bahamas netherlands philippines james charles thomas lucas nicholas jesus davis harris williams
    jones lewis adams collins jenkins rogers hughes evans edwards phillips watkins sanders walters
    tennis diabetes measles rabies sepsis basis crisis analysis thesis oasis axis emphasis genesis process access
    address business princess express stress press mass class loss boss glass grass dress success progress congress
    apparatus consensus surplus genius radius nucleus hers ours yours theirs yourselves ourselves themselves""".split()
)


def is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural; a verb in the third person looks the same."""
    folded = word.casefold().rsplit("-", 1)[-1]
    if folded in _IRREGULAR or folded in _UNCHANGED or word.casefold() in _IRREGULAR:
        return True
    if len(folded) < 3 or folded[-1] != "s" or folded in _NO_PLURAL:
        return len(word) > 2 and word[-1] == "s" and word[:-1].isupper()  # MPs, PMs, NGOs
    return not folded.endswith(("ss", "ous", "itis", "ness", "less", "sis", "ius")) and "'" not in word


def make_singular(word: str) -> str:
    """Make the singular of a plural noun, its case kept; of anything else, the word as it is."""
    head, hyphen, last = word.rpartition("-")
    folded = last.casefold()
    if word.casefold() in _IRREGULAR:
        return _with_case_of(word, _IRREGULAR[word.casefold()])
    if folded in _IRREGULAR:
        return head + hyphen + _with_case_of(last, _IRREGULAR[folded])
    if folded in _UNCHANGED or not is_plural(word):
        return word
    if folded.endswith("ies") and len(folded) > 4:
        return word[:-3] + ("Y" if word[-3:].isupper() else "y")
    if folded.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def make_plural(word: str) -> str:
    """Make the plural of a noun in the singular, its case kept."""
    folded = word.casefold()
    if folded in _PLURALS:
        return _with_case_of(word, _PLURALS[folded])
    if folded in _UNCHANGED:
        return word
    if folded.endswith("y") and folded[-2:-1] not in set("aeiou") and len(folded) > 1 and not word.isupper():
        return word[:-1] + "ies"
    if folded.endswith(("s", "sh", "ch", "x", "z")) and not word.isupper():
        return word + "es"
    return word + "s"


def _with_case_of(model: str, word: str) -> str:
    return word.upper() if model.isupper() and len(model) > 1 else word.capitalize() if model[:1].isupper() else word
