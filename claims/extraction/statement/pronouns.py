"""What pronouns stand for, where the article leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.names import Mention
from claims.extraction.segmentation import Sentence
from claims.extraction.statement.referents import (
    ACTS,
    AFTER_OBJECT,
    AGREEING,
    BEFORE_OWNED,
    COMPANIES,
    COMPANY_ENDINGS,
    INVARIANT,
    MANY,
    ORGANISATIONS,
    OWNED,
    PRONOUNS,
    SHARED,
    SPEAKING,
)
from claims.extraction.statement.setting import MOST, NEAR, Setting
from claims.extraction.statement.writing import Edit
from claims.extraction.types import Attribution, EntityType, Speaker

_PRONOUN = re.compile(
    r"\b(?P<form>[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]er|[Ii]ts?|[Tt]hey|[Tt]hem|[Tt]heir|[Ww]e|us|[Oo]ur|I|me|[Mm]y)"
    r"(?P<short>['’](?:s|re|ve|m|ll|d))?(?![\w’'-])"
)
_I = re.compile(r"\b(?:I|me|[Mm]y|[Mm]yself|mine)\b")
_WE = re.compile(r"\b(?:[Ww]e|us|[Oo]urs|[Oo]urselves)\b")
_OUR = re.compile(r"\b[Oo]ur\s+([\w’']+)")
_NEXT = re.compile(r"\s+(?P<word>[\w’']+)")
# "It is hard to", "It was Ms Lind who": nothing that is named.
_EMPTY_IT = re.compile(
    r"[Ii]t(?:['’]s|['’]d|\s(?:is|was|has\sbeen|had\sbeen|will\sbe|would\sbe|takes?|took|seems?|appears?|emerged|"
    r"turn(?:s|ed)\sout|happen(?:s|ed)|rain(?:s|ed)|snow(?:s|ed)|follow(?:s|ed)|remains?))\b"
)
_STRANGER = re.compile(
    r"(?<!,\s)\b(?:an?|another|one)\s(?:[a-z-]+\s){0,3}?"
    r"(?:man|woman|boy|girl|driver|fisherman|official|officer|lawyer|farmer|friend|brother|sister|father|mother|son|"
    r"daughter|wife|husband|colleague|rival|student|worker|teacher|soldier|resident|neighbour|witness|doctor|nurse|"
    r"passenger|suspect|colonel|captain|general|judge|reporter|journalist)\b"
)
_OPENING_TIME = re.compile(
    r"(?:(?:But|And|So)\s)?(?:(?:Last|This|Next)\s\w+|[IO]n\s\w+|Today|Yesterday|Tonight)"
)
_PARTICIPLE = re.compile(
    r"[a-z]+(?:ed|en)\b|been\b|had\b|lost\b|won\b|made\b|gone\b|come\b|become\b|cut\b|met\b|sold\b"
)
_SPEAKS_FOR = (
    r"(?:spokes(?:man|woman|person)|(?:managing\s)?director|chief\sexecutive|CEO|chair(?:man|woman|person)?|"
    r"general\ssecretary|president|head|leader|boss|owner|founder)"
)
_ORGANISATION_OF_ROLE = re.compile(
    rf"{_SPEAKS_FOR}\s(?:of|for|at)\s(?P<whom>(?:the\s|(?-i:[A-Z]))[\w’'&. -]{{2,60}})", re.IGNORECASE
)
_SPOKEN_FOR = re.compile(
    r"(?P<whom>(?:[A-Z][\w’'&.-]*\s){1,5})"
    r"(?:spokes(?:man|woman|person)|chief\sexecutive|CEO|chair(?:man|woman)?|boss|director)"
)


def pronouns(setting: Setting) -> Iterator[Edit]:
    done: set[str] = set()
    named: str | None = None
    for piece in setting.pieces:
        for match in _PRONOUN.finditer(setting.text, piece.start, piece.end):
            who, part = PRONOUNS[match["form"].lower()]
            if who in done:
                if who == named:  # "GrainLink Ltd has lost 40 of its ships"
                    yield Edit(match.start(), match.end(), "its")
                continue
            done.add(who)
            name = _RESOLVERS[who](setting, match)
            if name is not None and (edit := _in_place(setting, match, part, name)) is not None:
                named = who if who == "we" and not _has_role(setting) else named
                yield edit


def _in_place(setting: Setting, match: re.Match[str], part: str, name: str) -> Edit | None:
    """The name in the pronoun's form: "his" as "Tomas Vik's", "we are" as "the union is"."""
    following = _NEXT.match(setting.text, match.end(), setting.end)
    word = following["word"].lower() if following else ""
    if part == "owner or object" and word[:1].isdigit():
        return None  # "sold her 40 boats"
    if part == "owner or object":
        part = "object" if not word or word in AFTER_OBJECT else "owner"
    if match["short"] and part != "subject":
        return None
    if part == "owner":
        return Edit(match.start(), match.end(), _owner(name))
    if part == "object":
        return Edit(match.start(), match.end(), name)
    short = (match["short"] or "").replace("’", "'")
    first_person = match["form"].lower() in ("we", "i")
    if short in ("'re", "'m"):
        return Edit(match.start(), match.end(), f"{name} is")
    if short == "'ve":
        return Edit(match.start(), match.end(), f"{name} has" if first_person else f"{name} have")
    if short == "'ll":
        return Edit(match.start(), match.end(), f"{name} will")
    if short == "'s":
        verb = "has" if _PARTICIPLE.match(word) else "is"
        return Edit(match.start(), match.end(), f"{name} {verb}")
    if short:
        return None
    if not first_person:
        return Edit(match.start(), match.end(), name)
    if following is not None and word in AGREEING:
        return Edit(match.start(), following.end("word"), f"{name} {AGREEING[word]}")
    if word in INVARIANT or (len(word) > 4 and word.endswith("ed")):
        return Edit(match.start(), match.end(), name)
    return None


