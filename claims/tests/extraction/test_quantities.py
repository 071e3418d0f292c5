"""Figures as data."""

import pytest

from claims.extraction.quantities import find_quantities
from claims.extraction.segmentation import Span
from claims.extraction.types import Change


def read(text: str, taken: list[Span] | None = None) -> list[tuple]:
    found = find_quantities(text, 0, len(text), taken or [])
    assert all(text[q.start : q.end] == q.text for q in found)
    return [(q.text, q.value, q.low, q.high, q.modifier and q.modifier.value, q.unit, q.of) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 900 Osmark sailors left", ("About 900", 900, None, None, "about", "sailors", "Osmark sailors")),
        ("more than 1,200 ships", ("more than 1,200", 1200, 1200, None, "more_than", "ships", "ships")),
        ("at least four dead", ("at least four", 4, 4, None, "at_least", "dead", "dead")),
        ("fewer than 30 boats", ("fewer than 30", 30, None, 30, "less_than", "boats", "boats")),
        ("up to £300 million", ("up to £300 million", 300_000_000, None, 300_000_000, "up_to", "GBP", None)),
        ("as many as 30 seats", ("as many as 30", 30, None, 30, "up_to", "seats", "seats")),
        ("nearly a third of voters", ("nearly a third", 33.33, None, 33.33, "nearly", "%", "voters")),
        ("an estimated 5,000 people", ("an estimated 5,000", 5000, None, None, "about", "people", "people")),
        ("60 seats or fewer", ("60", 60, None, 60, "up_to", "seats", "seats")),
        ("100 or so boats", ("100 or so", 100, None, None, "about", "boats", "boats")),
        ("between 10 and 15 per cent of voters",
         ("between 10 and 15 per cent", None, 10, 15, "between", "%", "voters")),
        ("€20-30 million", ("€20-30 million", None, 20_000_000, 30_000_000, "between", "EUR", None)),
        ("5m barrels a day", ("5m barrels a day", 5_000_000, None, None, None, "barrel/day", None)),
        ("$1.5bn", ("$1.5bn", 1_500_000_000, None, None, None, "USD", None)),
        ("750 dollars a month", ("750 dollars a month", 750, None, None, None, "USD/month", None)),
        ("12 per cent", ("12 per cent", 12, None, None, None, "%", None)),
        ("0.5 percentage points", ("0.5 percentage points", 0.5, None, None, None, "percentage point", None)),
        ("one in five adults", ("one in five", 20, None, None, None, "%", "adults")),
        ("two-thirds of the fleet", ("two-thirds", 66.67, None, None, None, "%", "fleet")),
        ("half a million people", ("half a million", 500_000, None, None, None, "people", "people")),
        ("tens of thousands of gulls", ("tens of thousands", None, 10_000, None, None, "gulls", "gulls")),
        ("two hundred and fifty crew members",
         ("two hundred and fifty", 250, None, None, None, "members", "crew members")),
        ("a 23-year-old sailor", ("23-year-old", 23, None, None, None, "year old", None)),
        ("1,200 square kilometres", ("1,200 square kilometres", 1200, None, None, None, "square km", None)),
        ("the 27-nation bloc", ("27", 27, None, None, None, "nation", "nation")),
        ("They sold 940 gigawatt-hours abroad", ("940 gigawatt-hours", 940, None, None, None, "GWh", None)),
        ("3 megawatt hours", ("3 megawatt hours", 3, None, None, None, "MWh", None)),
        ("3,100 kilowatt-hours a year",
         ("3,100 kilowatt-hours a year", 3100, None, None, None, "kWh/year", None)),
        ("2 TWh a year", ("2 TWh a year", 2, None, None, None, "TWh/year", None)),
        ("14 gigawatts", ("14 gigawatts", 14, None, None, None, "GW", None)),
        ("8.5 million thalers a day",
         ("8.5 million thalers a day", 8_500_000, None, None, None, "thalers/day", None)),
        ("12 tonnes of salt a week", ("12 tonnes of salt a week", 12, None, None, None, "tonne/week", "salt")),
        ("52 hours a week", ("52 hours a week", 52, None, None, None, "hour/week", None)),
        ("sold 70 boats a month later", ("70", 70, None, None, None, "boats", "boats")),
        ("They say that one tug in six was late",
         ("one tug in six", 16.67, None, None, None, "%", "tugs")),
        ("Two fishing families in five have left",
         ("Two fishing families in five", 40, None, None, None, "%", "fishing families")),
        ("in the end, 1,130 boats", ("1,130", 1130, None, None, None, "boats", "boats")),
        ("One docker in four left", ("One docker in four", 25, None, None, None, "%", "dockers")),
        ("sold 37 % of its timber last year", ("37 %", 37, None, None, None, "%", "timber")),
        ("took 44 ships last year", ("44", 44, None, None, None, "ships", "ships")),
        ("they met over 12 months", ("12 months", 12, None, None, None, "month", None)),
        ("it lasted over 12 months", ("over 12 months", 12, 12, None, "more_than", "month", None)),
        ("up from 1,950 crowns", ("1,950", 1950, None, None, None, "crowns", "crowns")),
        ("over 12 ships sank", ("over 12", 12, 12, None, "more_than", "ships", "ships")),
        ("-3 degrees", ("-3 degrees", -3, None, None, None, "degree", None)),
    ],
)  # fmt: skip
def test_one_figure(text, expected):
    assert read(text) == [expected]


