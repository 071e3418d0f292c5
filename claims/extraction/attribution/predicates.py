"""Reports that stand anywhere in a sentence: "…, with the mayor promising …", "she hopes to …", "his claim that …".

What `patterns` finds is the main attribution, with the ranges of the claim. What is found here leaves the claim whole:
the sentence tells of somebody's words, thoughts or plans.
"""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.attribution.cues import (
    ADJECTIVES,
    AMBIGUOUS,
    ANSWERS,
    APPEALS,
    GOES_ON,
    HEARSAY,
    IMPERSONAL,
    IMPERSONAL_ADJECTIVES,
    ISSUES,
    LIES,
    NOUNS,
    NOUNS_WITH_CONTENT,
    OBJECT_VERBS,
    PHRASALS,
    SIGHT,
    STUDIES,
    VERBS,
    Form,
    Report,
)
from claims.extraction.attribution.following import after_verb
from claims.extraction.attribution.preceding import before_verb, noun_phrase_ending
from claims.extraction.attribution.scope import Cue, is_closing, is_main
from claims.extraction.attribution.sources import Source, source_at
from claims.extraction.attribution.tokens import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    PRONOUNS,
    QUOTED,
    Tokens,
)
from claims.extraction.lexicon import words

_MODALS = words(
    """
    will would can could may might shall should must to 'll 'd don't doesn't didn't won't wouldn't couldn't
    can't cannot not never do did does
    """
)
_PLURAL_SUBJECTS = words(
    """
    i we you they who people voters republicans democrats many some others critics
    """
)
_BE = words(
    """
    is are was were be been being 's 're isn't aren't wasn't weren't 'm am
    """
)


_NEGATIONS = words("not n't didn't doesn't don't never")
_COURTS = words("court courts tribunal")
_SAYINGS = words(
    """
    statement statements warning warnings question questions proposal proposals apology threat threats denial
    explanation proof doubts concerns objections criticism praise
    """
)

SHOWS = words(
    """
    show shows reveal reveals suggest suggests indicate indicates say says find finds confirm confirms prove
    proves
    """
)
CLAUSE_OPENERS = DETERMINERS | words("that to it he she they him her how whether for")


def find_cues(tokens: Tokens) -> list[Cue]:
    """The cues of a sentence in their order."""
    found = []
    for index, key in enumerate(tokens.keys):
        if _puts_at(tokens, index) or _holds_that(tokens, index) or _makes_clear(tokens, index):
            cue = _finite(tokens, index, Report.SPEECH)
        elif key in PHRASALS and tokens.key(index + 1) in PHRASALS[key]:
            cue = _phrasal(tokens, index)
        elif (known := VERBS.get(key)) is not None:
            cue = None if _only_acts(tokens, index, known[0]) else _verb(tokens, index, *known)
        elif key in NOUNS:
            cue = _noun(tokens, index)
        elif key in ADJECTIVES:
            cue = _adjective(tokens, index)
        elif key == "according" and tokens.key(index + 1) == "to":
            cue = Cue(index, Report.SPEECH, _source(tokens, after_verb(tokens, index + 2, closed=index < 2)))
        elif key in HEARSAY:
            cue = Cue(index, Report.SPEECH, None)
        else:
            continue
        if cue is not None:
            cue = _without_relative(tokens, cue)
            closing = is_closing(tokens, cue)
            found.append(replace(cue, main=closing or is_main(tokens, cue), closing=closing))
    return found


def _without_relative(tokens: Tokens, cue: Cue) -> Cue:
    """What "the machine that blocked …" tells is no report with a source."""
    if cue.source is None or cue.report < Report.SHOWING:
        return cue
    relative = tokens.key(tokens.at(cue.source.span.start)) in ("who", "which", "that")
    return replace(cue, source=None) if relative else cue


def _source(tokens: Tokens, phrase: tuple[int, int] | None) -> Source | None:
    return None if phrase is None else source_at(tokens, *phrase)


