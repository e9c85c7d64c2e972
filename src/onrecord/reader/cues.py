"""The words with which news text ascribes: verbs of saying and judging, by what they take.

The verbs were chosen by how often each form is a cue where it occurs in PolNeAR's training part; forms that are a
cue less than about a third of the time are left out, or kept only beside a quotation.
"""

from __future__ import annotations


def _forms(*groups: str) -> frozenset[str]:
    return frozenset(" ".join(groups).split())


# Verbs that can carry a quotation on either side and a that-clause ("said", "the mayor added").
SAYING = _forms(
    "said says say added adds add wrote writes write noted notes note argued argues argue tweeted tweets posted",
    "explained explains explain declared declares declare continued stated states state insisted insists insist",
    "replied replies responded responds claimed claims claim acknowledged acknowledges acknowledge announced",
    "announces announce warned warns warn concluded concludes conclude recalled recalls predicted predicts",
    "predict suggested suggests suggest admitted admits admit reported reports confirmed confirms confirm",
    "revealed reveals asserted asserts joked jokes conceded concedes reiterated reiterates complained complains",
    "stressed stresses emphasized emphasised emphasizes emphasises testified testifies remarked remarks alleged",
    "alleges contended contends observed commented cautioned cautions lamented lamenting quipped shouted yelled",
    "chanted asked asks vowed vows promised promises pledged pledges agreed agrees denied denies indicated",
    "indicates mused speculated countered recounted interjected proclaimed proclaims opined boasted boasts",
    "reasoned clarified reckons reckoned maintains shared shares pointed questioned questions estimates estimated",
    "repeated repeats urged urges",
)
# Verbs that name the addressee before what is said ("told reporters that …").
TELLING = _forms(
    "told tells tell assured assures informed reminded reminds warned",
)
# Present participles that add a saying to a clause (", adding that …").
ADDING = _forms(
    "saying adding noting arguing telling claiming stating insisting explaining declaring announcing suggesting",
    "asking warning writing tweeting acknowledging asserting predicting alleging promising vowing pledging citing",
    "calling describing accusing criticizing criticising urging denouncing demanding recalling reiterating",
    "stressing emphasizing conceding boasting pointing referring praising blaming dismissing defending condemning",
)
# Verbs whose object is what was said or judged ("criticized the plan", "called for a vote").
JUDGING = _forms(
    "called calls criticized criticised criticizes criticises praised praises endorsed endorses blasted blasts",
    "accused accuses described describes defended defends denounced denounces condemned condemns dismissed",
    "dismisses rejected rejects blamed blames slammed slams attacked cited cites decried mocked touted touts",
    "questioned railed opposed opposes opposing supported backed urged urges demanded demands proposed proposes",
    "expressed expresses voiced echoed echoes highlighted thanked referenced mentioned mentions discussed",
    "outlined announced declared likened applauded welcomed lambasted derided portrayed labeled dubbed refers",
    "referred hailed vowed promised pledged detailed details predicted offered explained acknowledged",
    "predicts warned revealed reported reiterated recommended recommends",
)
# Verbs of belief and wish: what follows is a view, not a saying.
BELIEVING = _forms(
    "believes believed believe thinks hopes hoped hope wants fears considers expects doubts prefers",
    "suspects supposes feels realizes",
)
# Verbs with which a document speaks ("the letter says", "the page lists").
SHOWING = _forms(
    "shows show showed found finds reads read lists listed states says said suggests indicates reveals",
)
# Of the verbs of saying, those that ascribe only beside a quotation ("the plane continued on its way").
QUOTING = _forms(
    "continued shared repeated repeats observed reasoned posted counters countered responded pointed shares"
)
# Of these, what closes a quotation like a verb of saying: "“…,” reads the post".
READING = _forms("reads read")
# Verbs that carry the wish to do something, with "to" ("vowed to fight", "declined to say").
WILLING = _forms(
    "vowed vows promised promises pledged pledges agreed refused refuses declined declines offered threatened",
    "urged wants hopes sought seeks asked",
)
# Nouns and verbs at once: cues only after a subject that can speak.
AMBIGUOUS = _forms(
    "say claims claim reports report notes note calls call states state promises pledges questions posts tweets",
    "shares estimates fears hopes doubts remarks shows show demands backed posted found read reads listed lists",
    "shared repeats vows supports attacked offered opposing mentions cites hope believe announce write add tell",
    "warn conclude observed maintains feels stresses expects explain predict concede insist argue declare",
    "acknowledge admit confirm suggest repeated continued called asked pointed urges demanded refers referred",
    "considers finds tells touts",
)
# Passives by which a document speaks: "are listed on the site".
LISTED = _forms(
    "listed named shown described identified mentioned included",
)
ALL = LISTED | SAYING | TELLING | JUDGING | BELIEVING | SHOWING | WILLING

AUXILIARIES = _forms(
    "am has have had is are was were be been being will would can could may might must should do does did hasn't",
    "haven't hadn't isn't aren't wasn't weren't won't wouldn't can't cannot couldn't don't doesn't didn't hasn’t",
    "haven’t hadn’t isn’t aren’t wasn’t weren’t won’t wouldn’t can’t couldn’t don’t doesn’t didn’t not never",
)
BE_FORMS = _forms(
    "am is are was were be been being isn't wasn't weren't aren't isn’t wasn’t weren’t aren’t gets got",
)
ADVERBS = _forms(
    "also then later earlier again still now once often never always only just even further instead too already",
    "ever not soon recently previously repeatedly publicly reportedly famously have therefore thus yesterday",
    "today first simply merely explicitly widely finally meanwhile separately twice",
)
# What denies the saying, or puts it off: the act is not asserted.
DENIALS = _forms(
    "not never didn't doesn't don't hasn't haven't hadn't didn’t doesn’t don’t hasn’t haven’t hadn’t",
)
FUTURE = _forms(
    "will would may might could should can won't wouldn't couldn't won’t wouldn’t couldn’t must",
)

# Past forms that do not end in "-ed", for finding a sentence's first finite verb.
IRREGULAR_PAST = _forms(
    "sent wrote made took gave held put got went came began left met led brought set ran won lost spoke rose",
    "stood kept sat built paid bought caught fell flew grew knew saw sold taught threw drew drove broke",
    "chose did hit hurt",
    "let cut",
)

PERSONAL = _forms(
    "he she they i we it you who",
)
