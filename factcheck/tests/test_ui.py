"""What the small shared parts of the pages say."""

import re

import pytest
from django.template import Context, Template

from claims.models import Quantity
from factcheck.templatetags.ui import measured


@pytest.mark.parametrize(
    ("value", "unit", "of", "words"),
    [
        (3412, "vehicles", "military vehicles", "military vehicles"),
        (31, "hospitals", "field hospitals", "field hospitals"),
        (120_000, "troops", "troops", "troops"),
        (4, "camps", "nine camps", "of nine camps"),
        (410_000, "tonne", "", "tonnes"),
        (410_000, "tonne", "grain", "tonnes of grain"),
        (1, "tonne", "grain", "tonne of grain"),
        (0.5, "hour", "", "hours"),
        (12, "month", "", "months"),
        (6, "foot", "", "feet"),
        (3, "century", "", "centuries"),
        (40, "year old", "", "years old"),
        (5, "percentage point", "", "percentage points"),
        (19e6, "cubic metre/day", "", "cubic metres a day"),
        (60, "mile/hour", "", "miles an hour"),
        (90, "km/h", "", "km/h"),
        (62, "km", "track", "km of track"),
        (1250, "GW", "", "GW"),
        (91.4, "%", "trains", "% of trains"),
        (37, "%", "", "%"),
        (4e9, "USD", "damage", "USD of damage"),
        (2, "times", "", "times"),
        (3, "", "", ""),
    ],
)
def test_a_quantity_is_said_once_and_in_the_right_number(value, unit, of, words):
    assert measured(Quantity(value=value, unit=unit, of=of)) == words


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": 91.4, "unit": "%", "of": "trains"}, "91.4 % of trains"),
        ({"value": 11, "unit": "%"}, "11 %"),
        ({"value": 3412, "unit": "vehicles", "of": "military vehicles"}, "3,412 military vehicles"),
        ({"value": 12, "unit": "month", "modifier": "up_to"}, "Up to 12 months"),
        ({"text": "tens of thousands"}, "tens of thousands"),
        ({"value": 12, "unit": "%", "change": "rise"}, "Rise of 12 %"),
        ({"value": 3, "unit": "%", "modifier": "about", "change": "fall"}, "Fall of about 3 %"),
    ],
)
def test_the_chip_of_a_quantity(fields, shown):
    chip = Template("{% load ui %}{% quantity it %}").render(Context({"it": Quantity(**fields)}))
    assert " ".join(re.sub(r"<[^>]*>", "", chip).split()) == shown
