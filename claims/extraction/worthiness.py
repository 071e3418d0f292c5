"""How much a sentence is worth checking, why, in words that an editor understands, and the type of claim.

The encoder has most of the say; named signs, weighed by hand, move its log-odds. The model's card says how far.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.encoder import Card
from claims.extraction.lexicon import words
from claims.extraction.types import Attribution, Entity, Kind, Quantity, Reason, TimeReference

WEIGHTS: dict[Reason, float] = {
    Reason.QUANTITY: 2.2,
    Reason.COMPARISON: 0.8,
    Reason.CHANGE: 0.7,
    Reason.PAST_EVENT: 1.2,
    Reason.PRESENT_STATE: 0.5,
    Reason.NAMED_ACTOR: 0.8,
    Reason.DATED: 0.5,
    Reason.CAUSE: 0.5,
    Reason.RULE: 0.7,
    Reason.ACCUSATION: 1.0,
    Reason.ATTRIBUTED: 0.2,
    Reason.SUPERLATIVE: 0.5,
    Reason.OPINION: -0.9,
    Reason.PREDICTION: -1.0,
    Reason.QUESTION: -2.6,
    Reason.WISH: -2.2,
    Reason.THREAT: -2.4,
    Reason.PROMISE: -1.2,
    Reason.HEDGED: -0.4,
    Reason.SPEECH_ACT: -1.0,
    Reason.CONDITIONAL: -0.7,
    Reason.PERSONAL: -0.8,
    Reason.FRAGMENT: -1.2,
    Reason.UNRESOLVED: -0.5,
}

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMPARE = words(
    "than twice double triple compared versus outnumber outnumbered exceed exceeds exceeded majority half"
)
_CHANGE = words(
    """
    rose risen rise rises rising fell fallen falls falling increase increased increases increasing decrease
    decreased decreases decline declined declines declining grew grown grow grows growing drop dropped drops
    dropping doubled tripled quadrupled halved shrank shrunk climbed surged soared plunged slumped jumped
    cut cuts slashed raised reduced expanded gained lost shed slowed accelerated widened narrowed quadruple
    tumbled
    """
)
_PAST = words(
    """
    was were had did went came took made gave began fell rose won lost saw held sent left led hit put struck
    broke became found spoke wrote kept stood sat ran grew died killed met built bought sold paid spent cut
    shot fought stole knew got set shut fled bore chose drew drove flew forgot froze hid laid lay rode rang
    sank sang shook shone slept slid stuck swore swept swam taught threw tore woke wore withdrew overthrew
    underwent undertook
    """
)
_NOT_PAST = words(
    """
    need indeed seed feed speed exceed proceed succeed agreed united based supposed red bed used led limited
    unprecedented concerned interested committed prepared pleased determined convinced tired scared worried
    hundred expected scheduled planned said noted added stated insisted claimed warned breed weed greed
    creed shed
    """
)
_PRESENT = words(
    "is are has have been being isn't aren't hasn't haven't does do contains includes include remains remain"
)
# These patterns look at the first letter of a word before all else: most words have another.
_CAUSE = re.compile(
    r"\b(?=[abcdloprst])(?:because|caus(?:e[sd]?|ing)|due\sto|leads?\sto|led\sto|leading\sto|"
    r"(?:as\sa\s)?result(?:s|ed|ing)?\s(?:of|in|from)|"
    r"thanks\sto|linked\sto|driven\sby|blamed\s(?:on|for)|responsible\sfor|contribut\w+\sto|triggered|prompted|"
    r"owing\sto|stems?\sfrom|attributed\sto|after\sa\b)",
    re.IGNORECASE,
)
_RULE = words(
    """
    law laws legal illegal illegally unlawful unlawfully legislation ban bans banned banning prohibits
    prohibited prohibit constitution constitutional unconstitutional treaty requires required mandatory
    entitled regulation regulations legislates outlawed criminal crime veto permitted forbidden bill act
    statute tax taxes ruling ruled abolished repealed exempt eligible sanctions sanction
    """
)
_ACCUSE = words(
    """
    accused accuses accuse alleged alleges allegedly lied lies lying fraud fraudulent corrupt corruption
    stole stolen bribed bribe bribes murdered violated violates violating violation illegally unlawfully
    guilty blamed colluded rigged embezzled abused assaulted covered-up poisoned tortured cheated misled hid
    concealed spied laundered breached
    """
)
_SUPERLATIVE = words(
    """
    first last largest biggest highest lowest worst best record only never always every ever most fewest
    least smallest fastest slowest oldest youngest longest shortest deadliest richest poorest none
    unprecedented all-time historic
    """
)
_OPINION = words(
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
_FUTURE = words(
    """
    will won't would wouldn't could may might shall 'll i'll we'll they'll he'll she'll it'll you'll likely
    unlikely expected expects expect forecast forecasts predicted predicts predict plans planned plan
    scheduled intends intend poised hopes ahead upcoming tomorrow imminent
    """
)
_FUTURE_PHRASE = re.compile(
    r"\b(?=[aginwt])(?:going\sto\s[a-z]+|(?:is|are|was|were)\s(?:set|due|about|expected|likely)\sto|"
    r"at\sany\spoint|next\s(?:week|month|year)|"
    r"time\sis\srunning\sout)\b",
    re.IGNORECASE,
)
_NO_FUTURE = re.compile(
    r"(?<=\w\s)May\b|\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ne|['’]s)\s"
    r"(?:plans?|forecasts?|[a-z-]+\s(?:plan|forecast))\b"
)
_WISH = re.compile(
    r"\b(?=[dghilmpstw])(?:let['’]?s|let\sus|"
    r"(?:i|we|they|he|she)\s(?:all\s)?(?:very\smuch\s)?(?:hope|hopes|wish|wishes|pray|want|wants|would\slike)|hopefully|"
    r"hoping|may\sgod|god\sbless|please|hopes?\s(?:that|to|for)|longs?\sfor|dreams?\sof)\b",
    re.IGNORECASE,
)
_THREAT = re.compile(
    r"\b(?:repercussions?|consequences|retaliat\w+|pay\s(?:a|the|dearly)\b|(?:high|heavy|severe|huge|massive|terrible)\s(?:cost|price)s?|"
    r"price\sto\spay|punish(?:ed|ment)?|crush(?:ed)?|respond\s(?:decisively|forcefully|swiftly|accordingly|in\skind)|"
    r"(?:will|'ll|’ll)\sregret|swift\sresponse|hold\s\w+\s(?:\w+\s)?accountable)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:i|we)(?:\sare|['’]re|\sam|['’]m)?(?:\sall|\salso|\sstill)?"
    r"(?:\s(?:will|shall|pledge|promise|commit|vow|intend|stand\sready|"
    r"prepared|ready|committed|determined|going\sto)|['’]ll)\b|\b(?:pledged|vowed|promised|would\snot\scompromise|(?:is|are|was|were)\s"
    r"(?:also\s)?(?:prepared|ready|willing|committed|determined)\sto|remains?\s(?:ready|committed|determined))\b",
    re.IGNORECASE,
)
_SPEECH_ACT = re.compile(
    r"\b(?=[acdglnrstuwy])(?:thank\s(?:you|s)|thanks|congratulat\w+|welcome(?:s|d)?|apologi[sz]\w*|sorry|good\s(?:morning|evening|night|luck)|"
    r"(?:send|sent|sending)\s(?:a|an|the)\s(?:\w+\s){0,3}(?:message|signal)|"
    r"call(?:s|ed|ing)?\s(?:on|for)|urge[sd]?|urging|appeal(?:s|ed)?\s(?:to|for)|"
    r"we\s(?:must|need\sto|have\sto|should)|discuss|negotiat\w+\stable|listen|address|condolences|thoughts\sand\sprayers|"
    r"reiterated|awaiting|you\s(?:must|should|can|need)|ladies\sand\sgentlemen|look\sforward|support\sfor)\b",
    re.IGNORECASE,
)
_HEDGE = words(
    """
    reportedly apparently allegedly possibly possible supposedly potentially presumably believed thought rumoured
    rumored
    """
)
_CONDITIONAL = words("if unless whether provided suppose were-to")
_PERSONAL = words("i me my mine myself i'm i've i'd i'll")
_EXPERIENCE = re.compile(
    r"\b(?:i|we|my|me)\b.{0,60}\b(?:was|were|saw|had|felt|heard|lost|went|lived|worked|[a-z]+ed)\b",
    re.IGNORECASE,
)
_POINTERS = words("it that this they these those he she there such so")
_VERBS = words(
    "am be can can't cannot don't doesn't didn't wasn't weren't says say goes go comes come makes make gives give"
)
_VERB_SHAPE = re.compile(r"[a-z]{2,}(?:ed|es|ing|s)")
_BIG_UNITS = words("% USD EUR GBP JPY INR RUB CNY")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A score from 0 to 1, the reasons that moved it (strongest first), the type of claim, and what the signs weigh."""

    score: float
    reasons: tuple[Reason, ...]
    kind: Kind
    weight: float = 0.0


