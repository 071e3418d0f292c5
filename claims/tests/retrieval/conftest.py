"""An encoder whose vectors tests can reckon with."""

import zlib

import numpy as np
import pytest

from claims.retrieval import Encoder


def by_words(text, *, seed=0):
    """A vector of length 1: texts that share words are near, word by word."""
    vector = np.zeros(384, np.float32)
    for word in text.lower().split():
        vector += np.random.default_rng(zlib.crc32(word.encode()) + seed).standard_normal(384)
    return vector / np.linalg.norm(vector)


@pytest.fixture
def encoder():
    return Encoder("words-1", by_words)


@pytest.fixture
def next_encoder():
    """Another version, whose vectors have nothing in common with the first one's."""
    return Encoder("words-2", lambda text: by_words(text, seed=1))


@pytest.fixture
def search(encoder):
    """`candidates` for a text, with its vector."""
    from claims.retrieval import candidates

    def search(text, *, limit=10, by=encoder, **options):
        return candidates(text, by.embed(text), limit=limit, encoder=by.version, **options)

    return search
