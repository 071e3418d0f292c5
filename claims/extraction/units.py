"""Units of money and measure: how the text writes them and what they are called in a Quantity."""

from __future__ import annotations

import re

CURRENCIES = {
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "chf": "CHF",
    "jpy": "JPY",
    "aed": "AED",
    "dh": "AED",
    "rs": "INR",
    "dollar": "USD",
    "us dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "pounds sterling": "GBP",
    "yen": "JPY",
    "rouble": "RUB",
    "ruble": "RUB",
    "rupee": "INR",
    "yuan": "CNY",
    "swiss franc": "CHF",
    "dirham": "AED",
    "shekel": "ILS",
    "lira": "TRY",
    "zloty": "PLN",
    "hryvnia": "UAH",
    "peso": "MXN",
    "won": "KRW",
}
SIGN = r"(?P<sign>(?:US|A|C|NZ|HK|S)?\$|[£€¥₹₽₩₺₴]|\b(?:USD|EUR|GBP|CHF|JPY|AED|Dh|Rs\.?)\s?)\s?"
MONEY = (
    r"(?:US\sdollars?|swiss\sfrancs?|dollars?|euros?|pounds\ssterling|pounds?|yen|roubles?|rubles?|rupees?|"
    r"yuan|dirhams?|shekels?|lira|zlotys?|hryvnia|pesos?|won|USD|EUR|GBP|CHF)"
)
PERCENT = r"(?:%|per\scent\b|percent\b|pct\b|pc\b)"
POINTS = r"(?:(?:percentage|basis)\spoints?|points?)\b"
# "1,950 a month earlier" sets a time, not a rate.
RATE = (
    r"(?:\s(?:a|an|per|each|every)\s"
    r"(?P<per>second|minute|hour|day|week|month|year|person|head|household|capita)\b"
    r"(?!\s(?:ago|earlier|later|off|before(?=\s*[.,;:]))))"
)

_MEASURES = {
    "kph": "km/h",
    "kilometre": "km",
    "kilometer": "km",
    "meter": "metre",
    "centimetre": "cm",
    "centimeter": "cm",
    "millimetre": "mm",
    "millimeter": "mm",
    "feet": "foot",
    "inches": "inch",
    "ha": "hectare",
    "kilogram": "kg",
    "kilo": "kg",
    "lb": "pound",
    "liter": "litre",
    "bpd": "barrel/day",
    "degree celsius": "°C",
    "degree fahrenheit": "°F",
    "°c": "°C",
    "°f": "°F",
    "mw": "MW",
    "gw": "GW",
    "kw": "kW",
    "kwh": "kWh",
    "mwh": "MWh",
    "gwh": "GWh",
    "twh": "TWh",
    "watt-hour": "Wh",
    "kilowatt-hour": "kWh",
    "megawatt-hour": "MWh",
    "gigawatt-hour": "GWh",
    "terawatt-hour": "TWh",
    "terawatt": "TW",
    "tw": "TW",
    "gigawatt": "GW",
    "megawatt": "MW",
    "kilowatt": "kW",
    "centuries": "century",
    "gb": "GB",
    "mb": "MB",
    "tb": "TB",
    "kb": "KB",
    "gigabyte": "GB",
    "megabyte": "MB",
}
MEASURE = (
    r"(?:(?:square|cubic)\s)?(?:km/h|kph|mph|kilomet(?:re|er)s?|centimet(?:re|er)s?|millimet(?:re|er)s?|miles?|"
    r"met(?:re|er)s?|km|cm|mm|feet|foot|inch(?:es)?|yards?|acres?|hectares?|ha|kilograms?|kilos?|kg|grams?|"
    r"tonnes?|tons?|ounces?|lbs?|lit(?:re|er)s?|gallons?|barrels?|bpd|degrees?\s(?:Celsius|Fahrenheit)|degrees?|"
    r"°\s?[CF]|(?:tera|giga|mega|kilo)?watt[\s‐‑-]hours?|(?:tera|giga|mega|kilo)?watts?|volts?|[TGMk]Wh?|seconds?|minutes?|hours?|days?|weeks?|"
    r"months?|years?|decades?|fortnights?|centur(?:y|ies)|gigabytes?|megabytes?|[GMTK]B)\b"
)


def measure(words: str) -> str:
    """The name of a measure as the text writes it: "square kilometres" is "square km"."""
    words = " ".join(words.lower().split())
    prefix = ""
    for power in ("square ", "cubic "):
        if words.startswith(power):
            prefix, words = power, words.removeprefix(power)
    words = words.replace("degrees", "degree").replace("° ", "°")
    words = re.sub(r"(?<=watt)[\s‐‑](?=hour)", "-", words)
    singular = words.removesuffix("s") if len(words) > 3 else words
    return prefix + (_MEASURES.get(words) or _MEASURES.get(singular) or singular)
