"""Ranking: what comes first, what is suggested, and what is passed over in silence."""

from datetime import date

import pytest

from claims.matching import ReasonType, Relation, read_facts
from claims.matching.embedding import embedder
from claims.matching.ranking import MOST, SUGGESTED, Candidate, rank

QUERY = "More than 100,000 soldiers have gathered on the border with Belmar."
SAME = "About 100,000 troops are massed at the Belmar border."


def candidate(text=SAME, *, query=QUERY, lexical_rank=1, **fields):
    cosine = float(embedder()(query) @ embedder()(text))
    return Candidate(fields.pop("id", text), text, cosine=cosine, lexical_rank=lexical_rank, **fields)


def ranked(candidates, *, query=QUERY, limit=10, align=None, **options):
    align = align or (lambda texts: embedder().align(query, texts))
    return rank(read_facts(query), candidates, limit=limit, align=align, **options)


def evenly(texts):
    """An alignment that tells nothing."""
    return [0.5] * len(texts)


def test_about_and_more_than_the_same_number_are_suggested_as_the_same_claim():
    (match,) = ranked([candidate()])
    assert (match.relation, match.suggested) == (Relation.SAME, True)
    assert ReasonType.COMPATIBLE_QUANTITY in {reason.type for reason in match.reasons}


def test_another_number_is_suggested_and_called_so():
    query = "There are 130,000 troops at the Belmar border."
    (match,) = ranked([candidate(query=query)], query=query)
    assert (match.relation, match.suggested) == (Relation.DIFFERENT_QUANTITY, True)


def test_what_is_about_something_else_is_not_suggested():
    (match,) = ranked([candidate("The ferry to Saint Orne runs twice a day.")])
    assert match.score < 0.01
    assert not match.suggested


def test_the_score_says_what_is_suggested():
    texts = [SAME, "Belmar's border is long.", "Soldiers march in Torvia.", "Troops left Belmar."]
    matches = ranked([candidate(text) for text in texts])
    assert [match.suggested for match in matches] == [match.score >= SUGGESTED for match in matches]
    assert {match.suggested for match in matches} == {True, False}
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_the_words_of_an_index_count():
    found, not_found = (ranked([candidate(lexical_rank=place)])[0].score for place in (1, None))
    assert found > not_found


def test_the_same_quantity_counts():
    texts = ["Nine boats sank off Saint Orne.", "Ten boats sank off Saint Orne."]
    query = "9 boats sank off Saint Orne."
    alike = [Candidate(text, text, cosine=0.8, lexical_rank=1) for text in texts]
    assert [match.id for match in ranked(alike[::-1], query=query, align=evenly)] == texts


def test_the_same_with_another_number_comes_after_a_wording_that_is_a_little_farther():
    query = "The bridge over the Varna will cost 40 million crowns."
    other = candidate("The bridge over the Varna will cost 60 million crowns.", query=query)
    same = candidate("Building the Varna bridge costs 40 million crowns.", query=query)
    assert other.cosine > same.cosine
    first, second = ranked([other, same], query=query)
    assert [first.relation, second.relation] == [Relation.SAME, Relation.DIFFERENT_QUANTITY]
    assert [first.suggested, second.suggested] == [True, True]


def test_a_check_of_the_same_week_comes_before_one_of_another_year():
    checks = [candidate(id=day, day=day) for day in (date(2020, 1, 20), date(2022, 1, 20), date(2024, 1, 20))]
    best, *_ = ranked(checks, day=date(2022, 1, 15))
    assert best.id == date(2022, 1, 20)
    undated = [match.score for match in ranked(checks)]
    assert undated[0] == pytest.approx(undated[-1])


def test_who_said_it_counts_where_the_candidate_names_them():
    post = "The bridge is unsafe. — Ann Lind (@annlind)"
    checks = [
        Candidate(about, "Inspectors warned about a bridge.", cosine=0.5, lexical_rank=2, about=about)
        for about in ("Jon Berg on bridges", "Did Ann Lind warn of a bridge?")
    ]
    assert ranked(checks, query=post, align=evenly)[0].id == "Did Ann Lind warn of a bridge?"


def test_five_checks_of_one_claim_take_nothing_from_each_other():
    (alone,) = ranked([candidate()])
    five = ranked([candidate(id=publisher) for publisher in range(5)])
    assert [match.score for match in five] == pytest.approx([alone.score] * 5)


def test_wordings_of_one_claim_do_not_silence_each_other():
    query = "Unemployment in Corvale fell to 4 per cent in May."
    wordings = [
        "The jobless rate of Corvale dropped to 4% in May.",
        "In May, 4 per cent of Corvale's workers had no job, fewer than before.",
        "Corvale's unemployment rate was down to four per cent in May.",
    ]
    matches = ranked([candidate(text, query=query) for text in wordings], query=query)
    assert [match.suggested for match in matches] == [True] * 3


def test_claims_that_say_different_things_take_from_each_other():
    query = "Belmar's border"
    texts = ["Belmar's border has opened.", "Smugglers cross the border of Belmar."]
    alone = [ranked([candidate(text, query=query)], query=query)[0].score for text in texts]
    both = ranked([candidate(text, query=query) for text in texts], query=query)
    assert all(match.score < alone[texts.index(match.id)] for match in both)


def test_only_those_that_lead_are_looked_at_closely():
    asked = []

    def align(texts):
        asked.append(len(texts))
        return evenly(texts)

    many = [Candidate(n, f"Statement {n}", cosine=n / 100, lexical_rank=None) for n in range(100)]
    matches = ranked(many, limit=3, align=align)
    assert [match.id for match in matches] == [99, 98, 97]
    assert asked == [MOST]
    assert len(ranked(many, limit=60, align=align)) == 60


def test_nothing_to_rank():
    assert ranked([]) == []
