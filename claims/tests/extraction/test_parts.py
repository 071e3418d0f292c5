"""What a sentence says, read without the model."""

import pytest

from claims.extraction import analyse_sentence, read_parts
from claims.extraction.encoder import Encoder

SENTENCE = "More than 300 boats left Lissa in 2024, said Nora Lindqvist, the harbour master."


def test_the_model_is_not_asked(monkeypatch):
    monkeypatch.setattr(Encoder, "log_odds", lambda self, sentence: pytest.fail("the encoder was run"))
    parts = read_parts(SENTENCE)
    assert parts.statement == "More than 300 boats left Lissa in 2024."
    assert [quantity.value for quantity in parts.quantities] == [300]


def test_the_parts_are_those_of_the_analysis():
    parts, candidate = read_parts(SENTENCE), analyse_sentence(SENTENCE)
    for part in ("statement", "speaker", "quantities", "times", "entities"):
        assert getattr(parts, part) == getattr(candidate, part)
    assert parts.speaker.name == "Nora Lindqvist"