def test_a_change_is_two_figures():
    assert [(q[1], q[5]) for q in read("It rose from 3 to 7 per cent")] == [(3, "%"), (7, "%")]
    assert [(q[1], q[5]) for q in read("up by 3 points to 7 per cent")] == [(3, "percentage point"), (7, "%")]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The stores are 70 per cent full, six points below the target", "percentage point"),
        ("The index fell by 2 per cent, or 60 points", "point"),
        ("The club has 60 points", "point"),
    ],
)
def test_points_after_a_share_are_percentage_points(text, unit):
    assert read(text)[-1][5] == unit


def test_a_noun_after_the_whole_makes_it_no_share():
    assert all(q[5] != "%" for q in read("One ferry in three ports was held"))


@pytest.mark.parametrize(
    "text",
    [
        "the second half of the match", "in the first half of the year",
        "in 2021", "since 2014", "on 5 May 2021", "at 9:20 PM", "at 5 p.m.", "the F-16 jets", "Covid-19 cases",
        "No 10 is shut", "the 1st of them", "won 3-0 away", "one of them", "Section 12 of it",
    ],
)  # fmt: skip
def test_no_figure(text):
    assert read(text) == []


def test_a_figure_at_the_beginning_of_a_wrapped_line_is_no_part_of_the_word_before():
    assert read("Officials counted\n37 boats and\nfour ships") == [
        ("37", 37, None, None, None, "boats", "boats"), ("four", 4, None, None, None, "ships", "ships"),
    ]  # fmt: skip
    assert read("The results:\n37 boats came")[0][:2] == ("37", 37)


def test_an_endless_number_word_is_no_number():
    assert read("hundred " * 400) == []


def test_what_is_taken_is_no_figure():
    text = "It sank 10 boats at a time, two years ago"
    assert [q[0] for q in read(text)] == ["10", "two years"]
    assert read(text, [Span(8, 10), Span(28, 41)]) == []


def test_what_is_counted_ends_where_a_time_begins():
    text = "They sold 37 Friday boats"
    assert read(text, [Span(13, 19)])[0][5:] == (None, None)


def test_a_decimal_that_was_taken_for_a_time_is_a_figure_where_it_has_a_unit():
    assert read("up by 0.25 per cent", [Span(6, 10)])[0][1] == 0.25
    assert read("It leaves by 10.25 today", [Span(13, 18)]) == []


@pytest.mark.parametrize("change", list(Change))
def test_a_change_is_part_of_the_quantity(change):
    (found,) = find_quantities(f"a {change} of 3 per cent", 0, 40, [])
    assert found.change is change
    assert found.as_dict()["change"] == change.value


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("It left 410,000 tonnes of wheat stuck at the port.", "wheat"),
        ("It carried 40 tonnes of rice bound for Osmark.", "rice"),
        ("They bought 40 tonnes of frozen fish.", "frozen fish"),
        ("Container traffic fell 62% in October.", "container traffic"),
        ("In October container traffic fell 62%.", "container traffic"),
        ("Container traffic through the strait has fallen by 62%.", "container traffic"),
        ("Rents in this city have gone up by 22 per cent.", "rents"),
        ("Murders in Port Ellis are up 60 percent.", "murders"),
        ("The bank's profits rose sharply by 12% in May.", "profits"),
        ("It raised premiums by 19 percent.", "premiums"),
        ("The port cut its repair budget by a third.", "repair budget"),
        ("The ministry said that exports rose by more than 12%.", "exports"),
        ("Its net profit in the first half of the year fell 8%.", "net profit"),
        ("It rose 12%.", None),
        ("Sealink rose 12% on Monday.", None),
        ("The others fell 12%.", None),
        ("People in the town said it rose 12%.", None),
    ],
)
def test_what_a_figure_is_a_figure_of(text, of):
    assert [each[-1] for each in read(text)] == [of]


def test_each_change_has_its_own_subject():
    found = read("Exports to Osmark jumped by 30% and imports fell 4%.")
    assert [each[-1] for each in found] == ["exports", "imports"]


def test_up_to_tens_of_thousands_sets_the_high_bound():
    for hedge in ("up to", "as many as", "fewer than"):
        (figure,) = read(f"It moved {hedge} tens of thousands of gulls")
        assert figure[1:4] == (None, None, 10_000)
    (figure,) = read("It moved more than tens of thousands of gulls")
    assert figure[1:4] == (None, 10_000, None)
