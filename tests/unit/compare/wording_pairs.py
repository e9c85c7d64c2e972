"""Labelled pairs of an original and a story's sentence that quotes it; every word of them is invented.

Each row: the verdict, the original, the sentence with its quotation in “curly marks” (several for several pieces),
and the changes as ``kind: original -> quoted``, in their order; ``-`` stands for no words on a side. ``None`` for the
changes leaves them open. An original that ends with ``⟂`` is truncated there.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    verdict: str
    original: str
    sentence: str
    changes: list[str] | None


DEPOTS = (
    "BREAKING: There are 7 #NBA depots Ruritania!! Huh? Zenda, Strelsau, Hofbau, Tarlenheim and Modenstein. "
    "If @RudolfRassendyll doesn’t shut them – our reeves should act"
)
FERRY = (
    "The ferry will not run on Sundays. We have told the council twice.\n"
    "Nobody has answered us; that is a disgrace. #SaveTheFerry #Northfield https://t.co/abc123 pic.twitter.com/xyz"
)
BRIDGE = (
    "Our members cannot inspect, repair or certify the bridge. "
    "I have written to Minister Okonjo asking for 40 inspectors and a new crane. "
    "Cracked girders demand action, not excuses."
)
LIBRARY = (
    "I’m proud to say the library reopens on 4 May, with 1,200 new books & a café. "
    "Thanks to everybody who believed… and to those who didn’t 😀 Come and see!"
)
HARBOR = "We bought five tugs for $3.2 million in total. They are old, slow and loud – but they float."
DOGS = "He said the dogs were never fed. They barked all night long. She doesn't think anyone's to blame for it."
CUT = (
    "Many of you have asked what lies behind @MoleGuild’s Tunnel Inspection (TI) team in Ruritania.\n"
    "The answer is short: TI digs in steady company with local miners to keep villages safe in every bend of the…⟂"
)
CUT_WORD = "The tunnel is safe, dry and well lit. Anyone who claims otherwise has never been ins⟂"
PARTED_BY_ITS_CUE = (
    "“Many of you have asked what lies behind @MoleGuild's Tunnel Inspection (TI) team in Ruritania,” reads "
    "the post. “The answer is short: TI digs in steady company with local miners to keep villages safe in every bend "
    "of the mountain.”"
)

VERBATIM: list[tuple[str, str, list[str] | None]] = [
    ("There is no water.", "“There is no water,” she said.", []),
    ("There is no water.", "‘There is no water.’", []),
    ("There is no water. None at all!", "“there is no water”", []),
    (DEPOTS, "“There are 7 NBA depots Ruritania!! Huh?” she wrote.", ["typographic: #NBA -> NBA"]),
    (DEPOTS, "“Zenda, Strelsau, Hofbau, Tarlenheim and Modenstein,” she listed.", []),
    (DEPOTS, "“our reeves should act,” she wrote.", []),
    (DEPOTS, "“doesn't shut them, our reeves should act.”", ["typographic: – -> ,"]),
    (DEPOTS, "“doesn’t shut them... our reeves should act”", ["typographic: – -> ..."]),
    (DEPOTS, "“Huh? Zenda, Strelsau, Hofbau”", []),
    (DEPOTS, "“There are seven #NBA depots Ruritania!”", ["typographic: 7 -> seven"]),
    (DEPOTS, "“BREAKING: There are 7 #NBA depots Ruritania!! Huh?”", []),
    (DEPOTS, "“Breaking: There are 7 #NBA depots Ruritania!! Huh?”", []),
    (DEPOTS, "“if RudolfRassendyll doesn’t shut them”", ["typographic: @RudolfRassendyll -> RudolfRassendyll"]),
    (DEPOTS, "“If Rudolf Rassendyll doesn’t shut them”", ["typographic: @RudolfRassendyll -> Rudolf Rassendyll"]),
    (FERRY, "“The ferry will not run on Sundays. We have told the council twice.”", []),
    (FERRY, "“The ferry will not run on Sundays,” he wrote. “We have told the council twice.”", []),
    (FERRY, "“We have told the council twice. Nobody has answered us; that is a disgrace.”", []),
    (FERRY, "“Nobody has answered us: that is a disgrace”", ["typographic: ; -> :"]),
    (FERRY, "“Nobody has answered us, that is a disgrace”", ["typographic: ; -> ,"]),
    (FERRY, "“that is a disgrace. Save the Ferry”", ["typographic: #SaveTheFerry -> Save the Ferry"]),
    (FERRY, "“that is a disgrace. #SaveTheFerry #Northfield”", []),
    (FERRY, "“The ferry,” he wrote, “will not run on Sundays.”", []),
    (FERRY, "“The ferry will not run” he wrote “on Sundays”", []),
    (FERRY, "He called it “a disgrace”.", []),
    (FERRY, "“…will not run on Sundays…”", []),
    (FERRY, "“[...] We have told the council twice [...]”", []),
    (FERRY, "“We have told the council [sic] twice.”", []),
    (FERRY, "“The ferry will not run on Sundays”", []),
    (BRIDGE, "“Cracked girders demand action, not excuses,” she added.", []),
    (BRIDGE, "“Our members cannot inspect, repair, or certify the bridge,”", ["typographic: - -> ,"]),
    (BRIDGE, "“asking for forty inspectors and a new crane”", ["typographic: 40 -> forty"]),
    (BRIDGE, "“cannot inspect, repair or certify”", []),
    (BRIDGE, "“Cracked girders demand action … not excuses,” the surveyor said, “and a new crane”", None),
    (LIBRARY, "“I'm proud to say the library reopens on 4 May”", []),
    (LIBRARY, "“with 1200 new books and a cafe”", None),
    (LIBRARY, "“with 1,200 new books & a café”", []),
    (LIBRARY, "“with 1,200 new books and a café”", ["typographic: & -> and"]),
    (LIBRARY, "“everybody who believed… and to those who didn’t”", []),
    (LIBRARY, "“everybody who believed ... and to those who didn’t”", []),
    (LIBRARY, "“everybody who believed and to those who didn’t”", ["typographic: … -> -"]),
    (LIBRARY, "“those who didn't. Come and see!”", ["typographic: 😀 -> ."]),
    (LIBRARY, "“those who didn’t Come and see!”", ["typographic: 😀 -> -"]),
    (LIBRARY, "“Come and see,” the librarian wrote.", []),
    (HARBOR, "“We bought 5 tugs for $3.2 million in total”", ["typographic: five -> 5"]),
    (HARBOR, "“We bought [five] tugs for $3.2 million”", ["typographic: - -> [", "typographic: - -> ]"]),
    (HARBOR, "“They are old, slow and loud - but they float.”", []),
    (HARBOR, "“They are old, slow and loud — but they float.”", []),
    (HARBOR, "“They are old, slow, and loud”", ["typographic: - -> ,"]),
    (HARBOR, "“loud. But they float,”", ["typographic: – -> ."]),
    (HARBOR, "“old” and “slow”, as he put it, or rather “slow and loud”", None),
    (DOGS, "“She doesn’t think anyone’s to blame for it.”", []),
    (DOGS, "“the dogs were never fed. They barked all night long”", []),
    (DOGS, "“The dogs were never fed,” he recalled.", []),
    (CUT, "“The answer is short: TI digs in steady company with local miners”", []),
    (CUT, "“to keep villages safe in every bend of the mountain.”", []),
    (CUT, "“to keep villages safe in every bend of the great white mountain, and always will.”", []),
    (CUT, "“what lies behind @MoleGuild’s Tunnel Inspection (TI) team in Ruritania”", []),
    (CUT, PARTED_BY_ITS_CUE, []),
    (CUT_WORD, "“Anyone who claims otherwise has never been inside.”", []),
    (CUT_WORD, "“well lit. Anyone who claims otherwise has never been inside a tunnel in winter.”", []),
    ("It’s 5° colder & 10% wetter.", "“It's 5° colder and 10 per cent wetter.”", None),
    ("The U.S. envoy left at 5 p.m. sharp", "“The US envoy left at 5 pm sharp”", None),
    ("We re-elected the co-op’s e-mail clerk", "“We reelected the co-op’s email clerk”", None),
    ("¡Vamos a Montréal! We sing there.", "“Vamos a Montreal! We sing there.”", ["typographic: Montréal -> Montreal"]),
    ("One.\n\nTwo three four.", "“One. Two three four.”", []),
    ("A “great” day for boats", "“A ‘great’ day for boats”", []),
    ("A far-right group came", "“A far right group came”", ["typographic: - -> -"]),
    ("#WeAllFloat is our motto, friends", "“We All Float is our motto”", ["typographic: #WeAllFloat -> We All Float"]),
    ("ＦＵＬＬ width words are odd", "“FULL width words are odd”", []),
    ("co\u00adoperate with the har\u00adbour office", "“cooperate with the harbour office”", []),
    ("WE WILL NOT GO to the fair", "“We will not go to the fair”", None),
    (
        "It cost five thousand crowns, no less",
        "“It cost 5,000 crowns, no less”",
        ["typographic: five thousand -> 5,000"],
    ),
    ("It cost 1.5 million crowns", "“It cost 1,500,000 crowns”", ["typographic: 1.5 million -> 1,500,000"]),
    ("We are the twelfth to leave today", "“We are the 12th to leave today”", ["typographic: twelfth -> 12th"]),
    ("Yes!!! We did it, at last", "“Yes! We did it, at last”", ["typographic: !! -> -"]),
]

ABRIDGED: list[tuple[str, str, list[str] | None]] = [
    (
        DEPOTS,
        "“If [Reeve Rudolf Rassendyll] doesn’t shut them”",
        ["clarified: @RudolfRassendyll -> [Reeve Rudolf Rassendyll]"],
    ),
    (
        DEPOTS,
        "“If (Reeve Rudolf Rassendyll) doesn’t shut them”",
        ["clarified: @RudolfRassendyll -> (Reeve Rudolf Rassendyll)"],
    ),
    (DEPOTS, "“There are 7 #NBA depots [in] Ruritania!!”", ["clarified: - -> [in]"]),
    (DEPOTS, "“There are 7 [National Boat Agency] depots Ruritania!!”", ["clarified: #NBA -> [National Boat Agency]"]),
    (DEPOTS, "“There are 7 #NBA depots Ruritania!! … Zenda, Strelsau”", ["elided: Huh -> …"]),
    (DEPOTS, "“There are 7 #NBA depots Ruritania!! … our reeves should act”", None),
    (DEPOTS, "“[T]here are 7 #NBA depots Ruritania!!”", ["clarified: There -> [T]here"]),
    (DEPOTS, "“There are 7 #NBA depots,” she wrote. “Our reeves should act.”", None),
    (
        FERRY,
        "“The ferry will not run on Sundays … that is a disgrace,” he said.",
        ["elided: We have told the council twice.\nNobody has answered us -> …"],
    ),
    (
        FERRY,
        "“The ferry will not run on Sundays... Nobody has answered us”",
        ["elided: We have told the council twice -> ..."],
    ),
    (
        FERRY,
        "“The ferry will not run on Sundays [...] Nobody has answered us”",
        ["elided: We have told the council twice -> [...]"],
    ),
    (
        FERRY,
        "“The ferry will not run on Sundays (…) Nobody has answered us”",
        ["elided: We have told the council twice -> (…)"],
    ),
    (FERRY, "“The ferry will not run on Sundays. . . Nobody has answered us”", None),
    (
        FERRY,
        "“The ferry will not run on Sundays,” he wrote. “Nobody has answered us.”",
        ["elided: We have told the council twice -> -"],
    ),
    (FERRY, "“We have told [the town hall] twice”", ["clarified: the council -> [the town hall]"]),
    (FERRY, "“[The operator and I] have told the council twice.”", ["clarified: - -> [The operator and I]"]),
    (FERRY, "“We have told the council [of Northfield] twice.”", ["clarified: - -> [of Northfield]"]),
    (FERRY, "“Nobody has answered [the ferrymen]; that is a disgrace.”", ["clarified: us -> [the ferrymen]"]),
    (FERRY, "“[W]e have told the council twice.”", ["clarified: We -> [W]e"]),
    (FERRY, "“We … told the council twice.”", ["elided: have -> …"]),
    (FERRY, "“The ferry … Sundays”", ["elided: will not run on -> …"]),
    (BRIDGE, "“Our members cannot inspect … the bridge … Cracked girders demand action”", None),
    (
        BRIDGE,
        "“Our members cannot inspect, repair or certify the bridge…Cracked girders demand action, not excuses,”",
        ["elided: I have written to Minister Okonjo asking for 40 inspectors and a new crane -> …"],
    ),
    (
        BRIDGE,
        "“I have written to [Dana Okonjo] asking for 40 inspectors”",
        ["clarified: Minister Okonjo -> [Dana Okonjo]"],
    ),
    (BRIDGE, "“Our members cannot inspect [or] certify the bridge”", ["clarified: repair or -> [or]"]),
    (BRIDGE, "“[The guild’s] members cannot inspect, repair or certify the bridge”", ["clarified: - -> [The guild’s]"]),
    (BRIDGE, "“Our members,” she wrote, “cannot … certify the bridge.”", ["elided: inspect, repair or -> …"]),
    (
        BRIDGE,
        "“I have written … asking for 40 [qualified] inspectors”",
        ["elided: to Minister Okonjo -> …", "clarified: - -> [qualified]"],
    ),
    (
        LIBRARY,
        "“I’m proud to say [Northfield Library] reopens on 4 May”",
        ["clarified: the library -> [Northfield Library]"],
    ),
    (LIBRARY, "“I’m proud to say the library reopens … with 1,200 new books”", ["elided: on 4 May -> …"]),
    (LIBRARY, "“Thanks to everybody … Come and see!”", None),
    (LIBRARY, "“the library reopen[s] on 4 May”", ["clarified: reopens -> reopen[s]"]),
    (HARBOR, "“[The port] bought five tugs … They are old”", None),
    (HARBOR, "“They [the tugs] are old, slow and loud”", ["clarified: - -> [the tugs]"]),
    (HARBOR, "“[The tugs] are old, slow and loud”", ["clarified: - -> [The tugs]"]),
    (DOGS, "“[The keeper] said the dogs were never fed.”", ["clarified: - -> [The keeper]"]),
    (DOGS, "“the dogs were never fed … all night long”", ["elided: They barked -> …"]),
    (DOGS, "“the dogs were [hardly ever] fed”", ["clarified: never -> [hardly ever]"]),
    (DOGS, "“the [hounds] were never fed”", ["clarified: dogs -> [hounds]"]),
    (DOGS, "“the dogs [we]re never fed”", ["clarified: were -> [we]re"]),
    (CUT, "“TI digs in steady company … in every bend of the mountain.”", None),
    (CUT, "“[The guild] digs in steady company with local miners”", ["clarified: - -> [The guild]"]),
    (CUT, "“TI digs [together] with local miners”", ["clarified: in steady company -> [together]"]),
    (
        "The damned valve froze and the crew shut it",
        "“The d***** valve froze and the crew shut it”",
        ["elided: damned -> d*****"],
    ),
    (
        "He told them to leave before dawn",
        "“He told [the sailors] to leave before dawn [on Monday]”",
        ["clarified: them -> [the sailors]", "clarified: - -> [on Monday]"],
    ),
    ("I love it here and they love it too", "“I love it here … they love it too,” she laughed.", ["elided: and -> …"]),
    (
        "We met in the hall on Monday night",
        "“We met in the hall [laughs] on Monday night”",
        ["clarified: - -> [laughs]"],
    ),
    (
        "We met in the hall on Monday night",
        "“We met in the hall on Monday night [in 2019]”",
        ["clarified: - -> [in 2019]"],
    ),
]

ALTERED: list[tuple[str, str, list[str] | None]] = [
    (DEPOTS, "“There are 7 NBA depots in Ruritania!! Huh?”", ["typographic: #NBA -> NBA", "inserted: - -> in"]),
    (DEPOTS, "“There are 6 #NBA depots Ruritania!!”", ["replaced: 7 -> 6"]),
    (DEPOTS, "“There are 17 #NBA depots Ruritania!!”", ["replaced: 7 -> 17"]),
    (
        DEPOTS,
        "“There are six NBA depots in Ruritania!!”",
        ["replaced: 7 -> six", "typographic: #NBA -> NBA", "inserted: - -> in"],
    ),
    (DEPOTS, "“There were really 6 #NBA depots Ruritania”", None),
    (
        DEPOTS,
        "“There are 7 #NBA depots Ruritania!! Huh? Zenda, Strelsau, Hofbau and Modenstein.”",
        ["dropped: Tarlenheim -> -"],
    ),
    (DEPOTS, "“There are 7 #NBA depots Ruritania!! Zenda, Strelsau”", ["dropped: Huh -> -"]),
    (DEPOTS, "“If Reeve Rassendyll doesn’t shut them”", ["replaced: @RudolfRassendyll -> Reeve Rassendyll"]),
    (DEPOTS, "“There are 7 depots Ruritania!!”", ["dropped: #NBA -> -"]),
    (DEPOTS, "“There are 7 #NBA depots [and 9 yards] Ruritania!!”", ["inserted: - -> [and 9 yards]"]),
    (DEPOTS, "“There are [12] #NBA depots Ruritania!!”", ["replaced: 7 -> [12]"]),
    (DEPOTS, "“If @RudolfRassendyll does shut them – our reeves should act”", ["replaced: doesn’t -> does"]),
    (DEPOTS, "“our reeves should [not] act”", ["inserted: - -> [not]"]),
    (DEPOTS, "“our mayors must act”", None),
    (FERRY, "“The ferry will run on Sundays.”", ["dropped: not -> -"]),
    (FERRY, "“The ferry will never run on Sundays.”", ["replaced: not -> never"]),
    (FERRY, "“The ferry won’t run on Sundays.”", ["replaced: will not -> won’t"]),
    (FERRY, "“The ferry will not run on Sunday.”", ["replaced: Sundays -> Sunday"]),
    (
        FERRY,
        "“The ferry will not run on Sundays. Nobody has answered us.”",
        ["dropped: We have told the council twice -> -"],
    ),
    (FERRY, "“The ferry will not run on Sundays. We’ve told the council twice.”", ["replaced: We have -> We’ve"]),
    (FERRY, "“The old ferry will not run on Sundays.”", ["inserted: - -> old"]),
    (FERRY, "“We have told the lazy council twice.”", ["inserted: - -> lazy"]),
    (FERRY, "“We have told the council three times.”", ["replaced: twice -> three times"]),
    (FERRY, "“We have told the council thrice. Nobody has answered us”", ["replaced: twice -> thrice"]),
    (FERRY, "“We have told the council … three times. Nobody has answered us”", None),
    (FERRY, "“Nobody has answered us; this is a disgrace.”", ["replaced: that -> this"]),
    (
        FERRY,
        "“Nobody has [ever] answered us; this is a disgrace.”",
        ["clarified: - -> [ever]", "replaced: that -> this"],
    ),
    (FERRY, "“that is a disgrace #Northfield”", ["dropped: #SaveTheFerry -> -"]),
    (FERRY, "“The ferry [will] run on Sundays.”", ["replaced: will not -> [will]"]),
    (BRIDGE, "“Our members can inspect, repair or certify the bridge.”", ["replaced: cannot -> can"]),
    (BRIDGE, "“Our members cannot inspect or certify the bridge.”", ["dropped: repair -> -"]),
    (BRIDGE, "“asking for 400 inspectors and a new crane”", ["replaced: 40 -> 400"]),
    (BRIDGE, "“asking for 40 inspectors and two new cranes”", None),
    (BRIDGE, "“asking for [400] inspectors and a new crane”", ["replaced: 40 -> [400]"]),
    (BRIDGE, "“Cracked girders demand swift action, not excuses.”", ["inserted: - -> swift"]),
    (BRIDGE, "“Cracked girders demand action. Our members cannot inspect, repair or certify the bridge.”", None),
    (BRIDGE, "“Cracked beams demand action, not excuses.”", ["replaced: girders -> beams"]),
    (BRIDGE, "“Our members cannot inspect, repair or certify the bridge. Cracked girders demand action”", None),
    (LIBRARY, "“the library reopens on 5 May, with 1,200 new books”", ["replaced: 4 -> 5"]),
    (LIBRARY, "“the library reopens on 4 May, with 12,000 new books”", ["replaced: 1,200 -> 12,000"]),
    (LIBRARY, "“I am proud to say the library reopens”", ["replaced: I’m -> I am"]),
    (LIBRARY, "“I’m proud to say that the library reopens”", ["inserted: - -> that"]),
    (LIBRARY, "“to everyone who believed… and to those who didn’t”", ["replaced: everybody -> everyone"]),
    (HARBOR, "“We bought five tugs for $3.5 million in total”", ["replaced: 3.2 -> 3.5"]),
    (HARBOR, "“We bought five tugs for £3.2 million in total”", ["replaced: $ -> £"]),
    (HARBOR, "“We bought five tugs for 3.2 million in total”", ["dropped: $ -> -"]),
    (HARBOR, "“They are old and loud – but they float.”", ["dropped: slow -> -"]),
    (HARBOR, "“We bought five new tugs for $32 million in total”", ["replaced: 3.2 -> 32", "inserted: - -> new"]),
    (DOGS, "“She thinks anyone's to blame for it.”", ["replaced: doesn't think -> thinks"]),
    (DOGS, "“the dogs were never fed. They barked all day long.”", ["replaced: night -> day"]),
    (DOGS, "“They [never] barked all night long.”", ["inserted: - -> [never]"]),
    (CUT, "“TI digs in very steady company with local miners”", ["inserted: - -> very"]),
    (CUT, "“to leave villages safe in every bend of the mountain”", ["replaced: keep -> leave"]),
    (CUT_WORD, "“Anyone who claims otherwise has never been there.”", ["replaced: ins -> there"]),
    ("The clerk was [visibly] upset by the news", "“The clerk was upset by the news”", ["dropped: visibly -> -"]),
    ("It is -5 degrees on the pier today", "“It is 5 degrees on the pier today”", ["replaced: -5 -> 5"]),
    ("Up to 5.2 tonnes of herring", "“Up to 52 tonnes of herring”", ["replaced: 5.2 -> 52"]),
    (
        "They are [happy] with the pier we built",
        "“They are [un]happy with the pier we built”",
        ["replaced: happy -> [un]happy"],
    ),
    ("All boats must leave port", "“Some boats must leave port”", ["replaced: All -> Some"]),
]

PAIRS = [
    Pair(verdict, original, sentence, changes)
    for verdict, rows in (("verbatim", VERBATIM), ("abridged", ABRIDGED), ("altered", ALTERED))
    for original, sentence, changes in rows
]
