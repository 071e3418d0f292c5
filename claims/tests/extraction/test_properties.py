"""What holds for any text."""

import re
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import analyse, analyse_sentence, extract, normalise, published_in
from claims.tests.extraction.story import STORY

PIECES = st.sampled_from(
    [
        "“", "”", '"', "'", "’", "‘", " ", "\n", "\n\n", ", ", ". ", "? ", "… ", "(", ")", " – ", "\x00", "\ud800", "é",
        "Ann Lind", "Mr Vik", "Ms Lind", "the minister", "she", "He", "said", "told", "according to", "counterpart",
        "about", "between", "10", "3.5", " per cent", "$1.5bn", "a third", "of", "million", "to", "and", "U.S.",
        "p.m.", "on Monday", "last week", "in 2021", "12 May 2021", "Updated: ", "Getty Images", "will", "rose",
        "ships", "中文",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES, max_size=60).map(" ".join)
)


UNSEEN = ["\u200b", "\u00ad", "\ufeff", "\u2060", "\u200e"]
UNWRITTEN = re.compile(
    f"[\"“”„‟«»'‘’\\[\\]{''.join(UNSEEN)}]"
)  # what a statement leaves out of the article's words
OWNER = re.compile(r"['’]s\b")  # "his" may have become "Tomas Vik's"
CONTENT_WORD = re.compile(r"[^\W\d_]{3,}")
# What a statement may add: the words of a date written out, and the verb of a pronoun that became a name.
ADDED = set(
    "January February March April May June July August September October November December the has have "
    "week weekend night morning evening afternoon year years".casefold().split()
)


@st.composite
def damaged(draw):
    """The story as it comes out of a bad copy: pieces cut out, doubled, moved, and marks put in."""
    text = STORY
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 60))
        match draw(st.sampled_from(["cut", "double", "move", "put"])):
            case "cut":
                text = text[:at] + text[at + length :]
            case "double":
                text = text[: at + length] + text[at:]
            case "move":
                text = text[:at] + text[at + length :] + text[at : at + length]
            case _:
                text = text[:at] + draw(PIECES | st.sampled_from(UNSEEN)) + text[at:]
    return text


def parts(candidate):
    yield from candidate.quantities
    yield from candidate.times
    yield from candidate.entities


def is_sound(text, candidate):
    """Every place in the candidate is what it says, and every word of its statement is the article's."""
    assert text[candidate.start : candidate.end] == candidate.text
    assert candidate.statement or not any(sign.isalnum() for sign in candidate.text)
    assert 0 <= candidate.score <= 1
    for part in parts(candidate):
        assert text[part.start : part.end] == part.text
        assert candidate.start <= part.start < part.end <= candidate.end
    if candidate.speaker is not None:
        speaker = candidate.speaker
        assert text[speaker.start : speaker.end] == speaker.mention
        assert speaker.name
    seen = UNWRITTEN.sub("", text).casefold()
    for word in CONTENT_WORD.findall(UNWRITTEN.sub("", OWNER.sub("", candidate.statement)).casefold()):
        assert word in seen or word in ADDED, word


@given(damaged(), st.one_of(st.none(), st.dates()))
@settings(max_examples=40, deadline=None)
def test_damaged_news_is_read_soundly(text, day):
    for candidate in [*analyse(text, published_at=day), *extract(text, published_at=day)]:
        is_sound(text, candidate)


