"""Is there a story to read on a page, or does something stand in its place?

Servers answer with block pages, walls and errors as if they were stories, often with status 200. Nothing may be
concluded from such a page. But stories about blocked web sites exist too, so a phrase alone decides nothing: what
counts is how much running text is left when the sentences that walls are made of are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

STORY_WORDS = 80  # words of running text, wall phrases aside, from which on a page is a story whatever else it says
STATED_STORY_WORDS = 30  # the same where the page states a headline, a day and an author for machines
TITLED_WALL_WORDS = 150  # the same below a title that only walls have
PARAGRAPH_LIMIT = 3_000  # characters of one paragraph in which phrases are looked for
PAGE_LIMIT = 60_000  # characters of a page in which phrases are looked for
FEW_WORDS = 3  # words; a page that shows fewer is empty


class _Wall(NamedTuple):
    reason: str
    title: re.Pattern[str]
    phrase: re.Pattern[str]


def _compile(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms), re.IGNORECASE)


_BLOCKED = _Wall(
    "a page that refuses access stands in the story's place",
    _compile(
        r"just a moment(?:\.{3}|…)?",
        r"access (?:to this page )?(?:has been )?(?:denied|blocked)",
        r"attention required!?.{0,20}",
        r"(?:error )?40[13](?: ?[-–—:]? ?(?:error|forbidden|unauthorized))?",
        r"forbidden",
        r"request (?:rejected|blocked)",
        r"(?:are you|you are) (?:a )?(?:robot|human)\??",
        r"(?:robot|bot|human|security|browser) (?:check|verification|challenge)",
        r"pardon our interruption(?:\.{3}|…)?",
        r"(?:please )?verify (?:that )?you are (?:a )?human",
        r"ddos-guard",
        r"zugriff verweigert",
        r"accès refusé",
        r"acceso denegado",
        r"accesso negato",
        r"captcha",
    ),
    _compile(
        r"checking (?:if the site connection is secure|your browser)",
        r"verif(?:y|ying) (?:that )?you(?: are|['’]re) (?:not a robot|(?:a )?human)",
        r"(?:prove|confirm) (?:that )?you(?: are|['’]re) (?:not a robot|(?:a )?human)",
        r"you don['’]t have permission to access",
        r"you do not have (?:permission|access) to",
        r"enable javascript and cookies to continue",
        r"(?:sorry, )?you have been blocked",
        r"unable to access \S{3,80}",
        r"why (?:have i been blocked|do i have to complete a captcha)",
        r"security (?:service|solution) to protect (?:itself|against)",
        r"action you just performed triggered the security",
        r"(?:submitting a certain word or phrase|a sql command or malformed data)",
        r"(?:email|contact) the site owner to let them know",
        r"cloudflare ray id|performance (?:&|and) security by cloudflare",
        r"unusual (?:traffic|activity) from your",
        r"reference\s?#\s?\d",
        r"your (?:ip|request) (?:address )?(?:has been|was|is) blocked",
        r"complete the (?:security check|captcha)",
        r"please (?:complete|solve) the captcha",
        r"something about your browser made us think you (?:were|might be) a bot",
        r"ihr zugriff wurde (?:blockiert|verweigert|gesperrt)",
        r"bestätigen sie, dass sie (?:kein roboter|ein mensch) sind",
        r"vérifi\w{1,6} que vous (?:êtes humain|n['’]êtes pas un robot)",
        r"(?:verifi\w{1,6}|confirm\w{1,6}) que (?:eres|es) (?:un )?humano",
    ),
)
_SCRIPTED = _Wall(
    "the page shows its story only where programs may run",
    _compile(r"(?:please )?enable javascript", r"javascript (?:is )?(?:required|disabled)"),
    _compile(
        r"(?:please )?(?:enable|turn on|activate|allow) java\s?script",
        r"java\s?script (?:is|seems to be|must be|has been) (?:currently )?(?:disabled|required|enabled|turned"
        r" off|deactivated)",
        r"(?:requires|needs|without) java\s?script",
        r"java\s?script (?:aktivieren|einschalten|ist deaktiviert|zu aktivieren)",
        r"aktivieren sie (?:bitte )?java\s?script",
        r"activ(?:er|ez) java\s?script",
        r"(?:habilit|activ)\w{1,4} (?:el )?java\s?script",
        r"(?:abilit|attiv)\w{1,4} java\s?script",
        r"your browser (?:is not supported|is out of date|does not support)",
    ),
)
_MISSING = _Wall(
    "an error page stands in the story's place",
    _compile(
        r"(?:http )?(?:error |fehler |erreur )?(?:404|410)(?: ?[-–—:|] ?.{0,30}| (?:error|page|not|gone).{0,20})?",
        r"(?:the )?page (?:was |is |cannot be |could not be |can['’]t be )?(?:not found|found|missing|unavailable)",
        r"oops\W.{0,40}",
        r"not found",
        r"(?:http )?(?:error )?50[0-4](?: ?[-–—:|] ?.{0,40}| (?:error|internal|bad|service|gateway|server).{0,30})?",
        r"(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)",
        r"seite (?:wurde )?nicht gefunden",
        r"(?:page|article) (?:introuvable|non trouvée?)",
        r"página no encontrada",
        r"pagina non trovata",
        r"error",
    ),
    _compile(
        r"(?:page|article|story|content|url|file) (?:you(?: are|['’]re| were) (?:looking for|trying to"
        r" (?:reach|access|view))"
        r"|you (?:requested|have requested)|requested)(?: \w{1,15}){0,4}"
        r" (?:found|exist|available|moved|removed|deleted|missing)",
        r"(?:page|article|url|file) (?:\w{1,15} ){0,4}(?:could not|cannot|can['’]t|was not|wasn['’]t|couldn['’]t)"
        r" be found",
        r"we (?:can['’]t|cannot|couldn['’]t|could not) find (?:the|that|this) page",
        r"this page (?:does(?:n['’]t| not) exist|is(?:n['’]t| not) available|is no longer available|has been removed)",
        r"(?:page|file|url) not found",
        r"not found on this server",
        r"(?:internal server error|bad gateway|service unavailable|gateway time-?out|error establishing a"
        r" database connection)",
        r"seite (?:\w{1,15} ){0,5}(?:nicht gefunden|existiert nicht|nicht (?:mehr )?verfügbar)",
        r"page (?:\w{1,15} ){0,5}(?:introuvable|n['’]existe (?:pas|plus))",
        r"página (?:\w{1,15} ){0,6}(?:no existe|no encontrada|no se (?:ha )?encontr)",
        r"pagina (?:\w{1,15} ){0,6}(?:non trovata|non esiste|non è disponibile)",
    ),
)
_WALLED = _Wall(
    "a login or a subscription stands before the story",
    _compile(
        r"(?:log ?in|sign ?in|sign up|log on|anmelden|einloggen|login|register)(?: (?:to|with|or|bei|zu) .{0,40})?",
        r"(?:subscribe|subscription required|abonnieren|subscriber (?:login|exclusive))",
    ),
    _compile(
        r"(?:log|sign) ?in (?:or (?:register|subscribe|sign up|create an account) )?to"
        r" (?:continue|read|view|see|access)",
        r"(?:subscribe|register|sign up)(?: now| today)? (?:to|and) (?:continue|read|keep"
        r" reading|unlock|view|access|get)",
        r"(?:to (?:continue|keep) reading|to read (?:the rest|more|this (?:article|story)|the full))",
        r"(?:already|current) a? ?(?:subscriber|member)",
        r"(?:for|only for|available to|exclusive to) (?:our )?(?:subscribers|members)(?: only)?",
        r"subscriber[- ](?:only|exclusive)",
        r"(?:start|begin) your (?:free )?(?:trial|subscription)",
        r"(?:forgot(?:ten)?|reset) (?:your )?password",
        r"create (?:a free|an|your) account",
        r"you(?: have|['’]ve) (?:reached|used|read) (?:your|all|the)(?: \w{1,12}){0,4} (?:limit|articles)",
        r"(?:jetzt|hier) (?:abonnieren|testen|freischalten|weiterlesen|anmelden)",
        r"(?:bereits|schon) (?:abonnent|registriert|kunde|digitalabonnent)",
        r"(?:um|zum) (?:weiterzulesen|weiterlesen)|weiterlesen mit",
        r"(?:exklusiv )?(?:nur )?für (?:unsere )?abonnent",
        r"(?:réservé|exclusif) aux abonnés|déjà abonné|abonnez-vous|pour lire la suite|connectez-vous",
        r"(?:solo|exclusivo) para suscriptores|suscríb(?:ete|ase)|inicia sesión|para seguir leyendo|ya"
        r" (?:eres|soy) suscriptor",
        r"(?:riservato|solo) (?:agli|per gli) abbonati|abbonati per|sei già abbonato|accedi per|per continuare a"
        r" leggere",
        r"(?:exclusivo|só) para assinantes|já é assinante|assine (?:para|agora|já)",
    ),
)
_CONSENTED = _Wall(
    "a request for consent stands before the story",
    _compile(
        r"before you continue(?: to .{0,40})?",
        r"(?:cookie|privacy|consent|datenschutz)[ -]?(?:settings|consent|notice|policy|wall|center|einstellungen)?",
        r"we value your privacy",
        r"(?:your|ihre) (?:privacy|privatsphäre|datenschutzeinstellungen).{0,40}",
    ),
    _compile(
        r"we (?:value|care about|respect) your privacy",
        r"before you continue to",
        r"(?:accept|reject|manage|allow) (?:all )?(?:cookies|preferences|purposes|partners)",
        r"(?:we|our \d{0,4} ?partners|and our (?:\d{1,4} )?partners)(?: \w{1,15}){0,8}"
        r" (?:store|use|process|access)(?: \w{1,15}){0,6}"
        r" (?:cookies|information|personal data|device)",
        r"(?:use|uses|using) cookies",
        r"cookies (?:and|to|or|for) \w",
        r"(?:legitimate interest|withdraw (?:your )?consent|personali[sz]ed (?:ads|advertising|content))",
        r"(?:mit|ohne) werbung (?:weiterlesen|weitersurfen|nutzen)|werbefrei(?:es)? (?:abo|lesen)|pur-abo",
        r"(?:alle|cookies) (?:akzeptieren|annehmen|zustimmen)|einwilligung"
        r" (?:widerrufen|erteilen)|(?:verwenden|nutzen) (?:wir )?cookies",
        r"(?:tout )?accepter (?:et|les cookies)|continuer sans accepter|(?:utilis\w{1,4}|dépos\w{1,4}) des cookies",
        r"aceptar (?:todas|las cookies|y continuar)|(?:utiliz|us)\w{1,5} cookies",
        r"accetta (?:tutti|i cookie|e continua)|utilizz\w{1,5} (?:i )?cookie",
    ),
)
_WALLS = (_BLOCKED, _MISSING, _WALLED, _CONSENTED, _SCRIPTED)
_BEFORE_THE_REST = _compile(
    r"(?:to|and|or) (?:continue|keep) reading",
    r"already a? ?(?:subscriber|member)",
    r"(?:for|only for|available to|exclusive to) (?:our )?(?:subscribers|members)\b",
    r"\bweiterlesen (?:mit|im abo)|(?:bereits|schon) (?:abonnent|digitalabonnent)|jetzt freischalten",
    r"réservé aux abonnés|déjà abonné|pour lire la suite",
    r"(?:solo|exclusivo) para suscriptores|para seguir leyendo",
    r"(?:riservato|solo) (?:agli|per gli) abbonati|per continuare a leggere",
)
_EMPTY = "the page shows nothing to read"
_TITLE_TAIL = re.compile(r"\s+[|–—»·-]\s+.{0,60}$")


def decide_unreadable(
    *,
    title: str | None,
    paragraphs: Sequence[str],
    shown: Sequence[str],
    asks_password: bool = False,
    states_story: bool = False,
) -> str | None:
    """Decide why nothing may be concluded from a page; none when it can be read.

    ``paragraphs`` is the running text taken for the story, ``shown`` everything a reader sees, block by block.
    ``asks_password`` tells of a form with a password, ``states_story`` of a headline, a day and an author that the
    page states for machines.
    """
    page = " \n ".join(shown)[:PAGE_LIMIT]
    if _count_words(page) < FEW_WORDS and _count_words(" ".join(paragraphs)) < FEW_WORDS:
        return _EMPTY
    words = _count_story_words(paragraphs)
    titled = _find_titled(title, shown)
    if titled is not None and words < TITLED_WALL_WORDS and titled.phrase.search(page):
        return titled.reason
    if words >= (STATED_STORY_WORDS if states_story else STORY_WORDS):
        return None
    if titled is not None and (words < STATED_STORY_WORDS or titled.phrase.search(page)):
        return titled.reason
    return _find_by_phrases(page, words, asks_password=asks_password)


def is_cut_short(*, paragraphs: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether a story that can be read seems to be its beginning only, with a subscription before the rest."""
    if _count_story_words(paragraphs) >= TITLED_WALL_WORDS:
        return False
    return any(_BEFORE_THE_REST.search(text[:PARAGRAPH_LIMIT]) for text in shown)


