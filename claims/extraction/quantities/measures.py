"""Measures: what a text calls them, and what they are called in a Quantity.

A measure is called by its word where it has no prefix ("metre"), and by its sign where it has one ("km").
"""

from __future__ import annotations

from claims.extraction.lexicon import listed


def _degrees(*scales: str) -> tuple[str, ...]:
    return tuple(f"{degree} {scale}" for scale in scales for degree in ("degree", "degrees", "deg"))


# Measures that are words: the name, then the other spellings in the singular. Any case, singular or plural.
NAMED: dict[str, tuple[str, ...]] = {
    "km": ("kilometre", "kilometer"),
    "cm": ("centimetre", "centimeter"),
    "mm": ("millimetre", "millimeter"),
    "metre": ("meter",),
    "micrometre": ("micrometer", "micron"),
    "mile": (),
    "nautical mile": (),
    "light year": ("light-year",),
    "foot": ("feet", "ft"),
    "inch": ("inches",),
    "yard": ("yd",),
    "acre": (),
    "hectare": (),
    "kg": ("kilogram", "kilogramme", "kilo"),
    "gram": ("gramme",),
    "mg": ("milligram", "milligramme"),
    "tonne": ("metric ton",),
    "ton": (),
    "ounce": ("oz",),
    "pound": ("lb", "lbs"),
    "carat": (),
    "litre": ("liter",),
    "ml": ("millilitre", "milliliter"),
    "cl": ("centilitre", "centiliter"),
    "gallon": (),
    "pint": (),
    "barrel": ("bbl",),
    "bushel": (),
    "barrel/day": ("bpd",),
    "°C": (*_degrees("celsius", "centigrade", "c"), "celsius"),
    "°F": (*_degrees("fahrenheit", "f"), "fahrenheit"),
    "degree": (),
    "Wh": ("watt-hour", "watt hour"),
    "kWh": ("kilowatt-hour", "kilowatt hour"),
    "MWh": ("megawatt-hour", "megawatt hour"),
    "GWh": ("gigawatt-hour", "gigawatt hour"),
    "TWh": ("terawatt-hour", "terawatt hour"),
    "watt": (),
    "kW": ("kilowatt",),
    "MW": ("megawatt",),
    "GW": ("gigawatt",),
    "TW": ("terawatt",),
    "volt": (),
    "hp": ("horsepower", "bhp"),
    "Hz": ("hertz",),
    "kHz": ("kilohertz",),
    "MHz": ("megahertz",),
    "GHz": ("gigahertz",),
    "dB": ("decibel",),
    "kcal": ("kilocalorie",),
    "calorie": (),
    "knot": (),
    "km/h": ("kph", "kmh", "kmph"),
    "mph": (),
    "mpg": (),
    "second": ("sec",),
    "ms": ("millisecond",),
    "minute": ("min",),
    "hour": ("hr",),
    "day": (),
    "week": (),
    "fortnight": (),
    "month": (),
    "year": ("yr",),
    "decade": (),
    "century": ("centuries",),
    "KB": ("kilobyte",),
    "MB": ("megabyte",),
    "GB": ("gigabyte",),
    "TB": ("terabyte",),
    "PB": ("petabyte",),
    "bit": (),
    "byte": (),
    "Kbit/s": ("kbps",),
    "Mbit/s": ("mbps",),
    "Gbit/s": ("gbps",),
    "megapixel": (),
    "pixel": (),
    "megaton": (),
    "kiloton": (),
    "basis point": ("bp",),
    "microgram": ("mcg",),
    "fluid ounce": ("fl oz",),
    "teaspoon": ("tsp",),
    "tablespoon": ("tbsp",),
    "furlong": (),
    "parsec": (),
    "astronomical unit": (),
    "square metre": ("sqm", "sq m"),
    "square km": ("sq km", "sqkm"),
    "square foot": ("sqft",),
    "square mile": ("sq mi",),
    "acre-foot": ("acre-feet", "acre feet"),
    "pound-foot": ("pound-feet", "pound foot", "pound feet", "lb-ft", "lb ft", "lbs-ft", "ft-lb", "ft lb"),
    "amp": ("ampere",),
    "amp-hour": ("amp hour", "ampere-hour"),
    "joule": (),
    "pascal": (),
    "electronvolt": ("electron volt",),
    "newton": (),
    "sievert": (),
    "lumen": (),
    "lux": (),
    "nit": (),
    "sigma": (),
    "psi": (),
    "ppm": ("parts per million", "part per million"),
    "ppb": ("parts per billion", "part per billion"),
    "megatonne": (),
    "gigatonne": (),
    "gigaton": (),
    "ton/day": ("tpd",),
    "beats/minute": ("bpm",),
    "krone": ("kroner",),
    "bitcoin": (),
}
# Words of which a prefix makes others, which are called by their signs: "megajoule" is "MJ".
_PREFIXES = {
    "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "hecto": "h", "kilo": "k", "mega": "M",
    "giga": "G", "tera": "T", "peta": "P", "exa": "E",
}  # fmt: skip
_PREFIXED = {
    "joule": ("J", "kilo mega giga tera"),
    "pascal": ("Pa", "hecto kilo mega giga"),
    "electronvolt": ("eV", "kilo mega giga tera"),
    "volt": ("V", "milli kilo"),
    "ampere": ("A", "milli kilo"),
    "hertz": ("Hz", "tera"),
    "sievert": ("Sv", "milli micro"),
    "byte": ("B", "exa"),
    "bit": ("bit", "kilo mega giga tera"),
    "litre": ("l", "deci micro"),
    "watt": ("W", "milli peta"),
    "flop": ("FLOPS", "giga tera peta exa"),
    "bar": ("bar", "milli"),
    "gram": ("g", "nano"),
    "mole": ("mol", "milli micro nano"),
}
# Words for measures that are called by a sign of theirs, whose case counts.
SPELLED_OUT = (
    {
        prefix + word: _PREFIXES[prefix] + sign
        for word, (sign, prefixes) in _PREFIXED.items()
        for prefix in listed(prefixes)
    }
    | dict.fromkeys(("newton-metre", "newton metre", "newton-meter", "newton meter"), "Nm")
    | dict.fromkeys(("nanometre", "nanometer"), "nm")
)
# Measures that are signs: the case counts, and no letter may follow.
SIGNED = {
    "km": "km", "m": "metre", "cm": "cm", "mm": "mm", "nm": "nm", "mi": "mile", "ft": "foot", "in": "inch",
    "″": "inch", "kg": "kg", "g": "gram", "mg": "mg", "ha": "hectare", "ml": "ml", "mL": "ml", "l": "litre",
    "L": "litre",
    "°C": "°C", "° C": "°C", "ºC": "°C", "C": "°C", "°F": "°F", "° F": "°F", "ºF": "°F", "F": "°F", "°": "degree",
    "W": "watt", "kW": "kW", "KW": "kW", "MW": "MW", "GW": "GW", "TW": "TW", "Wh": "Wh", "kWh": "kWh", "KWh": "kWh",
    "MWh": "MWh", "GWh": "GWh", "TWh": "TWh", "V": "volt", "mAh": "mAh", "Hz": "Hz", "kHz": "kHz", "MHz": "MHz",
    "GHz": "GHz", "dB": "dB", "KB": "KB", "kB": "KB", "MB": "MB", "GB": "GB", "TB": "TB", "PB": "PB", "Gb": "Gbit",
    "Gb/s": "Gbit/s", "Mb/s": "Mbit/s", "Mbit/s": "Mbit/s", "MB/s": "MB/s", "GB/s": "GB/s", "km/h": "km/h",
    "m/s": "metre/second", "km/s": "km/second", "fps": "frame/second", "Nm": "Nm", "cc": "cc", "ms": "ms",
    "TeV": "TeV", "GeV": "GeV", "MeV": "MeV", "keV": "keV", "eV": "electronvolt", "J": "joule", "MJ": "MJ", "GJ": "GJ",
    "Pa": "pascal", "hPa": "hPa", "kPa": "kPa", "MPa": "MPa", "bar": "bar", "mbar": "mbar", "mmHg": "mmHg",
    "mm Hg": "mmHg", "kV": "kV", "mV": "mV", "A": "amp", "mA": "mA", "Ah": "amp-hour", "kVA": "kVA", "kWp": "kWp",
    "µm": "micrometre", "μm": "micrometre", "pm": "picometre", "µg": "microgram", "μg": "microgram", "ng": "ng",
    "dl": "dl", "dL": "dl", "cl": "cl", "mmol": "mmol", "nmol": "nmol", "µmol": "µmol", "μmol": "µmol", "IU": "IU",
    "mSv": "mSv", "µSv": "µSv", "μSv": "µSv", "mGy": "mGy", "t": "tonne", "kt": "kilotonne", "Mt": "megatonne",
    "Gt": "gigatonne", "stone": "stone", "PS": "PS", "lb-ft": "pound-foot", "lb.-ft.": "pound-foot",
    "Tbps": "Tbit/s", "Mb": "Mbit", "Tb": "Tbit", "EB": "EB", "TEU": "TEU", "b/d": "barrel/day",
    "m/s²": "metre/second²", "m/s2": "metre/second²", "dpi": "dpi", "ppi": "ppi", "mi/h": "mph", "kn": "knot",
    "hrs": "hour", "h": "hour", "MP": "megapixel", "ppm": "ppm", "rpm": "rpm", "kJ": "kJ",
}  # fmt: skip
# Signs of one letter stand right behind the digits: "30C", not "30 C".
CLOSE = frozenset(
    {"MP", "m", "g", "l", "L", "C", "F", "W", "V", "h", "in", "″", "°", "A", "J", "t", "kn", "pm", "kt"}
)
DURATIONS = frozenset(listed("second minute hour day week month year decade fortnight century"))
