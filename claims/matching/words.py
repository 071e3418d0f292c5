"""The words of a statement: stems, words of one sort, pairs of opposites, and denial."""

from __future__ import annotations

import re
from itertools import islice

from claims.extraction.lexicon import words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOPS = words(
    """
    a an the and or but nor yet so as at by for from in into of off on onto out over per than to toward towards
    under until up upon with within about above across after against along among around before behind below
    between beyond down during except near since through throughout while who whom whose which that this these
    those there here is are was were be been being am has have had do does did will would can could may might
    must shall should it he she they we you i him her them us its his their our your my if when where because
    although though each every all some any even still already ago later earlier now then just only also very
    more most much many such other another s not no never none said says say told according
    """
)
_IRREGULAR = {
    form: base
    for base, forms in {
        "rise": "rose risen", "fall": "fell fallen", "grow": "grew grown growth", "sell": "sold sale",
        "buy": "bought", "pay": "paid payment", "win": "won", "lose": "lost loss", "spend": "spent",
        "leave": "left", "die": "dead death", "kill": "killed", "find": "found", "hold": "held",
        "lie": "lied lying", "run": "ran", "go": "went gone", "know": "knew known", "make": "made",
        "take": "took taken", "give": "gave given", "come": "came", "begin": "began begun", "build": "built",
        "sink": "sank sunk", "shrink": "shrank shrunk", "cut": "cutting", "man": "men", "woman": "women",
        "child": "children", "person": "people persons", "foot": "feet", "freeze": "froze frozen",
        "steal": "stole stolen", "send": "sent", "meet": "met", "see": "saw seen", "shut": "shutting",
        "choose": "chose chosen", "drive": "drove driven", "eat": "ate eaten", "tell": "told",
        "get": "got gotten getting", "keep": "kept", "bring": "brought", "teach": "taught", "catch": "caught",
        "strike": "struck", "hide": "hid hidden", "write": "wrote written", "wife": "wives", "life": "lives",
        "poll": "polls", "wage": "waging",
    }.items()
    for form in forms.split()
}  # fmt: skip


def is_stop(word: str) -> bool:
    """Whether a lower-case word carries nothing of what a text says."""
    return word in _STOPS


