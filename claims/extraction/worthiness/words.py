"""The words and patterns by which the signs of a statement are known.

The patterns are tried on statements with their capitals, the words on lower-case ones with straight apostrophes.
"""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.types import Reason

COMPARE = words(
    "than twice double triple compared versus outnumber outnumbered exceed exceeds exceeded majority half"
)
CHANGE = words(
    """
    rose risen rise rises rising fell fallen falls falling increase increased increases increasing decrease
    decreased decreases decline declined declines declining grew grown grow grows growing drop dropped drops
    dropping doubled tripled quadrupled halved shrank shrunk climbed surged soared plunged slumped jumped
    cut cuts slashed raised reduced expanded gained lost shed slowed accelerated widened narrowed quadruple
    tumbled
    """
)
PAST = words(
    """
    was were had did went came took made gave began fell rose won lost saw held sent left led hit put struck
    broke became found spoke wrote kept stood sat ran grew died killed met built bought sold paid spent cut
    shot fought stole knew got set shut fled bore chose drew drove flew forgot froze hid laid lay rode rang
    sank sang shook shone slept slid stuck swore swept swam taught threw tore woke wore withdrew overthrew
    underwent undertook
    """
)
# Words of five letters or more that end as a past does.
NOT_PAST = words(
    """
    indeed speed exceed proceed succeed agreed united based supposed limited unprecedented concerned
    interested committed prepared pleased determined convinced tired scared worried hundred expected
    scheduled planned noted added stated insisted claimed warned breed greed creed
    """
)
PRESENT = words(
    "is are has have been being isn't aren't hasn't haven't does do contains includes include remains remain"
)
# These patterns look at the first letter of a word before all else: most words have another.
CAUSE = re.compile(
    r"\b(?=[abcdilorstwp])(?:because|caus(?:e[sd]?|ing)|due\sto|leads?\sto|led\sto|leading\sto|"
    r"as\sa\sresult|result(?:s|ed|ing)?\s(?:in|from)|(?:is|was|are|were)\s(?:the|a)\sresult\sof|"
    r"thanks\sto|linked\sto|driven\sby|blamed\s(?:on|for)|responsible\sfor|contribut\w+\sto|triggered|prompted|"
    r"owing\sto|stems?\sfrom|attributed\sto)",
    re.IGNORECASE,
)
# What lays down or lifts a rule says so by itself; a law, an act or a court does so with what it does or is told to do.
RULE = words(
    """
    illegal illegally unlawful unlawfully lawful lawfully ban bans banned banning prohibits prohibited
    prohibit prohibiting unconstitutional constitutional mandatory compulsory legislates legislated outlawed
    outlaws legalised legalized legalises legalizes criminalised criminalized criminalises criminalizes
    decriminalised decriminalized permitted forbidden forbids forbade abolished abolishes repealed repeals
    exempt exempted exempts eligible vetoed vetoes sanctions
    """
)
RULE_NOUNS = words(
    """
    law laws legislation constitution treaty regulation regulations statute statutes act bill rules
    directive decree ordinance court courts judge judges tribunal ruled legal crime offence offense required
    requires entitled obliged allowed taxed subject
    """
)
RULE_PHRASE = re.compile(
    r"\b(?=[abcdeijlmnorstuw])(?:"
    r"(?:laws?|legislation|constitution|treaty|regulations?|statutes?|rules|directive|decree|ordinance)"
    r"(?:\s\w+){0,3}?\s(?:says?|said|states?|stipulates?|provides?|(?:dis)?allow(?:s|ed|ing)?|requir(?:es?|ed|ing)|oblig\w+|"
    r"grants?|limits?|caps?|bars?|entitles?|protects?|sets?|makes?|made|gives?|lets?|appl(?:y|ies|ied)|covers?|"
    r"passed|changed|repeal\w*|took\seffect|takes?\seffect|(?:came|comes|entered)\sinto\sforce)|"
    r"(?:the|this|that|an?|its|new)\s(?:\w+\s){0,3}?(?:act|bill)\s(?:\w+\s){0,2}?"
    r"(?:allow(?:s|ed)?|requir(?:es?|ed)|obliges?|was\spassed|became\slaw|took\seffect|came\sinto\sforce)|"
    r"by\slaw|against\sthe\s(?:law|rules)|break\w*\sthe\slaw|broke\sthe\slaw|"
    r"under\s(?:\w+\s){0,4}?(?:laws?|act|legislation|constitution|treaty|rules|regulations|statute)|"
    r"(?:court|courts|judges?|tribunal)(?:\s\w+){0,4}?\sruled|ruled\sthat|"
    r"(?:is|are|was|were|be|became|remains?|made)\s(?:not\s|no\slonger\s|still\s|now\s)?"
    r"(?:legal|entitled\sto|obliged\sto|required\s(?:to|by)|not\sallowed|taxed|subject\sto|(?:a|an)\s(?:crime|offen[cs]e))|"
    r"(?:criminal|an)\soffen[cs]e\sto|a\scrime\sto"
    r")\b",
    re.IGNORECASE,
)
# Who uses one of these says that somebody accuses; a wrong is an accusation only where somebody says it of another.
ACCUSING = words(
    """
    accuse accuses accused accusing accusation accusations allege alleges alleged alleging allegedly
    allegation allegations blame blames blamed blaming
    """
)
WRONGS = words(
    """
    lied fraud fraudulent corrupt corruption stole stolen bribed bribe bribes bribery murdered violated
    violates violating violation illegally unlawfully guilty colluded rigged embezzled abused assaulted
    poisoned tortured cheated misled falsified extorted smuggled
    """
)
SUPERLATIVE = words(
    """
    first last largest biggest highest lowest worst best record only never always every ever most fewest
    least smallest fastest slowest oldest youngest longest shortest deadliest richest poorest none
    unprecedented historic
    """
)
OPINION = words(
    """
    good bad great terrible awful horrible wonderful beautiful hard difficult easy important crucial vital
    essential extremely dangerous unfair unacceptable shame shameful disgrace disgraceful wrong ridiculous
    absurd amazing fantastic proud honoured honored disappointing disappointed happy sad sorry glad think
    believe feel believes thinks feels seems seem appears appear perhaps maybe probably should ought need
    needs clear clearly obviously undoubtedly tremendous incredible outrageous cowardly brave strong weak
    better nice concerning worrying worrisome alarming sense opportunity must hopeful optimistic pessimistic
    confident aims seeks welcome fair reasonable necessary conducive delighted thrilled heartbroken
    devastated appalling appalled disgusting pathetic foolish reckless irresponsible
    """
)
FUTURE = words(
    """
    will won't would wouldn't could may might shall i'll we'll they'll he'll she'll it'll you'll likely
    unlikely expected expects expect forecast forecasts predicted predicts predict plans planned plan
    scheduled intends intend poised hopes ahead upcoming tomorrow imminent
    """
)
FUTURE_PHRASE = re.compile(
    r"\b(?=[aginwt])(?:going\sto\s[a-z]+|(?:is|are|was|were)\s(?:set|due|about|expected|likely)\sto|"
    r"at\sany\spoint|next\s(?:week|month|year)|"
    r"time\sis\srunning\sout)\b",
    re.IGNORECASE,
)
NO_FUTURE = re.compile(
    r"\bMay\b|\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ne|['’]s)\s"
    r"(?:plans?|forecasts?|[a-z-]+\s(?:plan|forecast))\b"
)
WISH = re.compile(
    r"\b(?=[dghilmpstw])(?:let['’]?s|let\sus|"
    r"(?:i|we|they|he|she)\s(?:all\s)?(?:very\smuch\s)?(?:hope|hopes|wish|wishes|pray|want|wants|would\slike)|hopefully|"
    r"hoping|may\sgod|god\sbless|please|hopes?\s(?:that|to|for)|longs?\sfor|dreams?\sof)\b",
    re.IGNORECASE,
)
THREAT = re.compile(
    r"\b(?:repercussions?|consequences|retaliat\w+|pay\s(?:a|the|dearly)\b|(?:high|heavy|severe|huge|massive|terrible)\s(?:cost|price)s?|"
    r"price\sto\spay|punish(?:ed|ment)?|crush(?:ed)?|respond\s(?:decisively|forcefully|swiftly|accordingly|in\skind)|"
    r"(?:will|'ll|’ll)\sregret|swift\sresponse|hold\s\w+\s(?:\w+\s)?accountable)\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?=[iw])(?:i|we)(?:\sare|['’]re|\sam|['’]m)?(?:\sall|\salso|\sstill)?"
    r"(?:\s(?:will|shall|pledge|promise|commit|vow|intend|stand\sready|"
    r"prepared|ready|committed|determined|going\sto)|['’]ll)\b|\b(?=[aiprvw])(?:pledged|vowed|promised|would\snot\scompromise|(?:is|are|was|were)\s"
    r"(?:also\s)?(?:prepared|ready|willing|committed|determined)\sto|remains?\s(?:ready|committed|determined))\b",
    re.IGNORECASE,
)
SPEECH_ACT = re.compile(
    r"\b(?=[acdglnrstuwy])(?:thank\s(?:you|s)|thanks|congratulat\w+|welcome(?:s|d)?|apologi[sz]\w*|sorry|good\s(?:morning|evening|night|luck)|"
    r"(?:send|sent|sending)\s(?:a|an|the)\s(?:\w+\s){0,3}(?:message|signal)|"
    r"call(?:s|ed|ing)?\s(?:on|for)|urge[sd]?|urging|appeal(?:s|ed)?\s(?:to|for)|"
    r"we\s(?:must|need\sto|have\sto|should)|discuss|negotiat\w+\stable|listen|address|condolences|thoughts\sand\sprayers|"
    r"reiterated|awaiting|you\s(?:must|should|can|need)|ladies\sand\sgentlemen|look\sforward|support\sfor)\b",
    re.IGNORECASE,
)
HEDGE = words(
    """
    reportedly apparently allegedly possibly possible supposedly potentially presumably believed thought rumoured
    rumored
    """
)
CONDITIONAL = words("if unless whether suppose")
PERSONAL = words("i me my mine myself i'm i've i'd i'll")
EXPERIENCE = re.compile(
    r"\b(?:i|we|my|me)\b.{0,60}\b(?:was|were|saw|had|felt|heard|lost|went|lived|worked|[a-z]+ed)\b",
    re.IGNORECASE,
)
POINTERS = words("it that this they these those he she there such so")
VERBS = words(
    "am be can can't cannot don't doesn't didn't wasn't weren't says say goes go comes come makes make gives give"
)
# Any of these makes more than a fragment.
SURE_VERBS = PAST | PRESENT | FUTURE | VERBS
VERB_SHAPE = re.compile(r"[a-z]{2,}(?:ed|es|ing|s)")
# A figure in these weighs in full, however small.
BIG_UNITS = words("% USD EUR GBP JPY INR RUB CNY")

# The signs that any of a few words makes.
WORDS = {
    Reason.COMPARISON: COMPARE,
    Reason.CHANGE: CHANGE,
    Reason.PRESENT_STATE: PRESENT,
    Reason.HEDGED: HEDGE,
    Reason.CONDITIONAL: CONDITIONAL,
    Reason.PERSONAL: PERSONAL,
}
# The signs that a turn of phrase makes.
PATTERNS = {
    Reason.CAUSE: CAUSE,
    Reason.WISH: WISH,
    Reason.PROMISE: PROMISE,
    Reason.SPEECH_ACT: SPEECH_ACT,
}