def judge(
    log_odds: float,
    card: Card,
    statement: str,
    *,
    attribution: Attribution,
    cue: str | None,
    quantities: Sequence[Quantity],
    times: Sequence[TimeReference],
    entities: Sequence[Entity],
) -> Judgement:
    """Judge by the encoder's log-odds and the claim's words; quantities, times and entities are those inside it."""
    signs = find_signs(
        statement, attribution=attribution, cue=cue, quantities=quantities, times=times, entities=entities
    )
    weight = sum(WEIGHTS[reason] * strength for reason, strength in signs.items())
    total = card.encoder * log_odds + card.signs * weight + card.intercept
    ordered = sorted(signs, key=lambda reason: (-abs(WEIGHTS[reason] * signs[reason]), reason.value))
    return Judgement(round(1 / (1 + math.exp(-total)), 4), tuple(ordered), _kind(statement, signs), weight)


def find_signs(
    statement: str,
    *,
    attribution: Attribution,
    cue: str | None,
    quantities: Sequence[Quantity],
    times: Sequence[TimeReference],
    entities: Sequence[Entity],
) -> dict[Reason, float]:
    """The signs in a statement with their strength, most of them 1."""
    tokens = [token.lower().replace("’", "'") for token in _WORD.findall(statement)]
    held = set(tokens)
    signs: dict[Reason, float] = {}
    if strength := _weight_of(quantities):
        signs[Reason.QUANTITY] = strength
    if held & _COMPARE:
        signs[Reason.COMPARISON] = 1
    if held & _CHANGE:
        signs[Reason.CHANGE] = 1
    past = bool(held & _PAST) or any(_is_past(token) for token in held)
    ahead = _looks_ahead(statement, held)
    if past:
        signs[Reason.PAST_EVENT] = 0.4 if ahead else 1
    if held & _PRESENT:
        signs[Reason.PRESENT_STATE] = 1
    if entities:
        signs[Reason.NAMED_ACTOR] = min(1.5, 0.7 + 0.3 * len(entities))
    if any(time.dated for time in times):
        signs[Reason.DATED] = 1
    if _CAUSE.search(statement):
        signs[Reason.CAUSE] = 1
    if held & _RULE:
        signs[Reason.RULE] = 1
    if held & _ACCUSE or cue in ("accused", "accuses", "blamed", "blames"):
        signs[Reason.ACCUSATION] = 1
    if attribution is not Attribution.NARRATOR:
        signs[Reason.ATTRIBUTED] = 1
    if held & _SUPERLATIVE:
        signs[Reason.SUPERLATIVE] = 1
    _against(statement, tokens, held, signs, ahead=ahead)
    return signs


