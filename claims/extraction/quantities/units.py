"""Units of money and measure behind or before a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from claims.extraction.lexicon import listed
from claims.extraction.quantities.measures import CLOSE, NAMED, SIGNED, SPELLED_OUT

# What stands before a figure. The longest spelling is tried first.
_SIGNS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB",
    "₩": "KRW", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₪": "ILS", "฿": "THB", "₫": "VND", "₱": "PHP",
}  # fmt: skip
_CODES = {
    "Rs": "INR", "Rs.": "INR", "Dh": "AED", "Dhs": "AED", "RM": "MYR", "kr": "SEK", "SFr": "CHF", "Fr": "CHF",
} | {
    code: code
    for code in listed(
        "USD EUR GBP CHF JPY AED CAD AUD NZD CNY INR RUB SEK NOK DKK PLN CZK HUF TRY BRL ZAR KRW SGD HKD MXN THB "
        "SAR QAR"
    )
} | {"RMB": "CNY"}  # fmt: skip
# Currencies by name, in the singular and without their country.
_MONEY = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "pound sterling": "GBP", "quid": "GBP", "yen": "JPY",
    "rouble": "RUB", "ruble": "RUB", "rupee": "INR", "yuan": "CNY", "renminbi": "CNY", "dirham": "AED", "shekel": "ILS",
    "lira": "TRY", "zloty": "PLN", "hryvnia": "UAH", "peso": "MXN", "won": "KRW", "rand": "ZAR", "ringgit": "MYR",
    "baht": "THB", "rupiah": "IDR", "naira": "NGN", "riyal": "SAR", "franc": "CHF", "reais": "BRL",
    "forint": "HUF",
}  # fmt: skip
_COUNTRIES = {
    "us": "", "u.s.": "", "american": "", "british": "", "japanese": "", "russian": "", "indian": "", "chinese": "",
    "swiss": "", "turkish": "", "polish": "", "mexican": "", "brazilian": "", "israeli": "", "emirati": "",
    "canadian dollar": "CAD", "australian dollar": "AUD", "new zealand dollar": "NZD", "hong kong dollar": "HKD",
    "singapore dollar": "SGD", "taiwan dollar": "TWD", "jamaican dollar": "JMD", "egyptian pound": "EGP",
    "lebanese pound": "LBP", "syrian pound": "SYP", "sudanese pound": "SDG", "pakistani rupee": "PKR",
    "sri lankan rupee": "LKR", "argentine peso": "ARS", "chilean peso": "CLP", "colombian peso": "COP",
    "philippine peso": "PHP", "cuban peso": "CUP", "swedish krona": "SEK", "swedish kronor": "SEK",
    "swedish crown": "SEK", "norwegian krone": "NOK", "norwegian kroner": "NOK", "norwegian crown": "NOK",
    "danish krone": "DKK", "danish kroner": "DKK", "danish crown": "DKK", "czech crown": "CZK",
    "czech koruna": "CZK", "icelandic krona": "ISK", "saudi riyal": "SAR", "qatari riyal": "QAR", "iranian rial": "IRR",
}  # fmt: skip
_ALONE = {words for words, code in _COUNTRIES.items() if code}
_BEFORE = {words for words, code in _COUNTRIES.items() if not code}
_SMALL_CHANGE = {"cent": "cent", "penny": "penny", "pence": "penny", "pennies": "penny"}


_SPELLINGS = SPELLED_OUT | {
    spelling: name for name, others in NAMED.items() for spelling in (name.lower(), *others)
}


def _alternatives(spellings: set[str]) -> str:
    return "|".join(
        re.escape(each).replace(r"\ ", r"\s").replace(r"\-", "[-‐‑]")
        for each in sorted(spellings, key=lambda each: (-len(each), each))
    )


LONGEST_SIGN = 5  # characters, with a space
_SIGN_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z])(?:{_alternatives(set(_SIGNS))})|(?<![\w.])(?:{_alternatives(set(_CODES))}))\s?$"
)
_PERCENT = r"%|per[\s-]?cents?\b|pct\b|(?-i:pc)\b"
_RATE = re.compile(
    # "1,950 a month earlier" sets a time, not a rate.
    r"(?:[\s-](?:an?|each|every)[\s-](?P<per>second|minute|hour|day|night|week|month|quarter|year|person|head|household|"
    r"share|barrel|tonne|ton|ounce|gallon|litre|liter|pound|kilo|piece|game|visit|ticket|unit|bottle|time)\b"
    # "15 cases per 100,000 people", "5.4 litres per 100 km"
    r"|\s(?:per|for\severy|in\severy)\s(?P<many>\d{1,3}(?:,\d{3}){1,3}|\d{1,6}|(?:a\s)?(?:hundred|thousand|million|billion))"
    r"(?:\s(?P<of_many>(?!of\b|in\b|to\b|and\b|or\b|for\b|by\b|at\b|on\b|from\b|a\b|the\b)[a-z]{1,20}))?\b"
    r"|\s?per[\s-](?:the\s)?(?P<each>(?:square\s|cubic\s)?[a-z]{2,20})\b|/(?P<slash>(?:\d{1,4}\s?)?[A-Za-z]{1,10})\b|[\s-](?P<annual>annually)\b)"
    r"(?!\s(?:ago|earlier|later|off|before(?=\s*[.,;:])))",
    re.IGNORECASE,
)
_UNIT = re.compile(
    rf"""
    [\s-]?(?P<points>(?:(?:percentage|percent|per\scent|%)[\s-]|(?P<basis>basis|base)[\s-])?points?\b|bps\b)
  | [\s-]?(?P<percent>{_PERCENT})
  | (?P<age>[\s-]years?[\s-]olds?\b|\syears\sof\sage\b|[\s-]year[\s-]olds?\b)
  | (?P<age_of>[\s-](?P<young>months?|weeks?|days?)(?:[\s-]old|\sof\sage)\b)
  | [\s-](?:(?P<nation>{_alternatives(_ALONE)})s?|(?:(?:{_alternatives(_BEFORE)})\s)?
      (?P<money>{_alternatives(set(_MONEY) | {"pounds sterling"})})s?(?![\s-]f(?:ee|oo)t\b))\b
  | (?P<euro>[€£](?!\s?\d))
  | [\s-]?(?P<change>cents?|pence|penn(?:y|ies)|(?<=\d)p)\b
  | (?P<times>-?\s?times\b|(?-i:x)\b|×(?!\s?\d))
  | [\s-]?(?:(?P<power>square|cubic|sq\.?|cu\.?)[\s-])?(?P<named>{_alternatives(set(_SPELLINGS))})s?\b(?!\^)
  | \s?(?P<code>(?-i:{_alternatives(set(_CODES) - {"Fr"})}))(?![\w])
  | (?P<signed>\s?(?-i:{_alternatives(set(SIGNED))}))(?:(?P<squared>²|\^?2(?!\d))|(?P<cubed>³|\^?3(?!\d)))?(?![\w°])
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The letters that a unit can begin with; where none stand behind a figure, a sign may.
_LETTERS = re.compile(r"[a-z]+")
_FIRST_LETTERS = frozenset(
    listed(
        "p percent percentage pct pc per point points basis base bps year years month months week weeks day days cent "
        "cents pence penny pennies times x square cubic sq cu"
    )
) | frozenset(
    letters.group()
    for each in (*_COUNTRIES, *_MONEY, *_SMALL_CHANGE, *_SPELLINGS, *_CODES, *SIGNED)
    if (letters := _LETTERS.match(each.lower()))
)
_FIRST = re.compile(r"[\s-]?\s?(?:(?P<letters>[A-Za-z]+)|(?P<none>[\d,.;:!?()|]|\Z))")
_NOT_A_UNIT = re.compile(
    r"(?:second|minute)[\s-](?:half|largest|time|place|leg|round|goal)|point[\s-](?:range|line|shots?|shooting|arc|attempts?|turn)\b",
    re.IGNORECASE,
)
# "pounds of cocaine" are a weight, "pounds of public money" are not.
_MONEY_OF = re.compile(
    r"\sof\s(?:\w+\s){0,3}?(?:money|debts?|fund(?:s|ing)?|invest\w+|damages?|savings?|revenues?|cuts|spending|public|tax\w*|"
    r"goods|assets|sales|aid|support|compensation|cash|fines|profits?|losses|property|business|loans?|borrowing|bills)\b",
    re.IGNORECASE,
)
PER_MANY = re.compile(
    r"\s(?:per|for\severy|in\severy)\s(?:\d|(?:hundred|thousand|million|billion)\b)", re.IGNORECASE
)
_SLASH = re.compile(r"/(?:100\s?)?[A-Za-z]")  # "119 g/km"
_OF = re.compile(r"\sof\s", re.IGNORECASE)
_WEIGHED = re.compile(
    r"\b(?:weigh(?:s|ed|ing|t)?|lift(?:s|ed|ing)?|tow(?:s|ed|ing)?|haul(?:s|ed|ing)?|thrust|payload|deadlifted|gained|los(?:e|t|ing)|shed|drop(?:ped)?)\b[^.;]{0,20}$",
    re.IGNORECASE,
)


