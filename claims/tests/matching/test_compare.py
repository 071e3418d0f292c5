"""What two statements are to each other, and the reasons that a page shows."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.evaluation.pairs import PAIRS, read_pairs
from claims.extraction import Change, Entity, EntityType, Modifier, Quantity, TimeReference
from claims.extraction.encoder import Encoder
from claims.matching import Reason, ReasonType, Relation, compare, facts_of, read_facts

CLOSE = 0.9  # a cosine that leaves the decision to the facts


def between(query, other, cosine=CLOSE, published_at=None):
    return compare(
        read_facts(query, published_at=published_at),
        read_facts(other, published_at=published_at),
        cosine=cosine,
    )


def test_about_and_more_than_are_compatible():
    comparison = between(
        "About 100,000 troops are massed near the border.",
        "More than 100,000 Russian troops have been massed near Ukraine's border, the minister said.",
        cosine=0.72,
    )
    assert comparison.relation is Relation.SAME
    assert comparison.reasons[0] == Reason(
        ReasonType.COMPATIBLE_QUANTITY, "About 100,000", "More than 100,000"
    )
    assert str(comparison.reasons[0]) == "compatible quantities: About 100,000 and More than 100,000"


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("more than 400,000", "more than 600,000", Relation.DIFFERENT_QUANTITY),
        ("more than 400,000", "at least 410,000", Relation.SAME),
        ("up to 40", "less than 60", Relation.DIFFERENT_QUANTITY),
        ("at least 40", "50", Relation.SAME),
    ],
)
def test_two_bounds_of_one_side_agree_by_what_they_name(one, other, relation):
    assert between(f"{one} boats sank.", f"{other} boats sank.".capitalize(), cosine=0.9).relation is relation


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("100,000", "100,000", True),
        ("100,000", "130,000", False),
        ("100,000", "101,000", True),
        ("6.8 million", "7 million", True),
        ("6.8 million", "6.9 million", False),
        ("12", "13", False),
        ("about 100,000", "109,000", True),
        ("about 100,000", "115,000", False),
        ("more than 100", "5 million", False),
        ("more than 100", "140", True),
        ("more than 100", "fewer than 100", False),
        ("at least 100", "up to 100", True),
        ("fewer than 10,000", "about 100,000", False),
        ("nearly 500", "480", True),
        ("nearly 500", "520", False),
        ("just over 400", "410", True),
        ("just over 400", "550", False),
        ("exactly 410", "412", False),
        ("between 200 and 300", "250", True),
        ("between 200 and 300", "350", False),
        ("tens of thousands of", "60,000", True),
        ("tens of thousands of", "6,000", False),
    ],
)
def test_hedges(one, other, agree):
    comparison = between(f"The army has {one} soldiers in Pell.", f"The army has {other} soldiers in Pell.")
    assert comparison.relation is (Relation.SAME if agree else Relation.DIFFERENT_QUANTITY)
    swapped = between(f"The army has {other} soldiers in Pell.", f"The army has {one} soldiers in Pell.")
    assert swapped.relation is comparison.relation


@pytest.mark.parametrize(
    ("query", "other", "relation"),
    [
        ("The road is 60 miles long.", "The road is 97 km long.", Relation.SAME),
        ("The road is 60 miles long.", "The road is 60 km long.", Relation.DIFFERENT_QUANTITY),
        ("A third of farmers quit.", "33 per cent of farmers quit.", Relation.SAME),
        ("The dam cost €5 million.", "The dam cost $5 million.", Relation.DIFFERENT_QUANTITY),
        ("The mill makes 100 tonnes a day.", "The mill makes 700 tonnes a week.", Relation.SAME),
        ("The mill makes 100 tonnes a day.", "The mill makes 100 tonnes a week.", Relation.DIFFERENT_QUANTITY),
        ("Pell lost 5 billion crowns a year.", "Pell lost 5 billion crowns.", Relation.SAME),
        ("The army left for no reason.", "The army left.", Relation.SAME),
        ("The mayor denied that he left.", "The mayor left.", Relation.OPPOSITE),
        ("Rents doubled in Pell.", "Rents rose by 100 per cent in Pell.", Relation.SAME),
        ("Rents doubled in Pell.", "Rents rose by 40 per cent in Pell.", Relation.DIFFERENT_QUANTITY),
        ("It is the second largest port.", "It is the third largest port.", Relation.DIFFERENT_QUANTITY),
        ("Crime rose by 5 per cent.", "Crime fell by 5 per cent.", Relation.OPPOSITE),
        ("Crime did not rise by 5 per cent.", "Crime rose by 5 per cent.", Relation.OPPOSITE),
        ("Crime did not rise by 5 per cent.", "Crime rose by 30 per cent.", Relation.RELATED),
        ("Of 50 boats 20 sank.", "Of 50 boats 30 sank.", Relation.DIFFERENT_QUANTITY),
    ],
)  # fmt: skip
def test_units_and_directions(query, other, relation):
    assert between(query, other).relation is relation


def test_figures_of_other_things_are_not_compared():
    comparison = between("The firm has 12 plants.", "The firm has 12 plants and 3,000 workers.")
    assert comparison.relation is Relation.SAME
    assert Reason(ReasonType.ONE_QUANTITY, other="3,000") in comparison.reasons


@pytest.mark.parametrize(
    ("query", "other", "reason"),
    [
        (
            "The mayor sold the park.",
            "The mayor never sold the park.",
            Reason(ReasonType.DENIAL),
        ),
        ("Wages rose in Pell.", "Wages fell in Pell.", Reason(ReasonType.DIRECTION)),
        (
            "Nora Lindqvist owns a mine in Pell.",
            "Nora Lindqvist owns a mine in Oru.",
            Reason(ReasonType.OTHER_NAME, "Pell", "Oru"),
        ),
        (
            "Wages fell in 2019.",
            "Wages fell in 2024.",
            Reason(ReasonType.OTHER_TIME, "2019", "2024"),
        ),
        (
            "Torvia spends more on roads than on schools.",
            "Belmar spends more on roads than on schools.",
            Reason(ReasonType.OTHER_SUBJECT, "Torvia", "Belmar"),
        ),
    ],
)
def test_the_decisive_reason_comes_first(query, other, reason):
    assert between(query, other).reasons[0] == reason


def test_other_people():
    comparison = between("The fraud was planned by Ann Lind.", "The fraud was planned by Mary Odo.")
    assert comparison.relation is Relation.RELATED
    assert comparison.reasons[0] == Reason(ReasonType.OTHER_PERSON, "Ann Lind", "Mary Odo")


def test_what_a_post_has_beside_its_words():
    plain = read_facts("Corvin Steel closed its plant in Pell.")
    post = read_facts(
        "#Corvin Steel closed its plant in Pell. https://t.example/x1Y — Ann Lind (@annl) May 4, 2026"
    )
    assert post.names == plain.names
    assert post.times == ()


def test_in_a_long_text_a_name_of_something_else_decides_nothing():
    comparison = between(
        "Anyone who still buys bread from the shops on the quay should know by now that Corvin Steel closed its plant, "
        "and that old Ann Lind and her brothers saw it coming long ago, wrote the harbour paper.",
        "Corvin Steel closed its plant after Mary Odo sold her shares.",
        cosine=0.75,
    )
    assert comparison.relation is Relation.SAME
    assert ReasonType.OTHER_PERSON in [reason.type for reason in comparison.reasons]


def test_the_speaker_is_shown_and_decides_nothing():
    query = read_facts("“Torvia has left the union,” said Nora Lindqvist.")
    other = read_facts("“Torvia has left the union,” said Odo Brandt.")
    same = compare(query, query, cosine=1)
    assert Reason(ReasonType.SAME_SPEAKER, "Nora Lindqvist", "Nora Lindqvist") in same.reasons
    different = compare(query, other, cosine=1)
    assert different.relation is Relation.SAME
    assert Reason(ReasonType.OTHER_SPEAKER, "Nora Lindqvist", "Odo Brandt") in different.reasons


@pytest.mark.parametrize(
    ("cosine", "relation"),
    [(0.2, Relation.NONE), (0.5, Relation.RELATED), (0.65, Relation.RELATED)],
)
def test_a_shared_number_alone_is_no_match(cosine, relation):
    comparison = between("Some 300 doctors left the island.", "The stadium cost 300 million crowns.", cosine)
    assert comparison.relation is relation


def test_relative_times_are_resolved():
    assert between(
        "Wages fell last year.", "Wages fell in 2025.", published_at=date(2026, 3, 1)
    ).relation is (Relation.SAME)
    comparison = between("Wages fell last year.", "Wages fell in 2021.", published_at=date(2026, 3, 1))
    assert comparison.relation is Relation.RELATED


def quantity(text, value, **fields):
    given = {"low": None, "high": None, "modifier": None, "unit": None, "of": None} | fields
    return Quantity(text, 0, len(text), value, **given)


def test_facts_from_stored_values():
    query = facts_of(
        "Exports of salt fell by a fifth in Torvia.",
        quantities=[quantity("a fifth", 20, unit="%", change=Change.FALL)],
        entities=[Entity("Torvia", 900, 906, EntityType.PLACE)],
        times=[TimeReference("2024", 40, 44, date(2024, 1, 1), date(2024, 12, 31))],
        speaker="Ann Lind",
    )
    assert query.times == ()  # its words are not in the statement
    other = facts_of(
        "Torvia's exports of salt fell by more than 60 per cent.",
        quantities=[
            quantity("more than 60 per cent", 60, low=60, modifier=Modifier.MORE_THAN, unit="%", change=Change.FALL)
        ],
        entities=[Entity("Torvia", 0, 6, EntityType.PLACE)],
    )  # fmt: skip
    comparison = compare(query, other, cosine=CLOSE)
    assert comparison.relation is Relation.DIFFERENT_QUANTITY
    assert Reason(ReasonType.SAME_NAME, "Torvia", "Torvia") in comparison.reasons


def test_no_model_is_run(monkeypatch):
    monkeypatch.setattr(Encoder, "log_odds", lambda self, sentence: pytest.fail("the encoder was run"))
    facts = read_facts("More than 300 boats left Lissa in 2024.")
    assert [figure.text for figure in facts.figures] == ["More than 300"]


def test_reasons_are_json():
    reason = Reason(ReasonType.DIFFERENT_QUANTITY, "100,000", "130,000")
    assert json.loads(json.dumps(reason.as_dict())) == {
        "type": "different quantity",
        "query": "100,000",
        "other": "130,000",
    }


@pytest.fixture(scope="module")
def gold():
    return [
        (read_facts(pair.query), read_facts(pair.other), pair.cosine)
        for file in sorted(PAIRS.glob("*.jsonl"))
        for pair in read_pairs(file)
    ]


def test_a_statement_is_the_same_as_itself(gold):
    for query, _, _ in gold:
        assert compare(query, query, cosine=1).relation is Relation.SAME, query.text


def test_both_ways_round(gold):
    for query, other, cosine in gold:
        assert (
            compare(query, other, cosine=cosine).relation is compare(other, query, cosine=cosine).relation
        ), query.text


@settings(max_examples=60, deadline=None)
@given(one=st.text(max_size=120), other=st.text(max_size=120), cosine=st.floats(-1, 1))
def test_any_text_can_be_compared(one, other, cosine):
    assert compare(read_facts(one), read_facts(other), cosine=cosine).relation in Relation
