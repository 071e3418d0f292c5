"""Figures that lean on what stands around them: rates, elided units, metres, measures by their signs."""

import pytest

from claims.extraction.quantities import find_quantities

# fmt: off
MEASURES = [
    ("The coupé makes 369 pound-feet, or 500 newton-metres, of torque.", (369, "pound-foot"), (500, "Nm")),
    ("Its engine puts out 204 PS and 181 lb-ft.", (204, "PS"), (181, "pound-foot")),
    ("The van emits 119 g/km and uses 15.8 kWh/100km.", (119, "gram/km"), (15.8, "kWh/100km")),
    ("It burns 5.4 litres per 100 km.", (5.4, "litre/100 km")),
    ("Her pressure was 140 mmHg, her sugar 5.2 mmol/L.", (140, "mmHg"), (5.2, "mmol/L")),
    ("The beam reached 13 TeV, a 5-sigma result.", (13, "TeV"), (5, "sigma")),
    ("The air held 421 parts per million of the gas.", (421, "ppm")),
    ("The line carries 2 gigabits per second.", (2, "Gbit/s")),
    ("The drive stores 3 exabytes and 40 megajoules are spent.", (3, "EB"), (40, "MJ")),
    ("The fire burnt 120 km² of heath, 4 km^2 of it in a park.", (120, "square km"), (4, "square km")),
    ("The chip is made on a 5nm process.", (5, "nm")),
    ("He weighs 14 stone.", (14, "stone")),
    ("The cloud holds 4.5 x 10^9 atoms and weighs 6.0 × 10⁻⁷ grams.", (4.5e9, "atoms"), (6e-7, "gram")),
    ("It has 175Nm of torque and a 5nm chip.", (175, "Nm"), (5, "nm")),
    ("It returns 4.9 l/100km.", (4.9, "litre/100km")),
    ("It tows up to 11,000 pounds.", (11_000, "pound")),
]
METRES = [
    ("Oyelaran cleared 2.31m to win gold.", (2.31, "metre")),
    ("The lake lies at an altitude of 3,812m.", (3812, "metre")),
    ("The service jumped 2.3m to 5m users.", ((2_300_000, 5_000_000), "users")),
    ("He threw the javelin 87.58m.", (87.58, "metre")),
]
RATES = [
    ("The rate was 15 per 100,000 inhabitants.", (15, "per 100,000 inhabitants")),
    ("There were 9 cases per 1,000 children.", (9, "cases/1,000 children")),
    ("They found 12 faults for every million parts.", (12, "faults/million parts")),
    ("One patient in 1,000 suffers a rash.", (0.1, "%")),
    ("The odds are one in a million.", (0.0001, "%")),
    ("It affects one in 2,500 newborns.", (0.04, "%")),
    ("About one-third to one-half of patients relapse.", ((33.33, 50), "%")),
]
ELIDED = [
    ("Profit fell to 3.4 million pounds from 5.1 million a year earlier.", (3_400_000, "GBP"), (5_100_000, "GBP")),
    ("The club paid 100 million euros plus 20 million in bonuses.", (100_000_000, "EUR"), (20_000_000, "EUR")),
    ("It pumped 3.1 million barrels a day, against a quota of 2.7 million.",
     (3_100_000, "barrel/day"), (2_700_000, "barrel/day")),
    ("Prices rose by 22 per cent, while wages rose by 9.", (22, "%"), (9, "%")),
    ("It will cost billions of dollars.", (None, "USD")),
    ("It lies hundreds of miles away.", (None, "mile")),
    ("The chain opened 46 shops and shut 12.", (46, "shops"), (12, "shops")),
    ("The index lost 1.2 percent to 4,200, 3.4 percent down on the week.", (1.2, "%"), (4200, None), (3.4, "%")),
    ("Growth of 3 to 5 per cent is forecast.", ((3, 5), "%")),
    ("The number of deaths rose by 12 to 340.", (12, None), (340, None)),
]
AGES = [
    ("The vaccine works in people over 65.", (65, "year old")),
    ("Entry is free for children under 5.", (5, "year old")),
    ("He retired at 65 and died at 94.", (65, "year old"), (94, "year old")),
    ("The farm has children under 5 trees.", (5, "trees")),
]
HYPHENED = [
    ("The five-door model has a six-speed gearbox.", (5, "door"), (6, "speed")),
    ("The two-way street has a two-faced sign.",),
    ("She shot well from three-point range.",),
    ("They hold a three-point lead.", (3, "point")),
]
NAMES = [
    ("The 911 Turbo and the Ryzen 7 7800X are sold out.",),
    ("The 4x4 does 0-62mph in 3.4 seconds.", ((0, 62), "mph"), (3.4, "second")),
    ("Levels of PM2.5 fell.",),
    ("The Zephyr 6 comes with 1080p video.",),
    ("The COP26 deal and the RTX4090 card.",),
]
SPLIT = [
    ("Each server has eight GPUs.", (8, "GPUs")),
    ("Calls rose to 400 a day from 200 a day.", (400, None), (200, None)),
    ("The sprinter ran the 100 metres in 9.87 seconds.", (100, "metre"), (9.87, "second")),
    ("The firm is worth nearly $1bn.", (1_000_000_000, "USD")),
    ("He was fined CHF10m, then Rs500 crore.", (10_000_000, "CHF"), (5_000_000_000, "INR")),
    ("The firm made a hundredfold gain.", (100, "times")),
    ("The flight took 3-1/2 hours.", (3.5, "hour")),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(text, wanted, id=text)
        for text, *wanted in [*MEASURES, *METRES, *RATES, *ELIDED, *AGES, *HYPHENED, *NAMES, *SPLIT]
    ],
)
def test_value_and_unit(text, wanted):
    found = find_quantities(text, 0, len(text), [])
    assert all(text[each.start : each.end] == each.text for each in found)
    values = [(each.low, each.high) if isinstance(value, tuple) else each.value
              for each, (value, _) in zip(found, wanted, strict=True)]  # fmt: skip
    assert list(zip(values, [each.unit for each in found], strict=True)) == wanted


def test_an_amount_ends_before_the_full_stop():
    text = "The firm is worth nearly $1bn."
    assert find_quantities(text, 0, len(text), [])[0].text == "nearly $1bn"