def _verb(tokens: Tokens, index: int, report: Report, form: Form) -> Cue | None:
    before = tokens.key(index - 1)
    after = tokens.key(index + 1)
    if tokens.is_name(index):
        return None
    key = tokens.key(index)
    if key in OBJECT_VERBS and not _has_content(tokens, index) and not _follows_study(tokens, index):
        return None
    if key == "compared" and after in ("with", "to") and tokens.is_mark(index - 1):
        return None
    if after == "by" and form & Form.PARTICIPLE:
        return Cue(index, report, _source(tokens, after_verb(tokens, index + 2)))
    if form & Form.ING:
        return _ing(tokens, index, report, before)
    if form & (Form.PAST | Form.PARTICIPLE):
        if tokens.is_noun_place(index) and before not in (
            "that",
            "this",
            "all",
            "both",
            "some",
            "many",
            "most",
        ):
            return None
        if _is_passive(tokens, index):
            return Cue(index, report, None)
        return _finite(tokens, index, report)
    if form & Form.THIRD:
        if tokens.is_noun_place(index) and before not in ("that", "this", "one", "all"):
            return _noun(tokens, index) if key in NOUNS else None
        if (key in NOUNS or key in AMBIGUOUS) and not (
            _third_is_verb(tokens, index) or _shows(tokens, index)
        ):
            return _noun(tokens, index) if key in NOUNS else None
        return _finite(tokens, index, report)
    return _base(tokens, index, report, before)


def _only_acts(tokens: Tokens, index: int, report: Report) -> bool:
    """Whether the verb tells what is done and no words of anybody: "approved the plan", "has appealed", "lies on"."""
    key, after = tokens.key(index), tokens.key(index + 1)
    if after == "by" and tokens.is_figure(index + 2):  # "rejected by 210 votes to 190"
        return True
    if {after, tokens.key(index + 2)} in ({"each", "other"}, {"one", "another"}):
        return True
    if key in LIES:
        return after not in ("to", "about") and not tokens.is_mark(index + 1)
    if key in APPEALS:
        return after not in ("for", "to") or any(
            tokens.key(at) in _COURTS for at in range(index + 2, index + 6)
        )
    if key in ANSWERS:
        return any(tokens.key(at) in _NEGATIONS for at in (index - 1, index - 2))
    if key in GOES_ON:
        return after[:1] != QUOTED and tokens.key(index - 1)[:1] != QUOTED
    return report is Report.ACT and not _decides(tokens, index)


def _decides(tokens: Tokens, index: int) -> bool:
    """Whether what is decided or put forward is words: "ruled on Monday that", "voted to", "issued a threat"."""
    if tokens.key(index + 1) == "to":
        return not tokens.is_figure(index + 2)
    near = [tokens.key(at) for at in range(index + 1, min(index + 7, len(tokens)))]
    clause = "that" in near and near[0] not in DETERMINERS  # not "approved a plan that …"
    if clause or any(key[0] == QUOTED for key in near):
        return True
    return tokens.key(index) in ISSUES and any(key in _SAYINGS for key in near[:4])


def _puts_at(tokens: Tokens, index: int) -> bool:
    """ "put the cost at £3bn"."""
    if tokens.key(index) not in ("put", "puts"):
        return False
    nearby = range(index + 2, min(index + 14, len(tokens)))
    return any(tokens.key(at) == "at" and any(map(tokens.is_figure, range(at + 1, at + 4))) for at in nearby)


def _makes_clear(tokens: Tokens, index: int) -> bool:
    """ "made it clear that …"."""
    made = tokens.key(index) in ("make", "makes", "made") and tokens.key(index + 1) == "it"
    return made and tokens.key(index + 2) in ("clear", "plain", "known")


def _holds_that(tokens: Tokens, index: int) -> bool:
    """ "held by six votes to three that …"."""
    held = tokens.key(index) in ("held", "holds")
    return held and any(tokens.key(at) == "that" for at in range(index + 1, index + 10))


