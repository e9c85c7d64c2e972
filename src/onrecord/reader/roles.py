"""The nouns by which news text says who somebody is: roles, bodies, groups and documents."""

from __future__ import annotations


def _words(*groups: str) -> frozenset[str]:
    return frozenset(" ".join(groups).split())


# Nouns for one person by role; also read as titles when capitalised in front of a name.
PERSON_ROLES = _words(
    "parent protester surgeon juror trustee headteacher archaeologist biologist geologist trooper patrolman",
    "marshal spokesperson spokesman spokeswoman official president minister premier mayor governor senator",
    "representative congressman congresswoman lawmaker mp mpp mla mep councillor councilor councilman",
    "councilwoman alderman secretary commissioner chief director chairman chairwoman chair chairperson ceo cfo",
    "coo founder co-founder manager executive officer coach judge justice lawyer attorney prosecutor barrister",
    "solicitor professor lecturer researcher scientist economist analyst expert historian author writer columnist",
    "journalist reporter editor correspondent anchor host activist advocate campaigner organizer organiser",
    "candidate nominee leader deputy vice-president chancellor ambassador consul envoy diplomat aide adviser",
    "advisor strategist pollster consultant doctor physician nurse teacher principal superintendent sheriff",
    "detective sergeant lieutenant captain colonel general admiral major commander constable inspector soldier",
    "veteran pastor priest bishop archbishop cardinal rabbi imam pope king queen prince princess duke actor",
    "actress singer musician artist filmmaker player striker trainer owner resident neighbor neighbour witness",
    "farmer worker driver student pupil mother father son daughter brother sister wife husband widow cousin uncle",
    "aunt friend colleague man woman boy girl person member delegate speaker treasurer controller comptroller",
    "ombudsman auditor investigator agent source insider staffer employee boss co-author coauthor co-chair",
    "harbourmaster registrar whip backbencher critic dr mr mrs ms miss mx sir lady lord dame sen rep gov gen col",
    "lt sgt capt prof rev hon pm vp mp. president-elect judge-advocate curator librarian engineer pilot skipper",
    "customer voter supporter survivor victim",
)
TITLES = _words(
    "dr mr mrs ms miss mx sir lady lord dame sen rep reps sens gov gen col lt sgt capt prof rev hon pm vp pres",
    "amb adm supt det insp cllr msgr fr cmdr maj atty",
)
MALE = _words(
    "he his him mr sir lord king prince duke spokesman congressman chairman father son brother husband man",
)
FEMALE = _words(
    "she her mrs ms miss lady dame queen princess spokeswoman congresswoman chairwoman mother daughter sister",
    "wife woman actress widow",
)
# Nouns for several unnamed people.
GROUPS = _words(
    "people officials critics experts sources residents police authorities protesters protestors demonstrators",
    "supporters opponents voters lawmakers senators republicans democrats conservatives liberals analysts",
    "economists researchers scientists scholars historians reporters journalists activists advocates campaigners",
    "organizers organisers lawyers attorneys prosecutors investigators detectives witnesses neighbours neighbors",
    "families parents students teachers workers employees farmers drivers doctors nurses leaders ministers mps",
    "members observers aides advisers advisors strategists staffers allies rivals users others many some several",
    "both most few americans canadians britons germans russians ukrainians israelis palestinians muslims",
    "christians jews women men groups companies countries governments nations agencies outlets media commentators",
    "pundits delegates candidates relatives fans players owners customers consumers investors traders diplomats",
    "governors mayors fishermen spokespeople spokespersons spokesmen representatives crowd majority public",
    "respondents participants authors firefighters rescuers commuters tenants landlords councillors locals",
    "islanders union's",
)
# Nouns for bodies that speak; also the words that make a capitalised name an organization's.
BODIES = _words(
    "agency department ministry office embassy consulate government administration campaign party committee",
    "commission council court police force army navy union association federation league club team company",
    "corporation firm bank group organization organisation foundation institute university college school",
    "hospital church board bureau authority service services network channel station newspaper paper magazine",
    "outlet site publication press journal times post news tribune herald gazette guardian telegraph daily",
    "observer chronicle house senate congress parliament assembly cabinet coalition alliance bloc movement",
    "society trust fund charity airline airport exchange regulator watchdog tribunal panel body centre center",
    "laboratory lab museum library city county state province town village district municipality borough inc ltd",
    "llc corp plc co gmbh division branch wing arm unit international watch cross nations kremlin pentagon nato",
    "company's secretariat directorate brigade inspectorate carrier operator startup giant retailer manufacturer",
    "maker chamber guild academy festival studio port republicans democrats conservatives liberals greens labour",
    "treasury reuters bbc cnn registry archive archives",
)
DOCUMENTS = _words(
    "report study survey poll letter statement document memo memorandum email e-mail message post tweet website",
    "site webpage page article story book memoir bill law act resolution ruling decision order lawsuit complaint",
    "filing indictment affidavit petition notice sign placard banner ad advertisement advert video footage",
    "recording transcript review audit analysis figures data statistics results numbers records papers paper",
    "research release bulletin communique communiqué declaration treaty agreement contract note text speech",
    "editorial column op-ed headline caption chart map list directory register database forecast estimate",
    "estimates projection projections model modelling modeling findings evidence polls studies reports surveys",
    "emails documents letters charter constitution guidelines guidance manual policy plan budget proposal motion",
    "leaflet flyer newsletter thread listing programme program platform",
)
# Given names that tell how a pronoun can refer; a name not listed refers either way.
MALE_NAMES = _words(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony",
    "mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan",
    "jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank",
    "patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter",
    "noah jeremy christian keith roger terry harry sean gerald carl dylan arthur lawrence jordan jesse bryan",
    "billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby",
    "russell bradley philip eugene bill jim bob mike tom dan dave steve ted tim ben sam nick chris matt greg",
    "barack bernie marco mitt newt rand chuck mitch jeff ken luis carlos pedro miguel antonio francisco hans",
    "klaus jürgen wolfgang stefan olaf pierre jean michel vladimir sergei ivan dmitry mohammed muhammad ahmed ali",
    "omar hassan abdul ibrahim yusuf wei keir boris rishi",
)
FEMALE_NAMES = _words(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret",
    "ashley kimberly emily donna michelle carol amanda melissa deborah stephanie dorothy rebecca sharon laura",
    "cynthia amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra",
    "rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly",
    "christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice",
    "ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn",
    "beverly charlotte natalie theresa diana brittany doris kayla alexis lori hillary nikki kellyanne melania",
    "ivanka chelsea condoleezza claire jane jill kate anne marie sophie fatima aisha leila olga natasha svetlana",
    "ursula annalena liz elena ingrid cheri yvette priti jacinda gretchen kamala amelia ada eva nora ida vera",
    "rosa clara lucy molly ellen",
)

