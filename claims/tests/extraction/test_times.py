"""Times against the article's day."""

from datetime import date

import pytest

from claims.extraction import published_in
from claims.extraction.times import find_times

TUESDAY = date(2022, 1, 18)


def resolve(text: str, day: date | None = TUESDAY) -> list[tuple]:
    found = find_times(text, 0, len(text), day)
    assert all(text[time.start : time.end] == time.text for time in found)
    return [(t.text, t.from_ and t.from_.isoformat(), t.to and t.to.isoformat()) for t in found]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("It opened on 5 May 2021.", "on 5 May 2021", "2021-05-05", "2021-05-05"),
        ("It opened on May 5, 2021.", "on May 5, 2021", "2021-05-05", "2021-05-05"),
        ("2021-05-05: open", "2021-05-05", "2021-05-05", "2021-05-05"),
        ("on 23/04/2021", "23/04/2021", "2021-04-23", "2021-04-23"),
        ("on 03/04/2021", "03/04/2021", None, None),
        ("on 31 February 2020", "on 31 February 2020", None, None),
        ("in March 2020", "in March 2020", "2020-03-01", "2020-03-31"),
        ("It fell in March.", "in March", "2021-03-01", "2021-03-31"),
        ("It will open in March.", "in March", "2022-03-01", "2022-03-31"),
        ("in 2021", "in 2021", "2021-01-01", "2021-12-31"),
        ("since 2014", "since 2014", "2014-01-01", "2022-01-18"),
        ("by 2030", "by 2030", None, "2030-12-31"),
        ("between 2014 and 2019", "between 2014 and 2019", "2014-01-01", "2019-12-31"),
        ("in 2019-20", "in 2019-20", "2019-01-01", "2020-12-31"),
        ("in the 1990s", "in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the first quarter of 2021", "the first quarter of 2021", "2021-01-01", "2021-03-31"),
        ("in the first half of the year", "in the first half of the year", "2022-01-01", "2022-06-30"),
        ("the second half of 2019", "the second half of 2019", "2019-07-01", "2019-12-31"),
        ("the second half of last year", "the second half of last year", "2021-07-01", "2021-12-31"),
        ("the first quarter of the year", "the first quarter of the year", "2022-01-01", "2022-03-31"),
        ("She will leave on Wednesday.", "on Wednesday", "2022-01-19", "2022-01-19"),
        ("She left on Wednesday.", "on Wednesday", "2022-01-12", "2022-01-12"),
        ("She left on Tuesday.", "on Tuesday", "2022-01-18", "2022-01-18"),
        ("The bank on Monday announced a cut.", "on Monday", "2022-01-17", "2022-01-17"),
        ("next Monday", "next Monday", "2022-01-24", "2022-01-24"),
        ("last Tuesday", "last Tuesday", "2022-01-11", "2022-01-11"),
        ("yesterday", "yesterday", "2022-01-17", "2022-01-17"),
        ("tomorrow", "tomorrow", "2022-01-19", "2022-01-19"),
        ("last week", "last week", "2022-01-10", "2022-01-16"),
        ("this week", "this week", "2022-01-17", "2022-01-23"),
        ("last month", "last month", "2021-12-01", "2021-12-31"),
        ("next year", "next year", "2023-01-01", "2023-12-31"),
        ("last summer", "last summer", "2021-06-01", "2021-08-31"),
        ("two years ago", "two years ago", "2020-01-18", "2020-01-18"),
        ("over the past few weeks", "over the past few weeks", "2021-12-28", "2022-01-18"),
        ("over the next two years", "over the next two years", "2022-01-18", "2024-01-18"),
        ("by the end of the year", "by the end of the year", "2022-01-18", "2022-12-31"),
        ("9999 years ago", "9999 years ago", None, None),
    ],
)
def test_one_time(text, words, first, last):
    assert resolve(text) == [(words, first, last)]


def test_relative_times_need_the_day():
    assert resolve("last week", None) == [("last week", None, None)]
    assert resolve("in 2021", None) == [("in 2021", "2021-01-01", "2021-12-31")]


@pytest.mark.parametrize("text", ["2,021 people", "it may be", "they march on", "sat down", "$2021"])
def test_no_time(text):
    assert resolve(text) == []


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar(day):
    words = [
        "next week",
        "last week",
        "tomorrow",
        "yesterday",
        "on Monday",
        "3 years ago",
        "over the next decade",
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
