"""What type of claim a sentence makes."""

import pytest

from claims.extraction import Kind, analyse_sentence

# Each kind with sentences of it, and sentences that come near and are not.
CASES = {
    Kind.QUANTITY: (
        [
            "The plan cost Varland 3 million crowns over 12 months.",
            "The port holds 40 boats over 12 months.",
            "The port has 40 boats and opened a third dock in May.",
            "The storm caused 40 wrecks.",
        ],
        ["The port holds many boats.", "The port will sell 40 boats."],
    ),
    Kind.CAUSE: (
        ["The storm caused the flood.", "The ban led to the strike."],
        ["The storm came before the flood.", "The storm caused 40 wrecks.", "The storm will cause a flood."],
    ),
    Kind.RULE: (
        ["Night fishing is illegal in Varland.", "The law lets ferries carry cars."],
        [
            "The law firm moved to Varland.",
            "Tax receipts were 40 million.",
            "Varland will ban night fishing.",
        ],
    ),
    Kind.PREDICTION: (
        [
            "The port ministry plans 40 new docks for Varland.",
            "Varland plans to sell 40 boats over 12 months.",
            "The port may sell more than 40 boats in Varland.",
        ],
        ["The port sold its boats.", "The plan cost Varland 3 million crowns.", "Rents rose and will rise."],
    ),
    Kind.EXPERIENCE: (
        ["I lost my job in the mill.", "My brother worked in the mill."],
        ["She lost her job in the mill.", "I am the owner of the mill.", "I lost 40 boats."],
    ),
    Kind.OTHER: (
        ["The mayor opened the mill in Varland."],
        ["The mayor opened 40 mills in Varland.", "The mayor will open the mill."],
    ),
}


def pairs(which):
    return [(kind, sentence) for kind, case in CASES.items() for sentence in case[which]]


def test_every_kind_of_claim_is_in_the_table():
    assert set(CASES) == set(Kind) - {Kind.NOT_A_CLAIM}


@pytest.mark.usefixtures("every_sentence_counts")
@pytest.mark.parametrize(("kind", "sentence"), pairs(0))
def test_kinds(kind, sentence):
    assert analyse_sentence(sentence).kind is kind


@pytest.mark.usefixtures("every_sentence_counts")
@pytest.mark.parametrize(("kind", "sentence"), pairs(1))
def test_what_comes_near(kind, sentence):
    found = analyse_sentence(sentence)
    assert found.check_worthy
    assert found.kind is not kind


def test_what_is_not_check_worthy_is_no_claim():
    found = analyse_sentence("Thank you all so much!")
    assert (found.check_worthy, found.kind) == (False, Kind.NOT_A_CLAIM)