# Names that stand for a place, or for its government, and never for a person.
PLACES = _words(
    "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus",
    "belgium bolivia bosnia botswana brazil britain bulgaria cambodia cameroon canada chile china colombia",
    "croatia cuba cyprus czechia denmark ecuador egypt england estonia ethiopia europe finland france georgia",
    "germany ghana greece greenland guatemala haiti honduras hungary iceland india indonesia iran iraq ireland",
    "israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait latvia lebanon libya lithuania luxembourg",
    "malaysia mali malta mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands",
    "nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal",
    "qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden",
    "switzerland syria taiwan tanzania thailand tunisia turkey uganda ukraine uruguay uzbekistan venezuela",
    "vietnam wales yemen zambia zimbabwe africa asia america gaza crimea alabama alaska arizona arkansas",
    "california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky",
    "louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio",
    "oklahoma oregon pennsylvania tennessee texas utah vermont washington wisconsin wyoming alberta ontario",
    "manitoba quebec saskatchewan yukon nunavut london paris berlin moscow beijing tokyo brussels ottawa toronto",
    "montreal vancouver calgary edmonton winnipeg halifax sydney melbourne canberra delhi kyiv tehran jerusalem",
    "rome madrid vienna chicago boston houston philadelphia phoenix dallas detroit atlanta miami seattle denver",
    "minneapolis baltimore manchester liverpool birmingham edinburgh glasgow belfast dublin monday tuesday",
    "wednesday thursday friday saturday sunday january february march april june july august september october",
    "november december christmas easter god",
) | {
    "united states",
    "united kingdom",
    "new york",
    "los angeles",
    "san francisco",
    "new zealand",
    "south africa",
    "saudi arabia",
    "north korea",
    "south korea",
    "hong kong",
    "new jersey",
    "new mexico",
    "new hampshire",
    "north carolina",
    "south carolina",
    "north dakota",
    "south dakota",
    "west virginia",
    "rhode island",
    "british columbia",
    "nova scotia",
    "new brunswick",
    "new delhi",
    "sri lanka",
    "costa rica",
    "el salvador",
}

# What carries somebody's words, and the words by which a text speaks of it beforehand.
CARRIERS = {
    "post": ("post", " x", "facebook", "instagram", "bluesky", "shared", "wrote"),
    "tweet": ("tweet", "twitter", " x"),
    "letter": ("letter", "wrote"),
    "statement": ("statement",),
    "email": ("mail",),
    "e-mail": ("mail",),
    "message": ("message", "text", "wrote", "post"),
    "release": ("release", "statement", "announce"),
    "caption": ("post", "instagram", "caption"),
}

# Nouns that any company or body can be called by, whatever its name says.
ANY_BODY = _words(
    "agency company firm bank airline group institute organization organisation operator carrier startup giant",
    "retailer manufacturer maker developer publisher broadcaster foundation charity body corporation regulator",
    "brand studio",
)
