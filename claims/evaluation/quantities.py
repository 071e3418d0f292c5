"""Quantities: sentences with the values and units of their figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claims.evaluation.figures import Counts, DatasetError, Figure
from claims.evaluation.reading import json_file, text_of
from claims.extraction import Quantity, analyse_sentence

# What the data sets call a unit, in lower case, and what a Quantity calls it. A unit that is called the same is not
# here; neither is one that a Quantity has no name for.
UNITS = {
    "attometre": "am", "byte": "byte", "c": "°C", "centilitre": "cl", "centimeter": "cm", "centimetre": "cm",
    "count per week": "times/week", "cubic centimetre": "ml", "cubic kilometre": "cubic km",
    "cubic meter": "cubic metre",
    "degree celsius": "°C", "degree fahrenheit": "°F", "degree": "degree", "f": "°F", "gigahertz": "GHz",
    "kilogram": "kg", "kilometer": "km", "kilometre": "km", "kilometer per hour": "km/h", "kilometre per hour": "km/h",
    "liter": "litre", "megabyte": "MB", "megawatt hour": "MWh", "meter": "metre", "mile per hour": "mph",
    "milligram": "mg", "milliliter": "ml", "millimeter": "mm", "millimetre": "mm", "nanometre": "nm",
    "percentage": "%", "pound-mass": "pound", "pence": "penny",
    "square kilometer": "square km",
    "square kilometre": "square km", "square meter": "square metre", "ton per day": "ton/day", "watt hour": "Wh",
    "dollar per hour": "USD/hour", "dollar per kilogram": "USD/kg", "gigabyte": "GB",
    "terabyte": "TB", "kilobyte": "KB",
    "metric ton": "tonne", "barrel": "barrel",
    # Money
    "dollar": "USD", "united states dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "british pound": "GBP",
    "japanese yen": "JPY", "chinese yuan": "CNY", "australian dollar": "AUD", "canadian dollar": "CAD",
    "hong kong dollar": "HKD", "new zealand dollar": "NZD", "singapore dollar": "SGD", "new taiwan dollar": "TWD",
    "swiss franc": "CHF", "indian rupee": "INR", "mexican peso": "MXN", "russian ruble": "RUB", "swedish krona": "SEK",
    "danish krone": "DKK", "norwegian krone": "NOK", "south korean won": "KRW", "korean won": "KRW",
    "brazilian real": "BRL", "turkish lira": "TRY", "saudi riyal": "SAR", "polish złoty": "PLN", "thai baht": "THB",
    "israeli new shekel": "ILS", "south african rand": "ZAR", "malaysian ringgit": "MYR", "pound": "GBP",
}  # fmt: skip
_SPELLED_OUT = ("%", "cent", "pct")


@dataclass(frozen=True, slots=True)
class _Label:
    """A figure as annotated: `unit` under the name that a Quantity has for it, None for a plain number."""

    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Model:
    """A file of the recognizers' cases, which label one sort of figure: the others found are left out of account."""

    file: str
    unit: Callable[[str], str | None]
    labels: Callable[[Quantity], bool]


def quantulum(path: Path) -> list[Figure]:
    """quantulum's `quantities.json`; a range is labelled by its middle, a share by its fraction."""
    values, both = Counts(), Counts()
    for case in _cases(path):
        try:
            labels = [_Label(_finite(each["value"]), _unit(each["unit"])) for each in case["res"]]
            sentence = text_of(case, "req")
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DatasetError(f"{path}: not cases as quantulum has them") from error
        _add(values, both, labels, analyse_sentence(sentence).quantities)
    return _figures("", values, both)


def recognizers(path: Path) -> list[Figure]:
    """The folder of Recognizers-Text's cases, with `Number/English` and `NumberWithUnit/English` in it."""
    figures = []
    values, both = Counts(), Counts()
    for model in _MODELS:
        own_values, own_both = Counts(), Counts()
        for case in _cases(path / model.file):
            try:
                sentence = text_of(case, "Input")
                labels = [_resolved(each["Resolution"], model) for each in case["Results"]]
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise DatasetError(f"{path / model.file}: not cases as Recognizers-Text has them") from error
            found = [
                _without_rate(each) for each in analyse_sentence(sentence).quantities if model.labels(each)
            ]
            for counted in ((values, both), (own_values, own_both)):
                _add(*counted, [label for label in labels if label is not None], found)
        figures += _figures(f"{Path(model.file).stem.removesuffix('Model').lower()} ", own_values, own_both)[
            :2
        ]
    return _figures("", values, both) + figures


