"""Why a sentence scores as it does: the named reasons, and how far they move the score."""

from datetime import date

import pytest

from claims.extraction import Attribution, Reason, analyse, analyse_sentence
from claims.extraction.encoder import Card, Encoder, encoder
from claims.extraction.worthiness import WEIGHTS, words
from claims.extraction.worthiness.signs import tokens_of

PUBLISHED = date(2026, 11, 12)

# Each reason with sentences that have it, and sentences that come near and do not.
CASES = {
    Reason.QUANTITY: (
        ["The port holds 40 boats.", "Half of the boats sank in Varland."],
        ["The port holds many boats.", "Ann Lind, 61, said that the port was closed."],
    ),
    Reason.COMPARISON: (
        ["The port is older than the town.", "The port spent twice its budget."],
        ["The port is as it was.", "The port then closed."],
    ),
    Reason.CHANGE: (
        ["Rents rose in Varland.", "The fleet shrank."],
        ["The fleet sailed."],
    ),
    Reason.PAST_EVENT: (
        ["The mayor resigned.", "The council sold the ferry.", "The fleet was late."],
        ["The mayor resigns.", "The council needs a ferry indeed.", "A hundred boats exceed the limit."],
    ),
    Reason.PRESENT_STATE: (
        ["The ferry is late.", "The fleet hasn't sailed."],
        ["The ferry sailed late."],
    ),
    Reason.NAMED_ACTOR: (
        ["The council of Varland sold the ferry.", "The ferry hit Nora Lindqvist."],
        ["The council sold the ferry.", "The ferry was sold, Nora Lindqvist said."],
    ),
    Reason.DATED: (
        ["The port closed in March 2024.", "The port closed last year."],
        ["The port closed for three years.", "The port closes daily.", "The port is closed now."],
    ),
    Reason.CAUSE: (
        [
            "The port closed because the crane broke.",
            "The storm caused the flood.",
            "The flood was the result of a storm.",
            "The tariff resulted in a strike.",
        ],
        ["The port closed after a year.", "The clerk read out the results of the vote.", "The crane broke."],
    ),
    Reason.RULE: (
        [
            "The law lets ferries carry cars.",
            "The Clean Harbour Act requires filters.",
            "The new bill would require filters.",
            "Fishing at night is illegal in Varland.",
            "Fishing at night is still legal.",
            "The tariff was repealed.",
            "Skippers must wear vests by law.",
            "Under the harbour rules, skippers wear vests.",
            "Varland banned night fishing.",
            "Skippers are required to wear vests.",
            "The court ruled against the port.",
            "The harbour treaty came into force.",
            "It is a crime to feed the gulls.",
        ],
        [
            "Tax receipts were 40 million.",
            "The electricity bill came to 40 crowns.",
            "The firm acts for the mayor.",
            "The act went on for an hour.",
            "The law firm moved to Varland.",
            "The book is entitled Gulls.",
            "The queen ruled Varland for 40 years.",
            "Crime fell in Varland.",
            "The work requires skill.",
            "The tax office closed.",
            "The ruling party makes paper hats.",
        ],
    ),
    Reason.ACCUSATION: (
        [
            "Ann Lind accused the ministry of waste.",
            "The minister was accused of waste.",
            "The skipper allegedly sank the ferry.",
            "Ann Lind said that the firm bribed two inspectors.",
            '"The mayor stole the ferry," said Ann Lind.',
        ],
        [
            "Three people were murdered in Varland last year.",
            "The town lies on the river.",
            "The firm bribed two inspectors.",
            "Ann Lind said that the village lies on the river.",
            "The hedge hid the harbour, said Ann Lind.",
            "Ann Lind said that the firm paid two inspectors.",
        ],
    ),
    Reason.ATTRIBUTED: (
        ["The port was closed, Ann Lind said.", '"The port is closed," said Ann Lind.'],
        ["The port was closed.", "Ann Lind, who is accused of fraud, resigned in May."],
    ),
    Reason.SUPERLATIVE: (
        [
            "The port is the largest in Varland.",
            "The ferry was the last of the fleet.",
            "The ferry sank last year, the worst wreck of the coast.",
        ],
        [
            "The port closed last year.",
            "The port closed in the first quarter of 2024.",
            "The port is large.",
        ],
    ),
    Reason.OPINION: (["The new port is ugly and awful.", "The mayor should resign."], ["The port is new."]),
    Reason.PREDICTION: (
        ["The port will close.", "The crane is going to break.", "The council plans a second crane."],
        [
            "The port closed.",
            "The plan cost 40 crowns.",
            "The port closed in May.",
            "May was the month of the vote.",
        ],
    ),
    Reason.QUESTION: (
        ["Who closed the port?", '"Who closed the port?"'],
        ["They asked who closed the port."],
    ),
    Reason.WISH: (["Let us rebuild the port.", "We hope that the port opens."], ["We rebuilt the port."]),
    Reason.THREAT: (
        [
            "Osmark will pay a high price.",
            "Osmark will be punished.",
            "If Osmark fishes here, it has to pay a high price.",
        ],
        ["The firm paid a high price.", "The skipper was punished."],
    ),
    Reason.PROMISE: (
        ["We will rebuild the port.", "The mayor vowed a new port."],
        ["We rebuilt the port.", "The port will close."],
    ),
    Reason.HEDGED: (["The ferry reportedly sank.", "The ferry possibly sank."], ["The ferry sank."]),
    Reason.SPEECH_ACT: (
        ["Thank you for the ferry.", "The mayor called for a ferry."],
        ["The mayor called the ferry."],
    ),
    Reason.CONDITIONAL: (
        ["The port closes if the crane breaks.", "The port closes unless the crane holds."],
        ["The port closes when the crane breaks.", "The council provided a crane."],
    ),
    Reason.PERSONAL: (["I lost my boat in the storm."], ["We lost a boat in the storm."]),
    Reason.FRAGMENT: (
        ["No comment.", "A grey harbour town by the sea."],
        ["The mayor closed the port.", "Inflation rose to 3.2%."],
    ),
    Reason.UNRESOLVED: (
        ["They closed the port.", "It's closed to ferries."],
        ["They closed 40 ports.", "They closed the Osmark port."],
    ),
}
# What is no part of the prose has one reason and no weight: test_noise.py.
NO_PROSE = {Reason.BOILERPLATE, Reason.HEADLINE, Reason.REPEATED, Reason.OTHER_LANGUAGE}


