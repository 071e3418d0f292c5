"""The words that report: verbs, nouns and adjectives of speech, thought and stance, with their forms."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum, IntFlag

from claims.extraction.lexicon import listed, words


class Report(IntEnum):
    """What a cue reports, the surest sign of a speaker first."""

    SPEECH = 1  # words said or written
    STANCE = 2  # praise, blame, support
    THOUGHT = 3  # belief, knowledge, feeling
    INTENTION = 4  # plan, wish, demand on oneself
    SHOWING = 5  # what a document or a figure shows
    ACT = 6  # decisions and other acts done with words


class Form(IntFlag):
    """The forms that a verb may have; one word may be several ("cut", "said")."""

    BASE = 1
    THIRD = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16


_SPEECH = listed(
    """
    sob weep howl rave storm say tell add assert aver attest argue answer ask announce acknowledge admit
    advise affirm allege apologise apologize assure brag boast caution chant chide claim clarify comment
    complain concede confess confide confirm contend counter cry declare decline describe detail disclose
    dispute elaborate emphasise emphasize exclaim explain exhort forecast fume gripe grumble hint imply
    inform inquire insinuate insist joke lament lecture lie mention mumble muse mutter narrate note object
    observe plead pontificate predict preach proclaim profess promise pronounce propose protest quip quote
    rail rant reaffirm reassure rebut recall recite recommend recount reference refer reiterate relate
    remark remind reminisce repeat reply report respond restate retort retweet reveal scoff scream shout
    shrug sigh sneer snap speak speculate state stress submit suggest summarise summarize swear talk tease
    testify threaten thunder tout tweet urge utter voice vow warn whine whisper wonder write yell advocate
    articulate broach characterise characterize cite coach compare convey critique debate deem define deny
    depict discuss echo enumerate expound express extol falsify gloat grill hype interrupt invoke kid label
    liken misstate nickname outline paint paraphrase parrot phrase pitch pledge portray posit postulate
    press publish purport question quiz rebuke refute regale ridicule signal smear speechify spout tag
    telegraph term trumpet underline underscore volunteer weigh-in email e-mail blog post message sing sum
    clap cheer demand beg implore instruct lobby petition appeal encourage beseech request invite persuade
    convince challenge chronicle document dub peddle plug promote preview hail harp allude attribute blurt
    bellow crow gush mock parody relay sketch spell
    """
)
_STANCE = listed(
    """
    accuse admonish applaud attack assail bash belittle bemoan berate blame blast boo castigate
    celebrate censure champion charge chastise commend compliment concur condemn congratulate credit
    criticise criticize decry defend demean demonise demonize denigrate denounce deplore deride disagree
    disapprove disavow discredit dismiss disown disparage embrace endorse eviscerate excoriate fault favour
    favor flay flog hammer honour honor impugn insult knock lambast lambaste laud malign oppose pan pillory
    praise prefer question rap rebuff rebuke reject renounce repudiate resist revile rip salute savage scold
    scorn skewer slam slate smear support sympathise sympathize taunt thank trash vilify vouch welcome spar
    disdain reproach resent second side agree bless back call deem downplay dispute frown heckle idolise
    idolize lampoon minimise minimize object romanticise romanticize trivialise trivialize worship scapegoat
    stereotype stigmatise stigmatize tar abhor respect brand
    """
)
_THOUGHT = listed(
    """
    accept count admire agonise agonize anticipate appreciate assess assume believe calculate care conceive
    conclude consider contemplate deduce detest discern disbelieve discover distrust doubt dread dream
    dislike envisage envision envy estimate evaluate expect fathom fear feel find fret figure forget gauge
    guess hate hear hope imagine infer interpret judge know learn like loathe love marvel misjudge mistrust
    overestimate perceive ponder presume project realise realize reason reckon recognise recognize regard
    regret rejoice remember resent rue see sense suppose suspect think trust underestimate understand
    understate view wish worry weigh surmise theorise theorize mull conjecture reconsider crave long yearn
    abhor fancy mind blame notice witness watch
    """
)
_INTENTION = listed(
    """
    aim attempt decide determine endeavour endeavor intend plan plot prepare refuse resolve scheme seek
    strive vie want commit undertake agree opt try hesitate hasten pretend desire mean
    """
)
_SHOWING = listed(
    """
    show demonstrate indicate illustrate prove highlight expose evidence suggest reflect seem appear
    continue explore examine investigate list rate rank feature read stipulate specify
    """
)
_ACT = listed(
    """
    abolish adopt appoint approve authorise authorize ban bar certify concede decree delegate dictate enact
    enforce forbid grant impose indict issue legalise legalize mandate nominate ordain order outlaw overrule
    overturn pardon permit prohibit ratify require rescind restrict rule sanction sue uphold veto void vote
    unveil introduce offer name address allow direct accept acquiesce raise author pen delay
    """
)

# Base, third person, past, participle, -ing; None where the rule holds.
_IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "swear": ("swore", "sworn"),
    "speak": ("spoke", "spoken"),
    "write": ("wrote", "written"),
    "sing": ("sang", "sung"),
    "beg": ("begged", "begged"),
    "feel": ("felt", "felt"),
    "find": ("found", "found"),
    "forget": ("forgot", "forgotten"),
    "hear": ("heard", "heard"),
    "know": ("knew", "known"),
    "see": ("saw", "seen"),
    "think": ("thought", "thought"),
    "understand": ("understood", "understood"),
    "dream": ("dreamt", "dreamt"),
    "seek": ("sought", "sought"),
    "mean": ("meant", "meant"),
    "undertake": ("undertook", "undertaken"),
    "show": ("showed", "shown"),
    "read": ("read", "read"),
    "prove": ("proved", "proven"),
    "forbid": ("forbade", "forbidden"),
    "strike": ("struck", "struck"),
    "withdraw": ("withdrew", "withdrawn"),
    "strive": ("strove", "striven"),
    "spell": ("spelled", "spelt"),
    "recast": ("recast", "recast"),
    "foresee": ("foresaw", "foreseen"),
    "forecast": ("forecast", "forecast"),
    "broadcast": ("broadcast", "broadcast"),
    "lie": ("lied", "lied"),
    "overrule": ("overruled", "overruled"),
    "repeat": ("repeated", "repeated"),
}
_DOUBLED = words(
    """
    sob grin admit commit submit permit refer infer prefer quip brag rap rip slam tag ban bar regret plan
    plot pan beg kid snap shrug spar pen vet tar clap rebut dub plug opt flog hyped concur defer deter
    control compel hum expel plod
    """
)
"""Verbs whose last consonant doubles: "admitted"."""


def _forms(verb: str) -> Iterator[tuple[str, Form]]:
    yield verb, Form.BASE
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2] not in "aeou":
        third = verb[:-1] + "ies"
    else:
        third = verb + "s"
    yield third, Form.THIRD
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    if verb.endswith("e"):
        ing = verb[:-2] + "ying" if verb == "lie" else verb[:-1] + "ing"
        if verb.endswith(("ee", "oe")):
            ing = verb + "ing"
    else:
        ing = stem + "ing"
    yield ing, Form.ING
    if verb in _IRREGULAR:
        past, participle = _IRREGULAR[verb]
        yield past, Form.PAST
        yield participle, Form.PARTICIPLE
        return
    if verb.endswith("e"):
        past = verb + "d"
    elif verb.endswith("y") and verb[-2] not in "aeou":
        past = verb[:-1] + "ied"
    else:
        past = stem + "ed"
    yield past, Form.PAST | Form.PARTICIPLE


def _verb_forms() -> dict[str, tuple[Report, Form]]:
    found: dict[str, tuple[Report, Form]] = {}
    for report, verbs in (
        (Report.SPEECH, _SPEECH),
        (Report.STANCE, _STANCE),
        (Report.THOUGHT, _THOUGHT),
        (Report.INTENTION, _INTENTION),
        (Report.SHOWING, _SHOWING),
        (Report.ACT, _ACT),
    ):
        for verb in verbs:
            for form, kind in _forms(verb):
                known = found.get(form)
                found[form] = (report, kind) if known is None else (known[0], known[1] | kind)
    return found


VERBS = _verb_forms()

# Verbs that are mostly something else, unless a clause or a quotation follows.
OBJECT_VERBS = words(
    """
    state states read reads find found finds show shows showed shown add adds added mean means meant try
    tries tried report reports see saw seen sees continue continued continues seem seems appear appears
    prove proves proved trying seeing finding adding resolve resolves resolved resolving commit commits
    committed
    """
)
_SPEECH_NOUNS = words(
    """
    accusation accusations admission advice agreement allegation allegations announcement answer apology
    argument arguments assertion assertions assessment assurance assurances attack attacks call calls
    caution charge charges claim claims comment comments complaint complaints concession confession
    contention critique criticism criticisms declaration demand demands denial denials denunciation
    description disclosure explanation forecast forecasts guarantee hint hints insistence invitation
    invitations lament lecture lie lies mention message messages observation outcry plea pleas pledge
    pledges prediction predictions proclamation promise promises pronouncement proposal proposals protest
    protests question questions recommendation recommendations remark remarks reminder report reports
    request requests response rhetoric rumour rumours rumor rumors speculation statement statements story
    suggestion suggestions testimony threat threats tweet tweets vow vows warning warnings word words quote
    quotes reference references retort insult insults taunt taunts endorsement endorsements praise
    condemnation rebuke slur chant chants refusal objection objections talk
    """
)
_THOUGHT_NOUNS = words(
    """
    aim ambition assumption assumptions attitude attitudes aversion belief beliefs concern concerns
    confidence consensus conviction decision desire disagreement disdain doubt doubts eagerness enthusiasm
    estimate estimates expectation expectations fear fears feeling feelings frustration goal hope hopes
    hostility idea ideas impression intent intention intentions judgment judgement mistrust notion opinion
    opinions opposition outrage perception perceptions plan plans position preference resolve ruling rulings
    scepticism skepticism sense stance support suspicion suspicions thought thoughts uncertainty
    understanding unease unwillingness view views vision willingness wish wishes worry worries wrath anger
    reluctance anxiety anxieties debate controversy discussion conclusion theory determination indignation
    apprehension interest scrutiny attention distrust dismay zeal recognition disapproval approval faith
    backing portrayal discontent
    """
)
NOUNS = dict.fromkeys(_THOUGHT_NOUNS, Report.THOUGHT) | dict.fromkeys(_SPEECH_NOUNS, Report.SPEECH)
# Nouns that report only with a clause or an infinitive.
NOUNS_WITH_CONTENT = words(
    """
    question questions attack attacks charge charges report reports story word words message messages sense
    position plan plans goal aim debate controversy discussion interest scrutiny attention recognition
    approval faith backing support idea vision decision response agreement talk lecture protest protests
    tweet tweets answer call calls estimate threat threats reference statement statements testimony comment
    comments remarks opposition advice resolve
    """
)
STUDIES = words(
    """
    register receipts accounts plans logs minutes transcripts messages filing letters texts certificates
    contracts invoices results memos papers files chart charts counts poll polls study studies survey
    surveys report reports research data analysis analyses average averages video videos footage figures
    statistics records documents document review reviews audit audits census findings evidence estimates
    email emails letter filings article image images photos tape recording transcript investigation inquiry
    tally index clip ad spot editorial book test tests statement paper memo map trial trials inspection inspections
    inquest probe readings scans samples projections modelling diary diaries evaluation evaluations assessment
    assessments
    """
)
IMPERSONAL_ADJECTIVES = words(
    """
    unclear obvious apparent evident unknown debatable doubtful clear likely unlikely uncertain
    """
)
HEARSAY = words("reportedly allegedly purportedly supposedly presumably so-called")
ADJECTIVES = IMPERSONAL_ADJECTIVES | words(
    """
    adamant afraid alarmed amazed ambivalent angered angry annoyed anxious appalled apprehensive ashamed
    astonished aware baffled bullish certain clear concerned confident content convinced critical curious
    delighted desperate determined disappointed dismayed dismissive disturbed doubtful dubious eager
    embarrassed enamored enraged enthusiastic envious exasperated excited fearful fond frustrated furious
    glad grateful happy heartened hesitant hopeful horrified hostile impressed incensed inclined incredulous
    indifferent insistent intent interested irate keen leery mad mindful mistrustful nervous noncommittal
    opposed optimistic outraged outspoken passionate pessimistic perplexed pleased positive prepared proud
    puzzled relieved reluctant resentful resigned sceptical shocked skeptical sorry stunned supportive
    sure surprised suspicious sympathetic thankful thrilled troubled unaware uncertain unconvinced uneasy
    unhappy unimpressed unsure unwilling upset vocal wary weary willing worried explicit
    """
)
# Verbs whose form is more often a noun or an adjective.
AMBIGUOUS = words(
    """
    advocates answers appeals appeal attacks awards blames blocks bans bars blogs calls cancels cautions
    cares challenges charges cheers claims comments credits debates delays delegates delegate demands
    details disputes doubts drafts emails endorses estimates fears features figures fires focuses forecasts
    grants guesses hears hints honours honors hopes issues issue jokes judges kids labels launches lies like
    likes lists long longs minds names objects offers orders outlines paints permits phrases plans plots
    posts praises presses press present presents projects promises protests questions quotes raises ranks
    rates rate rails rail reads reasons records references regards regrets releases release remarks reports
    requests respects responses reviews rules sanctions schemes seconds second sense senses sentences shouts
    shows sides side signals signs sign sketches slams slates states state stresses strikes strike submits
    sums sum supports surprises suspects talks targets tags tars teases terms term thanks threats titles
    touts trusts trust tweets tweet tries try uses views view vies voices votes vote vows warrants watches
    watch wishes witnesses witness wonders worries care cover covers kid back backs email post signal object
    project direct content frown fire grant block bar ban pitch figure reason mind mean means guess honor
    honour record
    """
)
LIES = words("lie lies lying")  # "the town lies on the river"
APPEALS = words("appeal appeals appealed appealing")  # "has appealed" against a ruling
ANSWERS = words("respond answer reply")  # "did not respond"
GOES_ON = words("continue continues continued")  # "the trial continues"
ISSUES = words(
    """
    issue issues issued issuing unveil unveils unveiled unveiling raise raises raised raising offer offers
    offered offering
    """
)
IMPERSONAL = words("seem seems seemed appear appears appeared")
SIGHT = words("see sees saw seen seeing view views viewed")  # "sees it as …"
_PARTICLES = {
    "point": "to out",
    "lay": "out",
    "bring": "up",
    "speak": "out up for against of about",
    "double": "down",
    "lash": "out back",
    "hit": "back out at",
    "weigh": "in",
    "chime": "in",
    "sound": "off",
    "fire": "back",
    "shoot": "back",
    "rip": "into",
    "tear": "into",
    "light": "into",
    "pile": "on",
    "go": "after on",
    "call": "for on out",
    "put": "it forth forward the at",
    "come": "out",
    "push": "for back",
    "look": "for to forward",
    "stand": "by behind",
    "set": "out",
    "opine": "on about",
    "dwell": "on",
    "balk": "at",
    "touch": "on",
    "gloss": "over",
    "campaign": "for against",
    "rally": "for against around behind",
    "crack": "down",
    "play": "down up",
    "spell": "out",
    "single": "out",
    "rule": "out",
    "turn": "on",
    "back": "away off down",
    "take": "aim issue offence offense credit exception",
    "cast": "doubt himself herself itself",
    "make": "clear",
    "side": "with",
    "agree": "with to on that",
    "warm": "to",
}
_STRONG_FORMS = {
    "lay": "lays laid laying",
    "bring": "brings brought bringing",
    "speak": "speaks spoke spoken speaking",
    "hit": "hits hitting",
    "shoot": "shoots shot shooting",
    "rip": "rips ripped ripping",
    "tear": "tears tore tearing",
    "light": "lights lit lighting",
    "go": "goes went going gone",
    "put": "puts putting",
    "come": "comes came coming",
    "stand": "stands stood standing",
    "set": "sets setting",
    "take": "takes took taken taking",
    "cast": "casts casting",
    "make": "makes made making",
}


def _phrasals() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for verb, particles in _PARTICLES.items():
        forms = (
            [verb, *_STRONG_FORMS[verb].split()]
            if verb in _STRONG_FORMS
            else [form for form, _ in _forms(verb)]
        )
        found |= dict.fromkeys(forms, words(particles))
    return found


PHRASALS = _phrasals()