def _owner(name: str) -> str:
    return f"{name}'" if name.endswith("s") and name.lower().startswith("the ") else f"{name}'s"


def _of_person(setting: Setting, match: re.Match[str]) -> str | None:
    """Whom "he" or "she" means: the speaker, or the one person named shortly before."""
    woman = PRONOUNS[match["form"].lower()][0] == "she"
    inside = [m for m in setting.names.mentions_in(setting.start, setting.end) if _may_be(m, woman)]
    if (inside and (match.start() > setting.start or inside[0].start < match.start())) or setting.direct:
        return None
    if setting.voice.speaker is not None and setting.voice.speaker.doubtful:
        return None
    speaker = setting.speaker
    if speaker is not None and _speaks_first(speaker, match):
        known = {person.name: person.woman for person in setting.names.people_named(speaker.name)}
        if known.get(speaker.name) is woman:
            return speaker.name
        if (
            not known
            and speaker.mention.lower().startswith(("a ", "an "))
            and speaker.mention != speaker.name
        ):
            return speaker.mention[0].lower() + speaker.mention[1:] if not _named_nearby(setting) else None
        if known.get(speaker.name) is None and _organisation(setting, speaker) is None:
            return None
    elif setting.voice.attribution is not Attribution.NARRATOR:
        return None
    return _one_person(setting, match.start(), woman)


def _speaks_first(speaker: Speaker, match: re.Match[str]) -> bool:
    """Whether the speaker is named before the pronoun, or by the same one: "he had lost it, Mr Vik said" is open."""
    return speaker.start < match.start() or speaker.mention.lower() in ("he", "she")


def _may_be(mention: Mention, woman: bool) -> bool:
    return mention.person.woman in (None, woman)


def _named_nearby(setting: Setting) -> bool:
    return bool(setting.names.mentions_in(setting.sentence.start, setting.sentence.end))


def _one_person(setting: Setting, at: int, woman: bool) -> str | None:
    """The only man or woman named in the sentence before, or in the last words of the paragraph before."""
    start = setting.before.start if setting.before else max(0, setting.sentence.start - NEAR)
    near = setting.names.mentions_in(start, at)[-MOST:]
    near = [m for m in near if _may_be(m, woman) and m.paragraph >= setting.sentence.paragraph - 1]
    people = {id(mention.person): mention.person for mention in near}
    if len(people) != 1 or _STRANGER.search(setting.text, start, at):
        return None
    (person,) = people.values()
    return person.name if person.woman is woman else None


def _of_thing(setting: Setting, match: re.Match[str]) -> str | None:
    """What "it" means: the organisation or country that speaks, or that the sentence before is about."""
    text = setting.text
    if not _leads(setting, match.start()) or (
        _EMPTY_IT.match(text, match.start()) and setting.speaker is None
    ):
        return None
    if setting.voice.attribution is Attribution.INDIRECT:
        speaker = setting.speaker
        if speaker is None or speaker.start > match.start() or _dummy(setting, match):
            return None
        return _organisation(setting, speaker)
    if setting.direct or setting.before is None or match.start() != setting.start:
        return None
    following = _NEXT.match(text, match.end(), setting.end)
    word = following["word"].lower() if following else ""
    its = match["form"].lower() == "its"
    if following is not None and (word in BEFORE_OWNED if its else word == "has"):
        after = _NEXT.match(text, following.end(), setting.end)
        word = after["word"].lower() if after else ""
    if word not in (OWNED if its else ACTS):
        return None
    return _subject(setting, setting.before)


def _leads(setting: Setting, at: int) -> bool:
    """Whether no other name and no other clause stands in the claim before `at`."""
    before = setting.text[setting.start : at]
    if not before.strip():
        return True
    ends = before.rstrip().endswith(",") or _OPENING_TIME.fullmatch(before.strip()) is not None
    return ends and len(before.split()) <= 6 and not setting.names.entities_in(setting.start, at)


