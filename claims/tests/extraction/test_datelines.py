"""What stands before the first sentence of a wire report."""

from datetime import date

import pytest

from claims.extraction import analyse, analyse_sentence

LEADS = [
    "PORT ELLIS, 16 November 2026 – ",
    "LUNDE (Harbour Wire) — ",
    "LUNDE, Nov. 18 (Agency) - ",
    "Lunde, Osmark, 18 Nov 2026 — ",
    "Lunde (Agency) -- ",
    "KESSEL-ON-SEA, Varland — ",
]


@pytest.mark.parametrize("lead", LEADS)
def test_a_dateline_is_no_part_of_the_claim(lead):
    claim = "The port of Kessel lost 40 boats in 2021."
    (found,) = analyse(lead + claim, published_at=date(2026, 11, 20))
    assert (found.text, found.statement) == (claim, claim)
    assert [time.text for time in found.times] == ["2021"]
    assert "Lunde" not in [entity.text for entity in found.entities]


def test_one_sentence_is_taken_whole_but_stated_without_its_dateline():
    sentence = "LUNDE, Nov. 18 (Agency) - The port lost 40 boats."
    found = analyse_sentence(sentence)
    assert (found.text, found.statement, found.times) == (sentence, "The port lost 40 boats.", ())


@pytest.mark.parametrize(
    "sentence",
    [
        "The port – once the largest – lost 40 boats.",
        "WHARF – which has 40 boats – was lost.",
        "HARBOUR BOARD – ALL 40 BOATS LOST.",
        "Lunde – 40 boats – was lost.",
        "Ann Lind (Harbour Party) lost.",
        "On Monday, 16 November 2026 – a holiday – 40 boats were lost.",
    ],
)
def test_a_dash_alone_makes_no_dateline(sentence):
    (found,) = analyse(sentence)
    assert found.text == sentence