@given(st.integers(1, 40), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_what_nobody_sees_changes_nothing(count, random):
    text = STORY
    for _ in range(count):
        at = random.randrange(len(text))
        text = text[:at] + random.choice(UNSEEN) + text[at:]
    day = date(2026, 11, 12)
    seen, unseen = analyse(STORY, published_at=day), analyse(text, published_at=day)
    assert [(c.statement, c.score, c.kind, c.reasons) for c in unseen] == [
        (c.statement, c.score, c.kind, c.reasons) for c in seen
    ]
    for candidate in unseen:
        is_sound(text, candidate)


LOOK_ALIKES = {"s": "ſ", "S": "ſ", "i": "ıİ", "I": "ıİ", "k": "\u212a", "K": "\u212a"}  # to re.IGNORECASE
PHRASES = [
    "Six in sixteen, sixty-six thousand, five million and half a dozen ships sank.",
    "It lost $1.5 billion, 3 trillion kroner, six pounds sixty and a third of its shillings.",
    "Sales rose six-fold by six percentage points, a fifth, between six and eight per cent, from 15% to 6 per cent.",
    "At least 60, as many as 600, just over six, some six dozen, fewer than sixty, six times as many as sixty did.",
    "It is six kilometres, 6 miles, 6 sq km, 6 m/s, 6 kilos, 6 stone, 6 degrees Celsius, 66F, 6-inch and 16k wide.",
    "The six-year-old, aged 16, in his sixties, waited six months, six-and-a-half hours and a fortnight.",
    "Six out of sixteen, six of its ships, one in six, sixth, twice, thrice, in the mid-1960s, a six-week strike.",
    "It is so since the sixteenth of September 2016, in the sixties, six days since, and this Saturday morning.",
    "Last week, this winter, six weeks ago, early this summer, in six months’ time, six years later, mid-July.",
    "On Friday night, since Christmas, on Independence Day, on St Patrick's Day, at midnight, Easter Sunday, Diwali.",
    "Late in the sixth century, first quarter of 2016, twice a week, each Sunday since six o'clock, at 6.16 p.m. BST.",
    "According to the ministry’s statistics, six ships sank, said spokesman Nils Silk, who insists it is so.",
    "“It is six,” insisted Kristin Eskil, minister of fisheries, in a statement issued this Sunday.",
    "The second of December 2016 is six days since Monday 16 January; it is 16/6/2016 and 2016-06-16T16:16.",
    "Related: six things. Sign in to read this. Subscribe. Image: six ships. This article is six minutes old.",
]
STAMPS = [
    "Published: Friday 16 September 2016 6:16 am EST",
    "First published Mon 6 July 2016 at 6.16 p.m. BST",
    "Last modified on 1st December 2016, 16:16 PST",
    "Posted: Sept 6, 2016, 6:16pm CST",
    "OSLO, April 16, 2016 — Six ships sank.",
]


def look_alikes(written):
    """The text with one letter at a time as one that looks like it, and with the letter that this is to a table."""
    for at, letter in enumerate(written):
        for other in LOOK_ALIKES.get(letter, ""):
            read = {"ſ": "s", "ı": "i", "İ": "I"}.get(other, letter)
            yield tuple(f"{written[:at]}{each}{written[at + 1 :]}" for each in (other, read))


def figures_and_times(text):
    found = analyse(text, published_at=date(2026, 11, 12))
    for candidate in found:
        is_sound(text, candidate)
    return [
        [(q.start, q.value, q.low, q.high, q.modifier) for c in found for q in c.quantities],
        [(t.start, t.value, t.from_, t.to) for c in found for t in c.times],
    ]


@pytest.mark.parametrize("written", PHRASES)
def test_letters_that_only_look_like_others_are_read_like_them(written):
    for text, plain in look_alikes(written):
        assert figures_and_times(text) == figures_and_times(plain), text


@pytest.mark.parametrize("written", STAMPS)
def test_a_stamp_in_letters_that_only_look_like_others(written):
    assert published_in(written)
    for text, plain in look_alikes(written):
        assert published_in(text) == published_in(plain), text


def test_a_name_keeps_its_letters():
    (candidate,) = analyse("The port lost six ships in 2021, İlhan Kılıç said.")
    assert candidate.speaker.name == "İlhan Kılıç"


def test_control_characters_are_spaces():
    (candidate,) = extract("The port\x00lost\x0740 boats in\x1b2021.")
    assert candidate.statement == "The port lost 40 boats in 2021."
    assert candidate.text == "The port\x00lost\x0740 boats in\x1b2021."


@given(TEXTS, st.one_of(st.none(), st.dates()))
@settings(max_examples=300, deadline=None)
def test_offsets_are_exact_and_a_second_run_is_the_same(text, day):
    every = analyse(text, published_at=day)
    assert every == analyse(text, published_at=day)
    for candidate in [*every, *extract(text, published_at=day), analyse_sentence(text, published_at=day)]:
        is_sound(text, candidate)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_sentences_come_in_order_and_apart(text):
    every = analyse(text)
    for before, after in pairwise(every):
        assert before.end <= after.start
    published_in(text)


@given(TEXTS)
def test_a_normal_form_is_its_own(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Exports “rose” by 3–4 per cent.", '  exports "ROSE" by 3-4\nper  cent'),
        ("It’s ﬁne!", "it's fine"),
        ("Straße", "STRASSE."),
    ],
)
def test_the_same_statement_in_two_spellings(one, other):
    assert normalise(one) == normalise(other)


def test_another_statement():
    assert normalise("Exports rose by 3 per cent") != normalise("Exports rose by 4 per cent")


@pytest.mark.parametrize(
    "text",
    [
        "“" * 200_000, '" ' * 100_000, "a " * 100_000, "Ann Lind said. " * 14_000, "hundred " * 25_000, "." * 200_000,
        "he said, " * 22_000, "Jan. 1 " * 28_000, "a:" * 100_000, "\n" * 200_000, "Published: " * 18_000,
    ],
    ids=lambda text: text[:9].encode("unicode_escape").decode(),
)  # fmt: skip
def test_hostile_text_comes_through(text):
    found = analyse(text, published_at=date(2026, 11, 12))
    assert [text[each.start : each.end] for each in found] == [each.text for each in found]
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert published_in(text) is None


def test_other_languages_are_said_to_be_so():
    spanish = (
        "El gobierno anunció que los precios subieron un 12 por ciento en los últimos tres meses de este año."
    )
    (candidate,) = analyse(spanish)
    assert not candidate.check_worthy
    assert candidate.reasons == ("other language",)
    assert not extract("Правительство сообщило, что цены выросли на 12 процентов.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Armee hat 5 Soldaten verloren, sagte er.",
        "Le port a perdu 5 bateaux, a déclaré le ministre.",
        "Het leger verloor 5 soldaten, zei de minister.",
    ],
)
def test_a_short_sentence_in_another_language_is_told_by_its_report(sentence):
    (candidate,) = analyse(sentence)
    assert candidate.reasons == ("other language",)


def test_all_capitals():
    (candidate,) = extract("THE MINISTRY SAID EXPORTS ROSE BY 12 PER CENT IN 2021.")
    assert candidate.quantities[0].value == 12


def test_django_stays_unloaded():
    code = (
        "import sys, claims.extraction as e; e.extract('Exports rose by 12 per cent.'); "
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'celery', 'urllib3')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
