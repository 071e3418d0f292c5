"""Times against the article's day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import published_in
from claims.extraction.lexicon import listed
from claims.extraction.times import Named, find_times, last_named
from claims.extraction.times.finder import ALL, RULES
from claims.extraction.times.rules import first_word

TUESDAY = date(2022, 1, 18)


def resolve(text: str, day: date | None = TUESDAY) -> list[tuple]:
    found = find_times(text, 0, len(text), day)
    assert all(text[time.start : time.end] == time.text for time in found)
    return [(t.text, t.from_ and t.from_.isoformat(), t.to and t.to.isoformat()) for t in found]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("It opened on 5 May 2021.", "5 May 2021", "2021-05-05", "2021-05-05"),
        ("It opened on May 5, 2021.", "May 5, 2021", "2021-05-05", "2021-05-05"),
        ("It opened on Wednesday, May 5, 2021.", "Wednesday, May 5, 2021", "2021-05-05", "2021-05-05"),
        ("2021-05-05: open", "2021-05-05", "2021-05-05", "2021-05-05"),
        ("on 23/04/2021", "23/04/2021", "2021-04-23", "2021-04-23"),
        ("on 03/04/2021", "03/04/2021", None, None),
        ("on 31 February 2020", "31 February 2020", None, None),
        ("It sat from 3-5 March 2020", "3-5 March 2020", "2020-03-03", "2020-03-05"),
        ("in March 2020", "March 2020", "2020-03-01", "2020-03-31"),
        ("It fell in March.", "March", "2021-03-01", "2021-03-31"),
        ("It will open in March.", "March", "2022-03-01", "2022-03-31"),
        ("The vote takes place on 3 March.", "3 March", "2022-03-03", "2022-03-03"),
        ("The vote took place on 3 March.", "3 March", "2021-03-03", "2021-03-03"),
        ("She is to be sworn in on Jan. 28.", "Jan. 28", "2022-01-28", "2022-01-28"),
        ("She failed to speak on Jan. 12.", "Jan. 12", "2022-01-12", "2022-01-12"),
        ("in 2021", "2021", "2021-01-01", "2021-12-31"),
        ("in late 2021", "late 2021", "2021-01-01", "2021-12-31"),
        ("since 2014", "2014", "2014-01-01", "2022-01-18"),
        ("since 2030", "2030", "2030-01-01", None),
        ("by 2030", "2030", None, "2030-12-31"),
        ("before March 2020", "March 2020", None, "2020-02-29"),
        ("after March 2020", "March 2020", "2020-04-01", None),
        ("They will pay more from March.", "March", "2022-03-01", None),
        ("in 2019-20", "2019-20", "2019-01-01", "2020-12-31"),
        ("in the 1990s", "the 1990s", "1990-01-01", "1999-12-31"),
        ("in the 19th century", "the 19th century", "1800-01-01", "1899-12-31"),
        ("in the first quarter of 2021", "the first quarter of 2021", "2021-01-01", "2021-03-31"),
        ("in the first half of the year", "the first half of the year", "2022-01-01", "2022-06-30"),
        ("the second half of 2019", "the second half of 2019", "2019-07-01", "2019-12-31"),
        ("the second half of last year", "the second half of last year", "2021-07-01", "2021-12-31"),
        ("the first quarter of the year", "the first quarter of the year", "2022-01-01", "2022-03-31"),
        ("the first two months of 2021", "the first two months of 2021", "2021-01-01", "2021-02-28"),
        ("the last week of May 2021", "the last week of May 2021", "2021-05-31", "2021-06-06"),
        ("the first Friday of May 2021", "the first Friday of May 2021", "2021-05-07", "2021-05-07"),
        ("She will leave on Wednesday.", "Wednesday", "2022-01-19", "2022-01-19"),
        ("She left on Wednesday.", "Wednesday", "2022-01-12", "2022-01-12"),
        ("She left on Tuesday.", "Tuesday", "2022-01-18", "2022-01-18"),
        ("The bank on Monday announced a cut.", "Monday", "2022-01-17", "2022-01-17"),
        ("The court ruled by six votes to three on Monday.", "Monday", "2022-01-17", "2022-01-17"),
        ("She spoke to reporters on Monday.", "Monday", "2022-01-17", "2022-01-17"),
        ("He was taken to hospital on Monday.", "Monday", "2022-01-17", "2022-01-17"),
        ("They agreed to meet on Monday.", "Monday", "2022-01-24", "2022-01-24"),
        ("next Monday", "next Monday", "2022-01-24", "2022-01-24"),
        ("last Tuesday", "last Tuesday", "2022-01-11", "2022-01-11"),
        ("It was stormy late Monday night.", "late Monday night", "2022-01-17", "2022-01-17"),
        ("yesterday", "yesterday", "2022-01-17", "2022-01-17"),
        ("tomorrow", "tomorrow", "2022-01-19", "2022-01-19"),
        ("last week", "last week", "2022-01-10", "2022-01-16"),
        ("this week", "this week", "2022-01-17", "2022-01-23"),
        ("last month", "last month", "2021-12-01", "2021-12-31"),
        ("earlier this month", "earlier this month", "2022-01-01", "2022-01-31"),
        ("next year", "next year", "2023-01-01", "2023-12-31"),
        ("last summer", "last summer", "2021-06-01", "2021-08-31"),
        ("two years ago", "two years ago", "2020-01-18", "2020-01-18"),
        ("over the past few weeks", "the past few weeks", "2021-12-28", "2022-01-18"),
        ("over the next two years", "the next two years", "2022-01-18", "2024-01-18"),
        ("by the end of the year", "the end of the year", "2022-01-18", "2022-12-31"),
        ("9999 years ago", "9999 years ago", None, None),
        ("They met on Christmas Eve.", "Christmas Eve", "2021-12-24", "2021-12-24"),
        ("Easter 2021", "Easter 2021", "2021-04-04", "2021-04-04"),
    ],
)
def test_one_time(text, words, first, last):
    assert resolve(text) == [(words, first, last)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("She spoke on Monday.", "Monday", "DATE", "2022-01-17"),
        ("She spoke on Monday morning.", "Monday morning", "TIME", "2022-01-17TMO"),
        ("She spoke at 9:30 p.m. on Monday.", "9:30 p.m. on Monday", "TIME", "2022-01-17T21:30"),
        ("She spoke on Monday at 9 p.m.", "Monday at 9 p.m.", "TIME", "2022-01-17T21:00"),
        ("at 1430 GMT", "1430 GMT", "TIME", "2022-01-18T14:30"),
        ("at noon", "noon", "TIME", "2022-01-18T12:00"),
        ("six o'clock this evening", "six o'clock this evening", "TIME", "2022-01-18T18:00"),
        ("last night", "last night", "TIME", "2022-01-17TNI"),
        ("last week", "last week", "DATE", "2022-W02"),
        ("this weekend", "this weekend", "DATE", "2022-W03-WE"),
        ("last month", "last month", "DATE", "2021-12"),
        ("the third quarter of 2021", "the third quarter of 2021", "DATE", "2021-Q3"),
        ("first-quarter profit", "first-quarter", "DATE", "2022-Q1"),
        ("the summer of 2019", "the summer of 2019", "DATE", "2019-SU"),
        ("fiscal 2021", "fiscal 2021", "DATE", "2021"),
        ("the early 1990s", "the early 1990s", "DATE", "199"),
        ("a decade ago", "a decade ago", "DATE", "201"),
        ("three months ago", "three months ago", "DATE", "2021-10"),
        ("years ago", "years ago", "DATE", "PAST_REF"),
        ("three or four months ago", "three or four months ago", "DATE", "2021-09"),
        ("two and a half years ago", "two and a half years ago", "DATE", "2019"),
        ("in January-March 2021", "January-March 2021", "DATE", "2021-Q1"),
        ("a decades-old rule", "decades-old", "DURATION", "PXDE"),
        ("on Saturday nights", "Saturday nights", "SET", "XXXX-WXX-6TNI"),
        ("before dawn", "dawn", "TIME", "2022-01-18TMO"),
        ("by year's end", "year's end", "DATE", "2022"),
        ("They now own it.", "now", "DATE", "PRESENT_REF"),
        ("They recently sold it.", "recently", "DATE", "PAST_REF"),
        ("in recent years", "recent years", "DATE", "PAST_REF"),
        ("in the past, ships", "the past", "DATE", "PAST_REF"),
        ("in the near future", "the near future", "DATE", "FUTURE_REF"),
        ("for about three years", "about three years", "DURATION", "P3Y"),
        ("the past three months", "the past three months", "DURATION", "P3M"),
        ("more than a decade", "more than a decade", "DURATION", "P1DE"),
        ("for several weeks", "several weeks", "DURATION", "PXW"),
        ("two and a half years", "two and a half years", "DURATION", "P2.5Y"),
        ("two years and six months", "two years and six months", "DURATION", "P2Y6M"),
        ("for half an hour", "half an hour", "DURATION", "PT30M"),
        ("a three-year contract", "three-year", "DURATION", "P3Y"),
        ("the 25-year-old sailor", "25-year-old", "DURATION", "P25Y"),
        ("48 hours", "48 hours", "DURATION", "PT48H"),
        ("for decades", "decades", "DURATION", "PXDE"),
        ("daily", "daily", "SET", "P1D"),
        ("every Monday", "every Monday", "SET", "XXXX-WXX-1"),
        ("on Mondays", "Mondays", "SET", "XXXX-WXX-1"),
        ("every two weeks", "every two weeks", "SET", "P2W"),
        ("twice a week", "twice a week", "SET", "P1W"),
        ("3m barrels a day", "a day", "SET", "P1D"),
        ("900 people a week", "a week", "SET", "P1W"),
        ("every second Tuesday", "every second Tuesday", "SET", "XXXX-WXX-2"),
        ("the boy was six months old", "six months old", "DURATION", "P6M"),
        ("these past 20 years", "these past 20 years", "DURATION", "P20Y"),
        ("the fourth in as many weeks", "weeks", "DURATION", "PXW"),
        ("two years and three months ago", "two years and three months ago", "DATE", "2019-10"),
        ("the months ahead", "the months ahead", "DATE", "FUTURE_REF"),
        ("for years to come", "years to come", "DATE", "FUTURE_REF"),
        ("in years past", "years past", "DATE", "PAST_REF"),
        ("the coldest March in memory", "March", "DATE", "2021-03"),
        ("the last day of June 2021", "the last day of June 2021", "DATE", "2021-06-30"),
        ("on 2021/05/04", "2021/05/04", "DATE", "2021-05-04"),
        ("the 2021 first quarter", "the 2021 first quarter", "DATE", "2021-Q1"),
        ("fiscal 2021 first quarter", "fiscal 2021 first quarter", "DATE", "2021-Q1"),
        ("the winter of 2010-11", "the winter of 2010-11", "DATE", "2010-WI"),
        ("by mid-year", "mid-year", "DATE", "2022"),
        ("by mid-morning", "mid-morning", "TIME", "2022-01-18TMO"),
        ("the morning of March 3, 2021", "the morning of March 3, 2021", "TIME", "2021-03-03TMO"),
        ("the night of 3 March 2021", "the night of 3 March 2021", "TIME", "2021-03-03TNI"),
        ("at seven in the evening", "seven in the evening", "TIME", "2022-01-18T19:00"),
        ("at 12 noon", "12 noon", "TIME", "2022-01-18T12:00"),
        ("starts (1430 GMT) sharp", "1430 GMT", "TIME", "2022-01-18T14:30"),
    ],
)
def test_what_it_says_in_timex3(text, words, kind, value):
    (time,) = find_times(text, 0, len(text), TUESDAY)
    assert (time.text, time.type, time.value) == (words, kind, value)


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("mid-2021", "MID"),
        ("the end of 2021", "END"),
        ("early March", "START"),
        ("nearly two years", "LESS_THAN"),
    ],
)
def test_how_much_of_it_is_meant(text, mod):
    assert find_times(text, 0, len(text), TUESDAY)[0].mod == mod


@pytest.mark.parametrize(
    "text", ["for three years", "every Monday", "now", "25-year-old", "in the past, ships"]
)
def test_what_names_no_day_has_no_days(text):
    (time,) = find_times(text, 0, len(text), TUESDAY)
    assert (time.from_, time.to, time.dated) == (None, None, False)


def test_both_ends_of_a_range_are_times():
    assert [words for words, _, _ in resolve("between 2014 and 2019")] == ["2014", "2019"]
    assert [words for words, _, _ in resolve("from Monday to Friday")] == ["Monday", "Friday"]


def test_relative_times_need_the_day():
    assert resolve("last week", None) == [("last week", None, None)]
    assert resolve("in 2021", None) == [("2021", "2021-01-01", "2021-12-31")]
    (time,) = find_times("on Monday", 0, 9, None)
    assert (time.value, time.dated) == ("XXXX-WXX-1", True)


def test_what_was_named_before_counts():
    first = "It opened on 3 May 2019."
    named = last_named(find_times(first, 0, len(first), TUESDAY), Named())
    for words, value in [
        ("The following day", "2019-05-04"),
        ("A year later", "2020"),
        ("That month", "2019-05"),
    ]:
        (time,) = find_times(words, 0, len(words), TUESDAY, named)
        assert time.value == value


@pytest.mark.parametrize(
    "text",
    [
        "2,021 people", "2000 people", "it may be", "they march on", "sat down", "$2021", "Theresa May resigned",
        "the fall of the government", "as soon as possible", "a second chance", "a quarter of voters",
        "last-minute talks",
        "The Daily Courier", "Ruby Tuesday", "Flight 2019", "It was the first day", "man of the year", "3:2",
    ],
)  # fmt: skip
def test_no_time(text):
    assert resolve(text) == []


WORDS = listed(
    """
        the a last past next this that first second two 3 2021 31 00 9999 0000 early end of mid - ' ’ , . ( to and or
        on in at by since from until before after Monday May March Jan. year years months week days quarter century
        weekend summer night morning Easter now ago later earlier every half twice 9 p.m. 12:30 GMT 24:99 noon Q4 H2
        90s 1990s 2019-20 2021-02-30 31/12/2020 few several dozen hundred twenty long old will said 99 February 30
    """
)
LONG_TIMES = (
    "the morning of 3 March", "the evening of Monday March 3", "the last day of June", "the week of March 3",
    "the second week of May 2020", "first-half profit", "H1 2016", "FY2015", "fiscal 2016", "its third quarter",
    "mid-year", "mid-morning", "year-end 2020", "twenty-first century", "day before yesterday", "decades gone by",
    "months to come", "two years and three months later", "two and a half years ago", "a year and a half ago",
    "half a century ago", "not so long ago", "these days", "at present", "right now", "most recent months",
    "the distant past", "foreseeable future", "in future", "countless years", "all week", "semi-annual",
    "every other Monday", "thrice a week", "scores of times a day", "weekends", "Monday mornings", "12 noon",
    "daybreak", "seven o'clock", "New Year's Eve", "9/11", "yearslong", "weeks-long", "hourlong", "several-year",
)  # fmt: skip


def test_no_rule_is_passed_over_for_the_word_that_a_time_begins_with():
    for text in (*(f"{one} {other}" for one in WORDS for other in WORDS), *LONG_TIMES):
        tried = RULES.at(first_word(text, 0, len(text)))
        assert [each for each in ALL if each.pattern.match(text) and each not in tried] == [], text


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.one_of(st.none(), st.dates()))
@settings(max_examples=400, deadline=None)
def test_any_words_of_time_are_read(text, day):
    found = find_times(text, 0, len(text), day)
    assert all(text[time.start : time.end] == time.text != "" for time in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(time.from_ <= time.to for time in found if time.from_ and time.to)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar(day):
    words = [
        "next week",
        "last week",
        "tomorrow",
        "yesterday",
        "Monday",
        "3 years ago",
        "the next decade",
    ]
    found = resolve(", ".join(words), day)
    assert [text for text, _, _ in found] == words
    # What lies beyond the calendar has no day; what has both ends has them in order.
    assert all(first <= last for _, first, last in found if first and last)
    assert any(first is None or last is None for _, first, last in found)


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Text.\nUpdated: January 18, 2022, 9:20 PM", "2022-01-18T21:20:00"),
        ("Published 12 Nov 2026\n\nText.", "2026-11-12"),
        ("Published: 12 November 2026 at 09:05 GMT", "2026-11-12T09:05:00+00:00"),
        ("Updated 13 Nov 2026\nPublished 12 Nov 2026", "2026-11-12"),
        ("By A. Writer | Posted on 2026-11-12T09:05:00Z", "2026-11-12T09:05:00+00:00"),
        ("12 November 2026\n\nText.", "2026-11-12"),
        ("The report, published on 12 November 2020, says so.", None),
        ("On 12 November 2020 the harbour was closed.", None),
        ("Published 31 February 2020", None),
        ("Record catch\n\nPORT ELLIS, 16 November 2026 – The harbour is full.", "2026-11-16"),
        ("LUNDE, Nov. 18, 2026 (Agency) - The harbour is full.", "2026-11-18"),
        ("Lunde, 2026-11-18 (Agency) — The harbour is full.", "2026-11-18"),
        ("LUNDE, Nov. 18 (Agency) - The harbour is full.", None),
        ("Published 17 November 2026\nLUNDE, 16 November 2026 – The harbour is full.", "2026-11-17"),
        ("LUNDE, 16 November 2026 – The harbour is full.\nUpdated 17 November 2026", "2026-11-16"),
        ("Published at 09:00 on 16 November 2026\n\nText.", "2026-11-16"),
        ("No stamp.", None),
        ("", None),
    ],
)
def test_stamps(text, stamp):
    found = published_in(text)
    assert (found and found.isoformat()) == stamp


THURSDAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The council voted by 88 to 31 on Monday.", "Monday", "2026-11-09"),
        ("The bill passed by 120 votes to 95 on Tuesday.", "Tuesday", "2026-11-10"),
        ("The motion was rejected by 210 votes to 190 on Wednesday.", "Wednesday", "2026-11-11"),
        ("It was carried by eighty votes to thirty on Monday.", "Monday", "2026-11-09"),
        ("Prices rose by $3 to $45 on Monday.", "Monday", "2026-11-09"),
        ("The council is to vote by 88 wards on Monday.", "Monday", "2026-11-16"),
        ("The council will vote on Monday.", "Monday", "2026-11-16"),
    ],
)
def test_the_votes_that_a_vote_was_lost_by_do_not_point_ahead(text, words, day):
    assert resolve(text, THURSDAY) == [(words, day, day)]


@pytest.mark.parametrize(
    "text",
    [
        "The bank raised rates by 0.25 points on Tuesday.",
        "The bank cut its main rate by 0.50 on Tuesday.",
        "The rate rose to 4.25 on Tuesday.",
        "The crown fell from 9.40 on Tuesday.",
        "The crown traded at 9.40 marks on Tuesday.",
        "Turnout was up by 12.30 points on Tuesday.",
    ],
)
def test_a_decimal_is_no_time_of_day(text):
    assert [words for words, *_ in resolve(text, THURSDAY)] == ["Tuesday"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The doors open at 9.30 on Tuesday.", "9.30 on Tuesday"),
        ("The doors open from 9.30 to 17.00.", "9.30"),
        ("It was over by 10.45 the next morning.", "10.45 the next morning"),
        ("The train left at 0.25 GMT.", "0.25 GMT"),
        ("It closed by 16:30 on Tuesday.", "16:30 on Tuesday"),
        ("She woke up at 9.30 on Tuesday.", "9.30 on Tuesday"),
        ("The trains ran until 23.15, and then stopped.", "23.15"),
    ],
)
def test_a_time_of_day_may_be_written_with_a_full_stop(text, words):
    assert words in [found for found, *_ in resolve(text, THURSDAY)]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Exports fell 12% in October from a year earlier.", "a year earlier", "2025-10-01", "2025-10-31"),
        ("Profits rose in May from a year earlier.", "a year earlier", "2025-05-01", "2025-05-31"),
        ("In February 2024 it sold more than one year earlier.", "one year earlier", "2023-02-01", "2023-02-28"),
        ("Output rose in the third quarter from a year earlier.", "a year earlier", "2025-07-01", "2025-09-30"),
        ("Sales fell in the first half of 2026 from a year earlier.", "a year earlier", "2025-01-01", "2025-06-30"),
        ("Output rose in 2024 from a year earlier.", "a year earlier", "2023-01-01", "2023-12-31"),
        ("Output rose in October from a month earlier.", "a month earlier", "2026-09-01", "2026-09-30"),
        ("Output in May, told on Monday, fell from a year earlier.", "a year earlier", "2025-05-01", "2025-05-31"),
        ("Output rose from a year earlier.", "a year earlier", "2025-11-12", "2025-11-12"),
    ],
)  # fmt: skip
def test_a_year_before_a_month_is_that_month_of_the_year_before(text, words, first, last):
    assert (words, first, last) in resolve(text, THURSDAY)