def pairs(which):
    return [
        pytest.param(reason, sentence, id=f"{reason}: {sentence}")
        for reason, case in CASES.items()
        for sentence in case[which]
    ]


def test_every_reason_is_in_the_table():
    assert set(CASES) == set(WEIGHTS) == set(Reason) - NO_PROSE
    assert all(hits and misses for hits, misses in CASES.values())


@pytest.mark.parametrize(("reason", "sentence"), pairs(0))
def test_a_sentence_that_has_the_reason(reason, sentence):
    assert reason in analyse_sentence(sentence, published_at=PUBLISHED).reasons


@pytest.mark.parametrize(("reason", "sentence"), pairs(1))
def test_a_sentence_that_comes_near(reason, sentence):
    assert reason not in analyse_sentence(sentence, published_at=PUBLISHED).reasons


@pytest.mark.parametrize("reason", WEIGHTS)
def test_a_reason_against_lowers_the_score_and_no_other_does(reason):
    assert (WEIGHTS[reason] < 0) is reason.against


def test_the_strongest_reason_comes_first():
    found = analyse_sentence("The port of Varland lost 40 boats.").reasons
    assert found[:2] == (Reason.QUANTITY, Reason.PAST_EVENT)
    assert Reason.NAMED_ACTOR in found


# What counts is in the claim itself


def test_a_figure_outside_the_claim_is_read_but_no_reason():
    found = analyse_sentence("Ann Lind, who owns 40 boats, said that the port was closed.")
    assert [quantity.value for quantity in found.quantities] == [40]
    assert found.statement == "The port was closed."
    assert Reason.QUANTITY not in found.reasons


def test_a_date_outside_the_claim_is_no_reason():
    found = analyse_sentence("Ann Lind, elected in 2024, said that the port was closed.")
    assert found.times
    assert Reason.DATED not in found.reasons


def test_who_is_accused_is_attributed_but_the_claim_is_the_articles_own():
    found = analyse_sentence("Ann Lind, who is accused of fraud, resigned in May.")
    assert found.attribution is Attribution.INDIRECT
    assert Reason.ATTRIBUTED not in found.reasons


# The score


@pytest.fixture
def scored(monkeypatch):
    """Scores a sentence by a card with these numbers and these log-odds of the encoder."""

    def score(sentence, *, log_odds=0.0, **numbers):
        card = {"encoder": 1.0, "signs": 0.0, "intercept": 0.0, "threshold": 0.5} | numbers
        monkeypatch.setattr(Encoder, "log_odds", lambda self, text: log_odds)
        monkeypatch.setattr(encoder(), "card", Card(**card))
        return analyse_sentence(sentence)

    return score


LOST = "The port lost 40 boats."
ASKED = "Who lost the boats?"


def test_a_score_at_the_threshold_is_check_worthy(scored):
    at, below = scored(LOST), scored(LOST, threshold=0.5001)
    assert (at.score, at.check_worthy) == (0.5, True)
    assert (below.score, below.check_worthy) == (0.5, False)


def test_the_encoder_moves_the_score(scored):
    assert scored(LOST, log_odds=-2.0).score < 0.5 < scored(LOST, log_odds=2.0).score
    assert scored(LOST, log_odds=2.0, encoder=0.5).score == scored(LOST, log_odds=1.0).score


def test_the_signs_move_the_score(scored):
    assert scored(ASKED, signs=1.0).score < scored(ASKED, signs=0.1).score < 0.5
    assert 0.5 < scored(LOST, signs=0.1).score < scored(LOST, signs=1.0).score


def test_shares_and_large_figures_weigh_more_than_small_counts(scored):
    scores = [
        scored(f"The port lost {figure}.", signs=0.3).score
        for figure in ("3 boats", "3% of its boats", "40 boats", "more than 3 boats")
    ]
    assert scores[0] < min(scores[1:])


def test_the_intercept_moves_the_score(scored):
    assert scored(LOST, intercept=-1.0).score < 0.5 < scored(LOST, intercept=1.0).score
    assert scored(LOST, intercept=1.0).score == scored(LOST, log_odds=1.0).score


def test_an_article_is_scored_as_its_sentences_are():
    whole = analyse(f"{LOST} {ASKED}")
    assert [each.score for each in whole] == [analyse_sentence(each).score for each in (LOST, ASKED)]
    assert [each.reasons for each in whole] == [analyse_sentence(each).reasons for each in (LOST, ASKED)]


# The vocabulary

LISTS = {name: value for name, value in vars(words).items() if isinstance(value, frozenset)}


@pytest.mark.parametrize("name", sorted(set(LISTS) - {"BIG_UNITS"}))
def test_every_listed_word_can_be_a_word_of_a_statement(name):
    assert {word for word in LISTS[name] if tokens_of(word) != [word]} == set()


def test_every_word_that_is_no_past_looks_like_one():
    assert {word for word in words.NOT_PAST if len(word) < 5 or not word.endswith("ed")} == set()
    assert words.NOT_PAST.isdisjoint(words.PAST)