def _phrasal(tokens: Tokens, index: int) -> Cue | None:
    """ "pointed to", "laid out", "lashed out at"."""
    before = tokens.key(index - 1)
    if tokens.is_name(index) or tokens.is_noun_place(index):
        return None
    if tokens.key(index).endswith("ing"):
        return _ing(tokens, index, Report.SPEECH, before)
    if before == "to":
        return Cue(index, Report.SPEECH, _main_subject(tokens, index))
    return _finite(tokens, index, Report.SPEECH)


def _has_content(tokens: Tokens, index: int) -> bool:
    """Whether what follows an ambiguous verb is a clause, a quotation or an infinitive."""
    after = tokens.key(index + 1)
    if (
        after in ("that", "to", "how", "whether", "what", "why", ",", ":")
        or after[:1] == "\x00"
        or after == "for"
    ):
        return True
    if tokens.key(index) in SIGHT:
        return any(tokens.key(at) == "as" for at in range(index + 2, index + 8))
    return after in ("it", "he", "she", "they", "we", "i", "there") or _ends_quotation(tokens, index)


def _ends_quotation(tokens: Tokens, index: int) -> bool:
    """ "“…,” the insider added."""
    if tokens.key(0)[:1] != QUOTED or not all(map(tokens.is_mark, range(index + 1, len(tokens)))):
        return False
    phrase = before_verb(tokens, index)
    return phrase is not None and tokens.key(phrase[0] - 1)[:1] == QUOTED


def _follows_study(tokens: Tokens, index: int) -> bool:
    """ "A poll of 900 voters shows …"."""
    phrase = before_verb(tokens, index)
    return phrase is not None and any(tokens.key(at) in STUDIES for at in range(phrase[0], phrase[1] + 1))


def _shows(tokens: Tokens, index: int) -> bool:
    """ "…, the register shows"; "receipts seen by the union reveal …"."""
    return tokens.key(index) in SHOWS and _follows_study(tokens, index)


def _is_passive(tokens: Tokens, index: int) -> bool:
    at = index - 1
    while tokens.is_adverb(at) or tokens.key(at) in ("not", "been", "being"):
        if tokens.key(at) in ("been", "being"):
            return True
        at -= 1
    return tokens.key(at) in _BE


def _third_is_verb(tokens: Tokens, index: int) -> bool:
    after = tokens.key(index + 1)
    before = tokens.key(index - 1)
    if before in ("he", "she", "it", "who", "that", "which", "also") or tokens.is_adverb(index - 1):
        return True
    if (
        after in DETERMINERS
        or after in ("that", "to", "how", "it", "he", "she", "they", "him", "her")
        or after[:1] == "\x00"
    ):
        return True
    return tokens.capital(index - 1) and (tokens.capital(index + 1) or after in ("on", "about", "for"))


def _ing(tokens: Tokens, index: int, report: Report, before: str) -> Cue | None:
    if tokens.is_noun_place(index) and before in ("a", "an", "the", "his", "her", "their", "its", "'s"):
        return None
    if before in AUXILIARIES or tokens.is_adverb(index - 1):
        phrase = before_verb(tokens, index)
        return Cue(index, report, _source(tokens, phrase))
    if before in PRONOUNS or (
        tokens.key(index - 1) and not tokens.is_mark(index - 1) and tokens.capital(index - 1)
    ):
        return Cue(index, report, _source(tokens, before_verb(tokens, index)))
    return Cue(index, report, _main_subject(tokens, index) if report is Report.SPEECH else None)


def _main_subject(tokens: Tokens, index: int) -> Source | None:
    """The subject of the first finite verb before `index`."""
    for at in range(1, index):
        if tokens.is_finite(at):
            return _source(tokens, before_verb(tokens, at))
    return None


