"""What stands in an article but is not its text: captions, credits, bylines, prompts, stamps, headlines."""

from __future__ import annotations

import re
from enum import StrEnum

from claims.extraction.datelines import bulleted
from claims.extraction.segmentation import Sentence, Span

_AGENCIES = (
    r"(?:Getty(?:\sImages)?|AFP|Reuters|REUTERS|AP(?:\sPhoto)?|Associated\sPress|EPA(?:-EFE)?|EFE|"
    r"PA(?:\sMedia|\sWire|\sImages)?|Press\sAssociation|Bloomberg|Shutterstock|Alamy|iStock|"
    r"Anadolu(?:\sAgency)?|Xinhua|WAM|DPA|Rex|Zuma|Unsplash|Handout)"
)
_NAME = r"(?-i:[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3})"
_JOB = r"(?:correspondent|editor|reporter|writer|columnist|journalist)"
_LEAD = r"^[^\w\"“‘']*"  # bullets and dashes, but no quotation

# Each of these begins a sentence or a paragraph that is none of the article's own.
_BOILERPLATE = re.compile(
    rf"""{_LEAD}(?:
      # prompts: to read on, to subscribe, to follow, to share
      powered\sby\b
    | (?:read|see|find\sout|learn)\smore\b | read\s(?:also|next|the\sfull|our)\b | more\son\sthis\b | more\sfrom\b
    | see\salso\b | also\s(?:read|in\sthe\snews|on\b.{{0,30}}$) | (?:you\smay|you\smight)\salso\slike\b
    | related\s?(?:[:|]|articles?|stories|topics|content|coverage)
    | what\sto\sread\snext\b | most\s(?:read|popular|viewed)\b
    | (?:top|latest|trending|recommended)\s(?:stories|news|articles|reads)\b | recommended\s(?:for\syou|by)\b
    | editors?['’]?s?\s(?:picks?|choice)\b | in\spictures\s?[:|] | key\spoints\s*:?\s*$
    | sign\s(?:up|in)\b | log\s(?:in|out)\b | subscribe\b | register\s(?:now|here|for\sfree)\b
    | already\sa\s(?:subscriber|member)
    | (?:join|get)\sour\s | join\s(?:the\sconversation|us\son) | newsletter
    | get\s(?:the\s(?:latest|day['’]s|best|top)|.{{0,60}}\s(?:in|to)\syour\sinbox)\b | enter\syour\se-?mail
    | (?:you\scan\s)?follow\s(?:us|@|the\s\w+\son|(?:him|her|them)\son)
    | thank\syou\sfor\s(?:signing\sup|subscribing|reading) | support\s(?:our|independent)\sjournalism
    | share\s(?:this|on|via|with)\b | (?:share|tweet|print|save|e-?mail|copy\slink|facebook|twitter|whatsapp|linkedin|
        messenger|pinterest|reddit|telegram|bluesky|comment|menu|home|search|sections?|close|back\sto\stop|
        read\sless|show\s(?:more|less)|load\smore|view\sall|play\svideo|pause|mute|live|loading)[\s…]*$
    | (?:click|tap|press|scroll)\s(?:here|to|down)\b | download\s(?:the|our)\b | (?:watch|listen)\s(?:now|live|again)\b
    | watch\s?(?:[:|]|more|this|the\svideo) | listen\s?(?:[:|]|to\sthis) | this\svideo\scan(?:not|['’]t)\b
    | video\s(?:duration|unavailable|player) | (?:your\sbrowser|javascript|please\senable)\b.{{0,80}}$
    | have\syou\s(?:been\saffected|got\sa\s(?:story|tip))\b | got\sa\s(?:tip|story)\b | send\sus\syour\b
    | tell\sus\b.{{0,40}}:\s*$
      # photographs, figures and films
    | (?:photo|photograph|picture|image|video|media|graphic|credit|caption|source|illustration|chart|map|gallery)s?
        (?:\scredits?|\scourtesy|\sby|\ssource|\scaption|\scopyright)?\s?[:/|]\s
    | (?:photo|photograph|picture|image|credit|caption|source)s?\s?[:/]
    | (?:image|media|video|photo)\s(?:source|caption|copyright|credit)\b
    | (?:photo(?:graph)?s?|pictures?|images?)\s(?:by|courtesy\sof)\b | (?:file\s)?(?:photo|picture|image)\s*$
    | (?:pictured|above|below|left|right|from\sleft|clockwise)\s?[:,]\s
    | (?:a\s)?(?:file|stock|handout)\s(?:photo|picture|image)\b
      # where it comes from
    | (?:©|\(c\)\s|copyright\b) | all\srights\sreserved | this\smaterial\smay\snot\s
    | .{{3,120}}\scontributed\s(?:reporting|to\sthis\s(?:report|story|article))
    | (?:additional\s)?(?:reporting|writing|editing|translation|words|text|compiled|graphics?)\sby\b
    | by\s{_NAME}(?:(?:,|\sand)\s{_NAME}){{0,3}}
        (?:,?\s(?:in\s[A-Z]\w+|(?:[\w’'-]+\s){{0,4}}{_JOB}s?\b[^.!?]{{0,60}}))?\s*$
    | {_NAME}(?:\sand\s{_NAME})?,?\s(?:(?-i:[A-Z])[\w’'-]*\s){{0,3}}{_JOB}(?:,?\s.{{0,40}})?\s*$
    | {_AGENCIES}(?:[\s/,|]+(?:via\s)?{_AGENCIES})*\s*$
    | https?://\S+\s*$ | www\.\S+\s*$ | [\w.+-]{{1,64}}@[\w.-]{{1,64}}\s*$
      # notes on the article itself
    | this\s(?:article|story|page|post|piece|blog|report|live\sblog)\s(?:was|has\sbeen|is|will\sbe)\s
        (?:(?:originally|first|automatically|being|now)\s)?
        (?:published|translated|updated|amended|produced|generated|corrected|closed|developing|edited|part\sof)
    | this\sis\sa\s(?:breaking|developing)\b | (?:more|further)\s(?:details|updates|to\sfollow)\s?(?:soon|to\sfollow|$)
    | an\s(?:earlier|previous)\sversion\s(?:of\sthis|said|stated)
    | (?:last\s)?(?:updated|published|posted|modified|first\spublished|last\smodified)
        \s?(?:[:|–—-]|on\b|at\b|\d|(?-i:[A-Z][a-z]+)\s\d)(?=.{{0,60}}$)
    | (?:\d{{1,2}}|an?)\s(?:min(?:ute)?s?|h(?:ou)?rs?|days?)\sago\s*$
    | (?:corrections?|clarifications?)(?:\sand\sclarifications?)?\s?(?:[:|]|$) | updates?\s?[:|]\s
    | live\s(?:updates|blog|feed|reporting)\b | breaking(?:\snews)?\s?(?:[:|]|$) | editor['’]s\snotes?\b
    | notes?\sto\seditors?\b | [–—-]?\s?ends\s?[–—-]?\s*$ | for\simmediate\srelease\b
    | (?:media|press)\s(?:contact|enquir)
    | for\s(?:more|further)\s(?:information|details),?\s(?:please\s)?(?:contact|visit|see|call|go)\b
    | contact\s?:
    | (?:contact|email|e-mail|call)\sus\b | for\sconfidential\ssupport\b | if\syou\shave\sbeen\saffected\b
    | embargoed\s(?:until|to|for)\b
      # advertisements, consent, navigation
    | advertisement\b | advert\s*$ | sponsored\b | paid\s(?:content|post)\b | promoted\b.{{0,30}}$
    | (?:story|article)\scontinues | continue\sreading
    | (?:we|this\s(?:web)?site|our\s(?:web)?site)\s(?:and\sour\spartners\s)?uses?\s(?:\w+\s)?cookies
    | (?:accept|reject|manage)\s(?:all\s)?(?:cookies|all\s*$|preferences|settings)
    | by\s(?:continuing|using|clicking)\b.{{0,80}}\byou\b
    | we\svalue\syour\sprivacy | your\sprivacy\b.{{0,40}}$ | terms\s(?:of|and)\b.{{0,40}}$
    | (?:privacy|cookie)\s(?:policy|notice|settings)
    | (?:skip|back|jump|go)\sto\s(?:main|top|content|home|navigation|the\s(?:main|top))
    | comments?\s*(?:\(\d+\))?\s*$ | \d+\s(?:min(?:ute)?s?\sread|comments?|shares?|likes?)\b
      # stage directions of a transcript
    | [\[(](?:applause|laughter|crosstalk|inaudible|music|cheers|cheering|end\sof\s\w+|interruption|unintelligible)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# A paragraph that begins so is a note throughout: what it corrects or offers is no claim of the article.
_NOTE = re.compile(
    rf"{_LEAD}(?:(?:corrections?|clarifications?)(?:\sand\sclarifications?)?\s?(?:[:|–—•-]|$)|"
    r"this\s(?:article|story|piece|post|report)\s(?:was|has\sbeen)\s(?:\w+\s)?(?:amended|corrected|updated|edited)|"
    r"an\s(?:earlier|previous)\sversion\s(?:of\sthis|said|stated)|editor['’]s\snote\b|"
    r"(?:we|this\s(?:web)?site|our\s(?:web)?site)\s(?:and\sour\spartners\s)?uses?\s(?:\w+\s)?cookies|we\svalue\syour\sprivacy|"
    r"sign\sup\b|subscribe\b|enter\syour\se-?mail|copyright\b|©)",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    rf"^[\W_]*{_NAME}\s(?:is|was|has\sbeen|covers|writes|reports)\s(?:\w+[’'-]?\w*\s){{0,9}}?"
    rf"(?:{_JOB}s?|author|fellow|contributor|producer|presenter|professor|covering|about|on|for|from)\b",
    re.IGNORECASE,
)
_JOB_AT = re.compile(
    rf"\b{_JOB}\b|\bauthor\sof\b|\bcontributor\b|\bcovers\b|\bwrites\s(?:about|for|on)\b|\breports\s(?:on|for|from)\b",
    re.IGNORECASE,
)
_LONGEST_BIOGRAPHY = 400  # characters
_AT_THE_END = 4  # paragraphs in which the author may be introduced
_CREDIT_AT_END = re.compile(
    rf"(?:^|[.!?)\s/|(\[])[(\[]?(?:(?:photo|picture|image|credit|photograph)s?\s?[:/]?\s?(?:by\s)?)?{_AGENCIES}"
    rf"(?:\s?[/,|]\s?(?:via\s)?{_AGENCIES})*[)\]]?\s*$"
)
# "Photograph: Jo Bell/The Courier", "(Jo Bell/The Courier)", "REUTERS/Jo Bell" at the end of a caption.
_PHOTOGRAPHER = re.compile(
    r"(?:[\s(\[](?:Photo(?:graph)?|Picture|Image|Illustration|Composite|Credit|Photo\scredit)s?(?:\sby|\scredit)?\s?[:/]\s?"
    r"[A-Z][^.!?\n]{1,80}"
    rf"|[\s(\[]{_AGENCIES}\s?/\s?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){{0,3}}"
    r"|[\s(\[][A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){1,3}\s?/\s?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4})[)\]]?\s*$"
)
_IN_PICTURE = re.compile(
    r"\bin\s(?:this|an?)\s(?:\w+[\s,]+){0,4}?(?:photo|photograph|picture|image|still|handout|sketch|screengrab)\b|"
    r"\((?:left|right|centre|center|second\s(?:from\s)?(?:left|right))\)|\bpictured\s(?:above|below|left|right|here)\b",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)(?:\s(?:GMT|BST|UTC|ET|EST|EDT|CES?T|PS?T))?\s*$",
    re.IGNORECASE,
)
# "Home | News | Sport", "News > World > Osmark"
_TRAIL = re.compile(r"^[\w&’' ]{1,30}(?:\s?[|>›»•·/]\s?[\w&’' ]{1,30}){2,12}$")
_TERMINAL = re.compile(r"[.!?…][\"”’'»)\]]*$")
_WORDS = re.compile(r"\w+")
_TITLE_ENDS = re.compile(r"\s[|–—-]\s")
_LONGEST_HEADING = 22  # words
_LONGEST_BOILERPLATE = 400  # characters
_LONGEST_PARAGRAPH = 600  # characters: a longer one is prose


class Noise(StrEnum):
    """What kind of noise a sentence is."""

    BOILERPLATE = "boilerplate"
    HEADING = "heading"
    REPEAT = "repeat"


def find_noise(
    text: str, found: list[Span], sentences: list[Sentence], title: str | None
) -> dict[int, Noise]:
    """The numbers of the sentences that are no part of the article's prose, with what they are.

    A text without a single full stop has no headings: nothing would be left of it.
    """
    has_prose = any(_TERMINAL.search(text, max(p.start, p.end - 6), p.end) for p in found)
    of_paragraph = [
        _paragraph_noise(
            text,
            paragraph,
            heading_possible=has_prose and len(found) > 1,
            near_end=1 < len(found) <= number + _AT_THE_END,
        )
        for number, paragraph in enumerate(found)
    ]
    headlines = _headlines(title)
    seen: set[str] = set()
    noise: dict[int, Noise] = {}
    for number, sentence in enumerate(sentences):
        kind = of_paragraph[sentence.paragraph]
        words = text[sentence.start : sentence.end]
        if kind is None and len(words) < _LONGEST_BOILERPLATE and _BOILERPLATE.match(words):
            kind = Noise.BOILERPLATE
        key = _key(words)
        if kind is None and len(found) > 1 and key in headlines:
            kind = Noise.HEADING
        if kind is None and key in seen:
            kind = Noise.REPEAT
        seen.add(key)
        if kind is not None:
            noise[number] = kind
    return noise


def _paragraph_noise(text: str, paragraph: Span, *, heading_possible: bool, near_end: bool) -> Noise | None:
    if not 0 < paragraph.end - paragraph.start <= _LONGEST_PARAGRAPH:
        return None
    words = text[paragraph.start : paragraph.end]
    if _STAMP.match(words) or _NOTE.match(words) or _TRAIL.match(words):
        return Noise.BOILERPLATE
    if near_end and _is_biography(words):
        return Noise.BOILERPLATE
    if _PHOTOGRAPHER.search(words) or _IN_PICTURE.search(words):
        return Noise.BOILERPLATE
    if not _TERMINAL.search(words):
        if _CREDIT_AT_END.search(words) or _BOILERPLATE.match(words):
            return Noise.BOILERPLATE
        short = len(words.split()) <= _LONGEST_HEADING and words[-1] not in ':,;"”'
        if heading_possible and short and not bulleted(text, paragraph):
            return Noise.HEADING
    return None


def _is_biography(words: str) -> bool:
    """ "Ann Lind is the Courier's political editor." at the end of an article."""
    return (
        len(words) <= _LONGEST_BIOGRAPHY
        and _BIOGRAPHY.match(words) is not None
        and _JOB_AT.search(words.split(". ")[0]) is not None
    )


def _headlines(title: str | None) -> set[str]:
    """The title, and the title without the name of the paper behind it."""
    if not title:
        return set()
    parts = _TITLE_ENDS.split(title)
    return {_key(title), *([_key(title[: title.rindex(parts[-1])])] if len(parts) > 1 else [])} - {""}


def _key(words: str) -> str:
    return " ".join(_WORDS.findall(words.casefold()))