def _count_words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _count_story_words(paragraphs: Sequence[str]) -> int:
    """Words in paragraphs that no wall is made of; a long text is not counted to its end."""
    words = 0
    for paragraph in paragraphs:
        looked_at = paragraph[:PARAGRAPH_LIMIT]
        if not any(wall.phrase.search(looked_at) for wall in _WALLS):
            words += _count_word_run(looked_at)
        if words >= TITLED_WALL_WORDS:
            break
    return words


def _count_word_run(text: str) -> int:
    """Words, or two signs for one where words are written without blanks between them."""
    unspaced = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", text))
    return max(_count_words(text), unspaced // 2)


def _find_titled(title: str | None, shown: Sequence[str]) -> _Wall | None:
    """The wall whose name the page bears as its title, or as the only thing that stands at its head."""
    names = [title] if title else list(shown[:1])
    for name in names:
        bare = _TITLE_TAIL.sub("", name.strip()).strip(" .!:-–—|")
        for wall in _WALLS:
            if wall.title.fullmatch(bare):
                return wall
    return None


def _find_by_phrases(page: str, words: int, *, asks_password: bool) -> str | None:
    """The wall whose phrases a page without a story is made of."""
    counts = [(len({found.group().lower() for found in wall.phrase.finditer(page)}), wall) for wall in _WALLS]
    best, wall = max(counts, key=lambda each: each[0])
    if best == 0:
        return _WALLED.reason if asks_password and words < STATED_STORY_WORDS else None
    few = _count_words(page) < STORY_WORDS
    if words < STATED_STORY_WORDS and (few or best > 1 or asks_password):
        return wall.reason
    return None
