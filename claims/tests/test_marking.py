"""The text of an article and the claims marked in it."""

import html
import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.marking import Close, End, Mark, Open, Text, mark
from claims.templatetags.reader import breakable, marked, published, score, span_of_days

TEXTS = st.text(alphabet='ab .<&\n"é’\u2028\t', min_size=1, max_size=60)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), max_size=8))
    spans = {(start, max(start + 1, end)) for start, end in spans}
    return text, draw(st.permutations([Mark(*span, key) for key, span in enumerate(sorted(spans))]))


def words(paragraph):
    return "".join(token.text for token in paragraph.tokens if isinstance(token, Text))


@given(marked_texts())
def test_the_pieces_joined_are_the_text(case):
    text, marks = case
    assert "".join(p.before + words(p) + p.after for p in mark(text, marks)) == text


@given(marked_texts())
def test_marks_nest_and_cover_what_they_mark(case):
    text, marks = case
    position = 0
    covered = dict.fromkeys(marks, "")
    for paragraph in mark(text, marks):
        position += len(paragraph.before)
        open_now = []
        for token in paragraph.tokens:
            match token:
                case Open():
                    open_now.append(token.mark)
                case Close():
                    assert open_now.pop() == token.mark
                case Text():
                    assert token.text
                    for m in open_now:
                        covered[m] += token.text
                        assert m.start <= position
                        assert position + len(token.text) <= m.end
                    position += len(token.text)
        assert open_now == []
    for m, shown in covered.items():
        assert "".join(shown.split()) == "".join(text[m.start : m.end].split())


@given(marked_texts())
def test_each_mark_has_one_note_and_where_it_shows_one_start_and_one_end(case):
    text, marks = case
    paragraphs = mark(text, marks)
    assert sorted(m.key for p in paragraphs for m in p.marks) == sorted(m.key for m in marks)
    tokens = [token for p in paragraphs for token in p.tokens]
    for m in marks:
        firsts = [t for t in tokens if isinstance(t, Open) and t.first and t.mark == m]
        ends = [t for t in tokens if isinstance(t, End) and t.mark == m]
        assert len(firsts) == len(ends) <= 1
        assert bool(firsts) == any(isinstance(t, Open) and t.mark == m for t in tokens)


@given(marked_texts())
def test_as_html_it_says_the_same_words_and_nothing_is_markup(case):
    text, marks = case
    notes = {m.key: SimpleNamespace(number=1, appearance=SimpleNamespace(claim_id=1)) for m in marks}
    written = "".join(marked(p, notes, {}) for p in mark(text, marks))
    without_numbers = re.sub(r'<a class="claim-ref".*?</a>', "", written)
    plain = html.unescape(
        re.sub(r'</?(?:mark|span)(?: (?:class|id|data-state)="[\w-]+")*>', "", without_numbers)
    )
    assert "".join(plain.split()) == "".join(text.split())


def test_a_claim_across_a_paragraph_break_goes_on_in_the_next_and_has_its_number_at_its_end():
    first, second = mark("Alpha beta.\n\nGamma delta.", [Mark(6, 18, 7)])
    assert first.tokens == (
        Text("Alpha "),
        Open(Mark(6, 18, 7), first=True),
        Text("beta."),
        Close(Mark(6, 18, 7)),
    )
    assert second.tokens[:3] == (Open(Mark(6, 18, 7), first=False), Text("Gamma"), End(Mark(6, 18, 7)))
    assert (first.marks, second.marks) == ((Mark(6, 18, 7),), ())


@pytest.mark.parametrize("wrong", [Mark(2, 2, 1), Mark(3, 1, 1), Mark(0, 5, 1), Mark(-1, 2, 1)])
def test_a_mark_that_is_empty_or_beyond_the_text_is_refused(wrong):
    with pytest.raises(ValueError, match="empty or reaches beyond"):
        mark("text", [wrong])


def test_an_address_may_break_at_its_slashes_and_is_escaped():
    assert breakable("https://wire.example/a/<b>") == "wire.example<wbr>/a<wbr>/&lt;b&gt;"


@pytest.mark.parametrize(("value", "shown"), [(0.84, ".84"), (0.999, "1.0"), (0.5, ".50")])
def test_a_score_is_written_short(value, shown):
    assert score(value) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2026-09-01", "2026-09-01", "1 Sep 2026"),
        ("2026-09-01", "2026-11-30", "1 Sep – 30 Nov 2026"),
        ("2025-09-01", "2026-11-30", "1 Sep 2025 – 30 Nov 2026"),
        ("2025-09-01", None, "from 1 Sep 2025"),
        (None, "2025-09-01", "until 1 Sep 2025"),
    ],
)
def test_the_days_that_a_time_means(first, last, shown):
    days = {"from_date": first and date.fromisoformat(first), "to_date": last and date.fromisoformat(last)}
    assert span_of_days(SimpleNamespace(**days)) == shown


@pytest.mark.parametrize("zone", ["UTC", "America/Chicago", "Asia/Tokyo"])
def test_a_bare_date_stays_the_same_day_in_every_zone(settings, zone):
    settings.TIME_ZONE = zone
    day = datetime(2026, 11, 12, tzinfo=UTC)
    assert published(day) == published(day, "time") == "12 Nov 2026"


def test_a_time_of_publication_is_told_in_the_desks_zone(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    moment = datetime(2026, 11, 12, 20, 30, tzinfo=UTC)
    assert published(moment, "time") == "13 Nov 2026, 05:30"
    assert published(moment) == "13 Nov 2026"
