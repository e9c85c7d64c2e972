"""Which language a text is written in, told cheaply: English or not is what the reading hangs on.

Function words decide: they make up a third and more of every running text, and hardly one of them is shared. The
statistical identifier (py3langid) is asked only where they are silent, because loading it costs more time and memory
than everything else that is done to a story. Method: Grefenstette (1995), comparing small words with n-grams.
"""

from __future__ import annotations

import re

from onrecord.model.finding import Finding, FindingKind

LEAST_WORDS = 20
"""A shorter text is as likely a name or a slogan as a sentence; there the page's own word counts."""

_WINDOW = 6_000
"""Characters looked at in each of three places: beginning, middle and end."""

READ_LANGUAGE = "en"

_CLEARLY = 1.4
"""How many times English's share of function words another language needs; foreign pages have thrice and more."""

# The commonest words that carry no matter. A word that two languages share stands under both and tells nothing
# between them; what counts is the whole.
_FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to that is was for with as his he be at by this had not are but from have they which"
        " you were"
        " her she their been has will would who it's its an said if what there can our we about after when than into"
        " out up could my your how don't did them then because over before while a in i on"
        " or me do no so all two first more he's just well i'm we're they're that's other some only it'll us",
        "de": "der die und das in nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an"
        " nach wie im"
        " für man aber aus durch wenn nur war noch werden bei hat wir was wird sein einen welche sind oder zur"
        " um haben"
        " einer mir über ihm diese einem ihr uns zum kann doch vor dieser mich ihn habe vom zu den",
        "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec"
        " ses aux"
        " ou ont été mais sa leur cette elle nous vous d'un d'une c'est qu'il être avait ces comme aussi deux même",
        "es": "de la que el en y los se del las un por con no una su para es al lo como más pero sus le ya o este sí"
        " porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante según"
        " fue ha",
        "it": "di che in è e la il un a per in una mi sono ho non ma lo ha le si con cosa se io come da ci no questo"
        " della del nel alla dei delle gli anche al più dal sua dalla i",
        "pt": "de que não o a e do da em um para é com uma os no se na por mais as dos como mas foi ao ele das tem à"
        " seu sua ou ser quando muito há nos já está também só pelo pela até isso são",
        "nl": "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou"
        " wat mijn men dit zo door over ze zich bij ook tot je naar uit der daar haar heb hoe heeft hebben deze",
        "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan"
        " när år säger hon under också efter eller nu där vid mot ska skulle kommer ut får finns vara hade alla"
        " andra",
        "da": "og i at det er en til på som med for de af den der har ikke et jeg han vi var kan sig også men om fra"
        " så eller skal hun blev efter ved mod være siger nu havde år have når over ud hvor vil blive mere end",
        "no": "og i det på som er en til å han av for med at var de ikke den har jeg om et men så seg hun hadde"
        " fra vi"
        " du kan da ble ut skal vil ham etter over ved også bare eller sa nå dette noe være meg mot opp der når",
        "fi": "ja on ei se että oli hän en mutta ovat kun niin myös kuin joka sen ole tai ollut vain jos hänen"
        " nyt mitä"
        " sitä ettei voi jotka sekä mukaan jo vielä sanoo",
        "pl": "i w na z nie się że do to jest o jak po za co od jego tym dla ale przez przy są był czy tego oraz jej"
        " może ich które tylko już był była ze być tak jako który która",
        "cs": "a se v na je že o s z do i to k ve pro za by ale si po jako od jsem tak jeho které už jsou bylo nebo"
        " která není podle při který ještě také",
        "is": "og að í á er sem til um við en var með af fyrir ekki það hann því hún eru þess verið eftir hafa frá"
        " þetta vera þau þeir hefur segir",
        "tr": "ve bir bu da de için ile olarak çok daha olan gibi en ne kadar sonra var o değil ancak ki ise olduğu"
        " tarafından göre her mi ya",
        "ro": "de și în la a cu nu că o pe mai din să este un care sunt pentru au fost dar după prin lui ce sau fi",
        "hu": "a az és hogy nem is egy ez de meg volt csak már van el mint ki még azt ha vagy szerint lehet után",
        "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada mereka kata oleh saya",
        "sw": "na ya wa kwa ni katika za la kuwa hiyo huo cha hii yake lakini kama baada huyo wake alisema",
        "af": "die en van het in is wat dat nie sy te om vir met op hy aan was as by ook word sal deur ek een",
        "ca": "de la que i el en a les els un per amb del una no és al es han ha ser més com també aquest seva",
    }.items()
}

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.1),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.3),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.3),
    ("el", re.compile("[\u0370-\u03ff]"), 0.5),
    ("he", re.compile("[\u0590-\u05ff]"), 0.5),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.5),
    ("ta", re.compile("[\u0b80-\u0bff]"), 0.5),
    ("bn", re.compile("[\u0980-\u09ff]"), 0.5),
    ("ka", re.compile("[\u10a0-\u10ff]"), 0.5),
    ("hy", re.compile("[\u0530-\u058f]"), 0.5),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")

