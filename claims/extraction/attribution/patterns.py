"""The main attribution of a sentence: "…, she said", "The ministry said that …", "According to …".

Works on one sentence in which quoted stretches are blanked out, so that a cue inside a quotation is not taken
for the article's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.extraction.attribution.subjects import end_of_subject, noun_phrase
from claims.extraction.attribution.tokens import QUOTED
from claims.extraction.lexicon import UTTERED
from claims.extraction.segmentation import Span

_ADVERB = (
    r"(?:(?:also|later|then|earlier|previously|repeatedly|recently|again|has|have|had|"
    r"(?!(?:family|ally|assembly|supply|reply|rally|monopoly|july|italy)\s)(?-i:[a-z]+ly))\s){0,2}"
)
# Verbs that report a clause whatever follows …
_SAY = (
    r"said|says|say|told|tells|insisted|insists|argued|argues|warned|warns|stated|claimed|claims|added|adds|"
    r"noted|notes|explained|explains|maintained|maintains|contended|contends|alleged|alleges|asserted|asserts|"
    r"reiterated|reiterates|stressed|stresses|emphasised|emphasized|acknowledged|acknowledges|admitted|admits|"
    r"conceded|concedes|remarked|testified|recalled|recalls|quipped|joked|pointed\sout|points\sout"
)
# … and those that do only before "that", a clause or a quotation.
_SHOW = (
    r"announced|announces|confirmed|confirms|reported|reports|found|finds|showed|shows|revealed|reveals|suggested|"
    r"suggests|estimated|estimates|believes|believed|thinks|thought|concluded|concludes|indicated|indicates|"
    r"declared|declares|observed|wrote|writes|tweeted|tweets|posted|predicted|predicts|complained|disclosed|denied|"
    r"denies|agreed|agrees|replied|responded|answered|asked|asks|vowed|pledged|promised|predicts|cautioned|hinted|"
    r"continued|ruled|urged|demanded|called|described|describes|boasted|lamented|recounted|proclaimed|suspects|fears"
)
_TO_WHOM = (
    r"(?:\s(?:to\s)?(?:reporters|journalists|lawmakers|mps|members|delegates|parliament|congress|supporters|voters|"
    r"viewers|listeners|the\scourt|the\scrowd|the\sjury|him|her|them|us|me|"
    r"(?:a|an|the)\s(?:[\w’'-]+\s){0,4}?(?:conference|briefing|hearing|rally|committee|programme|program|agency|"
    r"newspaper|station|channel|inquiry|meeting|audience|summit)|(?:the\s)?(?-i:[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,4})))"
)
_WHEN = (
    r"(?:,?\s(?:on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last\s(?:week|month|year)|earlier|later|"
    r"in\s(?:a|an|the|his|her|their|its)\s(?:[\w’'-]+\s){0,3}?(?:statement|interview|speech|letter|report|tweet|post|"
    r"message|email|note|memo|briefing|address|article|broadcast)|in\s(?:(?-i:[A-Z]\w+)|\d{4})|"
    r"during\s(?:[\w’'-]+\s){1,5}?(?:conference|briefing|interview|hearing|speech|visit)))"
)
_NP = r"(?P<subject>(?:[^\s,;:\x00–—()]{1,40}\s){1,11}?)"
# "…, the minister said on Monday." and "The minister said …"
_SUBJECT_FIRST = re.compile(
    rf"(?:^|(?<=[,\x00–—;:.!?…]))[\s\"“”‘’]{{0,4}}{_NP}{_ADVERB}(?P<cue>{_SAY}|{_SHOW}|{UTTERED})\b(?P<whom>{_TO_WHOM})?(?P<when>{_WHEN}){{0,2}}",
    re.IGNORECASE,
)
# "Ann Lee, who was in Oslo, said …"
_PARTED = re.compile(
    rf"^(?P<subject>[^,;:\x00]{{2,120}}),\s(?P<apposition>[^;:\x00]{{2,200}}?),\s{_ADVERB}"
    rf"(?P<cue>{_SAY}|{_SHOW})\b(?P<whom>{_TO_WHOM})?(?P<when>{_WHEN}){{0,2}}",
    re.IGNORECASE,
)
# "…," the harbour master, Ann Lee, said.
_PARTED_AFTER = re.compile(
    rf"(?:(?<=\x00)|(?<=\x00,))\s?(?P<subject>[^\s,;:\x00][^,;:\x00]{{1,60}}(?:,\s[^,;:\x00]{{1,80}}){{1,3}}),\s"
    rf"{_ADVERB}(?P<cue>{_SAY}|{_SHOW})\b"
)
# "…," said Ann Lee, the minister.
_CUE_FIRST = re.compile(
    r"(?<=[,\x00!?–—])\s?(?P<cue>said|says|added|adds|asked|wrote|argued|warned|explained|insisted|noted|replied|"
    rf"recalled|admitted|claimed|writes|tweeted|stated|{UTTERED})\s"
    r"(?!(?:as|in|on|at|after|before|during|when|while|that|to)\s)"
    r"(?P<subject>[^\s,;:\x00–—()]+(?:\s[^\s,;:\x00–—()]+){0,9})",
)
# "The agency quoted Ann Lee as saying that …"
_QUOTED_AS = re.compile(
    r"\b(?:quoted|quotes|quoting|cited|cites|citing)\s(?P<subject>[^\s;:\x00][^;:\x00]{1,100}?)\sas\s(?P<cue>saying|telling)\b"
)
# Said Ann Lee: "…"
_INVERTED = re.compile(
    r"^\s?(?P<cue>Said|Says|Added|Adds|Wrote)\s(?P<subject>[^\s,;:\x00]+(?:\s[^\s,;:\x00]+){0,6})"
    r"(?:,\s[^:;\x00]{2,80})?:\s?(?=\x00)"
)
# "… told a crowd in Port Ellis that", "… said in Lunde on Monday that"
_DETERMINER = r"(?:the|a|an|his|her|its|their)"
_TOLD_THAT = re.compile(
    rf"(?:\s{_DETERMINER})?(?:(?:\s(?:in|on|at|of|for|to|from|during|after|before|by|with)(?:\s{_DETERMINER})?)?"
    rf"\s(?!{_DETERMINER}\s|that\b)[^\s,.;:\x00]+){{1,9}}?(?=\sthat\b)"
)
_ADVERBIAL_THAT = re.compile(
    r"(?:,?\s(?:late\s|early\s)?(?:(?:in|on|at|during|after|before|from|via|to)\s(?:(?:the|a|an|his|her|its|their)\s)?"
    r"(?:(?!(?:the|a|an|his|her|its|their|that|is|was|are|were)\s)[^\s,.;:\x00]+\s?){1,4}|yesterday|today|last\s\w+|this\s\w+))"
    r"{1,3}(?=(?<=\s)that\b|,?\sthat\b)"
)
_ACCORDING = re.compile(
    r"\b(?:according\sto|in\sthe\swords\sof|in\sthe\sview\sof)\s(?P<subject>[^,;:\x00–—()]{2,120})",
    re.IGNORECASE,
)
# "…, an inquest heard.": who told it is not said.
_HEARD = re.compile(
    r",\s(?P<subject>(?:an?|the)\s(?:[\w’'-]{1,30}\s){0,2}?(?:court|inquest|jury|inquiry|tribunal|hearing|trial|panel))\s"
    r"(?:(?:has|had|was|has\sbeen)\s)?(?P<cue>heard|hears|told)(?:\s(?:on\s)?\w{1,12})?\s?\.?$",
    re.IGNORECASE,
)
# "X accused Y of …": the whole sentence is what is reported, and X is who says it.
_ACCUSES = re.compile(
    rf"^[\s\"“‘]{{0,4}}{_NP}{_ADVERB}(?P<cue>accused|accuses|blamed|blames|described|describes|denied|denies|rejected|"
    rf"rejects|dismissed|dismisses|criticised|criticized|condemned|called|branded|disputed|disputes|refuted)\b"
    r"(?!\s(?:each\sother|one\sanother)\b)",
    re.IGNORECASE,
)
_CLAUSE_AHEAD = re.compile(
    r"\s(?:that|it|he|she|they|there|we|you|[Ii]|this|these|those|his|her|its|their|the|a|an|some|more|most|no|"
    r"[A-Z$£€\d]|\x00|about|nearly)"
)
_THAT = re.compile(r"[\s,:]*(?:that\b)?[\s,:]*")
_VERB_AHEAD = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|did|does|do|[a-z]{3,}(?:ed|s))\b"
)
_OPENING_ADVERBIAL = re.compile(
    r"^[\s\"“‘]*(?:(?:but|and|yet|so|still|earlier|later|meanwhile|however|separately|instead|also|then|now|nevertheless|"
    r"nonetheless|previously|asked|pressed|questioned|quizzed|challenged|[a-z]{3,}ing|responding|on|in|at|after|before|during|while|when|writing|"
    r"as|with|since|for|addressing|under|if|although|though|despite|following|by)\b[^,;:\x00]{0,200}?,\s|"
    r"(?:but|and|yet|so|earlier|later|meanwhile|however|separately|still)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reported:
    """An attribution: the subject's range, the cue verb, and the pieces of the sentence that are the claim.

    `apposition` is what stands between the subject and the verb: the name in "Its head, Ann Lee, said".
    """

    subject: Span
    cue: str
    content: tuple[Span, ...]
    quoted: bool
    whole: bool = False
    apposition: Span | None = None


def find_attribution(masked: str) -> Reported | None:
    """The attribution in a sentence whose quotations are blanked out; offsets into that sentence."""
    opening = _OPENING_ADVERBIAL.match(masked)
    at = opening.end() if opening else 0
    return (
        _heard(masked)
        or _according(masked)
        or _quoted_as(masked)
        or _after_opening(masked, at)
        or _parted_after(masked)
        or _subject_first(masked)
        or _parted(masked, at)
        or _cue_first(masked)
        or _inverted(masked)
        or _accusation(masked, at)
    )


def _after_opening(masked: str, at: int) -> Reported | None:
    """ "Earlier, the minister said …": the part after the adverbial, read as a sentence of its own."""
    found = _subject_first(masked[at:]) if at else None
    if found is None:
        return None
    content = tuple(Span(span.start + at, span.end + at) for span in found.content)
    subject = Span(found.subject.start + at, found.subject.end + at)
    if content[0].start == at:
        content = (Span(0, content[0].end), *content[1:])
    return replace(found, subject=subject, content=content)


def _subject_first(masked: str) -> Reported | None:
    at = 0
    while match := _SUBJECT_FIRST.search(masked, at):
        at = match.start("cue")
        subject = noun_phrase(masked, match.start("subject"), match.end("subject"))
        initial = not masked[: match.start("subject")].strip(' \t"“”‘’')
        if subject is None or not _reports(masked, match, initial=initial):
            continue
        if initial:
            return _reported_after(masked, match, subject)
        return _reported_before(masked, match.start(), subject, match)
    return None


def _parted(masked: str, opening: int) -> Reported | None:
    match = _PARTED.match(masked[opening:])
    if match is None:
        return None
    subject = noun_phrase(masked, opening + match.start("subject"), opening + match.end("subject"))
    if subject is None or not _reports(masked[opening:], match, initial=True):
        return None
    told = _TOLD_THAT.match(masked, opening + match.end("cue")) if match["cue"] in ("told", "tells") else None
    end = opening + (
        told.end() - opening
        if told
        else match.end("whom")
        if match["whom"] and masked[opening + match.end("whom") :].startswith(" that")
        else match.end("cue")
    )
    apposition = Span(opening + match.start("apposition"), opening + match.end("apposition"))
    return replace(_after(masked, end, subject, match["cue"]), apposition=apposition)


def _parted_after(masked: str) -> Reported | None:
    match = _PARTED_AFTER.search(masked)
    if match is None or QUOTED not in masked[: match.start()]:
        return None
    subject = noun_phrase(masked, match.start("subject"), match.end("subject"))
    return None if subject is None else _reported_before(masked, match.start(), subject, match)


def _cue_first(masked: str) -> Reported | None:
    for match in _CUE_FIRST.finditer(masked):
        if re.fullmatch(UTTERED, match["cue"]) and QUOTED not in masked[: match.start("cue")]:
            continue
        subject = noun_phrase(masked, match.start("subject"), end_of_subject(masked, match))
        if subject is not None:
            return _reported_before(masked, match.start(), subject, match)
    return None


def _quoted_as(masked: str) -> Reported | None:
    match = _QUOTED_AS.search(masked)
    if match is None:
        return None
    subject = noun_phrase(masked, match.start("subject"), match.end("subject"), any_noun=True)
    if subject is None:
        return None
    if masked[match.end() :].strip(" ."):
        return _after(masked, match.end(), subject, match["cue"])
    quoted = masked.rfind(QUOTED) + 1
    return Reported(subject, match["cue"], (Span(0, quoted or match.start()),), quoted > 0)


def _inverted(masked: str) -> Reported | None:
    match = _INVERTED.match(masked)
    if match is None:
        return None
    subject = noun_phrase(masked, match.start("subject"), match.end("subject"))
    if subject is None:
        return None
    return Reported(subject, match["cue"].lower(), (Span(match.end(), len(masked)),), quoted=True)


def _according(masked: str) -> Reported | None:
    match = _ACCORDING.search(masked)
    if match is None:
        return None
    end = end_of_subject(masked, match)
    subject = noun_phrase(masked, match.start("subject"), end, any_noun=True)
    if subject is None:
        return None
    if QUOTED in masked and (said := _said_before(masked[: match.start()])) is not None:
        return said
    before = Span(0, match.start())
    after = Span(match.end(), len(masked))
    content = before if len(masked[: before.end].split()) >= 4 else after
    return Reported(subject, "according to", (content,), QUOTED in masked[content.start : content.end])


def _heard(masked: str) -> Reported | None:
    match = _HEARD.search(masked)
    if match is None or (QUOTED in masked and masked.lstrip().startswith(QUOTED)):
        return None
    return Reported(Span(*match.span("subject")), match["cue"].lower(), (Span(0, match.start()),), False)


def _said_before(masked: str) -> Reported | None:
    """ "“It sank,” he said, according to a transcript": he says it, the transcript only tells that he did."""
    if not masked.lstrip(' "“‘').startswith(QUOTED):
        return None
    return _subject_first(masked) or _cue_first(masked)


def _accusation(masked: str, opening: int) -> Reported | None:
    match = _ACCUSES.match(masked[opening:])
    if match is None:
        return None
    subject = noun_phrase(
        masked, opening + match.start("subject"), opening + match.end("subject"), any_noun=True
    )
    if subject is None:
        return None
    return Reported(subject, match["cue"].lower(), (Span(0, len(masked)),), QUOTED in masked, whole=True)


def _reports(masked: str, match: re.Match[str], *, initial: bool) -> bool:
    """Whether the verb reports something here, rather than standing for itself ("found a job")."""
    cue, after = match["cue"].lower(), masked[match.end("cue") :]
    ended = not after.strip(" .\"”’'")
    if re.fullmatch(UTTERED, cue):
        return QUOTED in (after[:4] if initial else masked[: match.start()])
    if re.fullmatch(_SAY, cue):
        if cue in ("claimed", "claims", "notes", "stresses") and initial:
            return _CLAUSE_AHEAD.match(after) is not None and _VERB_AHEAD.search(after) is not None
        return not (initial and ended and QUOTED not in masked)
    if after.strip() == ":":
        return True
    if not initial:
        return True if QUOTED in masked else ended or after.startswith((" on ", " in ", " at ", " last "))
    if after.startswith(" that ") or QUOTED in after[:4] or _ADVERBIAL_THAT.match(after):
        return cue not in ("described", "describes", "called")
    if cue in (
        "described",
        "describes",
        "called",
        "urged",
        "demanded",
        "asked",
        "asks",
        "ruled",
        "continued",
        "agreed",
    ):
        return False
    return (
        re.match(
            r"\s(?:it|he|she|they|there|we|[A-Z]\w+|the\s\w+)\s(?:\w+\s){0,2}?(?:was|is|were|are|had|has|have|will|would|could|did)\b",
            after,
        )
        is not None
    )


def _reported_after(masked: str, match: re.Match[str], subject: Span) -> Reported:
    """ "The minister told reporters on Monday that …": the claim is what follows."""
    if match["cue"].lower() in ("denied", "denies"):  # what is said is that it is not so
        return Reported(subject, match["cue"].lower(), (Span(0, len(masked)),), False, whole=True)
    end = match.end("cue")
    to_that = _TOLD_THAT if match["cue"].lower() in ("told", "tells") else _ADVERBIAL_THAT
    if found := to_that.match(masked, end):
        return _after(masked, found.end(), subject, match["cue"])
    for group in ("when", "whom"):
        if match[group] and re.match(r"[\s,:]*(?:that\b|\x00)", masked[match.end(group) :]):
            end = match.end(group)
            break
    else:
        if match["whom"] and match["cue"].lower() in ("told", "tells"):
            end = match.end("whom")
    return _after(masked, end, subject, match["cue"])


def _after(masked: str, end: int, subject: Span, cue: str) -> Reported:
    that = _THAT.match(masked, end)
    start = that.end() if that else end
    content = Span(start, len(masked))
    quoted = QUOTED in masked[content.start : content.start + 3]
    if len(masked[content.start :].split()) < 2 and QUOTED not in masked[content.start :]:
        content = Span(0, len(masked))
    return Reported(subject, cue.lower(), (content,), quoted)


def _reported_before(masked: str, start: int, subject: Span, match: re.Match[str]) -> Reported:
    """ "…, the minister said, …": the claim stands before, and goes on where a quotation does."""
    pieces = [Span(0, start)]
    tail_start = max(match.end(), subject.end)
    tail = masked[tail_start:]
    resumed = re.match(r"[^\x00]{0,12}[,:.]\s?(?=\x00)", tail)
    cue = match["cue"].lower()
    quoted = masked[:start].lstrip()[:1] == QUOTED
    if resumed:
        pieces.append(Span(tail_start + resumed.end(), len(masked)))
    elif not masked[:start].strip(" \t,") and QUOTED in tail:
        pieces = [Span(tail_start, len(masked))]
    return Reported(subject, cue, tuple(pieces), quoted)
