"""Posts: what is left of them without links and signs, and who signed them when."""

from datetime import date

import pytest

from claims.matching.facts import read_facts
from claims.matching.posts import Post, day_in, read_post

SIGNED = "Torvia bans glass. https://t.co/Ab3 — Ann Lind (@annlind) October 2, 2017"


def test_a_signed_post():
    post = read_post(SIGNED)
    assert (post.text, post.author, post.day) == ("Torvia bans glass.", "Ann Lind", date(2017, 10, 2))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#PlasticBan in @CityOfBelmar", "Plastic Ban in City Of Belmar"),
        ("Look pic.twitter.com/x1 here", "Look here"),
        ("write to ann@lind.example", "write to ann@lind.example"),
        ('He said ""no""', 'He said "no"'),
    ],
)
def test_links_and_signs_go_and_words_stay(text, said):
    assert read_post(text) == Post(said, author=None, day=None)


@pytest.mark.parametrize("text", ["", " ", "https://t.co/Ab3", "@"])
def test_a_post_without_words_stays_as_it_is(text):
    assert read_post(text).text == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("stated on October 22, 2019 in a mailer", date(2019, 10, 22)),
        ("26 May 2015", date(2015, 5, 26)),
        ("2026-11-12T09:30", date(2026, 11, 12)),
        ("2026-11-12", date(2026, 11, 12)),
        ("Sept. 3 2012", date(2012, 9, 3)),
        ("February 30, 2020, then 1 March 2020", date(2020, 3, 1)),
        ("Room 7, 2019", None),
        ("", None),
    ],
)
def test_the_first_whole_date(text, day):
    assert day_in(text) == day


def test_who_signed_a_post_is_its_speaker_unless_it_names_one():
    assert read_facts(SIGNED).speaker == "Ann Lind"
    named = read_facts(f"Torvia bans glass, minister Jon Berg said on Monday. {SIGNED[19:]}")
    assert named.speaker == "Jon Berg"