_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "nb": "Norwegian", "nn": "Norwegian",
    "fi": "Finnish", "pl": "Polish", "cs": "Czech", "is": "Icelandic", "tr": "Turkish", "ro": "Romanian",
    "hu": "Hungarian", "id": "Indonesian", "sw": "Swahili", "af": "Afrikaans", "ca": "Catalan", "ja": "Japanese",
    "ko": "Korean", "zh": "Chinese", "el": "Greek", "he": "Hebrew", "th": "Thai", "ta": "Tamil", "bn": "Bengali",
    "ka": "Georgian", "hy": "Armenian", "ru": "Russian", "uk": "Ukrainian", "bg": "Bulgarian", "sr": "Serbian",
    "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "hi": "Hindi", "mr": "Marathi", "vi": "Vietnamese",
    "lb": "Luxembourgish", "sk": "Slovak", "hr": "Croatian", "sl": "Slovenian", "et": "Estonian", "lv": "Latvian",
    "lt": "Lithuanian", "ga": "Irish", "cy": "Welsh", "eu": "Basque", "gl": "Galician", "sq": "Albanian",
    "kl": "Greenlandic", "fo": "Faroese", "gn": "Guarani", "st": "Sesotho", "zu": "Zulu", "xh": "Xhosa",
}  # fmt: skip


def find_language(text: str, declared: str | None) -> str | None:
    """Find the ISO 639-1 code of the language most of a text is in; none when it cannot be told.

    ``declared`` is what the page says (``en-CA``): believed for a text too short to judge, otherwise ignored.
    """
    told = _shorten(declared)
    sample = _take_sample(text)
    script = _find_script(sample)
    if script is not None:
        return script
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    if len(words) < LEAST_WORDS:
        return told
    shares = {
        language: sum(word in known for word in words) / len(words) for language, known in _FUNCTION_WORDS.items()
    }
    english = shares.pop("en")
    other = max(shares, key=lambda language: shares[language])
    if english >= 0.12 and _CLEARLY * english >= shares[other]:
        return "en"
    if shares[other] >= 0.15 and shares[other] > _CLEARLY * english and _is_alone(other, shares):
        return other
    return _ask_identifier(sample, words, english, shares)


def is_read(language: str | None) -> bool:
    """Whether the reader knows the language; a text whose language cannot be told is read."""
    return language is None or language == READ_LANGUAGE


def make_language_finding(language: str) -> Finding:
    name = _NAMES.get(language)
    called = f"{name} ({language})" if name else f"a language it does not know ({language})"
    return Finding(kind=FindingKind.LANGUAGE_NOT_READ, message=f"written in {called}: kept whole, but not read")


def _shorten(declared: str | None) -> str | None:
    if not declared:
        return None
    code = re.match(r"\s{0,9}([A-Za-z]{2})(?![A-Za-z])", declared)
    return code[1].lower() if code else None


def _take_sample(text: str) -> str:
    if len(text) <= 3 * _WINDOW:
        return text
    middle = (len(text) - _WINDOW) // 2
    return "\n".join((text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]))


def _find_script(sample: str) -> str | None:
    """Find the language of a script that has one; ask the identifier about those that have several."""
    letters = len(_LETTER.findall(sample))
    latin = len(_LATIN.findall(sample))
    if letters < LEAST_WORDS or latin > 0.6 * letters:
        return None
    for language, script, share in _SCRIPTS:
        if len(script.findall(sample)) > share * letters:
            return language
    return _identify(sample)


def _is_alone(language: str, shares: dict[str, float]) -> bool:
    """Whether no other language comes near; neighbours (Danish and Norwegian) need a closer look."""
    return all(share < 0.9 * shares[language] for other, share in shares.items() if other != language)


def _ask_identifier(sample: str, words: list[str], english: float, shares: dict[str, float]) -> str | None:
    best = max(shares.values())
    identified = _identify(sample) if best >= 0.06 or english < 0.05 else None
    if identified == "en" or identified is None:
        return "en" if english >= 0.05 or identified == "en" else None
    own = shares.get(identified)
    if own is None:
        # A language without a list here: believed where neither English nor anything listed has a say.
        return identified if english < 0.05 else "en"
    if own > _CLEARLY * english:
        return identified
    return "en" if english >= 0.05 else None


def _identify(sample: str) -> str | None:
    import py3langid

    code = str(py3langid.classify(sample[: 2 * _WINDOW])[0])
    return {"nb": "no", "nn": "no"}.get(code, code)