def _finite(tokens: Tokens, index: int, report: Report) -> Cue | None:
    if tokens.key(index) in IMPERSONAL:
        return Cue(index, report, None)
    phrase = before_verb(tokens, index)
    if phrase is None and tokens.key(index - 1)[:1] in ("\x00", ","):
        phrase = after_verb(tokens, index + 1)
    if phrase is None:
        return Cue(index, report, _main_subject(tokens, index))
    return Cue(index, report, _source(tokens, phrase))


def _base(tokens: Tokens, index: int, report: Report, before: str) -> Cue | None:
    key = tokens.key(index)
    if before in _MODALS or (tokens.is_adverb(index - 1) and tokens.key(index - 2) in _MODALS):
        if before == "to":
            return Cue(index, report, None)
        return _finite(tokens, index, report)
    if before in _PLURAL_SUBJECTS or _shows(tokens, index):
        return _finite(tokens, index, report)
    if key in NOUNS and not _third_is_verb(tokens, index):
        return _noun(tokens, index)
    if tokens.is_noun_place(index) or (key in AMBIGUOUS and tokens.key(index + 1) not in CLAUSE_OPENERS):
        return None
    if before.endswith("s") and not before.endswith(("ss", "'s", "us", "is")) and len(before) > 3:
        return _finite(tokens, index, report)
    if (
        tokens.capital(index - 1)
        and index > 1
        and not tokens.title_case
        and key not in AMBIGUOUS
        and key not in NOUNS
    ):
        return _finite(tokens, index, report)
    if (tokens.is_adverb(index - 1) and before not in ADVERBS) or before in ("also", "still", "often"):
        return _finite(tokens, index, report)
    return None


def _noun(tokens: Tokens, index: int) -> Cue | None:
    """ "his threat to …", "the claim that …", "criticism of …"."""
    after = tokens.key(index + 1)
    if after == "for" and tokens.key(index + 2) in (
        "comment",
        "comments",
    ):  # "did not answer a request for comment"
        return None
    report = NOUNS[tokens.key(index)]
    owned = tokens.key(index - 1) == "'s" or tokens.key(index - 1) in (
        "his",
        "her",
        "their",
        "my",
        "our",
        "your",
    )
    two_back = tokens.key(index - 2) == "'s" or tokens.key(index - 2) in ("his", "her", "their", "my", "our")
    if (
        after in ("that", "to", "about", "of", "for", "on", "against", "over", "by", "from", ":")
        or owned
        or two_back
    ):
        if tokens.key(index) in NOUNS_WITH_CONTENT and not (
            after in ("that", "to") or (owned and after in ("of", "on", "about", "for", "against"))
        ):
            return None
        at = index - 1 if owned else index - 2
        if owned or two_back:
            return Cue(index, report, _possessor(tokens, at))
        return Cue(index, report, None)
    return None


def _possessor(tokens: Tokens, index: int) -> Source | None:
    if tokens.key(index - 1) in DAYS:
        return None
    if tokens.key(index) != "'s":
        return source_at(tokens, index, index)
    return _source(tokens, noun_phrase_ending(tokens, index - 1))


def _adjective(tokens: Tokens, index: int) -> Cue | None:
    """ "is confident that …", "are worried about …"."""
    at = index - 1
    while tokens.is_adverb(at) or tokens.key(at) in ("so", "more", "not", "too", "very", "less", "most"):
        at -= 1
    if tokens.key(at) in _BE or tokens.key(at) in (
        "feel",
        "feels",
        "felt",
        "remain",
        "remains",
        "remained",
        "seem",
        "seemed",
        "seems",
        "been",
    ):
        source = _source(tokens, before_verb(tokens, at))
        if tokens.key(index) in IMPERSONAL_ADJECTIVES:
            if (
                tokens.key(index + 1) not in ("that", "whether", "to", "how", "what", "why", "if")
                and tokens.key(index + 2) != "that"
            ):
                return None
            source = None
        return Cue(index, Report.THOUGHT, source)
    return None