# Speeds that have a name of their own.
SPEEDS = {"km/hour": "km/h", "mile/hour": "mph", "mile/gallon": "mpg"} | {
    f"{prefix}bit/second": f"{prefix}bit/s" for prefix in ("K", "M", "G", "T")
}


class Sort(Enum):
    """What kind of unit it is."""

    MONEY = auto()
    SHARE = auto()
    POINTS = auto()
    AGE = auto()
    TIMES = auto()
    MEASURE = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a Quantity names it, and the offset where its words end."""

    name: str
    end: int
    sort: Sort


def sign_before(text: str, at: int, lowest: int) -> tuple[int, str] | None:
    """The currency sign or code that ends at `at`: its offset and the currency; None where there is none."""
    match = _SIGN_BEFORE.search(text, max(lowest, at - LONGEST_SIGN), at)
    if match is None:
        return None
    written = match.group().strip()
    return match.start(), _SIGNS.get(written) or _CODES[written]


def unit_after(text: str, at: int, end: int) -> Unit | None:
    """The unit whose words begin right behind a figure that ends at `at`."""
    if not _may_have_unit(text, at, end):
        return None
    match = _UNIT.match(text, at, end)
    if match is None or _NOT_A_UNIT.match(text, at + 1, end):
        return None
    if match["money"] == "won" and text[at - 6 : at].lower() != "illion":  # "the four won easily"
        return None
    after = match.end()
    if match["points"]:
        words = match["points"].lower()
        name = "basis point" if match["basis"] or words == "bps" else "point"
        return Unit(
            "percentage point" if words.startswith(("p", "%")) and words[:3] != "poi" else name,
            after,
            Sort.POINTS,
        )
    if match["percent"]:
        return Unit("%", after, Sort.SHARE)
    if match["age"]:
        return Unit("year old", after, Sort.AGE)
    if match["age_of"]:
        return Unit(f"{_singular(match['young'])} old", after, Sort.AGE)
    if match["times"]:
        return Unit("times", after, Sort.TIMES)
    if match["change"]:
        return Unit(_SMALL_CHANGE.get(_singular(match["change"]), "penny"), after, Sort.MONEY)
    if currency := _currency(match):
        weight = currency == "GBP" and match["money"] and _is_weight(text, match, end)
        return Unit("pound", after, Sort.MEASURE) if weight else Unit(currency, after, Sort.MONEY)
    return _measure(text, match, after)


def _may_have_unit(text: str, at: int, end: int) -> bool:
    """Whether a look at the unit is worth it: quick, and never wrong where it says no."""
    first = _FIRST.match(text, at, end)
    if first is None:
        return True
    letters = (first["letters"] or "").lower()
    return letters in _FIRST_LETTERS or letters.removesuffix("s") in _FIRST_LETTERS


def rate_after(text: str, at: int, end: int) -> tuple[str, int] | None:
    """What a figure is for each of ("a day", "per head"), and the offset after it."""
    match = _RATE.match(text, at, end)
    if match is None:
        return None
    if match["many"]:
        noun = match["of_many"]
        many = match["many"].lower().removeprefix("a ")
        return many if noun is None else f"{many} {_SPELLINGS.get(_singular(noun), noun)}", match.end()
    per = match["per"] or match["each"] or match["slash"] or "year"
    if per.lower() in ("cent", "annum"):
        per = "year" if per.lower() == "annum" else per
    return _SPELLINGS.get(_singular(per), per.lower() if match["slash"] is None else per), match.end()


def _currency(match: re.Match[str]) -> str | None:
    if match["nation"]:
        return _COUNTRIES[_singular(match["nation"])]
    if match["money"]:
        words = _singular(match["money"])
        return "GBP" if words == "pounds sterling" else _MONEY[words]
    if match["euro"]:
        return _SIGNS[match["euro"]]
    return _CODES[match["code"]] if match["code"] else None


def _is_weight(text: str, match: re.Match[str], end: int) -> bool:
    if match.group().startswith("-") or _WEIGHED.search(text, max(0, match.start() - 40), match.start()):
        return True
    return bool(_OF.match(text, match.end(), end)) and not _MONEY_OF.match(text, match.end(), end)


def _measure(text: str, match: re.Match[str], after: int) -> Unit | None:
    if match["named"]:
        words = " ".join(match["named"].lower().replace("‑", "-").replace("‐", "-").split())
        name = _SPELLINGS.get(words) or _SPELLINGS[_singular(words)]
        power = {"sq": "square ", "cu": "cubic "}.get((match["power"] or "")[:2].lower(), "")
        return Unit(power + name, after, Sort.MEASURE)
    written = match["signed"]
    if written[0].isspace() and written.strip() in CLOSE and not _SLASH.match(text, match.end()):
        return None
    power = "square " if match["squared"] else "cubic " if match["cubed"] else ""
    return Unit(power + SIGNED[" ".join(written.split())], after, Sort.MEASURE)


def _singular(words: str) -> str:
    words = " ".join(words.lower().split())
    return words[:-1] if words.endswith("s") and words not in _SPELLINGS and words not in _MONEY else words