def _dummy(setting: Setting, match: re.Match[str]) -> bool:
    """ "it was hard to believe", "it is likely that"."""
    rest = setting.text[match.start() : min(setting.end, match.start() + 60)]
    return (
        re.match(r"it\s(?:was|is|would\sbe|seems?)\s\w+\s(?:to|that|for|whether|how)\b", rest, re.IGNORECASE)
        is not None
    )


def _organisation(setting: Setting, speaker: Speaker) -> str | None:
    """The speaker as the words beside the claim name it; None for people."""
    head = speaker.name.split()[-1].lower() if speaker.name else ""
    person = head.rstrip(".") not in COMPANY_ENDINGS and setting.names.people_named(speaker.name)
    if person or speaker.mention.split()[0].lower() in PRONOUNS:
        return None
    if speaker.name[:1].isupper() or head in SPEAKING:
        article = "the " if _takes_article(speaker) else ""
        return article + speaker.name
    return None


def _takes_article(speaker: Speaker) -> bool:
    """ "the Harbour Ministry", also for "the ministry", but no "the GrainLink Ltd" for "the company"."""
    mention, name = speaker.mention.lower(), speaker.name.lower()
    if not mention.startswith("the ") or name.startswith("the "):
        return False
    return mention == f"the {name}" or not name or name.split()[-1] in SPEAKING - COMPANIES


def _subject(setting: Setting, before: Sentence) -> str | None:
    """The organisation or country that a sentence begins with and says something of."""
    for entity in setting.names.entities_in(before.start, min(before.end, before.start + 80))[:1]:
        lead = setting.text[before.start : entity.start].strip().lower()
        after = setting.text[entity.end : entity.end + 12]
        if entity.type is EntityType.PERSON or lead not in ("", "the") or not re.match(r"\s[a-z]", after):
            return None
        if after.startswith((" and ", " or ", " of ")):
            return None
        return f"the {entity.text}" if lead else entity.text
    return None


def _of_many(setting: Setting, match: re.Match[str]) -> str | None:
    """ "Researchers said they had …": those who speak."""
    speaker = setting.speaker
    if (
        setting.voice.attribution is not Attribution.INDIRECT
        or speaker is None
        or not _leads(setting, match.start())
    ):
        return None
    if speaker.start > match.start():
        return None
    head = speaker.name.split()[-1].lower() if speaker.name else ""
    if setting.names.people_named(speaker.name) or speaker.mention.lower() in PRONOUNS:
        return None
    if head in MANY or (head.endswith("s") and not speaker.name[0].isupper()):
        return (
            speaker.mention[0].lower() + speaker.mention[1:]
            if speaker.mention[:4] == "The "
            else speaker.mention
        )
    return None


def _of_speaker(setting: Setting, match: re.Match[str]) -> str | None:
    """ "I" at the start: the speaker by name, where it is said once; twice would read as two people."""
    if setting.voice.attribution is Attribution.NARRATOR or setting.speaker is None:
        return None
    if match["form"].lower() == "me" or not _leads(setting, match.start()):
        return None
    if len(_I.findall(setting.text, setting.start, setting.end)) > 1:
        return None
    return setting.speaker.name if setting.names.people_named(setting.speaker.name) else None


def _has_role(setting: Setting) -> bool:
    return setting.speaker is not None and bool(setting.speaker.role)


def _is_organisation(setting: Setting, speaker: Speaker) -> bool:
    """Whether the speaker's name is surely an organisation's: a bare "Jonas" may be anybody's."""
    if not speaker.name[:1].isupper():
        return False
    if speaker.name.split()[-1].lower().rstrip(".") in SPEAKING | COMPANY_ENDINGS:
        return True
    entities = setting.names.entities_in(speaker.start, speaker.end)
    return any(each.type is EntityType.ORGANISATION and each.text == speaker.name for each in entities)


def _speaks_for_others(setting: Setting, match: re.Match[str]) -> bool:
    """Whether a second "we" would read as somebody else, or "our" is more than the organisation's own."""
    owned = _OUR.findall(setting.text, match.start(), setting.end)
    return bool(
        _WE.search(setting.text, match.end(), setting.end) or SHARED & {word.lower() for word in owned}
    )


def _of_group(setting: Setting, match: re.Match[str]) -> str | None:
    """ "We": what the speaker's role says that they speak for, or the organisation that speaks."""
    speaker = setting.speaker
    if setting.voice.attribution is Attribution.NARRATOR or speaker is None:
        return None
    if not speaker.role:
        known = _is_organisation(setting, speaker) and not _speaks_for_others(setting, match)
        return _organisation(setting, speaker) if known else None
    if found := _ORGANISATION_OF_ROLE.search(speaker.role):
        return " ".join(found["whom"].split())
    found = _SPOKEN_FOR.match(speaker.role)
    return (
        f"the {found['whom'].strip()}"
        if found and found["whom"].split()[-1].lower() in ORGANISATIONS
        else (found["whom"].strip() if found else None)
    )


_RESOLVERS = {
    "he": _of_person,
    "she": _of_person,
    "it": _of_thing,
    "they": _of_many,
    "we": _of_group,
    "i": _of_speaker,
}