def _figures(name: str, values: Counts, both: Counts) -> list[Figure]:
    return [
        Figure(f"{name}value F1", values.f1, values.labelled),
        Figure(f"{name}value and unit F1", both.f1, both.labelled),
        Figure(f"{name}value precision", values.precision, values.found),
        Figure(f"{name}value recall", values.recall, values.labelled),
    ]


def _add(values: Counts, both: Counts, labels: list[_Label], found: Iterable[Quantity]) -> None:
    """Pair what was found with the labels: by value and unit where that can be, by value otherwise."""
    quantities = list(found)
    right = _paired(
        quantities, labels, lambda each, label: _same_value(each, label) and _same_unit(each, label)
    )
    both.add(right=right, found=len(quantities), labelled=len(labels))
    values.add(right=_paired(quantities, labels, _same_value), found=len(quantities), labelled=len(labels))


def _paired(found: list[Quantity], labels: list[_Label], same: Callable[[Quantity, _Label], bool]) -> int:
    left = list(labels)
    for quantity in found:
        label = next((each for each in left if same(quantity, each)), None)
        if label is not None:
            left.remove(label)
    return len(labels) - len(left)


def _same_value(quantity: Quantity, label: _Label) -> bool:
    if quantity.value is not None:
        value: float = quantity.value
        if quantity.unit == "%" and not any(sign in quantity.text.lower() for sign in _SPELLED_OUT):
            value /= 100  # "a third" is labelled 0.333
    else:
        bounds = [bound for bound in (quantity.low, quantity.high) if bound is not None]
        value = sum(bounds) / len(bounds)
    return math.isclose(value, label.value, rel_tol=1e-3)


def _same_unit(quantity: Quantity, label: _Label) -> bool:
    if label.unit is not None:
        return quantity.unit == label.unit
    return _is_plain(quantity)


def _is_plain(quantity: Quantity) -> bool:
    """Whether it is a number or a share, with at most a noun that it counts."""
    if quantity.unit == "%":
        return not any(sign in quantity.text.lower() for sign in _SPELLED_OUT)
    return quantity.unit is None or (quantity.of or "").endswith(quantity.unit)


def _unit(name: str) -> str | None:
    return None if name == "dimensionless" else UNITS.get(name.lower(), name.lower())


def _resolved(resolution: dict[str, Any], model: _Model) -> _Label | None:
    value = resolution.get("value")
    if value in (None, "null"):
        return None  # a unit that stands alone
    return _Label(_finite(value.removesuffix("%")), model.unit(resolution.get("unit", "")))


def _finite(value: str | float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value} is no number")
    return number


def _without_rate(quantity: Quantity) -> Quantity:
    """The quantity as the recognizers label it: "$5 a share" is so many dollars."""
    unit = quantity.unit or ""
    return (
        quantity
        if "/" not in unit or unit in UNITS.values()
        else replace(quantity, unit=unit.partition("/")[0])
    )


def _is_money(quantity: Quantity) -> bool:
    unit = (quantity.unit or "").split("/", 1)[0]
    return (len(unit) == 3 and unit.isupper()) or unit in ("cent", "penny")


def _is_measure(quantity: Quantity) -> bool:
    return not (
        _is_plain(quantity) or _is_money(quantity) or quantity.unit in ("%", "year old", "times", "point")
    )


_MODELS = (
    _Model("Number/English/NumberModel.json", lambda name: None, lambda each: True),
    _Model("Number/English/PercentModel.json", lambda name: "%", lambda each: each.unit == "%"),
    _Model(
        "NumberWithUnit/English/AgeModel.json",
        lambda name: f"{name.lower()} old",
        lambda each: (each.unit or "").endswith(" old"),
    ),
    _Model("NumberWithUnit/English/CurrencyModel.json", _unit, _is_money),
    _Model(
        "NumberWithUnit/English/DimensionModel.json",
        lambda name: "pound" if name == "Pound" else _unit(name),
        _is_measure,
    ),
    _Model(
        "NumberWithUnit/English/TemperatureModel.json",
        _unit,
        lambda each: each.unit in ("°C", "°F", "degree"),
    ),
)


def _cases(path: Path) -> list[dict[str, Any]]:
    cases = json_file(path)
    if not isinstance(cases, list):
        raise DatasetError(f"{path}: not a list of cases")
    return cases
