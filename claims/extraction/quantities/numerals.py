"""Numerals in a text: digits, number words, fractions, "tens of thousands", with their multipliers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from claims.extraction.numbers import (
    FRACTIONS,
    LOOSE,
    MULTIPLIERS,
    TENS,
    UNITS,
    number_of_digits,
    number_of_words,
    tidy,
)
from claims.extraction.types import Number

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_SMALL = "|".join([*sorted(UNITS, key=len, reverse=True), *TENS])
_BIG = "hundred|thousand|million|billion|trillion"
# No number has more words than these; the bound keeps the search linear.
_WORDS = rf"(?:{_SMALL})(?:(?:-|\s)(?:{_SMALL}|{_BIG}|and\s(?:{_SMALL})\b(?!\s(?:{_BIG})s?\b))){{0,12}}"
# "1,234,567" (also as India groups it), with thin spaces, "400 000", and plain.
_GROUPED = (
    r"\d{1,3}(?:,\d{2,3}){0,6},\d{3}|\d{1,3}(?:[\xa0\u2009\u202f]\d{3}){1,6}|\d{1,3}(?:\s\d{3}){0,4}\s000"
)
# "CHF10m" and "Rs500" have no blank.
_DIGITS = (
    rf"(?:(?<!\w)|(?<=\b[A-Z]{{3}})|(?<=\bR[sM]))(?<!\d\.)"
    rf"(?:{_GROUPED}|\d{{1,18}})(?:\.\d{{1,9}})?(?!\d)|(?<![\w.,])\.\d{{1,9}}(?!\d)"
)
_PARTS = "half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8}
_WHOLE = (
    r"(?:\d{1,3}(?!\d|[.,]\d)|\d{1,3}(?:,\d{3}){1,2}|[1-9]0{3,5}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|"
    r"a\s(?:hundred|thousand|million))"
)
_PART_OF = rf"(?:\d{{1,4}}|{_ONES})"
_TERMS = r"(?:games|matches|tests|innings|starts|outings|years|months|weeks|days|attempts|appearances)"
_GOES_ON = (
    r"is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|now|still|also|said|says|"
    r"and|or|but|who|that|which|there|left|lost|went|came|took|gave|made|fell|sold|fled|quit|lives|works|owns|needs|"
    r"pays|wants|uses|suffers|develops|dies|faces|goes|gets|smokes|thinks|believes|reports|earns|struggles|lacks|plans|"
    r"carries|experiences|\w{3,}ed"
)
# What may follow "a third": not the noun that it is the third of ("a third term").
_AFTER_A_PART = re.compile(
    r"(?=\s(?:of|from|to|in|since|less|more|fewer|over|during|by|after|against|as|compared|between|on|under|when|while|if|"
    r"with|without|above|off|than|lower|higher|bigger|larger|smaller|cheaper|last|said|were|have|had)\b"
    r"|\s?[,.;:!?)”\"–—]|\s*$|[\s-](?:percentage|point))",
    re.IGNORECASE,
)
_OVER = r"\d{1,3}[\s-]?/[\s-]?(?:[2-9]|10|12|16|20|100)(?![\d/]|\.\d)"

_PATTERN = re.compile(
    rf"""
    \b(?P<part>{_PART_OF})[\s-](?:in|out[\s-]of)(?:\severy)?[\s-](?P<whole>{_WHOLE})\b(?!\s(?:\w+\s)?{_TERMS}\b)
    # "one barge in three", but not "one barge in three ports"
  | \b(?P<some>{_PART_OF})\s(?P<some_of>(?-i:[a-z])[\w’'-]{{2,30}}(?:\s(?-i:[a-z])[\w’'-]{{2,30}})?)\s(?:in|out\sof)
      (?:\severy)?\s(?P<some_in>{_WHOLE})\b(?=\s*(?:[,.;:!?)\"”–—]|$)|\s(?:{_GOES_ON})\b)
  | \b(?P<mixed>(?:\d{{1,6}}|{_SMALL}))(?:[\s-]and[\s-]an?[\s-](?P<mixed_part>half|third|quarter)
      |[\s-]and[\s-]three[\s-](?P<quarters>quarters)|[\s-](?P<mixed_over>[1-7]/[2-8])(?![\d/])|\s?(?P<mixed_vulgar>[½¼¾⅓⅔⅛]))
  | (?<![\w/])(?P<vulgar>[½¼¾⅓⅔⅛])
  | (?<![\w/.,])(?P<over>{_OVER})
  | \b(?P<each_half>an?)\s(?P<each_unit>hour|day|week|month|year|decade|century|mile)\sand\sa\shalf\b
  | \b(?P<one_part>(?:a|an|{_ONES}|\d)[\s-](?:{_PARTS})s?)\b
  | \b(?P<bare>half|quarter)\b
  | \b(?P<loose>(?:tens|scores|dozens|hundreds|thousands|millions|billions|trillions)
      (?:\sof\s(?:thousands|millions|billions|trillions))?)\b
  | \b(?P<few>several|an?\sfew|an?\scouple(?:\sof)?|many)\s(?P<few_of>dozen|hundred|thousand|million|billion|trillion)\b
  | \b(?P<couple>an?\scouple)\sof(?=\s)
  | \b(?P<article>an?)[\s-](?P<article_big>(?:half[\s-])?dozen|hundred|thousand|million|billion|trillion)\b
      (?P<article_rest>(?:\sand)?\s{_WORDS}\b)?
  | \b(?P<fold>(?:{_SMALL}|hundred|thousand|\d{{1,5}}(?:\.\d{{1,3}})?)[\s-]?fold)\b
  | \b(?P<twice>twice|thrice)\b
  | (?P<digits>{_DIGITS})
  | \b(?P<words>{_WORDS})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = re.compile(rf"(?P<digits>{_DIGITS})|\b(?P<words>{_WORDS})\b", re.IGNORECASE)
# Where a numeral may begin: one set of characters first, so that the search is quick.
_START = re.compile(
    r"[0-9½¼¾⅓⅔⅛.aAbBdDeEfFhHmMnNoOqQsStTzZ](?:(?<!\w.)|(?<=\b[A-Z]{3}\d)|(?<=\bR[sM]\d))(?i:(?<=[0-9½¼¾⅓⅔⅛])|(?<=\.)(?=\d)|(?<=o)ne|(?<=t)(?:w|h(?:ree|ir|ous|ric)|en|ril)"
    r"|(?<=f)(?:our|ive|if|ort)|(?<=s)(?:ix|eve[nr]|cores)|(?<=e)(?:igh|lev)|(?<=n)in|(?<=z)ero|(?<=h)(?:undred|alf)|(?<=m)(?:illion|any\s)"
    r"|(?<=b)illion|(?<=d)ozen|(?<=q)uarter|(?<=a)n?[\s-](?:hund|thou|mill|bill|trill|doz|half|third|quarter|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|few|couple|hour|day|week|month|year|decade|century|mile|minute|second|fortnight))"
)
_MULTIPLIER = re.compile(
    r"[\s-]?(?P<word>dozen|hundred|thousand|million|billion|trillion|lakh|crore)s?\b"
    r"|\s?(?P<short>mn|mln|bn|bln|tn|trn)\b(?:\.(?=\s[a-z]))?|(?P<letter>[kKmMbB])(?![\w/²³])|(?P<sum>\s[mMbB]|[tT])(?![\w’'])",
    re.IGNORECASE,
)
_OF_A = re.compile(
    rf"(?:\sof)?\sa\s(?P<word>{_BIG}|dozen)\b|[\s-](?P<plain>million|billion|trillion|dozen)\b", re.IGNORECASE
)
# The rest of a number in the notation of science: the "× 10⁹" of "4.5 × 10⁹", however it was flattened.
_POWER = re.compile(
    r"\s?[x×]\s?10(?:\^?(?P<exponent>[-−–]?\d{1,2})|(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))(?![\w,.]\d)",
    re.IGNORECASE,
)
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "-0123456789--")
# "100m" is a hundred metres where these stand beside it, and a hundred million elsewhere.
_METRES = re.compile(
    r"m(?:\s(?:tall|wide|long|high|deep|away|from|above|below|apart|north|south|east|west|underground|sprint|race|"
    r"final|dash|freestyle|butterfly|backstroke|breaststroke|hurdles|relay|medley|champion|record|title|runner|"
    r"heats?|semi-finals?|swim|pool|diameter|radius|radar)\b|[\s-](?:tall|wide|long|high|deep)\b)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:stands|standing|measur(?:es|ed|ing)|(?:heights?|depths?|lengths?|widths?|altitudes?|distances?|throw|vault|"
    r"waves?|elevation|radius|diameter)\sof)\s(?:about\s|around\s|up\sto\s|over\s|nearly\s|just\s)?$",
    re.IGNORECASE,
)
# "cleared 2.31m", but not "jumped 2.3m to 5m users".
_LEAPT = re.compile(
    r"\b(?:cleared|jumped|leapt|leaped|threw|hurled|vaulted)\s(?:over\s|the\s\w{4,8}\s)?\d{1,2}\.\d\d$",
    re.IGNORECASE,
)
_RACES = frozenset({50, 60, 100, 110, 200, 400, 800, 1500, 3000, 5000})
_THE = re.compile(r"\b(?:the|men['’]s)\s$", re.IGNORECASE)
_LARGE = MULTIPLIERS | {"lakh": 10**5, "crore": 10**7, "t": 10**12}
_LAST_BIG = re.compile(rf"^(.*?)[\s-](?:(?:{_BIG})(?:[\s-]|$))+$", re.IGNORECASE)


class Form(Enum):
    """How a numeral is written."""

    DIGITS = auto()
    WORDS = auto()
    SHARE = auto()  # "a third", "one in five"
    LOOSE = auto()  # "tens of thousands"
    TIMES = auto()  # "twice", "tenfold"
    ARTICLE = auto()  # "a million", "a year and a half"
    COUPLE = auto()  # "a couple of"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at `[start, end)`.

    `value` is None for a loose one, which has a `low` bound instead; `base` is the value without its multiplier (5 in
    "5 million"), by which "3 to 5 million" is read. `of` is what a share names inside itself: "one barge in three".
    `unit` is a unit inside the numeral: "a year and a half".
    """

    start: int
    end: int
    form: Form
    value: Number | None
    base: Number | None = None
    low: Number | None = None
    of: str | None = None
    unit: str | None = None
    bare: bool = False  # "half" without an article

    @property
    def factor(self) -> float:
        """What the base is multiplied by."""
        return self.value / self.base if self.value and self.base else 1


def may_have_numerals(text: str, start: int, end: int) -> bool:
    """Whether the text is worth a look: quick, and never wrong where it says no."""
    return _START.search(text, start, end) is not None


def next_numeral(text: str, at: int, end: int) -> Numeral | None:
    """The first numeral in `text[at:end]`."""
    while begin := _START.search(text, at, end):
        match = _PATTERN.match(text, begin.start(), end)
        numeral = None if match is None else _read(text, match, end)
        if numeral is not None:
            return numeral
        at = begin.start() + 1 if match is None else match.end()
    return None


def numeral_at(text: str, at: int, end: int) -> Numeral | None:
    """The numeral that begins at `at`."""
    match = _PATTERN.match(text, at, end)
    return None if match is None else _read(text, match, end)


def scaled(first: Numeral, second: Numeral) -> Numeral:
    """ "3 to 5 million": the first figure has the multiplier of the second."""
    if first.value is None or second.base is None or first.value != (first.base or first.value):
        return first
    if second.factor > 1 and first.value <= second.base:
        return replace(first, value=tidy(first.value * second.factor))
    return first


def _read(text: str, match: re.Match[str], end: int) -> Numeral | None:
    start, after = match.span()
    if match["digits"]:
        return _of_digits(text, match, end)
    if match["words"]:
        return _of_words(text, match, end)
    if match["loose"]:
        first, *rest = match["loose"].lower().split()
        if first in ("tens", "scores") and not rest and text[after : after + 4].lower() != " of ":
            return None
        return Numeral(start, after, Form.LOOSE, None, low=LOOSE[first] * (LOOSE[rest[-1]] if rest else 1))
    if match["few"]:
        return Numeral(start, after, Form.LOOSE, None, low=2 * MULTIPLIERS[match["few_of"].lower()])
    if match["couple"]:
        return Numeral(start, after, Form.COUPLE, 2)
    if match["article"]:
        return _of_article(text, match, end)
    if match["fold"]:
        word = match["fold"].lower().removesuffix("fold").rstrip(" -")
        times = float(word) if word[0].isdigit() else MULTIPLIERS.get(word) or number_of_words(word)
        return Numeral(start, after, Form.TIMES, None if times is None else tidy(times))
    if match["twice"]:
        return Numeral(start, after, Form.TIMES, 2 if match["twice"].lower() == "twice" else 3)
    if match["mixed"]:
        value = _mixed(match)
        return _multiplied(text, Numeral(start, after, Form.ARTICLE, value, base=value), end)
    if match["each_half"]:
        return Numeral(start, after, Form.ARTICLE, 1.5, unit=match["each_unit"].lower())
    return _share(text, match, end) or _of_failed_share(text, match, end)


def _of_digits(text: str, match: re.Match[str], end: int) -> Numeral:
    start, after = match.span()
    value = number_of_digits(match.group())
    power = _POWER.match(text, after, end)
    if power is not None:
        exponent = int((power["exponent"] or power["raised"]).translate(_RAISED))
        return Numeral(start, power.end(), Form.DIGITS, float(f"{float(value) * 10.0**exponent:.10g}"))
    return _multiplied(text, Numeral(start, after, Form.DIGITS, value, base=value), end)


def _of_failed_share(text: str, match: re.Match[str], end: int) -> Numeral | None:
    """The first figure of what has the shape of a share and is none: the 100 of "100 metres in 9.87 seconds"."""
    if not (match["part"] or match["some"]):
        return None
    plain = _PLAIN.match(text, match.start(), end)
    if plain is None:
        return None
    return _of_digits(text, plain, end) if plain["digits"] else _of_words(text, plain, end)


def _of_words(text: str, match: re.Match[str], end: int) -> Numeral | None:
    """The longest run of the words that is a number: "two" of "two one-year terms"."""
    words = re.split(r"([\s-])", match["words"])
    while words:
        written = "".join(words)
        value = number_of_words(written)
        if value is not None and words[-1].lower() != "and":
            break
        words = words[:-2]
    else:
        return None
    after = match.start() + len(written)
    numeral = Numeral(match.start(), after, Form.WORDS, value, base=value)
    tail = _LAST_BIG.match(written)
    if tail is not None:
        return replace(numeral, base=number_of_words(tail[1]))
    return _multiplied(text, numeral, end)


def _of_article(text: str, match: re.Match[str], end: int) -> Numeral | None:
    """ "a million", "a half-dozen", "a hundred and fifty"."""
    big = match["article_big"].lower()
    factor = MULTIPLIERS[big.removeprefix("half").strip(" -")] / (2 if big.startswith("half") else 1)
    rest = number_of_words(match["article_rest"]) if match["article_rest"] and factor >= 100 else 0
    if rest and rest < factor:
        return Numeral(match.start(), match.end(), Form.ARTICLE, tidy(factor + rest))
    return Numeral(match.start(), match.end("article_big"), Form.ARTICLE, tidy(factor))


def _mixed(match: re.Match[str]) -> Number | None:
    whole = match["mixed"]
    value = float(whole) if whole.isdigit() else number_of_words(whole)
    if value is None:
        return None
    if match["mixed_part"]:
        return tidy(value + FRACTIONS[match["mixed_part"].lower()])
    if match["quarters"]:
        return tidy(value + 0.75)
    if match["mixed_over"]:
        over, under = map(int, match["mixed_over"].split("/"))
        return tidy(value + over / under)
    return tidy(value + _VULGAR[match["mixed_vulgar"]])


def _share(text: str, match: re.Match[str], end: int) -> Numeral | None:
    start, after = match.span()
    if match["part"] or match["some"]:
        part, whole = _count(match["part"] or match["some"]), _count(match["whole"] or match["some_in"])
        if not part or not whole or part >= whole:
            return None
        return Numeral(start, after, Form.SHARE, part / whole, of=match["some_of"] or "")
    if match["bare"]:
        numeral = Numeral(start, after, Form.SHARE, FRACTIONS[match["bare"].lower()], bare=True)
    elif match["vulgar"]:
        numeral = Numeral(start, after, Form.SHARE, _VULGAR[match["vulgar"]])
    elif match["over"]:
        over, under = (int(part) for part in re.findall(r"\d+", match["over"]))
        if over >= under:
            return None
        numeral = Numeral(start, after, Form.SHARE, over / under)
    else:
        value = _parts(text, match, end)
        if value is None:
            return None
        numeral = Numeral(start, after, Form.SHARE, value)
    return _multiplied_share(text, numeral, end)


def _parts(text: str, match: re.Match[str], end: int) -> float | None:
    """The value of "a third" and "two-thirds"; None for "a third man", "two third places", "three halves"."""
    count, part = re.split(r"[\s-]", match["one_part"].lower())
    number = _count(count)
    if count in ("a", "an") and part != "half" and not _AFTER_A_PART.match(text, match.end(), end):
        return None
    agrees = part == "half" or part.endswith("s") is (number > 1) or text.startswith("-", match.end())
    value = number * FRACTIONS[part.removesuffix("s")]
    return value if agrees and value < 1 else None


def _multiplied(text: str, numeral: Numeral, end: int) -> Numeral:
    """The numeral with the multipliers behind it: "5 million", "two dozen", "5 hundred thousand", "$1.5bn"."""
    value, after = numeral.value, numeral.end
    if value is None:
        return numeral
    factor: float = 1
    for _ in range(2):
        match = _MULTIPLIER.match(text, after, end)
        if match is None or (match["sum"] and not _is_money(text, numeral.start)):
            break
        if match["letter"] in ("m", "M") and _is_in_metres(text, numeral, end):
            break
        if factor > 1 and not match["word"]:
            break
        written = (match["word"] or match["short"] or match["letter"] or match["sum"]).strip().lower()
        factor *= _LARGE[written]
        after = match.end()
    if factor == 1:
        return numeral
    return replace(numeral, end=after, value=tidy(value * factor))


def _is_in_metres(text: str, numeral: Numeral, end: int) -> bool:
    """ "100m tall", "the 400m", but not "$100m" and "100m people"."""
    if _is_money(text, numeral.start):
        return False
    raced = (
        numeral.value in _RACES and _THE.search(text, max(0, numeral.start - 8), numeral.start) is not None
    )
    if raced or _METRES.match(text, numeral.end, end) is not None:
        return True
    before = max(0, numeral.start - 28)
    return bool(_MEASURED.search(text, before, numeral.start) or _LEAPT.search(text, before, numeral.end))


def _is_money(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].rstrip()[-1:] in tuple("$£€¥₹₽")


def _multiplied_share(text: str, numeral: Numeral, end: int) -> Numeral:
    """ "half a million", "a quarter of a billion"."""
    match = _OF_A.match(text, numeral.end, end)
    if match is None or numeral.value is None:
        return numeral
    value = tidy(numeral.value * MULTIPLIERS[(match["word"] or match["plain"]).lower()])
    return Numeral(numeral.start, match.end(), Form.ARTICLE, value)


def _count(words: str) -> int:
    words = " ".join(words.lower().replace(",", "").split())
    if words.isdigit():
        return int(words)
    if words.startswith("a "):
        return MULTIPLIERS[words.removeprefix("a ")]
    return {"a": 1, "an": 1}.get(words) or number_of_words(words) or 0