def _against(
    statement: str, tokens: list[str], held: set[str], signs: dict[Reason, float], *, ahead: bool
) -> None:
    opinions = len(held & _OPINION)
    if opinions:
        signs[Reason.OPINION] = min(1.6, 0.7 + 0.3 * opinions)
    if ahead:
        signs[Reason.PREDICTION] = 1
    if "?" in statement[-4:]:
        signs[Reason.QUESTION] = 1
    if _WISH.search(statement):
        signs[Reason.WISH] = 1
    if (ahead or held & _CONDITIONAL) and _THREAT.search(statement):
        signs[Reason.THREAT] = 1
    if _PROMISE.search(statement):
        signs[Reason.PROMISE] = 1
    if held & _HEDGE:
        signs[Reason.HEDGED] = 1
    if _SPEECH_ACT.search(statement):
        signs[Reason.SPEECH_ACT] = 1
    if held & _CONDITIONAL:
        signs[Reason.CONDITIONAL] = 1
    if held & _PERSONAL:
        signs[Reason.PERSONAL] = 1
    if len(tokens) < 4 or not _has_verb(tokens):
        signs[Reason.FRAGMENT] = 1
    if (
        tokens
        and tokens[0].split("'")[0] in _POINTERS
        and Reason.NAMED_ACTOR not in signs
        and Reason.QUANTITY not in signs
    ):
        signs[Reason.UNRESOLVED] = 1


def _looks_ahead(statement: str, held: set[str]) -> bool:
    verbs = held & _FUTURE
    return bool(verbs and verbs & _words_as_verbs(statement)) or _FUTURE_PHRASE.search(statement) is not None


def _words_as_verbs(statement: str) -> set[str]:
    """The words of a statement without the nouns that look like verbs to come: "the plan", "in May"."""
    return {token.lower().replace("’", "'") for token in _WORD.findall(_NO_FUTURE.sub(" ", statement))}


def _weight_of(quantities: Sequence[Quantity]) -> float:
    """Shares, money, hedged and large figures weigh in full; "two men" weighs little, an age less."""
    weight = 0.0
    for quantity in quantities:
        strong = (
            quantity.modifier is not None
            or (quantity.unit or "").split("/")[0] in _BIG_UNITS
            or quantity.value is None
            or abs(quantity.value) >= 10
        )
        own = 0.1 if quantity.unit == "year old" else 1.0 if strong else 0.5
        weight = own if weight < own else min(1.3, weight + 0.15)
    return weight


def _is_past(token: str) -> bool:
    return len(token) > 4 and token.endswith("ed") and token not in _NOT_PAST


def _has_verb(tokens: list[str]) -> bool:
    return any(
        token in _PAST
        or token in _PRESENT
        or token in _FUTURE
        or token in _VERBS
        or _VERB_SHAPE.fullmatch(token)
        or "'" in token
        for token in tokens
    )


def _kind(statement: str, signs: dict[Reason, float]) -> Kind:
    if Reason.PREDICTION in signs and Reason.PAST_EVENT not in signs:
        return Kind.PREDICTION
    if Reason.QUANTITY in signs:
        return Kind.QUANTITY
    if Reason.CAUSE in signs:
        return Kind.CAUSE
    if Reason.RULE in signs:
        return Kind.RULE
    if Reason.PERSONAL in signs and _EXPERIENCE.search(statement[:1000]):
        return Kind.EXPERIENCE
    return Kind.OTHER
