"""What holds for any text."""

import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import analyse, analyse_sentence, extract, normalise, published_in

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


def parts(candidate):
    yield from candidate.quantities
    yield from candidate.times
    yield from candidate.entities


@given(TEXTS, st.one_of(st.none(), st.dates()))
@settings(max_examples=300, deadline=None)
def test_offsets_are_exact_and_a_second_run_is_the_same(text, day):
    every = analyse(text, published_at=day)
    assert every == analyse(text, published_at=day)
    for candidate in [*every, *extract(text, published_at=day), analyse_sentence(text, published_at=day)]:
        assert text[candidate.start : candidate.end] == candidate.text
        assert 0 <= candidate.score <= 1
        for part in parts(candidate):
            assert text[part.start : part.end] == part.text
            assert candidate.start <= part.start < part.end <= candidate.end
        if candidate.speaker is not None:
            speaker = candidate.speaker
            assert text[speaker.start : speaker.end] == speaker.mention
            assert speaker.name


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
