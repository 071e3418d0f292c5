"""What the extraction's tests share."""

import pytest

from claims.extraction.encoder import Encoder


@pytest.fixture
def every_sentence_counts(monkeypatch):
    """For tests of what is read in a claim, not of which sentence is one: they may use sentences of a few words."""
    monkeypatch.setattr(Encoder, "log_odds", lambda self, sentence: 20.0)