def stem(word: str) -> str:
    """A lower-case word without its endings; the stem need not be a word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "ly"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and not word.endswith("ss"):
            word = rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def content(text: str, *, most: int | None = None) -> frozenset[str]:
    """The stems of the words that carry what a text says; of the first `most` where given."""
    found = (word.lower() for word in _WORD.findall(text))
    return frozenset(islice((stem(word) for word in found if word not in _STOPS and len(word) > 1), most))


_SORTS = [
    frozenset(stem(word) for word in group.split())
    for group in (
        "troops soldiers forces servicemen personnel men fighters",
        "people persons inhabitants residents citizens passengers visitors marchers protesters demonstrators users "
        "customers guests patients victims adults travellers commuters riders voters members fans supporters civilians "
        "spectators refugees migrants individuals others dead casualties",
        "workers staff employees jobs posts positions people members personnel hands",
        "homes households houses properties families customers",
        "pupils students children youngsters schoolchildren kids boys girls",
        "police officers policemen constables",
        "firms companies businesses employers",
        "cars vehicles automobiles",
        "ships boats vessels ferries craft",
        "votes ballots mps members lawmakers deputies seats",
        "planes aircraft jets",
        "doctors physicians medics",
        "games matches times",
        "shops stores outlets",
        "deaths dead people victims fatalities",
        "cases infections patients",
        "kids children babies births",
        "flats apartments homes dwellings",
        "strikes attacks raids", "women mothers people", "men fathers people",
    )
]  # fmt: skip


def same_sort(one: str, other: str) -> bool:
    """Whether two stems of nouns may count the same things."""
    return one == other or any(one in group and other in group for group in _SORTS)


_OPPOSITES = [
    tuple(side.split() for side in line.split("|"))
    for line in (
        "rise rises rising rose growth grow grows grew grown increase increases increased increasing up higher "
        "more climb climbed jump jumped soar soared surge surged gain gained raise raised raises lift lifted "
        "boost boosted hike hiked expand expanded strengthen strengthened doubled tripled quadrupled highest "
        "upward greater | fall falls falling fell fallen drop drops dropped decline declined decrease decreased "
        "decreases down lower fewer less cut cuts reduce reduced reduces shrink shrank shrunk slump slumped "
        "plunge plunged slide slid weaken weakened halved lowest slashed downward dwindled smaller eased",
        "helps help helped benefits benefited | hurts hurt harm harms harmed damages damaged",
        "better best improve improved improving improves | worse worst worsen worsened deteriorate deteriorated "
        "worsening",
        "legal lawful allow allows allowed permit permits permitted lets legalised legalized | ban bans banned "
        "forbid forbidden forbids prohibit prohibited prohibits bars barred outlawed",
        "support supports supported back backs backed favour favours favor approve approved approves accept "
        "accepted accepts endorse endorsed pass passed passes uphold upheld adopt adopted ratified welcomed | "
        "oppose opposes opposed reject rejected rejects against refuse refused refuses overturn overturned veto "
        "vetoed condemned defeated scrapped repealed struck",
        "win won wins victory | lose lost loses defeat loss",
        "safe harmless | dangerous harmful hazardous",
        "guilty convicted convicts | innocent cleared acquitted",
        "alive survived survives | dead died dies killed",
        "open opens opened reopen reopened reopens | closed closes close shut shuts closing",
        "truth | lie lied lies lying",
        "easy easier | hard harder difficult",
        "above | below",
        "begin began begun begins start started starts launched | end ended ends stop stopped stops halted",
        "join joined joins enter entered enters arrived arrives | leave left leaves quit quits",
        "hire hired hires | fire fired sacked dismissed",
        "possible | impossible",
        "succeed succeeded success successful | failure unsuccessful",
        "rich richer richest | poor poorer poorest",
        "largest biggest most tallest | smallest least shortest",
        "oldest older | youngest younger",
        "fastest faster | slowest slower",
        "first | last",
        "surplus | deficit",
        "majority | minority",
        "full | empty",
        "imports imported | exports exported",
        "employment | unemployment",
        "strong stronger | weak weaker",
        "cheaper cheap | dearer costlier expensive",
        "protects protected | endangers endangered",
        "borrowed borrows | lent lends",
        "before | after",
        "warmer warm hotter hot | colder cold cooler",
    )
]  # fmt: skip
# "Voted for" has its opposite in "voted against".
_FOR = re.compile(
    r"\b(vot(?:e|es|ed|ing)|argue[sd]?|campaign(?:s|ed)?|spoke|speaks|came\sout)\sfor\b", re.IGNORECASE
)
_LEANINGS = {
    word: (axis, sign)
    for axis, pair in enumerate(_OPPOSITES)
    for sign, side in zip((1, -1), pair, strict=True)
    for word in side
}
_AXES = {stem(word): axis for word, (axis, _) in _LEANINGS.items()}
Leanings = tuple[tuple[int, int], ...]


def leanings(text: str) -> Leanings:
    """The words of the text that have an opposite, in order: which pair they are of, and which of the two."""
    found = (word.lower() for word in _WORD.findall(_FOR.sub(r"\1 in favour", text)))
    return tuple(_LEANINGS[word] for word in found if word in _LEANINGS)


def axes(stems: frozenset[str]) -> set[int]:
    """The pairs of opposites that the stems are of."""
    return {_AXES[each] for each in stems if each in _AXES}


# What says how much or adds emphasis, and denies nothing.
_NO_DENIAL = re.compile(
    r"\b(?:no|not)\s(?:fewer|less|more|later|earlier|sooner|greater|higher|lower|longer\sthan)\sthan\b|\bnot\s(?:only|just|"
    r"least|merely|simply)\b|\bwhether\sor\snot\b|\bno\s(?:doubt|wonder|question)\b|\bnothing\sbut\b|\bno\.?\s\d+|"
    r"\b(?:for|with|at|in|on|by|of|under)\s(?:almost\s|virtually\s)?no\s(?!one\b)\w+|\bfor\snothing\b|"
    r"(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)(?<!live\s)(?<!left\s)(?<!go\s)\bwithout\b",
    re.IGNORECASE,
)
# Asides and subordinate clauses: what they deny is not what the sentence says.
_ASIDE = re.compile(
    r",\s(?:which|who|whose|whom|where|although|though|even\sthough|despite|while|whereas|unlike|not|none\sof|but\snot)\b"
    r"[^,;]{0,120}(?:,|;|(?=[.!?]?$))|\([^)]{0,160}\)|"
    r"^(?:although|though|even\sthough|while|whereas|despite|because|since|unlike|if|when)\b[^,;]{0,160},|"
    r"\b(?:because|although|though|even\sthough|whereas|since\s(?:it|they|he|she))\b[^,;]{0,160}",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|cannot|without|false|falsely|untrue|myth|hoax|lacks?|lacked|"
    r"lacking|fabricated|baseless|unfounded|debunked)\b|n['’]t\b|"
    r"\b(?:den(?:y|ies|ied|ying)\s(?:that|having|any|it|he|she|they|\w+ing|(?:the|a|this)\s(?:claim|report|allegation|accusation|charge)s?)|disput(?:es?|ed)|ruled\sout|rules\sout|refut(?:es?|ed)|"
    r"(?:prevent|block|keep|kept)\w{0,3}\s(?:\w+\s){1,6}?from|"
    r"fail(?:s|ed)?\sto|refus(?:es?|ed)\sto|declin(?:es?|ed)\sto|(?:ran|run|runs|is|are|was|were)\sout\sof|far\sfrom|nowhere\snear|"
    r"illegal\w*|unlawful\w*|unsafe|unable|unclear|unknown|unlikely|unpaid|unconstitutional\w*|inaccurate\w*|incorrect\w*|"
    r"ineffective|insufficient|incapable|dishonest|disapproved?|disagreed?|disallow(?:s|ed)?|unhealthy|"
    r"un(?!it|der|emp|iq|iv|animous|cover|veil|load|fold)[a-z]{3,14}ed)\b",
    re.IGNORECASE,
)
# "Denied access" is no denial of a claim.
_DENIED_THING = re.compile(
    r"\bdenied\s(?:access|entry|treatment|bail|benefits|permission|visas?|a\svisa|aid)\b", re.IGNORECASE
)


_WINDOW = 100  # characters around it that hold them
_REACH = 5  # words behind a "not" that it speaks of; in front of it where none are behind


def denied(text: str) -> frozenset[str] | None:
    """The stems of what the main clause says is not so; None where it denies nothing, or denies a denial."""
    plain = _ASIDE.sub(" ", _DENIED_THING.sub(" ", _NO_DENIAL.sub(" ", text)))
    found = list(_DENIAL.finditer(plain))
    if len(found) % 2 == 0:
        return None
    stems: set[str] = set()
    for match in found:
        behind = content(plain[match.end() : match.end() + _WINDOW], most=_REACH)
        stems |= behind or content(plain[max(0, match.start() - _WINDOW) : match.start()])
        stems |= content(match.group().removeprefix("un"))
    return frozenset(stems)
