"""Word lists, and how to write them."""

from __future__ import annotations

import re


def listed(text: str) -> tuple[str, ...]:
    """The words of `text`, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())


def names(text: str) -> frozenset[str]:
    """The names of `text`, which commas part."""
    return frozenset(" ".join(name.split()) for name in text.split(","))


# Verbs that report only a quotation beside them: "…," she fumed.
UTTERED = (
    r"fumed|raged|stormed|thundered|snapped|blasted|shouted|yelled|cried|sighed|grumbled|moaned|growled|barked|laughed|"
    r"roared|screamed|whispered|muttered|mused|gushed|scoffed|sneered|countered|retorted|ventured|enthused|exclaimed|"
    r"groaned|protested|seethed|bellowed|smiled|shrugged|crowed|railed|grinned|interjected|chimed\sin|hit\sback"
)

# Words that name a role, the last of which parts "German Chancellor" from "Olaf Example".
ROLES = words(
    """
    president vice-president premier minister chancellor secretary general ambassador envoy commissioner
    governor mayor senator congressman congresswoman representative lawmaker deputy mp mep councillor
    alderman speaker chairman chairwoman chair chairperson chief director head leader founder co-founder
    boss executive ceo cfo manager president-elect spokesman spokeswoman spokesperson official aide adviser
    advisor counsel attorney lawyer solicitor barrister judge justice prosecutor sheriff constable
    superintendent inspector detective officer sergeant captain colonel major lieutenant commander admiral
    marshal professor scientist economist analyst researcher historian epidemiologist virologist doctor
    nurse teacher principal dean rector provost bishop archbishop cardinal pope rabbi imam king queen prince
    princess duke duchess counterpart critic author writer novelist poet actor actress singer director
    producer coach striker midfielder captain defender campaigner activist farmer resident owner editor
    columnist correspondent reporter journalist presenter strategist pollster treasurer democrat republican
    candidate incumbent frontrunner student engineer psychologist lecturer trustee chaplain pilot rapporteur
    coordinator organiser organizer geologist biologist physicist chemist climatologist meteorologist
    ecologist hydrologist sociologist witness skipper fisherman fishwife miller baker driver shopkeeper
    harbourmaster publisher mediator negotiator ace neurologist surgeon consultant broker trader eyewitness
    bystander onlooker shopper commuter passenger neighbour neighbor tourist holidaymaker pensioner butcher
    grocer electrician plumber builder carpenter banker designer developer photographer chef musician
    footballer golfer cyclist jockey boxer politician diplomat entrepreneur investor landlord landlady
    firefighter paramedic midwife dentist vet pharmacist psychiatrist postman soldier sailor archaeologist
    astronomer mathematician statistician curator conductor choreographer fisherwoman beekeeper librarian
    """
)
# Lower-case words that may stand inside a role, before its noun.
ROLE_MODIFIERS = words(
    """
    former acting senior junior visiting then deputy vice assistant associate interim outgoing incoming
    chief prime foreign interior finance defence defense health justice education trade energy environment
    opposition shadow party police fire security executive managing general press principal lead political
    climate campaign union labour labor government ministry company retired veteran ex long-serving newly
    elected state local regional national federal county city town bank senate house parliamentary
    presidential special human rights
    """
)
WOMEN_ROLES = words(
    """
    spokeswoman chairwoman congresswoman actress queen princess duchess mother sister daughter wife widow
    grandmother aunt niece businesswoman policewoman councilwoman
    """
)
MEN_ROLES = words(
    """
    spokesman chairman congressman actor king prince duke father brother son husband widower grandfather uncle
    nephew businessman policeman councilman bishop archbishop cardinal pope imam
    """
)
WOMEN_TITLES = words("ms mrs miss mx dame lady madam baroness sister")
MEN_TITLES = words("mr sir lord baron brother father")
TITLES = (
    WOMEN_TITLES
    | MEN_TITLES
    | words(
        "dr prof professor sen rep gov gen lt col maj capt sgt adm rev hon judge cllr pc pte cpl fr insp supt"
    )
)
ORGANISATION_WORDS = words(
    """
    ministry department agency office bureau council committee commission party union university college
    school institute institution bank group company corporation corp inc ltd plc llc association federation
    foundation court parliament congress senate assembly cabinet government authority authorities police
    army navy force forces service services board trust club society league church hospital network times
    post news guardian herald tribune journal gazette telegraph fund centre center house nations treasury
    airlines airways railways industries holdings partners laboratories lab observatory museum theatre
    alliance front movement coalition administration secretariat mission embassy charity survey census press
    television radio daily weekly
    """
)
# Nouns that can speak without a name.
SOURCE_NOUNS = words(
    """
    official officials spokesman spokeswoman spokesperson spokesmen police ministry government department
    agency company report study survey poll research researchers scientists experts analysts economists
    officers prosecutors prosecutor authorities lawyers lawyer witnesses witness source sources diplomat
    diplomats doctors residents critics supporters campaigners activists union unions court judge jury
    minister ministers president premier chancellor mayor governor senator leader leaders party opposition
    council committee commission bank alliance body group organisation organization charity firm institute
    university statement document documents letter memo paper newspaper magazine website regulator watchdog
    auditors auditor economist analyst expert researcher scientist professor teacher doctor nurse farmer
    director chairman chairwoman secretary aide adviser advisor commander general colonel captain sergeant
    army navy military forces rebels kremlin parliament ambassador envoy man woman boy girl mother father
    daughter son husband wife brother sister family team people voters workers employees families farmers
    teachers nurses students veterans pair couple actor actress singer author writer player coach manager
    lawmakers senators mps deputies republicans democrats data figures statistics records forecasters office
    embassy administration cabinet hospital inquiry investigators investigation tribunal pollster pollsters
    delegation negotiators mediators federation association mission authority foundation board insurer
    person insider insiders pal pals friend friends neighbour neighbours neighbor neighbors mediator
    negotiator operator society club skipper fisherman fishermen miller millers driver drivers reporters
    """
)
# What stands for a person named before: "the 54-year-old", "the mother-of-two", "the star".
EPITHET = re.compile(
    r"\d{1,3}-year-old|(?:mum|mom|mother|dad|father|grandmother|grandfather|gran|grandad)[- ]of[- ][\w-]{1,12}",
    re.IGNORECASE,
)
EPITHETS = words(
    """
    star singer striker insider mum mom dad mother father widow widower pensioner veteran retiree billionaire
    tycoon newcomer native grandmother grandfather politician lawmaker politico player winger goalkeeper ace
    skipper trader survivor victim defendant
    """
)
PLACES = names(
    """
    Afghanistan, Albania, Algeria, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahrain, Bangladesh,
    Belarus, Belgium, Bolivia, Bosnia, Brazil, Britain, Bulgaria, Cambodia, Cameroon, Canada, Chile, China,
    Colombia, Croatia, Cuba, Cyprus, Denmark, Ecuador, Egypt, England, Estonia, Ethiopia, Finland, France,
    Georgia, Germany, Ghana, Greece, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy,
    Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kosovo, Kuwait, Latvia, Lebanon, Libya, Lithuania,
    Luxembourg, Malaysia, Mali, Malta, Mexico, Moldova, Mongolia, Morocco, Mozambique, Myanmar, Nepal,
    Netherlands, New Zealand, Niger, Nigeria, North Korea, Norway, Oman, Pakistan, Palestine, Panama, Peru,
    Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saudi Arabia, Scotland, Senegal, Serbia,
    Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, Spain, Sri Lanka, Sudan, Sweden,
    Switzerland, Syria, Taiwan, Tanzania, Thailand, Tunisia, Turkey, Uganda, Ukraine, United Arab Emirates,
    United Kingdom, United States, US, U.S., UK, U.K., UAE, Uruguay, Uzbekistan, Venezuela, Vietnam, Wales,
    Yemen, Zambia, Zimbabwe, Europe, Africa, Asia, America, London, Paris, Berlin, Madrid, Rome, Vienna,
    Geneva, Zurich, Brussels, Moscow, Kiev, Kyiv, Warsaw, Prague, Budapest, Athens, Ankara, Istanbul, Cairo,
    Tehran, Baghdad, Jerusalem, Beirut, Damascus, Riyadh, Dubai, Delhi, New Delhi, Mumbai, Beijing,
    Shanghai, Tokyo, Seoul, Sydney, Melbourne, Washington, New York, California, Texas, Florida, Chicago,
    Los Angeles, Boston, Toronto, Ottawa, Lagos, Nairobi, Johannesburg, Edinburgh, Dublin, Belfast, Cardiff,
    Manchester, Birmingham
    """
)
WOMEN = words(
    """
    ada adele agnes aisha alice alicia alison amanda amelia amina amy ana andrea angela angelina anita ann
    anna annalena anne annette antonia april ashley astrid audrey barbara beatrice becky beth betty bianca
    brenda bridget camilla carla carmen carol carolina caroline catherine cecilia charlotte cheryl chiara
    chloe christina christine claire clara claudia colleen cristina cynthia dana daniela deborah debra
    denise diana diane dina dolores donna doris dorothy edith eleanor elena elisa elizabeth ella ellen eliza
    emily emma erica erin esther eva eve evelyn fatima fiona frances francesca freya gabriela gail georgia
    gina gloria grace greta hannah harriet heather heidi helen helena helga hillary holly ida inga ingrid
    irene irina iris isabel isabella ivana jacinda jane janet janice jasmine jean jennifer jenny jessica
    jill joan joanna josephine joyce judith judy julia julie june karen karin kate katherine kathleen
    kathryn katie kelly kim kirsten kristina lara laura lauren layla leah leila lena leonora leslie lillian
    linda lisa liz lola lorna louise lucia lucy lydia madeleine maggie margaret maria mariam marie marina
    marion marta martha mary maya megan melanie melinda melissa mercedes mia michelle mina miriam moira mona
    monica nadia nancy naomi natalia natalie natasha nicola nicole nina nora norma olga olivia pamela
    patricia paula pauline penelope petra philippa phoebe polly priya rachel rebecca renata rita roberta
    rosa rose ruth sabine sally samantha sandra sara sarah selma sharon sheila shirley silvia simone sofia
    sonia sophia sophie stella stephanie susan susanna suzanne svetlana sylvia tamara tania tara tatiana
    teresa theresa tina tracy ursula valentina valerie vanessa vera veronica victoria viola virginia wendy
    winifred yasmin yolanda yvonne zahra zara zoe
    """
)
MEN = words(
    """
    aaron abdul abdullah abraham adam adrian ahmed alan albert alberto alejandro alex alexander alexei
    alfred ali alistair allan andre andreas andrei andrew andy angus anthony anton antonio antony arnold
    arthur aziz barack barry ben benjamin bernard bernie bill bob boris brad bradley brandon brian bruce
    bruno carl carlos charles charlie chris christian christoph christopher clive colin craig daniel dave
    david dean denis dennis derek diego dieter dimitri dirk dmitri dmitry dominic don donald douglas duncan
    ed eddie edgar edmund eduardo edward edwin eli elias elliot emil emmanuel enrique eric erik ernest ethan
    eugene evan farid felix ferdinand fernando filip francis francisco francois frank franz fred frederick
    gareth gary gavin geoffrey george gerald gerard gilbert giovanni glen gordon graham greg gregory
    guillermo gunther gus guy hamid hans harold harry hassan hector heinz henrik henry herbert howard hugh
    hugo hussein ian ibrahim igor ivan ivo jack jacob jacques jake jakob james jan jason javier jeff jeffrey
    jens jeremy jerome jerry jim jimmy joe joel johan john johnny jon jonas jonathan jorge jose josef joseph
    joshua juan julian julio justin karl keith ken kenneth kevin khalid klaus kurt kyle larry lars lawrence
    lee leo leon leonard leonid lewis liam lloyd lorenzo louis luca lucas luis luke magnus malcolm manuel
    marc marco marcus mario mark marko markus martin mateo matt matthew maurice max michael miguel mike
    mikhail milan mitchell mohamed mohammad mohammed muhammad mustafa nathan neil nelson nicholas nick
    nicolas nigel nikolai nils noah norman olaf oleg oliver omar oscar otto owen pablo patrick paul pavel
    pedro per peter phil philip pierre piotr rafael ralph raymond ricardo richard rick rob robert roberto
    rodrigo roger roland ron ronald rory ross roy rudolf rupert russell ryan salman sam samuel scott sean
    sebastian sergei sergey sergio seth shane simon stanley stefan stephen steve steven stuart sven ted
    terry theo theodore thomas tim timothy tobias tom tomas tony trevor tyler umar victor viktor vincent
    vladimir volodymyr walter warren wayne werner wilhelm will william wolfgang xavier yuri yusuf zachary
    """
)
